import {
  bpst,
  equation,
  floatMatrices,
  freeMatrixModel,
  leftSizes,
  many,
  matrixFields,
  sampledMatrices,
  where,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;
type S = Term<"S">;
type Configuration = { readonly d: number; readonly signature?: string };

const directions = (c: Configuration): number[] => [...Array(c.d).keys()];
const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curl = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.sub(X.d(mu, A[nu]), X.d(nu, A[mu]));

/** D = d + [A, ·] and F = dA + A∧A of one potential. */
const connection = (X: Fields, A: readonly M[]) => ({
  derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(X, A[mu], x)),
  curvature: (mu: number, nu: number): M => X.add(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
});
type Connection = ReturnType<typeof connection>;

const plain = (X: Fields) => (mu: number, x: M) => X.d(mu, x);
const curvatureMisses = (X: Fields, A: readonly M[]) => ({
  "curvature-with-minus": {
    why: String.raw`$F=dA-A\wedge A$ beside $D=d+[A,\cdot\,]$: one sign of two`,
    change: {
      curvature: (mu: number, nu: number): M =>
        X.sub(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
    },
  },
  "half-the-square": {
    why: String.raw`$F=dA+\tfrac12A\wedge A$`,
    change: {
      curvature: (mu: number, nu: number): M =>
        X.add(curl(X, A, mu, nu), X.scale("1/2", commutator(X, A[mu], A[nu]))),
    },
  },
});
const plainDerivative = (X: Fields) => ({
  "plain-derivative": {
    why: String.raw`$\partial_\mu$ in place of $D_\mu$`,
    change: { derivative: plain(X) },
  },
});

const smooth = (times: string) => ({
  smooth: `every field is ${times} times continuously differentiable: partial derivatives commute`,
});
const small = (c: { readonly d?: unknown }): boolean => Number(c.d) < 4;
const plane = (c: { readonly d?: unknown }): boolean => c.d === 2;
const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [2, 3] }),
  where(floatMatrices({ sizes: [2, 3], fields: "torus" }), small),
];

export const ricci = equation({
  id: "yang-mills/bianchi-identity/commutator-of-derivatives-is-curvature",
  states: String.raw`[D_\mu,D_\nu]\,\varphi=[F_{\mu\nu},\varphi]`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns: (c) => ({ A: many("M", c.d), phi: "M" }) as const,
  assume: smooth("two"),
  parts: (X, { A }) => connection(X, A),
  left: (X, { phi }, p) =>
    X.sub(p.derivative(0, p.derivative(1, phi)), p.derivative(1, p.derivative(0, phi))),
  right: (X, { phi }, p) => commutator(X, p.curvature(0, 1), phi),
  models,
  nearMisses: (X, { A }) => ({
    ...plainDerivative(X),
    ...curvatureMisses(X, A),
    "one-sided-derivative": {
      why: String.raw`$D_\mu\varphi=\partial_\mu\varphi+A_\mu\varphi$, the derivative of another bundle`,
      change: { derivative: (mu: number, x: M): M => X.add(X.d(mu, x), X.mul(A[mu], x)) },
    },
  }),
});

/** The three terms of D_λF_μν + D_μF_νλ + D_νF_λμ, for each λ < μ < ν. */
const cyclic = (p: Connection, c: Configuration): (readonly [M, M, M])[] =>
  directions(c).flatMap((l) =>
    directions(c).flatMap((m) =>
      directions(c)
        .filter((n) => l < m && m < n)
        .map(
          (n) =>
            [
              p.derivative(l, p.curvature(m, n)),
              p.derivative(m, p.curvature(n, l)),
              p.derivative(n, p.curvature(l, m)),
            ] as const,
        ),
    ),
  );

/** One term stands on the right: the float check measures its power by stretching the left side only. */
export const bianchi = equation({
  id: "yang-mills/bianchi-identity/covariant-derivative-of-curvature-vanishes",
  states: String.raw`D_\lambda F_{\mu\nu}+D_\mu F_{\nu\lambda}=-D_\nu F_{\lambda\mu}`,
  over: matrixFields,
  configurations: [{ d: 3 }, { d: 4 }],
  unknowns: (c) => ({ A: many("M", c.d) }),
  assume: smooth("two"),
  parts: (X, { A }) => connection(X, A),
  left: (X, _, p, c) => cyclic(p, c).map(([first, second]) => X.add(first, second)),
  right: (X, _, p, c) => cyclic(p, c).map(([, , third]) => X.neg(third)),
  models,
  nearMisses: (X, { A }) => ({ ...plainDerivative(X), ...curvatureMisses(X, A) }),
  figures: () => [alongTheInstanton()],
});

