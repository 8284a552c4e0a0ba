import { DomainError } from "../errors.ts";
import { rational } from "./rational.ts";
import type { Rational } from "./rational.ts";

/** The double x as a rational, exactly. @throws {DomainError} if x is not finite */
export function exactly(x: number): Rational {
  if (!Number.isFinite(x)) throw new DomainError("exactly", "a finite number", x);
  let [n, d] = [x, 1n];
  for (; !Number.isInteger(n); n *= 2) d *= 2n;
  return rational(BigInt(n), d);
}

/**
 * The last convergent n/d of the continued fraction of a double with d ≤ `most`: every other fraction
 * of denominator up to d is farther from x. Exactness: exact. Source: Khinchin, Continued Fractions, §6.
 *
 * @throws {DomainError} if x is not finite
 */
export function convergent(x: number, most: bigint): Rational {
  const { n, d } = exactly(x);
  let [p, q] = [n, d];
  let [a, b] = [
    [0n, 1n],
    [1n, 0n],
  ];
  while (q !== 0n) {
    const whole = floorQuotient(p, q);
    const next = [whole * b[0] + a[0], whole * b[1] + a[1]];
    if (next[1] > most) break;
    [a, b] = [b, next];
    [p, q] = [q, p - whole * q];
  }
  return rational(b[0], b[1]);
}

function floorQuotient(p: bigint, q: bigint): bigint {
  const towardZero = p / q;
  return p % q < 0n ? towardZero - 1n : towardZero;
}
