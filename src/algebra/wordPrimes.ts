import { isPrime } from "./primeField.ts";

const LIMIT = 2 ** 26;
const found: number[] = [];

/**
 * The k-th largest prime below 2^26, from k = 0. A product of two residues and one more residue stay
 * below 2^53, so plain doubles compute modulo these primes exactly.
 */
export function wordPrime(k: number): number {
  for (let n = (found.at(-1) ?? LIMIT) - 1; found.length <= k; n--)
    if (isPrime(BigInt(n))) found.push(n);
  return found[k];
}

/** a b + c modulo p. Domain: residues of a prime p < 2^26. */
export function multiplyAdd(a: number, b: number, c: number, p: number): number {
  const sum = a * b + c;
  // sum/p < 2^26 is an integer or at least 1/p off one; rounding moves it by 2^-28 at most.
  return sum - Math.floor(sum / p) * p;
}

/** a⁻¹ modulo p, by Euclid. Domain: 0 < a < p < 2^26. */
export function inverseOfResidue(a: number, p: number): number {
  let [r0, r1, s0, s1] = [p, a, 0, 1];
  while (r1 !== 0) {
    const q = Math.floor(r0 / r1);
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  return s0 < 0 ? s0 + p : s0;
}
