import {
  equation,
  freeScalarModel,
  lieAlgebraNamed,
  many,
  sampledScalars,
  scalars,
  structureConstants,
  traceForm,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Scalars = Operations<typeof scalars>;
type R = Term<"R">;

/** [e_a, e_b] = Σ_k c[a][b][k] e_k and the form k(e_a, e_b), in small fractions. */
interface Algebra {
  readonly c: readonly (readonly (readonly number[])[])[];
  readonly k: readonly (readonly number[])[];
}

const numbers = (n: number): number[] => [...Array(n).keys()];
const toNumber = ({ n, d }: { readonly n: bigint; readonly d: bigint }): number =>
  Number(n) / Number(d);
const identity = (n: number): number[][] =>
  numbers(n).map((a) => numbers(n).map((b) => (a === b ? 1 : 0)));

/** With 2·Tr as its form, whose entries are integers. */
const named = (name: string): Algebra => {
  const basis = lieAlgebraNamed(name);
  return {
    c: structureConstants(basis).map((row) => row.map((ab) => ab.map(toNumber))),
    k: traceForm(basis).map((row) => row.map((q) => 2 * toNumber(q))),
  };
};

/** Totally antisymmetric constants: c_abk = 1 for the given triples and their even permutations. */
const antisymmetric = (
  n: number,
  triples: readonly (readonly [number, number, number])[],
): Algebra => ({
  c: numbers(n).map((a) =>
    numbers(n).map((b) =>
      numbers(n).map((k) =>
        triples.reduce((sum, [i, j, l]) => {
          const at = [a, b, k].map((m) => [i, j, l].indexOf(m));
          if (at.includes(-1) || new Set(at).size < 3) return sum;
          return sum + ((at[0] - at[1]) * (at[1] - at[2]) * (at[2] - at[0])) / 2;
        }, 0),
      ),
    ),
  ),
  k: identity(n),
});

/** [e_0, e_1] = e_1 and a third, central element, with the form 1. */
const affine: Algebra = {
  c: numbers(3).map((a) =>
    numbers(3).map((b) => [0, a === 0 && b === 1 ? 1 : a === 1 && b === 0 ? -1 : 0, 0]),
  ),
  k: identity(3),
};

const algebras: Readonly<Record<string, () => Algebra>> = {
  "su(2)": () => named("su(2)"),
  "su(3)": () => named("su(3)"),
  /** c_012 = c_034 = 1: antisymmetric, with an invariant form, and not a Lie algebra. */
  "no Jacobi identity": () =>
    antisymmetric(5, [
      [0, 1, 2],
      [0, 3, 4],
    ]),
};
const dimension: Readonly<Record<string, number>> = {
  "su(2)": 3,
  "su(3)": 8,
  "no Jacobi identity": 5,
};

const configurations = [
  { algebra: "su(2)", d: 3 },
  { algebra: "no Jacobi identity", d: 2 },
] as const;
type Configuration = { readonly algebra: string; readonly d: number };

/** The jets at a point of A^a_μ and of its variation v^a_μ: values, first and second derivatives. */
const jets = (n: number, d: number) => ({
  A: many("R", n * d),
  dA: many("R", n * d * d),
  ddA: many("R", n * d * d * d),
  v: many("R", n * d),
  dv: many("R", n * d * d),
});

type Vector = readonly R[];
interface Jets {
  readonly A: readonly R[];
  readonly dA: readonly R[];
  readonly ddA: readonly R[];
  readonly v: readonly R[];
  readonly dv: readonly R[];
}

const sum = (X: Scalars, terms: readonly R[]): R => X.add(X.rational(0), ...terms);
const plus = (X: Scalars, ...xs: readonly Vector[]): Vector =>
  xs[0].map((_, a) => X.add(...xs.map((x) => x[a])));
const minus = (X: Scalars, x: Vector, y: Vector): Vector => x.map((a, i) => X.sub(a, y[i]));

const ingredients = (algebra: string) => ({
  ...algebras[algebra](),
  factor: -2,
});
type Ingredients = ReturnType<typeof ingredients>;

const bracket = (X: Scalars, p: Ingredients, x: Vector, y: Vector): Vector =>
  x.map((_, k) =>
    sum(
      X,
      x.flatMap((xa, a) =>
        y.flatMap((yb, b) => (p.c[a][b][k] === 0 ? [] : [X.mul(X.rational(p.c[a][b][k]), xa, yb)])),
      ),
    ),
  );

const form = (X: Scalars, p: Ingredients, x: Vector, y: Vector): R =>
  sum(
    X,
    x.flatMap((xa, a) =>
      y.flatMap((yb, b) => (p.k[a][b] === 0 ? [] : [X.mul(X.rational(p.k[a][b]), xa, yb)])),
    ),
  );

/** The vector-valued jets, and what the product rule makes of them. */
const fields = (X: Scalars, u: Jets, p: Ingredients, n: number, d: number) => {
  const at = (list: readonly R[], offset: number): Vector =>
    numbers(n).map((a) => list[offset * n + a]);
  const A = (mu: number): Vector => at(u.A, mu);
  const v = (mu: number): Vector => at(u.v, mu);
  const dA = (mu: number, nu: number): Vector => at(u.dA, mu * d + nu);
  const dv = (mu: number, nu: number): Vector => at(u.dv, mu * d + nu);
  const ddA = (mu: number, nu: number, rho: number): Vector =>
    at(u.ddA, (Math.min(mu, nu) * d + Math.max(mu, nu)) * d + rho);
  const F = (mu: number, nu: number): Vector =>
    plus(X, minus(X, dA(mu, nu), dA(nu, mu)), bracket(X, p, A(mu), A(nu)));
  const varied = (mu: number, nu: number): Vector =>
    plus(
      X,
      minus(X, dv(mu, nu), dv(nu, mu)),
      bracket(X, p, v(mu), A(nu)),
      bracket(X, p, A(mu), v(nu)),
    );
  /** ∂_ρF_μν. */
  const dF = (rho: number, mu: number, nu: number): Vector =>
    plus(
      X,
      minus(X, ddA(rho, mu, nu), ddA(rho, nu, mu)),
      bracket(X, p, dA(rho, mu), A(nu)),
      bracket(X, p, A(mu), dA(rho, nu)),
    );
  return { A, v, dv, F, varied, dF };
};

/** The two sides of the first variation, for the algebra and the dimension of a configuration. */
const sides = {
  left: (X: Scalars, u: Jets, p: Ingredients, c: Configuration): R => {
    const f = fields(X, u, p, dimension[c.algebra], c.d);
    return sum(
      X,
      numbers(c.d).flatMap((mu) =>
        numbers(c.d).map((nu) => form(X, p, f.F(mu, nu), f.varied(mu, nu))),
      ),
    );
  },
  right: (X: Scalars, u: Jets, p: Ingredients, c: Configuration): R => {
    const f = fields(X, u, p, dimension[c.algebra], c.d);
    const terms = numbers(c.d).flatMap((mu) =>
      numbers(c.d).flatMap((nu) => {
        if (mu === nu) return [];
        const DF = plus(X, f.dF(mu, mu, nu), bracket(X, p, f.A(mu), f.F(mu, nu)));
        return [
          X.mul(X.rational(p.factor), form(X, p, f.v(nu), DF)),
          X.mul(X.rational(2), form(X, p, f.dF(mu, mu, nu), f.v(nu))),
          X.mul(X.rational(2), form(X, p, f.F(mu, nu), f.dv(mu, nu))),
        ];
      }),
    );
    return sum(X, terms);
  },
};

const states = String.raw`\delta\,\tfrac12k(F_{\mu\nu},F_{\mu\nu})=-2\,k(\delta A_\nu,D_\mu F_{\mu\nu})+\partial_\mu\bigl(2\,k(F_{\mu\nu},\delta A_\nu)\bigr)`;

export const firstVariation = equation({
  id: "yang-mills/structure-constants/first-variation",
  states,
  over: scalars,
  configurations,
  unknowns: (c: Configuration) => jets(dimension[c.algebra], c.d),
  parts: (_, __, c) => ingredients(c.algebra),
  ...sides,
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (_, __, c, p) => ({
    "weights-1-1-2": {
      why: String.raw`$k=\operatorname{diag}(1,1,2,\dots)$: not invariant under the adjoint action`,
      change: { k: p.k.map((row, a) => row.map((x) => (a === 2 ? 2 * x : x))) },
    },
    "affine-algebra": {
      why: String.raw`$\mathfrak{aff}(1)$, $[e_0,e_1]=e_1$, with $k=1$: it has no invariant definite form`,
      change: extended(affine, dimension[c.algebra]),
    },
    "factor-one": { why: "factor 1 in place of 2", change: { factor: -1 } },
    "bracket-not-antisymmetric": {
      why: String.raw`$[e_0,e_0]=e_1$`,
      change: {
        c: p.c.map((row, a) =>
          row.map((ab, b) => ab.map((x, k) => (a === 0 && b === 0 && k === 1 ? 1 : x))),
        ),
      },
    },
  }),
  figures: () => [alongScaling()],
});

export const specialUnitary = equation({
  id: "yang-mills/structure-constants/first-variation-for-su3",
  states,
  over: scalars,
  configurations: [{ algebra: "su(3)", d: 2 }],
  unknowns: (c: Configuration) => jets(dimension[c.algebra], c.d),
  parts: (_, __, c) => ingredients(c.algebra),
  ...sides,
  models: [freeScalarModel()],
  nearMisses: (_, __, ___, p) => ({
    "one-weight-doubled": {
      why: "one weight of the form doubled: not invariant",
      change: { k: p.k.map((row, a) => row.map((x) => (a === 2 ? 2 * x : x))) },
    },
  }),
});

/** The algebra with further, central elements, up to dimension n. */
function extended({ c }: Algebra, n: number): Algebra {
  return {
    c: numbers(n).map((a) => numbers(n).map((b) => numbers(n).map((k) => c[a]?.[b]?.[k] ?? 0))),
    k: identity(n),
  };
}

/** d/dλ of the action density of A = λ t_1dx + t_2dy, by k, against what k(D F, ·) says. */
function alongScaling(): Figure {
  const epsilon = algebras["su(2)"]().c;
  const weights = numbers(17).map((j) => 0.25 + j / 8);
  /** k = diag(1, 1, w): δ½k(F, F)/δλ at λ = 1 with F_12 = λ t_3, and −k(t_1, D_μF_μ1). */
  const exact = weights.map((w) => epsilon[0][1][2] * epsilon[0][1][2] * w);
  const claimed = weights.map(() => -epsilon[1][2][0] * epsilon[1][0][2]);
  return {
    id: "weights",
    caption: String.raw`$k=\operatorname{diag}(1,1,w)$ on $\mathfrak{su}(2)$ and the constant potential $A=\lambda t_1dx^1+t_2dx^2$ at $\lambda=1$: the derivative of $\frac12k(F_{12},F_{12})$ along $\lambda$ (discs), and what $-k(t_1,D_\mu F_{\mu1})$ says it is (line). They agree where $k$ is invariant, at $w=1$.`,
    description: "A rising line of discs crosses a constant line at w = 1.",
    axes: { x: "weight w of t₃", y: "derivative" },
    series: [
      { name: "derivative of the density", mark: "points", x: weights, y: exact },
      { name: String.raw`$-k(t_1,D_\mu F_{\mu1})$`, mark: "line", x: weights, y: claimed },
    ],
  };
}
