import {
  amount,
  binomial,
  couplingDimension,
  deciding,
  equation,
  freeScalarModel,
  gaussianIntegers as Z,
  infinitesimalRule,
  invariantWeights,
  matrixElementProduct,
  predicate,
  quaternion,
  quaternionNorm,
  rational,
  rowRecurrence,
  sampledScalars,
  scalars,
  showRational,
  timesQuaternion,
  value,
  wignerByDegree,
  wignerByRow,
  wignerBySum,
} from "commute";
import type {
  Decision,
  Figure,
  GaussianMatrix,
  InfinitesimalRule,
  IntegerQuaternion,
  RowRecurrence,
  Term,
  Work,
} from "commute";

const id = (conclusion: string): string => `homogeneous/wigner-matrices/${conclusion}`;
type R = Term<"R">;

/** n = 2ℓ to 40; all of them where there is time. */
const degreesAt = ({ effort }: Work): readonly number[] =>
  amount(effort, { quick: 0, default: 0, deep: 1 }) === 1
    ? Array.from({ length: 40 }, (_, k) => k + 1)
    : [1, 2, 3, 4, 7, 20, 40];

/** One of norm 2 and two of others, with no entry 0 and none real, but for the last. */
const quaternions: readonly IntegerQuaternion[] = [
  quaternion(1, 1, 1, -1),
  quaternion(2, -1, 1, 3),
  quaternion(2, 0, 1, 0),
];
const named = ({ a, b }: IntegerQuaternion): string => `a = ${Z.show(a)}, b = ${Z.show(b)}`;

/** The first entry in which two matrices differ. */
function difference(A: GaussianMatrix, B: GaussianMatrix, says: string): Decision {
  for (let i = 0; i < A.length; i++)
    for (let k = 0; k < A.length; k++)
      if (!Z.eq(A[i][k], B[i][k]))
        return {
          fails: {
            says,
            values: { row: String(i), column: String(k) },
            left: Z.show(A[i][k]),
            right: Z.show(B[i][k]),
          },
        };
  return { holds: true };
}

type Times = (A: GaussianMatrix, B: GaussianMatrix) => GaussianMatrix;
const times: Times = (A, B) =>
  A.map((row) =>
    B[0].map((_, k) => row.reduce((sum, x, i) => Z.add(sum, Z.mul(x, B[i][k])), Z.zero)),
  );
const adjoint = (A: GaussianMatrix): GaussianMatrix =>
  A[0].map((_, k) => A.map((row) => Z.conj(row[k])));
const transposed = (A: GaussianMatrix): GaussianMatrix =>
  A[0].map((_, k) => A.map((row) => row[k]));

interface Recurrences {
  readonly row: RowRecurrence;
}
const against = (name: string, other: (n: number, g: IntegerQuaternion) => GaussianMatrix) =>
  deciding<readonly [number, IntegerQuaternion], Recurrences>({
    kind: "exhausted",
    name: `three terms in the row against ${name}`,
    scope: "every entry, n = 2ℓ to 40, three quaternions, in Z[i]",
    *cases(work) {
      for (const n of degreesAt(work)) for (const g of quaternions) yield [n, g];
    },
    decide: ([n, g], { row }) =>
      difference(wignerByRow(n, g, row), other(n, g), `n = ${n}, ${named(g)}`),
  });

export const recurrences = predicate<Recurrences>({
  id: id("recurrences-agree"),
  states: String.raw`D^\ell\ \text{by degree}=D^\ell\ \text{by row}=\sum_s\tbinom{n-k}{i-s}\tbinom ks\,a^{n-k-i+s}\,b^{i-s}(-\bar b)^{k-s}\,\bar a^s,\qquad n=2\ell\le40`,
  parts: () => ({ row: rowRecurrence }),
  models: [
    against("one degree after the other", wignerByDegree),
    against("Wigner's sum", wignerBySum),
  ],
  nearMisses: () => ({
    "sign-of-the-diagonal": {
      why: "|b|² − |a|² in place of |a|² − |b|²",
      change: { row: { ...rowRecurrence, sign: -1n } },
    },
    "factor-of-the-row-above": {
      why: "n − i in place of n − i + 1",
      change: { row: { ...rowRecurrence, above: (n, i) => n - i } },
    },
  }),
});

