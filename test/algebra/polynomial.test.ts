import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absolute, integers } from "../../src/algebra/integer.ts";
import { derivationLaws, ringLaws } from "../../src/algebra/laws.ts";
import {
  evaluate,
  oneNorm,
  partial,
  polynomials,
  totalDegree,
  type Polynomial,
} from "../../src/algebra/polynomial.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import {
  absoluteRational,
  rational,
  rationals,
  type Rational,
} from "../../src/algebra/rational.ts";
import { fromInteger, power, sub } from "../../src/algebra/ring.ts";
import { satisfies } from "./laws.ts";
import { anInteger, aPolynomial, aRational, fixed } from "./samples.ts";

const P = polynomials(integers, ["x", "y"]);
const Q = polynomials(rationals, ["x", "y"]);
const [x, y] = [P.variable("x"), P.variable("y")];
const aP = aPolynomial(P, anInteger);
const aQ = aPolynomial(Q, aRational);
const c = (n: bigint): Polynomial<bigint> => P.constant(n);
const byX = (f: Polynomial<bigint>): Polynomial<bigint> => partial(P, f, "x");

satisfies("polynomials(integers)", ringLaws(P), aP, 40);
satisfies("polynomials(rationals)", ringLaws(Q), aQ, 40);
satisfies("partial", derivationLaws(P, byX), aP, 40);

describe("polynomials", () => {
  it("(x + y)^5 has the binomial coefficients", () => {
    const f = power(P, P.add(x, y), 5);
    expect(P.show(f)).toBe("x^5 + 5*x^4*y + 10*x^3*y^2 + 10*x^2*y^3 + 5*x*y^4 + y^5");
  });
  it("(x - y)(x + y) keeps no zero terms", () => {
    expect(P.mul(sub(P, x, y), P.add(x, y)).size).toBe(2);
    expect(sub(P, x, x)).toEqual(P.zero);
  });
  it("show puts the highest degree first and the constant last: x*y^2 + x^2 - 3*y + 1", () => {
    const f = [P.one, P.neg(P.mul(c(3n), y)), P.mul(x, P.mul(y, y)), P.mul(x, x)];
    expect(P.show(f.reduce(P.add))).toBe("x*y^2 + x^2 - 3*y + 1");
  });
  it("show orders terms of one degree lexicographically, whatever order they came in", () => {
    const squares = [P.mul(x, x), P.mul(x, y), P.mul(y, y)];
    expect(P.show(squares.reduceRight(P.add))).toBe("x^2 + x*y + y^2");
    expect(P.show([squares[1], squares[2], squares[0]].reduce(P.add))).toBe("x^2 + x*y + y^2");
  });
  it("251xy over GF(251) is 0 and x^251 - x is not", () => {
    const F = polynomials(primeField(251n), ["x", "y"]);
    expect(F.mul(fromInteger(F, 251n), F.variable("x"))).toEqual(F.zero);
    expect(F.eq(power(F, F.variable("x"), 251), F.variable("x"))).toBe(false);
  });
  it("evaluate is a ring map", () => {
    const point = new Map([
      ["x", rational(2, 3)],
      ["y", rational(-5)],
    ]);
    const at = (f: Polynomial<Rational>): Rational => evaluate(Q, f, rationals, (a) => a, point);
    fc.assert(
      fc.property(aQ, aQ, (f, g) => {
        expect(at(Q.mul(f, g))).toEqual(rationals.mul(at(f), at(g)));
        expect(at(Q.add(f, g))).toEqual(rationals.add(at(f), at(g)));
      }),
      fixed(40),
    );
  });
  it("evaluate without a value for y throws", () => {
    const point = new Map([["x", 1n]]);
    expect(() => evaluate(P, y, integers, (a) => a, point)).toThrow("a value for y");
  });
  it("evaluate at x + y composes: Taylor's formula f(x + y) mod y² is f + y f'", () => {
    const point = new Map([
      ["x", P.add(x, y)],
      ["y", P.zero],
    ]);
    const f = P.add(power(P, x, 7), P.mul(c(3n), x));
    const shifted = evaluate(P, f, P, c, point);
    const linear = new Map([...shifted].filter(([key]) => Number(key.split(",")[1]) < 2));
    expect(linear).toEqual(P.add(f, P.mul(y, byX(f))));
  });
  it("partial in x and y commute", () => {
    fc.assert(
      fc.property(aP, (f) => P.eq(partial(P, byX(f), "y"), byX(partial(P, f, "y")))),
      fixed(40),
    );
  });
  it("partial of x^3 over GF(3) is 0", () => {
    const F = polynomials(primeField(3n), ["x"]);
    expect(partial(F, power(F, F.variable("x"), 3), "x")).toEqual(F.zero);
  });
  it("totalDegree is 3 for x²y + y², 0 for 7, -Infinity for 0", () => {
    const f = P.add(P.mul(x, P.mul(x, y)), P.mul(y, y));
    expect([f, c(7n), P.zero].map(totalDegree)).toEqual([3, 0, -Infinity]);
  });
  it("oneNorm of 2x - 3y + 1 is 6, and of x/2 - y/3 is 5/6", () => {
    const f = P.add(sub(P, P.mul(c(2n), x), P.mul(c(3n), y)), P.one);
    expect(oneNorm(integers, absolute, f)).toBe(6n);
    const g = Q.add(
      Q.mul(Q.constant(rational(1, 2)), Q.variable("x")),
      Q.mul(Q.constant(rational(-1, 3)), Q.variable("y")),
    );
    expect(oneNorm(rationals, absoluteRational, g)).toEqual(rational(5, 6));
    expect(Q.show(g)).toBe("1/2*x - 1/3*y");
  });
  it("has rejects foreign variables and kept zeros", () => {
    expect(P.has(new Map([["1", 1n]]))).toBe(false);
    expect(P.has(new Map([["1,0", 0n]]))).toBe(false);
    expect(P.has(new Map([["1,-1", 1n]]))).toBe(false);
  });
  it("variable(z) and repeated names throw", () => {
    expect(() => P.variable("z")).toThrow("expected one of the variables x, y, got z");
    expect(() => polynomials(integers, ["x", "x"])).toThrow("expected distinct variables");
    expect(() => polynomials(integers, ["2x"])).toThrow("identifiers");
  });
});
