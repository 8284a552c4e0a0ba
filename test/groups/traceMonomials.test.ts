import { describe, expect, it } from "vitest";
import {
  haarTraceMoment,
  squaresOfDimensions,
  traceGramRank,
  traceMonomialRank,
  withoutDecreasing,
} from "../../src/groups/traceMonomials.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);

describe("multilinear trace monomials", () => {
  it("traceMonomialRank is n! for M ≥ n: no identity of lower degree holds", () => {
    expect([1, 2, 3].map((n) => traceMonomialRank(n, 3))).toEqual([1, 2, 6]);
    expect([1, 2].map((n) => traceMonomialRank(n, 2))).toEqual([1, 2]);
  });

  it("traceMonomialRank at n = M + 1 is n! − 1: the one identity is that of Cayley–Hamilton", () => {
    expect([1, 2, 3].map((M) => traceMonomialRank(M + 1, M))).toEqual([1, 5, 23]);
  });

  it("traceMonomialRank, traceGramRank and the counts of permutations and tableaux agree", () => {
    for (const M of [1, 2, 3])
      for (const n of upTo(4)) {
        const rank = traceMonomialRank(n, M);
        expect(traceGramRank(n, M)).toBe(rank);
        expect(withoutDecreasing(n, M + 1)).toBe(rank);
        expect(squaresOfDimensions(n, M)).toBe(rank);
        expect(haarTraceMoment(n, M)).toBe(rank);
      }
  });

  it("traceMonomialRank with cycles of at most two letters has four monomials in degree 3", () => {
    expect(traceMonomialRank(3, 2, 2)).toBe(4);
    expect(traceGramRank(3, 2, 2)).toBe(4);
  });

  it("withoutDecreasing(n, 3) are the Catalan numbers", () => {
    expect(upTo(6).map((n) => withoutDecreasing(n, 3))).toEqual([1, 2, 5, 14, 42, 132]);
  });

  it("squaresOfDimensions without a bound on the rows is n!", () => {
    expect(upTo(6).map((n) => squaresOfDimensions(n, n))).toEqual([1, 2, 6, 24, 120, 720]);
  });

  it("haarTraceMoment on the torus alone, without Weyl's density, is another number", () => {
    // E|z + w|² and E|z + w|⁴ for independent phases.
    expect([1, 2].map((n) => haarTraceMoment(n, 2, "torus"))).toEqual([2, 6]);
  });

  it("traceMonomialRank(0, 2) throws DomainError", () => {
    expect(() => traceMonomialRank(0, 2)).toThrow(/traceMonomialRank/);
  });
});
