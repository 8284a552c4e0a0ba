import {
  cornerRule,
  curvatureSquared,
  deciding,
  disjointIntervals,
  equation,
  freeMatrixModel,
  many,
  matrixFields,
  midpointRule,
  orderBetween,
  predicate,
  rational,
  rationals,
  sampledMatrices,
  showInterval,
  showRational,
  taylorValueAt,
  value,
  wilsonAt,
  wilsonErrorAt,
  wilsonExpansion,
} from "commute";
import type { Figure, Operations, PlanePotential, PlaquetteRule, Series, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;
type Fraction = `${bigint}/${bigint}` | number;

/** A power series in the side a, cut off: the coefficients of a^0, a^1, …. */
type Powers = readonly M[];

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curl = (X: Fields, A: readonly M[]): M => X.sub(X.d(0, A[1]), X.d(1, A[0]));

const product = (X: Fields, f: Powers, g: Powers): Powers =>
  f.map((_, n) => X.add(X.zero(), ...[...Array(n + 1).keys()].map((k) => X.mul(f[k], g[n - k]))));

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** A at a point moved by a·s in one direction: Σ (a s)^k ∂^k A/k!. */
const shifted = (X: Fields, A: M, direction: number, s: Fraction, order: number): Powers => {
  const derivatives: M[] = [A];
  for (let k = 1; k < order; k++) derivatives.push(X.d(direction, derivatives[k - 1]));
  const [n, d = 1] = String(s).split("/").map(Number);
  return derivatives.map((D, k) => X.scale(`${n ** k}/${d ** k * factorial(k)}` as Fraction, D));
};

/** exp(a·f(a)). */
const exponential = (X: Fields, f: Powers): Powers => {
  const v: Powers = [X.zero(), ...f.slice(0, -1)];
  let power: Powers = f.map((_, k) => (k === 0 ? X.one() : X.zero()));
  let sum = power;
  for (let j = 1; j < f.length; j++) {
    power = product(X, power, v);
    sum = sum.map((x, k) => X.add(x, X.scale(`1/${factorial(j)}` as Fraction, power[k])));
  }
  return sum;
};

/** Direction and distance of the points at which the four links take A, for each rule. */
const corner = [
  [1, 0],
  [0, 1],
  [1, 1],
  [0, 0],
] as const;
const centre = [
  [1, "-1/2"],
  [0, "1/2"],
  [1, "1/2"],
  [0, "-1/2"],
] as const;

const rules: {
  readonly points: readonly (readonly [number, Fraction])[];
  readonly last: "adjoint" | "plain";
  readonly coefficient: Fraction;
} = { points: corner, last: "adjoint", coefficient: "-1/2" };

const centredRules: typeof rules = { ...rules, points: centre };

/** The plaquette exp(aA_x) exp(aA_y) exp(aA_x)† exp(aA_y)†, up to a^(order − 1). */
const plaquette = (X: Fields, A: readonly M[], order: number, p: typeof rules): Powers => {
  const links = p.points.map(([direction, s], k) => {
    const U = exponential(X, shifted(X, A[k % 2], direction, s, order));
    return k < 2 || (k === 3 && p.last === "plain") ? U : U.map((x) => X.adjoint(x));
  });
  return links.reduce((f, g) => product(X, f, g));
};

const unknowns = () => ({ A: many("M", 2, "antihermitian") });
const assume = {
  antihermitian: "A is anti-Hermitian, so that the links are unitary",
  smooth: "A is as often differentiable as the order says",
};
const models = [freeMatrixModel(), sampledMatrices({ sizes: [2] })];

const ingredients = (X: Fields, A: readonly M[]) => ({
  ...rules,
  curvature: X.add(curl(X, A), commutator(X, A[0], A[1])),
});

const misses = (X: Fields, A: readonly M[]) => ({
  "curl-alone": {
    why: String.raw`$\partial_xA_y-\partial_yA_x$ in place of $F_{xy}$`,
    change: { curvature: curl(X, A) },
  },
  "curvature-with-minus": {
    why: String.raw`$F=dA-A\wedge A$`,
    change: { curvature: X.sub(curl(X, A), commutator(X, A[0], A[1])) },
  },
  "missing-dagger": {
    why: "the last link without its †",
    change: { last: "plain" } as const,
  },
  "wrong-shift": {
    why: "the third link taken at −a instead of a: the square does not close",
    change: { points: [corner[0], corner[1], [1, -1], corner[3]] } as const,
  },
  "not-antihermitian": {
    why: "a general potential: links are not unitary, and † is not their inverse",
    without: "antihermitian",
  },
});

export const holonomy = equation({
  id: "yang-mills/wilson-action/plaquette-measures-curvature",
  states: String.raw`W=e^{aA_x(p)}e^{aA_y(p+a\hat x)}\bigl(e^{aA_x(p+a\hat y)}\bigr)^\dagger\bigl(e^{aA_y(p)}\bigr)^\dagger=1+a^2F_{xy}+O(a^3)`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns,
  assume,
  parts: (X, { A }) => ingredients(X, A),
  left: (X, { A }, p) => plaquette(X, A, 3, p),
  right: (X, _, p) => [X.one(), X.zero(), p.curvature],
  models,
  nearMisses: (X, { A }) => misses(X, A),
  figures: () => [orders()],
});

/** The coefficients of a^0 … a^(order−1) in Re Tr(1 − W). */
const wilson = (X: Fields, A: readonly M[], order: number, p: typeof rules) =>
  plaquette(X, A, order, p).map((w, k) => {
    const gap = k === 0 ? X.sub(X.one(), w) : X.neg(w);
    return X.scale("1/2", X.tr(X.add(gap, X.adjoint(gap))));
  });

const expected = (X: Fields, order: number, p: typeof rules & { readonly curvature: M }) =>
  [...Array(order).keys()].map((k) =>
    k === 4 ? X.scale(p.coefficient, X.tr(X.mul(p.curvature, p.curvature))) : X.zeroScalar(),
  );

export const action = equation({
  id: "yang-mills/wilson-action/wilson-density-is-yang-mills-density",
  states: String.raw`\operatorname{Re}\operatorname{Tr}(1-W)=-\frac{a^4}2\operatorname{Tr}F_{xy}^2+O(a^5)`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns,
  assume,
  parts: (X, { A }) => ingredients(X, A),
  left: (X, { A }, p) => wilson(X, A, 5, p),
  right: (X, _, p) => expected(X, 5, p),
  models,
  nearMisses: (X, { A }) => ({
    ...misses(X, A),
    "coefficient-one": {
      why: String.raw`$-a^4\operatorname{Tr}F^2$`,
      change: { coefficient: -1 },
    },
    "other-sign": {
      why: String.raw`$+\frac{a^4}2\operatorname{Tr}F^2$, right for Hermitian generators`,
      change: { coefficient: "1/2" } as const,
    },
  }),
  rests: [{ lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations` }],
});

export const centred = equation({
  id: "yang-mills/wilson-action/centred-plaquette-gains-an-order",
  states: String.raw`\operatorname{Re}\operatorname{Tr}(1-W)=-\frac{a^4}2\operatorname{Tr}F_{xy}^2+0\cdot a^5+O(a^6)\quad\text{about the centre, }A\text{ at the middle of each link}`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns,
  assume,
  parts: (X, { A }) => ({ ...ingredients(X, A), ...centredRules }),
  left: (X, { A }, p) => wilson(X, A, 6, p),
  right: (X, _, p) => expected(X, 6, p),
  models,
  nearMisses: () => ({
    "corner-rule": {
      why: String.raw`$A$ at the corners: the coefficient of $a^5$ does not vanish`,
      change: { points: corner },
    },
    "coefficient-one": {
      why: String.raw`$-a^4\operatorname{Tr}F^2$`,
      change: { coefficient: -1 },
    },
  }),
  rests: [{ lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations` }],
});

/** A_x = (xy, 1, 0) and A_y = (x + 1, y, x²) along t_1, t_2, t_3. */
const potential: PlanePotential = (R, x, y) => [
  [R.mul(x, y), R.one, R.zero],
  [R.add(x, R.one), y, R.mul(x, x)],
];
const range = 0.25;
const points = [
  [rational(0), rational(0)],
  [rational(1, 2), rational(-1, 3)],
  [rational(-2, 3), rational(3, 4)],
] as const;
type Point = (typeof points)[number];

const Q = rationals;

/** −½ Tr F² = ¼ Σ (F^c)². */
const quarter = (at: Point) => Q.mul(rational(1, 4), curvatureSquared(potential, at));

interface Case {
  readonly at: Point;
  readonly rule: PlaquetteRule;
  readonly order: number;
}

/** Factor of the leading term, orders claimed beyond those of a rule, and the signs of the four links. */
interface Remainder {
  readonly weight: number;
  readonly gained: number;
  readonly signs: PlaquetteRule["signs"];
}

const cases: readonly Case[] = points.flatMap((at) => [
  { at, rule: cornerRule, order: 5 },
  { at, rule: midpointRule, order: 6 },
]);

export const remainder = predicate({
  id: "yang-mills/wilson-action/remainder-is-enclosed",
  states: String.raw`\bigl|\operatorname{Re}\operatorname{Tr}(1-W)+\tfrac{a^4}2\operatorname{Tr}F_{xy}^2\bigr|\le C\,a^5\text{ (corners)},\quad\le C'\,a^6\text{ (middles)}\quad\text{for every }0<a\le\tfrac14`,
  parts: (): Remainder => ({ weight: 1, gained: 0, signs: cornerRule.signs }),
  models: [
    deciding<Case, Remainder>({
      kind: "certified",
      name: "Taylor models in a with interval remainders, against intervals at a = 1/4, 1/8, 1/16",
      scope: "A_x = xy t₁ + t₂, A_y = (x + 1) t₁ + y t₂ + x² t₃ at three points, by two rules",
      cases: () => cases,
      decide: ({ at, rule, order }, p) => {
        const made = { ...rule, signs: p.signs };
        const asked = order + p.gained;
        const found = wilsonExpansion(potential, at, made, { order: asked, range });
        const leading = Q.mul(rational(p.weight), quarter(at));
        const wrong = found.coefficients.findIndex(
          (c, k) => !Q.eq(c, k === 4 ? leading : rational(0)),
        );
        const where = `p = (${at.map(showRational).join(", ")})`;
        if (wrong >= 0)
          return {
            fails: {
              says: `${where}: the coefficient of a^${wrong}`,
              values: {},
              left: showRational(found.coefficients[wrong]),
              right: wrong === 4 ? showRational(leading) : "0",
            },
          };
        for (const d of [4, 8, 16]) {
          // A second evaluation, with sines and cosines and no series, meets the model.
          const a = rational(1, d);
          const direct = wilsonAt(potential, at, made, a);
          const modelled = taylorValueAt(found, a);
          if (disjointIntervals(direct, modelled))
            return {
              fails: {
                says: `${where}, a = 1/${d}: the two evaluations are apart`,
                values: {},
                left: showInterval(direct),
                right: showInterval(modelled),
              },
            };
        }
        return { holds: true, enclosure: [found.remainder.lo, found.remainder.hi] };
      },
    }),
  ],
  nearMisses: () => ({
    "coefficient-one": {
      why: String.raw`$-a^4\operatorname{Tr}F^2$: the difference is of order $a^4$`,
      change: { weight: 2 },
    },
    "one-order-more": {
      why: String.raw`$C\,a^6$ for corners and $C'\,a^7$ for middles`,
      change: { gained: 1 },
    },
    "missing-dagger": {
      why: "the last link not inverted",
      change: { signs: [1, 1, -1, 1] as const },
    },
  }),
});

/** The first power of a, above a⁴ or at it, with a coefficient that is not what is expected. */
const leadingError = (at: Point, rule: PlaquetteRule, weight: number): number => {
  const { coefficients } = wilsonExpansion(potential, at, rule, { order: 8, range });
  return coefficients.findIndex(
    (c, k) => !Q.eq(c, k === 4 ? Q.mul(rational(weight), quarter(at)) : rational(0)),
  );
};

/** The order that the errors at a = 1/16 and a = 1/32 show. */
const measuredOrder = (at: Point, rule: PlaquetteRule): string => {
  const [coarse, fine] = [16, 32].map((d) => wilsonErrorAt(potential, at, rule, rational(1, d)));
  return String(orderBetween(coarse, fine) ?? "not resolved");
};

const ruleNamed = { corners: cornerRule, middles: midpointRule } as const;

export const order = value({
  id: "yang-mills/wilson-action/order-of-convergence",
  states: String.raw`\operatorname{Re}\operatorname{Tr}(1-W)+\tfrac{a^4}2\operatorname{Tr}F^2\sim a^5\text{ for corners},\ \sim a^6\text{ for middles of links}`,
  kind: "certified",
  engine: "the first coefficient of the expansion, over Q, that is not expected",
  cases: [
    { point: 1, rule: "corners" },
    { point: 2, rule: "corners" },
    { point: 1, rule: "middles" },
    { point: 2, rule: "middles" },
  ] as const,
  parts: () => ({ weight: 1, swap: false }),
  compute: ({ point, rule }, p) => {
    const other = rule === "corners" ? "middles" : "corners";
    return leadingError(points[point], ruleNamed[p.swap ? other : rule], p.weight);
  },
  routes: {
    "log₂ of the errors at a = 1/16 and 1/32, from interval sines and cosines": ({ point, rule }) =>
      measuredOrder(points[point], ruleNamed[rule]),
  },
  nearMisses: () => ({
    "coefficient-one": {
      why: String.raw`$-a^4\operatorname{Tr}F^2$: order 4`,
      change: { weight: 2 },
    },
    "rules-exchanged": { why: "the order of the other rule", change: { swap: true } },
  }),
});

/** log₂ of the error against log₂ a, for both rules. */
function orders(): Figure {
  const at = points[1];
  const exponents = [1, 2, 3, 4, 5];
  const series = (["corners", "middles"] as const).flatMap((rule): Series[] => {
    const slope = rule === "corners" ? 5 : 6;
    const errors = exponents.map((k) => {
      const { lo, hi } = wilsonErrorAt(potential, at, ruleNamed[rule], rational(1, 2 ** k));
      return Math.log2(Math.abs((lo + hi) / 2));
    });
    const { coefficients } = wilsonExpansion(potential, at, ruleNamed[rule], { order: 8, range });
    const lead = Math.log2(Math.abs(Number(coefficients[slope].n) / Number(coefficients[slope].d)));
    return [
      {
        name: `A at the ${rule}, error`,
        mark: "points",
        x: exponents.map((k) => -k),
        y: errors,
      },
      {
        name: `slope ${slope}, exact coefficient`,
        mark: "line",
        x: exponents.map((k) => -k),
        y: exponents.map((k) => lead - slope * k),
      },
    ];
  });
  return {
    id: "orders",
    caption: String.raw`The error of $-\frac{a^4}2\operatorname{Tr}F_{xy}^2$ as an approximation of $\operatorname{Re}\operatorname{Tr}(1-W)$, for one polynomial $\mathfrak{su}(2)$ potential. Discs: from enclosed sines and cosines. Lines: $|c_5|a^5$ and $|c_6|a^6$ with the exact coefficients of the expansion. With $A$ at the middles of the links, and $F$ at the centre, the error is one order smaller.`,
    description:
      "Two straight lines of slope 5 and 6 in doubly logarithmic scale; computed points approach them as a shrinks.",
    axes: { x: "log₂ a", y: "log₂ of the error" },
    series,
  };
}
