import { DomainError } from "../errors.ts";
import type { Ring, StarRing } from "./ring.ts";

/** A matrix as its rows: A[i][j] is in row i, column j, both from 0. Immutable. */
export type Matrix<T> = readonly (readonly T[])[];

/** M_n(R): a ring that is not commutative for n >= 2, with transpose, trace and determinant. */
export interface MatrixRing<T> extends Ring<Matrix<T>> {
  readonly base: Ring<T>;
  readonly size: number;
  readonly transpose: (A: Matrix<T>) => Matrix<T>;
  readonly trace: (A: Matrix<T>) => T;
  readonly det: (A: Matrix<T>) => T;
}

/** The ring of n×n matrices over a commutative ring R. @throws {DomainError} unless n >= 1 */
export function matrices<T>(R: Ring<T>, n: number): MatrixRing<T> {
  if (!Number.isInteger(n) || n < 1) throw new DomainError("matrices", "a size n >= 1", n);
  return {
    name: `M_${n}(${R.name})`,
    exact: R.exact,
    base: R,
    size: n,
    zero: zeroMatrix(R, n),
    one: identityMatrix(R, n),
    has: (A) => A.length === n && A.every((row) => row.length === n && row.every(R.has)),
    eq: (A, B) => eqMatrix(R, A, B),
    add: (A, B) => addMatrix(R, A, B),
    neg: (A) => negMatrix(R, A),
    mul: (A, B) => mulMatrix(R, A, B),
    show: (A) => showMatrix(R, A),
    transpose,
    trace: (A) => trace(R, A),
    det: (A) => determinant(R, A),
  };
}

/** The m×n matrix with entries f(i, j). */
export function matrixOf<T>(m: number, n: number, f: (i: number, j: number) => T): Matrix<T> {
  return Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => f(i, j)));
}

/** The matrix of images of the entries. */
export function mapMatrix<T, S>(A: Matrix<T>, f: (a: T) => S): Matrix<S> {
  return A.map((row) => row.map(f));
}

/** The m×n zero matrix. */
export function zeroMatrix<T>(R: Pick<Ring<T>, "zero">, m: number, n: number = m): Matrix<T> {
  return matrixOf(m, n, () => R.zero);
}

/** The n×n identity. */
export function identityMatrix<T>(R: Pick<Ring<T>, "zero" | "one">, n: number): Matrix<T> {
  return matrixOf(n, n, (i, j) => (i === j ? R.one : R.zero));
}

/** The elementary matrix E_ij: 1 in row i, column j, else 0. */
export function unitMatrix<T>(
  R: Pick<Ring<T>, "zero" | "one">,
  n: number,
  i: number,
  j: number,
): Matrix<T> {
  return matrixOf(n, n, (k, l) => (k === i && l === j ? R.one : R.zero));
}

/** Same shape and equal entries. */
export function eqMatrix<T>(R: Pick<Ring<T>, "eq">, A: Matrix<T>, B: Matrix<T>): boolean {
  return (
    A.length === B.length &&
    A.every((row, i) => row.length === B[i].length && row.every((a, j) => R.eq(a, B[i][j])))
  );
}

/** A + B. @throws {DomainError} if the shapes differ */
export function addMatrix<T>(R: Pick<Ring<T>, "add">, A: Matrix<T>, B: Matrix<T>): Matrix<T> {
  if (A.length !== B.length || columnsOf(A) !== columnsOf(B))
    throw new DomainError("addMatrix", `a second summand of shape ${shapeOf(A)}`, shapeOf(B));
  return A.map((row, i) => row.map((a, j) => R.add(a, B[i][j])));
}

/** A - B. @throws {DomainError} if the shapes differ */
export function subMatrix<T>(
  R: Pick<Ring<T>, "add" | "neg">,
  A: Matrix<T>,
  B: Matrix<T>,
): Matrix<T> {
  return addMatrix(R, A, negMatrix(R, B));
}

/** -A. */
export function negMatrix<T>(R: Pick<Ring<T>, "neg">, A: Matrix<T>): Matrix<T> {
  return mapMatrix(A, R.neg);
}

/**
 * (AB)_ik = Σ_j A_ij B_jk, factors in this order, so entries need not commute. Cost: l·m·n products.
 *
 * @throws {DomainError} if A has not as many columns as B has rows
 */
export function mulMatrix<T>(
  R: Pick<Ring<T>, "zero" | "add" | "mul">,
  A: Matrix<T>,
  B: Matrix<T>,
): Matrix<T> {
  if (A.length > 0 && columnsOf(A) !== B.length)
    throw new DomainError("mulMatrix", `a right factor of ${columnsOf(A)} rows`, B.length);
  return matrixOf(A.length, columnsOf(B), (i, k) => {
    let sum = R.zero;
    for (let j = 0; j < B.length; j++) sum = R.add(sum, R.mul(A[i][j], B[j][k]));
    return sum;
  });
}

