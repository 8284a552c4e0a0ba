/** Polynomials with an enclosed remainder: what is known of a function of a on 0 ≤ a ≤ h. */
import { DomainError } from "../errors.ts";
import { rationals, type Rational } from "../algebra/rational.ts";
import type { Ring } from "../algebra/ring.ts";
import { fromRational, toInterval } from "./enclosure.ts";
import * as I from "./interval.ts";
import type { Interval } from "./interval.ts";

/** f(a) = Σ_(k<n) c_k a^k + a^n r(a) with r(a) in `remainder` for every 0 ≤ a ≤ h. */
export interface TaylorModel {
  readonly coefficients: readonly Rational[];
  readonly remainder: Interval;
}

/** Taylor models of one order n and one range h. */
export interface TaylorModelRing extends Ring<TaylorModel> {
  readonly order: number;
  readonly range: number;
  /** Σ c_k a^k, where those from a^n on go to the remainder. */
  readonly polynomial: (coefficients: readonly Rational[]) => TaylorModel;
  /** The values f(a), 0 ≤ a ≤ h, from their enclosure. */
  readonly values: (f: TaylorModel) => Interval;
  /** f, its remainder widened by ± radius. */
  readonly widened: (f: TaylorModel, radius: number) => TaylorModel;
}

/**
 * The ring of Taylor models. Exactness: coefficients are exact rational numbers; remainders are
 * enclosures, rounded outwards, so `eq` tells coefficients apart and remainders only where both are the
 * same interval. Cost: n² products. Source: Makino, Berz, Taylor models and other validated functional
 * inclusion methods, Int. J. Pure Appl. Math. 4 (2003).
 *
 * @throws {DomainError} unless n is an integer >= 1 and h > 0
 */
export function taylorModels(order: number, range: number): TaylorModelRing {
  if (!Number.isInteger(order) || order < 1)
    throw new DomainError("taylorModels", "an order n >= 1", order);
  if (!(range > 0)) throw new DomainError("taylorModels", "a range h > 0", range);
  const domain = I.interval(0, range);
  const Q = rationals;

  /** Σ terms_k a^k over the range, by Horner's rule. */
  const horner = (terms: readonly Interval[]): Interval =>
    terms.reduceRight((value, c) => sum(times(value, domain), c), I.interval(0));
  const polynomial = (coefficients: readonly Rational[]): TaylorModel => ({
    coefficients: Array.from({ length: order }, (_, k) => coefficients[k] ?? Q.zero),
    remainder:
      coefficients.length > order ? horner(coefficients.slice(order).map(enclosed)) : I.interval(0),
  });
  const zero = polynomial([]);
  const one = polynomial([Q.one]);

  return {
    name: `Taylor models of order ${order} on [0, ${range}]`,
    exact: false,
    order,
    range,
    zero,
    one,
    polynomial,
    has: (f) => f.coefficients.length === order,
    eq: (f, g) =>
      f.coefficients.every((c, k) => Q.eq(c, g.coefficients[k])) &&
      f.remainder.lo === g.remainder.lo &&
      f.remainder.hi === g.remainder.hi,
    add: (f, g) => ({
      coefficients: f.coefficients.map((c, k) => Q.add(c, g.coefficients[k])),
      remainder: sum(f.remainder, g.remainder),
    }),
    neg: (f) => ({ coefficients: f.coefficients.map(Q.neg), remainder: I.neg(f.remainder) }),
    mul: (f, g) => {
      const product = Array<Rational>(2 * order - 1).fill(Q.zero);
      f.coefficients.forEach((c, i) => {
        if (c.n !== 0n)
          g.coefficients.forEach((d, j) => {
            if (d.n !== 0n) product[i + j] = Q.add(product[i + j], Q.mul(c, d));
          });
      });
      const p = polynomial(product);
      // (P + aⁿr)(Q + aⁿs) = PQ + aⁿ(r Q + s P + aⁿ r s).
      const [P, S] = [f, g].map((m) => horner(m.coefficients.map(enclosed)));
      const cross = [
        times(f.remainder, S),
        times(g.remainder, P),
        times(times(f.remainder, g.remainder), I.interval(0, I.nextUp(range ** order))),
      ];
      return { ...p, remainder: cross.reduce(sum, p.remainder) };
    },
    show: (f) => `${f.coefficients.map(Q.show).join(", ")} + a^${order}·${I.show(f.remainder)}`,
    values: (f) => horner([...f.coefficients.map(enclosed), f.remainder]),
    widened: (f, radius) => ({ ...f, remainder: I.add(f.remainder, I.around(0, radius)) }),
  };
}

/** {f(a)} at one 0 ≤ a ≤ h, which is the caller's to know. */
export function valueAt({ coefficients, remainder }: TaylorModel, a: Rational): Interval {
  const at = enclosed(a);
  return [...coefficients.map(enclosed), remainder].reduceRight((value, c) =>
    sum(times(value, at), c),
  );
}

/** 0 stays exactly 0, so that polynomials of low degree have no remainder. */
function sum(x: Interval, y: Interval): Interval {
  return isZero(x) ? y : isZero(y) ? x : I.add(x, y);
}

function times(x: Interval, y: Interval): Interval {
  return isZero(x) || isZero(y) ? I.interval(0) : I.mul(x, y);
}

const isZero = ({ lo, hi }: Interval): boolean => lo === 0 && hi === 0;

function enclosed(q: Rational): Interval {
  return q.n === 0n ? I.interval(0) : toInterval(fromRational(q, 72));
}
