import { DomainError } from "../errors.ts";
import type { Group } from "./group.ts";
import { unitMatrix, type Matrix, type MatrixRing } from "./matrix.ts";
import type { Field, Ring, StarRing } from "./ring.ts";

/** One law of a structure, decided on one triple of elements. */
export interface Law<T> {
  /** Completes the sentence "satisfies …". */
  readonly title: string;
  readonly holds: (a: T, b: T, c: T) => boolean;
}

/** The laws of a ring with 1 that need not commute. */
export function unitalRingLaws<T>(R: Ring<T>): readonly Law<T>[] {
  const { add, mul, neg, eq, zero, one } = R;
  return [
    {
      title: "closed under 0, 1, +, - and *",
      holds: (a, b) => [zero, one, add(a, b), neg(a), mul(a, b)].every(R.has),
    },
    { title: "distinguishes 0 and 1", holds: () => !eq(zero, one) && eq(zero, zero) },
    { title: "+ associative", holds: (a, b, c) => eq(add(add(a, b), c), add(a, add(b, c))) },
    { title: "+ commutative", holds: (a, b) => eq(add(a, b), add(b, a)) },
    { title: "0 neutral", holds: (a) => eq(add(a, zero), a) },
    { title: "a + (-a) = 0", holds: (a) => eq(add(a, neg(a)), zero) },
    { title: "* associative", holds: (a, b, c) => eq(mul(mul(a, b), c), mul(a, mul(b, c))) },
    { title: "1 neutral", holds: (a) => eq(mul(a, one), a) && eq(mul(one, a), a) },
    {
      title: "a(b + c) = ab + ac",
      holds: (a, b, c) => eq(mul(a, add(b, c)), add(mul(a, b), mul(a, c))),
    },
    {
      title: "(a + b)c = ac + bc",
      holds: (a, b, c) => eq(mul(add(a, b), c), add(mul(a, c), mul(b, c))),
    },
  ];
}

/** The laws of a commutative ring with 1 ≠ 0. */
export function ringLaws<T>(R: Ring<T>): readonly Law<T>[] {
  return [
    ...unitalRingLaws(R),
    { title: "* commutative", holds: (a, b) => R.eq(R.mul(a, b), R.mul(b, a)) },
  ];
}

/** The laws of a field beyond those of a ring. */
export function fieldLaws<T>(F: Field<T>): readonly Law<T>[] {
  const isZero = (a: T): boolean => F.eq(a, F.zero);
  return [
    { title: "inverses inside the field", holds: (a) => isZero(a) || F.has(F.inv(a)) },
    { title: "a a⁻¹ = 1 for a ≠ 0", holds: (a) => isZero(a) || F.eq(F.mul(a, F.inv(a)), F.one) },
    { title: "refuses to invert 0", holds: () => refuses(() => F.inv(F.zero)) },
  ];
}

/** The laws of a conjugation; (ab)* = b* a* is "multiplicative" where the ring commutes. */
export function involutionLaws<T>(R: StarRing<T>): readonly Law<T>[] {
  const { conj, eq, add, mul } = R;
  return [
    { title: "conj inside the ring", holds: (a) => R.has(conj(a)) },
    { title: "conj additive", holds: (a, b) => eq(conj(add(a, b)), add(conj(a), conj(b))) },
    {
      title: "conj(ab) = conj(b) conj(a)",
      holds: (a, b) => eq(conj(mul(a, b)), mul(conj(b), conj(a))),
    },
    { title: "conj of order two", holds: (a) => eq(conj(conj(a)), a) },
  ];
}

/** The laws of a derivation d of R. */
export function derivationLaws<T>(R: Ring<T>, d: (a: T) => T): readonly Law<T>[] {
  const { eq, add, mul } = R;
  return [
    { title: "d inside the ring", holds: (a) => R.has(d(a)) },
    { title: "d(a + b) = da + db", holds: (a, b) => eq(d(add(a, b)), add(d(a), d(b))) },
    {
      title: "d(ab) = da b + a db",
      holds: (a, b) => eq(d(mul(a, b)), add(mul(d(a), b), mul(a, d(b)))),
    },
  ];
}

/**
 * The laws of the matrix ring, its transpose, trace and determinant. All but the pinned values hold
 * as well in the opposite algebra (A, B ↦ BA), for a trace of 0 and for a determinant of 1.
 *
 * @throws {DomainError} for size 1, where no product can pin the order
 */
export function matrixLaws<T>(M: MatrixRing<T>): readonly Law<Matrix<T>>[] {
  if (M.size < 2) throw new DomainError("matrixLaws", "a size of at least 2", M.size);
  const { add, mul, eq, transpose, trace, det, base: R } = M;
  const unit = (i: number, j: number): Matrix<T> => unitMatrix(R, M.size, i, j);
  return [
    ...unitalRingLaws(M),
    {
      title: "E₀₁E₁₀ = E₀₀ (the order of factors)",
      holds: () => eq(mul(unit(0, 1), unit(1, 0)), unit(0, 0)),
    },
    { title: "tr AB = tr BA", holds: (A, B) => R.eq(trace(mul(A, B)), trace(mul(B, A))) },
    {
      title: "tr(A + B) = tr A + tr B",
      holds: (A, B) => R.eq(trace(add(A, B)), R.add(trace(A), trace(B))),
    },
    { title: "tr E₀₀ = 1", holds: () => R.eq(trace(unit(0, 0)), R.one) },
    {
      title: "(AB)ᵀ = BᵀAᵀ",
      holds: (A, B) => eq(transpose(mul(A, B)), mul(transpose(B), transpose(A))),
    },
    { title: "E₀₁ᵀ = E₁₀", holds: () => eq(transpose(unit(0, 1)), unit(1, 0)) },
    {
      title: "det AB = det A det B",
      holds: (A, B) => R.eq(det(mul(A, B)), R.mul(det(A), det(B))),
    },
    { title: "det Aᵀ = det A", holds: (A) => R.eq(det(transpose(A)), det(A)) },
    { title: "det diag(a, 1, …, 1) = a", holds: (A) => R.eq(det(withCorner(M, A[0][0])), A[0][0]) },
  ];
}

/** The laws of a group whose `show` is faithful. */
export function groupLaws<T>(G: Group<T>): readonly Law<T>[] {
  const { op, inv, eq, identity } = G;
  return [
    {
      title: "closed under 1, inverses and products",
      holds: (a, b) => [identity, inv(a), op(a, b)].every(G.has),
    },
    {
      title: "equal exactly when printed alike",
      holds: (a, b) => eq(a, b) === (G.show(a) === G.show(b)),
    },
    { title: "associative", holds: (a, b, c) => eq(op(op(a, b), c), op(a, op(b, c))) },
    { title: "1 neutral", holds: (a) => eq(op(identity, a), a) && eq(op(a, identity), a) },
    {
      title: "a a⁻¹ = 1 = a⁻¹ a",
      holds: (a) => eq(op(a, inv(a)), identity) && eq(op(inv(a), a), identity),
    },
  ];
}

/** diag(a, 1, …, 1). */
function withCorner<T>(M: MatrixRing<T>, a: T): Matrix<T> {
  return M.one.map((row, i) => (i === 0 ? [a, ...row.slice(1)] : row));
}

function refuses(run: () => void): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof DomainError;
  }
}
