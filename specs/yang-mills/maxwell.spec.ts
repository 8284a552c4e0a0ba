import {
  basisVector,
  equation,
  exterior,
  floatMatrices,
  freeMatrixModel,
  hodgeStar,
  integers,
  many,
  matrixFields,
  sampledMatrices,
  value,
} from "commute";
import type { Figure, Operations, Series, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;

const space = [1, 2, 3] as const;
const all = [0, 1, 2, 3] as const;
/** The other two directions of space, in cyclic order. */
const others = (i: number): readonly [number, number] => [(i % 3) + 1, ((i + 1) % 3) + 1];
const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));

const configurations = [{ d: 4, signature: "Lorentzian" }] as const;
const unknowns = () => ({ A: many("M", 4) });
const assume = { smooth: "A is three times continuously differentiable" };
const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [1, 2] }),
  floatMatrices({ sizes: [1, 2], samples: { default: 32 } }),
];

/** F = dA, and the metric with time as direction 0. */
const abelian = (X: Fields, A: readonly M[]) => ({
  metric: (mu: number): number => (mu === 0 ? -1 : 1),
  curvature: (mu: number, nu: number): M => X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])),
  /** The sign of ∂_tE in ∇×B − ∂_tE. */
  displacement: -1,
});
type Parts = ReturnType<typeof abelian>;

/** E_i = F_i0, B_i = F_jk for (i, j, k) cyclic. */
const electric = (p: Parts, i: number): M => p.curvature(i, 0);
const magnetic = (p: Parts, i: number): M => p.curvature(...others(i));
const curl = (X: Fields, V: (i: number) => M, i: number): M => {
  const [j, k] = others(i);
  return X.sub(X.d(j, V(k)), X.d(k, V(j)));
};

const divergence = (X: Fields, p: Parts, nu: number): M =>
  X.add(
    ...all
      .filter((mu) => mu !== nu)
      .map((mu) => X.scale(p.metric(mu), X.d(mu, p.curvature(mu, nu)))),
  );

const dictionary = (X: Fields, p: Parts): M[] => [
  X.add(...space.map((i) => X.d(i, electric(p, i)))),
  ...space.map((i) =>
    X.neg(
      X.add(
        curl(X, (k) => magnetic(p, k), i),
        X.scale(p.displacement, X.d(0, electric(p, i))),
      ),
    ),
  ),
];

export const ampere = equation({
  id: "yang-mills/maxwell/divergence-is-gauss-and-ampere",
  states: String.raw`\partial^\mu F_{\mu0}=\nabla\cdot E,\qquad\partial^\mu F_{\mu i}=-(\nabla\times B-\partial_tE)_i,\qquad E_i=F_{i0},\ B_i=F_{jk}`,
  over: matrixFields,
  configurations,
  unknowns,
  assume,
  parts: (X, { A }) => abelian(X, A),
  left: (X, _, p) => all.map((nu) => divergence(X, p, nu)),
  right: (X, _, p) => dictionary(X, p),
  models,
  nearMisses: () => ({
    riemannian: {
      why: "the slide's Riemannian metric",
      change: { metric: () => 1 },
    },
    "other-sign-of-time": {
      why: String.raw`the metric $(+,-,-,-)$ for the raised index alone: every sign is the other one`,
      change: { metric: (mu: number): number => (mu === 0 ? 1 : -1) },
    },
    "no-displacement-current": {
      why: String.raw`$\nabla\times B$ without $\partial_tE$`,
      change: { displacement: 0 },
    },
    "other-sign-of-displacement": {
      why: String.raw`$\nabla\times B+\partial_tE$`,
      change: { displacement: 1 },
    },
  }),
  figures: () => [light()],
});

