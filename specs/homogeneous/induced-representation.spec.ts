import {
  blockCharacter,
  correspondence,
  equation,
  finiteInduced,
  fn,
  formulaCharacter,
  freeInducedModel,
  homFromFunctions,
  homToRestriction,
  indexTimesDimension,
  inducedFunctions,
  inducedProduct,
  projectorTrace,
  restrictedProduct,
  so3Induced,
  solutionOnFibres,
  spaceDimension,
  translationCharacter,
  value,
} from "commute";
import type { Condition, Figure, Operations, Term, Translation } from "commute";

type Algebra = Operations<typeof inducedFunctions>;
type G = Term<"G">;
type H = Term<"H">;
type V = Term<"V">;

const id = (conclusion: string): string => `homogeneous/induced-representation/${conclusion}`;

/** (L_u f)(g) = f(u⁻¹g), (R_u f)(g) = f(gu), and L_u without the inverse. */
const L: Translation = (X, u, f) => (g) => f(X.op(X.inv(u), g));
const R: Translation = (X, u, f) => (g) => f(X.op(g, u));
const forward: Translation = (X, u, f) => (g) => f(X.op(u, g));

/** The slide's condition f(gh) = ρ(h⁻¹) f(g), and three others. */
const mackey: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(X.invH(h), f(g))];
const unreversed: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(h, f(g))];
const onTheLeft: Condition = (X, f, g, h) => [f(X.op(X.include(h), g)), X.act(X.invH(h), f(g))];
const none: Condition = (_, f, g) => [f(g), f(g)];

const conditions = {
  "condition-with-rho-of-h": {
    why: "f(gh) = ρ(h) f(g) in place of the condition",
    change: { condition: unreversed },
  },
  "condition-on-the-left": {
    why: "f(hg) = ρ(h⁻¹) f(g) in place of the condition",
    change: { condition: onTheLeft },
  },
};
const dropped = {
  "without-the-condition": { why: "every function f: G → V", change: { condition: none } },
};
const withoutMackey = {
  "without-mackey": { why: "an arbitrary function f: G → V", without: "mackey" },
};

const models = [
  freeInducedModel(),
  finiteInduced(["Q8 ⊃ C4, χ1", "S4 ⊃ S3, standard"]),
  so3Induced(),
];
const over = inducedFunctions;
/** `anyG` and `anyH` stand for all values: they occur in the condition alone. */
const unknowns = () =>
  ({ f: fn(["G"], "V"), u: "G", g: "G", h: "H", anyG: "G", anyH: "H" }) as const;
const assume = { mackey: "f(gh) = ρ(h⁻¹) f(g) for all g in G and h in H" };

export const translationPreservesMackey = equation({
  id: id("translation-preserves-mackey"),
  states: String.raw`(L_uf)(gh)=\rho(h^{-1})\,(L_uf)(g)\quad\text{for every }f\in\operatorname{Ind}_H^G\rho`,
  over,
  unknowns,
  assume,
  parts: () => ({ shift: L, inverse: (X: Algebra, h: H): H => X.invH(h), condition: mackey }),
  given: (X, { f, anyG, anyH }, p) => ({ mackey: p.condition(X, f, anyG, anyH) }),
  left: (X, { f, u, g, h }, p) => p.shift(X, u, f)(X.op(g, X.include(h))),
  right: (X, { f, u, g, h }, p) => X.act(p.inverse(X, h), p.shift(X, u, f)(g)),
  models,
  nearMisses: () => ({
    "right-translation": { why: "f(gu) in place of f(u⁻¹g)", change: { shift: R } },
    "rho-of-h": {
      why: "ρ(h) in place of ρ(h⁻¹) in the conclusion",
      change: { inverse: (_: Algebra, h: H): H => h },
    },
    ...conditions,
    ...withoutMackey,
  }),
});

export const sectionIsWellDefined = equation({
  id: id("section-is-well-defined"),
  states: String.raw`[gh,\,f(gh)]=[g,\,f(g)]\ \text{ in }G\times_\rho V`,
  over,
  unknowns,
  assume,
  parts: () => ({ condition: mackey }),
  given: (X, { f, anyG, anyH }, p) => ({ mackey: p.condition(X, f, anyG, anyH) }),
  left: (X, { f, g, h }) => X.pair(X.op(g, X.include(h)), f(X.op(g, X.include(h)))),
  right: (X, { f, g }) => X.pair(g, f(g)),
  models,
  nearMisses: () => ({ ...conditions, ...withoutMackey }),
});

/** The same with ρ(h) in the condition, as an expected refutation; the slide's form is its control. */
export const unreversedSection = equation({
  id: id("unreversed-condition-defines-a-section"),
  states: String.raw`f(gh)=\rho(h)f(g)\ \Rightarrow\ [gh,\,f(gh)]=[g,\,f(g)]`,
  over,
  unknowns,
  assume: { mackey: "f(gh) = ρ(h) f(g) for all g in G and h in H" },
  parts: () => ({ condition: unreversed }),
  given: (X, { f, anyG, anyH }, p) => ({ mackey: p.condition(X, f, anyG, anyH) }),
  left: (X, { f, g, h }) => X.pair(X.op(g, X.include(h)), f(X.op(g, X.include(h)))),
  right: (X, { f, g }) => X.pair(g, f(g)),
  models,
  expects: "fails",
  control: () => ({ condition: mackey }),
});

