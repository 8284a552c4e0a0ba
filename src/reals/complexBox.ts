/** Rectangles {re + i·im} in the complex plane: field operations, parts, √, exp and log. */
import { DomainError } from "../errors.ts";
import * as A from "./arithmetic.ts";
import { cos, sin } from "./circular.ts";
import * as D from "./dyadic.ts";
import { containsZero, hull, point, show as showReal, sign, type Enclosure } from "./enclosure.ts";
import * as exponential from "./exponential.ts";
import { atan2 } from "./inverseCircular.ts";
import { TooWide } from "./tooWide.ts";

/** {re + i·im}; a real number has im = [0, 0], and only then lies on the cut (−∞, 0] for sure. */
export interface ComplexBox {
  readonly re: Enclosure;
  readonly im: Enclosure;
}

const zero = point(D.zero);
const one = point(D.one);

export function complexBox(re: Enclosure, im: Enclosure = zero): ComplexBox {
  return { re, im };
}

/** i, exactly. */
export const imaginaryUnit: ComplexBox = { re: zero, im: one };

export function add(z: ComplexBox, w: ComplexBox, bits: number): ComplexBox {
  return { re: A.add(z.re, w.re, bits), im: A.add(z.im, w.im, bits) };
}

export function neg({ re, im }: ComplexBox): ComplexBox {
  return { re: A.neg(re), im: A.neg(im) };
}

export function sub(z: ComplexBox, w: ComplexBox, bits: number): ComplexBox {
  return add(z, neg(w), bits);
}

export function conj({ re, im }: ComplexBox): ComplexBox {
  return { re, im: A.neg(im) };
}

/** iz, exactly. */
export function timesI({ re, im }: ComplexBox): ComplexBox {
  return { re: A.neg(im), im: re };
}

/** z·2^k, exactly. */
export function scale({ re, im }: ComplexBox, k: number): ComplexBox {
  return { re: A.scale(re, k), im: A.scale(im, k) };
}

export function mul(z: ComplexBox, w: ComplexBox, bits: number): ComplexBox {
  const part = (a: Enclosure, b: Enclosure): Enclosure => A.mul(a, b, bits + 2);
  return {
    re: A.sub(part(z.re, w.re), part(z.im, w.im), bits),
    im: A.add(part(z.re, w.im), part(z.im, w.re), bits),
  };
}

/** {|z|²}. */
function normSquared({ re, im }: ComplexBox, bits: number): Enclosure {
  return A.add(A.square(re, bits), A.square(im, bits), bits);
}

/** z·conj(w)/|w|². @throws {DomainError} if w = 0; TooWide if 0 is one of the numbers in w */
export function div(z: ComplexBox, w: ComplexBox, bits: number): ComplexBox {
  const norm = normSquared(w, bits + 4);
  const { re, im } = mul(z, conj(w), bits + 4);
  return { re: A.div(re, norm, bits), im: A.div(im, norm, bits) };
}

/** {|z|}. */
export function abs({ re, im }: ComplexBox, bits: number): Enclosure {
  if (sign(im) === 0) return A.abs(re);
  if (sign(re) === 0) return A.abs(im);
  return A.sqrt(normSquared({ re, im }, bits + 4), bits);
}

/** {the angle of z} in (−π, π]. @throws {DomainError} at 0; TooWide about 0 or across the cut */
export function arg({ re, im }: ComplexBox, bits: number): Enclosure {
  return atan2(im, re, bits);
}

/** Does no number, or every number, of the box satisfy z = 0? Otherwise undefined. */
export function isZero({ re, im }: ComplexBox): boolean | undefined {
  if (sign(re) === 0 && sign(im) === 0) return true;
  return containsZero(re) && containsZero(im) ? undefined : false;
}

/** eˣ(cos y + i sin y). Domain: re z < 2^40. @throws {DomainError} beyond */
export function exp({ re, im }: ComplexBox, bits: number): ComplexBox {
  const r = exponential.exp(re, bits + 4);
  if (sign(im) === 0) return { re: exponential.exp(re, bits), im: zero };
  return { re: A.mul(r, cos(im, bits + 4), bits), im: A.mul(r, sin(im, bits + 4), bits) };
}

/**
 * The principal logarithm log|z| + i arg z, with log(−1) = iπ.
 *
 * @throws {DomainError} at 0; TooWide if 0 is inside or z meets both sides of the cut (−∞, 0]
 */
export function log(z: ComplexBox, bits: number): ComplexBox {
  if (isZero(z) === true) throw new DomainError("log", "a number other than 0", 0);
  return { re: logAbs(z, bits), im: arg(z, bits) };
}

/** log|z|: from |z|² − 1 near the unit circle, where |z| alone would leave few digits. */
function logAbs(z: ComplexBox, bits: number): Enclosure {
  if (sign(z.im) === 0) return exponential.log(A.abs(z.re), bits);
  const p = bits + 8;
  const norm = normSquared(z, 2 * p);
  const half = (x: Enclosure): Enclosure => A.scale(x, -1);
  if (D.compare(norm.lo, half(one).lo) < 0 || D.compare(norm.hi, D.shift(D.one, 1)) > 0)
    return half(exponential.log(norm, bits));
  return half(exponential.log1p(A.sub(norm, one, p), bits));
}

/**
 * The principal square root: re √z ≥ 0, √−1 = i.
 *
 * With m = |z|: re √z = √((m + x)/2) and im √z = ± √((m − x)/2); where one of the sums would
 * cancel, that part is y/2 over the other.
 *
 * @throws {DomainError} TooWide if z meets both sides of the cut (−∞, 0)
 */
export function sqrt(z: ComplexBox, bits: number): ComplexBox {
  const { re, im } = z;
  if (sign(im) === 0) return sqrtReal(re, bits);
  if (D.signum(re.lo) < 0 && D.signum(im.lo) < 0 && D.signum(im.hi) >= 0)
    throw new TooWide("sqrt", "numbers off the cut (-∞, 0)", show(z));
  const p = bits + 8;
  const m = abs(z, p);
  const large = A.sqrt(positivePart(A.scale(A.add(m, A.abs(re), p), -1)), p);
  const s = sign(re);
  if (s === 1) return { re: large, im: A.div(A.scale(im, -1), large, bits) };
  const below = D.signum(im.hi) <= 0;
  if (s !== undefined && !containsZero(large)) {
    const y = below ? A.neg(large) : large;
    return { re: A.abs(A.div(A.scale(im, -1), large, bits)), im: y };
  }
  const part = (x: Enclosure): Enclosure => A.sqrt(positivePart(A.scale(x, -1)), bits);
  const [x, y] = [part(A.add(m, re, p)), part(A.sub(m, re, p))];
  if (D.signum(im.lo) >= 0) return { re: x, im: y };
  return { re: x, im: below ? A.neg(y) : hull(y, A.neg(y)) };
}

/** x without its negative numbers, none of which is one of those that it encloses: |z| ± re z. */
function positivePart(x: Enclosure): Enclosure {
  return { lo: D.greater(x.lo, D.zero), hi: x.hi };
}

/** √ on a piece of the real axis, both sides of 0 included. */
function sqrtReal(x: Enclosure, bits: number): ComplexBox {
  const [right, left] = [A.max(x, zero), A.max(A.neg(x), zero)];
  return { re: A.sqrt(right, bits), im: A.sqrt(left, bits) };
}

export function show({ re, im }: ComplexBox, digits = 17): string {
  return `${showReal(re, digits)} + i${showReal(im, digits)}`;
}
