import { DomainError } from "../errors.ts";
import { integers } from "./integer.ts";
import { applyMatrix, columnsOf, type Matrix } from "./matrix.ts";
import { rational, type Rational } from "./rational.ts";
import { smithForm } from "./smith.ts";

/**
 * The integer solutions of A x = b: the particular one plus the lattice spanned by the kernel; or
 * none, and why: a rational combination y of the rows with yᵀA integral and yᵀb no integer.
 */
export type IntegerSolution =
  | {
      readonly solvable: true;
      readonly particular: readonly bigint[];
      readonly kernel: readonly (readonly bigint[])[];
    }
  | { readonly solvable: false; readonly combination: readonly Rational[] };

/**
 * The solutions in integers, from U A V = D: A x = b is D (V⁻¹ x) = U b. Exactness: exact.
 *
 * @param columns the number of unknowns, needed only where A has no rows
 * @throws {DomainError} if the lengths differ
 */
export function integerSolutions(
  A: Matrix<bigint>,
  b: readonly bigint[],
  columns: number = columnsOf(A),
): IntegerSolution {
  if (A.length !== b.length)
    throw new DomainError("integerSolutions", `a right side of length ${A.length}`, b.length);
  const { U, V, invariants } = smithForm(A, columns);
  const c = applyMatrix(integers, U, b);
  // Row i of U/d_i times A is row i of V⁻¹; past the rank it is 0, whatever the denominator.
  const divisor = (i: number): bigint => invariants[i] ?? 2n * c[i];
  const against = c.findIndex((value, i) => value !== 0n && value % divisor(i) !== 0n);
  if (against >= 0)
    return { solvable: false, combination: U[against].map((a) => rational(a, divisor(against))) };
  const y = V.map((_, j) => (j < invariants.length ? c[j] / invariants[j] : 0n));
  const kernel = V.map((_, j) => V.map((row) => row[j])).slice(invariants.length);
  return { solvable: true, particular: applyMatrix(integers, V, y), kernel };
}
