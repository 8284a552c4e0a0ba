import { DomainError } from "../errors.ts";
import { echelon, nullSpace } from "./linear.ts";
import { applyMatrix, columnsOf, identityMatrix, transpose, type Matrix } from "./matrix.ts";
import type { Field } from "./ring.ts";

/**
 * All solutions of A x = b: the particular one plus any combination of the kernel; or none, and why:
 * a combination y of the rows with yᵀA = 0 and yᵀb = 1.
 */
export type Solution<T> =
  | {
      readonly solvable: true;
      readonly particular: readonly T[];
      readonly kernel: readonly (readonly T[])[];
    }
  | { readonly solvable: false; readonly combination: readonly T[] };

/**
 * The solutions of A x = b over a field, by elimination on [A | b | 1]: the row that reads 0 = 1
 * holds the refuting combination. Exactness: exact iff the field is.
 *
 * @param columns the number of unknowns, needed only where A has no rows
 * @throws {DomainError} if the lengths differ
 */
export function solutions<T>(
  F: Field<T>,
  A: Matrix<T>,
  b: readonly T[],
  columns: number = columnsOf(A),
): Solution<T> {
  if (A.length !== b.length)
    throw new DomainError("solutions", `a right side of length ${A.length}`, b.length);
  const unit = identityMatrix(F, A.length);
  const { rows, pivots } = echelon(
    F,
    A.map((row, i) => [...row, b[i], ...unit[i]]),
  );
  const contradiction = pivots.indexOf(columns);
  if (contradiction >= 0)
    return { solvable: false, combination: rows[contradiction].slice(columns + 1) };
  const particular = Array<T>(columns).fill(F.zero);
  pivots.forEach((pivot, i) => {
    if (pivot < columns) particular[pivot] = rows[i][columns];
  });
  return { solvable: true, particular, kernel: nullSpace(F, A, columns) };
}

/**
 * Does the answer prove itself: A x = b and A k = 0, or yᵀA = 0 and yᵀb = 1? That the kernel is
 * complete is not checked here.
 */
export function provesItself<T>(
  F: Field<T>,
  A: Matrix<T>,
  b: readonly T[],
  answer: Solution<T>,
): boolean {
  const equal = (v: readonly T[], w: readonly T[]): boolean => v.every((a, i) => F.eq(a, w[i]));
  const isZero = (v: readonly T[]): boolean => v.every((a) => F.eq(a, F.zero));
  if (answer.solvable)
    return (
      equal(applyMatrix(F, A, answer.particular), b) &&
      answer.kernel.every((k) => isZero(applyMatrix(F, A, k)))
    );
  const y = answer.combination;
  return isZero(applyMatrix(F, transpose(A), y)) && equal(applyMatrix(F, [b], y), [F.one]);
}
