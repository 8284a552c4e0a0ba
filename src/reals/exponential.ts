/** exp, log and their forms near 0 and 1, increasing functions: an end of x gives an end of f(x). */
import { DomainError } from "../errors.ts";
import { log2Fixed } from "./constants.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import { fromFixed, increasing, point, rounded, show, type Enclosure } from "./enclosure.ts";
import { coarser, expFixed, logFixed, type Fixed } from "./fixedPoint.ts";
import { TooWide } from "./tooWide.ts";

/** Beyond 2^40 the exponent of exp x leaves the range of dyadic numbers. */
const largestArgument = 40;

/** ⌊x·2^p⌋, short of x·2^p by less than 1. */
export function toFixed(x: Dyadic, p: number): bigint {
  return x.e + p >= 0 ? x.m << BigInt(x.e + p) : x.m >> BigInt(-x.e - p);
}

/** x = n log 2 + r with 0 ≤ r < log 2, and exp x = 2^n exp r; exp is no steeper than 3 there. */
function expAt(x: Dyadic, bits: number): Enclosure {
  if (x.m === 0n) return point(D.one);
  const t = D.magnitude(x);
  if (t < -bits) {
    // 1 + x ≤ exp x ≤ 1 + x + x² for |x| ≤ 1.
    const above = D.sum(x, D.product(x, x, bits, 1), bits, 1);
    return { lo: D.sum(D.one, x, bits, -1), hi: D.sum(D.one, above, bits, 1) };
  }
  if (t > largestArgument) return expFar(x);
  const p = bits + 16;
  const extra = Math.max(0, t) + 4;
  const [X, log2] = [toFixed(x, p + extra), log2Fixed(BigInt(p + extra))];
  const n = D.divide(X, log2.v, -1);
  const r = { v: X - n * log2.v, err: 1n + (n < 0n ? -n : n) * log2.err };
  const { v: R, err } = coarser(r, BigInt(extra));
  const value = expFixed(R, BigInt(p));
  return fromFixed({ v: value.v, err: value.err + 3n * err }, BigInt(p), bits, Number(n));
}

/** exp x < 2^x for x < 0, and x ≤ −2^40 here. */
function expFar(x: Dyadic): Enclosure {
  if (x.m > 0n) throw new TooWide("exp", "an argument below 2^40", show(point(x)));
  return { lo: D.zero, hi: D.dyadic(1n, -(2 ** largestArgument)) };
}

/** {exp x}. @throws {DomainError} TooWide unless x < 2^40 */
export function exp(x: Enclosure, bits: number): Enclosure {
  return increasing(x, (a) => expAt(a, bits));
}

function expm1At(x: Dyadic, bits: number): Enclosure {
  if (x.m === 0n) return point(D.zero);
  const t = D.magnitude(x);
  if (t < -bits) return rounded(x, D.sum(x, D.product(x, x, bits, 1), bits, 1), bits);
  const { lo, hi } = expAt(x, bits + 8 + Math.max(0, -t));
  const minus = D.negate(D.one);
  return { lo: D.sum(lo, minus, bits, -1), hi: D.sum(hi, minus, bits, 1) };
}

/** {exp x − 1}, with small relative error near 0. Domain: as exp. */
export function expm1(x: Enclosure, bits: number): Enclosure {
  return increasing(x, (a) => expm1At(a, bits));
}

/** log x at p digits behind the point, for x = 2^j f with 1 ≤ f < 2, where log is no steeper than 1. */
function logDigits(x: Dyadic, p: number): Fixed {
  const j = D.magnitude(x) - 1;
  const f = logFixed(toFixed({ m: x.m, e: x.e - j }, p), BigInt(p));
  if (j === 0) return { v: f.v, err: f.err + 1n };
  const extra = BigInt(D.bitLength(BigInt(j)));
  const log2 = log2Fixed(BigInt(p) + extra);
  const whole = coarser({ v: BigInt(j) * log2.v, err: BigInt(Math.abs(j)) * log2.err }, extra);
  return { v: whole.v + f.v, err: whole.err + f.err + 1n };
}

/** t − t² ≤ log(1 + t) ≤ t for t ≥ −1/2. */
function logNearOne(t: Dyadic, bits: number): Enclosure {
  const square = D.product(t, t, bits, 1);
  return { lo: D.sum(t, D.negate(square), bits, -1), hi: D.round(t, bits, 1) };
}

function logAt(x: Dyadic, bits: number): Enclosure {
  const j = D.magnitude(x);
  if (j > 1 || j < 0) return fromFixed(logDigits(x, bits + 16), BigInt(bits + 16), bits);
  // In [1/2, 2) log x is about x − 1, whose leading zeros are lost behind the point.
  const t = D.sum(x, D.negate(D.one), Infinity, 1);
  if (t.m === 0n) return point(D.zero);
  const zeros = Math.max(0, -D.magnitude(t));
  if (zeros > bits) return logNearOne(t, bits);
  const p = bits + zeros + 16;
  return fromFixed(logDigits(x, p), BigInt(p), bits);
}

/** {log x}. Domain: x > 0. @throws {DomainError} outside; TooWide where only a part is inside */
export function log(x: Enclosure, bits: number): Enclosure {
  inDomain("log", "a positive number", x, D.zero);
  return increasing(x, (a) => logAt(a, bits));
}

function log1pAt(t: Dyadic, bits: number): Enclosure {
  if (t.m === 0n) return point(D.zero);
  const zeros = Math.max(0, -D.magnitude(t));
  if (zeros > bits) return logNearOne(t, bits);
  const p = bits + zeros + 16;
  const x = { lo: D.sum(D.one, t, p, -1), hi: D.sum(D.one, t, p, 1) };
  return increasing(x, (a) => logAt(a, bits));
}

/** {log(1 + x)}, with small relative error near 0. Domain: x > −1. @throws {DomainError} as log */
export function log1p(x: Enclosure, bits: number): Enclosure {
  inDomain("log1p", "a number above -1", x, D.negate(D.one));
  return increasing(x, (a) => log1pAt(a, bits));
}

function inDomain(where: string, expected: string, x: Enclosure, infimum: Dyadic): void {
  if (D.compare(x.hi, infimum) <= 0) throw new DomainError(where, expected, show(x));
  if (D.compare(x.lo, infimum) <= 0) throw new TooWide(where, expected, show(x));
}
