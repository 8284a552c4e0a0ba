import { expect, it } from "vitest";
import * as D from "../../src/reals/dyadic.ts";
import {
  atanFixed,
  coarser,
  cosSinFixed,
  expFixed,
  logFixed,
  over,
  times,
  type Fixed,
} from "../../src/reals/fixedPoint.ts";
import { stream } from "../../src/numeric/random.ts";
import { mpfr } from "./mpfr.ts";

const s = stream("1", "fixed point");
const count = process.env.COMMUTE_EFFORT === "deep" ? 20_000 : 150;

/** A random integer below 2^p, often near 0 or 2^p. */
function below(p: number): bigint {
  let n = 0n;
  for (let k = 0; k < p; k += 20) n = (n << 20n) | BigInt(s.integer(0, 2 ** 20 - 1));
  n = BigInt.asUintN(p, n) >> BigInt(s.unit() < 0.3 ? s.integer(0, p) : 0);
  return s.unit() < 0.1 ? (1n << BigInt(p)) - 1n - n : n;
}

/** Is name(R·2^-p) within err units 2^-p of v? Decided with 40 digits beyond the point. */
function holds({ v, err }: Fixed, name: string, R: bigint, p: number): boolean {
  const truth = mpfr(name, [D.dyadic(R, -p)], p + 60);
  if (truth === undefined) throw new Error(`${name}(${R}·2^-${p})`);
  const [lo, hi] = [D.dyadic(v - err, -p), D.dyadic(v + err, -p)];
  return D.compare(lo, truth.lo) <= 0 && D.compare(truth.hi, hi) <= 0;
}

const one = (p: number): bigint => 1n << BigInt(p);
const kernels: readonly (readonly [string, (R: bigint, p: bigint) => Fixed, bigint])[] = [
  ["exp", expFixed, 3n],
  ["sin", (R, p) => cosSinFixed(R, p).sin, 3n],
  ["cos", (R, p) => cosSinFixed(R, p).cos, 3n],
  ["atan", atanFixed, 24n],
  ["log", logFixed, 48n],
];

it.each(kernels)("the bound of %s holds to the unit, is small, and is needed", (name, f, small) => {
  let needed = 0;
  for (let k = 0; k < count; k++) {
    const p = s.integer(5, 200);
    const R = below(p) + (name === "log" ? one(p) : 0n);
    const found = f(R, BigInt(p));
    expect(holds(found, name, R, p), `${name}(${R}·2^-${p})`).toBe(true);
    expect(found.err).toBeLessThanOrEqual(small);
    needed += Number(!holds({ v: found.v, err: 0n }, name, R, p));
  }
  expect(needed).toBeGreaterThan(count / 2);
});

it("times, over and coarser hold every product and quotient of numbers within their bounds", () => {
  const draw = (p: number): Fixed => ({
    v: below(p) * (s.unit() < 0.5 ? -1n : 1n),
    err: BigInt(s.integer(0, 9)),
  });
  // |n/d − v·2^-p| ≤ err·2^-p, cleared of denominators.
  const within = ({ v, err }: Fixed, n: bigint, d: bigint, p: bigint): boolean => {
    const difference = (n << p) - v * d;
    const size = difference < 0n ? -difference : difference;
    return size <= err * (d < 0n ? -d : d);
  };
  for (let k = 0; k < count; k++) {
    const p = s.integer(8, 40);
    const [P, x, y] = [BigInt(p), draw(p), draw(p)];
    const ends = ({ v, err }: Fixed): bigint[] => [v - err, v, v + err];
    for (const a of ends(x))
      for (const b of ends(y)) {
        expect(within(times(x, y, P), a * b, 1n << (2n * P), P)).toBe(true);
        const divisor = y.v < 0n ? -y.v : y.v;
        if (divisor > y.err) expect(within(over(x, y, P), a, b, P)).toBe(true);
      }
    for (const a of ends(x)) expect(within(coarser(x, 5n), a, 1n << P, P - 5n)).toBe(true);
  }
}, 3_600_000);
