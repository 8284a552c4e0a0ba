/**
 * The plaquette of side a of an su(2) potential on the plane, as a → 0, with links in SU(2) as unit
 * quaternions: t_k = e_k/2, so that e^{v·t} has the real part cos(|v|/2).
 */
import { DomainError } from "../errors.ts";
import { powerSeries } from "../algebra/powerSeries.ts";
import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { power, sub, type Ring } from "../algebra/ring.ts";
import { toInterval, fromRational } from "../reals/enclosure.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import { cos, sin } from "../reals/intervalTrig.ts";
import { taylorModels, type TaylorModel, type TaylorModelRing } from "../reals/taylorModel.ts";

type Triple<T> = readonly [T, T, T];
type Quaternion<T> = readonly [T, T, T, T];
type Arithmetic<T> = Pick<Ring<T>, "zero" | "one" | "add" | "neg" | "mul">;

/** A potential A = (A_x, A_y) whose coordinates along t_1, t_2, t_3 are polynomials of x and y. */
export type PlanePotential = <T>(R: Arithmetic<T>, x: T, y: T) => readonly [Triple<T>, Triple<T>];

/** How a plaquette is made: W = Π_k exp(sign_k a A_(k mod 2)(p + a·offset_k)), k = 0 … 3. */
export interface PlaquetteRule {
  /** Where A is taken for each link, in units of a, from the base point p. */
  readonly offsets: readonly (readonly [Rational, Rational])[];
  readonly signs: readonly (1 | -1)[];
}

const half = rational(1, 2);
const [zero, one, minusHalf] = [rational(0), rational(1), rational(-1, 2)];

/** A at the corner from which each link starts; p is a corner. */
export const cornerRule: PlaquetteRule = {
  offsets: [
    [zero, zero],
    [one, zero],
    [zero, one],
    [zero, zero],
  ],
  signs: [1, 1, -1, -1],
};

/** A at the middle of each link; p is the centre of the plaquette. */
export const midpointRule: PlaquetteRule = {
  offsets: [
    [zero, minusHalf],
    [half, zero],
    [zero, half],
    [minusHalf, zero],
  ],
  signs: [1, 1, -1, -1],
};

/** Re Tr(1 − W) = 2 − 2w_0 for a ring with a way to take exponentials of v·t. */
function wilson<T>(
  R: Arithmetic<T>,
  from: (q: Rational) => T,
  exponential: (v: Triple<T>) => Quaternion<T>,
  potential: PlanePotential,
  [x, y]: readonly [Rational, Rational],
  rule: PlaquetteRule,
  a: T,
): T {
  const links = rule.offsets.map(([dx, dy], k) => {
    const shifted = (p: Rational, d: Rational): T => R.add(from(p), R.mul(from(d), a));
    const A = potential(R, shifted(x, dx), shifted(y, dy))[k % 2];
    const scaled = A.map((c) => R.mul(a, rule.signs[k] === 1 ? c : R.neg(c)));
    return exponential([scaled[0], scaled[1], scaled[2]]);
  });
  const W = links.reduce((p, q) => hamilton(R, p, q));
  return sub(R, from(rational(2)), R.add(W[0], W[0]));
}

function hamilton<T>(R: Arithmetic<T>, p: Quaternion<T>, q: Quaternion<T>): Quaternion<T> {
  const sum = (...terms: readonly (readonly [number, number, 1 | -1])[]): T =>
    terms
      .map(([i, j, sign]) => {
        const product = R.mul(p[i], q[j]);
        return sign === 1 ? product : R.neg(product);
      })
      .reduce(R.add);
  return [
    sum([0, 0, 1], [1, 1, -1], [2, 2, -1], [3, 3, -1]),
    sum([0, 1, 1], [1, 0, 1], [2, 3, 1], [3, 2, -1]),
    sum([0, 2, 1], [2, 0, 1], [3, 1, 1], [1, 3, -1]),
    sum([0, 3, 1], [3, 0, 1], [1, 2, 1], [2, 1, -1]),
  ];
}

const squares = <T>(R: Arithmetic<T>, v: readonly T[]): T =>
  v.map((x) => R.mul(x, x)).reduce(R.add);

/**
 * The Taylor model of a ↦ Re Tr(1 − W) on 0 ≤ a ≤ range: exact coefficients below a^order, an enclosure
 * of the rest. Exponentials are series of q = |v|²/4, which is O(a²): cos √q and sin √q/√q up to
 * q^order, whose tails are alternating and below the next term for q ≤ 1.
 *
 * @throws {DomainError} if q may exceed 1 on the range
 */
export function wilsonExpansion(
  potential: PlanePotential,
  at: readonly [Rational, Rational],
  rule: PlaquetteRule,
  { order, range }: { readonly order: number; readonly range: number },
): TaylorModel {
  const R = taylorModels(order, range);
  const constant = (q: Rational): TaylorModel => R.polynomial([q]);
  const a = R.polynomial([zero, one]);
  const exponential = (v: Triple<TaylorModel>): Quaternion<TaylorModel> => {
    const q = R.mul(constant(rational(1, 4)), squares(R, v));
    const cosine = alternating(R, q, (k) => factorial(2 * k));
    const sine = R.mul(
      constant(half),
      alternating(R, q, (k) => factorial(2 * k + 1)),
    );
    return [cosine, R.mul(sine, v[0]), R.mul(sine, v[1]), R.mul(sine, v[2])];
  };
  return wilson(R, constant, exponential, potential, at, rule, a);
}

