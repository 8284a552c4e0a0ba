import {
  commutantDimension,
  equation,
  floatMatrices,
  freeMatrixModel,
  freeScalarModel,
  having,
  inertia,
  invariantFormDimension,
  killingForm,
  lieAlgebraNamed,
  many,
  matrices,
  matrixFields,
  sampledMatrices,
  sampledScalars,
  scalars,
  showRational,
  stream,
  structureConstants,
  traceForm,
  value,
} from "commute";
import type { Figure, Inertia, Operations, Series, Term, Work } from "commute";

type Fields = Operations<typeof matrixFields>;
type Scalars = Operations<typeof scalars>;
type M = Term<"M">;
type S = Term<"S">;
type R = Term<"R">;

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu]));
const trace = (X: Fields, a: M, b: M): S => X.tr(X.mul(a, b));

/** A^Ω = ΩAΩ⁻¹ − dΩ Ω⁻¹, and the form whose square is the density. */
const gauge = (X: Fields, Omega: M) => ({
  inverse: (x: M): M => X.adjoint(x),
  inhomogeneous: (mu: number): M => X.neg(X.mul(X.d(mu, Omega), X.adjoint(Omega))),
  form: (a: M, b: M): S => trace(X, a, b),
});

export const gaugeInvariant = equation({
  id: "yang-mills/action/density-is-gauge-invariant",
  states: String.raw`\operatorname{Tr}\bigl(F_{A^\Omega}\bigr)_{\mu\nu}^2=\operatorname{Tr}\bigl(F_A\bigr)_{\mu\nu}^2`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns: () =>
    ({ A: many("M", 2), Omega: having("M", "unitary"), k: many("M", 1, "constant") }) as const,
  assume: {
    unitary: "Ω(x) is unitary",
    constant: "k does not depend on the point (k occurs in near misses only)",
  },
  parts: (X, { Omega }) => gauge(X, Omega),
  left: (X, { A, Omega }, p) => {
    const turned = A.map((a, mu) => X.add(X.mul(Omega, a, p.inverse(Omega)), p.inhomogeneous(mu)));
    const F = curvature(X, turned, 0, 1);
    return p.form(F, F);
  },
  right: (X, { A }, p) => {
    const F = curvature(X, A, 0, 1);
    return p.form(F, F);
  },
  models: [
    freeMatrixModel(),
    sampledMatrices({ sizes: [2, 3] }),
    floatMatrices({ sizes: [2, 3], fields: "torus", samples: { default: 32 } }),
  ],
  nearMisses: (X, { Omega, k: [k] }) => ({
    transpose: {
      why: String.raw`$\Omega A\Omega^T$ in place of $\Omega A\Omega^\dagger$`,
      change: { inverse: (x: M): M => X.transpose(x) },
    },
    "no-gauge-term": {
      why: String.raw`$A^\Omega=\Omega A\Omega^{-1}$ without $d\Omega\,\Omega^{-1}$`,
      change: { inhomogeneous: (): M => X.zero() },
    },
    "plus-gauge-term": {
      why: String.raw`$+d\Omega\,\Omega^{-1}$`,
      change: { inhomogeneous: (mu: number): M => X.mul(X.d(mu, Omega), X.adjoint(Omega)) },
    },
    "form-not-invariant": {
      why: String.raw`$\operatorname{Tr}(kFF)$ with a constant matrix $k$`,
      change: { form: (a: M, b: M): S => X.tr(X.mul(k, a, b)) },
    },
    "one-direction-weighted": {
      why: String.raw`$\operatorname{Tr}FF+(\operatorname{Tr}kF)^2$: on $\mathfrak{su}(2)$ with $k\propto t_3$ the form $\operatorname{diag}(1,1,2)$`,
      change: {
        form: (a: M, b: M): S => X.add(trace(X, a, b), X.mul(trace(X, k, a), trace(X, k, b))),
      },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for a general matrix`, without: "unitary" },
  }),
});

export const antihermitian = equation({
  id: "yang-mills/action/curvature-is-antihermitian",
  states: String.raw`A_\mu^\dagger=-A_\mu\ \Longrightarrow\ F_{\mu\nu}^\dagger=-F_{\mu\nu}`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns: () => ({ A: many("M", 2, "antihermitian") }),
  assume: { antihermitian: "A is anti-Hermitian: G is a group of unitary matrices" },
  parts: (X) => ({ square: (a: M, b: M): M => commutator(X, a, b) }),
  left: (X, { A }, p) => X.adjoint(X.add(X.sub(X.d(0, A[1]), X.d(1, A[0])), p.square(A[0], A[1]))),
  right: (X, { A }, p) => X.neg(X.add(X.sub(X.d(0, A[1]), X.d(1, A[0])), p.square(A[0], A[1]))),
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2, 3] })],
  nearMisses: (X) => ({
    "product-without-antisymmetry": {
      why: String.raw`$A_\mu A_\nu$ in place of $[A_\mu,A_\nu]$`,
      change: { square: (a: M, b: M): M => X.mul(a, b) },
    },
    "not-antihermitian": {
      why: String.raw`a general potential, as of $GL(N,\mathbb C)$`,
      without: "antihermitian",
    },
  }),
});

export const sumOfSquares = equation({
  id: "yang-mills/action/minus-trace-of-square-is-a-norm",
  states: String.raw`-\operatorname{Tr}X^2=\operatorname{Tr}X^\dagger X=\sum_{ij}|X_{ij}|^2\quad\text{for }X^\dagger=-X`,
  over: matrices,
  unknowns: () => ({ X: having("M", "antihermitian") }) as const,
  assume: { antihermitian: "X is anti-Hermitian" },
  parts: (O) => ({ sign: -1, partner: (x: M): M => O.adjoint(x) }),
  left: (O, { X }, p) => O.scale(p.sign, O.tr(O.mul(X, X))),
  right: (O, { X }, p) => O.tr(O.mul(p.partner(X), X)),
  models: [
    freeMatrixModel(),
    sampledMatrices({ sizes: [1, 2, 3] }),
    floatMatrices({ sizes: [1, 2, 3], samples: { default: 64 } }),
  ],
  nearMisses: (O) => ({
    "plus-sign": {
      why: String.raw`$+\operatorname{Tr}X^2$: the sign that Hermitian generators need`,
      change: { sign: 1 },
    },
    "not-antihermitian": {
      why: String.raw`Hermitian or general $X$ with the sign kept: for $X=X^\dagger$ the left side is $-\sum|X_{ij}|^2$`,
      without: "antihermitian",
    },
    transpose: {
      why: String.raw`$\operatorname{Tr}X^TX$, which is not positive`,
      change: { partner: (x: M): M => O.transpose(x) },
    },
  }),
});

const show = ({ positive, negative, zero }: Inertia): string => `${positive}, ${negative}, ${zero}`;

export const definite = value({
  id: "yang-mills/action/trace-form-is-negative-definite",
  states: String.raw`\operatorname{Tr}T_aT_b\ \text{is negative definite on}\ \mathfrak{su}(2),\ \mathfrak{su}(3),\ \mathfrak{so}(3),\ \mathfrak{so}(4)`,
  kind: "proved",
  engine:
    "numbers of positive, negative and zero squares of the Gram matrix, by congruences over Q",
  cases: [
    { algebra: "su(2)" },
    { algebra: "su(3)" },
    { algebra: "so(3)" },
    { algebra: "so(4)" },
  ] as const,
  parts: () => ({
    algebra: (name: string) => lieAlgebraNamed(name),
    sign: 1,
  }),
  compute: ({ algebra }, p) => {
    const k = traceForm(p.algebra(algebra)).map((row) =>
      row.map((q) => (p.sign === 1 ? q : { ...q, n: -q.n })),
    );
    return show(inertia(k));
  },
  routes: {
    "the Killing form, from structure constants alone": ({ algebra }) =>
      show(inertia(killingForm(structureConstants(lieAlgebraNamed(algebra))))),
    "dimensions: N² − 1 and n(n − 1)/2 negative squares": ({ algebra }) => {
      const n = Number(algebra.slice(3, -1));
      return `0, ${algebra.startsWith("su") ? n * n - 1 : (n * (n - 1)) / 2}, 0`;
    },
  },
  nearMisses: () => ({
    "not-compact": {
      why: String.raw`$\mathfrak{sl}(2,\mathbb R)$: the form is indefinite, and $S$ is not bounded below`,
      change: { algebra: () => lieAlgebraNamed("sl(2,R)") },
    },
    degenerate: {
      why: "strictly upper triangular matrices: the form is 0, and every connection has S = 0",
      change: { algebra: () => lieAlgebraNamed("heisenberg") },
    },
    "hermitian-generators": {
      why: String.raw`$T\to iT$: the form is positive definite, and the slide's $S$ is negative`,
      change: { sign: -1 },
    },
  }),
});