interface Products {
  readonly together: (g: IntegerQuaternion, h: IntegerQuaternion) => IntegerQuaternion;
  readonly second: (A: GaussianMatrix) => GaussianMatrix;
}
export const homomorphism = predicate<Products>({
  id: id("products-go-to-products"),
  states: String.raw`D^\ell(gh)=D^\ell(g)\,D^\ell(h),\qquad2\ell\le40`,
  parts: () => ({ together: timesQuaternion, second: (A) => A }),
  models: [
    deciding<number, Products>({
      kind: "exhausted",
      name: "products of integer matrices",
      scope: "every entry, n = 2ℓ to 40, in Z[i]",
      cases: degreesAt,
      decide: (n, { together, second }) => {
        const [g, h] = quaternions;
        return difference(
          wignerByDegree(n, together(g, h)),
          times(wignerByDegree(n, g), second(wignerByDegree(n, h))),
          `n = ${n}, g: ${named(g)}; h: ${named(h)}`,
        );
      },
    }),
  ],
  nearMisses: () => ({
    "other-order": { why: "D(hg)", change: { together: (g, h) => timesQuaternion(h, g) } },
    transposed: { why: "D(h) transposed", change: { second: transposed } },
    "inverse-of-one": {
      why: "h⁻¹ in place of h on one side",
      change: {
        together: (g, h) => timesQuaternion(g, { a: Z.conj(h.a), b: Z.neg(h.b) }),
      },
    },
  }),
});

/** Sym^n of a 2 × 2 matrix of letters. */
export const forLetters = equation({
  id: id("symmetric-powers-of-all-matrices"),
  states: String.raw`\operatorname{Sym}^n(gh)=\operatorname{Sym}^n(g)\operatorname{Sym}^n(h)\quad\text{for all }2\times2\text{ matrices}`,
  over: scalars,
  configurations: [{ n: 1 }, { n: 2 }, { n: 3 }],
  unknowns: () => ({ a: "R", b: "R", c: "R", d: "R", p: "R", q: "R", r: "R", s: "R" }) as const,
  parts: (X, _, { n }) => ({
    entry: (g: readonly R[], i: number, k: number): R => {
      const terms: R[] = [];
      for (let s = Math.max(0, i + k - n); s <= Math.min(i, k); s++) {
        const count = binomial(n - k, i - s) * binomial(k, s);
        const powers = [n - k - i + s, k - s, i - s, s].map((e, v) => X.power(e, g[v]));
        terms.push(X.mul(X.rational(count), ...powers));
      }
      return terms.reduce((x, y) => X.add(x, y));
    },
    product: ([a, b, c, d]: readonly R[], [p, q, r, s]: readonly R[]): R[] => [
      X.add(X.mul(a, p), X.mul(b, r)),
      X.add(X.mul(a, q), X.mul(b, s)),
      X.add(X.mul(c, p), X.mul(d, r)),
      X.add(X.mul(c, q), X.mul(d, s)),
    ],
  }),
  left: (_, u, p, { n }) => {
    const both = p.product([u.a, u.b, u.c, u.d], [u.p, u.q, u.r, u.s]);
    return places(n).map(([i, k]) => p.entry(both, i, k));
  },
  right: (X, u, p, { n }) => {
    const [g, h] = [[u.a, u.b, u.c, u.d], [u.p, u.q, u.r, u.s]]; // prettier-ignore
    return places(n).map(([i, k]) =>
      Array.from({ length: n + 1 }, (_, m) => X.mul(p.entry(g, i, m), p.entry(h, m, k))).reduce(
        (x, y) => X.add(x, y),
      ),
    );
  },
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (X, u) => ({
    "other-order": {
      why: "hg in place of gh",
      change: {
        product: ([p, q, r, s]: readonly R[], [a, b, c, d]: readonly R[]): R[] => [
          X.add(X.mul(a, p), X.mul(b, r)),
          X.add(X.mul(a, q), X.mul(b, s)),
          X.add(X.mul(c, p), X.mul(d, r)),
          X.add(X.mul(c, q), X.mul(d, s)),
        ],
      },
    },
    "one-entry": {
      why: "a + 1 in place of the first entry of gh",
      change: {
        product: (): R[] => [X.add(u.a, X.rational(1)), u.b, u.c, u.d],
      },
    },
  }),
});

