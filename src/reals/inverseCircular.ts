/** atan, atan2, asin and acos. */
import { DomainError } from "../errors.ts";
import { add, mul, neg, sqrt, sub } from "./arithmetic.ts";
import { pi } from "./constants.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import {
  coarser,
  containsZero,
  ends,
  fromFixed,
  hull,
  increasing,
  point,
  show,
  sign,
  type Enclosure,
} from "./enclosure.ts";
import { toFixed } from "./exponential.ts";
import { atanFixed } from "./fixedPoint.ts";
import { TooWide } from "./tooWide.ts";

/** atan t for thin t in [0, 1]: evaluated at one end, as it is no steeper than 1. */
function atanUnit({ lo, hi }: Enclosure, bits: number): Enclosure {
  if (hi.m === 0n) return point(D.zero);
  const zeros = -D.magnitude(hi);
  if (zeros > bits) {
    // t − t³ ≤ atan t ≤ t.
    const cube = D.product(D.product(lo, lo, bits, 1), lo, bits, 1);
    return { lo: D.sum(lo, D.negate(cube), bits, -1), hi: D.round(hi, bits, 1) };
  }
  const p = bits + 16 + Math.max(0, zeros);
  const T = toFixed(lo, p);
  const slack = toFixed(hi, p) - T + 1n;
  const { v, err } = atanFixed(T, BigInt(p));
  return fromFixed({ v, err: err + slack }, BigInt(p), bits);
}

function halfPi(bits: number): Enclosure {
  const { lo, hi } = pi(bits);
  return { lo: D.shift(lo, -1), hi: D.shift(hi, -1) };
}

/** The angle of the point (x, y) ≠ 0 with y ≥ 0, in [0, π]: atan of the ratio that is at most 1. */
function angleAbove(y: Dyadic, x: Dyadic, bits: number): Enclosure {
  const p = bits + 8;
  const across = x.m < 0n ? D.negate(x) : x;
  const flat = D.compare(y, across) <= 0;
  const [small, large] = flat ? [y, across] : [across, y];
  const ratio = { lo: D.quotient(small, large, p, -1), hi: D.quotient(small, large, p, 1) };
  const angle = atanUnit(ratio, p);
  if (flat) return x.m < 0n ? sub(pi(p), angle, bits) : coarser(angle, bits);
  return x.m < 0n ? add(halfPi(p), angle, bits) : sub(halfPi(p), angle, bits);
}

function angleAt(y: Dyadic, x: Dyadic, bits: number): Enclosure {
  return y.m < 0n ? neg(angleAbove(D.negate(y), x, bits)) : angleAbove(y, x, bits);
}

/** {atan x}, in (−π/2, π/2). */
export function atan(x: Enclosure, bits: number): Enclosure {
  return increasing(x, (a) => angleAt(a, D.one, bits));
}

/**
 * {the angle of the point (x, y)} in (−π, π], π on the negative half of the axis y = 0.
 *
 * @throws {DomainError} at x = y = 0; TooWide if 0 is inside, or numbers of y are on both sides
 *   of the negative half of the axis, where the angle jumps
 */
export function atan2(y: Enclosure, x: Enclosure, bits: number): Enclosure {
  if (sign(x) === 0 && sign(y) === 0) throw new DomainError("atan2", "a point other than 0", 0);
  const onCut = D.signum(x.lo) <= 0 && containsZero(y);
  if ((containsZero(x) && containsZero(y)) || (onCut && D.signum(y.lo) < 0))
    throw new TooWide("atan2", "points off 0 and the cut", `(${show(x)}, ${show(y)})`);
  // Along a side of a box without 0 the angle is monotone: its extremes are at corners.
  const corners = ends(x).flatMap((a) => ends(y).map((b) => angleAt(b, a, bits)));
  return corners.reduce(hull);
}

/** √(1 − x²) to `bits` digits, for |x| ≤ 1, from (1 − x)(1 + x) with 1 ± x exact. */
function cosine(x: Dyadic, bits: number): Enclosure {
  const [a, b] = [D.negate(x), x].map((y) => point(D.sum(D.one, y, Infinity, 1)));
  return sqrt(mul(a, b, bits), bits);
}

/** x ≤ asin x ≤ x + x³ for small x > 0. */
function asinAt(x: Dyadic, bits: number): Enclosure {
  if (x.m < 0n) return neg(asinAt(D.negate(x), bits));
  if (x.m === 0n) return point(D.zero);
  if (D.magnitude(x) < -bits) {
    const cube = D.product(D.product(x, x, bits, 1), x, bits, 1);
    return { lo: D.round(x, bits, -1), hi: D.sum(x, cube, bits, 1) };
  }
  return coarser(atan2(point(x), cosine(x, bits + 8), bits + 8), bits);
}

/** {asin x}, in [−π/2, π/2]. Domain: |x| ≤ 1. @throws {DomainError} outside; TooWide in part */
export function asin(x: Enclosure, bits: number): Enclosure {
  inUnit("asin", x);
  return increasing(x, (a) => asinAt(a, bits));
}

/** {acos x}, in [0, π]. Domain: |x| ≤ 1. @throws {DomainError} outside; TooWide in part */
export function acos(x: Enclosure, bits: number): Enclosure {
  inUnit("acos", x);
  const at = (a: Dyadic): Enclosure => {
    if (a.m !== 0n && D.magnitude(a) < -bits)
      return sub(halfPi(bits + 8), asinAt(a, bits + 8), bits);
    return coarser(atan2(cosine(a, bits + 8), point(a), bits + 8), bits);
  };
  return neg(increasing(x, (a) => neg(at(a))));
}

function inUnit(where: string, x: Enclosure): void {
  const minusOne = D.negate(D.one);
  const outside = D.compare(x.hi, minusOne) < 0 || D.compare(x.lo, D.one) > 0;
  if (outside) throw new DomainError(where, "a number in [-1, 1]", show(x));
  if (D.compare(x.lo, minusOne) < 0 || D.compare(x.hi, D.one) > 0)
    throw new TooWide(where, "a number in [-1, 1]", show(x));
}