const signatures = [
  { d: 2, signature: "Euclidean" },
  { d: 2, signature: "Lorentzian" },
  { d: 3, signature: "Euclidean" },
  { d: 3, signature: "Lorentzian" },
  { d: 4, signature: "Euclidean" },
  { d: 4, signature: "Lorentzian" },
] as const;

/** The sign of raising both indices; time is direction 0. */
const raised = (c: Configuration, mu: number, nu: number): number =>
  [mu, nu].filter((i) => c.signature === "Lorentzian" && i === 0).length === 1 ? -1 : 1;
const pairs = (c: Configuration) =>
  directions(c).flatMap((mu) => directions(c).map((nu) => [mu, nu] as const));

export const divergence = equation({
  id: "yang-mills/bianchi-identity/double-divergence-vanishes",
  states: String.raw`D_\nu D_\mu F^{\mu\nu}=0`,
  over: matrixFields,
  configurations: signatures,
  unknowns: (c) => ({ A: many("M", c.d) }),
  assume: smooth("three"),
  parts: (X, { A }, c) => ({
    ...connection(X, A),
    outer: connection(X, A).derivative,
    raise: (mu: number, nu: number): number => raised(c, mu, nu),
  }),
  left: (X, _, p, c) =>
    X.add(
      ...pairs(c).map(([mu, nu]) =>
        X.scale(p.raise(mu, nu), p.outer(nu, p.derivative(mu, p.curvature(mu, nu)))),
      ),
    ),
  right: (X) => X.zero(),
  models,
  nearMisses: (X, { A }, c) => ({
    "outer-plain": {
      why: String.raw`$\partial_\nu D_\mu F^{\mu\nu}$: the plain derivative outside`,
      change: { outer: plain(X) },
    },
    "inner-plain": {
      why: String.raw`$D_\nu\partial_\mu F^{\mu\nu}$: the plain derivative inside`,
      change: { derivative: plain(X) },
    },
    ...curvatureMisses(X, A),
    "indices-of-different-metrics": {
      why: String.raw`the first index raised with another metric than the second: what is left of $F^{\mu\nu}$ is not antisymmetric`,
      change: { raise: (mu: number, nu: number): number => raised(c, mu, nu) * (mu === 0 ? 2 : 1) },
    },
  }),
});

/** ½ F_μν F^μν, before the trace. */
const square = (X: Fields, p: Connection, c: Configuration): M =>
  X.scale(
    "1/2",
    X.add(
      ...pairs(c).map(([mu, nu]) =>
        X.scale(raised(c, mu, nu), X.mul(p.curvature(mu, nu), p.curvature(mu, nu))),
      ),
    ),
  );

