import { DomainError } from "../errors.ts";
import { absolute, residue } from "./integer.ts";
import { rational, type Rational } from "./rational.ts";

/** gcd = s·a + t·b, gcd >= 0. */
export interface Bezout {
  readonly gcd: bigint;
  readonly s: bigint;
  readonly t: bigint;
}

/** The greatest common divisor with its cofactors, by Euclid's algorithm. Exactness: exact. */
export function bezout(a: bigint, b: bigint): Bezout {
  let [r0, r1, s0, s1, t0, t1] = [a, b, 1n, 0n, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, s0, s1, t0, t1] = [r1, r0 - q * r1, s1, s0 - q * s1, t1, t0 - q * t1];
  }
  return r0 < 0n ? { gcd: -r0, s: -s0, t: -t0 } : { gcd: r0, s: s0, t: t0 };
}

/** a⁻¹ modulo m, in 0..m-1. @throws {DomainError} unless gcd(a, m) = 1 */
export function inverseModulo(a: bigint, m: bigint): bigint {
  const { gcd, s } = bezout(residue(a, m), m);
  if (gcd !== 1n) throw new DomainError("inverseModulo", `a unit modulo ${m}`, a);
  return residue(s, m);
}

/**
 * The x in 0..mn-1 with x ≡ a (mod m) and x ≡ b (mod n).
 *
 * @throws {DomainError} unless m and n are coprime
 */
export function chineseRemainder(a: bigint, m: bigint, b: bigint, n: bigint): bigint {
  return residue(a, m) + m * residue((b - residue(a, m)) * inverseModulo(m, n), n);
}

/**
 * The fraction r/s ≡ a (mod m) with |r| and s at most √(m/2), gcd(s, m) = 1, or `undefined` where
 * there is none. Two such fractions would agree, so there is at most one. That it is the number
 * looked for is for the caller to check. Source: Wang, SYMSAC 1981; von zur Gathen & Gerhard 5.10.
 */
export function rationalReconstruction(a: bigint, m: bigint): Rational | undefined {
  let [r0, r1, s0, s1] = [m, residue(a, m), 0n, 1n];
  while (2n * r1 * r1 > m) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  const small = 2n * s1 * s1 <= m;
  if (!small || bezout(s1, m).gcd !== 1n) return undefined;
  return s1 < 0n ? rational(-r1, absolute(s1)) : rational(r1, s1);
}
