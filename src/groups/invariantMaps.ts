/**
 * Linear maps from functions on G/H to functions on G/H' that commute with G, for a finite group, as
 * matrices A(y, x) with A(gy, gx) = A(y, x); and layers [f ∗ ψ](y) = Σ_x ψ(g⁻¹r) f(x), y = gH', x = rH.
 */
import { indicesOf, type FiniteGroup } from "./finiteGroup.ts";
import { groupNamed } from "./named.ts";
import {
  cosets,
  generatorsOf,
  subgroupAsGroup,
  subgroupClasses,
  type Subgroup,
} from "./subgroup.ts";

/** The argument of ψ for g in the output's coset and r in the input's; the theorem's is g⁻¹r. */
export type KernelArgument = (G: FiniteGroup, g: number, r: number) => number;

interface Pair {
  readonly G: FiniteGroup;
  /** g ↦ the number of its coset in G/H and in G/H', and a representative of each. */
  readonly input: ReturnType<typeof cosets>;
  readonly output: ReturnType<typeof cosets>;
  readonly H: Subgroup;
  readonly K: Subgroup;
}

const pairs = new Map<string, readonly Pair[]>();

/** All pairs of subgroups of a named group up to conjugation. */
function pairsOf(name: string): readonly Pair[] {
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const G = groupNamed(name);
  const classes = subgroupClasses(G).map((H) => ({ H, parts: cosets(G, H) }));
  const made = classes.flatMap((from) =>
    classes.map((to) => ({ G, H: from.H, input: from.parts, K: to.H, output: to.parts })),
  );
  pairs.set(name, made);
  return made;
}

/** How many classes of subgroups a named group has. */
export function subgroupClassCount(name: string): number {
  return Math.sqrt(pairsOf(name).length);
}

/** The parts of {0, …, size − 1} that are left when i and its images are joined. */
function joined(size: number, images: (i: number) => readonly number[]): readonly number[] {
  const parent = Array.from({ length: size }, (_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]];
    return r;
  };
  for (let i = 0; i < size; i++) for (const j of images(i)) parent[root(i)] = root(j);
  return parent.map((_, i) => root(i));
}

/** Entries (y, x), numbered y·|G/H| + x, that A(sy, sx) = A(y, x) for these s makes equal: by one of each. */
function equalEntries({ G, input, output }: Pair, by: readonly number[]): readonly number[] {
  const [rs, gs] = [input.representatives, output.representatives];
  return joined(rs.length * gs.length, (i) => {
    const [r, g] = [rs[i % rs.length], gs[Math.floor(i / rs.length)]];
    return by.map((s) => output.indexOf(G.op(s, g)) * rs.length + input.indexOf(G.op(s, r)));
  });
}

const entriesFound = new WeakMap<Pair, readonly number[]>();
function entriesOf(pair: Pair): readonly number[] {
  const known = entriesFound.get(pair) ?? equalEntries(pair, generatorsOf(pair.G));
  entriesFound.set(pair, known);
  return known;
}

/**
 * dim {A : A(gy, gx) = A(y, x)} for all pairs of subgroups. The equations say that entries are equal, so the
 * null space has one dimension for each class of joined entries.
 *
 * @param under all g, or one generator alone
 */
export function invariantMapDimensions(
  name: string,
  under: "all" | "one" = "all",
): readonly number[] {
  return pairsOf(name).map((pair) => {
    const entries =
      under === "all" ? entriesOf(pair) : equalEntries(pair, generatorsOf(pair.G).slice(0, 1));
    return new Set(entries).size;
  });
}

/** |G/H| |G/H'| / |G| for all pairs: what free orbits on pairs would give. */
export function freePairCounts(name: string): readonly number[] {
  return pairsOf(name).map(
    ({ G, input, output }) =>
      (input.representatives.length * output.representatives.length) / G.order,
  );
}

