import { DomainError } from "../errors.ts";

/** The primes that divide n, increasing. Domain: 1 <= n < 2^53. Cost: √n divisions. */
export function primeDivisors(n: number): readonly number[] {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new DomainError("primeDivisors", "an integer n >= 1", n);
  const primes: number[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    if (rest % p !== 0) continue;
    primes.push(p);
    while (rest % p === 0) rest /= p;
  }
  return rest > 1 ? [...primes, rest] : primes;
}
