import type { Motion, Motions } from "./motions.ts";

/**
 * A subgroup made of these motions, each taken in its turn if nothing outside is generated: all of
 * them where they are closed under products. They hold the identity, and come first to last.
 */
export function largestSubgroup(G: Motions, among: readonly Motion[]): readonly Motion[] {
  const allowed = new Set(among.map(G.indexOf));
  const generators: Motion[] = [];
  let group: ReadonlyMap<number, Motion> = new Map();
  for (const g of among) {
    if (group.has(G.indexOf(g))) continue;
    const larger = generatedWithin(G, [...generators, g], allowed);
    if (larger === undefined) continue;
    generators.push(g);
    group = larger;
  }
  return [...group.values()];
}

/** What the motions generate, or `undefined` if that is not among those allowed. */
function generatedWithin(
  G: Motions,
  generators: readonly Motion[],
  allowed: ReadonlySet<number>,
): ReadonlyMap<number, Motion> | undefined {
  const found = new Map(generators.map((g) => [G.indexOf(g), g]));
  for (const g of found.values())
    for (const s of generators) {
      const product = G.compose(g, s);
      const index = G.indexOf(product);
      if (!allowed.has(index)) return undefined;
      if (!found.has(index)) found.set(index, product);
    }
  return found;
}

/** Shifts (a, b) and (0, d) that generate the shifts of a subgroup, a and d least; 0 is left out. */
export function shiftBasis(subgroup: readonly Motion[]): readonly Motion[] {
  const shifts = subgroup.filter(({ linear }) => linear === 0);
  const byRow = [...shifts].sort((g, h) => g.shift[0] - h.shift[0] || g.shift[1] - h.shift[1]);
  const rows = byRow.filter(({ shift }) => shift[0] > 0);
  const columns = byRow.filter(({ shift }) => shift[0] === 0 && shift[1] > 0);
  return [...rows.slice(0, 1), ...columns.slice(0, 1)];
}
