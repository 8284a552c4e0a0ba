/** Powers with rational and real exponents. */
import type { Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import { mul, neg, nthRoot, powInteger } from "./arithmetic.ts";
import * as D from "./dyadic.ts";
import {
  coarser,
  containsZero,
  fromRational,
  hull,
  isPoint,
  point,
  show,
  sign,
  type Enclosure,
} from "./enclosure.ts";
import { exp, log } from "./exponential.ts";
import { TooWide } from "./tooWide.ts";

const hint = "Odd roots of negative numbers are nthRoot's";

/**
 * {x^q} for rational q. Domain: any x for integer q ≥ 0, x ≠ 0 for integer q < 0; x ≥ 0 for other
 * q > 0 and x > 0 for other q < 0. Exact where x and x^q are short: 4^(1/2) = 2.
 *
 * @throws {DomainError} outside; TooWide where only a part of x is inside
 */
export function powRational(x: Enclosure, q: Rational, bits: number): Enclosure {
  if (q.d === 1n) return powInteger(x, q.n, bits);
  notNegative(x);
  if (q.d > 64n || q.n > 64n || q.n < -64n) return powReal(x, fromRational(q, bits + 64), bits);
  if (q.n < 0n) return powInteger(nthRoot(x, Number(q.d), bits + 16), q.n, bits);
  // The power first: it is exact for a short x, and then so may be its root.
  const power = powInteger(x, q.n, Math.max(bits + 16, Math.min(4096, Number(q.n) * longest(x))));
  return nthRoot(power, Number(q.d), bits);
}

/**
 * {x^y} = {exp(y log x)}. Domain: x > 0; x = 0 for y > 0; any x for integers y known exactly, with
 * x^0 = 1. Exponents of at most 6 digits behind the point are taken as rational.
 *
 * @throws {DomainError} outside; TooWide where only a part is inside
 */
export function pow(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  const { m, e } = y.lo;
  const zeros = m === 0n ? 0 : D.bitLength(m & -m) - 1;
  const behind = m === 0n ? 0 : Math.max(0, -(e + zeros));
  if (isPoint(y) && behind <= 6 && D.magnitude(y.lo) <= 64) {
    const n = e + behind >= 0 ? m << BigInt(e + behind) : m >> BigInt(-e - behind);
    return powRational(x, { n, d: 1n << BigInt(behind) }, bits);
  }
  if (D.signum(x.hi) < 0 && isPoint(y) && behind === 0) {
    const value = powReal(neg(x), y, bits);
    return e + zeros > 0 ? value : neg(value);
  }
  // The number in y may be an integer, for which these powers have values.
  if (!isPoint(y) && (D.signum(x.hi) < 0 || (sign(x) === 0 && containsZero(y))))
    throw new TooWide(
      "pow",
      "a positive base or an exponent known exactly",
      `${show(x)}^${show(y)}`,
    );
  return powReal(x, y, bits);
}

/**
 * {exp(y log x)} for every real y alike, integers included: x > 0, or x ≥ 0 and y > 0.
 *
 * @throws {DomainError} outside; TooWide where only a part is inside
 */
export function powReal(x: Enclosure, y: Enclosure, bits: number): Enclosure {
  notNegative(x);
  if (D.signum(x.lo) > 0) {
    // y log x before the point: as many digits more.
    const size = Math.max(0, ...[y.lo, y.hi].map((a) => (a.m === 0n ? 0 : D.magnitude(a))));
    const far = Math.max(...[x.lo, x.hi].map((a) => Math.abs(D.magnitude(a)) + 1));
    const p = bits + 16 + Math.min(64, size) + D.bitLength(BigInt(far));
    return exp(mul(y, log(x, p), p), bits);
  }
  if (D.signum(y.lo) <= 0) {
    const Error = sign(x) === 0 && D.signum(y.hi) <= 0 ? DomainError : TooWide;
    throw new Error("pow", "a positive base or a positive exponent", `${show(x)}^${show(y)}`);
  }
  // 0^y = 0 for y > 0, and for each such y the power increases with x.
  const zero = point(D.zero);
  return sign(x) === 0 ? zero : coarser(hull(zero, powReal(point(x.hi), y, bits)), bits);
}

function notNegative(x: Enclosure): void {
  if (D.signum(x.hi) < 0)
    throw new DomainError("pow", "a base that is not negative", show(x), hint);
  if (D.signum(x.lo) < 0) throw new TooWide("pow", "a base that is not negative", show(x), hint);
}

/** The most digits that an end of x has. */
function longest(x: Enclosure): number {
  return Math.max(D.bitLength(x.lo.m), D.bitLength(x.hi.m));
}
