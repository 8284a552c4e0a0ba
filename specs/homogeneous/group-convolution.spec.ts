import {
  equation,
  finiteGroups,
  fn,
  freeGroupModel,
  groupFunctions,
  groupNamed,
  solutionDimension,
  squaresSubgroup,
  value,
} from "commute";
import type { Figure, Operations, Series, Term } from "commute";

type Algebra = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;
type Shift = <T>(X: Algebra, u: G, f: (g: G) => T) => (g: G) => T;

/** (L_u f)(g) = f(u⁻¹g) and (R_u f)(g) = f(gu). */
const L: Shift = (X, u, f) => (g) => f(X.op(X.inv(u), g));
const R: Shift = (X, u, f) => (g) => f(X.op(g, u));

const groups = finiteGroups(["C2", "C3", "C4", "V4", "S3", "D4", "Q8", "A4", "S4"]);
const haar = {
  left: { "left-invariant": "dh is left Haar measure" },
  right: { "right-invariant": "dh is right Haar measure" },
};

interface Row {
  readonly id: string;
  readonly tex: string;
  readonly argument: (X: Algebra, g: G, h: G) => G;
  /** Which shift of the input becomes which shift of the output. */
  readonly input: Shift;
  readonly output: Shift;
  readonly shifts: string;
  readonly measure: "left" | "right";
  readonly expects?: "fails";
  /** A kernel argument that does not fit the shifts; for an expected refutation, the one that does. */
  readonly other: { readonly tex: string; readonly argument: (X: Algebra, g: G, h: G) => G };
}

const kernels = {
  gh: (X: Algebra, g: G, h: G): G => X.op(g, h),
  "g^{-1}h": (X: Algebra, g: G, h: G): G => X.op(X.inv(g), h),
  "h^{-1}g": (X: Algebra, g: G, h: G): G => X.op(X.inv(h), g),
  "gh^{-1}": (X: Algebra, g: G, h: G): G => X.op(g, X.inv(h)),
  "hg^{-1}": (X: Algebra, g: G, h: G): G => X.op(h, X.inv(g)),
  hg: (X: Algebra, g: G, h: G): G => X.op(h, g),
};

/** A row of the table of kernel arguments: Φ_ψ(shift f) = shift' Φ_ψ(f) for every ψ. */
function row(r: Row) {
  return equation({
    id: `homogeneous/group-convolution/${r.id}`,
    states: String.raw`${r.shifts},\qquad [f\star\psi](g)=\int_G\sum_k f_k(h)\,\psi_k(${r.tex})\,dh`,
    over: groupFunctions,
    unknowns: () => ({ f: fn(["G", "K"], "R"), psi: fn(["G", "K"], "R"), u: "G", g: "G" }) as const,
    assume: haar[r.measure],
    parts: (X) => ({
      argument: (g: G, h: G): G => r.argument(X, g, h),
      output: r.output,
    }),
    left: (X, { f, psi, u, g }, p) =>
      X.sum((h) =>
        X.sumChannels((k) => X.mul(r.input(X, u, (x) => f(x, k))(h), psi(p.argument(g, h), k))),
      ),
    right: (X, { f, psi, u, g }, p) =>
      p.output(X, u, (x): R =>
        X.sum((h) => X.sumChannels((k) => X.mul(f(h, k), psi(p.argument(x, h), k)))),
      )(g),
    models: [freeGroupModel(), groups, ...(r.expects === "fails" ? [finiteGroups(["S3"])] : [])],
    ...(r.expects === "fails"
      ? {
          expects: r.expects,
          control: (X: Algebra) => ({ argument: (g: G, h: G): G => r.other.argument(X, g, h) }),
        }
      : {
          nearMisses: (X: Algebra) => ({
            "other-argument": {
              why: String.raw`the kernel $\psi(${r.other.tex})$`,
              change: { argument: (g: G, h: G): G => r.other.argument(X, g, h) },
            },
            "other-shift": {
              why: "the output shifted on the other side",
              change: { output: r.output === L ? R : L },
            },
            "measure-not-invariant": {
              why: "a weight on the sum",
              without: `${r.measure}-invariant`,
            },
          }),
        }),
  });
}

const other = (tex: keyof typeof kernels) => ({ tex, argument: kernels[tex] });
const kernel = (tex: keyof typeof kernels) => ({ tex, argument: kernels[tex] });
const leftToLeft = {
  input: L,
  output: L,
  shifts: String.raw`L_uf\star\psi=L_u[f\star\psi]`,
  measure: "left",
} as const;
const rightToRight = {
  input: R,
  output: R,
  shifts: String.raw`R_uf\star\psi=R_u[f\star\psi]`,
  measure: "right",
} as const;

/** The slide's formula, as it is meant: refuted. */
export const printed = row({
  id: "printed-kernel-is-left-equivariant",
  ...kernel("gh"),
  ...leftToLeft,
  expects: "fails",
  other: other("g^{-1}h"),
});

/** What the slide's formula does satisfy. */
export const printedTurns = row({
  id: "printed-kernel-turns-left-into-right",
  ...kernel("gh"),
  input: L,
  output: R,
  shifts: String.raw`L_uf\star\psi=R_u[f\star\psi]`,
  measure: "left",
  other: other("g^{-1}h"),
});

