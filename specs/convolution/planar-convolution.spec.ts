import {
  equation,
  finiteGroups,
  fn,
  freeGroupModel,
  groupFunctions,
  predicate,
  stream,
  value,
} from "commute";
import type { Figure, Operations, Series, Term } from "commute";

type Grid = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;
type Signal = (x: G) => R;
type Argument = (X: Grid, x: G, y: G) => G;

const id = (conclusion: string): string => `convolution/planar-convolution/${conclusion}`;
const over = groupFunctions;
const minus: Argument = (X, x, y) => X.op(x, X.inv(y));
const flipped: Argument = (X, x, y) => X.op(y, X.inv(x));
const sum: Argument = (X, x, y) => X.op(x, y);

/** (f ∗ g)(x) = Σ_y f(y) g(x − y), or with another argument. */
const convolve =
  (X: Grid, f: Signal, g: Signal, argument: Argument = minus): Signal =>
  (x) =>
    X.sum((y) => X.mul(f(y), g(argument(X, x, y))));

const grid = {
  commutative: String.raw`the grid is an abelian group: $\mathbb Z^2$, $\mathbb Z^d$, or a torus`,
  "left-invariant": "the sum runs over all of the grid, and it converges",
};
const models = [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "C5"])];
const unknowns = () =>
  ({ f: fn(["G"], "R"), g: fn(["G"], "R"), h: fn(["G"], "R"), x: "G" }) as const;
const arguments_ = {
  flipped: { why: "ψ(y − x): the filter not turned round", change: { argument: flipped } },
  "kernel-of-the-sum": { why: "ψ(x + y) in place of ψ(x − y)", change: { argument: sum } },
};

export const commutative = equation({
  id: id("convolution-is-commutative"),
  states: String.raw`f*\psi=\psi*f\qquad(K=1)`,
  over,
  unknowns,
  assume: grid,
  parts: () => ({ argument: minus }),
  left: (X, { f, g, x }, p) => convolve(X, f, g, p.argument)(x),
  right: (X, { f, g, x }) => convolve(X, g, f)(x),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "S3"])],
  nearMisses: () => ({
    flipped: arguments_.flipped,
    "kernel-of-the-sum": arguments_["kernel-of-the-sum"],
    "not-abelian": { why: "any group, S3 for one", without: "commutative" },
    "weighted-pixels": { why: "pixels counted with weights", without: "left-invariant" },
  }),
});

export const associative = equation({
  id: id("convolution-is-associative"),
  states: String.raw`(f*g)*h=f*(g*h)`,
  over,
  unknowns,
  assume: grid,
  parts: () => ({ argument: minus }),
  left: (X, { f, g, h, x }, p) => convolve(X, convolve(X, f, g), h, p.argument)(x),
  right: (X, { f, g, h, x }) => convolve(X, f, convolve(X, g, h))(x),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "V4"])],
  nearMisses: () => arguments_,
});

export const bilinear = equation({
  id: id("convolution-is-bilinear"),
  states: String.raw`(f+g)*(\psi+\chi)=f*\psi+f*\chi+g*\psi+g*\chi`,
  over,
  unknowns: () => ({ ...unknowns(), k: fn(["G"], "R") }) as const,
  assume: grid,
  parts: () => ({ argument: minus }),
  left: (X, { f, g, h, k, x }, p) =>
    convolve(
      X,
      (y) => X.add(f(y), g(y)),
      (y) => X.add(h(y), k(y)),
      p.argument,
    )(x),
  right: (X, { f, g, h, k, x }) =>
    X.add(...[f, g].flatMap((a) => [h, k].map((b) => convolve(X, a, b)(x)))),
  models,
  nearMisses: () => arguments_,
});

/** What a library computes is the convolution with the filter turned round: one class of functions. */
export const library = equation({
  id: id("library-layer-is-convolution-with-the-turned-filter"),
  states: String.raw`\sum_y\sum_k f_k(y)\,\psi_k(y-x)=[f*\psi^\vee](x),\qquad\psi^\vee(z)=\psi(-z)`,
  over,
  unknowns: () => ({ f: fn(["G", "K"], "R"), psi: fn(["G", "K"], "R"), x: "G", k: "K" }) as const,
  assume: grid,
  parts: (X, { psi }) => ({
    turned: (z: G, k: Term<"K">): R => psi(X.inv(z), k),
    channels: (term: (k: Term<"K">) => R): R => X.sumChannels(term),
  }),
  left: (X, { f, psi, x }) =>
    X.sum((y) => X.sumChannels((k) => X.mul(f(y, k), psi(flipped(X, x, y), k)))),
  right: (X, { f, x }, p) =>
    X.sum((y) => p.channels((k) => X.mul(f(y, k), p.turned(minus(X, x, y), k)))),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "S3"], [1, 2])],
  nearMisses: (_, { psi, k }) => ({
    flipped: {
      why: "the filter not turned round",
      change: { turned: (z: G, c: Term<"K">): R => psi(z, c) },
    },
    "channels-not-summed": {
      why: "Σ_k left out: one channel of several",
      change: { channels: (term: (c: Term<"K">) => R): R => term(k) },
    },
  }),
});