export const normalisation = value({
  id: "yang-mills/action/trace-form-is-minus-half",
  states: String.raw`\operatorname{Tr}t_at_b=-\tfrac12\delta_{ab},\qquad\text{so}\qquad-\operatorname{Tr}F\wedge\star F=\tfrac14F^a_{\mu\nu}F^{a\mu\nu}\,\mathrm{vol}`,
  kind: "proved",
  engine: "the Gram matrix of t_a = −iσ_a/2 over Q(i)",
  cases: [{ algebra: "su(2)" }] as const,
  parts: () => ({ scale: 1 }),
  compute: ({ algebra }, p) =>
    traceForm(lieAlgebraNamed(algebra))
      .map((row) => row.map((q) => showRational({ ...q, n: BigInt(p.scale) * q.n })).join(" "))
      .join("; "),
  routes: {
    "a quarter of the Killing form": ({ algebra }) =>
      killingForm(structureConstants(lieAlgebraNamed(algebra)))
        .map((row) => row.map(({ n, d }) => (n === 0n ? "0" : `${n / (2n * d)}/2`)).join(" "))
        .join("; "),
  },
  nearMisses: () => ({
    "twice-the-generators": {
      why: String.raw`another normalisation, $\operatorname{Tr}t_at_b=-2\delta_{ab}$ for $t_a=-i\sigma_a$`,
      change: { scale: 4 },
    },
  }),
});

