import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rational, type Rational } from "../../src/algebra/rational.ts";
import * as I from "../../src/reals/interval.ts";
import { taylorModels, type TaylorModel } from "../../src/reals/taylorModel.ts";

const range = 0.5;
const T = taylorModels(3, range);
const q = (...xs: number[]): Rational[] => xs.map((x) => rational(x));
const small = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 6 });
const at = (c: readonly number[], a: number): number => c.reduceRight((sum, x) => sum * a + x, 0);

/** What a model says of f(a). */
const model = (f: TaylorModel, a: number): I.Interval =>
  I.add(
    I.interval(f.coefficients.reduceRight((sum, c) => sum * a + Number(c.n) / Number(c.d), 0)),
    I.mul(f.remainder, I.interval(a ** 3)),
  );
const slack = (x: I.Interval): I.Interval => I.interval(x.lo - 1e-9, x.hi + 1e-9);

describe("taylorModels", () => {
  it("taylorModels encloses sums and products of polynomials at every a of the range", () => {
    fc.assert(
      fc.property(small, small, fc.double({ min: 0, max: range, noNaN: true }), (f, g, a) => {
        const [F, G] = [T.polynomial(q(...f)), T.polynomial(q(...g))];
        expect(I.contains(slack(model(T.mul(F, G), a)), at(f, a) * at(g, a))).toBe(true);
        expect(I.contains(slack(model(T.add(F, T.neg(G)), a)), at(f, a) - at(g, a))).toBe(true);
        expect(I.contains(slack(T.values(F)), at(f, a))).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
  it("taylorModels keeps coefficients exact and sends the rest to the remainder", () => {
    const square = T.mul(T.polynomial(q(1, 1)), T.polynomial(q(1, 1)));
    expect(square.coefficients).toEqual(q(1, 2, 1));
    expect(square.remainder).toEqual({ lo: 0, hi: 0 });
    // (1 + a²)(1 + a²) = 1 + 2a² + a³·a: the remainder is [0, 1/2], no more.
    const { coefficients, remainder } = T.mul(T.polynomial(q(1, 0, 1)), T.polynomial(q(1, 0, 1)));
    expect(coefficients).toEqual(q(1, 0, 2));
    expect(remainder.lo).toBeCloseTo(0, 12);
    expect(remainder.hi).toBeCloseTo(0.5, 12);
  });
  it("taylorModels with the cross terms of a product left out does not enclose it", () => {
    // The broken twin: (a³)(1) has the remainder 1, which comes from the cross terms alone.
    const cube = T.polynomial(q(0, 0, 0, 1));
    expect(T.mul(cube, T.one).remainder.hi).toBeGreaterThanOrEqual(1);
    expect(T.eq(cube, T.zero)).toBe(false);
  });
  it("taylorModels throws DomainError naming the order or the range", () => {
    expect(() => taylorModels(0, 1)).toThrow("order");
    expect(() => taylorModels(3, 0)).toThrow("range");
    expect(T.show(T.one)).toBe("1, 0, 0 + a^3·[0, 0]");
  });
});