/** Functions on Z_n as numbers, and ‖·‖ to a power at which it is an integer. */
const circular = (f: readonly number[], g: readonly number[]): number[] =>
  f.map((_, x) => f.reduce((s, v, y) => s + v * g[(x - y + f.length) % f.length], 0));
const norms = {
  one: (f: readonly number[]): number => f.reduce((s, v) => s + Math.abs(v), 0),
  twoSquared: (f: readonly number[]): number => f.reduce((s, v) => s + v * v, 0),
  max: (f: readonly number[]): number => Math.max(...f.map(Math.abs)),
};

function* pairs(n: number): Generator<readonly [number[], number[]]> {
  const all = Array.from({ length: 3 ** n }, (_, i) =>
    Array.from({ length: n }, (_, k) => (Math.floor(i / 3 ** k) % 3) - 1),
  );
  for (const f of all) for (const g of all) yield [f, g];
}

/** Young's inequality for p = 1, 2, ∞, the middle one squared. */
export const young = predicate({
  id: id("youngs-inequality"),
  states: String.raw`\|f*\psi\|_p\le\|f\|_p\,\|\psi\|_1\qquad p\in\{1,2,\infty\}`,
  rests: [{ lemma: "Young's inequality for all p: Folland, Real Analysis, 8.7" }],
  parts: () => ({ psi: norms.one }),
  models: [2, 3].map((n) => ({
    kind: "exhausted" as const,
    name: `all f, ψ with values −1, 0, 1 on Z_${n}`,
    scope: `${9 ** n} pairs`,
    *decideAll(p: { psi: (g: readonly number[]) => number }) {
      for (const [f, g] of pairs(n)) {
        const y = circular(f, g);
        const sides = [
          ["p = 1", norms.one(y), norms.one(f) * p.psi(g)],
          ["p = 2, squared", norms.twoSquared(y), norms.twoSquared(f) * p.psi(g) ** 2],
          ["p = ∞", norms.max(y), norms.max(f) * p.psi(g)],
        ] as const;
        const worse = sides.find(([, left, right]) => left > right);
        yield worse === undefined
          ? { holds: true as const }
          : {
              fails: {
                says: worse[0],
                values: { f: f.join(", "), ψ: g.join(", ") },
                left: String(worse[1]),
                right: String(worse[2]),
              },
            };
      }
    },
  })),
  nearMisses: () => ({
    "maximum-of-the-filter": { why: "‖ψ‖_∞ in place of ‖ψ‖₁", change: { psi: norms.max } },
    "two-norm-of-the-filter": {
      why: "‖ψ‖₂ in place of ‖ψ‖₁",
      change: { psi: (g: readonly number[]) => Math.sqrt(norms.twoSquared(g)) },
    },
    "sum-of-the-filter": {
      why: "|Σψ| in place of Σ|ψ|",
      change: { psi: (g: readonly number[]) => Math.abs(g.reduce((a, b) => a + b, 0)) },
    },
  }),
});

/** Integer pictures on Z_n², drawn once. */
const drawn = (n: number, label: string): bigint[] => {
  const s = stream("1", "planar convolution", label);
  return Array.from({ length: n * n }, () => BigInt(s.integer(-99, 99)));
};
type Index = (x: number, y: number, n: number) => number;
const difference: Index = (x, y, n) => (x - y + n) % n;
const byDefinition = (n: number, argument: Index): bigint[] => {
  const [f, g] = [drawn(n, "f"), drawn(n, "ψ")];
  const at = (x: number, y: number): number =>
    argument(Math.floor(x / n), Math.floor(y / n), n) * n + argument(x % n, y % n, n);
  return f.map((_, x) => f.reduce((s, v, y) => s + v * g[at(x, y)], 0n));
};

/** Kronecker: z₁ = 2^b and z₂ = 2^(b(2n)) make each polynomial one integer, and one product does it. */
function byOneProduct(n: number): bigint[] {
  const bits = 32n;
  const place = (i: number, j: number): bigint => bits * BigInt(i * 2 * n + j);
  const pack = (f: readonly bigint[]): bigint =>
    f.reduce((s, v, x) => s + (v << place(Math.floor(x / n), x % n)), 0n);
  let rest = pack(drawn(n, "f")) * pack(drawn(n, "ψ"));
  const out = Array<bigint>(n * n).fill(0n);
  for (let i = 0; i < 2 * n; i++)
    for (let j = 0; j < 2 * n; j++) {
      const digit = BigInt.asIntN(Number(bits), rest);
      rest = (rest - digit) >> bits;
      out[(i % n) * n + (j % n)] += digit;
    }
  return out;
}

