import { describe, expect, it } from "vitest";
import { rational } from "../../src/algebra/rational.ts";
import { DomainError } from "../../src/errors.ts";
import { factorial, sub } from "../../src/reals/arithmetic.ts";
import { complexBox } from "../../src/reals/complexBox.ts";
import { pow as complexPow } from "../../src/reals/complexElementary.ts";
import { exp } from "../../src/reals/exponential.ts";
import { gamma } from "../../src/reals/gamma.ts";
import {
  contains,
  exactly,
  fromInterval,
  isPoint,
  sign,
  within,
  type Enclosure,
} from "../../src/reals/enclosure.ts";
import * as J from "../../src/reals/intervalElementary.ts";
import * as I from "../../src/reals/interval.ts";
import { pow, powRational, powReal } from "../../src/reals/power.ts";
import { TooWide } from "../../src/reals/tooWide.ts";
import { mpfr } from "./mpfr.ts";

describe("powers of enclosures", () => {
  it("of short numbers to short rationals are exact", () => {
    for (const [x, n, d, value] of [
      [4, 1, 2, 2],
      [8, 2, 3, 4],
      [2.25, 3, 2, 3.375],
      [-3, 3, 1, -27],
      [0.5, -2, 1, 4],
      [0, 0, 1, 1],
      [0, 1, 3, 0],
      [16, -1, 4, 0.5],
    ]) {
      const found = powRational(exactly(x), rational(n, d), 80);
      expect(contains(found, exactly(value).lo) && isPoint(found)).toBe(true);
    }
    expect(isPoint(pow(exactly(4), exactly(0.5), 60))).toBe(true);
  });

  it("to integers and to doubles hold MPFR's pow", () => {
    for (const [x, y] of [
      [3, 41],
      [-1.5, 7],
      [-1.5, -8],
      [0.1, 0.1],
      [7, -2.75],
      [1.0001, 1e6],
      [10, 1 / 3],
    ]) {
      const truth = mpfr("pow", [exactly(x).lo, exactly(y).lo], 160);
      expect(truth !== undefined && within(truth, pow(exactly(x), exactly(y), 90))).toBe(true);
    }
  });

  it("tell 2^(1/2) from every exponent near: the exponent of powReal may be a rational made exact", () => {
    const direct = powRational(exactly(2), rational(1, 2), 100);
    const other = powReal(exactly(2), exactly(0.5), 100);
    expect(sign(sub(direct, other, 100))).toBeUndefined();
    expect(sign(sub(direct, powReal(exactly(2), exactly(0.5 + 2 ** -53), 100), 100))).toBe(-1);
  });

  it("refuse negative bases with other exponents, 0 with negative ones, and what straddles", () => {
    const half = rational(1, 2);
    expect(() => powRational(exactly(-8), rational(1, 3), 60)).toThrow(
      /Odd roots of negative numbers/,
    );
    expect(() => powReal(exactly(-8), exactly(0.3), 60)).toThrow(DomainError);
    expect(() => powRational(fromInterval({ lo: -1, hi: 1 }), half, 60)).toThrow(TooWide);
    expect(() => pow(exactly(0), exactly(-1), 60)).toThrow(DomainError);
    expect(() => powReal(exactly(0), exactly(-0.3), 60)).toThrow(DomainError);
    expect(() => powReal(fromInterval({ lo: 0, hi: 1 }), exactly(-0.3), 60)).toThrow(TooWide);
    const [low, high] = [0, 2].map((x) => exactly(x).lo);
    const found = powReal({ lo: low, hi: high }, exactly(0.3), 60);
    expect(contains(found, low) && contains(found, exactly(1.2311).lo)).toBe(true);
  });
});

describe("powers that may have a value are not called undefined", () => {
  const near = (x: number): Enclosure => fromInterval({ lo: x - 2 ** -40, hi: x + 2 ** -40 });

  it("for a negative base or 0 and an exponent that may be an integer", () => {
    expect(() => pow(exactly(-1), near(2), 60)).toThrow(TooWide);
    expect(() => pow(exactly(0), near(0), 60)).toThrow(TooWide);
    const zero = complexBox(exactly(0));
    expect(() => complexPow(zero, complexBox(near(0)), 60)).toThrow(TooWide);
    expect(() => complexPow(zero, complexBox(near(-1)), 60)).toThrow(DomainError);
  });

  it("for integers of more than 64 digits, by their parity", () => {
    const odd = exactly(2n ** 70n + 1n);
    expect(contains(pow(exactly(-1), exactly(2n ** 70n), 60), exactly(1).lo)).toBe(true);
    expect(contains(pow(exactly(-1), odd, 60), exactly(-1).lo)).toBe(true);
    expect(sign(pow(exactly(-0.5), exactly(-(2n ** 30n) - 1n), 60))).toBe(-1);
  });

  it("for numbers that only the engine cannot represent", () => {
    expect(() => exp(exactly(2 ** 41), 60)).toThrow(TooWide);
    expect(() => pow(exactly(2), exactly(2 ** 50), 60)).toThrow(TooWide);
    expect(() => gamma(exactly(1e9), 60)).toThrow(TooWide);
    expect(() => factorial(1e6)).toThrow(TooWide);
  });
});

describe("intervals of doubles with infinite or outside ends", () => {
  const line = { lo: -Infinity, hi: Infinity };
  it("have images that reach as far, or are refused", () => {
    expect(J.exp(line)).toEqual({ lo: 0, hi: Infinity });
    expect(J.exp({ lo: 0, hi: 0 })).toEqual({ lo: 1, hi: 1 });
    expect(J.exp({ lo: 800, hi: 900 })).toEqual({ lo: Number.MAX_VALUE, hi: Infinity });
    expect(J.log({ lo: 1, hi: Infinity })).toEqual({ lo: 0, hi: Infinity });
    expect(J.tanh(line)).toEqual({ lo: -1, hi: 1 });
    expect(J.cosh(line)).toEqual({ lo: 1, hi: Infinity });
    expect(J.sinh(line)).toEqual(line);
    expect(J.cosh({ lo: -1, hi: 1 }).lo).toBe(1);
    expect(() => J.tan(line)).toThrow(TooWide);
    expect(() => J.tan({ lo: 1, hi: 2 })).toThrow(TooWide);
    expect(() => J.pow(line, { lo: 2, hi: 2 })).toThrow(TooWide);
    expect(() => J.log({ lo: -2, hi: -1 })).toThrow(/log: expected a positive number/);
    expect(() => J.log({ lo: 0, hi: 1 })).toThrow(TooWide);
    expect(() => J.asin({ lo: 0.5, hi: 1.5 })).toThrow(TooWide);
    expect(() => J.acos({ lo: 1.5, hi: 2 })).toThrow(DomainError);
    expect(() => J.exp({ lo: NaN, hi: NaN })).toThrow(DomainError);
    expect(() => I.sqrt({ lo: -1, hi: 1 })).toThrow(TooWide);
    expect(() => I.sqrt({ lo: -2, hi: -1 })).toThrow(DomainError);
  });

  it("powInteger and powRational hold the values of both ends", () => {
    const [square, root] = [
      J.powInteger({ lo: -3, hi: 2 }, 2n),
      J.powRational({ lo: 4, hi: 9 }, rational(1, 2)),
    ];
    expect(square).toEqual({ lo: 0, hi: 9 });
    expect(root).toEqual({ lo: 2, hi: 3 });
  });
});
