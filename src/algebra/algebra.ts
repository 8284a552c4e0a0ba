import { DomainError } from "../errors.ts";
import type { Ring } from "./ring.ts";

/** An element of a free module by its coordinates. */
export type Vector<T> = readonly T[];

/** The sparse coordinates of an element: [index, coefficient], each index once. */
export type Terms<T> = readonly (readonly [index: number, coefficient: T])[];

/**
 * A free module over a commutative ring with a bilinear product, given on a basis: neither a unit
 * nor associativity is supposed, so Lie algebras are such algebras too.
 */
export interface Algebra<T> extends Omit<Ring<Vector<T>>, "one"> {
  readonly base: Ring<T>;
  /** The names of the basis. */
  readonly labels: readonly string[];
  /** e_i e_j. */
  readonly structure: (i: number, j: number) => Terms<T>;
}

/** An algebra with its unit: a ring, commutative or not. */
export type UnitalAlgebra<T> = Algebra<T> & Ring<Vector<T>>;

/**
 * The algebra with basis `labels` and products e_i e_j = structure(i, j). Exactness: exact iff R is.
 * Cost: one product of R for each pair of coordinates that are not 0, and each term.
 *
 * @throws {DomainError} if a product leaves the basis
 */
export function algebra<T>(
  R: Ring<T>,
  name: string,
  labels: readonly string[],
  structure: (i: number, j: number) => Terms<T>,
): Algebra<T> {
  const n = labels.length;
  const table = labels.map((_, i) => labels.map((_, j) => inRange(name, n, structure(i, j))));
  return {
    name,
    exact: R.exact,
    base: R,
    labels,
    structure: (i, j) => table[i][j],
    zero: labels.map(() => R.zero),
    has: (a) => a.length === n && a.every(R.has),
    eq: (a, b) => a.every((x, k) => R.eq(x, b[k])),
    add: (a, b) => a.map((x, k) => R.add(x, b[k])),
    neg: (a) => a.map(R.neg),
    mul: (a, b) => {
      const product = Array<T>(n).fill(R.zero);
      a.forEach((x, i) => {
        if (R.eq(x, R.zero)) return;
        b.forEach((y, j) => {
          if (R.eq(y, R.zero)) return;
          const xy = R.mul(x, y);
          for (const [k, c] of table[i][j]) product[k] = R.add(product[k], R.mul(xy, c));
        });
      });
      return product;
    },
    show: (a) => showVector(R, labels, a),
  };
}

/** The basis vector e_k. */
export function basisVector<T>(A: Algebra<T>, k: number): Vector<T> {
  return A.labels.map((_, i) => (i === k ? A.base.one : A.base.zero));
}

/** c a. */
export function scaleVector<T>(A: Algebra<T>, c: T, a: Vector<T>): Vector<T> {
  return a.map((x) => A.base.mul(c, x));
}

/**
 * A as a ring with 1.
 *
 * @throws {DomainError} unless `one` is neutral on both sides and the product associative
 */
export function withUnit<T>(A: Algebra<T>, one: Vector<T>): UnitalAlgebra<T> {
  const basis = A.labels.map((_, k) => basisVector(A, k));
  if (!basis.every((e) => A.eq(A.mul(one, e), e) && A.eq(A.mul(e, one), e)))
    throw new DomainError("withUnit", `the unit of ${A.name}`, A.show(one));
  if (!isAssociative(A)) throw new DomainError("withUnit", "an associative product", A.name);
  return { ...A, one };
}

/** ab = ba? On a basis, which decides it for all elements, for both sides are bilinear. */
export function isCommutative<T>(A: Algebra<T>): boolean {
  return onBasis(A, 2, (a, b) => A.eq(A.mul(a, b), A.mul(b, a)));
}

/** aa = 0, hence ab = -ba? On a basis: e e = 0 and ef + fe = 0 for basis vectors e, f. */
export function isAnticommutative<T>(A: Algebra<T>): boolean {
  return (
    onBasis(A, 1, (a) => A.eq(A.mul(a, a), A.zero)) &&
    onBasis(A, 2, (a, b) => A.eq(A.add(A.mul(a, b), A.mul(b, a)), A.zero))
  );
}

/** (ab)c = a(bc)? On a basis, which decides it. Cost: n³ products. */
export function isAssociative<T>(A: Algebra<T>): boolean {
  return onBasis(A, 3, (a, b, c) => A.eq(A.mul(A.mul(a, b), c), A.mul(a, A.mul(b, c))));
}

/** a(bc) + b(ca) + c(ab) = 0? On a basis, which decides it. Cost: n³ products. */
export function satisfiesJacobi<T>(A: Algebra<T>): boolean {
  const term = (a: Vector<T>, b: Vector<T>, c: Vector<T>): Vector<T> => A.mul(a, A.mul(b, c));
  return onBasis(A, 3, (a, b, c) =>
    A.eq(A.add(term(a, b, c), A.add(term(b, c, a), term(c, a, b))), A.zero),
  );
}

/** A Lie algebra: aa = 0 and Jacobi's identity. */
export function isLieAlgebra<T>(A: Algebra<T>): boolean {
  return isAnticommutative(A) && satisfiesJacobi(A);
}

/** The algebra of the commutators [a, b] = ab - ba of A. */
export function commutatorAlgebra<T>(A: Algebra<T>): Algebra<T> {
  const basis = A.labels.map((_, k) => basisVector(A, k));
  return algebra(A.base, `[${A.name}]`, A.labels, (i, j) =>
    A.add(A.mul(basis[i], basis[j]), A.neg(A.mul(basis[j], basis[i]))).flatMap((c, k): Terms<T> =>
      A.base.eq(c, A.base.zero) ? [] : [[k, c]],
    ),
  );
}

function onBasis<T>(
  A: Algebra<T>,
  arity: 1 | 2 | 3,
  holds: (a: Vector<T>, b: Vector<T>, c: Vector<T>) => boolean,
): boolean {
  const basis = A.labels.map((_, k) => basisVector(A, k));
  const second = arity >= 2 ? basis : [A.zero];
  const third = arity >= 3 ? basis : [A.zero];
  return basis.every((a) => second.every((b) => third.every((c) => holds(a, b, c))));
}

function inRange<T>(name: string, n: number, terms: Terms<T>): Terms<T> {
  for (const [k] of terms)
    if (!Number.isInteger(k) || k < 0 || k >= n)
      throw new DomainError(`algebra ${name}`, `products on a basis of ${n}`, k);
  return terms;
}

function showVector<T>(R: Ring<T>, labels: readonly string[], a: Vector<T>): string {
  const terms = a.flatMap((x, k) => {
    if (R.eq(x, R.zero)) return [];
    const text = R.show(x);
    const c = /^-?[\w/]+$/.test(text) ? text : `(${text})`;
    if (labels[k] === "1") return [c];
    return [c === "1" ? labels[k] : c === "-1" ? `-${labels[k]}` : `${c}*${labels[k]}`];
  });
  if (terms.length === 0) return R.show(R.zero);
  return terms.reduce((sum, t) => (t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`));
}
