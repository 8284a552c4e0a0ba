import { expect, it } from "vitest";
import { powerSumPacking, radixPacking, type Packing } from "../../src/polynomial/packing.ts";

const known = (packing: Packing | undefined): Packing => {
  if (packing === undefined) throw new Error("expected a packing");
  return packing;
};
const keyOf = (packing: Packing, exponents: readonly number[]): number =>
  exponents.reduce((s, e, v) => s + e * packing.weights[v], 0);

/** All exponents of n variables with total degree at most d. */
function monomials(n: number, d: number): number[][] {
  if (n === 0) return [[]];
  return Array.from({ length: d + 1 }, (_, e) =>
    monomials(n - 1, d - e).map((rest) => [e, ...rest]),
  ).flat();
}

it("radixPacking gives every monomial of the box its own key, and decodes it", () => {
  const packing = known(radixPacking([2, 0, 5, 1]));
  const keys = new Set<number>();
  for (let a = 0; a <= 2; a++)
    for (let c = 0; c <= 5; c++)
      for (let d = 0; d <= 1; d++) {
        const key = keyOf(packing, [a, 0, c, d]);
        keys.add(key);
        expect(packing.decode(key)).toEqual([a, 0, c, d]);
      }
  expect([keys.size, packing.range]).toEqual([36, 36]);
  expect(packing.decode(36)).toBeUndefined();
  expect(packing.decode(-1)).toBeUndefined();
});

it("radixPacking decodes the largest keys, where quotients of doubles round", () => {
  const limits = [2, 2 ** 51 - 1];
  const packing = known(radixPacking(limits));
  for (const e of [2 ** 51 - 1, 2 ** 51 - 2, 2 ** 50 + 1])
    for (const d of [0, 1, 2]) expect(packing.decode(d + 3 * e)).toEqual([d, e]);
});

it("radixPacking refuses keys of 2^53 or more", () => {
  expect(radixPacking(Array<number>(52).fill(1))?.range).toBe(2 ** 52);
  expect(radixPacking(Array<number>(53).fill(1))).toBeUndefined();
  expect(radixPacking([2 ** 53])).toBeUndefined();
  expect(radixPacking([Infinity])).toBeUndefined();
});

it("powerSumPacking gives every monomial up to its degree its own key, and decodes it", () => {
  for (const [n, d] of [
    [6, 4],
    [3, 7],
    [12, 2],
    [1, 5],
  ]) {
    const packing = known(powerSumPacking(Array<number>(n).fill(0), [d]));
    const all = monomials(n, d);
    expect(new Set(all.map((e) => keyOf(packing, e))).size).toBe(all.length);
    for (const e of all) expect(packing.decode(keyOf(packing, e))).toEqual(e);
    for (const e of all) expect(keyOf(packing, e)).toBeLessThan(packing.range);
  }
});

it("powerSumPacking keeps groups apart, each with its own degree", () => {
  const packing = known(powerSumPacking([1, 0, 1, 0, 1], [2, 3]));
  const keys = new Map<number, string>();
  for (const [a, c] of monomials(2, 2))
    for (const [b, d, e] of monomials(3, 3)) {
      const exponents = [b, a, d, c, e];
      const key = keyOf(packing, exponents);
      expect(keys.get(key)).toBeUndefined();
      keys.set(key, exponents.join());
      expect(packing.decode(key)).toEqual(exponents);
    }
  expect(keys.size).toBe(6 * 20);
  for (let key = 0; key < packing.range; key += 101)
    expect(packing.decode(key)?.join()).toBe(keys.get(key));
});

it("powerSumPacking decodes no key that is no monomial", () => {
  const packing = known(powerSumPacking([0, 0, 0], [2]));
  const monomialKeys = new Set(monomials(3, 2).map((e) => keyOf(packing, e)));
  for (let key = 0; key < packing.range; key++)
    expect(packing.decode(key) !== undefined).toBe(monomialKeys.has(key));
});

it("powerSumPacking packs 350 jets up to degree 4 and refuses degree 5", () => {
  const jets = Array<number>(350).fill(0);
  expect(powerSumPacking(jets, [4])?.range).toBeLessThan(2 ** 53);
  expect(powerSumPacking(jets, [5])).toBeUndefined();
  expect(powerSumPacking(jets, [Infinity])).toBeUndefined();
});
