import { expect, it } from "vitest";
import { convergent } from "../../src/algebra/continuedFraction.ts";
import { showRational } from "../../src/algebra/rational.ts";

const shown = (x: number, most: bigint): string => showRational(convergent(x, most));

it("convergent gives the convergents of π and e: OEIS A002485/A002486, A007676/A007677", () => {
  const denominators = [1n, 6n, 7n, 105n, 106n, 113n, 33_101n, 33_102n];
  expect(denominators.map((q) => shown(Math.PI, q))).toEqual([
    "3",
    "3",
    "22/7",
    "22/7",
    "333/106",
    "355/113",
    "355/113",
    "103993/33102",
  ]);
  expect([1n, 3n, 4n, 7n, 32n, 39n, 71n].map((q) => shown(Math.E, q))).toEqual([
    "3",
    "8/3",
    "11/4",
    "19/7",
    "87/32",
    "106/39",
    "193/71",
  ]);
});

it("convergent of a double with a small denominator is the double, from below for negative ones", () => {
  expect(shown(0.375, 8n)).toBe("3/8");
  expect(shown(-0.75, 4n)).toBe("-3/4");
  // −3/4 = −1 + 1/4.
  expect(shown(-0.75, 3n)).toBe("-1");
  expect(shown(0.5, 1n)).toBe("0");
  expect(shown(-7, 1n)).toBe("-7");
  expect(shown(2 ** 70, 1n)).toBe(String(2n ** 70n));
  expect(() => convergent(Infinity, 4n)).toThrow();
});
