import {
  abelianNumbers as K,
  doubleCosets,
  groupNamed,
  intertwiningRule,
  kernelDimension,
  kernelValues,
  layerCharacterProduct,
  layerCorrespondence,
  layerHomDimension,
  mackeyTerms,
  predicate,
  rootOfUnity,
  value,
} from "commute";
import type { Figure, KernelRule, Series } from "commute";

const id = (conclusion: string): string => `homogeneous/layers-are-intertwiners/${conclusion}`;

/** Those with a non-abelian ρ first, the smallest of all before: they see the most. */
const cases = [
  { of: "S3 ⊃ S3, standard", to: "S3 ⊃ S3, standard" },
  { of: "S4 ⊃ S3, standard", to: "S4 ⊃ C2, sign" },
  { of: "S4 ⊃ S3, standard", to: "S4 ⊃ S3, standard" },
  { of: "S4 ⊃ C2, trivial", to: "S4 ⊃ C2, sign" },
  { of: "S4 ⊃ C2, sign", to: "S4 ⊃ C2, sign" },
  { of: "S4 ⊃ S3, sign", to: "S4 ⊃ C4, rotation" },
  { of: "S4 ⊃ C4, rotation", to: "S4 ⊃ C4, rotation" },
  { of: "S4 ⊃ V4, χ", to: "S4 ⊃ C2, sign" },
] as const;

const rules: Readonly<Record<string, { readonly why: string; readonly rule: KernelRule }>> = {
  "rho-of-h-inverse": {
    why: "κ(gh) = κ(g)ρ(h⁻¹)",
    rule: { ...intertwiningRule, right: "ρ(h⁻¹)" },
  },
  unconstrained: { why: "every κ: G → Hom(V, V')", rule: { right: "free", left: "free" } },
  "right-side-only": { why: "κ(gh) = κ(g)ρ(h) alone", rule: { ...intertwiningRule, left: "free" } },
  "left-side-only": {
    why: "κ(h'g) = ρ'(h')κ(g) alone",
    rule: { ...intertwiningRule, right: "free" },
  },
};
const otherRules = (): Record<string, { why: string; change: { rule: KernelRule } }> =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { why, rule }]) => [name, { why, change: { rule } }]),
  );

export const bijection = value({
  id: id("kernels-are-intertwiners"),
  states: String.raw`\kappa\mapsto\Phi_\kappa:\ \{\kappa:G\to\operatorname{Hom}(V,V')\mid\kappa(h'gh)=\rho'(h')\kappa(g)\rho(h)\}\to\operatorname{Hom}_G(\operatorname{Ind}_H\rho,\operatorname{Ind}_{H'}\rho')\ \text{is a bijection}`,
  kind: "exhausted",
  engine: "every kernel of a basis as a map, and every intertwiner of a basis as a kernel",
  // The three pairs with 12 × 12 matrices take as long as all others together.
  cases: cases.filter(({ of }) => !/C2|C4/.test(of)),
  parts: () => ({ rule: intertwiningRule }),
  compute: ({ of, to }, { rule }) => {
    const c = layerCorrespondence(of, to, rule);
    return `${c.kernels} kernels, ${c.mackey} into Mackey functions, ${c.equivariant} equivariant, rank ${c.rank}; ${c.exhibited} of ${c.intertwiners} intertwiners exhibited`;
  },
  routes: {
    "one number throughout, the product of the induced characters": ({ of, to }) => {
      const n = layerCharacterProduct(of, to);
      return `${n} kernels, ${n} into Mackey functions, ${n} equivariant, rank ${n}; ${n} of ${n} intertwiners exhibited`;
    },
  },
  nearMisses: otherRules,
  figures: () => [kernelBasis("S4 ⊃ C2, trivial", "S4 ⊃ C2, sign")],
});

export const dimension = value({
  id: id("dimension-is-mackeys-sum"),
  states: String.raw`\dim\operatorname{Hom}_G(\operatorname{Ind}_H\rho,\operatorname{Ind}_{H'}\rho')=\sum_{x\in H'\backslash G/H}\dim\operatorname{Hom}_{H'\cap xHx^{-1}}(\rho^x,\rho')`,
  kind: "exhausted",
  engine: "Mackey's sum over double cosets, by characters on each H' ∩ xHx⁻¹",
  cases,
  parts: () => ({
    terms: mackeyTerms,
    of: (name: string): string => name,
  }),
  compute: ({ of, to }, p) => p.terms(p.of(of), to).reduce((a, b) => a + b, 0),
  routes: {
    "kernels, by their null space": ({ of, to }) => kernelDimension(of, to, intertwiningRule),
    "intertwiners of the block matrices, by their null space": ({ of, to }) =>
      layerHomDimension(of, to),
    "the product of the induced characters": ({ of, to }) => layerCharacterProduct(of, to),
  },
  nearMisses: () => ({
    "double-cosets-counted-once": {
      why: "1 for each double coset: 7 in place of 5 for C2 trivial to C2 sign",
      change: { terms: (of, to) => doubleCosets(of, to).map(() => 1) },
    },
    "trivial-rho": {
      why: "the trivial representation in place of ρ on the first side",
      change: { of: (name: string) => name.replace("S3, standard", "S3, trivial") },
    },
  }),
});

