import { describe, expect, it } from "vitest";
import * as I from "../../src/reals/interval.ts";
import { arg, atan, cos, pi, sin } from "../../src/reals/intervalTrig.ts";
import { stream } from "../../src/numeric/random.ts";

/** The oracle: fixed point with 320 binary digits, other series than the tested code. */
const P = 320n;
const ONE = 1n << P;

/** x·2^P, exactly for |x| ≥ 2^-260; below, cut. */
function fixed(x: number): bigint {
  let [m, shift] = [x, P];
  while (!Number.isInteger(m)) [m, shift] = [m * 2, shift - 1n];
  return shift >= 0n ? BigInt(m) << shift : BigInt(m) >> -shift;
}

/** π by Gauss's formula 48 atan(1/18) + 32 atan(1/57) − 20 atan(1/239). */
const PI = ((): bigint => {
  const g = 64n;
  const arc = (d: bigint): bigint => {
    let [sum, power] = [0n, (1n << (P + g)) / d];
    for (let n = 1n; power !== 0n; n += 2n, power /= -d * d) sum += power / n;
    return sum;
  };
  return (48n * arc(18n) + 32n * arc(57n) - 20n * arc(239n)) >> g;
})();

/** exp(iθ) by halving θ 20 times, Taylor, and squaring back. */
function circle(theta: bigint): { cos: bigint; sin: bigint } {
  const extra = 100n;
  const unit = ONE << extra;
  const t = (theta << extra) >> 20n;
  let [c, s, re, im] = [unit, 0n, unit, 0n];
  for (let n = 1n; n < 20n; n++) {
    [re, im] = [-(im * t) / unit / n, (re * t) / unit / n];
    [c, s] = [c + re, s + im];
  }
  for (let k = 0; k < 20; k++) [c, s] = [(c * c - s * s) / unit, (2n * c * s) / unit];
  return { cos: c >> extra, sin: s >> extra };
}

/** Is the exact value, known up to `slack` units of 2^-P, inside? */
function inside({ lo, hi }: I.Interval, value: bigint, slack = 1n << 40n): boolean {
  return fixed(lo) <= value + slack && value - slack <= fixed(hi);
}

/** One expectation for a whole loop: 10^5 calls of `expect` take longer than what they check. */
function faults(): { check: (ok: boolean, what: string) => void; none: () => void } {
  const list: string[] = [];
  return {
    check: (ok, what) => void (ok || list.push(what)),
    none: () => expect(list.slice(0, 5)).toEqual([]),
  };
}

/** MPFR holds the same functions to more arguments in enclosure.test.ts. */
const count = process.env.COMMUTE_EFFORT === "deep" ? 10_000 : 1_500;

const s = stream("1", "interval");
const real = (span: number): number => (2 * s.unit() - 1) * 2 ** s.integer(-span, span);
const point = (x: number): I.Interval => I.interval(x);
/** An interval around x that is a few units or a visible piece wide, and a point of it. */
function wide(x: number, span = 1): { X: I.Interval; x: number } {
  const grow = s.unit() < 0.5 ? 0 : Math.abs(x) * span * s.unit();
  return { X: I.hull(point(x - grow * s.unit()), point(x + grow * s.unit())), x };
}