export const noether = equation({
  id: "yang-mills/bianchi-identity/euler-lagrange-is-divergence-free",
  states: String.raw`D_0E^0=-\sum_{i\ge1}D_iE^i,\quad E^\nu=\frac{\delta}{\delta A_\nu}\int\tfrac12\operatorname{Tr}F_{\mu\nu}F^{\mu\nu}`,
  over: matrixFields,
  configurations: signatures,
  unknowns: (c) => ({ A: many("M", c.d), k: many("M", 1, "constant") }),
  assume: {
    ...smooth("three"),
    constant: "k does not depend on the point (k occurs in a near miss only)",
  },
  parts: (X, { A }) => ({
    ...connection(X, A),
    outer: connection(X, A).derivative,
    density: (x: M): S => X.tr(x),
  }),
  left: (X, _, p, c) => p.outer(0, X.euler("A", 0, p.density(square(X, p, c)))),
  right: (X, _, p, c) => {
    const spatial = directions(c).slice(1);
    const divergences = spatial.map((i) => p.outer(i, X.euler("A", i, p.density(square(X, p, c)))));
    return X.neg(X.add(X.zero(), ...divergences));
  },
  // Third derivatives of a large graph: the float samples are of two dimensions.
  models: [...models.slice(0, 2), where(floatMatrices({ sizes: [2, 3], fields: "torus" }), plane)],
  nearMisses: (X, { A, k }) => ({
    "plain-divergence": {
      why: String.raw`$\partial_\nu$ in place of $D_\nu$`,
      change: { outer: plain(X) },
    },
    ...curvatureMisses(X, A),
    "form-not-invariant": {
      why: String.raw`$\operatorname{Tr}(kFF)$ with a constant $k$: not gauge invariant`,
      change: { density: (x: M): S => X.tr(X.mul(k[0], x)) },
    },
    "mass-term": {
      why: String.raw`a mass term $\operatorname{Tr}A_0A_0$ added: not gauge invariant`,
      change: { density: (x: M): S => X.add(X.tr(x), X.tr(X.mul(A[0], A[0]))) },
    },
  }),
  rests: [{ lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations` }],
});

/** 𝒟 on maps between two bundles with potentials B and A: 𝒟_μΩ = ∂_μΩ + B_μΩ − ΩA_μ. */
export const covariance = equation({
  id: "yang-mills/bianchi-identity/curvatures-are-intertwined",
  states: String.raw`[\mathcal D_\mu,\mathcal D_\nu]\,\Omega=F^B_{\mu\nu}\Omega-\Omega F^A_{\mu\nu},\quad \mathcal D_\mu\Omega=\partial_\mu\Omega+B_\mu\Omega-\Omega A_\mu`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns: (c) => ({ A: many("M", c.d), B: many("M", c.d), Omega: "M" }) as const,
  assume: smooth("two"),
  parts: (X, { A, B }) => ({
    between: (mu: number, x: M): M => X.add(X.d(mu, x), X.sub(X.mul(B[mu], x), X.mul(x, A[mu]))),
    curvature: connection(X, A).curvature,
    transformed: connection(X, B).curvature,
  }),
  left: (X, { Omega }, p) =>
    X.sub(p.between(0, p.between(1, Omega)), p.between(1, p.between(0, Omega))),
  right: (X, { Omega }, p) =>
    X.sub(X.mul(p.transformed(0, 1), Omega), X.mul(Omega, p.curvature(0, 1))),
  models,
  nearMisses: (X, { A, B }) => ({
    "wrong-sign-of-gauge-term": {
      why: String.raw`$-\partial_\mu\Omega$, so that $\mathcal D\Omega=0$ says $B=\Omega A\Omega^{-1}+d\Omega\,\Omega^{-1}$`,
      change: {
        between: (mu: number, x: M): M =>
          X.sub(X.sub(X.mul(B[mu], x), X.mul(x, A[mu])), X.d(mu, x)),
      },
    },
    "no-gauge-term": {
      why: String.raw`no $\partial_\mu\Omega$, so that $\mathcal D\Omega=0$ says $B=\Omega A\Omega^{-1}$`,
      change: {
        between: (mu: number, x: M): M => X.sub(X.mul(B[mu], x), X.mul(x, A[mu])),
      },
    },
    ...curvatureMisses(X, A),
  }),
});

/** From −3 to 3 in steps of 1/8. */
const ray = [...Array(49).keys()].map((k) => k / 8 - 3);

/** √Σ|entry|² of the cyclic sums for the instanton of size 1 at the points (0, r, 0, 0). */
function sizes(parts: (X: Fields, A: readonly M[]) => Connection): number[] {
  const recorded = equation({
    id: "yang-mills/bianchi-identity/along-a-ray",
    states: "recorded for a figure, not claimed",
    over: matrixFields,
    configurations: [{ d: 4 }],
    unknowns: (c) => ({ A: many("M", c.d) }),
    left: (X, { A }, _, c) => cyclic(parts(X, A), c).map((terms) => X.add(...terms)),
    right: (X) => X.zero(),
    models: [],
  });
  const points = ray.map((r) => ["0", `${8 * r}/8`, "0", "0"]);
  return leftSizes(bpst, recorded.problems()[0], points);
}

function alongTheInstanton(): Figure {
  return {
    id: "cyclic-sums-on-the-instanton",
    caption: String.raw`The components of $d_AF$ and of $dF$ for the BPST instanton of size 1, on a line through its centre: the square root of the sum over $\lambda<\mu<\nu$ and all matrix entries of $|\cdot|^2$. Computed from the potential in exact arithmetic (discs); the curve is $8\sqrt6\,|x_1|/(x_1^2+1)^3$.`,
    description:
      "The size of the plain exterior derivative rises to about 5 on both sides of the centre and falls off, on a closed-form curve; the size of the covariant one is zero everywhere.",
    axes: { x: "$x_1$, other coordinates 0", y: "size" },
    series: [
      {
        name: "$dF$, computed",
        mark: "points",
        x: ray,
        y: sizes((X, A) => ({ ...connection(X, A), derivative: plain(X) })),
      },
      {
        name: String.raw`$8\sqrt6\,|x_1|/(x_1^2+1)^3$`,
        mark: "line",
        x: ray,
        y: ray.map((x) => (8 * Math.sqrt(6) * Math.abs(x)) / (x ** 2 + 1) ** 3),
      },
      { name: "$d_AF$, computed", mark: "points", x: ray, y: sizes(connection) },
    ],
  };
}
