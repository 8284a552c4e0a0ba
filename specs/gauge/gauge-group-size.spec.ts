import { deciding, groupNamed, predicate, rationalKernel, value } from "commute";
import type { Decision, Figure } from "commute";

/** The number of gauge transformations of a lattice, counted one by one. */
function countTransformations(order: number, sites: number): number {
  const omega = Array.from({ length: sites }, () => 0);
  for (let count = 1; ; count++) {
    let k = 0;
    for (; k < sites && omega[k] === order - 1; k++) omega[k] = 0;
    if (k === sites) return count;
    omega[k]++;
  }
}

export const cardinality = value({
  id: "gauge/gauge-group-size/number-of-transformations-is-exponential",
  states: String.raw`\bigl|K^{\Lambda}\bigr|=|K|^{|\Lambda|}\quad\text{for a finite gauge group } K`,
  kind: "exhausted",
  engine: "all transformations, counted one by one",
  cases: ["C2", "C3", "S3", "Q8"].flatMap((group) =>
    [1, 2, 3, 4, 6].map((sites) => ({ group, sites })),
  ),
  parts: () => ({
    count: (order: number, sites: number): number => countTransformations(order, sites),
  }),
  compute: ({ group, sites }, p) => p.count(groupNamed(group).order, sites),
  routes: {
    "powers of the order": ({ group, sites }) => groupNamed(group).order ** sites,
  },
  nearMisses: () => ({
    linear: {
      why: String.raw`$|K|\cdot|\Lambda|$`,
      change: { count: (order: number, sites: number) => order * sites },
    },
    "one-for-all-sites": {
      why: "the same element at all sites: a global symmetry",
      change: { count: (order: number) => countTransformations(order, 1) },
    },
  }),
});

/** The equations X + X† = 0 for one M×M matrix, in the real variables Re X_ij, Im X_ij. */
function antihermitian(M: number, sites: number): number {
  const at = (k: number, i: number, j: number, part: number): number =>
    ((k * M + i) * M + j) * 2 + part;
  const unknowns = 2 * M * M * sites;
  const rows = Array.from({ length: sites }, (_, k) =>
    Array.from({ length: M }, (__, i) =>
      Array.from({ length: M }, (___, j) =>
        ([1, -1] as const).map((sign, part) => {
          // Re X_ij + Re X_ji = 0 and Im X_ij − Im X_ji = 0.
          const row = Array.from({ length: unknowns }, () => 0n);
          row[at(k, i, j, part)] += 1n;
          row[at(k, j, i, part)] += BigInt(sign);
          return row.map((n) => ({ n, d: 1n }));
        }),
      ),
    ),
  ).flat(3);
  return unknowns - rationalKernel(rows, unknowns).rank;
}

const sizes = [1, 2, 3].flatMap((M) => [1, 2, 4].map((sites) => ({ M, sites })));

export const dimension = value({
  id: "gauge/gauge-group-size/dimension-is-linear",
  states: String.raw`\dim U(M)^{\Lambda}=M^2\,|\Lambda|`,
  kind: "proved",
  engine: "null space over Q of X + X† = 0 at every site",
  cases: sizes,
  parts: () => ({ dimension: antihermitian }),
  compute: ({ M, sites }, p) => p.dimension(M, sites),
  routes: {
    "M imaginary diagonal entries and M(M − 1)/2 complex ones above, at each site": ({
      M,
      sites,
    }) => (M + (2 * M * (M - 1)) / 2) * sites,
  },
  nearMisses: () => ({
    exponential: {
      why: String.raw`$(M^2)^{|\Lambda|}$`,
      change: { dimension: (M: number, sites: number) => (M * M) ** sites },
    },
    "special-unitary": {
      why: String.raw`$M^2-1$ for each site: that is $SU(M)$`,
      change: { dimension: (M: number, sites: number) => (M * M - 1) * sites },
    },
    "one-for-all-sites": {
      why: "a global symmetry",
      change: { dimension: (M: number) => antihermitian(M, 1) },
    },
  }),
});

interface Size {
  readonly size: (sites: number) => number;
}

export const printed = predicate({
  id: "gauge/gauge-group-size/gauge-symmetry-grows-exponentially",
  states: String.raw`\dim U(2)^{|\Lambda|+1}\ge\tfrac{11}{10}\,\dim U(2)^{|\Lambda|}\quad\text{for all lattices with }|\Lambda|\le100`,
  parts: (): Size => ({ size: (sites) => 4 * sites }),
  models: [
    deciding({
      kind: "exhausted",
      name: "lattices of up to 100 sites",
      scope: "1, …, 100 sites",
      cases: () => Array.from({ length: 100 }, (_, k) => k + 1),
      decide: (sites, { size }: Size): Decision =>
        10 * size(sites + 1) >= 11 * size(sites)
          ? { holds: true }
          : {
              fails: {
                says: `${sites} sites: the next one adds less than a tenth`,
                values: { sites: String(sites) },
                left: String(size(sites + 1)),
                right: `11/10 · ${size(sites)}`,
                size: "smallest",
              },
            },
    }),
  ],
  expects: "fails",
  // In a finite subgroup of two elements: the number of transformations.
  control: () => ({ size: (sites) => 2 ** sites }),
  rests: [{ claim: "gauge/gauge-group-size/dimension-is-linear" }],
  figures: () => [curves()],
});

function curves(): Figure {
  const sites = Array.from({ length: 12 }, (_, k) => k + 1);
  return {
    id: "curves",
    caption: String.raw`On a logarithmic scale: the dimension of $U(2)^{|\Lambda|}$, which is $4|\Lambda|$, and the number of gauge transformations with values in the group of two elements, $2^{|\Lambda|}$.`,
    description:
      "The dimension bends and flattens; the number of transformations is a straight line.",
    axes: { x: "number of sites", y: "log₁₀" },
    series: [
      {
        name: String.raw`dimension of $U(2)^{|\Lambda|}$`,
        mark: "line",
        x: sites,
        y: sites.map((k) => Math.log10(4 * k)),
      },
      {
        name: String.raw`$|\{\pm1\}|^{|\Lambda|}$`,
        mark: "line",
        x: sites,
        y: sites.map((k) => Math.log10(2 ** k)),
      },
    ],
  };
}
