/**
 * Dyadic numbers m·2^e with a bigint m: the ends of enclosures. Every operation rounds its exact
 * result towards −∞ or +∞ to a number of bits, so an end never crosses the true value.
 */
import { DomainError } from "../errors.ts";
import { TooWide } from "./tooWide.ts";

/** m·2^e; zero is {m: 0n, e: 0}, every other number has many forms (`compare` decides equality). */
export interface Dyadic {
  readonly m: bigint;
  readonly e: number;
}

/** −1 rounds towards −∞, 1 towards +∞. */
export type Toward = -1 | 1;

/** Two exponents below this, and a precision, add up exactly in a double. */
const largestExponent = 2 ** 48;

/** m·2^e. @throws {DomainError} TooWide unless e is an integer and |e| ≤ 2^48 */
export function dyadic(m: bigint, e = 0): Dyadic {
  if (m === 0n) return zero;
  if (!Number.isInteger(e) || Math.abs(e) > largestExponent)
    throw new TooWide(
      "dyadic",
      "an integer exponent within ±2^48",
      e,
      "The number is too far from 1",
    );
  return { m, e };
}

export const zero: Dyadic = { m: 0n, e: 0 };
export const one: Dyadic = { m: 1n, e: 0 };

/** The number of binary digits of |n|: 0 for 0, and t with 2^(t−1) ≤ |n| < 2^t. */
export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = (n < 0n ? -n : n).toString(16);
  return 4 * hex.length - Math.clz32(parseInt(hex[0], 16)) + 28;
}

/** t with 2^(t−1) ≤ |a| < 2^t. Domain: a ≠ 0. */
export function magnitude(a: Dyadic): number {
  return a.e + bitLength(a.m);
}

/** −1, 0 or 1. */
export function signum(a: Dyadic): -1 | 0 | 1 {
  return a.m === 0n ? 0 : a.m < 0n ? -1 : 1;
}

export function negate(a: Dyadic): Dyadic {
  return { m: -a.m, e: a.e };
}

/** a·2^k, exactly. */
export function shift(a: Dyadic, k: number): Dyadic {
  return dyadic(a.m, a.e + k);
}

/** The sign of a − b, exactly. */
export function compare(a: Dyadic, b: Dyadic): -1 | 0 | 1 {
  const [s, t] = [signum(a), signum(b)];
  if (s !== t || s === 0) return s < t ? -1 : s > t ? 1 : 0;
  const [p, q] = [magnitude(a), magnitude(b)];
  if (p !== q) return p < q === s > 0 ? -1 : 1;
  const e = Math.min(a.e, b.e);
  const [m, n] = [a.m << BigInt(a.e - e), b.m << BigInt(b.e - e)];
  return m < n ? -1 : m > n ? 1 : 0;
}

export function lesser(a: Dyadic, b: Dyadic): Dyadic {
  return compare(a, b) <= 0 ? a : b;
}

export function greater(a: Dyadic, b: Dyadic): Dyadic {
  return compare(a, b) >= 0 ? a : b;
}

/** m / 2^k rounded to an integer. Domain: k ≥ 0. */
export function shiftRight(m: bigint, k: number, toward: Toward): bigint {
  return toward < 0 ? m >> BigInt(k) : -(-m >> BigInt(k));
}

/** a rounded to at most `bits` digits; a itself if it has no more. */
export function round(a: Dyadic, bits: number, toward: Toward): Dyadic {
  const spare = bitLength(a.m) - bits;
  return spare <= 0 ? a : dyadic(shiftRight(a.m, spare, toward), a.e + spare);
}

/** a + b, rounded. */
export function sum(a: Dyadic, b: Dyadic, bits: number, toward: Toward): Dyadic {
  if (a.m === 0n) return round(b, bits, toward);
  if (b.m === 0n) return round(a, bits, toward);
  const [large, small] = magnitude(a) >= magnitude(b) ? [a, b] : [b, a];
  // Around `large` the grid of rounding consists of multiples of 2^grid, and so does `large`: a
  // summand below it acts by its sign alone, which spares a shift by any distance.
  const grid = Math.min(large.e, magnitude(large) - bits - 2);
  const other = magnitude(small) <= grid ? { m: small.m < 0n ? -1n : 1n, e: grid - 1 } : small;
  const e = Math.min(large.e, other.e);
  const m = (large.m << BigInt(large.e - e)) + (other.m << BigInt(other.e - e));
  return round(dyadic(m, e), bits, toward);
}

