import type { Ring } from "./ring.ts";

/** The ring of integers, as bigints. Exactness: exact. */
export const integers: Ring<bigint> = {
  name: "Z",
  exact: true,
  zero: 0n,
  one: 1n,
  has: (a) => typeof a === "bigint",
  eq: (a, b) => a === b,
  add: (a, b) => a + b,
  neg: (a) => -a,
  mul: (a, b) => a * b,
  show: (a) => a.toString(),
};

/** |a|. */
export function absolute(a: bigint): bigint {
  return a < 0n ? -a : a;
}

/** The greatest common divisor, >= 0, with gcd(0, 0) = 0. Cost: O(log min(|a|, |b|)) divisions. */
export function gcd(a: bigint, b: bigint): bigint {
  let x = absolute(a);
  let y = absolute(b);
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The residue of a in 0..m-1. Domain: m > 0. */
export function residue(a: bigint, m: bigint): bigint {
  const r = a % m;
  return r < 0n ? r + m : r;
}