export const intertwines = row({
  id: "correlation-is-left-equivariant",
  ...kernel("g^{-1}h"),
  ...leftToLeft,
  other: other("gh"),
});

export const convolution = row({
  id: "convolution-is-left-equivariant",
  ...kernel("h^{-1}g"),
  ...leftToLeft,
  other: other("hg"),
});

export const rightConvolution = row({
  id: "right-convolution-is-right-equivariant",
  ...kernel("gh^{-1}"),
  ...rightToRight,
  other: other("h^{-1}g"),
});

export const rightCorrelation = row({
  id: "right-correlation-is-right-equivariant",
  ...kernel("hg^{-1}"),
  ...rightToRight,
  other: other("hg"),
});

export const reversed = row({
  id: "reversed-product-turns-right-into-left",
  ...kernel("hg"),
  input: R,
  output: L,
  shifts: String.raw`R_uf\star\psi=L_u[f\star\psi]`,
  measure: "right",
  other: other("hg^{-1}"),
});

const dimensions = ["C2", "C3", "C4", "V4", "S3", "D4", "Q8", "A4", "S4", "A5"].map((G) => ({ G }));

/** Each dimension is computed once: the figure shows what the claim has counted. */
const counted = new Map<string, number>();
function dimensionOf(equation: typeof printed, G: string): number {
  const key = `${equation.id} on ${G}`;
  const dimension = counted.get(key) ?? solutionDimension(equation, G, "psi");
  counted.set(key, dimension);
  return dimension;
}

/** For which ψ the slide's formula is left equivariant: functions on the quotient by squares. */
export const solutions = value({
  id: "homogeneous/group-convolution/printed-kernel-works-only-on-squares-quotient",
  states: String.raw`\dim\{\psi : L_uf\star\psi=L_u[f\star\psi]\ \text{for the printed kernel } \psi(gh)\}=\bigl|G/\langle g^2\rangle\bigr|`,
  kind: "proved",
  engine: "rank over Q of the conditions on ψ in the printed equation's own graph",
  cases: dimensions,
  parts: () => ({ equation: printed }),
  compute: ({ G }, { equation }) => dimensionOf(equation, G),
  routes: {
    "the order of the quotient by the subgroup generated by squares": ({ G }) => {
      const group = groupNamed(G);
      return group.order / squaresSubgroup(group).length;
    },
  },
  nearMisses: () => ({
    "corrected-kernel": {
      why: "ψ(g⁻¹h): every ψ is allowed, the dimension is |G|",
      change: { equation: intertwines },
    },
  }),
  figures: () => [kernelTables(), dimensionBars()],
});

/** The kernel's argument as an element of S3, for each row g and column h. */
function kernelTables(): Figure {
  const S3 = groupNamed("S3");
  const squares = squaresSubgroup(S3);
  const indices = [...S3.elements.keys()];
  const table = (panel: string, argument: (g: number, h: number) => number): Series => ({
    name: "element",
    panel,
    mark: "cells",
    x: indices.flatMap(() => indices.map((h) => S3.elements[h])),
    y: indices.flatMap((g) => indices.map(() => S3.elements[g])),
    value: indices.flatMap((g) => indices.map((h) => argument(g, h))),
  });
  /** A coset is drawn as one of its elements: the identity, or its last. */
  const coset = (g: number): number =>
    squares.includes(g) ? S3.identity : Math.max(...squares.map((s) => S3.op(g, s)));
  return {
    id: "kernel-tables",
    caption: String.raw`The argument of $\psi$ for each $g$ (rows) and $h$ (columns) of $S_3$, one colour per element, numbered 0 to 5 in the order of the rows. An equivariant layer has the same weight at $(ug,uh)$ as at $(g,h)$. With $\psi(g^{-1}h)$ these places have one colour: the six colours are the six orbits. With the printed $\psi(gh)$ they have not, and $\psi$ must be constant on the cosets of $\langle g^2\rangle=A_3$: of six free values two are left (a coset is drawn as one of its elements).`,
    description:
      "Three 6 by 6 tables of the group S3 coloured by group element: the corrected argument g inverse h, the printed argument gh, and the coset of gh modulo the subgroup generated by squares, which has two colours.",
    axes: { x: "$h$", y: "$g$" },
    series: [
      table("corrected $g^{-1}h$", (g, h) => S3.op(S3.inv(g), h)),
      table("printed $gh$", (g, h) => S3.op(g, h)),
      table(String.raw`printed, what is left: $gh\langle g^2\rangle$`, (g, h) =>
        coset(S3.op(g, h)),
      ),
    ],
  };
}

function dimensionBars(): Figure {
  const names = dimensions.map(({ G }) => G);
  return {
    id: "dimensions",
    caption: String.raw`The share of kernels $\psi$ for which the printed formula is equivariant: $|G/\langle g^2\rangle|$ of $|G|$ dimensions. It is all of them only for $C_2$ and $V_4$, where $g^{-1}=g$.`,
    description:
      "Bars for ten groups: the fraction of the dimensions of kernels for which the printed group convolution is left equivariant.",
    axes: { x: "group", y: "dimension / order" },
    series: [
      {
        name: "share of kernels",
        mark: "bars",
        x: names,
        y: names.map((G) => dimensionOf(printed, G) / groupNamed(G).order),
      },
    ],
  };
}
