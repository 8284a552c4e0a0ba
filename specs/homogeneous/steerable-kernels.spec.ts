import {
  countedByCharacters,
  countedByTriangles,
  countedByWeights,
  countedOnCircle,
  dimensionOnCircle,
  dimensionOnSphere,
  infinitesimalRule,
  intertwiningRule,
  kernelDimension,
  layerCharacterProduct,
  mackeyTerms,
  numericDimension,
  numericOnCircle,
  numericOnSphere,
  steerableDimension,
  steerableKernels,
  steerableRule,
  value,
} from "commute";
import type {
  Figure,
  InfinitesimalRule,
  KernelRule,
  Series,
  SteerableCase,
  SteerableRule,
} from "commute";

const id = (conclusion: string): string => `homogeneous/steerable-kernels/${conclusion}`;

const taps = (k: number): string => `${k} × ${k} taps`;
const ring = "centre and ring";
const filter = (H: string, on: string, of: string, to: string): SteerableCase => ({
  H,
  on,
  of,
  to,
});

/** The one with a non-abelian group first: only it sees that the condition would contradict itself. */
const filters = [
  filter("D4", taps(3), "frequency 1", "frequency 1"),
  filter("D4", taps(5), "trivial", "mirror"),
  filter("D4", taps(3), "regular", "frequency 1"),
  filter("C4", taps(3), "frequency 1", "frequency 1"),
  filter("C4", taps(5), "trivial", "frequency 1"),
  filter("C4", taps(3), "regular", "regular"),
  filter("C8", ring, "frequency 1", "frequency 1"),
  filter("C8", ring, "frequency 1", "frequency 2"),
  filter("D8", ring, "mirror", "frequency 2"),
].map((c) => ({ ...c }));

export const onTaps = value({
  id: id("characters-count-the-kernels-on-taps"),
  states: String.raw`\dim\{\kappa:X\to\operatorname{Hom}(V,V')\mid\kappa(hx)=\rho'(h)\kappa(x)\rho(h)^{-1}\}=\frac1{|H|}\sum_h|X^h|\,\overline{\chi(h)}\,\chi'(h)`,
  kind: "exhausted",
  engine: "exact null space of the condition at every h and tap, over Q(ζ)",
  cases: filters,
  parts: () => ({ rule: steerableRule }),
  compute: (c, { rule }) => steerableDimension(c, rule),
  routes: {
    "the mean of characters": countedByCharacters,
    "singular values of the condition in doubles": numericDimension,
  },
  nearMisses: () =>
    Object.fromEntries(
      (
        [
          ["rho-of-h", "κ(x)ρ(h) in place of κ(x)ρ(h)⁻¹", { right: "ρ(h)" }],
          ["input-not-turned", "κ(hx) = ρ'(h)κ(x)", { right: "1" }],
          ["output-not-turned", "κ(hx) = κ(x)ρ(h)⁻¹", { left: "1" }],
          ["tap-not-moved", "κ(x) = ρ'(h)κ(x)ρ(h)⁻¹", { moves: false }],
        ] as const
      ).map(([name, why, change]) => [
        name,
        { why, change: { rule: { ...steerableRule, ...change } satisfies SteerableRule } },
      ]),
    ),
  figures: () => [turned()],
});

const inPlane = [
  { of: "C4", with: "frequency 1", to: "frequency 1" },
  { of: "C4", with: "trivial", to: "frequency 1" },
  { of: "D4", with: "frequency 1", to: "frequency 1" },
  { of: "D4", with: "trivial", to: "trivial" },
] as const;
const onMotions = (H: string, rho: string): string => `p4${H === "D4" ? "m" : ""}/3 ⊃ ${H}, ${rho}`;

export const onMotionGroups = value({
  id: id("kernels-on-the-motions-are-steerable-kernels-on-the-plane"),
  states: String.raw`\dim\operatorname{Hom}_G(\operatorname{Ind}_H^G\rho,\operatorname{Ind}_H^G\rho')=\dim\{\kappa\text{ on }\mathbb Z_3^2\text{ steerable}\},\qquad G=\mathbb Z_3^2\rtimes H`,
  kind: "exhausted",
  engine: "exact null space of the condition on both sides, on the group of motions",
  cases: inPlane.map((c) => ({ ...c })),
  parts: () => ({ rule: intertwiningRule }),
  compute: (c, { rule }) => kernelDimension(onMotions(c.of, c.with), onMotions(c.of, c.to), rule),
  routes: {
    "exact null space on the 9 taps": (c) =>
      steerableDimension(filter(c.of, taps(3), c.with, c.to), steerableRule),
    "Mackey's sum over double cosets": (c) =>
      mackeyTerms(onMotions(c.of, c.with), onMotions(c.of, c.to)).reduce((a, b) => a + b, 0),
    "the product of the induced characters": (c) =>
      layerCharacterProduct(onMotions(c.of, c.with), onMotions(c.of, c.to)),
  },
  nearMisses: () => ({
    "right-side-only": {
      why: "κ(gh) = κ(g)ρ(h) alone: any kernel on the plane, steerable or not",
      change: { rule: { ...intertwiningRule, left: "free" } satisfies KernelRule },
    },
    "left-side-only": {
      why: "κ(h'g) = ρ'(h')κ(g) alone",
      change: { rule: { ...intertwiningRule, right: "free" } satisfies KernelRule },
    },
    unconstrained: {
      why: "every κ on the motions",
      change: { rule: { left: "free", right: "free" } satisfies KernelRule },
    },
  }),
});

