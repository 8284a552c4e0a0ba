import { equation, floatMatrices, freeMatrixModel, many, matrixFields, sampledMatrices, where } from "commute";
import type { Operations, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;

const configurations = [
  { d: 2, signature: "Euclidean" },
  { d: 3, signature: "Euclidean" },
  { d: 4, signature: "Euclidean" },
  { d: 4, signature: "Lorentzian" },
] as const;
type Configuration = (typeof configurations)[number];

/** The diagonal of the metric; time is direction 0. */
const metric = (c: Configuration) => (mu: number) => (c.signature === "Lorentzian" && mu === 0 ? -1 : 1);
const directions = (c: Configuration): number[] => [...Array(c.d).keys()];

/** F_μν = ∂_μ A_ν − ∂_ν A_μ + [A_μ, A_ν]; D_μ = ∂_μ + [A_μ, ·]; the action density ½ Tr F_μν F^μν. */
function yangMills(X: Fields, A: readonly M[], c: Configuration) {
  const eta = metric(c);
  const commutator = (a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
  const curl = (mu: number, nu: number): M => X.sub(X.d(mu, A[nu]), X.d(nu, A[mu]));
  return {
    half: "1/2" as const,
    factor: -2,
    metric: eta,
    trace: (x: M): Term<"S"> => X.tr(x),
    curvature: (mu: number, nu: number): M => X.add(curl(mu, nu), commutator(A[mu], A[nu])),
    derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(A[mu], x)),
    boundary: 2,
  };
}
type Parts = ReturnType<typeof yangMills>;

function lagrangian(X: Fields, p: Parts, c: Configuration): Term<"S"> {
  const all = directions(c);
  const terms = all.flatMap((mu) =>
    all.map((nu) => X.scale(metric(c)(mu) * metric(c)(nu), p.trace(X.mul(p.curvature(mu, nu), p.curvature(mu, nu))))),
  );
  return X.scale(p.half, X.add(...terms));
}

/** The ν-component of factor · D^μ F_μ^ν. */
function divergence(X: Fields, p: Parts, c: Configuration, nu: number): M {
  const terms = directions(c).map((mu) => X.scale(p.metric(mu) * p.metric(nu), p.derivative(mu, p.curvature(mu, nu))));
  return X.scale(p.factor, X.add(...terms));
}

const commonMisses = (X: Fields, A: readonly M[], k: M) => ({
  "printed-divergence": {
    why: "the slide's d⋆F: the plain derivative in place of the covariant one",
    change: { derivative: (mu: number, x: M): M => X.d(mu, x) },
  },
  "curvature-with-minus": {
    why: "F = dA − A∧A beside D = d + [A, ·]",
    change: {
      curvature: (mu: number, nu: number): M =>
        X.sub(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), X.sub(X.mul(A[mu], A[nu]), X.mul(A[nu], A[mu]))),
    },
  },
  "factor-one": { why: "factor 1 in place of 2", change: { factor: -1 } },
  "form-not-invariant": {
    why: "Tr(k F F) with a constant k ≠ 1: a form that is not invariant under conjugation",
    change: { trace: (x: M): Term<"S"> => X.tr(X.mul(k, x)) },
  },
});

export const eulerLagrange = equation({
  id: "yang-mills/variation/euler-lagrange-is-divergence",
  states: String.raw`\frac{\delta}{\delta A_\nu}\int\tfrac12\operatorname{Tr}F_{\mu\nu}F^{\mu\nu} = -2\,D_\mu F^{\mu\nu}`,
  over: matrixFields,
  configurations,
  unknowns: (c) => ({ A: many("M", c.d), k: many("M", 1, "constant") }),
  assume: { constant: "k does not depend on the point" },
  parts: (X, { A }, c) => yangMills(X, A, c),
  left: (X, _, p, c) => directions(c).map((nu) => X.euler("A", nu, lagrangian(X, p, c))),
  right: (X, _, p, c) => directions(c).map((nu) => divergence(X, p, c, nu)),
  models: [freeMatrixModel(), where(sampledMatrices({ sizes: [2, 3] }), (c) => Number(c.d) < 4),
    where(floatMatrices({ sizes: [2, 3], fields: "torus" }), (c) => Number(c.d) < 4),
  ],
  nearMisses: (X, { A, k }) => commonMisses(X, A, k[0]),
});