/** Over GF(p), p ≡ 1 mod n: transform, multiply, transform back; |value| < p/2 gives the integer. */
function byTransform(n: number): bigint[] {
  const p = 2n ** 61n - 1n; // p − 1 = 2·3²·5²·7·11·13·…, so n may be 2, 3, 5, 6, 7, 9, 10, …
  const power = (a: bigint, k: bigint): bigint => {
    let [result, base] = [1n, a];
    for (let e = k; e > 0n; e >>= 1n, base = (base * base) % p)
      if (e & 1n) result = (result * base) % p;
    return result;
  };
  let w = 1n;
  for (
    let a = 2n;
    Array.from({ length: n - 1 }, (_, k) => power(w, BigInt(k + 1))).includes(1n);
    a++
  )
    w = power(a, (p - 1n) / BigInt(n));
  const transform = (f: readonly bigint[], root: bigint): bigint[] =>
    f.map((_, k) =>
      f.reduce((s, v, x) => {
        const phase = Math.floor(k / n) * Math.floor(x / n) + (k % n) * (x % n);
        return (s + v * power(root, BigInt(phase % n))) % p;
      }, 0n),
    );
  const [a, b] = [transform(drawn(n, "f"), w), transform(drawn(n, "ψ"), w)];
  const back = transform(
    a.map((v, k) => (v * b[k]) % p),
    power(w, BigInt(n - 1)),
  );
  const scale = power(BigInt(n * n), p - 2n);
  return back.map((v) => {
    const r = (((v * scale) % p) + p) % p;
    return r > p / 2n ? r - p : r;
  });
}

export const threeWays = value({
  id: id("definition-transform-and-integer-product-agree"),
  states: String.raw`f*\psi=\mathcal F^{-1}(\mathcal Ff\cdot\mathcal F\psi)\quad\text{on }\mathbb Z_n^2,\ \text{integers}`,
  kind: "exhausted",
  engine: "the definition, at every pixel",
  cases: [{ n: 3 }, { n: 5 }, { n: 6 }],
  parts: () => ({ argument: difference }),
  compute: ({ n }, { argument }) => byDefinition(n, argument).join(" "),
  routes: {
    "the Fourier transform over GF(2^61 − 1)": ({ n }) => byTransform(n).join(" "),
    "one product of two integers": ({ n }) => byOneProduct(n).join(" "),
  },
  nearMisses: () => ({
    flipped: { why: "ψ(y − x)", change: { argument: (x, y, n) => (y - x + n) % n } },
    "kernel-of-the-sum": { why: "ψ(x + y)", change: { argument: (x, y, n) => (x + y) % n } },
  }),
  figures: () => [slidingKernel()],
});

function slidingKernel(): Figure {
  const n = 7;
  const bright = [8, 9, 10, 15, 22, 23, 24, 29, 36];
  const f = Array.from({ length: n * n }, (_, x) => Number(bright.includes(x)));
  const psi = [1, 2, 3, 0, 0, 0, 0, 0, 0];
  const cells = (panel: string, values: readonly number[], side: number): Series => ({
    ...{ name: "value", panel, mark: "cells", value: [...values] },
    x: values.map((_, x) => x % side),
    y: values.map((_, x) => String(Math.floor(x / side))),
  });
  const through = (argument: Index): number[] =>
    f.map((_, x) =>
      f.reduce((s, v, y) => {
        const [i, j] = [
          argument(Math.floor(x / n), Math.floor(y / n), n),
          argument(x % n, y % n, n),
        ];
        const [a, b] = [(i + 1) % n, (j + 1) % n];
        return s + (a < 3 && b < 3 ? v * psi[3 * a + b] : 0);
      }, 0),
    );
  return {
    id: "sliding-kernel",
    caption: String.raw`A letter $f$ on the torus of $7\times7$ pixels; a filter with weights 1, 2, 3 in the row above its centre; $f*\psi$ by the definition; and the correlation $\sum_yf(y)\psi(y-x)$ that libraries compute. The convolution moves the letter up and turns nothing round; the correlation moves it down and mirrors the weights.`,
    description:
      "Four pictures: the letter F, a 3 by 3 filter with weights 1, 2, 3 in its first row, the letter smeared and moved up, the letter smeared the other way and moved down.",
    axes: { x: "column", y: "row" },
    series: [
      cells("$f$", f, n),
      cells(String.raw`$\psi$`, psi, 3),
      cells(String.raw`$f*\psi$`, through(difference), n),
      cells(
        String.raw`correlation`,
        through((x, y, m) => (y - x + m) % m),
        n,
      ),
    ],
  };
}