function places(n: number): readonly (readonly [number, number])[] {
  const all = Array.from({ length: n + 1 }, (_, i) => i);
  return all.flatMap((i) => all.map((k) => [i, k] as const));
}

interface Form {
  readonly weights: (n: number) => readonly bigint[];
  readonly star: (A: GaussianMatrix) => GaussianMatrix;
}
export const unitary = predicate<Form>({
  id: id("weighted-form-is-invariant"),
  states: String.raw`D^\ell(g)^\dagger\,W\,D^\ell(g)=N^{2\ell}\,W,\qquad W=\operatorname{diag}\bigl(i!\,(2\ell-i)!\bigr),\quad2\ell\le40`,
  parts: () => ({ weights: invariantWeights, star: adjoint }),
  models: [
    deciding<readonly [number, IntegerQuaternion], Form>({
      kind: "exhausted",
      name: "products of integer matrices",
      scope: "every entry, n = 2ℓ to 40, in Z[i]",
      *cases(work) {
        for (const n of degreesAt(work))
          for (const g of n === 40 ? quaternions.slice(0, 1) : quaternions) yield [n, g];
      },
      decide: ([n, g], { weights, star }) => {
        const D = wignerByDegree(n, g);
        const w = weights(n).map((re) => ({ re, im: 0n }));
        const W = D.map((row, i) => row.map((x) => Z.mul(w[i], x)));
        const norm = quaternionNorm(g) ** BigInt(n);
        const expected = D.map((row, i) =>
          row.map((_, k) => (i === k ? { re: w[i].re * norm, im: 0n } : Z.zero)),
        );
        return difference(times(star(D), W), expected, `n = ${n}, ${named(g)}`);
      },
    }),
  ],
  nearMisses: () => ({
    "without-weights": {
      why: "W = 1: right for n = 1 alone",
      change: { weights: (n) => Array.from({ length: n + 1 }, () => 1n) },
    },
    "weights-upside-down": {
      why: "binomial coefficients in place of i!(n − i)!",
      change: { weights: (n) => Array.from({ length: n + 1 }, (_, i) => binomial(n, i)) },
    },
    "transpose-for-adjoint": {
      why: "Dᵀ: a real quaternion cannot see it",
      change: { star: transposed },
    },
  }),
  figures: () => [bands()],
});

const pairs = [0, 1, 2, 3].flatMap((n) => [0, 1, 2, 3].map((m) => ({ n, m })));
export const orthogonality = value({
  id: id("matrix-elements-are-orthogonal"),
  states: String.raw`\int_{SU(2)}\overline{D^\ell_{ik}}\,D^{\ell'}_{jl}\,dg=\frac{\delta_{\ell\ell'}\,\delta_{ij}\,\delta_{kl}}{2\ell+1}\cdot\frac{w_k}{w_i}`,
  kind: "proved",
  engine: "moments of the sphere |a|² + |b|² = 1, exactly",
  cases: pairs,
  parts: () => ({ conjugated: true }),
  compute: ({ n, m }, { conjugated }) => {
    const found = places(n).flatMap(([i, k]) =>
      places(m).map(([j, l]) => ({
        same: n === m && i === j && k === l,
        integral: showRational(matrixElementProduct([n, i, k], [m, j, l], conjugated)),
      })),
    );
    const stated = found.filter(({ same }) => same).map(({ integral }) => integral);
    const others = found.filter(({ same, integral }) => !same && integral !== "0");
    return `${others.length} others; ${stated.join(" ")}`;
  },
  routes: {
    "Schur's relations": ({ n, m }) => {
      const w = invariantWeights(n);
      const stated = n === m ? places(n) : [];
      return `0 others; ${stated
        .map(([i, k]) => showRational(rational(w[k], w[i] * BigInt(n + 1))))
        .join(" ")}`;
    },
  },
  nearMisses: () => ({
    "not-conjugated": { why: "∫ D D' in place of ∫ D̄ D'", change: { conjugated: false } },
  }),
});

