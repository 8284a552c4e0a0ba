import { DomainError, FrameworkError } from "../errors.ts";
import { columnsOf, transpose, type Matrix } from "./matrix.ts";
import { rationalKernel } from "./rationalKernel.ts";
import { rationals, type Rational } from "./rational.ts";
import type { Solution } from "./solution.ts";

/**
 * The solutions of A x = b over Q by modular arithmetic: read off the kernel of [A | b], which is
 * proved; where b adds to the rank, a kernel vector y of Aᵀ with yᵀb = 1. Exactness: exact and proved.
 *
 * @param columns the number of unknowns, needed only where A has no rows
 * @throws {DomainError} if the lengths differ
 */
export function rationalSolutions(
  A: Matrix<Rational>,
  b: readonly Rational[],
  columns: number = columnsOf(A),
): Solution<Rational> {
  if (A.length !== b.length)
    throw new DomainError("rationalSolutions", `a right side of length ${A.length}`, b.length);
  const augmented = A.map((row, i) => [...row, b[i]]);
  const { basis, pivots } = rationalKernel(augmented, columns + 1);
  if (pivots.includes(columns)) return { solvable: false, combination: refutation(A, b) };
  // The last column is free, so its vector comes last and says b = -Σ x_j a_j.
  const kernel = basis.slice(0, -1).map((x) => x.slice(0, columns));
  const particular = basis[basis.length - 1].slice(0, columns).map(rationals.neg);
  return { solvable: true, particular, kernel };
}

/** y with yᵀA = 0 and yᵀb = 1: one exists because b is not in the column space. */
function refutation(A: Matrix<Rational>, b: readonly Rational[]): readonly Rational[] {
  const dot = (y: readonly Rational[]): Rational =>
    y.reduce((sum, a, i) => rationals.add(sum, rationals.mul(a, b[i])), rationals.zero);
  for (const y of rationalKernel(transpose(A), A.length).basis) {
    const value = dot(y);
    if (value.n !== 0n) return y.map((a) => rationals.mul(a, rationals.inv(value)));
  }
  throw new FrameworkError("rationalSolutions: b lies outside the column space and inside it");
}