export const unique = value({
  id: "yang-mills/action/invariant-forms",
  states: String.raw`\dim\{k=k^T:\ k([x,y],z)+k(y,[x,z])=0\}=1\text{ on }\mathfrak{su}(2),\mathfrak{su}(3);\quad=2\text{ on }\mathfrak{so}(4)`,
  kind: "proved",
  engine: "exact null space over Q of the equations on all triples of basis elements",
  cases: [
    { algebra: "su(2)", ideals: 1 },
    { algebra: "su(3)", ideals: 1 },
    { algebra: "so(4)", ideals: 2 },
  ] as const,
  parts: () => ({ constants: (name: string) => structureConstants(lieAlgebraNamed(name)) }),
  compute: ({ algebra }, p) => invariantFormDimension(p.constants(algebra)),
  routes: {
    "the commutant of the adjoint representation": ({ algebra }) =>
      commutantDimension(structureConstants(lieAlgebraNamed(algebra))),
    "the number of simple ideals (Helgason 1978, table X.6.IV: so(4) = so(3) + so(3))": ({
      ideals,
    }) => ideals,
  },
  nearMisses: () => ({
    "without-the-bracket": {
      why: String.raw`all symmetric forms, $\operatorname{diag}(1,1,2)$ among them`,
      change: {
        constants: (name: string) =>
          structureConstants(lieAlgebraNamed(name)).map((row) =>
            row.map((ab) => ab.map((q) => ({ ...q, n: 0n }))),
          ),
      },
    },
    "not-compact-not-simple": {
      why: "the Heisenberg algebra, with three invariant forms, all degenerate",
      change: { constants: () => structureConstants(lieAlgebraNamed("heisenberg")) },
    },
  }),
});

