import { DomainError } from "../errors.ts";

/** A commutative ring as a value: elements are plain immutable data, the ring holds the operations. */
export interface Ring<T> {
  /** Printed in errors, scopes and on the site, e.g. `GF(7)`. */
  readonly name: string;
  /** `true` iff `eq` decides equality; an exact claim may use only exact rings. */
  readonly exact: boolean;
  readonly zero: T;
  readonly one: T;
  /** Membership: the only guard against mixing two rings that share `T`. */
  readonly has: (a: T) => boolean;
  readonly eq: (a: T, b: T) => boolean;
  readonly add: (a: T, b: T) => T;
  readonly neg: (a: T) => T;
  readonly mul: (a: T, b: T) => T;
  readonly show: (a: T) => string;
}

/** A field: a ring where every a ≠ 0 has an inverse. */
export interface Field<T> extends Ring<T> {
  /** @throws {DomainError} if a = 0. */
  readonly inv: (a: T) => T;
}

/** a − b. */
export function sub<T>(R: Pick<Ring<T>, "add" | "neg">, a: T, b: T): T {
  return R.add(a, R.neg(b));
}

/** The image of the integer n under Z → R, by repeated doubling: O(log n) additions. */
export function fromInteger<T>(R: Pick<Ring<T>, "zero" | "one" | "add" | "neg">, n: bigint): T {
  if (n < 0n) return R.neg(fromInteger(R, -n));
  let sum = R.zero;
  for (let bit = R.one, m = n; m > 0n; m >>= 1n, bit = R.add(bit, bit))
    if (m & 1n) sum = R.add(sum, bit);
  return sum;
}

/** a^k by repeated squaring, in any monoid. Domain: integers k >= 0. Cost: 2 log2 k products. */
export function power<T>(R: Pick<Ring<T>, "one" | "mul">, a: T, k: number): T {
  if (!Number.isInteger(k) || k < 0) throw new DomainError("power", "an integer exponent >= 0", k);
  let result = R.one;
  for (let square = a, m = k; m > 0; m = Math.floor(m / 2)) {
    if (m % 2 === 1) result = R.mul(result, square);
    if (m > 1) square = R.mul(square, square);
  }
  return result;
}

/** A ring with a conjugation a ↦ a*: additive, (ab)* = b* a*, a** = a. */
export interface StarRing<T> extends Ring<T> {
  readonly conj: (a: T) => T;
}
