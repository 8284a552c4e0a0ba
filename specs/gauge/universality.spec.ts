import {
  deciding,
  estimate,
  haarTraceMoment,
  haarUnitary,
  predicate,
  quoted,
  squaresOfDimensions,
  traceGramRank,
  traceMonomialRank,
  value,
  withoutDecreasing,
} from "commute";
import type { Decision, Figure, Stream } from "commute";

const cases = [
  { M: 1, n: 3 },
  ...[2, 3, 4, 5].map((n) => ({ M: 2, n })),
  ...[2, 3, 4, 5].map((n) => ({ M: 3, n })),
];

export const rank = value({
  id: "gauge/universality/independent-trace-monomials",
  states: String.raw`\dim\operatorname{span}\{T_\sigma:\sigma\in S_n\}=\#\{\sigma\in S_n:\text{no decreasing subsequence longer than }M\}`,
  kind: "proved",
  engine: "rank over Q of the coefficients in the products of entries",
  cases,
  parts: () => ({ rank: (n: number, M: number): number => traceMonomialRank(n, M) }),
  compute: ({ M, n }, p) => p.rank(n, M),
  routes: {
    "permutations without a decreasing subsequence of length M + 1": ({ M, n }) =>
      withoutDecreasing(n, M + 1),
    "squares of the numbers of standard tableaux with at most M rows": ({ M, n }) =>
      squaresOfDimensions(n, M),
    "OEIS A000108 and A005802": ({ M, n }) =>
      [
        [1, 1, 1, 1],
        [2, 5, 14, 42],
        [2, 6, 23, 103],
      ][M - 1][n - 2],
  },
  nearMisses: () => ({
    "separate-traces-only": {
      why: "products of traces of single matrices only",
      change: { rank: (n: number, M: number): number => traceMonomialRank(n, M, 1) },
    },
    "words-of-two": {
      why: "words of at most two letters",
      change: { rank: (n: number, M: number): number => traceMonomialRank(n, M, 2) },
    },
    "no-identity": {
      why: String.raw`$n!$: all independent, which holds for $n\le M$ only`,
      change: { rank: (n: number): number => squaresOfDimensions(n, n) },
    },
    "one-size-less": {
      why: "matrices of size M − 1",
      change: {
        rank: (n: number, M: number): number => (M === 1 ? 0 : traceMonomialRank(n, M - 1)),
      },
    },
  }),
  figures: () => [ranks()],
});

/** Ranks for M = 1, 2, 3, beside n!. */
function ranks(): Figure {
  const n = [1, 2, 3, 4, 5];
  const log = (x: number): number => Math.log10(x);
  return {
    id: "ranks",
    caption: String.raw`How many of the $n!$ multilinear trace monomials in $n$ matrices of size $M$ are linearly independent, on a logarithmic scale. Up to $n=M$ all are; at $n=M+1$ the identity of Cayley and Hamilton is the first to hold between them.`,
    description:
      "For M = 1 always 1; for M = 2 the Catalan numbers 1, 2, 5, 14, 42; for M = 3: 1, 2, 6, 23, 103; n! is 1, 2, 6, 24, 120.",
    axes: { x: "n", y: "log₁₀ of the rank" },
    series: [
      { name: "n!", mark: "line", x: n, y: n.map((k) => log(squaresOfDimensions(k, k))) },
      ...[1, 2, 3].map((M) => ({
        name: `M = ${M}`,
        mark: "points" as const,
        x: n,
        y: n.map((k) => log(squaresOfDimensions(k, M))),
      })),
    ],
  };
}