export const faraday = equation({
  id: "yang-mills/maxwell/closed-is-gauss-and-faraday",
  states: String.raw`F=dA:\qquad\nabla\cdot B=0,\qquad(\nabla\times E)_i=-\partial_tB_i`,
  over: matrixFields,
  configurations,
  unknowns,
  assume,
  parts: (X, { A }) => ({ ...abelian(X, A), induction: -1 }),
  left: (X, _, p) => [
    X.add(X.d(1, magnetic(p, 1)), X.d(2, magnetic(p, 2))),
    ...space.map((i) => curl(X, (k) => electric(p, k), i)),
  ],
  right: (X, _, p) => [
    X.neg(X.d(3, magnetic(p, 3))),
    ...space.map((i) => X.scale(p.induction, X.d(0, magnetic(p, i)))),
  ],
  models,
  nearMisses: (X, { A }) => ({
    nonabelian: {
      why: String.raw`$F=dA+A\wedge A$ with the plain derivative: $dF\neq0$`,
      change: {
        curvature: (mu: number, nu: number): M =>
          X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu])),
      },
    },
    "other-sign-of-induction": {
      why: String.raw`$\nabla\times E=+\partial_tB$: plane waves would obey $\omega^2=-k^2$`,
      change: { induction: 1 },
    },
  }),
});

/** The slide: M Riemannian, and the equations of its connection are Maxwell's. */
export const printed = equation({
  id: "yang-mills/maxwell/riemannian-equations-are-maxwells",
  states: String.raw`M\text{ Riemannian}:\qquad\partial_\mu F_{\mu0}=\nabla\cdot E,\qquad\partial_\mu F_{\mu i}=-(\nabla\times B-\partial_tE)_i`,
  over: matrixFields,
  configurations: [{ d: 4, signature: "Riemannian" }],
  unknowns,
  assume,
  parts: (X, { A }): Parts => ({ ...abelian(X, A), metric: () => 1 }),
  left: (X, _, p) => all.map((nu) => divergence(X, p, nu)),
  right: (X, _, p) => dictionary(X, p),
  models: models.slice(0, 2),
  expects: "fails",
  control: (X, { A }) => ({ metric: abelian(X, A).metric }),
});

