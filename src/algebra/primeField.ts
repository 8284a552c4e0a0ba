import { DomainError } from "../errors.ts";
import { residue } from "./integer.ts";
import type { Field } from "./ring.ts";

const PRIMALITY_BOUND = 2n ** 64n;

/** Bases that decide primality below 3.18e23. Source: Sorenson & Webster, Math. Comp. 86 (2017). */
const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/**
 * The field with p elements, as residues 0 <= a < p. Exactness: exact.
 * Cost: one division for each product, O(log p) for an inverse.
 *
 * @throws {DomainError} if p is not a prime below 2^64
 */
export function primeField(p: bigint): Field<bigint> {
  if (!isPrime(p)) throw new DomainError("primeField", "a prime p < 2^64", p);
  return {
    name: `GF(${p})`,
    exact: true,
    zero: 0n,
    one: 1n,
    has: (a) => 0n <= a && a < p,
    eq: (a, b) => a === b,
    add: (a, b) => (a + b >= p ? a + b - p : a + b),
    neg: (a) => (a === 0n ? 0n : p - a),
    mul: (a, b) => (a * b) % p,
    show: (a) => a.toString(),
    inv: (a) => inverseModulo(a, p),
  };
}

/** Is n prime? Miller–Rabin with fixed bases, so a proof. Domain: n < 2^64 (throws above). */
export function isPrime(n: bigint): boolean {
  if (n >= PRIMALITY_BOUND) throw new DomainError("isPrime", "n < 2^64", n);
  if (n < 2n) return false;
  for (const base of BASES) if (n % base === 0n) return n === base;
  let odd = n - 1n;
  let twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos += 1;
  return BASES.every((base) => passes(base, odd, twos, n));
}

/**
 * The `count` largest primes below `bound` that satisfy `where`, largest first.
 *
 * @throws {DomainError} if there are fewer
 */
export function primesBelow(
  bound: bigint,
  count: number,
  where: (p: bigint) => boolean = () => true,
): bigint[] {
  const primes: bigint[] = [];
  for (let n = bound - 1n; n >= 2n && primes.length < count; n--)
    if (where(n) && isPrime(n)) primes.push(n);
  if (primes.length < count)
    throw new DomainError("primesBelow", `${count} such primes below ${bound}`, primes.length);
  return primes;
}

/** Does n = 2^twos · odd + 1 pass the strong test to this base? */
function passes(base: bigint, odd: bigint, twos: number, n: bigint): boolean {
  let x = powerModulo(base, odd, n);
  if (x === 1n || x === n - 1n) return true;
  for (let k = 1; k < twos; k++) {
    x = (x * x) % n;
    if (x === n - 1n) return true;
  }
  return false;
}

function powerModulo(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  for (let square = base % n, e = exponent; e > 0n; e >>= 1n, square = (square * square) % n)
    if (e & 1n) result = (result * square) % n;
  return result;
}

/** Extended Euclid: r = s·a modulo p throughout, so r = 1 makes s the inverse. */
function inverseModulo(a: bigint, p: bigint): bigint {
  if (residue(a, p) === 0n)
    throw new DomainError(`GF(${p}).inv`, "a non-zero residue", a.toString());
  let [r0, r1, s0, s1] = [p, residue(a, p), 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - quotient * r1, s1, s0 - quotient * s1];
  }
  return residue(s0, p);
}
