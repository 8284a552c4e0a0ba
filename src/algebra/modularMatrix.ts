import { residue } from "./integer.ts";
import { columnsOf, sizeOfSquare, type Matrix } from "./matrix.ts";
import { inverseOfResidue, multiplyAdd } from "./wordPrimes.ts";

/** The reduced row echelon form of an integer matrix modulo a prime. */
export interface ModularEchelon {
  readonly prime: number;
  /** The rows that are not zero; the leading 1 of row k stands in column pivots[k]. */
  readonly rows: Matrix<number>;
  readonly pivots: readonly number[];
  /** Rows of the given matrix whose minor in the pivot columns is not 0 modulo the prime. */
  readonly pivotRows: readonly number[];
}

/** The entries modulo p, in 0..p-1. */
export function reduceModulo(A: Matrix<bigint>, p: number): Matrix<number> {
  const m = BigInt(p);
  return A.map((row) => row.map((a) => Number(residue(a, m))));
}

/**
 * The reduced row echelon form modulo a prime p < 2^26. Exactness: exact modulo p, in plain doubles.
 * Cost: O(m n rank) products.
 */
export function echelonModulo(A: Matrix<bigint>, p: number): ModularEchelon {
  const rows = reduceModulo(A, p).map((row) => [...row]);
  const order = rows.map((_, i) => i);
  const pivots: number[] = [];
  for (let column = 0; column < columnsOf(A) && pivots.length < rows.length; column++) {
    const top = pivots.length;
    const at = rows.findIndex((row, i) => i >= top && row[column] !== 0);
    if (at < 0) continue;
    [rows[top], rows[at]] = [rows[at], rows[top]];
    [order[top], order[at]] = [order[at], order[top]];
    const scale = inverseOfResidue(rows[top][column], p);
    rows[top] = rows[top].map((a) => multiplyAdd(scale, a, 0, p));
    for (let i = 0; i < rows.length; i++) if (i !== top) clear(rows[i], rows[top], column, p);
    pivots.push(column);
  }
  const rank = pivots.length;
  return { prime: p, rows: rows.slice(0, rank), pivots, pivotRows: order.slice(0, rank) };
}

/** det A modulo a prime p < 2^26, in 0..p-1. @throws {DomainError} unless A is square */
export function determinantModulo(A: Matrix<bigint>, p: number): number {
  const n = sizeOfSquare("determinantModulo", A);
  const rows = reduceModulo(A, p).map((row) => [...row]);
  let product = 1;
  for (let k = 0; k < n; k++) {
    const at = rows.findIndex((row, i) => i >= k && row[k] !== 0);
    if (at < 0) return 0;
    if (at !== k) product = p - product;
    [rows[k], rows[at]] = [rows[at], rows[k]];
    product = multiplyAdd(product, rows[k][k], 0, p);
    const scale = inverseOfResidue(rows[k][k], p);
    const unit = rows[k].map((a) => multiplyAdd(scale, a, 0, p));
    for (let i = k + 1; i < n; i++) clear(rows[i], unit, k, p);
  }
  return product;
}

/** Subtracts from `row` the multiple of `pivotRow` (leading 1) that makes its entry in `column` 0. */
function clear(row: number[], pivotRow: readonly number[], column: number, p: number): void {
  const factor = row[column];
  if (factor === 0) return;
  for (let j = column; j < row.length; j++)
    row[j] = multiplyAdd(p - factor, pivotRow[j], row[j], p);
}