/** ab, rounded. */
export function product(a: Dyadic, b: Dyadic, bits: number, toward: Toward): Dyadic {
  return round(dyadic(a.m * b.m, a.e + b.e), bits, toward);
}

/** a/b, rounded. Domain: b ≠ 0. */
export function quotient(a: Dyadic, b: Dyadic, bits: number, toward: Toward): Dyadic {
  const lift = Math.max(0, bits + 1 + bitLength(b.m) - bitLength(a.m));
  return round(dyadic(divide(a.m << BigInt(lift), b.m, toward), a.e - b.e - lift), bits, toward);
}

/** n/d rounded to an integer. Domain: d ≠ 0. */
export function divide(n: bigint, d: bigint, toward: Toward): bigint {
  const q = n / d;
  if (q * d === n) return q;
  // BigInt division truncates: q is on the side of 0.
  const below = n < 0n === d < 0n ? q : q - 1n;
  return toward < 0 ? below : below + 1n;
}

/** ⌊n^(1/k)⌋ by Newton's iteration from above. Domain: n ≥ 0, k ≥ 1. */
export function integerRoot(n: bigint, k: number): bigint {
  if (n < 2n || k === 1) return n;
  const [power, K] = [BigInt(k - 1), BigInt(k)];
  // Half of the digits first: the root of the leading ones, plus 1, is above the root.
  const half = Math.floor(bitLength(n) / (2 * k));
  let x =
    half < 8
      ? 1n << BigInt(Math.ceil(bitLength(n) / k))
      : (integerRoot(n >> BigInt(half * k), k) + 1n) << BigInt(half);
  for (;;) {
    const next = (power * x + n / x ** power) / K;
    if (next >= x) return x;
    x = next;
  }
}

/** a^(1/k), rounded. Domain: a ≥ 0, k ≥ 1. */
export function root(a: Dyadic, k: number, bits: number, toward: Toward): Dyadic {
  const wanted = Math.max(0, k * (bits + 1) - bitLength(a.m));
  const lift = wanted + ((((a.e - wanted) % k) + k) % k);
  const m = a.m << BigInt(lift);
  const r = integerRoot(m, k);
  const up = toward > 0 && r ** BigInt(k) !== m ? 1n : 0n;
  return round(dyadic(r + up, (a.e - lift) / k), bits, toward);
}

const view = new DataView(new ArrayBuffer(8));

/** The double x, exactly. @throws {DomainError} if x is not finite */
export function fromNumber(x: number): Dyadic {
  if (!Number.isFinite(x)) throw new DomainError("fromNumber", "a finite number", x);
  if (Number.isInteger(x)) return dyadic(BigInt(x));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const m = exponent === 0 ? fraction : fraction | (1n << 52n);
  return dyadic(x < 0 ? -m : m, Math.max(exponent, 1) - 1075);
}

/** The nearest double on the side `toward`; beyond the largest, ±Infinity or the largest. */
export function toNumber(a: Dyadic, toward: Toward): number {
  if (a.m === 0n) return 0;
  const t = magnitude(a);
  if (t > 1024) {
    const away = toward > 0 === a.m > 0n;
    return (a.m > 0n ? 1 : -1) * (away ? Infinity : Number.MAX_VALUE);
  }
  // 53 digits, fewer where they would go below 2^-1074.
  const last = Math.max(t - 53, -1074);
  const m = last <= a.e ? a.m << BigInt(a.e - last) : shiftRight(a.m, last - a.e, toward);
  return scaled(Number(m), last);
}

/** x·2^k where the product is a double or overflows; in two steps, as 2^k itself may be neither. */
function scaled(x: number, k: number): number {
  const first = Math.max(-1000, Math.min(900, k));
  return x * powerOfTwo(first) * powerOfTwo(k - first);
}

/** 2^k from its bits: Math.pow need not be exact. Domain: −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  view.setBigUint64(0, BigInt(k + 1023) << 52n);
  return view.getFloat64(0);
}
