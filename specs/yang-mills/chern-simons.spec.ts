import {
  equation,
  floatMatrices,
  freeMatrixModel,
  having,
  instantonField,
  leftSizes,
  many,
  matrixFields,
  sampledMatrices,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;
type S = Term<"S">;
type Fraction = `${bigint}/${bigint}` | number;

/** Of A³ in the Chern–Simons form. */
const twoThirds: { readonly cubic: Fraction } = { cubic: "2/3" };
const oneThird: { readonly winding: Fraction } = { winding: "1/3" };

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curl = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.sub(X.d(mu, A[nu]), X.d(nu, A[mu]));
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(curl(X, A, mu, nu), commutator(X, A[mu], A[nu]));

/** The cyclic orders of three directions. */
const cycles = ([i, j, k]: readonly [number, number, number]) =>
  [
    [i, j, k],
    [j, k, i],
    [k, i, j],
  ] as const;

/** The components of a 3-form along dx^i dx^j dx^k, for the four faces of d = 4 with their signs in dω. */
const faces = [
  [0, [1, 2, 3], 1],
  [1, [0, 2, 3], -1],
  [2, [0, 1, 3], 1],
  [3, [0, 1, 2], -1],
] as const;

/** Tr(A∧dA + c A∧A∧A) along dx^i dx^j dx^k. */
const chernSimons = (
  X: Fields,
  A: readonly M[],
  face: readonly [number, number, number],
  cubic: Fraction,
): S =>
  X.add(
    ...cycles(face).flatMap(([a, b, c]) => [
      X.tr(X.mul(A[a], curl(X, A, b, c))),
      X.scale(cubic, X.tr(X.mul(A[a], commutator(X, A[b], A[c])))),
    ]),
  );

/** Tr F∧F along dx^0dx^1dx^2dx^3. */
const pontryagin = (X: Fields, F: (mu: number, nu: number) => M): S =>
  X.scale(
    2,
    X.add(
      X.tr(X.mul(F(0, 1), F(2, 3))),
      X.neg(X.tr(X.mul(F(0, 2), F(1, 3)))),
      X.tr(X.mul(F(0, 3), F(1, 2))),
    ),
  );

const cyclicTrace = {
  lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations`,
};
const assume = { smooth: "partial derivatives commute (A twice continuously differentiable)" };
const potential = () => ({ A: many("M", 4) });
const configurations = [{ d: 4 }] as const;
const algebraic = [freeMatrixModel(), sampledMatrices({ sizes: [2, 3] })];

export const transgression = equation({
  id: "yang-mills/chern-simons/trace-of-curvature-squared-is-exact",
  states: String.raw`\operatorname{Tr}F\wedge F=d\operatorname{Tr}\bigl(A\wedge dA+\tfrac23A\wedge A\wedge A\bigr)`,
  over: matrixFields,
  configurations,
  unknowns: potential,
  assume,
  parts: (X, { A }) => ({
    ...twoThirds,
    curvature: (mu: number, nu: number): M => curvature(X, A, mu, nu),
  }),
  left: (X, _, p) => pontryagin(X, (mu, nu) => p.curvature(mu, nu)),
  right: (X, { A }, p) =>
    X.add(
      ...faces.map(([mu, face, sign]) => X.scale(sign, X.d(mu, chernSimons(X, A, face, p.cubic)))),
    ),
  models: algebraic,
  nearMisses: (X, { A }) => ({
    "one-third": { why: String.raw`$\tfrac13A^3$`, change: { cubic: "1/3" } as const },
    "minus-two-thirds": { why: String.raw`$-\tfrac23A^3$`, change: { cubic: "-2/3" } as const },
    "no-cubic-term": {
      why: String.raw`$\operatorname{Tr}A\wedge dA$ alone, right for abelian groups`,
      change: { cubic: 0 },
    },
    "curvature-without-square": {
      why: String.raw`$dA$ in place of $F$`,
      change: { curvature: (mu: number, nu: number): M => curl(X, A, mu, nu) },
    },
    "curvature-with-minus": {
      why: String.raw`$F=dA-A\wedge A$ with $+\tfrac23A^3$`,
      change: {
        curvature: (mu: number, nu: number): M =>
          X.sub(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
      },
    },
  }),
  rests: [cyclicTrace],
  figures: () => [alongRay()],
});

export const variation = equation({
  id: "yang-mills/chern-simons/variation-is-exact",
  states: String.raw`\frac d{dt}\operatorname{Tr}F_t\wedge F_t=2\,d\operatorname{Tr}(a\wedge F_t),\qquad a=\frac{dA_t}{dt}`,
  over: matrixFields,
  configurations,
  unknowns: potential,
  assume,
  parts: (X, { A }) => ({
    factor: 2,
    curvature: (mu: number, nu: number): M => curvature(X, A, mu, nu),
  }),
  left: (X, { A }) =>
    X.d(
      "delta",
      pontryagin(X, (mu, nu) => curvature(X, A, mu, nu)),
    ),
  right: (X, { A }, p) =>
    X.scale(
      p.factor,
      X.add(
        ...faces.map(([mu, face, sign]) => {
          const terms = cycles(face).map(([a, b, c]) =>
            X.tr(X.mul(X.d("delta", A[a]), p.curvature(b, c))),
          );
          return X.scale(sign, X.d(mu, X.add(...terms)));
        }),
      ),
    ),
  models: algebraic,
  nearMisses: (X, { A }) => ({
    "factor-one": {
      why: String.raw`$d\operatorname{Tr}(a\wedge F_t)$, without the 2`,
      change: { factor: 1 },
    },
    "curvature-without-square": {
      why: String.raw`$\operatorname{Tr}(a\wedge dA_t)$`,
      change: { curvature: (mu: number, nu: number): M => curl(X, A, mu, nu) },
    },
  }),
  rests: [cyclicTrace],
});

export const independence = equation({
  id: "yang-mills/chern-simons/two-connections-differ-by-an-exact-form",
  states: String.raw`\operatorname{Tr}F_{A+a}^2-\operatorname{Tr}F_A^2=d\operatorname{Tr}\bigl(2a\wedge F_A+a\wedge d_Aa+\tfrac23a\wedge a\wedge a\bigr)`,
  over: matrixFields,
  configurations,
  unknowns: () => ({ A: many("M", 4), a: many("M", 4) }) as const,
  assume,
  parts: (X, { A }) => ({
    ...twoThirds,
    derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(X, A[mu], x)),
  }),
  left: (X, { A, a }) => {
    const sum = A.map((x, mu) => X.add(x, a[mu]));
    return X.sub(
      pontryagin(X, (mu, nu) => curvature(X, sum, mu, nu)),
      pontryagin(X, (mu, nu) => curvature(X, A, mu, nu)),
    );
  },
  right: (X, { A, a }, p) =>
    X.add(
      ...faces.map(([mu, face, sign]) => {
        const terms = cycles(face).flatMap(([i, j, k]) => [
          X.scale(2, X.tr(X.mul(a[i], curvature(X, A, j, k)))),
          X.tr(X.mul(a[i], X.sub(p.derivative(j, a[k]), p.derivative(k, a[j])))),
          X.scale(p.cubic, X.tr(X.mul(a[i], commutator(X, a[j], a[k])))),
        ]);
        return X.scale(sign, X.d(mu, X.add(...terms)));
      }),
    ),
  models: algebraic,
  nearMisses: (X) => ({
    "one-third": { why: String.raw`$\tfrac13a^3$`, change: { cubic: "1/3" } as const },
    "plain-derivative": {
      why: String.raw`$a\wedge da$ in place of $a\wedge d_Aa$`,
      change: { derivative: (mu: number, x: M): M => X.d(mu, x) },
    },
  }),
  rests: [cyclicTrace],
});

export const flat = equation({
  id: "yang-mills/chern-simons/critical-points-are-flat",
  states: String.raw`\frac{\delta}{\delta A_i}\int\operatorname{Tr}\bigl(A\wedge dA+\tfrac23A^3\bigr)=\varepsilon^{ijk}F_{jk}`,
  over: matrixFields,
  configurations: [{ d: 3 }],
  unknowns: () => ({ A: many("M", 3) }),
  assume,
  parts: (X, { A }) => ({
    ...twoThirds,
    factor: 2,
    curvature: (mu: number, nu: number): M => curvature(X, A, mu, nu),
  }),
  left: (X, { A }, p) =>
    [0, 1, 2].map((i) => X.euler("A", i, chernSimons(X, A, [0, 1, 2], p.cubic))),
  right: (X, _, p) => cycles([0, 1, 2]).map(([, j, k]) => X.scale(p.factor, p.curvature(j, k))),
  models: [
    ...algebraic,
    floatMatrices({ sizes: [2, 3], fields: "torus", samples: { default: 32 } }),
  ],
  nearMisses: (X, { A }) => ({
    "one-third": { why: String.raw`$\tfrac13A^3$`, change: { cubic: "1/3" } as const },
    "factor-one": { why: String.raw`$\tfrac12\varepsilon^{ijk}F_{jk}$`, change: { factor: 1 } },
    "no-cubic-term": { why: String.raw`$\operatorname{Tr}A\wedge dA$ alone`, change: { cubic: 0 } },
    "curvature-with-minus": {
      why: String.raw`$F=dA-A\wedge A$`,
      change: {
        curvature: (mu: number, nu: number): M =>
          X.sub(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
      },
    },
  }),
  rests: [cyclicTrace],
});

/** How the Chern–Simons form changes: an exact form, and the density of the winding number. */
export const gaugeVariation = equation({
  id: "yang-mills/chern-simons/gauge-variation",
  states: String.raw`\mathrm{CS}(A^\Omega)=\mathrm{CS}(A)-d\operatorname{Tr}(A\wedge\theta)+\tfrac13\operatorname{Tr}\theta^3,\quad\theta=\Omega^{-1}d\Omega`,
  over: matrixFields,
  configurations: [{ d: 3 }],
  unknowns: () => ({ A: many("M", 3), Omega: having("M", "unitary") }) as const,
  assume: { ...assume, unitary: "Ω(x) is unitary" },
  parts: () => ({ ...oneThird, exact: -1 }),
  left: (X, { A, Omega }) => {
    const turned = A.map((a, mu) =>
      X.sub(X.mul(Omega, a, X.adjoint(Omega)), X.mul(X.d(mu, Omega), X.adjoint(Omega))),
    );
    return chernSimons(X, turned, [0, 1, 2], "2/3");
  },
  right: (X, { A, Omega }, p) => {
    const theta = [0, 1, 2].map((mu) => X.mul(X.adjoint(Omega), X.d(mu, Omega)));
    const boundary = cycles([0, 1, 2]).map(([i, j, k]) =>
      X.d(i, X.sub(X.tr(X.mul(A[j], theta[k])), X.tr(X.mul(A[k], theta[j])))),
    );
    const degree = cycles([0, 1, 2]).map(([i, j, k]) =>
      X.tr(X.mul(theta[i], commutator(X, theta[j], theta[k]))),
    );
    return X.add(
      chernSimons(X, A, [0, 1, 2], "2/3"),
      X.scale(p.exact, X.add(...boundary)),
      X.scale(p.winding, X.add(...degree)),
    );
  },
  models: algebraic,
  nearMisses: () => ({
    "gauge-invariant-up-to-exact": {
      why: "without the winding density: gauge invariant for transformations connected to 1 only",
      change: { winding: 0 },
    },
    "gauge-invariant": { why: "without the exact term", change: { exact: 0 } },
    "winding-with-two-thirds": {
      why: "the winding density with ⅔",
      change: { winding: "2/3" } as const,
    },
  }),
  rests: [cyclicTrace],
});

const rays = [...Array(49).keys()].map((k) => k / 8);

/** −Tr F∧F, and the Chern–Simons form on spheres, along a ray of the instanton of size 1. */
function alongRay(): Figure {
  const field = instantonField({ star: 1 });
  const sizes = (of: (X: Fields, A: readonly M[]) => S): number[] =>
    leftSizes(
      field,
      equation({
        id: "yang-mills/chern-simons/along-a-ray",
        states: "recorded for a figure, not claimed",
        over: matrixFields,
        configurations,
        unknowns: potential,
        left: (X, { A }) => of(X, A),
        right: (X) => X.zero(),
        models: [],
      }).problems()[0],
      rays.map((r) => [`${8 * r}/8`, "0", "0", "0"]),
      { rho: "1" },
    );
  const form = (cubic: Fraction): number[] =>
    sizes((X, A) => chernSimons(X, A, [1, 2, 3], cubic)).map((y, k) => 2 * y * rays[k] ** 3);
  const density = sizes((X, A) => pontryagin(X, (mu, nu) => curvature(X, A, mu, nu)));
  // Simpson's rule between the points of the ray, over 2π²r³ dr, by π².
  const shell = density.map((y, k) => 2 * y * rays[k] ** 3);
  const inside = rays.map((_, k) =>
    shell.slice(0, k + 1).reduce((sum, y, j) => sum + (j === 0 || j === k ? y / 2 : y) / 8, 0),
  );
  return {
    id: "flux-through-spheres",
    caption: String.raw`The self-dual instanton of size 1: the flux of the Chern–Simons form through the sphere of radius $r$ (line), and the integral of $-\operatorname{Tr}F\wedge F$ over the ball inside, by the trapezoidal rule (discs), both by $\pi^2$. They agree with the coefficient $\tfrac23$ and tend to 8. With $\tfrac13$ they do not.`,
    description:
      "The line with coefficient 2/3 passes through all discs and tends to 8; the line with 1/3 leaves them and tends to 16.",
    axes: { x: "r", y: "by π²" },
    series: [
      {
        name: String.raw`$\int_{|x|\le r}-\operatorname{Tr}F\wedge F$`,
        mark: "points",
        x: rays,
        y: inside,
      },
      { name: String.raw`$\mathrm{CS}$ with $\tfrac23$`, mark: "line", x: rays, y: form("2/3") },
      { name: String.raw`with $\tfrac13$`, mark: "line", x: rays, y: form("1/3") },
    ],
  };
}
