import {
  deciding,
  equation,
  freeScalarModel,
  predicate,
  rational,
  rationals as Q,
  sampledScalars,
  scalars,
  showRational,
} from "commute";
import type { Decision, Figure, Operations, Rational, Series, Term } from "commute";

type X = Operations<typeof scalars>;
type R = Term<"R">;
type Element = readonly [a: R, b: R];

const id = (conclusion: string): string => `homogeneous/invariant-measure/${conclusion}`;

/** x ↦ αx + β after x ↦ ax + b. */
const law = (X: X, [alpha, beta]: Element, [a, b]: Element): Element => [
  X.mul(alpha, a),
  X.add(X.mul(alpha, b), beta),
];

/** The determinant of the derivative of an affine map of (a, b), by exact differences. */
function jacobian(X: X, map: (h: Element) => Element, [a, b]: Element): R {
  const at = map([a, b]);
  const difference = (moved: Element): Element => [X.sub(moved[0], at[0]), X.sub(moved[1], at[1])];
  const [p, q] = difference(map([X.add(a, X.rational(1)), b]));
  const [r, s] = difference(map([a, X.add(b, X.rational(1))]));
  return X.sub(X.mul(p, s), X.mul(q, r));
}

/** A measure a^power da db, and how it changes when h goes to a translate: by α^factor. */
interface Row {
  readonly id: string;
  readonly states: string;
  readonly side: "left" | "right";
  readonly power: number;
  readonly factor: number;
  readonly other: number;
}

function haar(r: Row) {
  return equation({
    id: id(r.id),
    states: r.states,
    over: scalars,
    unknowns: () => ({ alpha: "R", beta: "R", a: "R", b: "R" }) as const,
    parts: (X) => ({
      density: (a: R): R => X.power(r.power, a),
      factor: (alpha: R): R => X.power(r.factor, alpha),
      translate: (u: Element, h: Element): Element =>
        r.side === "left" ? law(X, u, h) : law(X, h, u),
    }),
    left: (X, { alpha, beta, a, b }, p) => {
      const map = (h: Element): Element => p.translate([alpha, beta], h);
      return X.mul(p.density(map([a, b])[0]), jacobian(X, map, [a, b]));
    },
    right: (X, { alpha, a }, p) => X.mul(p.factor(alpha), p.density(a)),
    models: [freeScalarModel(), sampledScalars()],
    nearMisses: (X) => ({
      "other-measure": {
        why: `a^${r.other} da db`,
        change: { density: (a: R): R => X.power(r.other, a) },
      },
      lebesgue: { why: "da db", change: { density: (): R => X.rational(1) } },
      "other-side": {
        why: "translated on the other side",
        change: {
          translate: (u: Element, h: Element): Element =>
            r.side === "left" ? law(X, h, u) : law(X, u, h),
        },
      },
    }),
  });
}

export const leftHaar = haar({
  id: "left-measure-of-affine-maps",
  states: String.raw`d(uh)=dh\quad\text{for}\quad dh=\frac{da\,db}{a^2},\qquad h=(a,b):x\mapsto ax+b`,
  side: "left",
  power: -2,
  factor: 0,
  other: -1,
});

export const rightHaar = haar({
  id: "right-measure-of-affine-maps",
  states: String.raw`d_r(hu)=d_rh\quad\text{for}\quad d_rh=\frac{da\,db}{a}`,
  side: "right",
  power: -1,
  factor: 0,
  other: -2,
});

export const modular = haar({
  id: "right-measure-grows-under-left-translation",
  states: String.raw`d_r(uh)=\alpha\,d_rh,\qquad u=(\alpha,\beta)`,
  side: "left",
  power: -1,
  factor: 1,
  other: -2,
});

/** A box of affine maps: a from a0 to a1, b from b0 to b1. */
interface Box {
  readonly a: readonly [Rational, Rational];
  readonly b: readonly [Rational, Rational];
}
const sub = (x: Rational, y: Rational): Rational => Q.add(x, Q.neg(y));
const box = (a0: number, a1: number, b0: number, b1: number): Box => ({
  a: [rational(a0), rational(a1)],
  b: [rational(b0), rational(b1)],
});

/** ∫ a^p da db over a box, p ≥ 0. */
function integral({ a, b }: Box, p: number): Rational {
  const primitive = (x: Rational): Rational => {
    let value = rational(1, p + 1);
    for (let k = 0; k <= p; k++) value = Q.mul(value, x);
    return value;
  };
  return Q.mul(sub(primitive(a[1]), primitive(a[0])), sub(b[1], b[0]));
}

type Pair = readonly [alpha: Rational, beta: Rational];
const moved = ([alpha, beta]: Pair, { a, b }: Box): Box => ({
  a: [Q.mul(alpha, a[0]), Q.mul(alpha, a[1])],
  b: [Q.add(Q.mul(alpha, b[0]), beta), Q.add(Q.mul(alpha, b[1]), beta)],
});

/** Filters ψ(a, b) = a^m, m = 2, 3; boxes f; shifts u. */
const boxes = [box(1, 2, 0, 1), box(1, 3, -2, 5)];
const shifts: readonly Pair[] = [
  [rational(2), rational(0)],
  [rational(1), rational(3)],
  [rational(1, 2), rational(-1)],
];
interface Measure {
  /** The exponent of a in the density: −2 is left Haar measure, −1 right. */
  readonly exponent: number;
}

