import fc from "fast-check";
import { expect, it } from "vitest";
import { rational } from "../../src/algebra/rational.ts";
import { InputError } from "../../src/errors.ts";
import { derivative } from "../../src/formula/derivative.ts";
import { parseEquation } from "../../src/formula/equation.ts";
import { entriesOf } from "../../src/formula/elaborate.ts";
import {
  apply,
  number,
  rationalValue,
  show,
  substitute,
  symbol,
  symbolsOf,
  type Expression,
} from "../../src/formula/expression.ts";
import { parseGiven, showGiven } from "../../src/formula/given.ts";
import { nearMissesOf } from "../../src/formula/nearMisses.ts";
import { parseExpression } from "../../src/formula/parse.ts";
import { fixed } from "../algebra/samples.ts";

const read = (text: string): string => show(parseExpression(text));

it.each([
  ["2x y + 3", "2*x*y + 3"],
  ["-x^2", "-x^2"],
  ["(-x)^2", "(-x)^2"],
  ["2^3^2", "2^3^2"],
  ["a - (b - c)", "a - (b - c)"],
  ["n(n+1)/6", "n*(n + 1)/6"],
  ["x(x+1)^2", "x*(x + 1)^2"],
  ["n(n+1)!", "n*factorial(n + 1)"],
  ["2^n(n+1)", "2^n*(n + 1)"],
  ["x y z(x - 1)^2", "x*y*z*(x - 1)^2"],
  ["1/n(n+1)", "1/(n*(n + 1))"],
  ["2x (x + 1)^2 - e(x)", "2*x*(x + 1)^2 - e*x"],
  ["(x(x+1))^2", "(x*(x + 1))^2"],
  [String.raw`z\,\left(-x\right)^{2}`, "z*(-x)^2"],
  ["z^{2}", "z^2"],
  ["|x - 1|", "abs(x - 1)"],
  ["ln(x)", "log(x)"],
  ["9007199254740993", "9007199254740993"],
  ["0.1", "1/10"],
  ["1e-30", `1/1${"0".repeat(30)}`],
  ["log(x, 2)", "log(x)/log(2)"],
])("parseExpression(%s) reads %s", (text, shown) => {
  expect(read(text)).toBe(shown);
});

it.each([
  [String.raw`\frac{a}{b}`, "a/b"],
  [String.raw`\sqrt[3]{x}`, "nthRoot(x, 3)"],
  [String.raw`\sin^2 x + \cos^2 x`, "sin(x)^2 + cos(x)^2"],
  [String.raw`\sin 2x`, "sin(2*x)"],
  [String.raw`\sin x \cos y`, "sin(x)*cos(y)"],
  [String.raw`\sum_{k=1}^{n} k^2`, "sum(k^2, k, 1, n)"],
  [String.raw`\binom{n}{k} + \alpha`, "binomial(n, k) + alpha"],
  [String.raw`e^{-x} \cdot \left( 1 + |y| \right)`, "e^(-x)*(1 + abs(y))"],
])("parseExpression(%s) reads LaTeX as %s", (text, shown) => {
  expect(read(text)).toBe(shown);
});

it.each([
  ["sin", /arguments of sin/],
  ["foo(x, y)", /a known function/],
  ["sum(k, 1, n)", /4 arguments of sum/],
  ["x +", /a formula that can be read/],
  ["integrate(x, x, 0)", /integrate/],
  [String.raw`\unknown{x}`, /LaTeX that is known/],
])("parseExpression(%s) throws InputError that says what is not understood", (text, message) => {
  expect(() => parseExpression(text)).toThrow(InputError);
  expect(() => parseExpression(text)).toThrow(message);
});

it("parseEquation wants one =, and takes <= for none", () => {
  expect(() => parseEquation("x + 1")).toThrow(/one = between/);
  expect(() => parseEquation("x = y = z")).toThrow(/one = between/);
  expect(show(parseEquation(String.raw`\sum_{k=1}^{n} k = 2`).left)).toBe("sum(k, k, 1, n)");
  expect(() => parseEquation("x <= 1 = y")).toThrow(/got the operator smallerEq/);
});

it.each([
  ["a integer", "a integer"],
  ["a is an integer", "a integer"],
  ["a is a real", "a real"],
  ["n an integer", "n integer"],
  ["n a integer", "n integer, a integer"],
  ["a is natural", "a integer, a >= 0"],
])("parseGiven keeps a symbol named a: %s", (text, means) => {
  expect(showGiven(parseGiven(text))).toBe(means);
});

