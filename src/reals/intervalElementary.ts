/**
 * Elementary functions on intervals of doubles: each end is computed to 72 digits as an enclosure
 * and rounded outwards, so a point becomes two neighbouring doubles or, where exact, one.
 */
import { DomainError } from "../errors.ts";
import type { Rational } from "../algebra/rational.ts";
import * as arithmetic from "./arithmetic.ts";
import * as circular from "./circular.ts";
import { exactly, fromInterval, toInterval, type Enclosure } from "./enclosure.ts";
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import { interval, show, type Interval } from "./interval.ts";
import * as inverse from "./inverseCircular.ts";
import * as power from "./power.ts";
import { TooWide } from "./tooWide.ts";

const bits = 72;

type Function1 = (x: Enclosure, bits: number) => Enclosure;

/** f at a double, where it may be beyond the largest: exp 710 > 2^1024. */
function at(f: Function1, a: number): Interval {
  return toInterval(f(exactly(a), bits));
}

const overflow: Interval = { lo: Number.MAX_VALUE, hi: Infinity };
const minusOverflow: Interval = { lo: -Infinity, hi: -Number.MAX_VALUE };

/** The image of x under an increasing function of doubles, −∞ and ∞. */
function increasing(x: Interval, f: (a: number) => Interval): Interval {
  if (!(x.lo <= x.hi)) throw new DomainError("interval", "lo <= hi", show(x));
  return { lo: f(x.lo).lo, hi: f(x.hi).hi };
}

/** {eˣ}. */
export function exp(x: Interval): Interval {
  return increasing(x, (a) => {
    if (a > 710) return overflow;
    return a < -746 ? { lo: 0, hi: Number.MIN_VALUE } : at(exponential.exp, a);
  });
}

/** {log x}. Domain: x > 0. @throws {DomainError} outside; TooWide where only a part is inside */
export function log(x: Interval): Interval {
  if (x.hi <= 0) throw new DomainError("log", "a positive number", show(x));
  if (x.lo <= 0) throw new TooWide("log", "a positive number", show(x));
  return increasing(x, (a) => (a === Infinity ? overflow : at(exponential.log, a)));
}

/** {tan x}. @throws {DomainError} TooWide where x may meet a pole */
export function tan(x: Interval): Interval {
  return toInterval(circular.tan(bounded("tan", x), bits));
}

export function sinh(x: Interval): Interval {
  return increasing(x, (a) => {
    if (Math.abs(a) > 711) return a > 0 ? overflow : minusOverflow;
    return at(hyperbolic.sinh, a);
  });
}

export function cosh(x: Interval): Interval {
  const ends = [Math.abs(x.lo), Math.abs(x.hi)];
  const away = { lo: x.lo <= 0 && x.hi >= 0 ? 0 : Math.min(...ends), hi: Math.max(...ends) };
  return increasing(away, (a) => (a > 711 ? overflow : at(hyperbolic.cosh, a)));
}

export function tanh(x: Interval): Interval {
  return increasing(x, (a) => {
    if (Math.abs(a) === Infinity) return interval(Math.sign(a));
    return at(hyperbolic.tanh, a);
  });
}

/** {asin x}. Domain: |x| ≤ 1. @throws {DomainError} outside; TooWide where only a part is inside */
export function asin(x: Interval): Interval {
  return toInterval(inverse.asin(bounded("asin", x), bits));
}

/** {acos x}. Domain: |x| ≤ 1. @throws {DomainError} outside; TooWide where only a part is inside */
export function acos(x: Interval): Interval {
  return toInterval(inverse.acos(bounded("acos", x), bits));
}

/** {the angle of (x, y)} in (−π, π]. @throws {DomainError} at 0; TooWide about 0 or on the cut */
export function atan2(y: Interval, x: Interval): Interval {
  return toInterval(inverse.atan2(bounded("atan2", y), bounded("atan2", x), bits));
}

/** {xⁿ} for an integer n. @throws {DomainError} if n < 0 and 0 ∈ x */
export function powInteger(x: Interval, n: bigint): Interval {
  return toInterval(arithmetic.powInteger(bounded("powInteger", x), n, bits));
}

/** {x^q}; the domain is that of `powRational` of enclosures. @throws {DomainError} */
export function powRational(x: Interval, q: Rational): Interval {
  return toInterval(power.powRational(bounded("powRational", x), q, bits));
}

/** {x^y}; the domain is that of `pow` of enclosures. @throws {DomainError} */
export function pow(x: Interval, y: Interval): Interval {
  return toInterval(power.pow(bounded("pow", x), bounded("pow", y), bits));
}

function bounded(where: string, x: Interval): Enclosure {
  if (x.lo === -Infinity || x.hi === Infinity)
    throw new TooWide(where, "an interval with two ends", show(x));
  return fromInterval(x);
}