const couplings = [
  [1, 1, 0],
  [1, 1, 1],
  [1, 1, 2],
  [1, 1, 3],
  [2, 1, 2],
  [2, 2, 3],
  [0.5, 1, 0.5],
  [0.5, 1, 1.5],
  [1.5, 1, 3.5],
  [0.5, 1, 1],
  [3, 2, 4],
] as const;
const rules = (
  misses: Readonly<Record<string, readonly [why: string, change: Partial<InfinitesimalRule>]>>,
): Record<string, { why: string; change: { rule: InfinitesimalRule } }> =>
  Object.fromEntries(
    Object.entries(misses).map(([name, [why, change]]) => [
      name,
      { why, change: { rule: { ...infinitesimalRule, ...change } } },
    ]),
  );
/** How often the weight w occurs in V_j ⊗ V_l. */
const weightCount = (j: number, l: number, w: number): number => {
  let count = 0;
  for (let m = -j; m <= j; m++) if (Math.abs(w - m) <= l && Number.isInteger(w - m - l)) count++;
  return count;
};

export const wignerEckart = value({
  id: id("coupling-is-unique"),
  states: String.raw`\dim\operatorname{Hom}_{SU(2)}(V_j\otimes V_\ell,V_{\ell'})=\begin{cases}1&|j-\ell|\le\ell'\le j+\ell,\ j+\ell+\ell'\in\mathbb Z\\0&\text{else}\end{cases}`,
  kind: "proved",
  engine: "exact null space of E and F on weight 0",
  cases: couplings.map(([j, l, to]) => ({ j, l, to })),
  parts: () => ({ rule: infinitesimalRule }),
  compute: ({ j, l, to }, { rule }) => couplingDimension(j, l, to, rule),
  routes: {
    "the triangle": ({ j, l, to }) =>
      Number(Number.isInteger(j + l + to) && to >= Math.abs(j - l) && to <= j + l),
    "highest weights: those of weight ℓ' less those of weight ℓ' + 1": ({ j, l, to }) =>
      weightCount(j, l, to) - weightCount(j, l, to + 1),
  },
  nearMisses: () =>
    rules({
      "input-not-turned": ["SU(2) acts on V_j and V_ℓ' alone", { input: 0 }],
      "field-not-turned": ["SU(2) acts on V_ℓ and V_ℓ' alone", { point: 0 }],
    }),
});

/** |D_ik|² w_i / (w_k Nⁿ), the squares of the entries of the unitary matrix. */
function bands(): Figure {
  const n = 40;
  const g = quaternion(2, 0, 1, 0);
  const [D, w, norm] = [wignerByDegree(n, g), invariantWeights(n), quaternionNorm(g) ** 40n];
  const scale = 10n ** 18n;
  const cells = places(n).map(([i, k]) => {
    const { re } = D[i][k];
    const square = Number((re * re * w[i] * scale) / (w[k] * norm)) / 1e18;
    return (re < 0n ? -1 : 1) * Math.sqrt(square);
  });
  return {
    id: "bands",
    caption: String.raw`$D^{20}$ of the turn by $\beta=2\arctan\frac12$ about the $y$ axis, 41 by 41 real entries. They oscillate inside an ellipse and vanish outside: a vector of length $\ell$ with height $m$ has, after the turn, heights between $\ell\cos(\theta+\beta)$ and $\ell\cos(\theta-\beta)$, where $m=\ell\cos\theta$.`,
    description:
      "A 41 by 41 table that is nearly 0 in the corners off the diagonal, with an oscillating pattern inside a tilted ellipse and its largest entries along the ellipse.",
    axes: { x: String.raw`$m$`, y: String.raw`$m'$` },
    series: [
      {
        ...{ name: "entry", mark: "cells", value: cells },
        x: places(n).map(([, k]) => n / 2 - k),
        y: places(n).map(([i]) => String(n / 2 - i)),
      },
    ],
  };
}
