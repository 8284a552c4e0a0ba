import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gcd } from "../../src/algebra/integer.ts";
import { rational, type Rational } from "../../src/algebra/rational.ts";
import { bounds, eachVariable } from "../../src/program/bounds.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import type { Program } from "../../src/program/program.ts";
import { schoolbook } from "../polynomial/reference.ts";
import { lineDegree } from "./line.ts";
import { programs } from "./random.ts";

const numRuns = process.env.COMMUTE_EFFORT === "deep" ? 20_000 : 60;

interface Truth {
  readonly degree: number;
  readonly degrees: readonly number[];
  readonly norm: bigint;
}

/** Of the integer polynomial in lowest terms, from the schoolbook expansion. */
function truth(program: Program): Truth | undefined {
  const [root] = schoolbook(program) ?? [];
  if (root === undefined) return undefined;
  const terms = [...root.n].map(([key, c]) => ({ e: key.split(",").map(Number), c }));
  const common = terms.reduce((d, { c }) => (d * c.d) / gcd(d, c.d), 1n);
  const size = ({ n, d }: Rational): bigint => ((n < 0n ? -n : n) * common) / d;
  return {
    degree: Math.max(0, ...terms.map(({ e }) => e.reduce((s, x) => s + x, 0))),
    degrees: program.variables.map((_, v) => Math.max(0, ...terms.map(({ e }) => e[v]))),
    norm: terms.reduce((s, { c }) => s + size(c), 0n),
  };
}

const record = (f: (B: ProgramBuilder) => number): Program => {
  const B = programBuilder();
  return B.program([f(B)]);
};

describe("bounds", () => {
  it("bounds of polynomials are never below degrees and 1-norm of the expansion", () => {
    fc.assert(
      fc.property(programs(9, false), (program) => {
        const found = bounds(program, eachVariable(program));
        fc.pre(found.degree < 40);
        const true_ = truth(program);
        if (true_ === undefined) throw new Error("a polynomial has no divisors");
        expect(found.degree).toBeGreaterThanOrEqual(true_.degree);
        expect(true_.degrees.every((d, v) => d <= found.degrees[v])).toBe(true);
        // 2^log2Norm as an integer below it, so that the comparison is exact.
        const whole = Math.floor(found.log2Norm);
        const least =
          (1n << BigInt(whole)) * BigInt(Math.ceil(2 ** (found.log2Norm - whole) * 2 ** 40));
        expect(least >> 40n >= true_.norm - 1n).toBe(true);
      }),
      { numRuns },
    );
  });

  it("bounds of quotients are never below the degree of the reduced numerator on a random line", () => {
    fc.assert(
      fc.property(
        programs(8, true),
        fc.array(fc.nat(10 ** 6), { minLength: 6 }),
        (program, line) => {
          const found = bounds(program);
          fc.pre(found.degree < 60);
          const degree = lineDegree(program, line);
          fc.pre(degree !== undefined);
          expect(found.degree).toBeGreaterThanOrEqual(degree ?? Infinity);
        },
      ),
      { numRuns },
    );
  });

  it("bounds by hand: (x/2 + y/3)^4 has degree 4 and cleared 1-norm 5^4", () => {
    const program = record((B) => {
      const x = B.mul(B.variable("x"), B.constant(rational(1, 2)));
      const y = B.mul(B.variable("y"), B.constant(rational(1, 3)));
      return B.power(B.add(x, y), 4);
    });
    const found = bounds(program, eachVariable(program));
    expect([found.degree, ...found.degrees, found.divisorDegree]).toEqual([4, 4, 4, 0]);
    expect(found.log2Norm).toBeCloseTo(4 * Math.log2(5), 9);
  });

  it("bounds by group: x^2 y + y z^3 has degree 3 in {x, z} and 1 in {y}", () => {
    const program = record((B) => {
      const [x, y, z] = ["x", "y", "z"].map(B.variable);
      return B.add(B.mul(B.power(x, 2), y), B.mul(y, B.power(z, 3)));
    });
    expect(bounds(program, [0, 1, 0]).degrees).toEqual([3, 1]);
    expect(bounds(program).degrees).toEqual([]);
  });

  it("bounds keep one divisor one factor: a sum of 40 quotients by x + y clears it once", () => {
    const found = bounds(
      record((B) => {
        const divisor = B.add(B.variable("x"), B.variable("y"));
        const terms = Array.from({ length: 40 }, (_, k) => B.div(B.variable(`a${k}`), divisor));
        return terms.reduce(B.add);
      }),
    );
    expect([found.degree, found.divisorDegree]).toEqual([1, 1]);
    expect(found.log2Norm).toBeCloseTo(Math.log2(40), 9);
  });

  it("bounds split divisors: 1/(x²y) + 1/(xy) clears x² y, not x² y · x y", () => {
    const found = bounds(
      record((B) => {
        const [x, y] = [B.variable("x"), B.variable("y")];
        const left = B.power(B.mul(B.power(x, 2), y), -1);
        return B.add(left, B.power(B.mul(x, y), -1));
      }),
    );
    // (1 + x) / (x² y)
    expect([found.degree, found.divisorDegree]).toEqual([1, 2]);
    expect(found.log2Norm).toBeCloseTo(1, 9);
  });

  it("bounds pass into Infinity, never below: 40 squarings of x^(2^30)", () => {
    const found = bounds(
      record((B) => {
        let f = B.power(B.add(B.variable("x"), B.constant(1)), 2 ** 30);
        for (let k = 0; k < 40; k++) f = B.mul(f, f);
        return B.div(B.constant(1), B.sub(f, B.constant(1)));
      }),
    );
    expect(found.divisorDegree).toBe(Infinity);
  });
});
