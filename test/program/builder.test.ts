import { describe, expect, it } from "vitest";
import { rational, rationals, showRational } from "../../src/algebra/rational.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { DomainError } from "../../src/errors.ts";
import { programBuilder } from "../../src/program/builder.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { operation, references } from "../../src/program/program.ts";

const at = (...xs: number[]) => xs.map((x) => rational(x));

describe("programBuilder", () => {
  it("records equal nodes once, the arguments of a sum or product in either order", () => {
    const B = programBuilder();
    const [x, y] = [B.variable("x"), B.variable("y")];
    expect(B.mul(y, x)).toBe(B.mul(x, y));
    expect(B.add(y, x)).toBe(B.add(x, y));
    expect(B.sub(y, x)).not.toBe(B.sub(x, y));
    expect(B.variable("x")).toBe(x);
    expect(B.constant(rational(1, 2))).toBe(B.div(B.constant(1), B.constant(2)));
  });

  it("keeps nodes apart and in place while its tables grow", () => {
    const B = programBuilder();
    const xs = Array.from({ length: 1500 }, (_, k) => B.variable(`x${k}`));
    const sums = xs.map((x) => B.add(xs[0], x));
    expect(new Set([...xs, ...sums]).size).toBe(3000);
    expect(xs.map((x) => B.add(x, xs[0]))).toEqual(sums);
    const { variables, roots, ops } = B.program([sums[1321]]);
    expect(variables).toEqual(["x0", "x1321"]);
    expect([...ops]).toEqual([operation.variable, operation.variable, operation.add]);
    expect(roots).toEqual([2]);
  });

  it("folds 0, 1, -1 and constants", () => {
    const B = programBuilder();
    const x = B.variable("x");
    const [zero, one, minus] = [0, 1, -1].map((c) => B.constant(c));
    expect([B.add(x, zero), B.sub(x, zero), B.mul(one, x), B.div(x, one), B.power(x, 1)]).toEqual(
      Array(5).fill(x),
    );
    expect([B.mul(zero, x), B.power(zero, 3), B.sub(one, one)]).toEqual(Array(3).fill(zero));
    expect([B.power(x, 0), B.power(zero, 0), B.power(minus, 2 ** 30)]).toEqual(Array(3).fill(one));
    expect(B.mul(minus, x)).toBe(B.sub(zero, x));
    expect(B.neg(B.neg(x))).toBe(x);
    expect(B.power(B.constant(2), -3)).toBe(B.constant(rational(1, 8)));
  });

  it("keeps what is undefined somewhere: 0·(1/x), 0/x and (1/x)^0 stay nodes", () => {
    const B = programBuilder();
    const [x, zero] = [B.variable("x"), B.constant(0)];
    const inverse = B.div(B.constant(1), x);
    for (const kept of [B.mul(zero, inverse), B.div(zero, x), B.power(inverse, 0)]) {
      const program = B.program([kept]);
      expect(() => evaluate(rationals, program, at(0))).toThrow(DomainError);
      expect(evaluate(rationals, program, at(7))).toHaveLength(1);
    }
  });

  it("refuses a division by the constant 0 and exponents that are no integers", () => {
    const B = programBuilder();
    const x = B.variable("x");
    expect(() => B.div(x, B.sub(B.constant(1), B.constant(1)))).toThrow(DomainError);
    expect(() => B.power(B.constant(0), -1)).toThrow(DomainError);
    expect(() => B.power(x, 0.5)).toThrow(/integer exponent/);
    expect(() => B.power(x, 2 ** 31)).toThrow(DomainError);
  });
});

describe("evaluate", () => {
  const B = programBuilder();
  const [x, y] = [B.variable("x"), B.variable("y")];
  // (x^3 − y/2) / (x y) − (−x)
  const half = B.constant(rational(1, 2));
  const f = B.sub(B.div(B.sub(B.power(x, 3), B.mul(half, y)), B.mul(x, y)), B.neg(x));
  const program = B.program([f, y]);

  it("evaluate(Q) gives the value by hand", () => {
    // (8 − 3/2) / 6 + 2 = 13/12 + 2
    expect(evaluate(rationals, program, at(2, 3)).map(showRational)).toEqual(["37/12", "3"]);
  });

  it("evaluate(GF(7)) is the residue of the value over Q", () => {
    // 37/12 = 2/5 = 2·3 = 6 modulo 7
    expect(evaluate(primeField(7n), program, [2n, 3n])).toEqual([6n, 3n]);
  });

  it("evaluate refuses a ring without division and a wrong number of values", () => {
    const { inv: _, ...ring } = rationals;
    expect(() => evaluate(ring, program, at(1, 2))).toThrow(/field/);
    expect(() => evaluate(rationals, program, at(1))).toThrow(/2 values/);
  });

  it("references counts the uses of a node, roots included", () => {
    const { ops } = program;
    const count = references(program);
    const variables = [...ops.keys()].filter((k) => ops[k] === operation.variable);
    // x: in x^3, in x y, in −x; y: in y/2, in x y, as a root.
    expect(variables.map((k) => count[k])).toEqual([3, 3]);
  });
});