export const moments = value({
  id: "gauge/universality/haar-trace-moments",
  states: String.raw`\int_{U(M)}|\operatorname{Tr}U|^{2n}\,dU=\#\{\sigma\in S_n:\text{no decreasing subsequence longer than }M\}`,
  kind: "proved",
  engine: "constant term of Weyl's integration formula",
  cases,
  parts: () => ({ moment: (n: number, M: number): number => haarTraceMoment(n, M) }),
  compute: ({ M, n }, p) => p.moment(n, M),
  routes: {
    "permutations without a decreasing subsequence of length M + 1": ({ M, n }) =>
      withoutDecreasing(n, M + 1),
    "rank of the trace monomials": ({ M, n }) => traceGramRank(n, M),
  },
  nearMisses: () => ({
    "torus-alone": {
      why: "the mean over diagonal matrices, without Weyl's density",
      change: { moment: (n: number, M: number): number => haarTraceMoment(n, M, "torus") },
    },
    "independent-of-M": {
      why: String.raw`$n!$, the moment of a complex Gaussian: right for $n\le M$ only`,
      change: { moment: (n: number): number => squaresOfDimensions(n, n) },
    },
  }),
});

export const sampledMoment = estimate({
  id: "gauge/universality/haar-trace-moment-sampled",
  states: String.raw`\mathbb E|\operatorname{Tr}U|^4=2\quad\text{for Haar } U\in U(2)`,
  model: "Haar unitary 2×2 matrices, CPU doubles",
  parts: () => ({ power: 4, entries: [0, 3] as readonly number[] }),
  statistic: (s: Stream, p) => {
    const U = haarUnitary(s, 2);
    const part = (x: Float64Array): number => p.entries.reduce((sum, at) => sum + x[at], 0);
    return Math.hypot(part(U.re), part(U.im)) ** p.power;
  },
  range: [0, 16],
  mean: 2,
  samples: { quick: 3000, default: 3000, deep: 200_000 },
  nearMisses: () => ({
    "one-entry": { why: "an entry in place of the trace", change: { entries: [0] } },
    "second-moment": {
      why: String.raw`$|\operatorname{Tr}U|^2$, whose mean is 1`,
      change: { power: 2 },
    },
  }),
  rests: [{ claim: "gauge/universality/haar-trace-moments" }],
});

export const generators = value({
  id: "gauge/universality/words-of-three-generate-for-two-by-two",
  states: String.raw`M=2:\quad\text{words of at most three letters span all of degree }3,4,5\text{; of two, not}`,
  kind: "proved",
  engine: "rank over Q of the coefficients in the products of entries",
  cases: [
    { n: 3, d: 2, spans: "no" },
    { n: 3, d: 3, spans: "yes" },
    { n: 4, d: 2, spans: "no" },
    { n: 4, d: 3, spans: "yes" },
    { n: 5, d: 3, spans: "yes" },
  ],
  parts: () => ({ M: 2, longest: (d: number): number => d }),
  compute: ({ n, d }, p) =>
    traceMonomialRank(n, p.M, p.longest(d)) === traceMonomialRank(n, p.M) ? "yes" : "no",
  routes: {
    "table: N(2) = 3 (Procesi 1976; Razmyslov 1974)": ({ spans }) => spans,
    "Gram matrix of the shorter ones against tableaux": ({ n, d }) =>
      traceGramRank(n, 2, d) === squaresOfDimensions(n, 2) ? "yes" : "no",
  },
  nearMisses: () => ({
    "three-by-three": {
      why: "matrices of size 3, for which words of six letters are needed",
      change: { M: 3 },
    },
    "words-of-two": { why: "words of two letters", change: { longest: () => 2 } },
  }),
});

type Gaussian = readonly [number, number];
type Small = readonly (readonly Gaussian[])[];
const times = (a: Small, b: Small): Small =>
  a.map((row) =>
    row.map((_, j) =>
      row.reduce<Gaussian>(
        ([re, im], [x, y], k) => [
          re + x * b[k][j][0] - y * b[k][j][1],
          im + x * b[k][j][1] + y * b[k][j][0],
        ],
        [0, 0],
      ),
    ),
  );
