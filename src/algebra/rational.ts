import { DomainError } from "../errors.ts";
import { absolute, gcd } from "./integer.ts";
import type { Field } from "./ring.ts";

/** The rational number n/d in lowest terms: d > 0 and gcd(n, d) = 1. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/**
 * n/d in lowest terms. Exactness: exact; a number must be a safe integer.
 *
 * @throws {DomainError} if d = 0, or a number is not a safe integer
 */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  return reduce(toInteger(n), toInteger(d));
}

/** Reads `-3`, `3/4`, `-3/4` (blanks around the parts allowed). @throws {DomainError} otherwise */
export function parseRational(text: string): Rational {
  const match = /^\s*([+-]?\d+)\s*(?:\/\s*(\d+)\s*)?$/.exec(text);
  if (match === null)
    throw new DomainError("parseRational", "an integer or a fraction like -3/4", `"${text}"`);
  return reduce(BigInt(match[1].replace(/^\+/, "")), BigInt(match[2] ?? "1"));
}

/** The sign of a - b: -1, 0 or 1. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** |a|. */
export function absoluteRational(a: Rational): Rational {
  return a.n < 0n ? { n: -a.n, d: a.d } : a;
}

/** `-3/4`, or `5` where the denominator is 1: the inverse of `parseRational`. */
export function showRational(a: Rational): string {
  return a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`;
}

const zero: Rational = { n: 0n, d: 1n };
const one: Rational = { n: 1n, d: 1n };

/** The field of rational numbers. Exactness: exact. Cost: one gcd for each sum or product. */
export const rationals: Field<Rational> = {
  name: "Q",
  exact: true,
  zero,
  one,
  has: (a) => a.d > 0n && gcd(a.n, a.d) === 1n,
  eq: (a, b) => a.n === b.n && a.d === b.d,
  add: (a, b) => {
    if (a.n === 0n) return b;
    if (b.n === 0n) return a;
    if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n };
    return reduce(a.n * b.d + b.n * a.d, a.d * b.d);
  },
  neg: (a) => ({ n: -a.n, d: a.d }),
  mul: (a, b) => {
    if (a.n === 0n || b.n === 0n) return zero;
    if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n };
    return reduce(a.n * b.n, a.d * b.d);
  },
  show: showRational,
  inv: (a) => {
    if (a.n === 0n) throw new DomainError("Q.inv", "a non-zero rational", 0n);
    return a.n < 0n ? { n: -a.d, d: -a.n } : { n: a.d, d: a.n };
  },
};

function reduce(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new DomainError("rational", "a non-zero denominator", 0n);
  const common = gcd(n, d);
  const divisor = d < 0n ? -common : common;
  return { n: n / divisor, d: absolute(d / divisor) };
}

function toInteger(a: bigint | number): bigint {
  if (typeof a === "bigint") return a;
  if (!Number.isSafeInteger(a))
    throw new DomainError("rational", "a safe integer", a, "Write fractions as rational(n, d)");
  return BigInt(a);
}