/** [f ⋆ ψ](g) = ∫ f(h) ψ(g⁻¹h) dh = a_g^−m ∫_B a^m dh at g, for f = 1 on B; compared at a_g = 3. */
const convolutions = deciding<readonly [Box, Pair, number], Measure>({
  kind: "exhausted",
  name: "boxes, powers and shifts, integrated exactly",
  scope: "two boxes, three shifts, ψ = a², a³",
  *cases() {
    for (const u of shifts) for (const b of boxes) for (const m of [2, 3]) yield [b, u, m];
  },
  decide: ([B, u, m], { exponent }): Decision => {
    const a = rational(3);
    const at = (x: Rational, value: Rational): Rational => {
      let result = value;
      for (let k = 0; k < m; k++) result = Q.mul(result, Q.inv(x));
      return result;
    };
    // L_u f is 1 on uB; L_u of the output is the output at u⁻¹g.
    const left = at(a, integral(moved(u, B), m + exponent));
    const right = at(Q.mul(a, Q.inv(u[0])), integral(B, m + exponent));
    return Q.eq(left, right)
      ? { holds: true }
      : {
          fails: {
            says: `f = 1 on ${[...B.a].map(showRational).join(" ≤ a ≤ ")}, ${[...B.b].map(showRational).join(" ≤ b ≤ ")}; ψ = a^${m}, at a = 3`,
            values: { α: showRational(u[0]), β: showRational(u[1]) },
            left: showRational(left),
            right: showRational(right),
          },
        };
  },
});
const states = (measure: string): string =>
  String.raw`L_uf\star\psi=L_u[f\star\psi],\qquad[f\star\psi](g)=\int f(h)\,\psi(g^{-1}h)\,${measure}`;

export const leftConvolution = predicate<Measure>({
  id: id("convolution-with-left-measure-is-equivariant"),
  states: states(String.raw`\frac{da\,db}{a^2}`),
  parts: () => ({ exponent: -2 }),
  models: [convolutions],
  nearMisses: () => ({
    "right-measure": { why: "da db / a", change: { exponent: -1 } },
    lebesgue: { why: "da db", change: { exponent: 0 } },
  }),
});

export const rightConvolution = predicate<Measure>({
  id: id("convolution-with-right-measure-is-equivariant"),
  states: states(String.raw`\frac{da\,db}{a}`),
  expects: "fails",
  parts: () => ({ exponent: -1 }),
  control: () => ({ exponent: -2 }),
  models: [convolutions],
});

export const unitary = equation({
  id: id("induced-representation-is-unitary-with-the-modular-factor"),
  states: String.raw`\int_{\mathbb R}|(L_uf)(x)|^2dx=\int_{\mathbb R}|f(x)|^2dx,\qquad(L_uf)(x)=\alpha^{-1/2}f\bigl(\tfrac{x-\beta}\alpha\bigr),\quad f=1\text{ on }[c,d]`,
  over: scalars,
  unknowns: () => ({ alpha: "R", beta: "R", c: "R", d: "R" }) as const,
  parts: (X) => ({ squared: (alpha: R): R => X.power(-1, alpha) }),
  left: (X, { alpha, beta, c, d }, p) => {
    const end = (x: R): R => X.add(X.mul(alpha, x), beta);
    return X.mul(p.squared(alpha), X.sub(end(d), end(c)));
  },
  right: (X, { c, d }) => X.sub(d, c),
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (X) => ({
    "without-factor": {
      why: "L_u f without α^(−1/2)",
      change: { squared: (): R => X.rational(1) },
    },
    "factor-not-a-root": {
      why: "α⁻¹ in place of α^(−1/2)",
      change: { squared: (alpha: R): R => X.power(-2, alpha) },
    },
  }),
  figures: () => [translates()],
});

function translates(): Figure {
  const corners = [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]; // prettier-ignore
  const [alpha, beta] = [2, 2];
  const outline = (name: string, map: (a: number, b: number) => number[]): Series => ({
    ...{ name, mark: "line" },
    x: corners.map(([a, b]) => map(a, b)[1]),
    y: corners.map(([a, b]) => map(a, b)[0]),
  });
  const B = box(1, 2, 0, 1);
  const weighed = (x: Box): string => showRational(integral(x, 1));
  return {
    id: "translates",
    caption: String.raw`A box $B$ of affine maps $x\mapsto ax+b$, its left translate $uB$ and its right translate $Bu$, $u=(2,2)$. Measured by $da\,db/a^2$ the first two are equal, though the area of $uB$ is four times that of $B$; measured by $da\,db/a$ the first and the last. With $\psi=a^2$ the integrals over $B$ and $uB$ for the right measure are ${weighed(B)} and ${weighed(moved([rational(alpha), rational(beta)], B))}: a factor $8$ where equivariance asks for $4$.`,
    description:
      "A unit box at heights 1 to 2; a box of twice the width and height, at heights 2 to 4; and a sheared box at heights 2 to 4.",
    axes: { x: "$b$", y: "$a$" },
    series: [
      outline("B", (a, b) => [a, b]),
      outline("uB", (a, b) => [alpha * a, alpha * b + beta]),
      outline("Bu", (a, b) => [a * alpha, a * beta + b]),
    ],
  };
}
