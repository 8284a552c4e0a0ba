import {
  bpst,
  constantPotential,
  equation,
  floatMatrices,
  freeMatrixModel,
  instanton,
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

const configurations = [
  { d: 2, signature: "Euclidean" },
  { d: 3, signature: "Euclidean" },
  { d: 4, signature: "Euclidean" },
  { d: 4, signature: "Lorentzian" },
] as const;
type Configuration = { readonly d: number; readonly signature: string };

const directions = (c: Configuration): number[] => [...Array(c.d).keys()];
const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curl = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.sub(X.d(mu, A[nu]), X.d(nu, A[mu]));

/** The ingredients of Yang–Mills theory: F = dA + A∧A, D = d + [A, ·], the action density ½ Tr F_μν F^μν. */
const yangMills = (X: Fields, A: readonly M[], c: Configuration) => ({
  half: "1/2" as `${bigint}/${bigint}`,
  /** In δS = ∓2 …: the factor of the Euler–Lagrange side and of the boundary term. */
  factor: -2,
  boundary: 2,
  /** The diagonal of the metric; time is direction 0. */
  metric: (mu: number): number => (c.signature === "Lorentzian" && mu === 0 ? -1 : 1),
  trace: (x: M): S => X.tr(x),
  /** What multiplies D F when the form is Tr(k · ·): nothing, for the invariant form. */
  weight: (x: M): M => x,
  curvature: (mu: number, nu: number): M => X.add(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
  derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(X, A[mu], x)),
});
type Parts = ReturnType<typeof yangMills>;

const lagrangian = (X: Fields, p: Parts, c: Configuration): S => {
  const pairs = directions(c).flatMap((mu) => directions(c).map((nu) => [mu, nu] as const));
  const eta = yangMills(X, [], c).metric;
  const terms = pairs.map(([mu, nu]) =>
    X.scale(eta(mu) * eta(nu), p.trace(X.mul(p.curvature(mu, nu), p.curvature(mu, nu)))),
  );
  return X.scale(p.half, X.add(...terms));
};

/** D^μ F_μ^ν. */
const divergence = (X: Fields, p: Parts, c: Configuration, nu: number): M =>
  X.add(
    ...directions(c).map((mu) =>
      X.scale(p.metric(mu) * p.metric(nu), p.weight(p.derivative(mu, p.curvature(mu, nu)))),
    ),
  );

const unknowns = (c: Configuration) => ({ A: many("M", c.d), k: many("M", 1, "constant") });
const assume = { constant: "k does not depend on the point (k occurs in a near miss only)" };
const invariance = {
  lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations, hence under conjugation`,
};

const plainDerivative = (X: Fields) => ({ derivative: (mu: number, x: M): M => X.d(mu, x) });
const minusCommutator = (X: Fields, A: readonly M[]) => ({
  curvature: (mu: number, nu: number): M => X.sub(curl(X, A, mu, nu), commutator(X, A[mu], A[nu])),
});

const misses = (X: Fields, A: readonly M[], k: M) => ({
  "printed-divergence": {
    why: String.raw`the slide's $d\star F$: the plain derivative in place of the covariant one`,
    change: plainDerivative(X),
  },
  "curvature-with-minus": {
    why: String.raw`$F=dA-A\wedge A$ beside $D=d+[A,\cdot]$: one sign of two`,
    change: minusCommutator(X, A),
  },
  "factor-one": { why: "factor 1 in place of 2", change: { factor: -1 } },
  "form-not-invariant": {
    why: String.raw`$\operatorname{Tr}(kFF)$ with a constant $k$: a form that is not invariant under conjugation`,
    change: {
      trace: (x: M): S => X.tr(X.mul(k, x)),
      weight: (x: M): M => X.scale("1/2", X.add(X.mul(k, x), X.mul(x, k))),
    },
  },
});

const small = (c: { readonly d?: unknown }): boolean => Number(c.d) < 4;
const sampled = sampledMatrices({ sizes: [2, 3] });
const torus = where(floatMatrices({ sizes: [2, 3], fields: "torus" }), small);

export const eulerLagrange = equation({
  id: "yang-mills/variation/euler-lagrange-is-divergence",
  states: String.raw`\frac{\delta}{\delta A_\nu}\int\tfrac12\operatorname{Tr}F_{\mu\nu}F^{\mu\nu}=-2\,D_\mu F^{\mu\nu}`,
  over: matrixFields,
  configurations,
  unknowns,
  assume,
  parts: (X, { A }, c) => yangMills(X, A, c),
  left: (X, _, p, c) => directions(c).map((nu) => X.euler("A", nu, lagrangian(X, p, c))),
  right: (X, _, p, c) => directions(c).map((nu) => X.scale(p.factor, divergence(X, p, c, nu))),
  models: [freeMatrixModel(), sampled, torus],
  nearMisses: (X, { A, k }) => misses(X, A, k[0]),
  rests: [invariance],
});

