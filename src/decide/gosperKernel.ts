/** Relations between columns of polynomials, without fractions. */
import { residue } from "../algebra/integer.ts";
import { inverseModulo } from "../algebra/euclid.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

type Rows<T> = readonly (readonly T[])[];

const mostMonomials = 4000;

/**
 * A vector x ≠ 0 of polynomials without common divisor, with M x = 0, whose last entry other than 0 is
 * at the first column ≥ `first` that depends on those before; undefined if there is none, if the
 * elimination outgrows its bound, or, hardly ever, by bad luck of the probe modulo a prime that finds the
 * rows and columns to be eliminated. The caller checks the vector.
 *
 * Cost: fraction-free Gauss–Jordan elimination, O(m n²) products. Source: Bareiss, Math. Comp. 22 (1968)
 * 565.
 */
export function relation(
  matrix: Rows<Polynomial>,
  columns: number,
  first: number,
): readonly Polynomial[] | undefined {
  const shape = probe(matrix, columns, first);
  if (shape === undefined) return undefined;
  const M = shape.rows.map((i) => [...shape.columns, shape.column].map((j) => matrix[i][j]));
  const size = M.length;
  let before: Polynomial = 1n;
  for (let top = 0; top < size; top++) {
    const best = smallestRow(M, top);
    if (best < 0) return undefined;
    [M[top], M[best]] = [M[best], M[top]];
    const pivot = M[top][top];
    for (let i = 0; i < size; i++) {
      if (i === top) continue;
      const factor = M[i][top];
      for (let j = top; j <= size; j++) {
        const minor = P.sub(P.mul(pivot, M[i][j]), P.mul(factor, M[top][j]));
        M[i][j] = P.exactly(minor, before);
      }
    }
    // Columns before are a multiple of the identity, which is all that they need say.
    if (
      M.flatMap((row) => row.slice(top + 1)).reduce((sum, p) => sum + P.sizeOf(p), 0) >
      mostMonomials
    )
      return undefined;
    before = pivot;
  }
  const x = Array<Polynomial>(columns).fill(0n);
  x[shape.column] = before;
  shape.columns.forEach((j, i) => (x[j] = P.neg(M[i][size])));
  return primitive(x);
}

function smallestRow(M: Rows<Polynomial>, top: number): number {
  let best = -1;
  for (let i = top; i < M.length; i++) {
    const size = P.sizeOf(M[i][top]);
    if (size > 0 && (best < 0 || size < P.sizeOf(M[best][top]))) best = i;
  }
  return best;
}

function primitive(x: readonly Polynomial[]): readonly Polynomial[] {
  let common: Polynomial = 0n;
  for (const p of x) {
    common = P.gcd(common, p);
    if (common === 1n) return x;
  }
  return x.map((p) => P.exactly(p, common));
}

/** Which rows and columns a relation of `column` with columns before it needs. */
interface Shape {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly column: number;
}

/** The same elimination at one point modulo a prime. */
function probe(matrix: Rows<Polynomial>, columns: number, first: number): Shape | undefined {
  const M = matrix.map((row) => row.map((p) => P.valueModulo(p)));
  const order = matrix.map((_, i) => i);
  const pivots: number[] = [];
  for (let column = 0; column < columns; column++) {
    const top = pivots.length;
    const found = order.findIndex((i, at) => at >= top && M[i][column] !== 0n);
    if (found < 0) {
      if (column < first) continue;
      const used = pivots.map((_, at) => M[order[at]][column] !== 0n);
      // Rows of unused pivots belong to the elimination all the same: they make the others triangular.
      return used.every((one) => one)
        ? { rows: order.slice(0, top), columns: pivots, column }
        : smaller(
            matrix,
            pivots.filter((_, at) => used[at]),
            column,
          );
    }
    [order[top], order[found]] = [order[found], order[top]];
    clear(M, order, top, column);
    pivots.push(column);
  }
  return undefined;
}

/** The shape of a relation among some of the columns only. */
function smaller(matrix: Rows<Polynomial>, columns: readonly number[], column: number): Shape {
  const M = matrix.map((row) => columns.map((j) => P.valueModulo(row[j])));
  const order = matrix.map((_, i) => i);
  columns.forEach((_, top) => {
    const found = order.findIndex((i, at) => at >= top && M[i][top] !== 0n);
    [order[top], order[found]] = [order[found], order[top]];
    clear(M, order, top, top);
  });
  return { rows: order.slice(0, columns.length), columns, column };
}

/** Makes the entry at (top, column) 1 and the others of the column 0. */
function clear(M: bigint[][], order: readonly number[], top: number, column: number): void {
  const pivot = M[order[top]];
  const scale = inverseModulo(pivot[column], P.prime);
  M[order[top]] = pivot.map((a) => (a * scale) % P.prime);
  order.forEach((i, at) => {
    const factor = M[i][column];
    if (at === top || factor === 0n) return;
    M[i] = M[i].map((a, j) => residue(a - factor * M[order[top]][j], P.prime));
  });
}
