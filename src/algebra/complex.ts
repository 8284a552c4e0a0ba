import { DomainError } from "../errors.ts";
import { rationals, type Rational } from "./rational.ts";
import type { Field, Ring, StarRing } from "./ring.ts";
import { sub } from "./ring.ts";

/** re + i·im with i² = -1, over any ring. */
export interface Complex<T> {
  readonly re: T;
  readonly im: T;
}

/** R[i] with its conjugation, and the unit i. */
export interface ComplexRing<T> extends StarRing<Complex<T>> {
  readonly i: Complex<T>;
}

/** A complex ring in which every z ≠ 0 has an inverse. */
export interface ComplexField<T> extends ComplexRing<T>, Field<Complex<T>> {}

/** R[i] = R[t]/(t² + 1), conjugation i ↦ -i. Exactness: exact iff R is. Cost: 4 products of R. */
export function complexOver<T>(R: Ring<T>): ComplexRing<T> {
  return {
    name: `${R.name}[i]`,
    exact: R.exact,
    zero: { re: R.zero, im: R.zero },
    one: { re: R.one, im: R.zero },
    i: { re: R.zero, im: R.one },
    has: (z) => R.has(z.re) && R.has(z.im),
    eq: (z, w) => R.eq(z.re, w.re) && R.eq(z.im, w.im),
    add: (z, w) => ({ re: R.add(z.re, w.re), im: R.add(z.im, w.im) }),
    neg: (z) => ({ re: R.neg(z.re), im: R.neg(z.im) }),
    mul: (z, w) => ({
      re: sub(R, R.mul(z.re, w.re), R.mul(z.im, w.im)),
      im: R.add(R.mul(z.re, w.im), R.mul(z.im, w.re)),
    }),
    conj: (z) => ({ re: z.re, im: R.neg(z.im) }),
    show: (z) => showComplex(R, z),
  };
}

/**
 * F[i] with 1/z = z* / (re² + im²).
 *
 * Domain: -1 is no square in F (Q; GF(p) with p ≡ 3 mod 4). Give `characteristic` (p, or 0) to have
 * this checked for a prime field; without it, only `inv` finds out, at an element of norm 0.
 *
 * @throws {DomainError} if `characteristic` is 2 or ≡ 1 mod 4; from `inv` if the norm vanishes
 */
export function complexField<T>(F: Field<T>, characteristic: bigint = 0n): ComplexField<T> {
  if (characteristic !== 0n && characteristic % 4n !== 3n)
    throw new DomainError(
      "complexField",
      "a characteristic of 0 or ≡ 3 mod 4, where -1 is no square",
      characteristic,
    );
  const ring = complexOver(F);
  const inv = (z: Complex<T>): Complex<T> => {
    const square = normSquared(F, z);
    if (F.eq(square, F.zero))
      throw new DomainError(`${ring.name}.inv`, "an element with re² + im² ≠ 0", ring.show(z));
    const scale = F.inv(square);
    return { re: F.mul(z.re, scale), im: F.neg(F.mul(z.im, scale)) };
  };
  return { ...ring, inv };
}

/** z z* = re² + im², in the base ring. */
export function normSquared<T>(R: Pick<Ring<T>, "add" | "mul">, z: Complex<T>): T {
  return R.add(R.mul(z.re, z.re), R.mul(z.im, z.im));
}

/** x + 0i: the embedding R → R[i]. */
export function fromReal<T>(R: Pick<Ring<T>, "zero">, x: T): Complex<T> {
  return { re: x, im: R.zero };
}

/** A Gaussian rational x + iy. */
export type GaussianRational = Complex<Rational>;

/** The field Q(i). Exactness: exact. */
export const gaussianRationals: ComplexField<Rational> = complexField(rationals);

function showComplex<T>(R: Ring<T>, z: Complex<T>): string {
  if (R.eq(z.im, R.zero)) return R.show(z.re);
  const imaginary = R.eq(z.im, R.one)
    ? "i"
    : R.eq(z.im, R.neg(R.one))
      ? "-i"
      : `${bracketed(R.show(z.im))}i`;
  if (R.eq(z.re, R.zero)) return imaginary;
  return `${R.show(z.re)}${imaginary.startsWith("-") ? "" : "+"}${imaginary}`;
}

function bracketed(text: string): string {
  return /^-?[\w/]+$/.test(text) ? text : `(${text})`;
}