export const firstVariation = equation({
  id: "yang-mills/variation/first-variation-with-boundary-term",
  states: String.raw`\delta\,\tfrac12\operatorname{Tr}F_{\mu\nu}F^{\mu\nu}=-2\operatorname{Tr}\bigl(\delta A_\nu\,D_\mu F^{\mu\nu}\bigr)+\partial_\mu\bigl(2\operatorname{Tr}F^{\mu\nu}\delta A_\nu\bigr)`,
  over: matrixFields,
  configurations,
  unknowns,
  assume,
  parts: (X, { A }, c) => yangMills(X, A, c),
  left: (X, _, p, c) => X.d("delta", lagrangian(X, p, c)),
  right: (X, { A }, p, c) => {
    const pairs = directions(c).flatMap((mu) => directions(c).map((nu) => [mu, nu] as const));
    const varied = (nu: number): M => X.d("delta", A[nu]);
    const interior = directions(c).map((nu) => X.tr(X.mul(varied(nu), divergence(X, p, c, nu))));
    const flux = pairs.map(([mu, nu]) =>
      X.d(mu, X.scale(p.metric(mu) * p.metric(nu), X.tr(X.mul(p.curvature(mu, nu), varied(nu))))),
    );
    return X.add(X.scale(p.factor, X.add(...interior)), X.scale(p.boundary, X.add(...flux)));
  },
  models: [freeMatrixModel(), sampled, torus],
  nearMisses: (X, { A, k }) => ({
    ...misses(X, A, k[0]),
    "no-boundary-term": { why: "the boundary term dropped", change: { boundary: 0 } },
    "boundary-term-halved": { why: "the boundary term with factor 1", change: { boundary: 1 } },
  }),
  rests: [invariance],
});

export const variationOfCurvature = equation({
  id: "yang-mills/variation/curvature-varies-covariantly",
  states: String.raw`\delta F_{\mu\nu}=D_\mu\,\delta A_\nu-D_\nu\,\delta A_\mu`,
  over: matrixFields,
  configurations: [configurations[0]],
  unknowns,
  assume,
  parts: (X, { A }, c) => yangMills(X, A, c),
  left: (X, _, p) => X.d("delta", p.curvature(0, 1)),
  right: (X, { A }, p) => {
    const varied = (nu: number): M => X.d("delta", A[nu]);
    return X.sub(p.derivative(0, varied(1)), p.derivative(1, varied(0)));
  },
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2, 3] }), torus],
  nearMisses: (X, { A }) => ({
    "plain-derivative": {
      why: String.raw`$d\,\delta A$ in place of $d_A\,\delta A$`,
      change: plainDerivative(X),
    },
    "curvature-with-minus": { why: String.raw`$F=dA-A\wedge A$`, change: minusCommutator(X, A) },
  }),
});

/** The slide's equation of motion, with the plain derivative among its parts. */
const asPrinted = (X: Fields, A: readonly M[], c: Configuration) => ({
  ...yangMills(X, A, c),
  ...plainDerivative(X),
});
const corrected = (X: Fields, { A }: { readonly A: readonly M[] }, c: Configuration) => ({
  derivative: yangMills(X, A, c).derivative,
});

/** One hypothesis for each component ν = 0 … 3: `printed-0`, … */
function everyComponent<T>(name: string, of: (nu: number) => T): Record<string, T> {
  return Object.fromEntries([0, 1, 2, 3].map((nu) => [`${name}-${nu}`, of(nu)]));
}

/** Neither implication of the slide's δS = 0 ⟷ d⋆F = 0 holds; the fields are exact counterexamples. */
export const printedImpliesStationary = equation({
  id: "yang-mills/variation/printed-equation-implies-stationary",
  states: String.raw`d\star F_A=0\ \Longrightarrow\ \frac{\delta S}{\delta A}=-2\,\partial_\mu F^{\mu\nu}=0`,
  over: matrixFields,
  configurations: [{ d: 4, signature: "Euclidean" }],
  unknowns,
  assume: {
    ...assume,
    ...everyComponent("printed", (nu) => String.raw`$\partial^\mu F_{\mu${nu}}=0$`),
  },
  parts: (X, { A }, c) => asPrinted(X, A, c),
  given: (X, { A }, _, c) =>
    everyComponent(
      "printed",
      (nu) => [divergence(X, asPrinted(X, A, c), c, nu), X.zero()] as const,
    ),
  left: (X, _, p, c) => directions(c).map((nu) => X.euler("A", nu, lagrangian(X, p, c))),
  right: (X, _, p, c) => directions(c).map((nu) => X.scale(p.factor, divergence(X, p, c, nu))),
  models: [constantPotential(4)],
  expects: "fails",
  control: corrected,
});

