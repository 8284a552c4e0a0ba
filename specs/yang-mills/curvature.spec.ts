import {
  dial,
  equation,
  floatMatrices,
  freeMatrixModel,
  having,
  many,
  matrixFields,
  pointed,
  sampledMatrices,
} from "commute";
import type { Figure, Operations, Series, Term, Work } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curl = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.sub(X.d(mu, A[nu]), X.d(nu, A[mu]));

/** F = dA + A∧A of the potential A. */
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(curl(X, A, mu, nu), commutator(X, A[mu], A[nu]));

/** ΩXΩ⁻¹ and ΩAΩ⁻¹ − dΩ Ω⁻¹ for a unitary Ω, and the curvature they are used with. */
const gauge = (X: Fields, Omega: M) => ({
  inverse: (x: M): M => X.adjoint(x),
  conjugate: (x: M): M => X.mul(Omega, x, X.adjoint(Omega)),
  inhomogeneous: (mu: number): M => X.neg(X.mul(X.d(mu, Omega), X.adjoint(Omega))),
  curvature: (A: readonly M[], mu: number, nu: number): M => curvature(X, A, mu, nu),
});
type Gauge = ReturnType<typeof gauge>;

const transformed = (X: Fields, A: readonly M[], Omega: M, p: Gauge): M[] =>
  A.map((a, mu) => X.add(X.mul(Omega, a, p.inverse(Omega)), p.inhomogeneous(mu)));

const assume = {
  unitary: "Ω(x) is unitary, so that Ω⁻¹ = Ω†",
  smooth: "the fields are twice continuously differentiable: partial derivatives commute",
};
const unknowns = () => ({ A: many("M", 2), Omega: having("M", "unitary") }) as const;
const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [2, 3] }),
  floatMatrices({ sizes: [2, 3], fields: "torus", samples: { default: 32 } }),
];

