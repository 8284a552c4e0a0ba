/**
 * Lie algebras by structure constants over Q, and the forms on them. An element is its coordinates in
 * the basis e_0, …, e_(n-1).
 */
import { DomainError } from "../errors.ts";
import { gaussianRationals, type GaussianRational } from "./complex.ts";
import { nullSpace, solve } from "./linear.ts";
import { matrixOf, mulMatrix, subMatrix, trace, transpose, type Matrix } from "./matrix.ts";
import { rational, rationals, type Rational } from "./rational.ts";

/** c[a][b][k] with [e_a, e_b] = Σ_k c[a][b][k] e_k. Nothing is asked of them: see `satisfiesJacobi`. */
export type StructureConstants = readonly (readonly (readonly Rational[])[])[];

const Q = rationals;
const K = gaussianRationals;
const sum = (terms: readonly Rational[]): Rational => terms.reduce(Q.add, Q.zero);

const real = (A: Matrix<GaussianRational>): readonly Rational[] =>
  A.flat().flatMap(({ re, im }) => [re, im]);

/**
 * The structure constants of the real span of matrices, which is to be closed under [A, B] = AB − BA.
 * Exactness: exact. Cost: n² solutions of 2N² equations.
 *
 * @throws {DomainError} if a commutator is not in the span
 */
export function structureConstants(basis: readonly Matrix<GaussianRational>[]): StructureConstants {
  const columns = transpose(basis.map(real));
  return basis.map((A) =>
    basis.map((B) => {
      const bracket = subMatrix(K, mulMatrix(K, A, B), mulMatrix(K, B, A));
      const found = solve(Q, columns, real(bracket));
      if (found === undefined)
        throw new DomainError("structureConstants", "matrices closed under commutators", "others");
      return found;
    }),
  );
}

/** [x, y]. */
export function bracket(
  c: StructureConstants,
  x: readonly Rational[],
  y: readonly Rational[],
): readonly Rational[] {
  const result = c.map(() => Q.zero);
  x.forEach((xa, a) =>
    y.forEach((yb, b) => {
      const factor = Q.mul(xa, yb);
      if (factor.n === 0n) return;
      c[a][b].forEach((q, k) => (result[k] = Q.add(result[k], Q.mul(factor, q))));
    }),
  );
  return result;
}

/** [x, y] = −[y, x] and [x, [y, z]] + [y, [z, x]] + [z, [x, y]] = 0, on the basis. */
export function satisfiesJacobi(c: StructureConstants): boolean {
  const unit = c.map((_, a) => c.map((__, k) => (a === k ? Q.one : Q.zero)));
  const vanishes = (...xs: (readonly Rational[])[]): boolean =>
    c.every((_, k) => Q.eq(sum(xs.map((x) => x[k])), Q.zero));
  const cyclic = (x: readonly Rational[], y: readonly Rational[], z: readonly Rational[]) =>
    bracket(c, x, bracket(c, y, z));
  return unit.every((x) =>
    unit.every(
      (y) =>
        vanishes(bracket(c, x, y), bracket(c, y, x)) &&
        unit.every((z) => vanishes(cyclic(x, y, z), cyclic(y, z, x), cyclic(z, x, y))),
    ),
  );
}

/** The form Tr AB of matrices whose traces Tr AB are real. @throws {DomainError} if one is not */
export function traceForm(basis: readonly Matrix<GaussianRational>[]): Matrix<Rational> {
  return basis.map((A) =>
    basis.map((B) => {
      const { re, im } = trace(K, mulMatrix(K, A, B));
      if (!Q.eq(im, Q.zero))
        throw new DomainError(
          "traceForm",
          "real traces of products",
          Q.show(im),
          "Use a real form",
        );
      return re;
    }),
  );
}

/** The Killing form Tr ad x ad y = Σ c[x][b][a] c[y][a][b]. */
export function killingForm(c: StructureConstants): Matrix<Rational> {
  const n = c.length;
  return matrixOf(n, n, (x, y) =>
    sum(c.flatMap((_, a) => c.map((__, b) => Q.mul(c[x][b][a], c[y][a][b])))),
  );
}

