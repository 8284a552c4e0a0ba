import { equation, finiteGroups, fn, freeGroupModel, groupFunctions, value } from "commute";
import type { Operations, Term } from "commute";

type Grid = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;
type Signal = (x: G) => R;
type Translate = (X: Grid, t: G, f: Signal) => Signal;

const id = (conclusion: string): string => `convolution/translation-action/${conclusion}`;

/** [T(t)f](x) = f(x + t); written for any group, where x + t is the product xt. */
const T: Translate = (X, t, f) => (x) => f(X.op(x, t));
const onTheOtherSide: Translate = (X, t, f) => (x) => f(X.op(t, x));
const backwards: Translate = (X, t, f) => (x) => f(X.op(x, X.inv(t)));

const models = [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "S3", "C3xC3", "D4"])];
const unknowns = () => ({ f: fn(["G"], "R"), g: fn(["G"], "R"), s: "G", t: "G", x: "G" }) as const;

export const homomorphism = equation({
  id: id("translations-compose"),
  states: String.raw`T(t)T(s)f=T(t+s)f`,
  over: groupFunctions,
  unknowns,
  parts: (X) => ({ T, sum: (t: G, s: G): G => X.op(t, s) }),
  left: (X, { f, s, t, x }, p) => p.T(X, t, p.T(X, s, f))(x),
  right: (X, { f, s, t, x }, p) => T(X, p.sum(t, s), f)(x),
  models,
  nearMisses: (X) => ({
    "f-of-tx": {
      why: "f(tx): the same on an abelian group, the wrong order on another",
      change: { T: onTheOtherSide },
    },
    difference: { why: "T(t − s)", change: { sum: (t: G, s: G): G => X.op(t, X.inv(s)) } },
    backwards: { why: "f(x − t) on the left", change: { T: backwards } },
  }),
});

export const identity = equation({
  id: id("translation-by-zero-is-the-identity"),
  states: String.raw`T(0)f=f`,
  over: groupFunctions,
  unknowns,
  parts: (X) => ({ zero: X.e() }),
  left: (X, { f, x }, p) => T(X, p.zero, f)(x),
  right: (_, { f, x }) => f(x),
  models,
  nearMisses: (_, { t }) => ({ "some-t": { why: "T(t) in place of T(0)", change: { zero: t } } }),
});

export const inverse = equation({
  id: id("translation-back-is-the-inverse"),
  states: String.raw`T(-t)T(t)f=f`,
  over: groupFunctions,
  unknowns,
  parts: (X) => ({ back: (t: G): G => X.inv(t) }),
  left: (X, { f, t, x }, p) => T(X, p.back(t), T(X, t, f))(x),
  right: (_, { f, x }) => f(x),
  models,
  nearMisses: () => ({ "twice-t": { why: "T(t)T(t)", change: { back: (t: G): G => t } } }),
});

export const unitary = equation({
  id: id("translations-keep-the-inner-product"),
  states: String.raw`\langle T(t)f,T(t)g\rangle=\langle f,g\rangle,\qquad \langle f,g\rangle=\sum_x f(x)\,g(x)`,
  over: groupFunctions,
  unknowns,
  assume: {
    "right-invariant": "the sum runs over all of the grid: it does not change when x moves",
  },
  parts: () => ({ T }),
  left: (X, { f, g, t }, p) => X.sum((x) => X.mul(p.T(X, t, f)(x), T(X, t, g)(x))),
  right: (X, { f, g }) => X.sum((x) => X.mul(f(x), g(x))),
  models,
  nearMisses: () => ({
    backwards: { why: "one of the two moved the other way", change: { T: backwards } },
    "one-of-two": { why: "only g moved", change: { T: (_: Grid, __: G, f: Signal): Signal => f } },
    "weighted-pixels": { why: "pixels counted with weights", without: "right-invariant" },
  }),
});

/** The rank of f ↦ f(x + 1) on n pixels, with `outside` for what comes in at the edge. */
function rank(n: number, outside: (x: number, n: number) => number | undefined): number {
  const images = Array.from({ length: n }, (_, x) => (x + 1 < n ? x + 1 : outside(x + 1, n)));
  return new Set(images.filter((y) => y !== undefined)).size;
}

export const invertible = value({
  id: id("circular-shift-is-invertible-and-zero-filled-is-not"),
  states: String.raw`\operatorname{rank}T(1)=n\ \text{on}\ \mathbb Z_n`,
  kind: "exhausted",
  engine: "the pixels that some pixel of the output reads",
  cases: [{ n: 2 }, { n: 3 }, { n: 8 }],
  parts: () => ({ outside: (x: number, n: number): number | undefined => x % n }),
  compute: ({ n }, { outside }) => rank(n, outside),
  routes: {
    // The powers of an invertible map are periodic: T(1)^n = 1.
    "the order of the cyclic group": ({ n }) => n,
  },
  nearMisses: () => ({
    "zero-filled": {
      why: "zeros come in at the edge: the first pixel is lost",
      change: { outside: () => undefined },
    },
    replicated: {
      why: "the last pixel repeated",
      change: { outside: (_: number, n: number) => n - 1 },
    },
  }),
});
