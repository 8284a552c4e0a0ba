import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integers } from "../../src/algebra/integer.ts";
import { derivationLaws, ringLaws } from "../../src/algebra/laws.ts";
import { polynomials } from "../../src/algebra/polynomial.ts";
import {
  composeSeries,
  differentiate,
  exponential,
  logarithm,
  powerSeries,
  reciprocal,
  reciprocals,
  reversion,
  type Series,
} from "../../src/algebra/powerSeries.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import { rejectedBy, satisfies } from "./laws.ts";
import { anInteger, fixed } from "./samples.ts";

const S = powerSeries(rationals, 6);
const Z = powerSeries(integers, 5, "t");
const aRational = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 6 }))
  .map(([n, d]) => rational(n, d));
const over = reciprocals(rationals);
const aSeries = (constant: fc.Arbitrary<Rational>): fc.Arbitrary<Series<Rational>> =>
  fc.tuple(constant, ...Array.from({ length: 5 }, () => aRational));
const flat = aSeries(fc.constant(rational(0)));
const unital = aSeries(fc.constant(rational(1)));
const any = aSeries(aRational);
const nonzero = aRational.filter((a) => a.n !== 0n);
const q = (...list: number[]): Series<Rational> => list.map((a) => rational(a));

satisfies("powerSeries(Q, 6)", ringLaws(S), any, 10);
satisfies(
  "powerSeries(Z, 5)",
  ringLaws(Z),
  fc.array(anInteger, { minLength: 5, maxLength: 5 }),
  20,
);

