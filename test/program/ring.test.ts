import { expect, it } from "vitest";
import { determinant } from "../../src/algebra/matrix.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { decide } from "../../src/polynomial/decide.ts";
import { programBuilder } from "../../src/program/builder.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { nodeRing } from "../../src/program/ring.ts";

it("nodeRing records what is generic over a ring: a determinant is Leibniz's sum", () => {
  const B = programBuilder();
  const R = nodeRing(B);
  const [a, b, c, d] = ["a", "b", "c", "d"].map(B.variable);
  const recorded = determinant(R, [
    [a, b],
    [c, d],
  ]);
  const byHand = B.sub(B.mul(a, d), B.mul(b, c));
  expect(decide(B.program([B.sub(recorded, byHand)])).kind).toBe("zero");
  expect(decide(B.program([B.add(recorded, byHand)])).kind).toBe("nonzero");
  const program = B.program([recorded]);
  const point = new Map(Object.entries({ a: 2, b: 3, c: 5, d: 7 }));
  const values = program.variables.map((name) => rational(point.get(name) ?? 0));
  expect(evaluate(rationals, program, values)).toEqual([rational(-1)]);
});

it("nodeRing tells nodes apart, and shows variables and constants", () => {
  const B = programBuilder();
  const R = nodeRing(B);
  const [x, y] = [B.variable("x"), B.variable("y")];
  expect([R.eq(R.add(x, y), R.add(y, x)), R.eq(x, y)]).toEqual([true, false]);
  expect([R.has(x), R.has(-1), R.has(0.5)]).toEqual([true, false, false]);
  expect([x, R.zero, B.constant(rational(-1, 2))].map(R.show)).toEqual(["x", "0", "-1/2"]);
  expect(R.show(R.mul(x, y))).toMatch(/^node \d+$/);
  expect(R.exact).toBe(false);
});