const degrees = [2, 1, 0];
const circle = [true, false].flatMap((mirrors) =>
  degrees.flatMap((m) => degrees.map((to) => ({ mirrors: String(mirrors), m, to }))),
);
type Change = Partial<InfinitesimalRule>;
const infinitesimal = (
  misses: Readonly<Record<string, readonly [why: string, change: Change]>>,
): Record<string, { why: string; change: { rule: InfinitesimalRule } }> =>
  Object.fromEntries(
    Object.entries(misses).map(([name, [why, change]]) => [
      name,
      { why, change: { rule: { ...infinitesimalRule, ...change } } },
    ]),
  );

export const onCircle = value({
  id: id("kernels-on-a-circle"),
  states: String.raw`\dim\{\kappa:S^1\to\operatorname{Hom}(V_m,V_{m'})\ \text{steerable}\}=\begin{cases}\dim V_m\dim V_{m'}&H=SO(2)\\1+[m>0][m'>0]&H=O(2)\end{cases}`,
  kind: "proved",
  engine: "exact null space of the derivative of the condition, degrees ≤ m + m'",
  cases: circle,
  parts: () => ({ rule: infinitesimalRule }),
  compute: ({ mirrors, m, to }, { rule }) => dimensionOnCircle(mirrors === "true", m, to, rule),
  routes: {
    "Hom of what fixes a point": ({ mirrors, m, to }) => countedOnCircle(mirrors === "true", m, to),
    "singular values of the condition at one angle, in doubles": ({ mirrors, m, to }) =>
      numericOnCircle(mirrors === "true", m, to),
  },
  nearMisses: () =>
    infinitesimal({
      "degree-too-low": ["degrees below m + m' alone", { missingDegrees: 1 }],
      "input-not-turned": ["κ(hx) = ρ'(h)κ(x)", { input: 0 }],
      "point-not-moved": ["κ(x) = ρ'(h)κ(x)ρ(h)⁻¹", { point: 0 }],
    }),
});

export const onSphere = value({
  id: id("kernels-on-a-sphere"),
  states: String.raw`\dim\{\kappa:S^2\to\operatorname{Hom}(V_\ell,V_{\ell'})\mid\kappa(Rx)=D^{\ell'}(R)\kappa(x)D^\ell(R)^{-1}\}=2\min(\ell,\ell')+1`,
  kind: "proved",
  engine: "exact null space of E, F, H on polynomials of degree ≤ ℓ + ℓ'",
  cases: [
    { l: 2, to: 1 },
    { l: 1, to: 2 },
    { l: 1, to: 1 },
    { l: 2, to: 2 },
    { l: 0, to: 2 },
    { l: 1, to: 0 },
    { l: 0, to: 0 },
  ],
  parts: () => ({ rule: infinitesimalRule }),
  compute: ({ l, to }, { rule }) => dimensionOnSphere(l, to, rule),
  routes: {
    "common weights: Hom of the rotations about a point": ({ l, to }) => countedByWeights(l, to),
    "degrees in the triangle of ℓ and ℓ': Wigner–Eckart": ({ l, to }) => countedByTriangles(l, to),
    "singular values at one rotation about a random point, in doubles": ({ l, to }) =>
      numericOnSphere(l, to),
  },
  nearMisses: () =>
    infinitesimal({
      "degree-too-low": ["degrees below ℓ + ℓ' alone", { missingDegrees: 1 }],
      "input-not-turned": ["κ(Rx) = D(R)κ(x)", { input: 0 }],
      "output-not-turned": ["κ(Rx) = κ(x)D(R)⁻¹", { output: 0 }],
      "point-not-moved": ["κ(x) = D(R)κ(x)D(R)⁻¹", { point: 0 }],
    }),
});

/** The kernels of a basis with weights 1, 2, … in one sum: entry (i, j) at each tap. */
function mixture(c: SteerableCase, i: number): readonly number[] {
  const basis = steerableKernels(c);
  return basis[0].map((_, x) =>
    basis.reduce((sum, kappa, k) => {
      const { n, d } = kappa[x][i][0].coordinates[0];
      return sum + ((k + 1) * Number(n)) / Number(d);
    }, 0),
  );
}

function turned(): Figure {
  const side = 5;
  const middle = 2;
  // Rows from the top: y = 2 first.
  const places = Array.from(
    { length: side ** 2 },
    (_, k) => Math.floor(k / side) * side + (side - 1 - (k % side)),
  );
  const at = (values: readonly number[]): number[] => places.map((k) => values[k]);
  const panel = (name: string, c: SteerableCase, i = 0): Series => ({
    ...{ name: "weight", panel: name, mark: "cells" },
    value: at(mixture(c, i)),
    x: places.map((k) => Math.floor(k / side) - middle),
    y: places.map((k) => String((k % side) - middle)),
  });
  const onFive = (to: string): SteerableCase => filter("D4", taps(side), "trivial", to);
  const vector = onFive("frequency 1");
  return {
    id: "filters",
    caption: String.raw`Filters of $5\times5$ taps from scalars, steerable under $D_4$; each is the sum of all kernels of a basis with weights $1,2,\dots$. To scalars: six free numbers, one for each orbit of taps. To pseudoscalars, which change sign under a mirror: one number, on the only orbit that no mirror meets. To vectors, both components: the second is the first turned by a quarter turn.`,
    description:
      "Four 5 by 5 filters: one with all symmetries of the square, one that is 1 and -1 on eight taps like a pinwheel and 0 elsewhere, and the two components of a vector-valued one, odd along one axis each.",
    axes: { x: "$x$", y: "$y$" },
    series: [
      panel(String.raw`to scalars: $\dim6$`, onFive("trivial")),
      panel(String.raw`to pseudoscalars: $\dim1$`, onFive("mirror")),
      panel(String.raw`to vectors, $x$`, vector),
      panel(String.raw`to vectors, $y$`, vector, 1),
    ],
  };
}
