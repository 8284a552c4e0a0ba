/**
 * Enclosures {x : lo ≤ x ≤ hi} of real numbers with dyadic ends. Ends and not midpoint and radius:
 * a monotone function takes ends to ends, so the enclosure of a wide set is as tight as that of a
 * point, and the edge of a domain (0 of √, 1 of acos) is an end that can be met exactly. The price
 * is two evaluations where the ends differ. lo = hi is an exactly known number.
 */
import type { Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import type { Fixed } from "./fixedPoint.ts";
import type { Interval } from "./interval.ts";

/** {x : lo ≤ x ≤ hi}. */
export interface Enclosure {
  readonly lo: Dyadic;
  readonly hi: Dyadic;
}

/** @throws {DomainError} unless lo ≤ hi */
export function enclosure(lo: Dyadic, hi: Dyadic): Enclosure {
  if (D.compare(lo, hi) > 0)
    throw new DomainError("enclosure", "lo <= hi", `[${D.toNumber(lo, -1)}, ${D.toNumber(hi, 1)}]`);
  return { lo, hi };
}

/** {x}. */
export function point(x: Dyadic): Enclosure {
  return { lo: x, hi: x };
}

/** {n}, or {x} for the double x, exactly: 0.1 is the double, not a tenth. @throws {DomainError} */
export function exactly(x: bigint | number): Enclosure {
  return point(typeof x === "bigint" ? D.dyadic(x) : D.fromNumber(x));
}

/** n/d to `bits` digits. */
export function fromRational({ n, d }: Rational, bits: number): Enclosure {
  const [a, b] = [D.dyadic(n), D.dyadic(d)];
  return { lo: D.quotient(a, b, bits, -1), hi: D.quotient(a, b, bits, 1) };
}

/** @throws {DomainError} unless both ends are finite */
export function fromInterval({ lo, hi }: Interval): Enclosure {
  return enclosure(D.fromNumber(lo), D.fromNumber(hi));
}

/** The least interval of doubles around x. */
export function toInterval(x: Enclosure): Interval {
  return { lo: D.toNumber(x.lo, -1), hi: D.toNumber(x.hi, 1) };
}

/** The number x of p digits behind the point, times 2^k, to `bits` digits. */
export function fromFixed({ v, err }: Fixed, p: bigint, bits: number, k = 0): Enclosure {
  const e = k - Number(p);
  return rounded(D.dyadic(v - err, e), D.dyadic(v + err, e), bits);
}

/** [lo, hi] outwards to `bits` digits. */
export function rounded(lo: Dyadic, hi: Dyadic, bits: number): Enclosure {
  return { lo: D.round(lo, bits, -1), hi: D.round(hi, bits, 1) };
}

/** x outwards to `bits` digits. */
export function coarser(x: Enclosure, bits: number): Enclosure {
  return rounded(x.lo, x.hi, bits);
}

export function isPoint(x: Enclosure): boolean {
  return D.compare(x.lo, x.hi) === 0;
}

/** The ends of x: one of a point. */
export function ends(x: Enclosure): readonly Dyadic[] {
  return isPoint(x) ? [x.lo] : [x.lo, x.hi];
}

/** The sign of every number of x, or undefined where they differ. */
export function sign(x: Enclosure): -1 | 0 | 1 | undefined {
  const [s, t] = [D.signum(x.lo), D.signum(x.hi)];
  return s === t ? s : undefined;
}

export function contains(x: Enclosure, number: Dyadic): boolean {
  return D.compare(x.lo, number) <= 0 && D.compare(number, x.hi) <= 0;
}

export function containsZero(x: Enclosure): boolean {
  return D.signum(x.lo) <= 0 && D.signum(x.hi) >= 0;
}

/** X ⊆ Y. */
export function within(x: Enclosure, y: Enclosure): boolean {
  return D.compare(y.lo, x.lo) <= 0 && D.compare(x.hi, y.hi) <= 0;
}

/** The least enclosure of both. */
export function hull(x: Enclosure, y: Enclosure): Enclosure {
  return { lo: D.lesser(x.lo, y.lo), hi: D.greater(x.hi, y.hi) };
}

/** x ∩ y, or undefined where they are disjoint. */
export function meet(x: Enclosure, y: Enclosure): Enclosure | undefined {
  const [lo, hi] = [D.greater(x.lo, y.lo), D.lesser(x.hi, y.hi)];
  return D.compare(lo, hi) <= 0 ? { lo, hi } : undefined;
}

/** hi − lo as a double, rounded up. */
export function width(x: Enclosure): number {
  return D.toNumber(D.sum(x.hi, D.negate(x.lo), 53, 1), 1);
}

/** The image under an increasing function, from enclosures of its values at the ends. */
export function increasing(x: Enclosure, at: (x: Dyadic) => Enclosure): Enclosure {
  const first = at(x.lo);
  return isPoint(x) ? first : { lo: first.lo, hi: at(x.hi).hi };
}

/** `[3.14159, 3.14160]`: the ends in decimals of that many significant digits, rounded outwards. */
export function show(x: Enclosure, digits = 17): string {
  const [lo, hi] = [decimal(x.lo, digits, -1), decimal(x.hi, digits, 1)];
  return lo === hi ? lo : `[${lo}, ${hi}]`;
}

/** `-1.25e-3`: x in decimals, rounded; trailing zeros are dropped; far from 1 a power of 2. */
function decimal(x: Dyadic, digits: number, toward: D.Toward): string {
  if (x.m === 0n) return "0";
  const t = D.magnitude(x);
  const away = x.m > 0n === toward > 0;
  if (Math.abs(t) > 2 ** 14) return `${x.m < 0n ? "-" : ""}2^${away ? t : t - 1}`;
  // 10^k ≤ |x| to within one: log10(2) is 0.30103, and any k is right for the value printed.
  const k = Math.floor((t - 1) * 0.30103);
  const places = digits - 1 - k;
  const tens = 10n ** BigInt(Math.abs(places));
  const top = (places > 0 ? tens : 1n) * (x.e > 0 ? x.m << BigInt(x.e) : x.m);
  const bottom = (places < 0 ? tens : 1n) << BigInt(Math.max(0, -x.e));
  const n = D.divide(top, bottom, toward);
  const text = (n < 0n ? -n : n).toString();
  const exponent = text.length - 1 - places;
  const fraction = text.slice(1).replace(/0+$/, "");
  const mantissa = `${n < 0n ? "-" : ""}${text[0]}${fraction === "" ? "" : `.${fraction}`}`;
  return n === 0n ? "0" : exponent === 0 ? mantissa : `${mantissa}e${exponent}`;
}
