/** sin, cos, atan and the argument of a complex box, on intervals with outward rounding. */
import {
  add,
  around,
  div,
  hull,
  interval,
  mul,
  neg,
  nextUp,
  scale,
  sqrt,
  square,
  sub,
  type Interval,
} from "./interval.ts";

/** Math.PI is the double below π: π − Math.PI = 1.22…e-16 < 2^-51, one ulp. */
export const pi: Interval = { lo: Math.PI, hi: nextUp(Math.PI) };
const halfPi: Interval = { lo: pi.lo / 2, hi: pi.hi / 2 };
const one = interval(1);

/** Binary digits after the point of π below: 1024 for the largest double, 192 to spare. */
const digits = 1216n;
let fixedPi: bigint | undefined;

/**
 * 2^digits π up to less than 2, by Machin's 16 atan(1/5) − 4 atan(1/239), in units 2^16 finer: each
 * of fewer than 300 truncated terms errs by less than 3 units, times 16.
 */
function machin(): bigint {
  const guard = 16n;
  const arc = (d: bigint): bigint => {
    let sum = 0n;
    let power = (1n << (digits + guard)) / d;
    for (let n = 1n; power !== 0n; n += 2n, power /= d * d)
      sum += n % 4n === 1n ? power / n : -(power / n);
    return sum;
  };
  return (16n * arc(5n) - 4n * arc(239n)) >> guard;
}

/**
 * x = k·π/2 + r with |r| ≤ π/4 + 2^-100: k exactly, r enclosed. In fixed point the error of r is
 * |k| < 2^1024 times that of π/2, below 2^-190; cutting r to 128 digits and then to a double costs
 * 2^-128 + 2^-53|r|.
 */
function reduce(x: number): { readonly k: bigint; readonly r: Interval } {
  if (Math.abs(x) < 0.78) return { k: 0n, r: interval(x) };
  fixedPi ??= machin();
  const fixed = timesPowerOfTwo(x);
  const half = fixedPi >> 1n;
  const twice = 2n * fixed + half;
  const k = twice >= 0n ? twice / fixedPi : -((-twice + fixedPi - 1n) / fixedPi);
  const value = Number((fixed - k * half) >> (digits - 128n)) * 2 ** -128;
  return { k, r: around(value, Math.abs(value) * 2 ** -52 + 2 ** -127) };
}

/** x·2^digits for |x| ≥ 1/2, an integer. */
function timesPowerOfTwo(x: number): bigint {
  let significand = x;
  let shift = digits;
  for (; !Number.isInteger(significand); shift--) significand *= 2;
  return BigInt(significand) << shift;
}

const inverseFactorials: readonly Interval[] = (() => {
  const list = [one];
  for (let n = 1; n <= 21; n++) list.push(div(list[n - 1], interval(n)));
  return list;
})();
const inverseOdd: readonly Interval[] = Array.from({ length: 13 }, (_, j) =>
  div(one, interval(2 * j + 1)),
);

/**
 * Σ_{j<J} (−1)^j c_j y^j + [−1, 1]·c_J y^J for y ≥ 0, by Horner, J the last index: an alternating
 * series with decreasing terms errs by less than its first omitted term (Leibniz).
 */
function alternating(c: readonly Interval[], y: Interval): Interval {
  const last = c.length - 1;
  const rest = mul(c[last], y).hi;
  let sum = interval(-rest, rest);
  for (let j = last - 1; j >= 0; j--) {
    const term = j % 2 === 0 ? c[j] : neg(c[j]);
    sum = add(term, j === last - 1 ? sum : mul(sum, y));
  }
  return sum;
}

const every = (first: number): Interval[] => inverseFactorials.filter((_, n) => n % 2 === first);
const [evens, odds] = [every(0), every(1)];

function sinPoint({ k, r }: ReturnType<typeof reduce>): Interval {
  const y = square(r);
  const value = k % 2n === 0n ? mul(r, alternating(odds, y)) : alternating(evens, y);
  return BigInt.asUintN(2, k) >= 2n ? neg(value) : value;
}

/** sin shifted by `turn` quarter turns: 0 for sin, 1 for cos. */
function wave(x: Interval, turn: bigint): Interval {
  const all = interval(-1, 1);
  if (!Number.isFinite(x.lo) || !Number.isFinite(x.hi) || x.hi - x.lo > 7) return all;
  const [a, b] = [reduce(x.lo), reduce(x.hi)].map(({ k, r }) => ({ k: k + turn, r }));
  const ends = hull(sinPoint(a), sinPoint(b));
  // Quarter turns strictly between the ends, one too many where an end cannot be told from one.
  const first = a.r.lo < 0 ? a.k : a.k + 1n;
  const last = b.r.hi >= 0 ? b.k : b.k - 1n;
  if (last - first >= 3n) return all;
  let { lo, hi } = ends;
  for (let j = first; j <= last; j++) {
    if (BigInt.asUintN(2, j) === 1n) hi = 1;
    if (BigInt.asUintN(2, j) === 3n) lo = -1;
  }
  return { lo: Math.max(lo, -1), hi: Math.min(hi, 1) };
}

/** {sin x : x ∈ X}, to a few units in the last place for points. */
export function sin(x: Interval): Interval {
  return wave(x, 0n);
}

/** {cos x : x ∈ X}. */
export function cos(x: Interval): Interval {
  return wave(x, 1n);
}

/**
 * atan x = 8 atan t with t ↦ t/(1 + √(1 + t²)) three times, so that |t| ≤ tan(π/32) < 0.0985; for
 * |x| > 1 it is ±π/2 − atan(1/x).
 */
function atanPoint(x: number): Interval {
  if (x === 0) return interval(0);
  if (x < 0) return neg(atanPoint(-x));
  if (x === Infinity) return halfPi;
  const large = x > 1;
  let t = large ? div(one, interval(x)) : interval(x);
  for (let halving = 0; halving < 3; halving++) t = div(t, add(one, sqrt(add(one, square(t)))));
  const value = scale(8, mul(t, alternating(inverseOdd, square(t))));
  return large ? sub(halfPi, value) : value;
}

/** {atan x : x ∈ X}; atan is increasing. */
export function atan(x: Interval): Interval {
  return { lo: atanPoint(x.lo).lo, hi: atanPoint(x.hi).hi };
}

/** The argument of the point x + iy, not 0 and not on the negative real axis. */
function argPoint(x: number, y: number): Interval {
  const [X, Y] = [interval(x), interval(y)];
  if (x > 0 && Math.abs(y) <= x) return atan(div(Y, X));
  if (Math.abs(x) <= Math.abs(y)) return sub(y > 0 ? halfPi : neg(halfPi), atan(div(X, Y)));
  return add(y > 0 ? pi : neg(pi), atan(div(Y, X)));
}

/**
 * {arg z : z ∈ re + i im} in (−π, π), or undefined if the box meets 0 or the negative real axis,
 * where arg jumps. Along a side of any other box arg is monotone, so its extremes are at corners.
 */
export function arg(re: Interval, im: Interval): Interval | undefined {
  if (re.lo <= 0 && im.lo <= 0 && im.hi >= 0) return undefined;
  if (![re.lo, re.hi, im.lo, im.hi].every(Number.isFinite)) return undefined;
  const corners = [re.lo, re.hi].flatMap((x) => [im.lo, im.hi].map((y) => argPoint(x, y)));
  return corners.reduce(hull);
}
