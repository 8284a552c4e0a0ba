import { DomainError } from "../errors.ts";
import { algebra, basisVector, type UnitalAlgebra, type Vector } from "./algebra.ts";
import { bladeLabels, gradeOf, indicesOfBlade, sortingSign } from "./blades.ts";
import { partial, type Polynomial, type PolynomialRing } from "./polynomial.ts";
import type { Ring } from "./ring.ts";

/** Λ Rⁿ with the wedge product: e_i ∧ e_i = 0. Basis: the blades. Domain: n <= 10. */
export function exterior<T>(R: Ring<T>, n: number): UnitalAlgebra<T> {
  const A = algebra(R, `Λ(${R.name}^${n})`, bladeLabels(n), (a, b) =>
    (a & b) !== 0 ? [] : [[a | b, sortingSign(a, b) === 1 ? R.one : R.neg(R.one)]],
  );
  return { ...A, one: basisVector(A, 0) };
}

/** The part of degree k. */
export function gradePart<T>(A: UnitalAlgebra<T>, a: Vector<T>, k: number): Vector<T> {
  return a.map((x, blade) => (gradeOf(blade) === k ? x : A.base.zero));
}

/**
 * Hodge's ⋆ on Λ Rⁿ for the metric diag(signature) and the orientation e_1 … e_n:
 * α ∧ ⋆β = <α, β> e_1 … e_n, so ⋆e_I = η_I sgn(I, I^c) e_(I^c) with η_I = Π_(i in I) η_i, and
 * ⋆⋆ = (-1)^(k(n-k)) Π η on degree k.
 *
 * @param signature n signs, 1 or -1
 * @throws {DomainError} if their number is not n
 */
export function hodgeStar<T>(
  A: UnitalAlgebra<T>,
  signature: readonly (1 | -1)[],
): (a: Vector<T>) => Vector<T> {
  const all = A.labels.length - 1;
  if (1 << signature.length !== A.labels.length)
    throw new DomainError("hodgeStar", `${gradeOf(all)} signs`, signature.length);
  const positive = (blade: number): boolean => {
    const minuses = indicesOfBlade(blade).filter((i) => signature[i - 1] === -1).length;
    return (sortingSign(blade, all & ~blade) === 1) === (minuses % 2 === 0);
  };
  return (a) =>
    a.map((_, blade) => {
      const source = all & ~blade;
      return positive(source) ? a[source] : A.base.neg(a[source]);
    });
}

/**
 * dω = Σ_i dx_i ∧ ∂ω/∂x_i, forms with polynomial coefficients being the elements of Λ over P, e_i
 * standing for dx_i of the i-th variable.
 *
 * @throws {DomainError} if the numbers of variables and of the e_i differ
 */
export function exteriorDerivative<T>(
  P: PolynomialRing<T>,
  A: UnitalAlgebra<Polynomial<T>>,
  form: Vector<Polynomial<T>>,
): Vector<Polynomial<T>> {
  if (1 << P.variables.length !== A.labels.length)
    throw new DomainError("exteriorDerivative", `Λ of P^${P.variables.length}`, A.name);
  return P.variables
    .map((x, i) =>
      A.mul(
        basisVector(A, 1 << i),
        form.map((f) => partial(P, f, x)),
      ),
    )
    .reduce(A.add, A.zero);
}