/** The printed statement speaks of all maps between layers: an activation is one, and is not linear. */
interface Layer {
  readonly layer: (f: number) => number;
}
export const everyLayer = predicate<Layer>({
  id: id("every-layer-is-a-linear-intertwiner"),
  states: String.raw`\Phi(f+f')=\Phi(f)+\Phi(f')\quad\text{for every map between layers}`,
  expects: "fails",
  parts: () => ({ layer: (f) => Math.max(f, 0) }),
  control: () => ({ layer: (f) => 3 * f }),
  models: [
    {
      kind: "exhausted",
      name: "one pixel, values −2, …, 2",
      scope: "the trivial group, 25 pairs",
      *decideAll({ layer }: Layer) {
        const values = [0, 1, -1, 2, -2];
        for (const f of values)
          for (const g of values) {
            const [left, right] = [layer(f + g), layer(f) + layer(g)];
            yield left === right
              ? { holds: true as const }
              : {
                  fails: {
                    says: "G = 1, one pixel",
                    values: { f: String(f), "f'": String(g) },
                    left: String(left),
                    right: String(right),
                    size: "smallest" as const,
                  },
                };
          }
      },
    },
  ],
});

/** Σ_j ζ^(jk), the kernel that reproduces functions with these characters, at each k/n of the circle. */
const atPoints = (L: number, characters: readonly number[]): string => {
  const n = 2 * L + 1;
  const value = (k: number): string =>
    K.show(
      characters.reduce((sum, j) => K.add(sum, rootOfUnity(n, (((j * k) % n) + n) % n)), K.zero),
    );
  return Array.from({ length: n }, (_, k) => value(k)).join(", ");
};

export const identityKernel = value({
  id: id("kernel-of-the-identity-is-unbounded"),
  states: String.raw`f(g)=\int_G\kappa_L(g^{-1}x)f(x)\,dx\ \text{for all }f\text{ of degree}\le L\text{ on the circle}\ \Rightarrow\ \kappa_L(1)=2L+1`,
  kind: "exhausted",
  engine: "the sum of the characters of degree ≤ L at the points k/(2L+1), in Q(ζ)",
  cases: [{ L: 1 }, { L: 2 }, { L: 3 }, { L: 5 }],
  parts: () => ({
    characters: (L: number): number[] => Array.from({ length: 2 * L + 1 }, (_, k) => k - L),
  }),
  compute: ({ L }, { characters }) => atPoints(L, characters(L)),
  routes: {
    // f(g) = 1/n Σ κ(g⁻¹x) f(x) for all f on C_n, n = 2L + 1, has the one solution κ = n at 1, else 0.
    "the kernel of the identity on the cyclic group of 2L + 1 points": ({ L }) =>
      Array.from({ length: 2 * L + 1 }, (_, k) => (k === 0 ? 2 * L + 1 : 0)).join(", "),
  },
  nearMisses: () => ({
    "degrees-from-0": {
      why: "the characters 0, …, L alone: half of the functions are lost",
      change: { characters: (L: number) => Array.from({ length: L + 1 }, (_, k) => k) },
    },
    "degree-at-most-1": {
      why: "a kernel that is bounded whatever L is",
      change: { characters: () => [-1, 0, 1] },
    },
  }),
});

/** The kernels of a basis as rows over the 24 elements, sorted by double coset. */
function kernelBasis(of: string, to: string): Figure {
  const cosets = doubleCosets(of, to);
  const terms = mackeyTerms(of, to);
  const order = cosets.flat();
  const { elements } = groupNamed("S4");
  const kernels = kernelValues(of, to);
  const row = (panel: string, y: string, value: readonly number[]): Series => ({
    ...{ name: panel, panel, mark: "cells", value: [...value] },
    x: order.map((g) => elements[g]),
    y: order.map(() => y),
  });
  const merged = (panel: string, rows: readonly Series[]): Series => ({
    ...{ name: "value", panel, mark: "cells" },
    x: rows.flatMap((r) => r.x),
    y: rows.flatMap((r) => r.y),
    value: rows.flatMap((r) => r.value ?? []),
  });
  const carried = cosets.flatMap((c, k) => c.map(() => terms[k]));
  return {
    id: "kernel-basis",
    caption: String.raw`Layers from the functions on $S_4/C_2$ to the sections with sign. The 24 elements of $S_4$ stand in the order of their seven double cosets $C_2xC_2$. First row: the dimension that a double coset contributes; on two of them it is 0, because there $c\,x\,c=x$ would force $\kappa(x)=-\kappa(x)$. Below: a basis of the kernels, each supported on one double coset, with signs that the condition dictates.`,
    description:
      "A row of 24 cells that is 0 on the first two double cosets of two elements and 1 on five of four elements; below it five rows, each with four cells of value 1 or -1 in its own double coset.",
    axes: { x: "element of $S_4$, by double coset", y: "kernel" },
    series: [
      merged(String.raw`$\dim\operatorname{Hom}$ and kernels`, [
        row("", "dim", carried),
        ...kernels.map((kappa, k) =>
          row(
            "",
            `κ${k + 1}`,
            order.map((g) => kappa[g]),
          ),
        ),
      ]),
    ],
  };
}
