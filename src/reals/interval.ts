/**
 * Intervals of doubles with outward rounding: every operation encloses the exact result of all
 * points of its operands. JavaScript's +, −, ×, ÷ and Math.sqrt are correctly rounded
 * (ECMA-262, Number::add to divide; IEEE 754-2019 section 4.3.1), so the exact result lies between
 * the two neighbours of the computed one.
 */
import { DomainError } from "../errors.ts";
import { TooWide } from "./tooWide.ts";

/** {x : lo ≤ x ≤ hi}; ±Infinity is an end without bound, never a point. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

const cell = new Float64Array(1);
const halves = new Uint32Array(cell.buffer);
// Which half holds the sign depends on the machine's byte order.
const [low, high] = (() => {
  cell[0] = 1;
  return halves[1] === 0 ? [1, 0] : [0, 1];
})();

/** The least double above x; NaN and Infinity stay. */
export function nextUp(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x === 0) return Number.MIN_VALUE;
  cell[0] = x;
  if (x > 0) {
    halves[low] += 1;
    if (halves[low] === 0) halves[high] += 1;
  } else {
    if (halves[low] === 0) halves[high] -= 1;
    halves[low] -= 1;
  }
  return cell[0];
}

/** The greatest double below x. */
export function nextDown(x: number): number {
  return -nextUp(-x);
}

const whole: Interval = { lo: -Infinity, hi: Infinity };

/** [lo, hi] one neighbour outwards; indeterminate ends give the whole line. */
function outward(lo: number, hi: number): Interval {
  if (Number.isNaN(lo) || Number.isNaN(hi)) return whole;
  return { lo: nextDown(lo), hi: nextUp(hi) };
}

/** @throws {DomainError} unless lo ≤ hi. */
export function interval(lo: number, hi: number = lo): Interval {
  if (!(lo <= hi) || lo === Infinity || hi === -Infinity)
    throw new DomainError("interval", "lo <= hi", `[${lo}, ${hi}]`);
  return { lo, hi };
}

/** x ± radius. */
export function around(x: number, radius: number): Interval {
  return radius === 0 ? interval(x) : outward(x - radius, x + radius);
}

export function add(x: Interval, y: Interval): Interval {
  return outward(x.lo + y.lo, x.hi + y.hi);
}

export function sub(x: Interval, y: Interval): Interval {
  return outward(x.lo - y.hi, x.hi - y.lo);
}

export function neg(x: Interval): Interval {
  return { lo: -x.hi, hi: -x.lo };
}

export function mul(x: Interval, y: Interval): Interval {
  const [a, b, c, d] = [x.lo * y.lo, x.lo * y.hi, x.hi * y.lo, x.hi * y.hi];
  return outward(Math.min(a, b, c, d), Math.max(a, b, c, d));
}

/** @throws {DomainError} if 0 ∈ y. */
export function div(x: Interval, y: Interval): Interval {
  if (y.lo <= 0 && y.hi >= 0)
    throw new DomainError("div", "a divisor without zero", show(y), "Split it or say undecided");
  const [a, b, c, d] = [x.lo / y.lo, x.lo / y.hi, x.hi / y.lo, x.hi / y.hi];
  return outward(Math.min(a, b, c, d), Math.max(a, b, c, d));
}

/** {x² : x ∈ X}, which is narrower than X·X where 0 ∈ X. */
export function square(x: Interval): Interval {
  const [a, b] = [x.lo * x.lo, x.hi * x.hi];
  const lo = x.lo <= 0 && x.hi >= 0 ? 0 : Math.max(0, nextDown(Math.min(a, b)));
  return { lo, hi: nextUp(Math.max(a, b)) };
}

/** {√x}. @throws {DomainError} if x < 0; TooWide if only a part of x is negative: never clipped */
export function sqrt(x: Interval): Interval {
  if (x.hi < 0) throw new DomainError("sqrt", "an interval within [0, ∞)", show(x));
  if (x.lo < 0) throw new TooWide("sqrt", "an interval within [0, ∞)", show(x));
  return { lo: Math.max(0, nextDown(Math.sqrt(x.lo))), hi: nextUp(Math.sqrt(x.hi)) };
}

/** n·x with an integer |n| ≤ 2^53. */
export function scale(n: number, x: Interval): Interval {
  if (!Number.isSafeInteger(n)) throw new DomainError("scale", "a safe integer", n);
  return n === 0 ? interval(0) : mul(interval(n), x);
}

/** The least interval that contains both. */
export function hull(x: Interval, y: Interval): Interval {
  return { lo: Math.min(x.lo, y.lo), hi: Math.max(x.hi, y.hi) };
}

/** x ∩ y, or undefined where they are disjoint. */
export function meet(x: Interval, y: Interval): Interval | undefined {
  const [lo, hi] = [Math.max(x.lo, y.lo), Math.min(x.hi, y.hi)];
  return lo <= hi ? { lo, hi } : undefined;
}

export function contains(x: Interval, point: number): boolean {
  return x.lo <= point && point <= x.hi;
}

/** Have x and y no point in common? */
export function disjoint(x: Interval, y: Interval): boolean {
  return x.hi < y.lo || y.hi < x.lo;
}

/** A point of x near its middle; not rounded outward. */
export function midpoint(x: Interval): number {
  const middle = x.lo / 2 + x.hi / 2;
  return Math.min(Math.max(middle, x.lo), x.hi);
}

/** hi − lo, rounded up. */
export function width(x: Interval): number {
  return x.lo === x.hi ? 0 : nextUp(x.hi - x.lo);
}

/** `[lo, hi]`, as doubles are printed. */
export function show(x: Interval): string {
  return `[${x.lo}, ${x.hi}]`;
}