/** Σ over μ < ν of h_0 ⋯ h_(d−1) F_μν² / (h_μ h_ν)²: the density for the metric diag(h_μ²). */
const density = (X: Scalars, F: readonly R[], h: readonly R[]): R => {
  const pairs = h
    .flatMap((_, mu) => h.map((__, nu) => [mu, nu] as const))
    .filter(([m, n]) => m < n);
  return X.mul(
    ...h,
    X.add(
      ...pairs.map(([mu, nu], at) =>
        X.div(X.power(2, F[at]), X.mul(X.power(2, h[mu]), X.power(2, h[nu]))),
      ),
    ),
  );
};

export const conformal = equation({
  id: "yang-mills/action/density-has-conformal-weight",
  states: String.raw`g\mapsto\lambda^2g:\qquad\operatorname{Tr}(F\wedge\star F)\mapsto\lambda^{d-4}\operatorname{Tr}(F\wedge\star F)`,
  over: scalars,
  configurations: [{ d: 2 }, { d: 3 }, { d: 4 }, { d: 5 }],
  unknowns: (c) =>
    ({ F: many("R", (c.d * (c.d - 1)) / 2), h: many("R", c.d), lambda: "R" }) as const,
  parts: (_, __, c) => ({ weight: c.d - 4 }),
  left: (X, { F, h, lambda }) =>
    density(
      X,
      F,
      h.map((x) => X.mul(lambda, x)),
    ),
  right: (X, { F, h, lambda }, p) => X.mul(X.power(p.weight, lambda), density(X, F, h)),
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (_, __, c) => ({
    "weight-of-functions": {
      why: String.raw`$\lambda^d$, the weight of the volume`,
      change: { weight: c.d },
    },
    "weight-of-one-forms": {
      why: String.raw`$\lambda^{d-2}$, the weight of $\|d\varphi\|^2$: invariant in $d=2$`,
      change: { weight: c.d - 2 },
    },
    "inverse-weight": { why: String.raw`$\lambda^{4-d}$`, change: { weight: 4 - c.d } },
  }),
  figures: (work) => [dilations(work)],
});

/** The density of the metric diag(h²), in doubles. */
const densityAt = (F: readonly number[], h: readonly number[]): number => {
  const pairs = h
    .flatMap((_, mu) => h.map((__, nu) => [mu, nu] as const))
    .filter(([m, n]) => m < n);
  const squares = pairs.map(([mu, nu], at) => (F[at] / (h[mu] * h[nu])) ** 2);
  return h.reduce((a, b) => a * b, 1) * squares.reduce((a, b) => a + b, 0);
};

function dilations(work: Work): Figure {
  const s = stream(work.seed, "dilations");
  const scales = [...Array(13).keys()].map((k) => 2 ** ((k - 6) / 4));
  const series = [3, 4, 5].flatMap((d): Series[] => {
    const h = Array.from({ length: d }, () => 1 + s.unit());
    const F = Array.from({ length: (d * (d - 1)) / 2 }, () => s.normal());
    const scaled = scales.map((lambda) =>
      densityAt(
        F,
        h.map((x) => lambda * x),
      ),
    );
    return [
      {
        name: `d = ${d}, computed`,
        mark: "points",
        x: scales,
        y: scaled.map((y) => y / densityAt(F, h)),
      },
      {
        name: String.raw`$\lambda^{${d - 4}}$`,
        mark: "line",
        x: scales,
        y: scales.map((lambda) => lambda ** (d - 4)),
      },
    ];
  });
  return {
    id: "dilations",
    caption: String.raw`The density $\operatorname{Tr}(F\wedge\star F)$ at a point for the metric $\lambda^2g$, relative to that for $g$: random $g$ and $F$ in $d=3,4,5$ dimensions. Only in $d=4$ does it not change, so that only there solutions come in all sizes; in $d=3$ a solution can lower its action by growing, in $d=5$ by shrinking.`,
    description: "A falling curve for d = 3, a constant one for d = 4, a rising line for d = 5.",
    axes: { x: "scale λ", y: "density / density at λ = 1" },
    series,
  };
}

