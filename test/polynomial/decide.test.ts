import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rational } from "../../src/algebra/rational.ts";
import { stream } from "../../src/numeric/random.ts";
import { decide } from "../../src/polynomial/decide.ts";
import { wideTerms } from "../../src/polynomial/wide.ts";
import { bounds, eachVariable } from "../../src/program/bounds.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import { decideAtPoints } from "../../src/program/points.ts";
import type { Program } from "../../src/program/program.ts";
import { programs } from "../program/random.ts";
import { schoolbook } from "./reference.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const numRuns = deep ? 100_000 : 500;
const record = (...fs: readonly ((B: ProgramBuilder) => number)[]): Program => {
  const B = programBuilder();
  return B.program(fs.map((f) => f(B)));
};

/** By the schoolbook expansion of `reference.ts`. */
function truth(program: Program): "zero" | "nonzero" | "nowhere defined" {
  const roots = schoolbook(program);
  if (roots === undefined) return "nowhere defined";
  return roots.every(({ n }) => n.size === 0) ? "zero" : "nonzero";
}

describe.each([
  { what: "polynomials", isRational: false },
  { what: "quotients", isRational: true },
])("random programs of $what", ({ isRational }) => {
  it(
    "decide, decideAtPoints, wideTerms and the schoolbook expansion never disagree",
    { timeout: 3e6 },
    () => {
      const met = { zero: 0, nonzero: 0, "nowhere defined": 0 };
      fc.assert(
        fc.property(programs(isRational ? 6 : 7, isRational), (program) => {
          const expected = truth(program);
          met[expected]++;
          const verdicts = [
            decide(program, 1e6),
            decideAtPoints(program, stream("fuzz"), { bits: 40 }),
          ];
          if (!isRational) {
            const [terms] = wideTerms(program, bounds(program, eachVariable(program)), 1e6);
            if (terms > 0 !== (expected === "nonzero")) throw new Error(`${terms} wide terms`);
          }
          for (const { kind } of verdicts)
            if (kind !== "undecided" && kind !== expected)
              throw new Error(`${kind}, not ${expected}`);
          // Of programs this small nothing but a divisor that is 0 may be left undecided.
          if (verdicts[0].kind === "undecided" && expected !== "nowhere defined")
            throw new Error("undecided");
        }),
        { numRuns, seed: isRational ? 1 : 2 },
      );
      expect(met.zero).toBeGreaterThan(numRuns / 5);
      expect(met.nonzero).toBeGreaterThan(numRuns / 10);
    },
  );
});

