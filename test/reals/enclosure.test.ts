import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.ts";
import * as A from "../../src/reals/arithmetic.ts";
import { cos, sin, tan } from "../../src/reals/circular.ts";
import * as D from "../../src/reals/dyadic.ts";
import {
  contains,
  exactly,
  fromInterval,
  fromRational,
  point,
  sign,
  type Enclosure,
} from "../../src/reals/enclosure.ts";
import { exp, log } from "../../src/reals/exponential.ts";
import { atan2 } from "../../src/reals/inverseCircular.ts";
import { TooWide } from "../../src/reals/tooWide.ts";
import { adversarial, doubles, draw, enclosures, uniform, type Tested } from "./functions.ts";
import { boxFault, domainFault, doubleFault, nestingFault, orRefusal, pointFault } from "./laws.ts";

const count = process.env.COMMUTE_EFFORT === "deep" ? 1_000_000 : 40;
const hour = 3_600_000;

/** The adversarial arguments, paired if two are needed, and `random` more. */
function* argumentsOf<X>(
  { arity, into, cost = 1 }: Tested<X>,
  random: number,
): Generator<readonly number[]> {
  for (const [k, x] of adversarial.entries())
    if (k % cost === 0)
      yield into(...[x, adversarial[(5 * k + 3) % adversarial.length]].slice(0, arity));
  for (let k = 0; k < random / cost; k++) yield into(...Array.from({ length: arity }, draw));
}

type Fault = (args: readonly number[], k: number) => string | undefined;

/** The first faults, if any, that a law finds over the arguments. */
function faults<X>(tested: Tested<X>, random: number, fault: Fault): string[] {
  const found: string[] = [];
  let k = 0;
  for (const args of argumentsOf(tested, random)) {
    const one = fault(args, k++);
    if (one !== undefined && found.push(one) === 3) break;
  }
  return found;
}

const pointFaults = (tested: Tested<Enclosure>, random = count): string[] =>
  faults(tested, random, (args, k) => pointFault(tested, args, [53, 113, 300][k % 3]));

/** Boxes around points, of every width, and a point inside each. */
const boxFaults = (tested: Tested<Enclosure>, random = count): string[] =>
  faults(tested, random, (args, k) => {
    const grow = (x: number): Enclosure => {
      const by = Math.abs(x) > 1e300 ? 0 : Math.abs(x) * 2 ** (1 - (k % 50));
      return fromInterval({ lo: x - by * uniform(), hi: x + by * uniform() });
    };
    return boxFault(tested, args.map(grow), args, 60);
  });

describe("every enclosure", () => {
  it(
    "holds MPFR's value, tightly",
    () => {
      expect(enclosures.flatMap((tested) => pointFaults(tested))).toEqual([]);
    },
    hour,
  );

  it(
    "of intervals of doubles holds MPFR's value, tightly",
    () => {
      const all = doubles.flatMap((tested) =>
        faults(tested, count, (args) => doubleFault(tested, args)),
      );
      expect(all).toEqual([]);
    },
    hour,
  );

  it(
    "over a box holds the value at a point inside, or is refused",
    () => {
      expect(enclosures.flatMap((tested) => boxFaults(tested))).toEqual([]);
    },
    hour,
  );

  it(
    "of more digits lies inside that of fewer",
    () => {
      const all = enclosures.flatMap((tested) =>
        faults(tested, Math.min(count, 1000), (args) => nestingFault(tested, args)),
      );
      expect(all).toEqual([]);
    },
    hour,
  );
});