/** k([x, y], z) + k(y, [x, z]) = 0 on the basis: k is invariant under the adjoint action. */
export function isInvariant(c: StructureConstants, k: Matrix<Rational>): boolean {
  const pair = (x: readonly Rational[], z: number): Rational =>
    sum(x.map((xa, a) => Q.mul(xa, k[a][z])));
  return c.every((row) =>
    row.every((xy, y) => row.every((xz, z) => Q.eq(Q.add(pair(xy, z), pair(xz, y)), Q.zero))),
  );
}

/**
 * The dimension of the space of invariant symmetric forms: the solutions k_ab = k_ba of `isInvariant`.
 * Exactness: exact. Cost: n³ equations in n(n + 1)/2 unknowns.
 */
export function invariantFormDimension(c: StructureConstants): number {
  const n = c.length;
  const unknown = (a: number, b: number): number =>
    Math.min(a, b) * n - (Math.min(a, b) * (Math.min(a, b) - 1)) / 2 + Math.abs(a - b);
  const equations = tripleEquations(n, (n * (n + 1)) / 2, (add, x, y, z) => {
    c[x][y].forEach((q, a) => add(unknown(a, z), q));
    c[x][z].forEach((q, a) => add(unknown(y, a), q));
  });
  return nullSpace(Q, equations, (n * (n + 1)) / 2).length;
}

/** The dimension of the linear maps T with T[x, y] = [x, Ty]: the commutant of ad. */
export function commutantDimension(c: StructureConstants): number {
  const n = c.length;
  const equations = tripleEquations(n, n * n, (add, x, y, z) => {
    c[x][y].forEach((q, a) => add(z * n + a, q));
    c[x].forEach((row, b) => add(b * n + y, Q.neg(row[z])));
  });
  return nullSpace(Q, equations, n * n).length;
}

type Add = (unknown: number, by: Rational) => void;

/** One linear equation for each triple x, y, z, written by adding to its coefficients; no empty ones. */
function tripleEquations(
  n: number,
  unknowns: number,
  write: (add: Add, x: number, y: number, z: number) => void,
): Matrix<Rational> {
  const equations: Rational[][] = [];
  for (let at = 0; at < n ** 3; at++) {
    const equation = Array<Rational>(unknowns).fill(Q.zero);
    const add: Add = (k, by) => void (equation[k] = Q.add(equation[k], by));
    write(add, Math.floor(at / n ** 2), Math.floor(at / n) % n, at % n);
    if (equation.some((q) => q.n !== 0n)) equations.push(equation);
  }
  return equations;
}

/** The numbers of positive, negative and zero squares of a quadratic form (Sylvester). */
export interface Inertia {
  readonly positive: number;
  readonly negative: number;
  readonly zero: number;
}

/**
 * The inertia of a symmetric matrix, by congruences: a pivot is cleared from its row and column alike,
 * and where the diagonal is 0 a row is added to another with its column.
 *
 * Exactness: exact. Cost: O(n³). Source: Sylvester's law of inertia.
 *
 * @throws {DomainError} if the matrix is not symmetric
 */
export function inertia(k: Matrix<Rational>): Inertia {
  const A = k.map((row) => [...row]);
  if (!A.every((row, i) => row.every((a, j) => Q.eq(a, A[j][i]))))
    throw new DomainError("inertia", "a symmetric matrix", "another");
  const found = { positive: 0, negative: 0, zero: 0 };
  const rest = new Set(A.keys());
  const addTo = (i: number, j: number, factor: Rational): void => {
    for (const m of A.keys()) A[i][m] = Q.add(A[i][m], Q.mul(factor, A[j][m]));
    for (const m of A.keys()) A[m][i] = Q.add(A[m][i], Q.mul(factor, A[m][j]));
  };
  while (rest.size > 0) {
    const left = [...rest];
    let pivot = left.find((i) => A[i][i].n !== 0n);
    if (pivot === undefined) {
      pivot = left.find((i) => left.some((j) => A[i][j].n !== 0n));
      if (pivot === undefined) return { ...found, zero: rest.size };
      const i = pivot;
      addTo(i, left.find((j) => A[i][j].n !== 0n) ?? i, rational(1));
    }
    const p = pivot;
    rest.delete(p);
    for (const i of rest) if (A[i][p].n !== 0n) addTo(i, p, Q.neg(Q.mul(A[i][p], Q.inv(A[p][p]))));
    found[A[p][p].n > 0n ? "positive" : "negative"]++;
  }
  return found;
}
