import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as D from "../../src/reals/dyadic.ts";
import type { Dyadic } from "../../src/reals/dyadic.ts";
import { exactly, fromRational, show } from "../../src/reals/enclosure.ts";

const seed = 20261124;
const numbers = fc
  .tuple(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), fc.integer({ min: -200, max: 200 }))
  .map(([m, e]) => D.dyadic(m, e));
const precisions = fc.integer({ min: 1, max: 120 });

/** a·2^1000 for |e| ≤ 1000: an exact integer to compare with. */
const whole = ({ m, e }: Dyadic): bigint => m << BigInt(e + 1000);

/** Is r the value n/d (times 2^-1000) rounded to `bits` digits on that side? By definition. */
function isRounding(r: Dyadic, n: bigint, d: bigint, bits: number, toward: D.Toward): boolean {
  const sign = d > 0n ? 1n : -1n;
  const difference = (whole(r) * d - n) * sign;
  if (toward < 0 ? difference > 0n : difference < 0n) return false;
  if (D.bitLength(r.m) > bits && r.m % 2n ** BigInt(D.bitLength(r.m) - bits) !== 0n) return false;
  // One unit in the last place of n/d: 2^(floor(log2 |n/d|) + 1 - bits).
  const size = D.bitLength(n) - D.bitLength(d) + 1 - bits;
  const [gap, scale] = [difference < 0n ? -difference : difference, d < 0n ? -d : d];
  return size >= 0 ? gap <= scale << BigInt(size) : gap << BigInt(-size) <= scale;
}

describe("rounded operations of dyadic numbers", () => {
  const check = (rounded: (a: Dyadic, b: Dyadic, bits: number, t: D.Toward) => boolean): void => {
    fc.assert(
      fc.property(numbers, numbers, precisions, fc.constantFrom(-1 as const, 1 as const), rounded),
      { seed, numRuns: 300 },
    );
  };

  it("sum, product and quotient are the exact results rounded to the side asked for", () => {
    const sum = (f: typeof D.sum) => (a: Dyadic, b: Dyadic, bits: number, t: D.Toward) =>
      isRounding(f(a, b, bits, t), whole(a) + whole(b), 1n, bits, t);
    check(sum(D.sum));
    check((a, b, bits, t) => {
      const exact = (a.m * b.m) << BigInt(a.e + b.e + 1000);
      return isRounding(D.product(a, b, bits, t), exact, 1n, bits, t);
    });
    check((a, b, bits, t) => {
      if (b.m === 0n) return true;
      return isRounding(D.quotient(a, b, bits, t), whole(a) << 1000n, whole(b), bits, t);
    });
    expect(() => check(sum((a, b, bits, t) => D.sum(a, b, bits, t > 0 ? -1 : 1)))).toThrow();
    expect(() => check(sum((a, b, bits) => D.sum(a, b, bits, -1)))).toThrow();
  });

  it("a far smaller summand acts by its sign", () => {
    const far = D.dyadic(1n, -(2 ** 40));
    const [below, above] = [-1 as const, 1 as const].map((t) => D.sum(D.one, far, 10, t));
    expect(D.compare(below, D.one)).toBe(0);
    expect(D.compare(above, D.dyadic(513n, -9))).toBe(0);
    expect(D.compare(D.sum(D.one, D.negate(far), 10, -1), D.dyadic(1023n, -10))).toBe(0);
  });

  it("root is the integer root of the definition", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), precisions, (x, k, bits) => {
        const a = x.m < 0n ? D.negate(x) : x;
        const [lo, hi] = [D.root(a, k, bits, -1), D.root(a, k, bits, 1)];
        const power = (r: Dyadic): Dyadic => D.dyadic(r.m ** BigInt(k), r.e * k);
        if (D.compare(power(lo), a) > 0 || D.compare(power(hi), a) < 0) return false;
        const gap = D.sum(hi, D.negate(lo), Infinity, 1);
        return gap.m === 0n || D.magnitude(gap) <= D.magnitude(hi) - bits + 1;
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe("doubles", () => {
  it("go there and back unchanged, and lie between neighbours of what is between them", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const d = D.fromNumber(x);
        expect(D.toNumber(d, -1) + 0).toBe(x + 0);
        expect(D.toNumber(d, 1) + 0).toBe(x + 0);
        const above = D.sum(d, D.dyadic(1n, -1200), Infinity, 1);
        expect(D.toNumber(above, -1) + 0).toBe(x + 0);
        expect(D.toNumber(above, 1)).toBeGreaterThan(x);
      }),
      { seed, numRuns: 200 },
    );
  });

  it("end at the largest and the least, with the side asked for", () => {
    expect(D.toNumber(D.dyadic(1n, 1024), -1)).toBe(Number.MAX_VALUE);
    expect(D.toNumber(D.dyadic(1n, 1024), 1)).toBe(Infinity);
    expect(D.toNumber(D.dyadic(-1n, 2 ** 30), -1)).toBe(-Infinity);
    expect(D.toNumber(D.dyadic(1n, -(2 ** 30)), 1)).toBe(Number.MIN_VALUE);
    expect(D.toNumber(D.dyadic(1n, -(2 ** 30)), -1)).toBe(0);
    expect(() => D.fromNumber(NaN)).toThrow(/fromNumber: expected a finite number, got NaN/);
    expect(() => D.dyadic(1n, 2 ** 49)).toThrow(/an integer exponent within/);
  });
});

it("show prints decimals that hold the ends", () => {
  expect(show(fromRational({ n: 2n, d: 3n }, 60), 5)).toBe("[6.6666e-1, 6.6667e-1]");
  expect(show(fromRational({ n: -2n, d: 3n }, 60), 5)).toBe("[-6.6667e-1, -6.6666e-1]");
  expect(show(exactly(1250), 3)).toBe("1.25e3");
  expect(show(exactly(1251), 3)).toBe("[1.25e3, 1.26e3]");
  expect(show(exactly(0))).toBe("0");
  expect(show({ lo: D.dyadic(3n, 99999), hi: D.dyadic(3n, 99999) })).toBe("[2^100000, 2^100001]");
});
