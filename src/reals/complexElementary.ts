/**
 * Powers, circular and hyperbolic functions of complex numbers and their inverses, principal
 * branches. A box that meets both sides of a cut is refused (TooWide) by the log or √ that makes
 * the cut; on a cut the values are those of log z = log|z| + i arg z with −π < arg z ≤ π.
 */
import { DomainError } from "../errors.ts";
import * as A from "./arithmetic.ts";
import * as circular from "./circular.ts";
import { complexBox, type ComplexBox } from "./complexBox.ts";
import * as C from "./complexBox.ts";
import { pi } from "./constants.ts";
import * as D from "./dyadic.ts";
import { isPoint, point, sign, type Enclosure } from "./enclosure.ts";
import * as hyperbolic from "./hyperbolic.ts";
import { pow as realPow } from "./power.ts";
import { TooWide } from "./tooWide.ts";

const one = complexBox(point(D.one));

/** Digits beyond `bits` that the few roundings of a formula below may cost. */
const guard = 8;

const timesMinusI = (z: ComplexBox): ComplexBox => C.neg(C.timesI(z));

/**
 * z^w = exp(w log z), integers w known exactly by repeated multiplication with z^0 = 1.
 *
 * @throws {DomainError} for 0^w unless re w > 0; TooWide about 0 or across the cut of log
 */
export function pow(z: ComplexBox, w: ComplexBox, bits: number): ComplexBox {
  const n = integer(w);
  if (n !== undefined) return powInteger(z, n, bits);
  const real = sign(z.im) === 0 && sign(w.im) === 0;
  if (real && D.signum(z.re.lo) > 0) return complexBox(realPow(z.re, w.re, bits));
  if (C.isZero(z) === true) {
    if (D.signum(w.re.lo) > 0) return z;
    const outside = D.signum(w.re.hi) <= 0 && C.isZero(w) === false;
    const Refusal = outside ? DomainError : TooWide;
    throw new Refusal("pow", "an exponent with positive real part for base 0", C.show(w));
  }
  const size = Math.max(...[w.re, w.im].flatMap(({ lo, hi }) => [lo, hi]).map(digitsBefore));
  const p = bits + 24 + Math.min(64, size);
  return C.exp(C.mul(w, C.log(z, p), p), bits);
}

function digitsBefore(a: D.Dyadic): number {
  return a.m === 0n ? 0 : Math.max(0, D.magnitude(a));
}

/** The integer of at most 30 digits that w is, or undefined. */
function integer({ re, im }: ComplexBox): bigint | undefined {
  if (sign(im) !== 0 || !isPoint(re) || digitsBefore(re.lo) > 30) return undefined;
  const n = A.floor(re);
  return D.compare(D.dyadic(n), re.lo) === 0 ? n : undefined;
}

/** z^n by repeated squaring. @throws {DomainError} if n < 0 and z = 0; TooWide if 0 is inside */
export function powInteger(z: ComplexBox, n: bigint, bits: number): ComplexBox {
  const p = bits + 2 * D.bitLength(n) + guard;
  if (n < 0n) return C.div(one, powInteger(z, -n, p), bits);
  if (sign(z.im) === 0) return complexBox(A.powInteger(z.re, n, bits));
  let result = one;
  for (const digit of n.toString(2)) {
    result = C.mul(result, result, p);
    if (digit === "1") result = C.mul(result, z, p);
  }
  return result;
}

/** sin x cosh y + i cos x sinh y. */
export function sin({ re, im }: ComplexBox, bits: number): ComplexBox {
  const p = bits + guard;
  return {
    re: A.mul(circular.sin(re, p), hyperbolic.cosh(im, p), bits),
    im: A.mul(circular.cos(re, p), hyperbolic.sinh(im, p), bits),
  };
}

/** cos x cosh y − i sin x sinh y. */
export function cos({ re, im }: ComplexBox, bits: number): ComplexBox {
  const p = bits + guard;
  return {
    re: A.mul(circular.cos(re, p), hyperbolic.cosh(im, p), bits),
    im: A.neg(A.mul(circular.sin(re, p), hyperbolic.sinh(im, p), bits)),
  };
}

/** (sin x cos x + i sinh y cosh y)/(cos²x + sinh²y). @throws {DomainError} TooWide near a pole */
export function tan({ re, im }: ComplexBox, bits: number): ComplexBox {
  if (sign(im) === 0) return complexBox(circular.tan(re, bits));
  const p = bits + guard;
  const [c, s] = [circular.cos(re, p), hyperbolic.sinh(im, p)];
  const below = A.add(A.square(c, p), A.square(s, p), p);
  const over = (a: Enclosure, b: Enclosure): Enclosure => A.div(A.mul(a, b, p), below, bits);
  return { re: over(circular.sin(re, p), c), im: over(s, hyperbolic.cosh(im, p)) };
}

/** −i sin iz. */
export function sinh(z: ComplexBox, bits: number): ComplexBox {
  return timesMinusI(sin(C.timesI(z), bits));
}

/** cos iz. */
export function cosh(z: ComplexBox, bits: number): ComplexBox {
  return cos(C.timesI(z), bits);
}

/** −i tan iz. */
export function tanh(z: ComplexBox, bits: number): ComplexBox {
  return timesMinusI(tan(C.timesI(z), bits));
}

/** (i/2)(log(1 − iz) − log(1 + iz)); cuts ±i[1, ∞). @throws {DomainError} at ±i */
export function atan(z: ComplexBox, bits: number): ComplexBox {
  const p = bits + guard;
  const iz = C.timesI(z);
  const difference = C.sub(C.log(C.sub(one, iz, p), p), C.log(C.add(one, iz, p), p), bits);
  return C.scale(C.timesI(difference), -1);
}

/** −i log(iz + √((1 − z)(1 + z))); cuts (−∞, −1] and [1, ∞). */
export function asin(z: ComplexBox, bits: number): ComplexBox {
  const p = bits + guard;
  const root = C.sqrt(C.mul(C.sub(one, z, p), C.add(one, z, p), p), p);
  return timesMinusI(C.log(C.add(C.timesI(z), root, p), bits));
}

/** π/2 − asin z. */
export function acos(z: ComplexBox, bits: number): ComplexBox {
  const right = complexBox(A.scale(pi(bits + guard), -1));
  return C.sub(right, asin(z, bits + guard), bits);
}

/** −i asin iz; cuts ±i[1, ∞). */
export function asinh(z: ComplexBox, bits: number): ComplexBox {
  return timesMinusI(asin(C.timesI(z), bits));
}

/** log(z + √(z − 1)·√(z + 1)); cut (−∞, 1]. */
export function acosh(z: ComplexBox, bits: number): ComplexBox {
  const p = bits + guard;
  const root = C.mul(C.sqrt(C.sub(z, one, p), p), C.sqrt(C.add(z, one, p), p), p);
  return C.log(C.add(z, root, p), bits);
}

/** −i atan iz; cuts (−∞, −1] and [1, ∞). @throws {DomainError} at ±1 */
export function atanh(z: ComplexBox, bits: number): ComplexBox {
  return timesMinusI(atan(C.timesI(z), bits));
}
