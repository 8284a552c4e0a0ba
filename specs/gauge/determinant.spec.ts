import {
  deciding,
  equation,
  expandedMatrices,
  floatMatrices,
  freeScalarModel,
  many,
  matrices,
  predicate,
  sampledScalars,
  scalars,
  where,
} from "commute";
import type { Configuration, Decision, Figure, Model, Operations, Term } from "commute";

type Matrices = Operations<typeof matrices>;
type M = Term<"M">;
type S = Term<"S">;
type R = Term<"R">;

/** The models of one size each, asked where the configuration has that size. */
const bySize = (sizes: readonly number[]): Model<typeof matrices>[] =>
  sizes.flatMap((size) => {
    const takes = (c: Configuration): boolean => c.M === size;
    return [
      where(expandedMatrices({ sizes: [size] }), takes),
      where<typeof matrices>(
        floatMatrices({ sizes: [size], samples: { quick: 16, default: 32, deep: 2000 } }),
        takes,
      ),
    ];
  });

/** The classes of S_M by cycle type: sign × size, and the type as exponents of t₁, t₂, …. */
const classes: Readonly<Record<2 | 3 | 4, readonly (readonly [number, readonly number[]])[]>> = {
  2: [
    [1, [1, 1]],
    [-1, [2]],
  ],
  3: [
    [1, [1, 1, 1]],
    [-3, [2, 1]],
    [2, [3]],
  ],
  4: [
    [1, [1, 1, 1, 1]],
    [-6, [2, 1, 1]],
    [3, [2, 2]],
    [8, [3, 1]],
    [-6, [4]],
  ],
};

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

const powerTrace = (X: Matrices, W: M, k: number): S =>
  X.tr(X.mul(...Array.from({ length: k }, () => W)));

const newton = (
  X: Matrices,
  W: M,
  size: 2 | 3 | 4,
  weight: (count: number, type: readonly number[]) => number,
): S =>
  X.scale(
    `1/${factorial(size)}` as "1/2",
    X.add(
      ...classes[size].map(([count, type]) =>
        X.scale(weight(count, type), X.mul(...type.map((k) => powerTrace(X, W, k)))),
      ),
    ),
  );

export const traces = equation({
  id: "gauge/determinant/determinant-is-a-polynomial-in-traces",
  states: String.raw`\det W=\frac1{M!}\sum_{\sigma\in S_M}\operatorname{sgn}\sigma\prod_{\text{cycles}}\operatorname{Tr}W^{|\text{cycle}|}:\quad\tfrac12(t_1^2-t_2),\ \tfrac16(t_1^3-3t_1t_2+2t_3),\ \tfrac1{24}(t_1^4-6t_1^2t_2+3t_2^2+8t_1t_3-6t_4)`,
  over: matrices,
  configurations: [{ M: 2 }, { M: 3 }, { M: 4 }],
  unknowns: () => ({ W: "M" }) as const,
  parts: () => ({ weight: (count: number): number => count }),
  left: (X, { W }) => X.det(W),
  right: (X, { W }, p, { M: size }) => newton(X, W, size, p.weight),
  models: bySize([2, 3, 4]),
  nearMisses: () => ({
    "without-signs": {
      why: String.raw`$\operatorname{sgn}\sigma$ left out`,
      change: { weight: (count: number): number => Math.abs(count) },
    },
    "first-sign-wrong": {
      why: String.raw`the sign of $\operatorname{Tr}W^M$ turned`,
      change: {
        weight: (count: number, type: readonly number[] = []): number =>
          type.length === 1 ? -count : count,
      },
    },
  }),
  figures: () => [triangle()],
});

/** The coefficients of det in products of traces, by cycle type. */
function triangle(): Figure {
  return {
    id: "triangle",
    caption: String.raw`$M!\det W$ in products of traces: one bar for each cycle type of $S_M$, as high as the number of permutations of that type, and downwards for odd ones. From left to right the number of cycles falls, from $(\operatorname{Tr}W)^M$ to $\operatorname{Tr}W^M$.`,
    description: Object.entries(classes)
      .map(
        ([size, rows]) =>
          `M = ${size}: ${rows.map(([c, t]) => `${c} for ${t.join("+")}`).join(", ")}`,
      )
      .join("; "),
    axes: { x: "cycle type", y: "coefficient" },
    series: ([2, 3, 4] as const).map((size) => ({
      name: `M = ${size}: ${classes[size].map(([, type]) => type.join("+")).join(", ")}`,
      mark: "bars" as const,
      x: classes[size].map((_, k) => k + 1),
      y: classes[size].map(([count]) => count),
      panel: `M = ${size}`,
    })),
  };
}

export const homogeneous = equation({
  id: "gauge/determinant/determinant-is-homogeneous-of-degree-m",
  states: String.raw`\det\tfrac32W=\bigl(\tfrac32\bigr)^M\det W`,
  over: matrices,
  configurations: [{ M: 2 }, { M: 3 }, { M: 4 }],
  unknowns: () => ({ W: "M" }) as const,
  parts: (X, _, { M: size }) => ({
    power: (x: S): S => Array.from({ length: size }).reduce<S>((y) => X.scale("3/2", y), x),
  }),
  left: (X, { W }) => X.det(X.scale("3/2", W)),
  right: (X, { W }, p) => p.power(X.det(W)),
  models: bySize([2, 3, 4]),
  nearMisses: (X, _, { M: size }) => ({
    "degree-one": { why: "degree 1", change: { power: (x: S): S => X.scale("3/2", x) } },
    "degree-one-more": {
      why: "degree M + 1",
      change: {
        power: (x: S): S => Array.from({ length: size + 1 }).reduce<S>((y) => X.scale("3/2", y), x),
      },
    },
  }),
});