it("parseGiven reads comparisons, chains and kinds of numbers", () => {
  const given = parseGiven("x > 0, 0 < t < pi/2, n integer, m natural, z complex");
  expect(showGiven(given)).toBe("n integer, m integer, z complex, x > 0, 0 < t, t < pi/2, m >= 0");
  expect(() => parseGiven("n prime")).toThrow(/integer, natural, real/);
  expect(() => parseGiven("x + 1")).toThrow(/a comparison/);
});

const leaf = fc.oneof(
  fc.constantFrom("x", "y").map(symbol),
  fc.integer({ min: -9, max: 9 }).map((n) => number(n)),
);
const expressions = fc.letrec<{ e: Expression }>((tie) => ({
  e: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc
      .tuple(fc.constantFrom("add", "sub", "mul", "div"), tie("e"), tie("e"))
      .map(([op, a, b]) => apply(op, a, b)),
    tie("e").map((a) => apply("neg", a)),
    fc.tuple(tie("e"), fc.integer({ min: 0, max: 3 })).map(([a, k]) => apply("pow", a, number(k))),
  ),
})).e;

function at(e: Expression, x: bigint, y: bigint): string {
  const value = rationalValue(substitute(substitute(e, "x", number(x)), "y", number(y)));
  return value === undefined ? "undefined" : `${value.n}/${value.d}`;
}

it("show is read back as an expression of the same values", () => {
  fc.assert(
    fc.property(expressions, (e) => {
      const back = parseExpression(show(e));
      expect(at(back, 3n, -2n)).toBe(at(e, 3n, -2n));
    }),
    fixed(60),
  );
});

it("derivative of rational expressions is the limit of difference quotients, as dual numbers have it", () => {
  // f(3 + h) for a small rational h: (f(3 + h) − f(3))/h → f'(3), the error linear in h.
  fc.assert(
    fc.property(expressions, (e) => {
      const value = (f: Expression, x: Expression): number => {
        const v = rationalValue(substitute(substitute(f, "y", number(2)), "x", x));
        return v === undefined ? NaN : Number((v.n * 10n ** 30n) / v.d) / 1e30;
      };
      const slope = value(derivative(e, "x"), number(3));
      const h = (k: bigint): Expression => number(rational(3n * k + 1n, k));
      const quotient = (k: bigint): number => (value(e, h(k)) - value(e, number(3))) * Number(k);
      const [near, nearer] = [quotient(1_000n), quotient(100_000n)];
      if (![slope, near, nearer].every((v) => Number.isFinite(v) && Math.abs(v) < 1e6)) return;
      expect(Math.abs(nearer - slope)).toBeLessThanOrEqual(Math.abs(near - slope) / 10 + 1e-6);
    }),
    fixed(60),
  );
});

it("symbolsOf leaves out the index of a sum, and substitute never captures it", () => {
  const sum = parseExpression("sum(k*x, k, 1, n)");
  expect(symbolsOf(sum).sort()).toEqual(["n", "x"]);
  expect(show(substitute(sum, "x", symbol("k")))).toBe("sum(k'*k, k', 1, n)");
  expect(show(substitute(sum, "k", number(2)))).toBe(show(sum));
});

it("entriesOf writes matrices out and names what does not fit", () => {
  const entries = entriesOf(parseEquation("[[a,b],[c,d]]^2 = [[1,0],[0,1]]"));
  expect(entries.map(({ name, left }) => `${name} ${show(left)}`)).toEqual([
    "(1, 1) a*a + b*c",
    "(1, 2) a*b + b*d",
    "(2, 1) c*a + d*c",
    "(2, 2) c*b + d*d",
  ]);
  expect(() => entriesOf(parseEquation("[[a,b]] = [[a],[b]]"))).toThrow(/sides of one shape/);
  expect(() => entriesOf(parseEquation("[[a,b]]*[[c,d]] = 1"))).toThrow(/fitting shapes/);
});

it("nearMissesOf changes each sign, each integer by one and drops each factor, once", () => {
  const texts = nearMissesOf(parseEquation("a - b = 2*c")).map(({ equation }) => equation.text);
  expect(texts).toEqual(["a - b = c", "a - b = 2", "a - b = 3*c", "a - b = 1*c", "a + b = 2*c"]);
});