/** A v for a column vector v. */
export function applyMatrix<T>(
  R: Pick<Ring<T>, "zero" | "add" | "mul">,
  A: Matrix<T>,
  v: readonly T[],
): readonly T[] {
  if (A.length > 0 && columnsOf(A) !== v.length)
    throw new DomainError("applyMatrix", `a vector of length ${columnsOf(A)}`, v.length);
  return A.map((row) => row.reduce((sum, a, j) => R.add(sum, R.mul(a, v[j])), R.zero));
}

/** c A, the scalar on the left. */
export function scaleMatrix<T>(R: Pick<Ring<T>, "mul">, c: T, A: Matrix<T>): Matrix<T> {
  return mapMatrix(A, (a) => R.mul(c, a));
}

/** (A^T)_ij = A_ji. */
export function transpose<T>(A: Matrix<T>): Matrix<T> {
  return matrixOf(columnsOf(A), A.length, (i, j) => A[j][i]);
}

/** A* = conj(A)^T. */
export function conjugateTranspose<T>(R: Pick<StarRing<T>, "conj">, A: Matrix<T>): Matrix<T> {
  return mapMatrix(transpose(A), R.conj);
}

/** Σ_i A_ii. @throws {DomainError} unless A is square */
export function trace<T>(R: Pick<Ring<T>, "zero" | "add">, A: Matrix<T>): T {
  const n = sizeOfSquare("trace", A);
  let sum = R.zero;
  for (let i = 0; i < n; i++) sum = R.add(sum, A[i][i]);
  return sum;
}

/** A ⊗ B: the block matrix of A_ij B, i.e. entry A_ij B_kl in row i·m + k and column j·n + l. */
export function kronecker<T>(R: Pick<Ring<T>, "mul">, A: Matrix<T>, B: Matrix<T>): Matrix<T> {
  return A.flatMap((row) => B.map((other) => row.flatMap((a) => other.map((b) => R.mul(a, b)))));
}

/** A ⊕ B: the blocks A and B on the diagonal. */
export function directSumMatrix<T>(
  R: Pick<Ring<T>, "zero">,
  A: Matrix<T>,
  B: Matrix<T>,
): Matrix<T> {
  const [m, n] = [columnsOf(A), columnsOf(B)];
  const zeros = (count: number): T[] => Array<T>(count).fill(R.zero);
  return [...A.map((row) => [...row, ...zeros(n)]), ...B.map((row) => [...zeros(m), ...row])];
}

const LARGEST_DETERMINANT = 20;

/**
 * det A over any commutative ring, without division: D(S) for a set S of k columns is the minor of
 * the first k rows, expanded along its last row, D(S) = Σ_{j∈S} ± A_{k-1,j} D(S \ j), the sign that
 * of the number of columns of S right of j.
 *
 * Domain: square, n <= 20. Exactness: exact iff R is. Cost: n·2^(n-1) products, 2^n elements kept.
 */
export function determinant<T>(
  R: Pick<Ring<T>, "zero" | "one" | "add" | "neg" | "mul">,
  A: Matrix<T>,
): T {
  const n = sizeOfSquare("determinant", A);
  if (n > LARGEST_DETERMINANT)
    throw new DomainError(
      "determinant",
      `a size of at most ${LARGEST_DETERMINANT}`,
      n,
      "Over a field use eliminationDeterminant",
    );
  const minors: T[] = [R.one];
  for (let set = 1; set < 1 << n; set++) {
    const row = A[bitCount(set) - 1];
    let sum = R.zero;
    let odd = false;
    for (let j = n - 1; j >= 0; j--) {
      if ((set & (1 << j)) === 0) continue;
      const term = R.mul(row[j], minors[set & ~(1 << j)]);
      sum = R.add(sum, odd ? R.neg(term) : term);
      odd = !odd;
    }
    minors.push(sum);
  }
  return minors[(1 << n) - 1];
}

/** `[[a, b], [c, d]]`. */
export function showMatrix<T>(R: Pick<Ring<T>, "show">, A: Matrix<T>): string {
  return `[${A.map((row) => `[${row.map(R.show).join(", ")}]`).join(", ")}]`;
}

/** The number of columns, 0 where there are no rows. */
export function columnsOf<T>(A: Matrix<T>): number {
  return A.length === 0 ? 0 : A[0].length;
}

/** n for an n×n matrix. @throws {DomainError} for any other, with the caller's name */
export function sizeOfSquare<T>(where: string, A: Matrix<T>): number {
  if (A.some((row) => row.length !== A.length))
    throw new DomainError(where, "a square matrix", shapeOf(A));
  return A.length;
}

function shapeOf<T>(A: Matrix<T>): string {
  return `${A.length}×${columnsOf(A)}`;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