const trace = (a: Small): string => {
  const [re, im] = [0, 1].map((part) => a[0][0][part] + a[1][1][part]);
  return `${re}${im === 0 ? "" : ` + ${im}i`}`;
};
const [zero, one, minus, i, back]: readonly Gaussian[] = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
const x: Small = [
  [zero, one],
  [one, zero],
];
const y: Small = [
  [zero, back],
  [i, zero],
];
const z: Small = [
  [one, zero],
  [zero, minus],
];
const minusZ: Small = [
  [minus, zero],
  [zero, one],
];

const wordsOf = (letters: number, length: number): number[][] =>
  length === 0
    ? [[]]
    : wordsOf(letters, length - 1).flatMap((w) =>
        Array.from({ length: letters }, (_, k) => [...w, k]),
      );
/** All words of one to `longest` letters, as lists of the numbers of the letters. */
const words = (letters: number, longest: number): number[][] =>
  Array.from({ length: longest }, (_, l) => wordsOf(letters, l + 1)).flat();

interface Invariants {
  /** The words whose traces are compared. */
  readonly words: (letters: number) => readonly (readonly number[])[];
}

/** Two pairs of tuples of unitary matrices in different orbits. */
const pairs: readonly {
  readonly name: string;
  readonly first: Small[];
  readonly second: Small[];
}[] = [
  { name: "(σz, σz) and (σz, σx)", first: [z, z], second: [z, x] },
  { name: "(σx, σy, σz) and (σx, σy, −σz)", first: [x, y, z], second: [x, y, minusZ] },
];

const separated = (pair: (typeof pairs)[number], { words: chosen }: Invariants): Decision => {
  const traces = (tuple: readonly Small[]): string[] =>
    chosen(tuple.length).map((w) => trace(w.map((k) => tuple[k]).reduce(times)));
  const [left, right] = [traces(pair.first), traces(pair.second)];
  if (left.some((value, at) => value !== right[at])) return { holds: true };
  return {
    fails: {
      says: `${pair.name} have the same traces`,
      values: { pair: pair.name, words: String(left.length) },
      left: left.join(", "),
      right: right.join(", "),
    },
  };
};

const pauli = (which: readonly number[]) => [
  deciding({
    kind: "exhausted",
    name: "Pauli matrices",
    scope: which.map((k) => pairs[k].name).join("; "),
    cases: () => which.map((k) => pairs[k]),
    decide: separated,
  }),
];

/** Every letter by itself, to all powers up to three. */
const separate = (letters: number): number[][] =>
  Array.from({ length: letters }, (_, k) => [[k], [k, k], [k, k, k]]).flat();

export const separation = predicate({
  id: "gauge/universality/words-of-three-letters-separate-pauli-tuples",
  states: String.raw`(\sigma_z,\sigma_z)\not\sim(\sigma_z,\sigma_x),\ (\sigma_x,\sigma_y,\sigma_z)\not\sim(\sigma_x,\sigma_y,-\sigma_z)\text{ by words of three letters}`,
  parts: (): Invariants => ({ words: (letters) => words(letters, 3) }),
  models: pauli([0, 1]),
  nearMisses: () => ({
    "separate-traces-only": {
      why: String.raw`traces of powers of each matrix by itself: they do not see $\operatorname{Tr}AB=2$ against $0$`,
      change: { words: separate },
    },
    "words-of-two": {
      why: String.raw`words of at most two letters: they do not see $\operatorname{Tr}\sigma_x\sigma_y\sigma_z=2i$ against $-2i$`,
      change: { words: (letters: number) => words(letters, 2) },
    },
  }),
});

interface Approximation {
  /** The error that is to become small, of the partial sum of degree n. */
  readonly error: (n: number) => number;
}

/** b_k of S_n = Σ_{k ≤ n} b_k Im W^k, the partial sum of Im log W. */
const coefficient = (k: number): number => (k % 2 === 1 ? 2 : -2) / k;
const degrees = Array.from({ length: 64 }, (_, k) => k + 1);
/** Im (−1)^k by repeated multiplication of Gaussian integers. */
const imaginaryPower = (k: number): number =>
  Array.from({ length: k }).reduce<Gaussian>(([re, im]) => [0 - re, 0 - im], one)[1];