describe("powerSeries", () => {
  it("ringLaws reject a product that wraps round, and one coefficient too many", () => {
    const wrap = (f: Series<bigint>, g: Series<bigint>): Series<bigint> =>
      f.map((_, k) => f.reduce((sum, a, j) => sum + a * g[(k - j + 5) % 5], 0n) + f[4] * g[4]);
    const samples = [Z.one, Z.x, [0n, 0n, 0n, 0n, 1n], [1n, 2n, 0n, 3n, 1n]];
    expect(rejectedBy(ringLaws(Z), samples)).toEqual([]);
    expect(rejectedBy(ringLaws({ ...Z, mul: wrap }), samples)).toContain("* associative");
    const long = (f: Series<bigint>): Series<bigint> => [...f.map((a) => -a), 0n];
    expect(rejectedBy(ringLaws({ ...Z, neg: long }), samples)).toContain(
      "closed under 0, 1, +, - and *",
    );
  });
  it("differentiate is a derivation up to the coefficient that is not known", () => {
    const D = powerSeries(rationals, 5);
    const d = (f: Series<Rational>): Series<Rational> => differentiate(S, f);
    const cut = (f: Series<Rational>): Series<Rational> => f.slice(0, 5);
    const eq = (f: Series<Rational>, g: Series<Rational>): boolean => D.eq(cut(f), cut(g));
    const samples = [S.x, S.one, q(1, 2, 0, -1, 3, 4), q(0, 1, 1, 1, 5, 7)];
    expect(rejectedBy(derivationLaws({ ...S, eq }, d), samples)).toEqual([]);
    expect(rejectedBy(derivationLaws(S, d), samples)).toEqual(["d(ab) = da b + a db"]);
    expect(d(q(9, 1, 1, 1, 1, 1))).toEqual(q(1, 2, 3, 4, 5, 0));
  });
  it("reciprocal gives 1/(1 - x - x²) the Fibonacci numbers, and f · 1/f = 1", () => {
    expect(reciprocal(Z, [1n, -1n, -1n, 0n, 0n], (a) => a)).toEqual([1n, 1n, 2n, 3n, 5n]);
    fc.assert(
      fc.property(aSeries(nonzero), (f) => {
        expect(S.mul(f, reciprocal(S, f, rationals.inv))).toEqual(S.one);
      }),
      fixed(10),
    );
    expect(() => reciprocal(Z, [2n, 0n, 0n, 0n, 0n], (a) => a)).toThrow(
      "expected a unit of Z, got 2",
    );
  });
  it("exponential and logarithm have the coefficients 1/k! and -(-1)^k/k", () => {
    const factorials = [1, 1, 2, 6, 24, 120];
    expect(exponential(S, S.x, over)).toEqual(factorials.map((n) => rational(1, n)));
    expect(logarithm(S, q(1, 1, 0, 0, 0, 0), over)).toEqual(
      [0, 1, 2, 3, 4, 5].map((k) => (k === 0 ? rational(0) : rational(k % 2 === 0 ? -1 : 1, k))),
    );
  });
  it("exponential turns sums into products, and logarithm turns it back", () => {
    const exp = (f: Series<Rational>): Series<Rational> => exponential(S, f, over);
    fc.assert(
      fc.property(flat, flat, unital, (f, g, h) => {
        expect(exp(S.add(f, g))).toEqual(S.mul(exp(f), exp(g)));
        expect(logarithm(S, exp(f), over)).toEqual(f);
        expect(exp(logarithm(S, h, over))).toEqual(h);
      }),
      fixed(8),
    );
    expect(() => exp(S.one)).toThrow("exponential: expected constant term 0, got 1");
    expect(() => logarithm(S, S.x, over)).toThrow("logarithm: expected constant term 1, got 0");
    const F = primeField(5n);
    const S5 = powerSeries(F, 6);
    expect(() => exponential(S5, S5.x, reciprocals(F))).toThrow("a non-zero residue");
    const S4 = powerSeries(F, 5);
    expect(exponential(S4, S4.x, reciprocals(F))).toEqual([1n, 1n, 3n, 1n, 4n]);
  });
  it("composeSeries is a ring map that sends x to g", () => {
    fc.assert(
      fc.property(any, any, flat, (f, h, g) => {
        const of = (a: Series<Rational>): Series<Rational> => composeSeries(S, a, g);
        expect(of(S.mul(f, h))).toEqual(S.mul(of(f), of(h)));
        expect(of(S.add(f, h))).toEqual(S.add(of(f), of(h)));
        expect(of(S.x)).toEqual(g);
        expect(of(S.one)).toEqual(S.one);
      }),
      fixed(8),
    );
    expect(() => composeSeries(S, S.x, S.one)).toThrow("composeSeries: expected constant term 0");
  });
  it("reversion of x - x² has the Catalan numbers, and inverts composition on both sides", () => {
    // OEIS A000108.
    expect(reversion(Z, [0n, 1n, -1n, 0n, 0n], (a) => a)).toEqual([0n, 1n, 1n, 2n, 5n]);
    const steep = fc.tuple(
      fc.constant(rational(0)),
      nonzero,
      aRational,
      aRational,
      aRational,
      aRational,
    );
    fc.assert(
      fc.property(steep, (f) => {
        const g = reversion(S, f, rationals.inv);
        expect(composeSeries(S, f, g)).toEqual(S.x);
        expect(composeSeries(S, g, f)).toEqual(S.x);
      }),
      fixed(8),
    );
    expect(() => reversion(Z, [0n, 2n, 0n, 0n, 0n], (a) => a)).toThrow(
      "expected a unit of Z, got 2",
    );
    expect(() => reversion(Z, Z.one, (a) => a)).toThrow(
      "reversion: expected constant term 0, got 1",
    );
    const one = powerSeries(integers, 1);
    expect(reversion(one, [0n], (a) => a)).toEqual([0n]);
  });
  it("over polynomials (1 - 2xt + t²)^-1 generates Chebyshev's U", () => {
    const P = polynomials(integers, ["x"]);
    const T = powerSeries(P, 4, "t");
    const twice = P.add(P.variable("x"), P.variable("x"));
    const f = reciprocal(T, [P.one, P.neg(twice), P.one, P.zero], (a) => a);
    expect(f.map(P.show)).toEqual(["1", "2*x", "4*x^2 - 1", "8*x^3 - 4*x"]);
  });
  it("shows its coefficients, knows its elements, and wants a precision", () => {
    expect(Z.show([1n, -2n, 0n, 0n, 7n])).toBe(
      "(1)t^0 + (-2)t^1 + (0)t^2 + (0)t^3 + (7)t^4 + O(t^5)",
    );
    expect([[1n], [0n, 0n, 0n, 0n, 0n]].map(Z.has)).toEqual([false, true]);
    expect(powerSeries(primeField(2n), 2).has([0n, 2n])).toBe(false);
    expect(() => powerSeries(integers, 0)).toThrow("expected a precision n >= 1, got 0");
    expect(Z.name).toBe("Z[[t]]/(t^5)");
  });
});
