import { describe, expect, it } from "vitest";
import { rational, type Rational } from "../../src/algebra/rational.ts";
import {
  cornerRule,
  curvatureSquared,
  midpointRule,
  orderBetween,
  wilsonAt,
  wilsonErrorAt,
  wilsonExpansion,
  type PlanePotential,
} from "../../src/lattice/shrinkingPlaquette.ts";
import * as I from "../../src/reals/interval.ts";
import { valueAt } from "../../src/reals/taylorModel.ts";

const constant: PlanePotential = (R) => [
  [R.one, R.zero, R.zero],
  [R.zero, R.one, R.zero],
];
const curved: PlanePotential = (R, x, y) => [
  [R.mul(x, y), R.one, R.zero],
  [R.add(x, R.one), y, R.mul(x, x)],
];
const origin = [rational(0), rational(0)] as const;
const point = [rational(1, 2), rational(-1, 3)] as const;

describe("wilsonExpansion", () => {
  it("wilsonExpansion of t_1 dx + t_2 dy is the closed form 4 sin⁴(a/2)", () => {
    // W = e^{at₁}e^{at₂}e^{−at₁}e^{−at₂}: 1 − w₀ = 2 sin⁴(a/2) = a⁴/8 − a⁶/48 + …, by hand.
    const { coefficients } = wilsonExpansion(constant, origin, cornerRule, {
      order: 7,
      range: 0.25,
    });
    expect(coefficients).toEqual(
      [0, 0, 0, 0, rational(1, 4), 0, rational(-1, 24)].map((c): Rational =>
        typeof c === "number" ? rational(c) : c,
      ),
    );
    const a = 0.25;
    expect(
      I.contains(wilsonAt(constant, origin, cornerRule, rational(1, 4)), 4 * Math.sin(a / 2) ** 4),
    ).toBe(true);
  });
  it("wilsonExpansion and wilsonAt enclose one number, at three sides and by both rules", () => {
    for (const rule of [cornerRule, midpointRule])
      for (const d of [4, 8, 16]) {
        const model = wilsonExpansion(curved, point, rule, { order: 5, range: 0.25 });
        const a = rational(1, d);
        expect(I.disjoint(valueAt(model, a), wilsonAt(curved, point, rule, a))).toBe(false);
        // One order less in the remainder is seen: the model is tight enough to fail.
        const wrong = { ...model, remainder: I.add(model.remainder, I.interval(50)) };
        expect(I.disjoint(valueAt(wrong, a), wilsonAt(curved, point, rule, a))).toBe(true);
      }
  });
  it("wilsonExpansion refuses a range on which the series is not alternating", () => {
    expect(() => wilsonExpansion(constant, origin, cornerRule, { order: 5, range: 4 })).toThrow(
      "range",
    );
  });
  it("orderBetween is 5 for corners and 6 for middles, and undefined where 0 is enclosed", () => {
    const order = (rule: typeof cornerRule): number | undefined => {
      const [x, y] = [16, 32].map((d) => wilsonErrorAt(curved, point, rule, rational(1, d)));
      return orderBetween(x, y);
    };
    expect([order(cornerRule), order(midpointRule)]).toEqual([5, 6]);
    expect(orderBetween(I.interval(-1, 1), I.interval(1))).toBe(undefined);
    expect(orderBetween(I.interval(1, 9), I.interval(1))).toBe(undefined);
  });
  it("curvatureSquared of t_1 dx + t_2 dy is 1, and of x t_1 dy it is 1", () => {
    expect(curvatureSquared(constant, point)).toEqual(rational(1));
    const linear: PlanePotential = (R, x) => [
      [R.zero, R.zero, R.zero],
      [x, R.zero, R.zero],
    ];
    expect(curvatureSquared(linear, point)).toEqual(rational(1));
  });
});
