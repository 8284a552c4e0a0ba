import { DomainError } from "../errors.ts";
import { columnsOf, identityMatrix, sizeOfSquare, type Matrix } from "./matrix.ts";
import { sub, type Field } from "./ring.ts";

// Exact linear algebra over a field by Gauss-Jordan elimination: exact iff the field is.
// Cost: O(m n min(m, n)) products for an m×n matrix.

/** The reduced row echelon form without its zero rows, and the column of each leading 1. */
export interface Echelon<T> {
  readonly rows: Matrix<T>;
  readonly pivots: readonly number[];
}

/** The one reduced row echelon form with the row space of A. */
export function echelon<T>(F: Field<T>, A: Matrix<T>): Echelon<T> {
  const rows = A.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < columnsOf(A) && pivots.length < rows.length; column++) {
    const top = pivots.length;
    const found = rows.findIndex((row, i) => i >= top && !F.eq(row[column], F.zero));
    if (found < 0) continue;
    [rows[top], rows[found]] = [rows[found], rows[top]];
    const scale = F.inv(rows[top][column]);
    rows[top] = rows[top].map((a) => F.mul(scale, a));
    for (let i = 0; i < rows.length; i++) if (i !== top) clear(F, rows[i], rows[top], column);
    pivots.push(column);
  }
  return { rows: rows.slice(0, pivots.length), pivots };
}

/** The dimension of the row space. */
export function rank<T>(F: Field<T>, A: Matrix<T>): number {
  return echelon(F, A).pivots.length;
}

/**
 * A basis of {x : A x = 0}, one vector for each column without a pivot.
 *
 * @param columns the number of unknowns, needed only where A has no rows
 */
export function nullSpace<T>(
  F: Field<T>,
  A: Matrix<T>,
  columns: number = columnsOf(A),
): readonly (readonly T[])[] {
  const { rows, pivots } = echelon(F, A);
  const free = Array.from({ length: columns }, (_, j) => j).filter((j) => !pivots.includes(j));
  return free.map((column) => {
    const x = Array<T>(columns).fill(F.zero);
    x[column] = F.one;
    pivots.forEach((pivot, i) => (x[pivot] = F.neg(rows[i][column])));
    return x;
  });
}

/** One x with A x = b (free unknowns 0), or `undefined` where there is none. */
export function solve<T>(F: Field<T>, A: Matrix<T>, b: readonly T[]): readonly T[] | undefined {
  if (A.length !== b.length)
    throw new DomainError("solve", `a right side of length ${A.length}`, b.length);
  const n = columnsOf(A);
  const { rows, pivots } = echelon(
    F,
    A.map((row, i) => [...row, b[i]]),
  );
  if (pivots.includes(n)) return undefined;
  const x = Array<T>(n).fill(F.zero);
  pivots.forEach((pivot, i) => (x[pivot] = rows[i][n]));
  return x;
}

/** A⁻¹. @throws {DomainError} unless A is square of full rank */
export function inverse<T>(F: Field<T>, A: Matrix<T>): Matrix<T> {
  const n = sizeOfSquare("inverse", A);
  const unit = identityMatrix(F, n);
  const { rows, pivots } = echelon(
    F,
    A.map((row, i) => [...row, ...unit[i]]),
  );
  const found = pivots.filter((pivot) => pivot < n).length;
  if (found < n) throw new DomainError("inverse", `a matrix of rank ${n}`, found);
  return rows.map((row) => row.slice(n));
}

/** det A as the signed product of the pivots. Cost: O(n³), so the choice over a field for n > 5. */
export function eliminationDeterminant<T>(F: Field<T>, A: Matrix<T>): T {
  const n = sizeOfSquare("eliminationDeterminant", A);
  const rows = A.map((row) => [...row]);
  let product = F.one;
  for (let k = 0; k < n; k++) {
    const found = rows.findIndex((row, i) => i >= k && !F.eq(row[k], F.zero));
    if (found < 0) return F.zero;
    if (found !== k) product = F.neg(product);
    [rows[k], rows[found]] = [rows[found], rows[k]];
    product = F.mul(product, rows[k][k]);
    const scale = F.inv(rows[k][k]);
    const unit = rows[k].map((a) => F.mul(scale, a));
    for (let i = k + 1; i < n; i++) clear(F, rows[i], unit, k);
  }
  return product;
}

/** Subtracts from `row` the multiple of `pivotRow` (leading 1) that makes its entry in `column` 0. */
function clear<T>(F: Field<T>, row: T[], pivotRow: readonly T[], column: number): void {
  const factor = row[column];
  if (F.eq(factor, F.zero)) return;
  for (let j = column; j < row.length; j++) row[j] = sub(F, row[j], F.mul(factor, pivotRow[j]));
}