export const invariantInThree = equation({
  id: "yang-mills/action/conformally-invariant-in-three-dimensions",
  states: String.raw`g\mapsto\lambda^2g,\ d=3:\qquad\operatorname{Tr}(F\wedge\star F)\mapsto\operatorname{Tr}(F\wedge\star F)`,
  over: scalars,
  configurations: [{ d: 3 }],
  unknowns: (c) => ({ F: many("R", 3), h: many("R", c.d), lambda: "R" }) as const,
  parts: () => ({ weight: 0 }),
  left: (X, { F, h, lambda }) =>
    density(
      X,
      F,
      h.map((x) => X.mul(lambda, x)),
    ),
  right: (X, { F, h, lambda }, p) => X.mul(X.power(p.weight, lambda), density(X, F, h)),
  models: [freeScalarModel(), sampledScalars()],
  expects: "fails",
  control: () => ({ weight: -1 }),
});

/** Σ over μ < ν of F_μν². */
const square = (X: Scalars, F: (mu: number, nu: number) => R, d: number): R =>
  X.add(
    X.rational(0),
    ...[...Array(d).keys()].flatMap((mu) =>
      [...Array(d).keys()].filter((nu) => mu < nu).map((nu) => X.power(2, F(mu, nu))),
    ),
  );

export const rotations = equation({
  id: "yang-mills/action/density-is-rotation-invariant",
  states: String.raw`\sum_{\mu<\nu}(RFR^{T})_{\mu\nu}^2=\sum_{\mu<\nu}F_{\mu\nu}^2\quad\text{for a rotation }R\text{ of the plane }(0,1)`,
  over: scalars,
  configurations: [{ d: 3 }, { d: 4 }],
  unknowns: (c) => ({ F: many("R", (c.d * (c.d - 1)) / 2), t: "R" }) as const,
  parts: (X, { t }) => {
    const norm = X.add(X.rational(1), X.power(2, t));
    return {
      cosine: X.div(X.sub(X.rational(1), X.power(2, t)), norm),
      sine: X.div(X.mul(X.rational(2), t), norm),
      back: -1,
    };
  },
  left: (X, { F }, p, c) => {
    const entry = entries(X, F, c.d);
    const R = (i: number, j: number): R => {
      if (i < 2 && j < 2) return i === j ? p.cosine : X.mul(X.rational(i < j ? p.back : 1), p.sine);
      return X.rational(i === j ? 1 : 0);
    };
    const all = [...Array(c.d).keys()];
    const turned = (mu: number, nu: number): R =>
      X.add(...all.flatMap((i) => all.map((j) => X.mul(R(mu, i), R(nu, j), entry(i, j)))));
    return square(X, turned, c.d);
  },
  right: (X, { F }, _, c) => square(X, entries(X, F, c.d), c.d),
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (X, { t }) => ({
    boost: {
      why: "a Lorentz boost in place of the rotation: the Euclidean density is not invariant under it",
      change: {
        back: 1,
        cosine: X.div(X.add(X.rational(1), X.power(2, t)), X.sub(X.rational(1), X.power(2, t))),
        sine: X.div(X.mul(X.rational(2), t), X.sub(X.rational(1), X.power(2, t))),
      },
    },
    shear: { why: "a shear", change: { cosine: X.rational(1), back: 0 } },
  }),
  rests: [
    {
      lemma:
        "every rotation is a product of rotations of coordinate planes (Euler angles; Hurwitz 1897)",
    },
  ],
});

/** F_μν as an antisymmetric matrix, from its components μ < ν. */
function entries(X: Scalars, F: readonly R[], d: number): (mu: number, nu: number) => R {
  const at = (mu: number, nu: number): number => (mu * (2 * d - mu - 1)) / 2 + nu - mu - 1;
  return (mu, nu) => (mu === nu ? X.rational(0) : mu < nu ? F[at(mu, nu)] : X.neg(F[at(nu, mu)]));
}
