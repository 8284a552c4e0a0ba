import { describe, expect, it } from "vitest";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational } from "../../src/algebra/rational.ts";
import { stream } from "../../src/numeric/random.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { decideAtPoints, primesFor } from "../../src/program/points.ts";
import type { Program } from "../../src/program/program.ts";
import { inverseModulo, residueKernel } from "../../src/program/residues.ts";

/** The largest prime below 2^26. */
const p = 2 ** 26 - 5;
const record = (...fs: readonly ((B: ProgramBuilder) => number)[]): Program => {
  const B = programBuilder();
  return B.program(fs.map((f) => f(B)));
};
const draws = (): ReturnType<typeof stream> => stream("points");

describe("residueKernel", () => {
  const program = record((B) => {
    const [x, y] = [B.variable("x"), B.variable("y")];
    const f = B.div(B.sub(B.power(x, 5), B.mul(x, y)), B.add(x, B.neg(y)));
    return B.mul(f, B.constant(rational(-(2n ** 70n), 3n)));
  });

  it("residueKernel is evaluate over the same field, at corners and random points", () => {
    const F = primeField(BigInt(p));
    const corners = [0, 1, 2, p - 1, p - 2, (p - 1) / 2];
    const pairs = corners.flatMap((x) => corners.map((y) => [x, y]));
    const points = Float64Array.from([...pairs.map(([x]) => x), ...pairs.map(([, y]) => y)]);
    const { values, defined } = residueKernel(program, p)(points, pairs.length);
    pairs.forEach(([x, y], i) => {
      expect(defined[i]).toBe(x === y ? 0 : 1);
      if (x === y) return;
      const [value] = evaluate(F, program, [BigInt(x), BigInt(y)]);
      expect(values[i]).toBe(Number(value));
    });
  });

  it("residueKernel refuses a modulus that is no prime below 2^26 or divides a denominator", () => {
    expect(() => residueKernel(program, p - 2)).toThrow(/prime below/);
    expect(() => residueKernel(program, 2 ** 31 - 1)).toThrow(/prime below/);
    expect(() => residueKernel(program, 3)).toThrow(/denominators prime to 3/);
  });

  it("inverseModulo: a · a⁻¹ = 1 for small, large and middle residues", () => {
    for (const a of [1, 2, 3, 12345, 2 ** 25, p - 2, p - 1])
      expect((BigInt(a) * BigInt(inverseModulo(a, p))) % BigInt(p)).toBe(1n);
  });
});

describe("decideAtPoints", () => {
  it("decideAtPoints refutes p·x·y, which vanishes modulo the first prime p", () => {
    const trap = record((B) => B.mul(B.constant(p), B.mul(B.variable("x"), B.variable("y"))));
    expect(decideAtPoints(trap, draws())).toMatchObject({ kind: "nonzero" });
    // Allowed one prime only, it must not speak of the integers.
    expect(decideAtPoints(trap, draws(), { mostPrimes: 1 })).toMatchObject({
      kind: "zero",
      over: "these primes",
      primes: [p],
    });
  });

  it("decideAtPoints leaves x^p − x undecided: its degree is no less than p", () => {
    const trap = record((B) => B.sub(B.power(B.variable("x"), p), B.variable("x")));
    expect(residueKernel(trap, p)(Float64Array.of(5, 77, p - 3), 3).values).toEqual(
      Float64Array.of(0, 0, 0),
    );
    expect(decideAtPoints(trap, draws())).toMatchObject({ kind: "undecided" });
  });

  it("decideAtPoints leaves out primes that divide a denominator or a divisor", () => {
    const [first, second, third] = primesFor(
      record((B) => B.variable("x")),
      3,
    );
    expect(first).toBe(p);
    const constant = record((B) => B.mul(B.constant(rational(1, p)), B.variable("x")));
    expect(primesFor(constant, 2)).toEqual([second, third]);
    expect(decideAtPoints(constant, draws())).toMatchObject({ kind: "nonzero", prime: second });
    // (p x)/(p x) − 1 is 0, and means nothing modulo p.
    const divisor = record((B) => {
      const px = B.mul(B.constant(p), B.variable("x"));
      return B.sub(B.div(px, px), B.constant(1));
    });
    const verdict = decideAtPoints(divisor, draws());
    expect(verdict).toMatchObject({ kind: "zero", over: "integers" });
    expect(verdict.kind === "zero" && verdict.primes).not.toContain(p);
  });

  it("decideAtPoints says nothing where a divisor is identically 0, and nothing of no roots", () => {
    const zero = record((B) => {
      const [x, y] = [B.variable("x"), B.variable("y")];
      const nought = B.sub(B.mul(B.add(x, y), x), B.add(B.power(x, 2), B.mul(x, y)));
      return B.mul(B.constant(0), B.div(x, nought));
    });
    expect(decideAtPoints(zero, draws())).toMatchObject({ kind: "undecided" });
    expect(decideAtPoints(record(), draws())).toEqual({ kind: "undecided", why: "no roots" });
  });

  it("decideAtPoints states the degree, the norm and an error of at most 2^-128", () => {
    const square = record((B) => {
      const [x, y] = [B.variable("x"), B.variable("y")];
      const left = B.power(B.add(x, y), 2);
      const right = B.add(B.add(B.power(x, 2), B.power(y, 2)), B.mul(B.constant(2), B.mul(x, y)));
      return B.sub(left, right);
    });
    const verdict = decideAtPoints(square, draws());
    if (verdict.kind !== "zero") throw new Error(verdict.kind);
    // Degree 2, 1-norm 4 + 4: one prime; 6 points as (2 / 2^25)^6 = 2^-144 and 5 give 2^-120 only.
    expect([verdict.degree, verdict.primes.length, verdict.points, verdict.bits]).toEqual([
      2, 1, 6, 144,
    ]);
    expect(verdict.log2Norm).toBeCloseTo(3, 9);
  });

  it("decideAtPoints finds the root that differs, with a point where it does", () => {
    const program = record(
      (B) => B.constant(0),
      (B) => B.sub(B.power(B.variable("x"), 3), B.variable("x")),
    );
    const verdict = decideAtPoints(program, draws());
    if (verdict.kind !== "nonzero") throw new Error(verdict.kind);
    expect(verdict.root).toBe(1);
    const F = primeField(BigInt(verdict.prime));
    expect(evaluate(F, program, verdict.point.map(BigInt))[1]).not.toBe(0n);
  });
});
