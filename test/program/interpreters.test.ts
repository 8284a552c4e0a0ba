import fc from "fast-check";
import { expect, it } from "vitest";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import type { Field } from "../../src/algebra/ring.ts";
import { DomainError } from "../../src/errors.ts";
import { stream } from "../../src/numeric/random.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import type { Program } from "../../src/program/program.ts";
import { residueKernel } from "../../src/program/residues.ts";
import { wasmKernel } from "../../src/program/wasmKernel.ts";
import * as I from "../../src/reals/interval.ts";
import { fixed } from "../algebra/samples.ts";
import { programs } from "./random.ts";

const numRuns = process.env.COMMUTE_EFFORT === "deep" ? 100_000 : 1000;
const p = 2 ** 26 - 5;
const modulo = primeField(BigInt(p));

const intervals: Field<I.Interval> = {
  name: "intervals",
  exact: false,
  zero: I.interval(0),
  one: I.interval(1),
  has: () => true,
  eq: () => false,
  add: I.add,
  neg: I.neg,
  mul: I.mul,
  inv: (x) => I.div(I.interval(1), x),
  show: I.show,
};

/** The value of the root at a point, `undefined` where a divisor is 0, or an interval around it holds 0. */
function at<T>(R: Field<T>, program: Program, values: readonly T[]): T | undefined {
  try {
    return evaluate(R, program, values)[0];
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** n/d modulo p, `undefined` where p divides d. */
function residueOf({ n, d }: Rational): bigint | undefined {
  const positive = (x: bigint): bigint => ((x % BigInt(p)) + BigInt(p)) % BigInt(p);
  return positive(d) === 0n ? undefined : modulo.mul(positive(n), modulo.inv(positive(d)));
}

/** lo <= n/d <= hi, exactly: doubles are dyadic. */
function holds({ lo, hi }: I.Interval, { n, d }: Rational): boolean {
  const atMost = (x: number, up: 1 | -1): boolean => {
    if (!Number.isFinite(x)) return true;
    let [scale, m] = [1n, x];
    while (!Number.isInteger(m)) [m, scale] = [2 * m, 2n * scale];
    return BigInt(up) * (BigInt(m) * d - n * scale) >= 0n;
  };
  return atMost(hi, 1) && atMost(lo, -1);
}

/** What two interpreters say of one point, where they differ; `met` counts what there was to compare. */
function difference(
  program: Program,
  point: readonly number[],
  met: { residues: number; intervals: number },
): string | undefined {
  const exact = at(
    rationals,
    program,
    point.map((x) => rational(x)),
  );
  const residue = at(
    modulo,
    program,
    point.map((x) => BigInt(x)),
  );
  for (const kernel of [residueKernel, wasmKernel]) {
    const { values, defined } = kernel(program, p)(Float64Array.from(point), 1);
    if (defined[0] === (residue === undefined ? 1 : 0)) return `${kernel.name}: where defined`;
    if (residue !== undefined && values[0] !== Number(residue)) return `${kernel.name}: value`;
  }
  // A divisor may vanish modulo p alone, and never over Q alone.
  if (exact === undefined)
    return residue === undefined ? undefined : "defined modulo p, not over Q";
  if (residue !== undefined && residueOf(exact) !== residue) return "Q and GF(p)";
  met.residues++;
  const enclosure = at(
    intervals,
    program,
    point.map((x) => I.interval(x)),
  );
  if (enclosure === undefined) return undefined;
  met.intervals++;
  return holds(enclosure, exact) ? undefined : "interval";
}

it.each([
  { what: "polynomials", isRational: false },
  { what: "quotients", isRational: true },
])(
  "evaluate over Q, GF(p) and intervals, and both kernels of residues, agree on random $what",
  ({ isRational }) => {
    const draws = stream("interpreters", String(isRational));
    const met = { residues: 0, intervals: 0 };
    const runs = fixed(numRuns / 2);
    fc.assert(
      fc.property(programs(isRational ? 9 : 10, isRational), (program) => {
        const point = program.variables.map(() => draws.integer(0, 9));
        const found = difference(program, point, met);
        if (found !== undefined) throw new Error(`${found} at ${point.join()}`);
      }),
      runs,
    );
    // A divisor is 0 at some points, and the interval around one holds 0 at a few more.
    expect(met.residues).toBeGreaterThan(runs.numRuns / 2);
    expect(met.intervals).toBeGreaterThan(runs.numRuns / 2);
  },
  3e6,
);

it("the comparison rejects a kernel that is off by one and an interval beside the value", () => {
  expect(holds(I.interval(0.5), rational(1, 2))).toBe(true);
  expect(holds(I.interval(0.5), rational(1, 3))).toBe(false);
  expect(holds(I.interval(0.25, 0.3), rational(1, 3))).toBe(false);
  expect(holds(I.interval(0.3, Infinity), rational(1, 3))).toBe(true);
  expect(holds(I.interval(-0.5, -0.25), rational(-1, 3))).toBe(true);
});
