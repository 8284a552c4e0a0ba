import { DomainError } from "../errors.ts";
import { tabulate, type FiniteGroup } from "./finiteGroup.ts";
import { compose, permutationsOf, showPermutation, signOf } from "./permutation.ts";

/** S_n, element k being `permutationsOf(n)[k]`, composed as functions. Domain: 1 <= n <= 6. */
export function symmetric(n: number): FiniteGroup {
  checkDegree("symmetric", n);
  return tabulate(`S${n}`, permutationsOf(n), compose, showPermutation);
}

/** A_n, its elements in the order in which they stand in S_n. Domain: 1 <= n <= 6. */
export function alternating(n: number): FiniteGroup {
  checkDegree("alternating", n);
  const even = permutationsOf(n).filter((p) => signOf(p) === 1);
  return tabulate(`A${n}`, even, compose, showPermutation);
}

/** The inclusion A_n → S_n as the list of indices in S_n. */
export function alternatingInclusion(n: number): readonly number[] {
  checkDegree("alternatingInclusion", n);
  return permutationsOf(n).flatMap((p, k) => (signOf(p) === 1 ? [k] : []));
}

/** The inclusion S_m → S_n that fixes the points m..n-1, as the list of indices in S_n. */
export function symmetricInclusion(m: number, n: number): readonly number[] {
  checkDegree("symmetricInclusion", n);
  if (!Number.isInteger(m) || m < 1 || m > n)
    throw new DomainError("symmetricInclusion", `a degree from 1 to ${n}`, m);
  return permutationsOf(n).flatMap((p, k) => (p.every((y, x) => x < m || y === x) ? [k] : []));
}

/**
 * The action of S_4 on the three pairings 12|34, 13|24, 14|23 of four points: the homomorphism onto
 * S_3 with kernel V_4, as the list of indices in S_3.
 */
export function pairingsMap(): readonly number[] {
  const images = permutationsOf(3).map(showPermutation);
  // The pairing k is the one in which k + 1 is the partner of 0, so that of x and y for {x, y} ∌ 0.
  const pairing = (x: number, y: number): number => {
    if (x === 0 || y === 0) return Math.max(x, y) - 1;
    return 6 - x - y - 1;
  };
  return permutationsOf(4).map((p) =>
    images.indexOf(showPermutation([0, 1, 2].map((k) => pairing(p[0], p[k + 1])))),
  );
}

function checkDegree(where: string, n: number): void {
  if (!Number.isInteger(n) || n < 1 || n > 6)
    throw new DomainError(where, "a degree from 1 to 6", n, "Larger tables are not kept");
}
