import {
  blockCharacter,
  characterVanishes,
  cosetCharacter,
  doubleCosets,
  formulaCharacter,
  intertwiningRule,
  kernelDimension,
  layerCharacterProduct,
  mackeyTerms,
  predicate,
  value,
} from "commute";
import type { Figure, KernelRule } from "commute";

const id = (conclusion: string): string => `homogeneous/feature-space-is-sections/${conclusion}`;

/** Scalar features on G/H for three H, and regular features, H = 1. */
const scalars = [
  { of: "S4 ⊃ S3, trivial" },
  { of: "S4 ⊃ C2, trivial" },
  { of: "S4 ⊃ C1, trivial" },
  { of: "p4/3 ⊃ C4, trivial" },
] as const;

interface Points {
  readonly moves: "gx" | "gxg⁻¹";
  readonly of: (name: string) => string;
}
export const scalarFeatures = value({
  id: id("functions-on-cosets-are-induced-from-the-trivial-representation"),
  states: String.raw`\mathbb C[G/H]\cong\operatorname{Ind}_H^G1,\qquad\mathbb C[G]\cong\operatorname{Ind}_1^G1`,
  kind: "exhausted",
  engine: "cosets fixed by one element of each class",
  cases: scalars,
  parts: (): Points => ({ moves: "gx", of: (name) => name }),
  compute: ({ of }, p) => cosetCharacter(p.of(of), p.moves),
  routes: {
    "the formula for the induced character": ({ of }) => formulaCharacter(of),
    "traces of block matrices": ({ of }) => blockCharacter(of),
  },
  nearMisses: () => ({
    "functions-on-the-group": {
      why: "functions on G for every H",
      change: { of: (name: string) => name.replace(/⊃ \w+, \w+/, "⊃ C1, trivial") },
    },
    "conjugated-points": {
      why: "G moves a coset's representative by conjugation, x ↦ gxg⁻¹",
      change: { moves: "gxg⁻¹" as const },
    },
  }),
});

/** A feature space of a network by the trace of each element, and the subgroup it should be induced from. */
interface Features {
  readonly space: string;
}
const vanishing = (names: readonly string[], H: string) => ({
  kind: "exhausted" as const,
  name: `traces of each element on ${names.length} ${names.length === 1 ? "space" : "spaces"}`,
  scope: names.join("; "),
  *decideAll({ space }: Features) {
    for (const name of names) {
      const found = characterVanishes(name, space === "own" ? undefined : space);
      yield found === undefined
        ? { holds: true as const }
        : {
            fails: {
              says: `${name}, ${H}`,
              values: { g: found.g },
              left: found.trace,
              right: "0",
            },
          };
    }
  },
});

export const vanishes = predicate<Features>({
  id: id("sections-have-trace-zero-off-the-conjugates-of-the-subgroup"),
  states: String.raw`g\notin\bigcup_xxHx^{-1}\ \Rightarrow\ \operatorname{tr}\bigl(L_g|_{\operatorname{Ind}_H^G\rho}\bigr)=0`,
  parts: () => ({ space: "own" }),
  models: [
    vanishing(
      ["S4 ⊃ S3, standard", "S4 ⊃ C2, sign", "S4 ⊃ C4, rotation", "S4 ⊃ V4, χ", "S4 ⊃ D4, square"],
      "its own H",
    ),
  ],
  nearMisses: () => ({
    "smaller-subgroup": {
      why: "off the identity, as for features on the group itself",
      change: { space: "1" },
    },
  }),
});

/** A graph network on three nodes: S3 permutes them, and features on nodes are no functions on S3. */
export const everyEquivariantNet = predicate<Features>({
  id: id("every-equivariant-network-has-sections-over-the-group"),
  states: String.raw`F\ \text{a representation of }S_3\ \Rightarrow\ F\cong\operatorname{Ind}_1^{S_3}\rho\ \text{ for some }\rho`,
  expects: "fails",
  parts: () => ({ space: "1" }),
  control: () => ({ space: "own" }),
  models: [vanishing(["S3 ⊃ C2, trivial"], "functions on three nodes that S3 permutes, H = 1")],
});

/** Layers of the group network p4 on pictures of 3 × 3 pixels: from and to scalars on pixels, or on motions. */
const layers = [
  { name: "pixels to pixels", of: "C4", to: "C4" },
  { name: "lifting", of: "C4", to: "C1" },
  { name: "on motions", of: "C1", to: "C1" },
  { name: "projecting", of: "C1", to: "C4" },
] as const;
const features = (H: string): string => `p4/3 ⊃ ${H}, trivial`;

export const lifting = value({
  id: id("lifting-layer-has-any-filter"),
  states: String.raw`\dim\operatorname{Hom}_G\bigl(\mathbb C[G/H],\mathbb C[G/H']\bigr)=|H'\backslash G/H|:\quad 3,\ 9,\ 36,\ 9\ \text{ on }\mathbb Z_3^2\rtimes C_4`,
  kind: "exhausted",
  engine: "exact null space of the condition on kernels",
  cases: layers.map((c) => ({ ...c })),
  parts: () => ({ rule: intertwiningRule }),
  compute: ({ of, to }, { rule }) => kernelDimension(features(of), features(to), rule),
  routes: {
    "double cosets": ({ of, to }) => doubleCosets(features(of), features(to)).length,
    "Mackey's sum": ({ of, to }) =>
      mackeyTerms(features(of), features(to)).reduce((a, b) => a + b, 0),
    "the product of the induced characters": ({ of, to }) =>
      layerCharacterProduct(features(of), features(to)),
  },
  nearMisses: () => ({
    "right-side-only": {
      why: "a filter on pixels without symmetry, between pixels",
      change: { rule: { ...intertwiningRule, left: "free" } satisfies KernelRule },
    },
    unconstrained: {
      why: "every function on the motions",
      change: { rule: { left: "free", right: "free" } satisfies KernelRule },
    },
  }),
  figures: () => [numbers()],
});

function numbers(): Figure {
  const free = layers.map(({ of, to }) =>
    kernelDimension(features(of), features(to), intertwiningRule),
  );
  const size = (H: string): number => (H === "C4" ? 9 : 36);
  const bars = (name: string, y: readonly number[]): Figure["series"][number] => ({
    ...{ name, mark: "bars", x: layers.map((c) => c.name), y: [...y] },
  });
  return {
    id: "numbers",
    caption: String.raw`Free numbers of the linear layers of a p4 network on $3\times3$ pixels, one channel each, as a share of the entries of the matrix. Between pixels, equivariance under turns leaves 3 of 81; lifting to motions leaves the whole filter, 9 of 324.`,
    description:
      "Bars: 3/81 for pixels to pixels; 9/324 for lifting, 36/1296 on motions and 9/324 for projecting, which are equal.",
    axes: { x: "layer", y: "free numbers / entries" },
    series: [
      bars(
        "share",
        free.map((n, k) => n / (size(layers[k].of) * size(layers[k].to))),
      ),
    ],
  };
}