/** At W = −1, where Im W^k is exactly 0 and Im log W = π: the error there is no more than the largest. */
const errorAtMinusOne = (n: number): number =>
  Math.PI - degrees.slice(0, n).reduce((sum, k) => sum + coefficient(k) * imaginaryPower(k), 0);
/** (1/2π)∫(θ − S_n)² dθ = Σ_{k>n} 2/k² < 2/n. */
const meanSquare = (n: number): number => 2 / n;

export const printed = predicate({
  id: "gauge/universality/arbitrary-invariant-functions-are-approximated",
  states: String.raw`\min_{n\le64}\ \max_{W\in U(1)}\bigl|S_n(W)-\operatorname{Im}\log W\bigr|<3,\qquad S_n(W)=\sum_{k\le n}b_k\operatorname{Im}W^k`,
  parts: (): Approximation => ({ error: errorAtMinusOne }),
  models: [
    deciding({
      kind: "exhausted",
      name: "partial sums of Im log W with n ≤ 64 terms",
      scope: "n = 1, …, 64; the error at W = −1",
      cases: () => [degrees],
      decide: (all: readonly number[], { error }: Approximation): Decision => {
        const least = Math.min(...all.map(error));
        return least < 3
          ? { holds: true }
          : {
              fails: {
                says: "W = −1, where every S_n is 0 and Im log W = π",
                values: { n: "1, …, 64" },
                left: `an error of ${least.toFixed(5)}`,
                right: "below 3",
              },
            };
      },
    }),
  ],
  expects: "fails",
  control: () => ({ error: meanSquare }),
  rests: [
    {
      lemma: String.raw`a continuous function takes nearly the same value at $e^{i(\pi-\varepsilon)}$ and $e^{-i(\pi-\varepsilon)}$, where the target differs by $2\pi-2\varepsilon$: so the error of any continuous function is at least $\pi$`,
    },
  ],
  figures: () => [sawtooth()],
});

/** S_n(e^{iθ}). */
const partialSum = (n: number, theta: number): number =>
  degrees.slice(0, n).reduce((sum, k) => sum + coefficient(k) * Math.sin(k * theta), 0);

function sawtooth(): Figure {
  const theta = Array.from({ length: 401 }, (_, k) => -Math.PI + (2 * Math.PI * k) / 400);
  return {
    id: "sawtooth",
    caption: String.raw`The Chern density $\operatorname{Im}\log W=\theta$ of one band, and invariant polynomials that approximate it, $\sum_{k\le n}\frac{2(-1)^{k+1}}{k}\operatorname{Im}W^k$: in the mean they come as near as one likes, at $W=-1$ every one of them is 0, and off by $\pi$.`,
    description: "Partial sums with 4 and 16 terms follow the line θ and fall steeply to 0 at ±π.",
    axes: { x: "θ", y: "value" },
    series: [
      { name: String.raw`$\operatorname{Im}\log W$`, mark: "line", x: theta, y: theta },
      ...[4, 16].map((n) => ({
        name: `n = ${n}`,
        mark: "line" as const,
        x: theta,
        y: theta.map((t) => partialSum(n, t)),
      })),
    ],
  };
}

export const theorem = quoted({
  id: "gauge/universality/trace-polynomials-are-dense",
  states: String.raw`\overline{\mathbb C[\operatorname{Tr}w,\overline{\operatorname{Tr}w}]}=C\bigl(U(M)^k\bigr)^{U(M)}\quad\text{in the maximum norm}`,
  rests: [
    { claim: "gauge/geact-layer/open-gates-make-a-trace" },
    {
      lemma:
        "traces of words separate the orbits of unitary tuples (Specht 1940; Wiegmann 1961; Procesi 1976)",
    },
    { lemma: "Stone–Weierstrass on the compact quotient U(M)^k / U(M)" },
  ],
});
