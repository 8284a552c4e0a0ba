import { bareiss } from "./integerDeterminant.ts";
import { absolute, integers } from "./integer.ts";
import { columnsOf, eqMatrix, identityMatrix, mulMatrix, type Matrix } from "./matrix.ts";

/** U A V = D with U and V invertible over Z, D diagonal, d₀ | d₁ | …, all d >= 0. */
export interface SmithForm {
  readonly U: Matrix<bigint>;
  readonly V: Matrix<bigint>;
  readonly D: Matrix<bigint>;
  /** The d that are not 0: Z^m modulo the columns of A is Z^(m - r) ⊕ Z/d₀ ⊕ …. */
  readonly invariants: readonly bigint[];
}

/**
 * The Smith normal form of an integer matrix, by row and column operations about the least entry.
 * Exactness: exact. Cost: polynomially many operations, but entries of U and V can grow long.
 *
 * Source: H. Cohen, A Course in Computational Algebraic Number Theory, 2.4.4.
 *
 * @param columns the number of columns, needed only where A has no rows
 */
export function smithForm(A: Matrix<bigint>, columns: number = columnsOf(A)): SmithForm {
  const D = A.map((row) => [...row]);
  const U = identityMatrix(integers, A.length).map((row) => [...row]);
  const V = identityMatrix(integers, columns).map((row) => [...row]);
  const invariants: bigint[] = [];
  for (let t = 0; t < Math.min(A.length, columns); t++) {
    let place = leastEntry(D, t);
    if (place === undefined) break;
    while (place !== undefined) {
      swapRows(D, t, place.row);
      swapRows(U, t, place.row);
      swapColumns(D, t, place.column);
      swapColumns(V, t, place.column);
      place = clearCross(D, U, V, t) ? indivisible(D, U, t) : leastEntry(D, t);
    }
    if (D[t][t] < 0n) for (const M of [D, U]) M[t] = M[t].map((a) => -a);
    invariants.push(D[t][t]);
  }
  return { U, V, D, invariants };
}

/** Is U A V = D, D diagonal with each d >= 0 dividing the next, and |det U| = |det V| = 1? */
export function isSmithForm(A: Matrix<bigint>, { U, V, D, invariants }: SmithForm): boolean {
  const unimodular = (M: Matrix<bigint>): boolean =>
    absolute(bareiss(integers, (a, b) => a / b, M)) === 1n;
  const diagonal = D.every((row, i) =>
    row.every((d, j) => d === (i === j ? (invariants[i] ?? 0n) : 0n)),
  );
  return (
    eqMatrix(integers, mulMatrix(integers, mulMatrix(integers, U, A), V), D) &&
    diagonal &&
    invariants.every((d, k) => d > 0n && (k === 0 || d % invariants[k - 1] === 0n)) &&
    unimodular(U) &&
    unimodular(V)
  );
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the non-zero entry of least size stands among rows and columns from t on. */
function leastEntry(D: Matrix<bigint>, t: number): Place | undefined {
  let least: bigint | undefined;
  let place: Place | undefined;
  for (let row = t; row < D.length; row++)
    for (let column = t; column < D[row].length; column++) {
      const size = absolute(D[row][column]);
      if (size === 0n || (least !== undefined && size >= least)) continue;
      least = size;
      place = { row, column };
    }
  return place;
}

/** Reduces column t and row t by the pivot; true when both are 0 but for it. */
function clearCross(D: bigint[][], U: bigint[][], V: bigint[][], t: number): boolean {
  const pivot = D[t][t];
  for (let i = t + 1; i < D.length; i++) {
    const q = D[i][t] / pivot;
    if (q === 0n) continue;
    for (const M of [D, U]) M[i] = M[i].map((a, j) => a - q * M[t][j]);
  }
  for (let j = t + 1; j < D[t].length; j++) {
    const q = D[t][j] / pivot;
    if (q === 0n) continue;
    for (const M of [D, V]) for (const row of M) row[j] -= q * row[t];
  }
  return D.every((row, i) => i <= t || row[t] === 0n) && D[t].every((a, j) => j <= t || a === 0n);
}

/**
 * If the pivot does not divide some entry, adds its row to row t, which makes that entry a rest to
 * be cleared against the pivot, and answers the pivot's place; else `undefined`.
 */
function indivisible(D: bigint[][], U: bigint[][], t: number): Place | undefined {
  const i = D.findIndex((row, k) => k > t && row.some((a) => a % D[t][t] !== 0n));
  if (i < 0) return undefined;
  for (const M of [D, U]) M[t] = M[t].map((a, j) => a + M[i][j]);
  return { row: t, column: t };
}

function swapRows(M: bigint[][], i: number, k: number): void {
  [M[i], M[k]] = [M[k], M[i]];
}

function swapColumns(M: bigint[][], j: number, k: number): void {
  for (const row of M) [row[j], row[k]] = [row[k], row[j]];
}