/** e_k of the unknowns: the sum over k of them of their products. */
const elementary = (
  add: (...xs: R[]) => R,
  mul: (...xs: R[]) => R,
  x: readonly R[],
  k: number,
): R => {
  const chosen = (from: number, count: number): R[][] =>
    count === 0
      ? [[]]
      : x
          .slice(from)
          .flatMap((xi, at) => chosen(from + at + 1, count - 1).map((rest) => [xi, ...rest]));
  return add(...chosen(0, k).map((factors) => mul(...factors)));
};

export const identities = equation({
  id: "gauge/determinant/newton-identities",
  states: String.raw`m\,e_m=\sum_{j=1}^m(-1)^{j-1}e_{m-j}\,p_j\qquad m=1,\dots,M\le6,\quad p_j=\sum_i\lambda_i^j`,
  over: scalars,
  configurations: [{ M: 2 }, { M: 3 }, { M: 4 }, { M: 5 }, { M: 6 }],
  unknowns: ({ M: size }) => ({ lambda: many("R", size) }),
  parts: () => ({
    sign: (j: number): number => (j % 2 === 1 ? 1 : -1),
    weight: (m: number): number => m,
  }),
  left: (X, { lambda }, p, { M: size }) =>
    Array.from({ length: size }, (_, m) =>
      X.mul(X.rational(p.weight(m + 1)), elementary(X.add, X.mul, lambda, m + 1)),
    ),
  right: (X, { lambda }, p, { M: size }) =>
    Array.from({ length: size }, (_, at) => {
      const m = at + 1;
      const terms = Array.from({ length: m }, (__, k) => {
        const j = k + 1;
        const power = X.add(...lambda.map((x) => X.power(j, x)));
        const e = j === m ? X.rational(1) : elementary(X.add, X.mul, lambda, m - j);
        return X.mul(X.rational(p.sign(j)), e, power);
      });
      return X.add(...terms);
    }),
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: () => ({
    "without-signs": { why: "all signs +", change: { sign: () => 1 } },
    "sign-turned": {
      why: String.raw`$(-1)^j$ in place of $(-1)^{j-1}$`,
      change: { sign: (j: number) => (j % 2 === 1 ? -1 : 1) },
    },
    "weight-left-out": { why: String.raw`$e_m$ in place of $m\,e_m$`, change: { weight: () => 1 } },
  }),
});

type Gaussian = readonly [number, number];
type Small = readonly (readonly Gaussian[])[];
const times = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [a * c - b * d, a * d + b * c];
const plus = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [a + c, b + d];
const conj = ([a, b]: Gaussian): Gaussian => [a, 0 - b];
const product = (A: Small, B: Small): Small =>
  A.map((row) => [0, 1].map((j) => plus(times(row[0], B[0][j]), times(row[1], B[1][j]))));
const transposed = (A: Small): Small => [0, 1].map((i) => [A[0][i], A[1][i]]);

/** 3Ω: Ω†Ω = 1, of determinant 1 and i. */
const omegas: readonly Small[] = [
  [
    [
      [1, 2],
      [2, 0],
    ],
    [
      [-2, 0],
      [1, -2],
    ],
  ],
  [
    [
      [2, 0],
      [1, 2],
    ],
    [
      [-2, -1],
      [0, 2],
    ],
  ],
];

interface Invariant {
  /** The sign with which the product of the antidiagonal enters. */
  readonly sign: 1 | -1;
  readonly inverse: (omega: Small) => Small;
}

export const invariant = predicate({
  id: "gauge/determinant/determinant-is-invariant-and-the-permanent-is-not",
  states: String.raw`\det(\Omega W\Omega^\dagger)=\det W`,
  parts: (): Invariant => ({
    sign: -1,
    inverse: (omega) => transposed(omega).map((row) => row.map(conj)),
  }),
  models: [
    deciding({
      kind: "exhausted",
      name: "2×2 matrices with entries −1, 0, 1, two unitary Ω over Q(i)",
      scope: "162 cases",
      cases: () =>
        omegas.flatMap((omega) =>
          Array.from({ length: 81 }, (_, code): readonly [Small, Small] => {
            const at = (k: number): Gaussian => [(Math.floor(code / 3 ** k) % 3) - 1, 0];
            return [
              omega,
              [
                [at(0), at(1)],
                [at(2), at(3)],
              ],
            ];
          }),
        ),
      decide: ([omega, W], { sign, inverse }: Invariant): Decision => {
        const form = (A: Small): Gaussian => {
          const [x, y] = times(A[0][1], A[1][0]);
          return plus(times(A[0][0], A[1][1]), [sign * x, sign * y]);
        };
        const left = form(product(product(omega, W), inverse(omega)));
        // 3Ω and 3Ω† stand for Ω and Ω†: a factor 3⁴ of a form of degree 2.
        const right = form(W).map((part) => 81 * part);
        if (left[0] === right[0] && left[1] === right[1]) return { holds: true };
        const show = (A: Small): string => JSON.stringify(A);
        return {
          fails: {
            says: "2×2 matrices, Gaussian numbers as pairs",
            values: { "3Ω": show(omega), W: show(W) },
            left: `${left.join(" + ")}i`,
            right: `${right.join(" + ")}i`,
          },
        };
      },
    }),
  ],
  nearMisses: () => ({
    permanent: {
      why: "the permanent: all signs +",
      change: { sign: 1 as const },
    },
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: transposed },
    },
  }),
});