describe("decide", () => {
  it("decide tells 9007199254740993·x from 9007199254740992·x", () => {
    const program = record((B) => {
      const x = B.variable("x");
      const big = (n: bigint): number => B.mul(B.constant(n), x);
      return B.sub(big(9007199254740993n), big(9007199254740992n));
    });
    expect(decide(program)).toMatchObject({ kind: "nonzero", terms: 1 });
  });

  it("decide goes to primes where coefficients pass 2^53, and proves there", () => {
    // (x + c)² − (x² + 2c x + c²) with c² beyond 2^53
    const square = (last: bigint): Program =>
      record((B) => {
        const [x, c] = [B.variable("x"), 2n ** 40n + 1n];
        const left = B.power(B.add(x, B.constant(c)), 2);
        const middle = B.mul(B.constant(2n * c), x);
        return B.sub(left, B.add(B.add(B.power(x, 2), middle), B.constant(c * c + last)));
      });
    const proved = decide(square(0n));
    expect(proved).toMatchObject({ kind: "zero" });
    // 1-norm above 2^80: the primes' product must exceed it.
    expect(proved.kind === "zero" && proved.primes.length).toBeGreaterThanOrEqual(4);
    expect(decide(square(1n))).toMatchObject({ kind: "nonzero" });
  });

  it("decide is not deceived by a coefficient that every prime but the last one hides", () => {
    const p = 2n ** 26n - 5n;
    const program = record((B) => {
      const x = B.variable("x");
      const hidden = B.mul(B.constant(p ** 3n), x);
      return B.mul(hidden, B.add(hidden, B.constant(1)));
    });
    expect(decide(program)).toMatchObject({ kind: "nonzero" });
  });

  it("decide says what it cannot: budget, a divisor that is identically 0, no roots", () => {
    const power = record((B) => {
      const sum = ["x", "y", "z", "t"].map(B.variable).reduce(B.add);
      return B.sub(B.power(sum, 20), B.mul(B.power(sum, 10), B.power(sum, 10)));
    });
    expect(decide(power, 1000)).toEqual({ kind: "undecided", why: "budget" });
    const huge = record((B) =>
      B.sub(B.power(B.variable("x"), 2 ** 30), B.power(B.variable("y"), 2 ** 30)),
    );
    expect(decide(huge, 1e4).kind).not.toBe("zero");
    const nowhere = record((B) => {
      const [x, y] = [B.variable("x"), B.variable("y")];
      const nought = B.sub(B.mul(B.add(x, y), x), B.add(B.power(x, 2), B.mul(x, y)));
      return B.mul(B.constant(0), B.div(x, nought));
    });
    expect(decide(nowhere)).toEqual({ kind: "undecided", why: "a divisor is identically 0" });
    expect(decide(record())).toEqual({ kind: "undecided", why: "no roots" });
  });

  it("decide proves and refutes where monomials pack in no double: 70 variables, degree 70", () => {
    const halves = (last: number): Program =>
      record((B) => {
        const x = Array.from({ length: 70 }, (_, k) => B.variable(`x${k}`));
        const factors = x.map((v, k) => (k < 5 ? B.add(v, B.constant(rational(1, k + 2))) : v));
        const again = [...factors].reverse().reduce(B.mul);
        return B.sub(factors.reduce(B.mul), B.mul(B.constant(rational(1, last)), again));
      });
    expect(decide(halves(1))).toMatchObject({ kind: "zero", primes: [] });
    // 2^5 terms, halved and none cancelled.
    expect(decide(halves(2))).toMatchObject({ kind: "nonzero", terms: 32 });
    expect(decide(halves(1), 1000)).toEqual({ kind: "undecided", why: "budget" });
  });

  it.runIf(deep)(
    "decide keeps to its memory: 2^17 terms of 64 variables at every node are undecided",
    () => {
      const forks = record((B) => {
        const pairs = Array.from({ length: 17 }, (_, k) =>
          B.add(B.variable(`x${k}`), B.variable(`y${k}`)),
        );
        const factors = pairs.concat(Array.from({ length: 30 }, (_, k) => B.variable(`z${k}`)));
        return B.sub(
          factors.reduce(B.mul),
          factors.reduceRight((f, g) => B.mul(g, f)),
        );
      });
      expect(decide(forks)).toEqual({ kind: "undecided", why: "budget" });
    },
  );

  // A table of 2^24 terms takes some 10 s to fill.
  it.runIf(deep)(
    "decide keeps to its memory: 2^25 terms are undecided, below 2 GiB",
    () => {
      const forks = record((B) => {
        const factors = Array.from({ length: 25 }, (_, k) =>
          B.add(B.variable(`x${k}`), B.variable(`y${k}`)),
        );
        return B.sub(
          factors.reduce(B.mul),
          factors.reduceRight((f, g) => B.mul(g, f)),
        );
      });
      expect(decide(forks)).toEqual({ kind: "undecided", why: "budget" });
    },
    300_000,
  );

  it("decide reduces quotients: 1/(x y) + 1/(x z) = (y + z)/(x y z), and not with y − z", () => {
    const sides = (sign: "add" | "sub"): Program =>
      record((B) => {
        const [x, y, z] = ["x", "y", "z"].map(B.variable);
        const left = B.add(B.power(B.mul(x, y), -1), B.power(B.mul(x, z), -1));
        return B.sub(left, B.div(B[sign](y, z), B.mul(x, B.mul(y, z))));
      });
    expect(decide(sides("add")).kind).toBe("zero");
    expect(decide(sides("sub")).kind).toBe("nonzero");
  });

  it("decide clears contents and signs of divisors: x/(2x − 2) = ½ − ½/(1 − x)", () => {
    const half = rational(1, 2);
    const sides = (c: number): Program =>
      record((B) => {
        const [x, one] = [B.variable("x"), B.constant(1)];
        const left = B.div(x, B.sub(B.mul(B.constant(c), x), B.constant(2)));
        const right = B.sub(B.constant(half), B.div(B.constant(half), B.sub(one, x)));
        return B.sub(left, right);
      });
    expect(decide(sides(2)).kind).toBe("zero");
    expect(decide(sides(-2)).kind).toBe("nonzero");
  });
});
