/**
 * The factors p^k of n > 0, by trial division to 10^5; what is left beyond is kept as one factor,
 * prime or not: it divides only itself here, which loses identities and never makes one.
 */
export function primePowers(n: bigint): [bigint, number][] {
  const factors: [bigint, number][] = [];
  let left = n;
  for (let p = 2n; p * p <= left && p < 100_000n; p += p === 2n ? 1n : 2n) {
    let k = 0;
    for (; left % p === 0n; left /= p) k += 1;
    if (k > 0) factors.push([p, k]);
  }
  if (left > 1n) factors.push([left, 1]);
  return factors;
}