describe("arithmetic", () => {
  it("encloses exact results for 10^4 random operands, and does not without rounding", () => {
    const { check, none } = faults();
    const nearest = { sum: 0, product: 0, quotient: 0, root: 0 };
    for (let at = 0; at < 10_000; at++) {
      const a = wide(real(20));
      const b = wide(real(20), 0.1);
      const [fa, fb] = [fixed(a.x), fixed(b.x)];
      check(inside(I.add(a.X, b.X), fa + fb, 0n), `add ${a.x} ${b.x}`);
      check(inside(I.sub(a.X, b.X), fa - fb, 0n), `sub ${a.x} ${b.x}`);
      check(inside(I.mul(a.X, b.X), (fa * fb) >> P, 1n), `mul ${a.x} ${b.x}`);
      check(inside(I.square(a.X), (fa * fa) >> P, 1n), `square ${a.x} ${b.x}`);
      check(inside(I.scale(-7, a.X), -7n * fa, 0n), `scale ${a.x} ${b.x}`);
      if (!I.contains(b.X, 0))
        check(inside(I.div(a.X, b.X), (fa << P) / fb, 1n), `div ${a.x} ${b.x}`);
      const R = I.sqrt(point(Math.abs(a.x)));
      const radicand = (fa < 0n ? -fa : fa) << P;
      const within = fixed(R.lo) ** 2n <= radicand && radicand <= fixed(R.hi) ** 2n;
      check(within, `sqrt ${Math.abs(a.x)}`);
      const root = I.sqrt(I.square(a.X));
      check(inside(root, fa < 0n ? -fa : fa, 0n), `sqrt ${a.x}`);
      // The same comparison with the ends rounded to nearest: it must fail often.
      const q = a.x / b.x;
      const r = Math.sqrt(Math.abs(a.x));
      nearest.sum += Number(!inside(point(a.x + b.x), fa + fb, 0n));
      nearest.product += Number(!inside(point(a.x * b.x), (fa * fb) >> P, 1n));
      nearest.quotient += Number(!inside(point(q), (fa << P) / fb, 1n));
      nearest.root += Number(fixed(r) * fixed(r) !== (fa < 0n ? -fa : fa) << P);
    }
    none();
    for (const misses of Object.values(nearest)) expect(misses).toBeGreaterThan(5000);
  });

  it("nextUp and nextDown are neighbours, across zero, binades and the ends", () => {
    expect(I.nextUp(1)).toBe(1 + 2 ** -52);
    expect(I.nextDown(1)).toBe(1 - 2 ** -53);
    expect(I.nextUp(0)).toBe(Number.MIN_VALUE);
    expect(I.nextDown(0)).toBe(-Number.MIN_VALUE);
    expect(I.nextUp(-Number.MIN_VALUE)).toBe(-0);
    expect(I.nextUp(Number.MAX_VALUE)).toBe(Infinity);
    expect(I.nextUp(2 ** 32 * 2 ** -1074 * (2 ** 20 - 2 ** -32))).toBeGreaterThan(0);
    for (let at = 0; at < 1000; at++) {
      const x = real(1000);
      expect(I.nextDown(I.nextUp(x))).toBe(x);
      expect(I.nextUp(x) - x).toBeGreaterThan(0);
      expect(I.nextUp(x) - x).toBeLessThanOrEqual(
        Math.max(Math.abs(x) * 2 ** -51, Number.MIN_VALUE),
      );
    }
  });

  it("overflow, zero divisors and empty roots are enclosed or refused", () => {
    const huge = point(Number.MAX_VALUE);
    expect(I.add(huge, huge)).toEqual({ lo: Number.MAX_VALUE, hi: Infinity });
    expect(I.mul({ lo: -Infinity, hi: Infinity }, point(0))).toEqual({
      lo: -Infinity,
      hi: Infinity,
    });
    expect(() => I.div(point(1), I.interval(-1, 1))).toThrow(
      /div: expected a divisor without zero/,
    );
    expect(() => I.sqrt(I.interval(-2, -1))).toThrow(/sqrt: expected an interval within/);
    expect(() => I.interval(1, 0)).toThrow(/interval: expected lo <= hi, got \[1, 0\]/);
    expect(I.square(I.interval(-1, 2)).lo).toBe(0);
    expect(I.width(I.interval(1, 3))).toBeGreaterThanOrEqual(2);
    expect(I.midpoint(I.interval(1, 3))).toBe(2);
    expect(I.meet(I.interval(0, 2), I.interval(1, 3))).toEqual({ lo: 1, hi: 2 });
    expect(I.meet(I.interval(0, 1), I.interval(2, 3))).toBeUndefined();
  });
});

/** Near multiples of π/2, tiny, large and ordinary arguments. */
function angles(count: number): number[] {
  const near = Array.from({ length: count / 4 }, () => (s.integer(-1e6, 1e6) * Math.PI) / 2);
  const plain = Array.from({ length: (3 * count) / 4 }, () => real(at++ % 2 === 0 ? 3 : 60));
  return [0, Math.PI, -Math.PI / 2, 1e-300, 0.78, ...near, ...plain];
}
let at = 0;