/** ½ Tr F_μνF^μν + source · Tr A_νJ^ν, with F = dA + A∧A. */
export const source = equation({
  id: "yang-mills/maxwell/source-term-gives-the-current",
  states: String.raw`\frac{\delta}{\delta A_\nu}\int\bigl(\tfrac12\operatorname{Tr}F_{\mu\nu}F^{\mu\nu}+2\operatorname{Tr}A_\nu J^\nu\bigr)=-2\,(D_\mu F^{\mu\nu}-J^\nu)`,
  over: matrixFields,
  configurations: [
    { d: 2, signature: "Lorentzian" },
    { d: 3, signature: "Lorentzian" },
  ],
  unknowns: (c) => ({ A: many("M", c.d), J: many("M", c.d) }) as const,
  assume,
  parts: (X, { A }) => ({
    source: 2,
    derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(X, A[mu], x)),
  }),
  left: (X, { A, J }, p, c) => {
    const directions = [...Array(c.d).keys()];
    const terms = directions.flatMap((mu) =>
      directions.flatMap((nu) => {
        if (mu === nu) return [];
        const F = fieldStrength(X, A, mu, nu);
        return [X.scale(raised(mu, nu), X.tr(X.mul(F, F)))];
      }),
    );
    const coupling = directions.map((nu) => X.tr(X.mul(A[nu], J[nu])));
    const density = X.add(X.scale("1/2", X.add(...terms)), X.scale(p.source, X.add(...coupling)));
    return directions.map((nu) => X.euler("A", nu, density));
  },
  right: (X, { A, J }, p, c) => {
    const directions = [...Array(c.d).keys()];
    return directions.map((nu) => {
      const DF = directions
        .filter((mu) => mu !== nu)
        .map((mu) => X.scale(raised(mu, nu), p.derivative(mu, fieldStrength(X, A, mu, nu))));
      return X.scale(-2, X.sub(X.add(...DF), J[nu]));
    });
  },
  models: models.slice(0, 2),
  nearMisses: (X) => ({
    "no-source-term": {
      why: "the slide's action: only the vacuum equations come out",
      change: { source: 0 },
    },
    "other-sign-of-source": { why: "the current with the other sign", change: { source: -2 } },
    "plain-derivative": {
      why: String.raw`$\partial_\mu$ in place of $D_\mu$, right for $U(1)$`,
      change: { derivative: (mu: number, x: M): M => X.d(mu, x) },
    },
  }),
  rests: [{ lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations` }],
});

const fieldStrength = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu]));
const raised = (mu: number, nu: number): number => ((mu === 0) === (nu === 0) ? 1 : -1);

export const twice = value({
  id: "yang-mills/maxwell/star-squared-on-two-forms",
  states: String.raw`\star\star=+1\text{ on 2-forms of a Riemannian, }-1\text{ of a Lorentzian 4-manifold}`,
  kind: "proved",
  engine: "⋆ of the exterior algebra over Z, twice, on each of the six blades",
  cases: [
    { signature: "+ + + +", degree: 2 },
    { signature: "- + + +", degree: 2 },
    { signature: "- - + +", degree: 2 },
    { signature: "- + + +", degree: 1 },
  ] as const,
  parts: () => ({ times: 2 }),
  compute: ({ signature, degree }, p) => {
    const signs = signature.split(" ").map((s) => (s === "+" ? 1 : -1));
    const algebra = exterior(integers, 4);
    const star = hodgeStar(algebra, signs);
    const blades = [...Array(16).keys()].filter(
      (b) => b.toString(2).replaceAll("0", "").length === degree,
    );
    const factors = blades.map((b) => {
      const e = basisVector(algebra, b);
      const image = Array.from({ length: p.times }).reduce<typeof e>((x) => star(x), e);
      return String(image[b]);
    });
    return [...new Set(factors)].join(", ");
  },
  routes: {
    "(−1)^{k(n−k)} times the product of the signs": ({ signature, degree }) => {
      const minuses = signature.split("-").length - 1;
      return String((-1) ** (degree * (4 - degree) + minuses));
    },
  },
  nearMisses: () => ({
    "star-four-times": { why: String.raw`$\star^4=1$ in every signature`, change: { times: 4 } },
  }),
});

/** A_y = f(t) cos x obeys f'' = −f with one time, f'' = +f without. */
function light(): Figure {
  const step = 1 / 16;
  const series = ([-1, 1] as const).flatMap((sign): Series[] => {
    // Leapfrog for f'' = sign · f from f(0) = 1, f'(0) = 0: the component ∂^μF_μy = 0.
    const f = [1, 1 + (sign * step ** 2) / 2];
    while (f.length <= 48)
      f.push(2 * f[f.length - 1] - f[f.length - 2] + sign * step ** 2 * f[f.length - 1]);
    const shown = f.map((y, k) => [k * step, y] as const).filter((_, k) => k % 3 === 0);
    return [
      {
        name: sign === -1 ? "Lorentzian, stepped" : "Riemannian, stepped",
        mark: "points",
        x: shown.map(([t]) => t),
        y: shown.map(([, y]) => y),
      },
      {
        name: sign === -1 ? String.raw`$\cos t$` : String.raw`$\cosh t$`,
        mark: "line",
        x: f.map((_, k) => k * step),
        y: f.map((_, k) => (sign === -1 ? Math.cos(k * step) : Math.cosh(k * step))),
      },
    ];
  });
  return {
    id: "light",
    caption: String.raw`The amplitude of $A_y=f(t)\cos x$ as $\partial^\mu F_{\mu y}=0$ makes it go, stepped from $f=1$ at rest. With one time direction it is a standing light wave. With the slide's Riemannian metric the same equation is elliptic: nothing oscillates.`,
    description:
      "In Lorentzian signature a cosine; in Riemannian signature a growing hyperbolic cosine.",
    axes: { x: "t", y: "f(t)" },
    series,
  };
}