/** At x = gH, represented by gh on the left and by g on the right: the section is a map on G/H. */
export const sectionIntertwines = equation({
  id: id("section-intertwines"),
  states: String.raw`s_{L_uf}(x)=u\cdot s_f(u^{-1}x),\qquad s_f(gH)=[g,f(g)]`,
  over,
  unknowns,
  assume,
  parts: () => ({ shift: L, back: (X: Algebra, u: G): G => X.inv(u), condition: mackey }),
  given: (X, { f, anyG, anyH }, p) => ({ mackey: p.condition(X, f, anyG, anyH) }),
  left: (X, { f, u, g, h }, p) => {
    const representative = X.op(g, X.include(h));
    return X.pair(representative, p.shift(X, u, f)(representative));
  },
  right: (X, { f, u, g }, p) => {
    const x = X.op(p.back(X, u), g);
    return X.actE(u, X.pair(x, f(x)));
  },
  models,
  nearMisses: () => ({
    "right-translation": { why: "R_u in place of L_u", change: { shift: R } },
    "forward-translation": { why: "f(ug) in place of f(u⁻¹g)", change: { shift: forward } },
    "not-moved-back": {
      why: "u·s(ux) in place of u·s(u⁻¹x)",
      change: { back: (_: Algebra, u: G): G => u },
    },
    ...conditions,
    ...withoutMackey,
  }),
});

/** The smallest ρ with non-commuting values first; it tells ρ(h) from ρ(h⁻¹) by the dimension. */
const examples = [
  { of: "S3 ⊃ S3, standard" },
  { of: "S4 ⊃ S3, standard" },
  { of: "S4 ⊃ C2, trivial" },
  { of: "S4 ⊃ C2, sign" },
  { of: "S4 ⊃ S3, sign" },
  { of: "S4 ⊃ C4, rotation" },
  { of: "S4 ⊃ C1, trivial" },
  { of: "S4 ⊃ V4, χ" },
  { of: "S4 ⊃ D4, square" },
] as const;

export const sectionsAreMackeyFunctions = value({
  id: id("sections-are-mackey-functions"),
  states: String.raw`f\mapsto s_f:\ \operatorname{Ind}_H^G\rho\to\Gamma(G\times_\rho V)\ \text{is a bijection, with inverse } f(rh)=\rho(h^{-1})v \text{ where } s(rH)=[r,v]`,
  kind: "exhausted",
  engine: "every solution and every section over one coset",
  cases: examples,
  parts: () => ({
    condition: mackey,
    lift: (X: Algebra, h: H, v: V): V => X.act(X.invH(h), v),
  }),
  compute: ({ of }, p) => {
    const found = correspondence(of, p.condition, p.lift);
    const defined = found.wellDefined ? "well defined" : "ill defined";
    return `${defined}, kernel ${found.kernel}, rank ${found.rank}, ${found.lifted} lifted`;
  },
  routes: {
    "the fibres counted": ({ of }) => {
      const all = indexTimesDimension(of);
      return `well defined, kernel 0, rank ${all}, ${all} lifted`;
    },
  },
  nearMisses: () => ({
    ...conditions,
    ...dropped,
    "lift-with-rho-of-h": {
      why: "f(rh) = ρ(h)v in place of ρ(h⁻¹)v",
      change: { lift: (X: Algebra, h: H, v: V): V => X.act(h, v) },
    },
  }),
  figures: () => [fibres("S4 ⊃ S3, standard")],
});

/** f on the cosets of H: each column is an element, each row a component of f. */
function fibres(of: string): Figure {
  const values = solutionOnFibres(of, mackey);
  const components = values[0].value.map((_, a) => a);
  const cells = components.flatMap((a) => values.map((at) => ({ ...at, a })));
  const cosets = [...new Set(values.map((at) => at.coset))];
  return {
    id: "coset-fibres",
    caption: String.raw`A Mackey function on $S_4\supset S_3$ with the 2-dimensional $\rho$: each panel is a coset $rH$, each column an element. The first column decides the others by $f(rh)=\rho(h^{-1})f(r)$.`,
    description: `Both components of one solution at the 24 elements of S4, in ${cosets.length} panels, one for each coset of S3.`,
    axes: { x: "element of the coset", y: "component" },
    series: cosets.map((coset) => {
      const own = cells.filter((c) => c.coset === coset);
      return {
        name: `coset ${coset}`,
        mark: "cells" as const,
        x: own.map((c) => c.element),
        y: own.map((c) => c.a + 1),
        value: own.map((c) => Number(c.value[c.a].re.n) / Number(c.value[c.a].re.d)),
        panel: `coset ${coset}`,
      };
    }),
  };
}

const routesToDimension = {
  "[G:H]·dim V": ({ of }: { of: string }) => indexTimesDimension(of),
  "the trace of the projector": ({ of }: { of: string }) => projectorTrace(of),
  "the induced character at 1": ({ of }: { of: string }) => formulaCharacter(of).split(", ")[0],
};

