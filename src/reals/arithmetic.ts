/** Field operations, powers, roots and steps on enclosures: the results of all numbers inside. */
import { DomainError } from "../errors.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import { containsZero, ends, increasing, point, show, sign, type Enclosure } from "./enclosure.ts";
import { TooWide } from "./tooWide.ts";

export function add(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  return { lo: D.sum(x.lo, y.lo, bits, -1), hi: D.sum(x.hi, y.hi, bits, 1) };
}

/** −x, exactly. */
export function neg(x: Enclosure): Enclosure {
  return { lo: D.negate(x.hi), hi: D.negate(x.lo) };
}

export function sub(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  return add(x, neg(y), bits);
}

/** x·2^k, exactly. */
export function scale(x: Enclosure, k: number): Enclosure {
  return { lo: D.shift(x.lo, k), hi: D.shift(x.hi, k) };
}

export function mul(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  const low = (a: Dyadic, b: Dyadic): Dyadic => D.product(a, b, bits, -1);
  const high = (a: Dyadic, b: Dyadic): Dyadic => D.product(a, b, bits, 1);
  if (D.signum(x.lo) >= 0 && D.signum(y.lo) >= 0)
    return { lo: low(x.lo, y.lo), hi: high(x.hi, y.hi) };
  // A product is extreme at corners.
  const corners = ends(x).flatMap((a) => ends(y).map((b) => [a, b] as const));
  return {
    lo: corners.map(([a, b]) => low(a, b)).reduce(D.lesser),
    hi: corners.map(([a, b]) => high(a, b)).reduce(D.greater),
  };
}

/** @throws {DomainError} if y = 0; TooWide if 0 is one of the numbers in y */
export function div(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  if (sign(y) === 0) throw new DomainError("div", "a divisor other than 0", 0);
  if (containsZero(y)) throw new TooWide("div", "a divisor without 0", show(y));
  const corners = ends(x).flatMap((a) => ends(y).map((b) => [a, b] as const));
  return {
    lo: corners.map(([a, b]) => D.quotient(a, b, bits, -1)).reduce(D.lesser),
    hi: corners.map(([a, b]) => D.quotient(a, b, bits, 1)).reduce(D.greater),
  };
}

/** {|x|}, exactly. */
export function abs(x: Enclosure): Enclosure {
  if (D.signum(x.lo) >= 0) return x;
  if (D.signum(x.hi) <= 0) return neg(x);
  return { lo: D.zero, hi: D.greater(D.negate(x.lo), x.hi) };
}

/** {x²}, without negative numbers where 0 ∈ x. */
export function square(x: Enclosure, bits: number): Enclosure {
  const { lo, hi } = abs(x);
  return { lo: D.product(lo, lo, bits, -1), hi: D.product(hi, hi, bits, 1) };
}

/**
 * {x^n} for an integer n, with x^0 = 1. Cost: 2 log2 |n| products.
 *
 * @throws {DomainError} if n < 0 and 0 ∈ x
 */
export function powInteger(x: Enclosure, n: bigint, bits: number): Enclosure {
  if (n < 0n) {
    const inverse = powInteger(x, -n, bits + 4);
    return div(point(D.one), inverse, bits);
  }
  if (n === 0n) return point(D.one);
  if (n % 2n === 0n) {
    const { lo, hi } = abs(x);
    return { lo: powAt(lo, n, bits, -1), hi: powAt(hi, n, bits, 1) };
  }
  const odd = (a: Dyadic, toward: D.Toward): Dyadic =>
    a.m < 0n
      ? D.negate(powAt(D.negate(a), n, bits, toward < 0 ? 1 : -1))
      : powAt(a, n, bits, toward);
  return { lo: odd(x.lo, -1), hi: odd(x.hi, 1) };
}

/** a^n for a ≥ 0, n ≥ 1, every product rounded towards the same side. */
function powAt(a: Dyadic, n: bigint, bits: number, toward: D.Toward): Dyadic {
  // Squaring doubles relative errors: log2 n digits are lost.
  const p = bits + D.bitLength(n) + 4;
  let result = D.one;
  for (const digit of n.toString(2)) {
    result = D.product(result, result, p, toward);
    if (digit === "1") result = D.product(result, a, p, toward);
  }
  return D.round(result, bits, toward);
}

/** {√x}. @throws {DomainError} if x < 0; TooWide if only a part of x is negative: never clipped */
export function sqrt(x: Enclosure, bits: number): Enclosure {
  return nthRoot(x, 2, bits);
}

/** The largest n of an n-th root: the work grows with n times the bits. */
export const largestRoot = 64;

/**
 * {the real n-th root of x}; for odd n of negative numbers too: nthRoot(−8, 3) = −2.
 *
 * Domain: 1 ≤ n ≤ 64; x ≥ 0 for even n.
 *
 * @throws {DomainError} outside; TooWide where only a part of x is inside
 */
export function nthRoot(x: Enclosure, n: number, bits: number): Enclosure {
  if (!Number.isInteger(n) || n < 1 || n > largestRoot)
    throw new DomainError("nthRoot", `an integer n in 1..${largestRoot}`, n);
  const domain = `a number that is not negative, n = ${n}`;
  if (n % 2 === 0 && D.signum(x.hi) < 0) throw new DomainError("nthRoot", domain, show(x));
  if (n % 2 === 0 && D.signum(x.lo) < 0) throw new TooWide("nthRoot", domain, show(x));
  return increasing(x, (a) => {
    if (a.m < 0n) return neg(rootAt(D.negate(a), n, bits));
    return rootAt(a, n, bits);
  });
}

function rootAt(a: Dyadic, n: number, bits: number): Enclosure {
  return { lo: D.root(a, n, bits, -1), hi: D.root(a, n, bits, 1) };
}

/** min(x, y) of any two numbers inside. */
export function min(x: Enclosure, y: Enclosure): Enclosure {
  return { lo: D.lesser(x.lo, y.lo), hi: D.lesser(x.hi, y.hi) };
}

/** max(x, y) of any two numbers inside. */
export function max(x: Enclosure, y: Enclosure): Enclosure {
  return neg(min(neg(x), neg(y)));
}

/** ⌊x⌋. @throws {DomainError} TooWide if it is not the same for all numbers in x */
export function floor(x: Enclosure): bigint {
  const [first, last] = [floorAt(x.lo), floorAt(x.hi)];
  if (first !== last) throw new TooWide("floor", "an enclosure between two integers", show(x));
  return first;
}

/** ⌈x⌉. @throws {DomainError} TooWide if it is not the same for all numbers in x */
export function ceil(x: Enclosure): bigint {
  return -floor(neg(x));
}

function floorAt(a: Dyadic): bigint {
  if (a.e > 2 ** 20) throw new TooWide("floor", "a number below 2^(2^20)", show(point(a), 5));
  return a.e >= 0 ? a.m << BigInt(a.e) : a.m >> BigInt(-a.e);
}

/** n!, exactly. @throws {DomainError} unless n is an integer ≥ 0; TooWide beyond 10^5 */
export function factorial(n: number): bigint {
  if (!Number.isInteger(n) || n < 0) throw new DomainError("factorial", "an integer >= 0", n);
  if (n > 1e5) throw new TooWide("factorial", "an integer up to 100000", n);
  const between = (a: number, b: number): bigint => {
    if (b - a > 8) return between(a, (a + b) >> 1) * between((a + b) >> 1, b);
    let product = 1n;
    for (let k = a; k < b; k++) product *= BigInt(k + 1);
    return product;
  };
  return between(0, n);
}