export const stationaryImpliesPrinted = equation({
  id: "yang-mills/variation/stationary-implies-printed-equation",
  states: String.raw`\frac{\delta S}{\delta A}=0\ \Longrightarrow\ d\star F_A=0`,
  over: matrixFields,
  configurations: [{ d: 4, signature: "Euclidean" }],
  unknowns,
  assume: {
    ...assume,
    ...everyComponent("stationary", (nu) => String.raw`$\delta S/\delta A_${nu}=0$`),
  },
  parts: (X, { A }, c) => asPrinted(X, A, c),
  given: (X, { A }, _, c) =>
    everyComponent(
      "stationary",
      (nu) => [X.euler("A", nu, lagrangian(X, yangMills(X, A, c), c)), X.zero()] as const,
    ),
  left: (X, _, p, c) => directions(c).map((nu) => divergence(X, p, c, nu)),
  right: (X, _, _p, c) => directions(c).map(() => X.zero()),
  models: [instanton()],
  expects: "fails",
  control: corrected,
  figures: () => [actionDensity(), divergences()],
});

type Quantity = (X: Fields, A: readonly M[], c: Configuration) => Term | readonly Term[];

/** √Σ|entry|² of a quantity of the instanton of size 1 at the points (0, r, 0, 0), from the exact field. */
function alongRay(quantity: Quantity, radii: readonly number[]): number[] {
  const recorded = equation({
    id: "yang-mills/variation/along-a-ray",
    states: "recorded for a figure, not claimed",
    over: matrixFields,
    configurations: [{ d: 4, signature: "Euclidean" }],
    unknowns,
    left: (X, { A }, _, c) => quantity(X, A, c),
    right: (X) => X.zero(),
    models: [],
  });
  const points = radii.map((r) => ["0", `${16 * r}/16`, "0", "0"]);
  return leftSizes(bpst, recorded.problems()[0], points);
}

/** From −3 to 3 in steps of 1/n, n a divisor of 16. */
const ray = (n: number): number[] => [...Array(6 * n + 1).keys()].map((k) => k / n - 3);

function actionDensity(): Figure {
  return {
    id: "instanton-action-density",
    caption: String.raw`The action density $-\tfrac12\operatorname{Tr}F_{\mu\nu}F_{\mu\nu}$ of the BPST instanton of size $\rho=1$ on a line through its centre: computed from the potential in exact arithmetic (discs), and the closed form $48\rho^4/(|x|^2+\rho^2)^4$ (line). Its integral over $\mathbb R^4$ is $8\pi^2$.`,
    description:
      "A bell-shaped curve of height 48 at the centre of the instanton, with computed points on it.",
    axes: { x: "$x_1$, other coordinates 0", y: "action density" },
    series: [
      {
        name: "computed",
        mark: "points",
        x: ray(4),
        y: alongRay((X, A, c) => lagrangian(X, yangMills(X, A, c), c), ray(4)),
      },
      {
        name: String.raw`$48/(x_1^2+1)^4$`,
        mark: "line",
        x: ray(16),
        y: ray(16).map((x) => 48 / (x ** 2 + 1) ** 4),
      },
    ],
  };
}

function divergences(): Figure {
  const size = (parts: typeof yangMills): number[] =>
    alongRay((X, A, c) => directions(c).map((nu) => divergence(X, parts(X, A, c), c, nu)), ray(16));
  return {
    id: "instanton-divergences",
    caption: String.raw`The instanton is a critical point: $D^\mu F_{\mu\nu}=0$ everywhere. The slide's $\partial^\mu F_{\mu\nu}$ is not zero; its size, $(\sum_{\nu}\sum_{ij}|(\partial^\mu F_{\mu\nu})_{ij}|^2)^{1/2}$, is $8\sqrt6\,|x_1|/(x_1^2+1)^3$. Both curves are computed from the potential in exact arithmetic.`,
    description:
      "The size of the plain divergence rises to about 5 on both sides of the centre and falls off; the size of the covariant divergence is zero everywhere.",
    axes: { x: "$x_1$, other coordinates 0", y: "size of the divergence" },
    series: [
      {
        name: String.raw`$|\partial^\mu F_{\mu\nu}|$, as printed`,
        mark: "line",
        x: ray(16),
        y: size(asPrinted),
      },
      {
        name: String.raw`$|D^\mu F_{\mu\nu}|$, as true`,
        mark: "line",
        x: ray(16),
        y: size(yangMills),
      },
    ],
  };
}