const gaugeMisses = (X: Fields, Omega: M) => ({
  "plus-gauge-term": {
    why: String.raw`$A^\Omega=\Omega A\Omega^{-1}+d\Omega\,\Omega^{-1}$: the other sign`,
    change: { inhomogeneous: (mu: number): M => X.mul(X.d(mu, Omega), X.adjoint(Omega)) },
  },
  "no-gauge-term": {
    why: String.raw`$A^\Omega=\Omega A\Omega^{-1}$, right for a constant $\Omega$ only`,
    change: { inhomogeneous: (): M => X.zero() },
  },
  transpose: {
    why: String.raw`$\Omega A\Omega^{T}$ in place of $\Omega A\Omega^\dagger$, the misprint of the poster`,
    change: { inverse: (x: M): M => X.transpose(x) },
  },
  "not-unitary": { why: String.raw`$\Omega^\dagger$ for a general matrix`, without: "unitary" },
});
const curvatureMisses = (X: Fields) => ({
  "curvature-with-minus": {
    why: String.raw`$F=dA-A\wedge A$`,
    change: {
      curvature: (A: readonly M[], mu: number, nu: number): M =>
        X.sub(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
    },
  },
  "half-the-square": {
    why: String.raw`$F=dA+\tfrac12A\wedge A$`,
    change: {
      curvature: (A: readonly M[], mu: number, nu: number): M =>
        X.add(curl(X, A, mu, nu), X.scale("1/2", commutator(X, A[mu], A[nu]))),
    },
  },
});

export const covariant = equation({
  id: "yang-mills/curvature/curvature-is-conjugated",
  states: String.raw`F_{A^\Omega}=\Omega F_A\Omega^{-1},\qquad A^\Omega=\Omega A\Omega^{-1}-d\Omega\,\Omega^{-1}`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns,
  assume,
  parts: (X, { Omega }) => gauge(X, Omega),
  left: (X, { A, Omega }, p) => p.curvature(transformed(X, A, Omega, p), 0, 1),
  right: (_, { A }, p) => p.conjugate(p.curvature(A, 0, 1)),
  models,
  nearMisses: (X, { Omega }) => ({ ...gaugeMisses(X, Omega), ...curvatureMisses(X) }),
  figures: (work) => [shrinkingSquare(), oneSquare(work)],
});

export const derivative = equation({
  id: "yang-mills/curvature/covariant-derivative-is-conjugated",
  states: String.raw`D^{A^\Omega}_\mu(\Omega\varphi\Omega^{-1})=\Omega\,(D^A_\mu\varphi)\,\Omega^{-1}`,
  over: matrixFields,
  unknowns: () => ({ A: many("M", 1), phi: "M", Omega: having("M", "unitary") }) as const,
  assume,
  parts: (X, { Omega }) => ({
    ...gauge(X, Omega),
    derivative: (a: M, x: M): M => X.add(X.d(0, x), commutator(X, a, x)),
  }),
  left: (X, { A, phi, Omega }, p) => p.derivative(transformed(X, A, Omega, p)[0], p.conjugate(phi)),
  right: (_, { A, phi }, p) => p.conjugate(p.derivative(A[0], phi)),
  models,
  nearMisses: (X, { Omega }) => ({
    ...gaugeMisses(X, Omega),
    "plain-derivative": {
      why: String.raw`$\partial_\mu$ in place of $D_\mu$`,
      change: { derivative: (_: M, x: M): M => X.d(0, x) },
    },
    "derivative-with-minus": {
      why: String.raw`$D=d-[A,\cdot\,]$`,
      change: { derivative: (a: M, x: M): M => X.sub(X.d(0, x), commutator(X, a, x)) },
    },
  }),
});

export const action = equation({
  id: "yang-mills/curvature/gauge-transformations-act",
  states: String.raw`(A^\Omega)^\Lambda=A^{\Lambda\Omega}`,
  over: matrixFields,
  unknowns: () => ({ A: many("M", 1), U: many("M", 2, "unitary") }) as const,
  assume,
  parts: (X) => ({
    sign: -1,
    product: (second: M, first: M): M => X.mul(second, first),
  }),
  left: (X, { A, U }, p) => {
    const by = (a: M, V: M): M =>
      X.add(X.mul(V, a, X.adjoint(V)), X.scale(p.sign, X.mul(X.d(0, V), X.adjoint(V))));
    return by(by(A[0], U[0]), U[1]);
  },
  right: (X, { A, U }, p) => {
    const V = p.product(U[1], U[0]);
    return X.sub(X.mul(V, A[0], X.adjoint(V)), X.mul(X.d(0, V), X.adjoint(V)));
  },
  models,
  nearMisses: (X) => ({
    "other-order": {
      why: String.raw`$A^{\Omega\Lambda}$: the group acts from the left`,
      change: { product: (second: M, first: M): M => X.mul(first, second) },
    },
    "plus-gauge-term": {
      why: String.raw`$+d\Omega\,\Omega^{-1}$ on the left side alone`,
      change: { sign: 1 },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for a general matrix`, without: "unitary" },
  }),
});

/** The slide's F ∈ Ω²(𝔤), read as a form on M: then it would not depend on the section. */
export const printedForm = equation({
  id: "yang-mills/curvature/curvature-is-a-form-on-the-manifold",
  states: String.raw`F_{A^\Omega}=F_A:\quad F\in\Omega^2(M;\mathfrak g)\text{ whatever the section}`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns,
  assume,
  parts: (X, { Omega }) => ({ ...gauge(X, Omega), conjugate: (x: M): M => x }),
  left: (X, { A, Omega }, p) => p.curvature(transformed(X, A, Omega, p), 0, 1),
  right: (_, { A }, p) => p.conjugate(p.curvature(A, 0, 1)),
  models: models.slice(0, 2),
  expects: "fails",
  control: (X, { Omega }) => ({ conjugate: gauge(X, Omega).conjugate }),
});

type Quaternion = readonly [number, number, number, number];

const product = (p: Quaternion, q: Quaternion): Quaternion => [
  p[0] * q[0] - p[1] * q[1] - p[2] * q[2] - p[3] * q[3],
  p[0] * q[1] + p[1] * q[0] + p[2] * q[3] - p[3] * q[2],
  p[0] * q[2] - p[1] * q[3] + p[2] * q[0] + p[3] * q[1],
  p[0] * q[3] + p[1] * q[2] - p[2] * q[1] + p[3] * q[0],
];

/** e^{s t_1} and e^{s t_2} as unit quaternions: t_a is half of the unit e_a. */
const along = (a: 1 | 2, s: number): Quaternion => [
  Math.cos(s / 2),
  a === 1 ? Math.sin(s / 2) : 0,
  a === 2 ? Math.sin(s / 2) : 0,
  0,
];

/** Transport once around a square of side a in the field A = t₁dx¹ + t₂dx². */
const around = (a: number) =>
  [along(1, a), along(2, a), along(1, -a), along(2, -a)].reduce(product);

/** One square, of a side that the reader may shrink, and what is left of W − 1 after division by its area. */
function oneSquare(work: Work): Figure {
  const values = [2, 1.75, 1.5, 1.25, 1, 0.75, 0.5, 0.25, 0.125, 0.0625];
  const side = dial(work, { name: "a", label: "side $a$", values }, 1);
  const a = Number(pointed(side));
  const W = around(a);
  const coordinates = ([1, 2, 3] as const).map((c) => (2 * W[c]) / a ** 2);
  const square = (name: string, s: number): Series => ({
    name,
    panel: "the square",
    mark: "line",
    x: [0, s, s, 0, 0],
    y: [0, 0, s, s, 0],
  });
  const panel = "$(W-1)/a^2$";
  const names = ["t₁", "t₂", "t₃"];
  const signed = coordinates.map((c) => c.toFixed(3).replace("-", "−"));
  return {
    id: "one-square",
    caption: String.raw`The same field once around one square. Its holonomy $W$ tends to 1 as the square shrinks, and $(W-1)/a^2$ to the curvature $F_{12}=t_3$: what is left along $t_1$ and $t_2$ is of the order of $a$.`,
    description: "A square in the plane, and three bars: the coordinates of (W − 1)/a².",
    axes: { x: "$x^1$, or the direction", y: "$x^2$, or the coordinate" },
    dials: [side],
    reading: `At a = ${a}: (W − 1)/a² = (${signed.join(", ")}); the curvature is (0, 0, 1).`,
    series: [
      square("the largest square", 2),
      square("the square", a),
      { name: "$(W-1)/a^2$", panel, mark: "bars", x: names, y: coordinates },
      { name: "$F_{12}$", panel, mark: "points", x: names, y: [0, 0, 1] },
    ],
  };
}

function shrinkingSquare(): Figure {
  const sides = [...Array(32).keys()].map((k) => (k + 1) / 16);
  const holonomies = sides.map(around);
  const component = (c: 1 | 2 | 3): number[] =>
    holonomies.map((W, k) => (2 * W[c]) / sides[k] ** 2);
  return {
    id: "shrinking-square",
    caption: String.raw`The potential $A=t_1\,dx^1+t_2\,dx^2$ is constant, so that $dA=0$; its curvature is $F_{12}=[t_1,t_2]=t_3$ all the same. Transport once around a square of side $a$ shows it: $W=e^{at_1}e^{at_2}e^{-at_1}e^{-at_2}$, and the coordinates of $(W-1)/a^2$ along $t_1,t_2,t_3$ tend to $0,0,1$ as $a\to0$.`,
    description:
      "The coordinate along t3 tends to 1 as the side shrinks; those along t1 and t2 tend to 0, linearly.",
    axes: { x: "side a", y: "coordinate of (W − 1)/a²" },
    series: [
      { name: "along $t_3$", mark: "points", x: sides, y: component(3) },
      { name: "along $t_1$", mark: "points", x: sides, y: component(1) },
      { name: "along $t_2$", mark: "points", x: sides, y: component(2) },
      { name: "$F_{12}$ along $t_3$", mark: "line", x: [0, 2], y: [1, 1] },
    ],
  };
}
