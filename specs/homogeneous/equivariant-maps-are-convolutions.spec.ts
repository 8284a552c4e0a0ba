import {
  doubleCosetCounts,
  entryClasses,
  equation,
  finiteGroups,
  fixedPairMeans,
  fn,
  freeGroupModel,
  freePairCounts,
  groupFunctions,
  groupNamed,
  invariantMapDimensions,
  mapsAndKernels,
  predicate,
  subgroupClassCount,
  value,
} from "commute";
import type { Figure, KernelArgument, Series, Term } from "commute";

type G = Term<"G">;
type R = Term<"R">;
const id = (conclusion: string): string =>
  `homogeneous/equivariant-maps-are-convolutions/${conclusion}`;

/** A κ with κ(ug, ux) = κ(g, x) is 1/|G| times its own sum over u. */
export const oneVariable = equation({
  id: id("averaged-kernel-depends-on-one-element"),
  states: String.raw`\sum_u\kappa(ug,ux)=\psi(g^{-1}x)\quad\text{with}\quad\psi(z)=\sum_u\kappa(u,uz)`,
  over: groupFunctions,
  unknowns: () => ({ kappa: fn(["G", "G"], "R"), g: "G", x: "G" }) as const,
  assume: { "right-invariant": "the sum runs over the whole group, each element once" },
  parts: (X) => ({
    offset: (g: G, x: G): G => X.op(X.inv(g), x),
    move: (u: G, x: G): G => X.op(u, x),
  }),
  left: (X, { kappa, g, x }, p) => X.sum((u) => kappa(p.move(u, g), p.move(u, x))),
  right: (X, { kappa, g, x }, p) => X.sum((u): R => kappa(u, X.op(u, p.offset(g, x)))),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "S3", "Q8"])],
  nearMisses: (X) => ({
    product: { why: "ψ(gx), the talk's kernel", change: { offset: (g: G, x: G): G => X.op(g, x) } },
    turned: {
      why: "ψ(x⁻¹g) with this ψ",
      change: { offset: (g: G, x: G): G => X.op(X.inv(x), g) },
    },
    "other-order": {
      why: "ψ(xg⁻¹): an abelian group cannot see it",
      change: { offset: (g: G, x: G): G => X.op(x, X.inv(g)) },
    },
    "translations-on-the-right": {
      why: "averaged over κ(gu, xu) in place of κ(ug, ux)",
      change: { move: (u: G, x: G): G => X.op(x, u) },
    },
    "weighted-translations": {
      why: "translations counted with weights",
      without: "right-invariant",
    },
  }),
});

const groups = ["S3", "D4", "Q8", "A4", "S4", "A5"].map((G) => ({ G }));

export const dimensions = value({
  id: id("equivariant-maps-are-counted-by-double-cosets"),
  states: String.raw`\dim\operatorname{Hom}_G(\mathbb C[G/H],\mathbb C[G/H'])=|H'\backslash G/H|=\frac1{|G|}\sum_g|(G/H)^g|\,|(G/H')^g|`,
  kind: "exhausted",
  engine: "null space of A(gy, gx) = A(y, x), all pairs of classes of subgroups",
  cases: groups,
  parts: () => ({ maps: (G: string): readonly number[] => invariantMapDimensions(G) }),
  compute: ({ G }, { maps }) => maps(G).join(" "),
  routes: {
    "double cosets, multiplied out": ({ G }) => doubleCosetCounts(G).join(" "),
    "the mean number of fixed pairs": ({ G }) => fixedPairMeans(G).join(" "),
  },
  nearMisses: () => ({
    "one-generator": {
      why: "maps that commute with one generator of G",
      change: { maps: (G: string) => invariantMapDimensions(G, "one") },
    },
    "free-orbits": {
      why: "as many as entries divided by |G|: right only where no pair is fixed",
      change: { maps: freePairCounts },
    },
  }),
});

const correct: KernelArgument = (G, g, r) => G.op(G.inv(g), r);
export const bothWays = value({
  id: id("each-equivariant-map-is-one-convolution"),
  states: String.raw`A\in\operatorname{Hom}_G(\mathbb C[G/H],\mathbb C[G/H'])\iff A(gH',rH)=\psi(g^{-1}r)\ \text{ for one }\psi\text{ on }H'\backslash G/H`,
  kind: "exhausted",
  engine:
    "each map of a basis as a kernel and back, each kernel of a basis as a map, all pairs of classes",
  cases: groups,
  parts: () => ({ argument: correct }),
  compute: ({ G }, { argument }) => {
    const all = mapsAndKernels(G, argument);
    return `${all.exhibited} of ${all.maps} maps, ${all.equivariant} of ${all.kernels} kernels`;
  },
  routes: {
    "double cosets, multiplied out": ({ G }) => {
      const n = doubleCosetCounts(G).reduce((a, b) => a + b, 0);
      return `${n} of ${n} maps, ${n} of ${n} kernels`;
    },
  },
  nearMisses: () => ({
    "printed-argument": {
      why: "ψ(gr), the talk's kernel",
      change: { argument: (G, g, r) => G.op(g, r) },
    },
    turned: {
      why: "ψ(r⁻¹g): a kernel on the wrong double cosets",
      change: { argument: (G, g, r) => G.op(G.inv(r), g) },
    },
    "other-order": {
      why: "ψ(rg⁻¹)",
      change: { argument: (G, g, r) => G.op(r, G.inv(g)) },
    },
  }),
  figures: () => [weights()],
});

