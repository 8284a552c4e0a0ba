import type { UnknownDeclaration } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";

export const layerKinds = ["circular", "zero-padded", "strided", "pooled"] as const;
export type LayerKind = (typeof layerKinds)[number];

/** What the definition of a layer needs of its numbers. */
interface LayerNumbers<T> {
  /** f_k(y) ψ_k(offset): pixel and offset are indices i·n + j of the torus Z_n². */
  readonly product: (pixel: number, offset: number, channel: number) => T;
  readonly sum: (terms: readonly T[]) => T;
  readonly quarter: (value: T) => T;
}

/** Whether an unknown is a filter: then it vanishes off the 3×3 taps. */
export function isFilter(u: Pick<UnknownDeclaration, "name" | "property">): boolean {
  return u.property === "filter" || u.name === "psi";
}

/** Whether an offset, a pixel index of the torus Z_n², is one of the 3×3 taps. */
export function isTap(n: number, offset: number): boolean {
  return [Math.floor(offset / n), offset % n].every((i) => i <= 1 || i === n - 1);
}

/** The filter's support: offsets −1, 0, 1 in each direction, as residues. */
const reach = [-1, 0, 1];

/**
 * The output of a layer at pixel x of the torus Z_n², from its definition: the sum over channels k and
 * over offsets o in {−1, 0, 1}² of f_k(x − o) ψ_k(o).
 *
 * - `circular`: indices wrap;
 * - `zero-padded`: pixels outside the n×n square count as 0;
 * - `strided`: the circular output at 2⌊x/2⌋;
 * - `pooled`: the mean of the circular output over the 2×2 block of x.
 *
 * @throws {DomainError} for another kind
 */
export function layerAt<T>(
  kind: string,
  n: number,
  channels: number,
  x: number,
  N: LayerNumbers<T>,
): T {
  const [row, column] = [Math.floor(x / n), x % n];
  const wrap = (i: number): number => ((i % n) + n) % n;
  const at = (r: number, c: number, wraps: boolean): T => {
    const terms: T[] = [];
    for (const a of reach)
      for (const b of reach) {
        const [i, j] = [r - a, c - b];
        if (!wraps && (i < 0 || j < 0 || i >= n || j >= n)) continue;
        for (let k = 0; k < channels; k++)
          terms.push(N.product(wrap(i) * n + wrap(j), wrap(a) * n + wrap(b), k));
      }
    return N.sum(terms);
  };
  const even = (i: number): number => i - (i % 2);
  if (kind === "circular") return at(row, column, true);
  if (kind === "zero-padded") return at(row, column, false);
  if (kind === "strided") return at(even(row), even(column), true);
  if (kind === "pooled") {
    const block = [0, 1].flatMap((a) =>
      [0, 1].map((b) => at(wrap(even(row) + a), wrap(even(column) + b), true)),
    );
    return N.quarter(N.sum(block));
  }
  throw new DomainError("layer", `one of ${layerKinds.join(", ")}`, kind);
}
