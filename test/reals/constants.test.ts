import { expect, it } from "vitest";
import { DomainError } from "../../src/errors.ts";
import { factorial } from "../../src/reals/arithmetic.ts";
import { bernoulli } from "../../src/reals/bernoulli.ts";
import { catalan, e, log2, pi } from "../../src/reals/constants.ts";
import { contains, exactly, width, within } from "../../src/reals/enclosure.ts";
import { eulerGamma, gamma } from "../../src/reals/gamma.ts";
import { TooWide } from "../../src/reals/tooWide.ts";
import * as D from "../../src/reals/dyadic.ts";
import { mpfr } from "./mpfr.ts";

const bits = [20, 64, 65, 500, 300, 1000];

it.each([
  ["const_pi", pi],
  ["const_log2", log2],
  ["const_catalan", catalan],
  ["const_euler", eulerGamma],
] as const)("%s lies inside at every precision, in any order of asking", (name, constant) => {
  for (const digits of bits) {
    const truth = mpfr(name, [], digits + 100);
    expect(truth !== undefined && within(truth, constant(digits))).toBe(true);
    expect(width(constant(digits))).toBeLessThanOrEqual(2 ** (3 - digits));
  }
});

it("e is MPFR's exp 1", () => {
  for (const digits of bits) {
    const truth = mpfr("exp", [D.one], digits + 100);
    expect(truth !== undefined && within(truth, e(digits))).toBe(true);
    expect(width(e(digits))).toBeLessThanOrEqual(2 ** (3 - digits));
  }
});

it("bernoulli(k) is the number of the published table", () => {
  // NIST Digital Library of Mathematical Functions, table 24.2.1.
  const table = { 1: "1/6", 2: "-1/30", 3: "1/42", 7: "7/6", 8: "-3617/510", 10: "-174611/330" };
  for (const [k, text] of Object.entries(table)) {
    const { n, d } = bernoulli(Number(k));
    expect(`${n}/${d}`).toBe(text);
  }
});

it("gamma holds factorials and √π, and refuses its poles", () => {
  for (const n of [1, 2, 7, 30])
    expect(contains(gamma(exactly(n + 1), 200), D.dyadic(factorial(n)))).toBe(true);
  let product = 1n;
  for (let k = 1n; k <= 30n; k++) product *= k;
  expect(factorial(30)).toBe(product);
  expect(() => gamma(exactly(-3), 60)).toThrow(DomainError);
  expect(() => gamma({ lo: D.dyadic(-1n, -1), hi: D.dyadic(1n, -1) }, 60)).toThrow(TooWide);
  expect(() => factorial(-1)).toThrow(/factorial: expected an integer/);
});
