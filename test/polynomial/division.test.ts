import { describe, expect, it } from "vitest";
import { exactQuotient, sorted } from "../../src/polynomial/division.ts";
import { radixPacking, type Packing } from "../../src/polynomial/packing.ts";
import { accumulator, addProduct, taken, type Sparse } from "../../src/polynomial/sparse.ts";

const packing = radixPacking([8, 8]) as Packing;

/** Σ c x^i y^j with its true degrees. */
function poly(...terms: readonly (readonly [number, number, number])[]): Sparse {
  return sorted({
    keys: terms.map(([, i, j]) => i * packing.weights[0] + j * packing.weights[1]),
    coefficients: terms.map(([c]) => c),
    norm: terms.reduce((s, [c]) => s + Math.abs(c), 0),
    degrees: [Math.max(...terms.map((t) => t[1])), Math.max(...terms.map((t) => t[2]))],
  });
}
const product = (A: Sparse, B: Sparse): Sparse => {
  const table = accumulator();
  addProduct(table, A, B, 1);
  return taken(
    table,
    A.degrees.map((d, m) => d + B.degrees[m]),
    0,
  );
};
const terms = (f: Sparse | undefined): unknown =>
  f === undefined ? undefined : [...sorted(f).keys].map((k, i) => [k, sorted(f).coefficients[i]]);

describe("exactQuotient", () => {
  const F = poly([1, 2, 0], [3, 1, 1], [-2, 0, 0]);
  const Q = poly([5, 0, 3], [-1, 4, 1], [7, 0, 0], [2, 1, 1]);

  it("exactQuotient(Q F, F) is Q, over the integers and modulo 101", () => {
    const N = product(Q, F);
    expect(terms(exactQuotient(N, F, packing, 0))).toEqual(terms(Q));
    const modulo = (f: Sparse): Sparse => ({
      ...f,
      coefficients: f.coefficients.map((c) => ((c % 101) + 101) % 101),
    });
    expect(terms(exactQuotient(modulo(N), modulo(F), packing, 101))).toEqual(terms(modulo(Q)));
  });

  it("exactQuotient refuses what F does not divide", () => {
    for (const extra of [
      [1, 0, 1],
      [1, 6, 4],
      [3, 3, 3],
    ] as const) {
      const N = product(Q, F);
      const M = sorted({
        ...N,
        keys: [...N.keys, extra[1] + 9 * extra[2]],
        coefficients: [...N.coefficients, extra[0]],
        degrees: [6, 4],
      });
      if (new Set(M.keys).size < M.keys.length) throw new Error("the extra term is not new");
      expect(exactQuotient(M, F, packing, 0)).toBeUndefined();
    }
    expect(exactQuotient(poly([1, 2, 0]), poly([2, 1, 0]), packing, 0)).toBeUndefined();
  });

  it("exactQuotient refuses a quotient of the keys that is none of the monomials", () => {
    // As keys in radix 9, x^8·x = y: y − 1 is divisible by x − 1 as t^9 − 1 by t − 1.
    const N = { ...poly([1, 0, 1], [-1, 0, 0]), degrees: [8, 8] };
    expect(exactQuotient(N, poly([1, 1, 0], [-1, 0, 0]), packing, 0)).toBeUndefined();
  });

  it("exactQuotient gives up where coefficients would pass 2^52", () => {
    const big = poly([2 ** 51 - 1, 0, 1], [2 ** 51 - 1, 1, 0], [2 ** 51 - 1, 0, 0]);
    const N = { ...big, degrees: [1, 1] };
    expect(exactQuotient(N, poly([1, 0, 1], [-(2 ** 20), 0, 0]), packing, 0)).toBeUndefined();
  });
});
