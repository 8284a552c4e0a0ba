import fc from "fast-check";
import { expect, it } from "vitest";
import { primePowers } from "../../src/decide/factor.ts";

it("primePowers multiply to n, are prime, and ascend", () => {
  const isPrime = (p: bigint): boolean => {
    for (let d = 2n; d * d <= p; d++) if (p % d === 0n) return false;
    return p > 1n;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (n) => {
      const factors = primePowers(BigInt(n));
      expect(factors.reduce((product, [p, k]) => product * p ** BigInt(k), 1n)).toBe(BigInt(n));
      expect(factors.every(([p, k]) => isPrime(p) && k > 0)).toBe(true);
    }),
    { numRuns: 200 },
  );
  // The square of a prime ends the division at the prime itself.
  expect(primePowers(49n)).toEqual([[7n, 2]]);
  expect(primePowers(2n * 101n ** 2n)).toEqual([[2n, 1], [101n, 2]]); // prettier-ignore
  expect(primePowers(1n)).toEqual([]);
});