/** Σ_k (−q)^k / f(k) for 0 ≤ q ≤ 1, f growing: the tail from k = n on is at most q^n/f(n) ≤ a^n·(q/a)^n. */
function alternating(R: TaylorModelRing, q: TaylorModel, f: (k: number) => bigint): TaylorModel {
  const bound = R.values(q).hi;
  if (!(bound <= 1)) throw new DomainError("wilsonExpansion", "|aA|²/4 <= 1 on the range", bound);
  const minusQ = R.neg(q);
  let [sum, term] = [R.one, R.one];
  for (let k = 1; k < R.order; k++) {
    term = R.mul(term, minusQ);
    sum = R.add(sum, R.mul(R.polynomial([rational(1n, f(k))]), term));
  }
  // q = a·s: |tail| ≤ a^n s^n/f(n), and s is what q is with its coefficients shifted.
  const shifted = { coefficients: [...q.coefficients.slice(1), zero], remainder: q.remainder };
  if (q.coefficients[0].n !== 0n)
    throw new DomainError(
      "wilsonExpansion",
      "a potential times a",
      rationals.show(q.coefficients[0]),
    );
  const s = shiftedBound(R, shifted, q.remainder);
  return R.widened(sum, (s ** R.order / Number(f(R.order))) * (1 + 2 ** -40));
}

/** An upper bound of |q(a)/a| on the range: the coefficients from a¹ on, and the remainder at a^(n−1). */
function shiftedBound(R: TaylorModelRing, shifted: TaylorModel, remainder: Interval): number {
  const without = R.values({ ...shifted, remainder: I.interval(0) });
  const rest = I.mul(remainder, I.interval(0, I.nextUp(R.range ** (R.order - 1))));
  const total = I.add(without, rest);
  return Math.max(Math.abs(total.lo), Math.abs(total.hi));
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return product;
}

const enclosed = (q: Rational): Interval => toInterval(fromRational(q, 72));

const intervals: Arithmetic<Interval> = {
  zero: I.interval(0),
  one: I.interval(1),
  add: I.add,
  neg: I.neg,
  mul: I.mul,
};

/** {Re Tr(1 − W)} at one a, with sines and cosines enclosed: no series in a. */
export function wilsonAt(
  potential: PlanePotential,
  at: readonly [Rational, Rational],
  rule: PlaquetteRule,
  a: Rational,
): Interval {
  const exponential = (v: Triple<Interval>): Quaternion<Interval> => {
    const norm = I.sqrt(v.map(I.square).reduce(I.add));
    const angle = I.div(norm, I.interval(2));
    // sin(|v|/2)/|v| without a division by an interval about 0.
    const factor = norm.lo > 0 ? I.div(sin(angle), norm) : I.interval(0, 0.5);
    return [cos(angle), I.mul(factor, v[0]), I.mul(factor, v[1]), I.mul(factor, v[2])];
  };
  return wilson(intervals, enclosed, exponential, potential, at, rule, enclosed(a));
}

/** {Re Tr(1 − W) + (a⁴/2) Tr F²} at one a: `wilsonAt` without its leading term. */
export function wilsonErrorAt(
  potential: PlanePotential,
  at: readonly [Rational, Rational],
  rule: PlaquetteRule,
  a: Rational,
): Interval {
  const Q = rationals;
  const lead = Q.mul(Q.mul(rational(1, 4), curvatureSquared(potential, at)), power(Q, a, 4));
  return I.sub(wilsonAt(potential, at, rule, a), enclosed(lead));
}

/**
 * The integer n with |x/y| between 2^(n−1/2) and 2^(n+1/2): the order that errors x at a and y at a/2
 * show. Undefined where the enclosures do not decide.
 */
export function orderBetween(x: Interval, y: Interval): number | undefined {
  if (I.contains(x, 0) || I.contains(y, 0)) return undefined;
  const squared = I.square(I.div(x, y));
  const n = Math.round(Math.log2(I.midpoint(squared)) / 2);
  return squared.lo > 2 ** (2 * n - 1) && squared.hi < 2 ** (2 * n + 1) ? n : undefined;
}

/** Σ_c (F^c)² at a point, F = ∂_xA_y − ∂_yA_x + [A_x, A_y]: −2 Tr F². Derivatives by dual numbers. */
export function curvatureSquared(
  potential: PlanePotential,
  [x, y]: readonly [Rational, Rational],
): Rational {
  const D = powerSeries(rationals, 2);
  const at = (dx: Rational, dy: Rational) => potential(D, [x, dx], [y, dy]);
  const [alongX, alongY] = [at(one, zero)[1], at(zero, one)[0]];
  const [Ax, Ay] = at(zero, zero).map((A) => A.map((c) => c[0]));
  const Q = rationals;
  const F = [0, 1, 2].map((c) => {
    const [p, q] = [(c + 1) % 3, (c + 2) % 3];
    const bracket = sub(Q, Q.mul(Ax[p], Ay[q]), Q.mul(Ax[q], Ay[p]));
    return Q.add(sub(Q, alongX[c][1], alongY[c][1]), bracket);
  });
  return squares(Q, F);
}