/** The number of double cosets H'gH for all pairs, by multiplying out. */
export function doubleCosetCounts(name: string): readonly number[] {
  return pairsOf(name).map(({ G, H, K }) => {
    const seen = new Set<number>();
    let count = 0;
    for (const g of indicesOf(G)) {
      if (seen.has(g)) continue;
      count++;
      for (const k of K) for (const h of H) seen.add(G.op(k, G.op(g, h)));
    }
    return count;
  });
}

/** 1/|G| Σ_g |(G/H)^g| |(G/H')^g| for all pairs. */
export function fixedPairMeans(name: string): readonly number[] {
  const fixed = (G: FiniteGroup, parts: Pair["input"], g: number): number =>
    parts.representatives.filter((r, k) => parts.indexOf(G.op(g, r)) === k).length;
  return pairsOf(name).map(
    ({ G, input, output }) =>
      indicesOf(G).reduce((sum, g) => sum + fixed(G, input, g) * fixed(G, output, g), 0) / G.order,
  );
}

/** What equivariant maps and kernels on G have to do with each other, over all pairs of subgroups. */
export interface MapsAndKernels {
  /** Equivariant maps of a basis, and those that are the layer of the kernel read off from them. */
  readonly maps: number;
  readonly exhibited: number;
  /** Kernels that are 1 on one double coset, and those whose layer commutes with G. */
  readonly kernels: number;
  readonly equivariant: number;
}

/**
 * Both ways, entry by entry. A map A has the kernel ψ(z) = A(H', zH) at the base point; a kernel ψ has the
 * map A(gH', rH) = ψ(argument), for representatives g and r.
 */
export function mapsAndKernels(name: string, argument: KernelArgument): MapsAndKernels {
  const found = pairsOf(name).map((pair) => {
    const { G, input, output, H, K } = pair;
    const [rs, gs] = [input.representatives, output.representatives];
    const entries = entriesOf(pair);
    // Columns of z ∈ G: the coset zH; double cosets by joining z with zh and kz.
    const [right, left] = [generatorsOfSubgroup(G, H), generatorsOfSubgroup(G, K)];
    const doubles = joined(G.order, (z) => [
      ...right.map((h) => G.op(z, h)),
      ...left.map((k) => G.op(k, z)),
    ]);
    const arguments_ = gs.flatMap((g) => rs.map((r) => argument(G, g, r)));
    // A basis map is 1 on one class of entries; all are tried at once, by the class of each entry.
    const kernelOf = indicesOf(G).map((z) => entries[input.indexOf(z)]);
    const wrongMaps = new Set<number>();
    arguments_.forEach((z, i) => {
      if (kernelOf[z] !== entries[i]) wrongMaps.add(entries[i]).add(kernelOf[z]);
    });
    const wrongKernels = new Set<number>();
    arguments_.forEach((z, i) => {
      const first = arguments_[entries[i]];
      if (doubles[z] !== doubles[first]) wrongKernels.add(doubles[z]).add(doubles[first]);
    });
    const [maps, kernels] = [new Set(entries).size, new Set(doubles).size];
    return [maps, maps - wrongMaps.size, kernels, kernels - wrongKernels.size] as const;
  });
  const total = (k: number): number => found.reduce((sum, row) => sum + row[k], 0);
  return { maps: total(0), exhibited: total(1), kernels: total(2), equivariant: total(3) };
}

function generatorsOfSubgroup(G: FiniteGroup, H: Subgroup): readonly number[] {
  return generatorsOf(subgroupAsGroup(G, H)).map((k) => H[k]);
}

/** The entries A(gH', rH) by their class under G, as a table, for one pair of subgroups. */
export function entryClasses(
  name: string,
  order: number,
): { readonly points: number; readonly classes: readonly number[] } {
  const pair = pairsOf(name).find(({ H, K }) => H === K && H.length === order);
  if (pair === undefined) return { points: 0, classes: [] };
  const entries = entriesOf(pair);
  const numbers = [...new Set(entries)];
  return {
    points: pair.input.representatives.length,
    classes: entries.map((c) => numbers.indexOf(c)),
  };
}