export const dimension = value({
  id: id("dimension-is-index-times-dimension"),
  states: String.raw`\dim\{f:G\to V\mid f(gh)=\rho(h^{-1})f(g)\}=[G:H]\,\dim V`,
  kind: "exhausted",
  engine: "null space of the condition at every g and h, over Q(i)",
  cases: examples,
  parts: () => ({ condition: mackey }),
  compute: ({ of }, p) => spaceDimension(of, p.condition),
  routes: routesToDimension,
  nearMisses: () => ({ ...conditions, ...dropped }),
  figures: () => [dimensions()],
});

/** The dimension with ρ(h) in place of ρ(h⁻¹): an abelian ρ cannot see it, a non-abelian one can. */
export const unreversedDimension = value({
  id: id("unreversed-condition-has-the-same-dimension"),
  states: String.raw`\dim\{f:G\to V\mid f(gh)=\rho(h)f(g)\}=[G:H]\,\dim V`,
  kind: "exhausted",
  engine: "null space of the condition at every g and h, over Q(i)",
  cases: examples,
  parts: () => ({ condition: unreversed }),
  compute: ({ of }, p) => spaceDimension(of, p.condition),
  routes: { "[G:H]·dim V": routesToDimension["[G:H]·dim V"] },
  expects: "fails",
  control: () => ({ condition: mackey }),
});

function dimensions(): Figure {
  const row = (name: string, condition: Condition): Figure["series"][number] => ({
    name,
    mark: "bars",
    x: examples.map(({ of }) => of),
    y: examples.map(({ of }) => spaceDimension(of, condition)),
  });
  return {
    id: "dimensions",
    caption: String.raw`Dimensions of $\{f:G\to V\}$ under the slide's condition and two others. Only the non-abelian $\rho$ (standard, square) tell $\rho(h)$ from $\rho(h^{-1})$.`,
    description:
      "Bars: the dimension of the solution space for each example under f(gh) = ρ(h⁻¹)f(g), f(gh) = ρ(h)f(g) and f(hg) = ρ(h⁻¹)f(g); the last two vanish for S3 standard.",
    axes: { x: "example", y: "dimension" },
    series: [
      row("f(gh) = ρ(h⁻¹) f(g)", mackey),
      row("f(gh) = ρ(h) f(g)", unreversed),
      row("f(hg) = ρ(h⁻¹) f(g)", onTheLeft),
    ],
  };
}

export const inducedCharacter = value({
  id: id("translation-has-the-induced-character"),
  states: String.raw`\operatorname{tr}\bigl(L_u|_{\operatorname{Ind}_H^G\rho}\bigr)=\frac1{|H|}\sum_{x\in G,\ x^{-1}ux\in H}\chi_\rho(x^{-1}ux)`,
  kind: "exhausted",
  engine: "traces on the null space at each class",
  cases: [
    { of: "S4 ⊃ S3, standard" },
    { of: "S4 ⊃ S3, sign" },
    { of: "S4 ⊃ C4, χ1" },
    { of: "S4 ⊃ D4, square" },
  ],
  parts: () => ({ condition: mackey, translation: L }),
  compute: ({ of }, p) => translationCharacter(of, p.condition, p.translation),
  routes: {
    "the formula for the induced character": ({ of }) => formulaCharacter(of),
    "block matrices on coset representatives": ({ of }) => blockCharacter(of),
  },
  nearMisses: () => ({
    ...conditions,
    "right-translation": { why: "R_u in place of L_u", change: { translation: R } },
  }),
});

const irreducibleOfS4 = ["trivial", "sign", "pairings", "standard", "standard ⊗ sign"];

export const frobeniusReciprocity = value({
  id: id("frobenius-reciprocity"),
  states: String.raw`\dim\operatorname{Hom}_G(\operatorname{Ind}_H^G\rho,\pi)=\dim\operatorname{Hom}_H(\rho,\operatorname{Res}_H\pi)`,
  kind: "exhausted",
  engine: "intertwiners from the null space with L_u",
  cases: ["S4 ⊃ S3, standard", "S4 ⊃ S3, sign"].flatMap((of) =>
    irreducibleOfS4.map((pi) => ({ of, pi })),
  ),
  parts: () => ({ condition: mackey, translation: L, induced: (of: string) => of }),
  compute: ({ of, pi }, p) => homFromFunctions(p.induced(of), pi, p.condition, p.translation),
  routes: {
    "intertwiners of the restriction": ({ of, pi }) => homToRestriction(of, pi),
    "characters on H": ({ of, pi }) => restrictedProduct(of, pi),
    "characters on G": ({ of, pi }) => inducedProduct(of, pi),
  },
  nearMisses: () => ({
    ...conditions,
    "right-translation": { why: "R_u in place of L_u", change: { translation: R } },
    "functions-on-the-quotient": {
      why: "the trivial ρ in place of ρ: functions on G/H",
      change: { induced: (): string => "S4 ⊃ S3, trivial" },
    },
  }),
});