describe("sin, cos", () => {
  it("enclose values tightly, and the nearest double alone does not", () => {
    const { check, none } = faults();
    let misses = 0;
    let widest = 0;
    for (const x of angles(count)) {
      const { cos: c, sin: v } = circle(((fixed(x) % (2n * PI)) + 2n * PI) % (2n * PI));
      // |x| < 2^60: reducing by k < 2^60 turns costs 2^61 units of the oracle's π.
      const slack = 1n << 70n;
      const [S, C] = [sin(point(x)), cos(point(x))];
      check(inside(S, v, slack), `sin ${x}`);
      check(inside(C, c, slack), `cos ${x}`);
      misses += Number(!inside(point(Math.sin(x)), v, slack));
      widest = Math.max(widest, I.width(S), I.width(C));
    }
    none();
    expect(widest).toBeLessThan(2 ** -49);
    expect(misses).toBeGreaterThan(count / 2);
  });

  it("enclose all values over an interval, with its inner extremes", () => {
    const { check, none } = faults();
    for (let k = 0; k < 2000; k++) {
      const a = real(4);
      const X = I.interval(a, a + 6 * s.unit() ** 3);
      const [S, C] = [sin(X), cos(X)];
      for (let j = 0; j <= 8; j++) {
        const x = Math.min(X.lo + (j / 8) * (X.hi - X.lo), X.hi);
        check(S.lo <= Math.sin(x) + 1e-15 && Math.sin(x) - 1e-15 <= S.hi, `sin ${x}`);
        check(C.lo <= Math.cos(x) + 1e-15 && Math.cos(x) - 1e-15 <= C.hi, `cos ${x}`);
      }
    }
    none();
    expect(sin(I.interval(1.5, 1.6)).hi).toBe(1);
    expect(cos(I.interval(3.1, 3.2)).lo).toBe(-1);
    expect(sin(I.interval(0, 0.5)).hi).toBeLessThan(0.48);
  });

  it("6381956970095103 * 2^797, the double nearest a multiple of π/2, is reduced in full", () => {
    // cos = −4.6871659242546276e-19: Muller, Handbook of Floating-Point Arithmetic, section 11.3.
    const C = cos(point(6381956970095103 * 2 ** 797));
    expect(I.contains(C, -4.6871659242546277e-19) || I.contains(C, 4.6871659242546277e-19)).toBe(
      true,
    );
    expect(I.width(C)).toBeLessThan(1e-33);
  });
});

describe("atan, arg", () => {
  it("enclose arguments tightly: the direction they name is that of the point", () => {
    const { check, none } = faults();
    let misses = 0;
    for (let k = 0; k < count; k++) {
      const [x, y] = [real(20), real(k % 3 === 0 ? 60 : 20)];
      const A = arg(point(x), point(y));
      if (A === undefined) throw new Error(`arg ${x} ${y}`);
      check(I.width(A) < 2 ** -47, `width ${x} ${y}`);
      // x sin a − y cos a changes sign from lo to hi: the argument lies between.
      const side = (a: number): bigint => {
        const e = circle(fixed(a));
        return fixed(x) * e.sin - fixed(y) * e.cos;
      };
      check(side(A.lo) <= 0n && side(A.hi) >= 0n, `arg ${x} ${y}`);
      if (k < 1000) misses += Number(side(Math.atan2(y, x)) !== 0n);
      if (x > 0) check(I.meet(A, atan(I.div(point(y), point(x)))) !== undefined, `atan ${x} ${y}`);
    }
    none();
    expect(misses).toBeGreaterThan(900); // a point never encloses
  });

  it("atan is enclosed at its ends, and arg of a box is undefined on the cut only", () => {
    expect(atan(I.interval(-Infinity, Infinity)).hi).toBeGreaterThanOrEqual(pi.hi / 2);
    expect(inside(pi, PI, 1n)).toBe(true);
    expect(atan(point(0))).toEqual({ lo: 0, hi: 0 });
    expect(I.contains(I.scale(4, atan(point(1))), Math.PI)).toBe(true);
    expect(arg(I.interval(-1, 1), I.interval(-1, 1))).toBeUndefined();
    expect(arg(I.interval(-2, -1), I.interval(-1e-9, 1e-9))).toBeUndefined();
    expect(arg(I.interval(-2, -1), I.interval(0, 1))).toBeUndefined();
    expect(arg(I.interval(0, 1), I.interval(0, 1))).toBeUndefined();
    const A = arg(I.interval(-2, -1), I.interval(1e-9, 1));
    expect(A !== undefined && A.hi < pi.hi && A.lo > pi.lo / 2).toBe(true);
    const B = arg(I.interval(-1, 1), I.interval(1, 2));
    expect(B !== undefined && B.lo <= Math.PI / 4 && B.hi >= (3 * Math.PI) / 4).toBe(true);
  });
});
