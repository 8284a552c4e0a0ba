import { DomainError } from "../errors.ts";
import { fromReal } from "../algebra/complex.ts";
import { matrixOf } from "../algebra/matrix.ts";
import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { representationFrom } from "./irreducible.ts";
import type { Representation } from "./representation.ts";
import { symmetric } from "./symmetric.ts";

/** A standard tableau: entry k is the [row, column] of the number k + 1. */
type Tableau = readonly (readonly [row: number, column: number])[];

/**
 * The irreducible representation of S_n of a partition of n, by rational matrices on the standard
 * tableaux (Young's seminormal form): with r the content (column - row) of i + 1 minus that of i in
 * T, and T' the tableau with i and i + 1 exchanged,
 * (i i+1) v_T = v_T/r + (1 if r < 0, else 1 - 1/r²) v_T', the last term only where T' is standard.
 *
 * Domain: 2 <= n <= 6. Source: James & Kerber, The Representation Theory of the Symmetric Group, 3.2.
 *
 * @throws {DomainError} unless the parts are positive and do not increase
 */
export function specht(partition: readonly number[]): Representation {
  const isPartition = partition.every(
    (part, k) => Number.isInteger(part) && part > 0 && (k === 0 || part <= partition[k - 1]),
  );
  const n = partition.reduce((sum, part) => sum + part, 0);
  if (!isPartition || n < 2)
    throw new DomainError("specht", "a partition of n >= 2", `(${partition.join(", ")})`);
  const tableaux = standardTableaux(partition);
  const images = Array.from({ length: n - 1 }, (_, i) => {
    const columns = tableaux.map((T) => imageOf(T, i, tableaux));
    const matrix = matrixOf(tableaux.length, tableaux.length, (row, column) =>
      fromReal(rationals, columns[column][row]),
    );
    return [`(${i + 1} ${i + 2})`, matrix] as const;
  });
  return representationFrom(symmetric(n), images, `S^(${partition.join(", ")})`);
}

/** The coordinates of the image of v_T under the exchange of the numbers i + 1 and i + 2. */
function imageOf(T: Tableau, i: number, tableaux: readonly Tableau[]): readonly Rational[] {
  const content = ([row, column]: readonly [number, number]): number => column - row;
  const r = content(T[i + 1]) - content(T[i]);
  const exchanged = T.map((place, k) => (k === i ? T[i + 1] : k === i + 1 ? T[i] : place));
  return tableaux.map((other) => {
    if (sameTableau(other, T)) return rational(1, r);
    if (!sameTableau(other, exchanged)) return rationals.zero;
    return r < 0 ? rationals.one : rational(r * r - 1, r * r);
  });
}

/** All fillings with rows and columns increasing: the largest number is in a corner. */
function standardTableaux(partition: readonly number[]): readonly Tableau[] {
  if (partition.length === 0) return [[]];
  return partition.flatMap((part, row) => {
    if (part === partition[row + 1]) return [];
    const smaller = partition.map((p, k) => (k === row ? p - 1 : p)).filter((p) => p > 0);
    return standardTableaux(smaller).map((T): Tableau => [...T, [row, part - 1]]);
  });
}

function sameTableau(T: Tableau, U: Tableau): boolean {
  return T.every(([row, column], k) => row === U[k][0] && column === U[k][1]);
}