describe("the laws above reject", () => {
  const named = (name: string): Tested<Enclosure> => {
    const found = enclosures.find((tested) => tested.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const broken = (name: string, f: Tested<Enclosure>["f"]): Tested<Enclosure> => ({
    ...named(name),
    f,
  });

  it("rounding to nearest, in every function", () => {
    const nearest = ({ f, ...rest }: Tested<Enclosure>): Tested<Enclosure> => ({
      ...rest,
      f: (args, bits) => {
        const { lo } = f(args, bits + 40);
        const half = D.shift(D.one, D.magnitude(lo) - bits - 1);
        return point(lo.m === 0n ? lo : D.round(D.sum(lo, half, bits + 60, -1), bits, -1));
      },
    });
    for (const tested of enclosures)
      expect(pointFaults(nearest(tested), 40), tested.name).not.toEqual([]);
  });

  it("a reduction with 53 bits of π", () => {
    const turn = exactly(2 * Math.PI);
    const twin = broken("sin", ([x], bits) => {
      const k = D.toNumber(x.lo, -1) / (2 * Math.PI);
      if (!(Math.abs(k) < 2 ** 52)) return sin(x, bits);
      return sin(A.sub(x, A.mul(turn, exactly(Math.round(k)), 200), 200), bits);
    });
    expect(pointFaults(twin, 40)).not.toEqual([]);
  });

  it("the ends alone for a function that turns between them", () => {
    const twin = broken("cos", ([x], bits) => {
      const [a, b] = [cos(point(x.lo), bits), cos(point(x.hi), bits)];
      return { lo: D.lesser(a.lo, b.lo), hi: D.greater(a.hi, b.hi) };
    });
    expect(boxFaults(twin, 200)).not.toEqual([]);
    const corners = broken("mul", ([x, y], bits) => ({
      lo: D.product(x.lo, y.lo, bits, -1),
      hi: D.product(x.hi, y.hi, bits, 1),
    }));
    expect(boxFaults(corners, 200)).not.toEqual([]);
  });

  it("a tangent that does not look for poles", () => {
    const twin = broken("tan", ([x], bits) => ({
      lo: tan(point(x.lo), bits).lo,
      hi: tan(point(x.hi), bits).hi,
    }));
    expect(boxFaults(twin, 200)).not.toEqual([]);
  });

  it("a series cut one term early", () => {
    // exp x ≥ Σ_{k<n} x^k/k!, taken for the value and its neighbour for the rest.
    const twin = broken("exp", ([x], bits) => {
      if (sign(x) !== 1 || D.magnitude(x.hi) > 0) return exp(x, bits);
      let [sum, term] = [point(D.one), point(D.one)];
      for (let k = 1; D.magnitude(term.hi) > -bits; k++) {
        term = A.div(A.mul(term, x, bits + 9), exactly(k), bits + 9);
        sum = A.add(sum, term, bits + 9);
      }
      return { lo: D.round(sum.lo, bits, -1), hi: D.round(sum.lo, bits, 1) };
    });
    expect(pointFaults(twin, 3000)).not.toEqual([]);
  });
});

describe("exact cases", () => {
  const exact = (x: Enclosure, n: number | bigint): void => {
    expect(D.compare(x.lo, x.hi)).toBe(0);
    expect(contains(x, exactly(n).lo)).toBe(true);
  };

  it("sqrt of squares, exp 0, log 1, cos 0, acos 1, atan 0 are points", () => {
    for (const n of [0, 1, 3, 2 ** 20 + 1, 1.5]) exact(A.sqrt(exactly(n * n), 100), n);
    exact(A.sqrt(exactly(10n ** 60n), 200), 10n ** 30n);
    for (const [f, x, y] of [
      [exp, 0, 1],
      [log, 1, 0],
      [sin, 0, 0],
      [cos, 0, 1],
      [tan, 0, 0],
    ] as const)
      exact(f(exactly(x), 80), y);
    exact(A.nthRoot(exactly(-8), 3, 80), -2);
    exact(atan2(exactly(0), exactly(2), 80), 0);
  });

  it("atan 1 = π/4, and tan of it holds 1", () => {
    const quarter = atan2(exactly(1), exactly(1), 200);
    // π to 66 digits: Abramowitz and Stegun, table 1.1.
    const pi = 3141592653589793238462643383279502884197169399375105820974944592307n;
    const unit = 10n ** 66n;
    const below = fromRational({ n: pi, d: 4n * unit }, 300);
    const above = fromRational({ n: pi + 1n, d: 4n * unit }, 300);
    expect(D.compare(quarter.lo, above.hi)).toBe(-1);
    expect(D.compare(below.lo, quarter.hi)).toBe(-1);
    expect(contains(tan(quarter, 180), D.one)).toBe(true);
  });
});

describe("outside a domain", () => {
  const [minus, across] = [exactly(-1), fromInterval({ lo: -1, hi: 1 })];

  it.each(enclosures.filter(({ name }) => ["sqrt", "log", "log1p", "acosh"].includes(name)))(
    "$name refuses, plainly outside and as too wide in part",
    (tested) => expect(domainFault(tested)).toBeUndefined(),
  );

  it("a root that clips is rejected by the same law", () => {
    const clipping: Tested<Enclosure> = {
      name: "sqrt",
      arity: 1,
      f: ([x], bits) => A.sqrt(A.max(x, exactly(0)), bits),
      into: (x) => [x],
    };
    expect(domainFault(clipping)).toMatch(/^sqrt: 0 of \[-9, -2\], \[0, 3/);
  });

  it("1/0 is refused, and 1/[-1, 1] as too wide", () => {
    expect(() => A.div(minus, exactly(0), 60)).toThrow(/div: expected a divisor other than 0/);
    expect(() => A.div(minus, across, 60)).toThrow(TooWide);
  });

  it("the angle refuses 0, what is around it and what crosses the cut, but not the cut itself", () => {
    expect(() => atan2(exactly(0), exactly(0), 60)).toThrow(DomainError);
    expect(() => atan2(across, across, 60)).toThrow(TooWide);
    expect(() => atan2(across, minus, 60)).toThrow(TooWide);
    expect(sign(A.sub(atan2(exactly(0), minus, 60), exactly(3), 60))).toBe(1);
    expect(orRefusal(() => atan2(fromInterval({ lo: 0, hi: 1 }), minus, 60))).toBeDefined();
  });

  it("floor answers between integers only", () => {
    expect(A.floor(exactly(-0.5))).toBe(-1n);
    expect(A.ceil(exactly(-0.5))).toBe(0n);
    expect(A.floor(exactly(7))).toBe(7n);
    expect(() => A.floor(across)).toThrow(TooWide);
  });

  it("exponents that leave the range are refused, not wrapped", () => {
    expect(() => exp(exactly(2 ** 41), 60)).toThrow(/exp: expected an argument below 2\^40/);
    let x = exactly(3);
    expect(() => {
      for (let k = 0; k < 60; k++) x = A.square(x, 60);
    }).toThrow(/an integer exponent within/);
  });
});