/** Two layers on the functions on C2, as 2 × 2 matrices. */
type Layer = readonly (readonly number[])[];
interface Network {
  readonly first: Layer;
  readonly second: Layer;
}
const commutes = (A: Layer): boolean => A[0][0] === A[1][1] && A[0][1] === A[1][0];
const shown = (A: Layer): string => A.map((row) => row.join(" ")).join("; ");

export const networkAndLayers = predicate<Network>({
  id: id("equivariant-network-has-equivariant-layers"),
  states: String.raw`\Phi_2\Phi_1L_u=L_u\Phi_2\Phi_1\ \Rightarrow\ \Phi_iL_u=L_u\Phi_i`,
  expects: "fails",
  parts: () => ({
    first: [
      [1, 0],
      [0, 0],
    ],
    second: [
      [0, 0],
      [0, 1],
    ],
  }),
  control: () => ({
    first: [
      [1, 1],
      [1, 1],
    ],
  }),
  models: [
    {
      kind: "exhausted",
      name: "two layers on C2",
      scope: "matrices with entries 0 and 1; the second runs through all 16",
      *decideAll({ first }: Network) {
        for (let code = 0; code < 16; code++) {
          const [a, b, c, d] = [8, 4, 2, 1].map((bit) => ((code & bit) > 0 ? 1 : 0));
          const second: Layer = [[a, b], [c, d]]; // prettier-ignore
          const product = second.map((row) =>
            [0, 1].map((j) => row[0] * first[0][j] + row[1] * first[1][j]),
          );
          yield !commutes(product) || commutes(first)
            ? { holds: true as const }
            : {
                fails: {
                  says: "G = C2: the network commutes with the exchange of both points, its first layer does not",
                  values: { Φ1: shown(first), Φ2: shown(second), Φ2Φ1: shown(product) },
                  left: "network equivariant",
                  right: "first layer not",
                  size: "smallest" as const,
                },
              };
        }
      },
    },
  ],
});

function weights(): Figure {
  const table = (panel: string, G: string, order: number): Series => {
    const { points, classes } = entryClasses(G, order);
    return {
      ...{ name: "weight", panel, mark: "cells", value: [...classes] },
      x: classes.map((_, i) => i % points),
      y: classes.map((_, i) => String(Math.floor(i / points))),
    };
  };
  return {
    id: "weights",
    caption: String.raw`Equivariant maps between functions on $G/H$: entries of one colour are one weight. $S_4$ on 4 points has two weights, the diagonal and the rest. $A_5$ on 10 points, the pairs of five: three, for pairs that are equal, that meet, that are disjoint; the last is the Petersen graph. $S_4$ on the 12 cosets of a subgroup of order 2 has ${String(doubleCosets("S4", 2))}, one for each double coset.`,
    description:
      "Three square tables coloured by class: 4 by 4 with a constant diagonal and constant rest; 10 by 10 with three colours; 12 by 12 with seven or eight colours.",
    axes: { x: "input coset", y: "output coset" },
    series: [
      table("$S_4$, $|H|=6$", "S4", 6),
      table("$A_5$, $|H|=6$", "A5", 6),
      table("$S_4$, $|H|=2$", "S4", 2),
    ],
  };
}

function doubleCosets(G: string, order: number): number {
  return new Set(entryClasses(G, order).classes).size;
}

/** Printed in the prose: how many pairs the claims above go through. */
export const pairsOfSubgroups = value({
  id: id("classes-of-subgroups"),
  states: String.raw`\text{classes of subgroups of }S_3,D_4,Q_8,A_4,S_4,A_5:\ 4,8,6,5,11,9`,
  kind: "exhausted",
  engine: "subgroups that two elements generate, up to conjugation",
  cases: groups,
  parts: () => ({ count: subgroupClassCount }),
  compute: ({ G }, { count }) => count(G),
  routes: {
    "published: the table of marks of each group has so many rows": ({ G }) =>
      ({ S3: 4, D4: 8, Q8: 6, A4: 5, S4: 11, A5: 9 })[G] ?? 0,
  },
  nearMisses: () => ({
    "orders-of-subgroups": {
      why: "one for each divisor of |G|: A4 has no subgroup of order 6",
      change: {
        count: (G: string) => {
          const { order } = groupNamed(G);
          return Array.from({ length: order }, (_, k) => k + 1).filter((d) => order % d === 0)
            .length;
        },
      },
    },
  }),
});
