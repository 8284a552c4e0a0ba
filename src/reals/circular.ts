/** sin, cos and tan, with as many digits of π as the argument needs. */
import { div, neg } from "./arithmetic.ts";
import { piFixed } from "./constants.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import { fromFixed, hull, isPoint, point, show, type Enclosure } from "./enclosure.ts";
import { toFixed } from "./exponential.ts";
import { cosSinFixed, type Fixed } from "./fixedPoint.ts";
import { TooWide } from "./tooWide.ts";

/** From 2^65536 on sin and cos say [−1, 1] and tan nothing: π would need as many digits. */
const largestMagnitude = 2 ** 16;

/** x = k·π/2 + r with |r| ≤ π/4 and a little; r is of one sign, and 0 only for x = 0. */
interface Reduced {
  readonly k: bigint;
  readonly r: Enclosure;
}

/**
 * k is the nearest integer to x/(π/2). r has at least `bits` significant digits: as x ≠ 0 is
 * rational and π is not, r ≠ 0, and the digits of π are raised until they show it.
 */
function reduce(x: Dyadic, bits: number): Reduced {
  const t = D.magnitude(x);
  if (t < 0 || x.m === 0n) return { k: 0n, r: point(x) };
  for (let p = bits + t + 16; ;) {
    const [X, pi] = [toFixed(x, p), piFixed(BigInt(p))];
    const k = D.divide(2n * X + (pi.v >> 1n), pi.v, -1);
    if (k === 0n) return { k, r: point(x) };
    // 2r = 2x − kπ, up to 2 errors of X, below 1, and |k| of π.
    const twice = { v: 2n * X - k * pi.v, err: 2n + (k < 0n ? -k : k) * pi.err };
    const missing = bits + 4 + D.bitLength(twice.err) - D.bitLength(twice.v);
    if (missing <= 0) return { k, r: fromFixed(twice, BigInt(p), bits + 4, -1) };
    p += missing + 8;
  }
}

/** ⌊x/(π/2)⌋, exactly. */
function quarter({ k, r }: Reduced): bigint {
  return r.lo.m < 0n ? k - 1n : k;
}

/** cos r and sin r for the r of a reduction. */
function cosSin(r: Enclosure, bits: number): { readonly cos: Enclosure; readonly sin: Enclosure } {
  if (r.lo.m < 0n) {
    const { cos, sin } = cosSin(neg(r), bits);
    return { cos, sin: neg(sin) };
  }
  const { lo, hi } = r;
  if (lo.m === 0n) return { cos: point(D.one), sin: r };
  const zeros = Math.max(0, -D.magnitude(lo));
  if (zeros > bits) {
    // 1 − r² ≤ cos r ≤ 1 and r − r³ ≤ sin r ≤ r.
    const square = D.product(hi, hi, bits, 1);
    const cube = D.product(square, hi, bits, 1);
    return {
      cos: { lo: D.sum(D.one, D.negate(square), bits, -1), hi: D.one },
      sin: { lo: D.sum(lo, D.negate(cube), bits, -1), hi: D.round(hi, bits, 1) },
    };
  }
  const p = bits + 16 + zeros;
  const R = toFixed(lo, p);
  // Both are no steeper than 1.
  const slack = toFixed(hi, p) - R + 1n;
  const { cos, sin } = cosSinFixed(R, BigInt(p));
  const wider = ({ v, err }: Fixed): Enclosure =>
    fromFixed({ v, err: err + slack }, BigInt(p), bits);
  return { cos: wider(cos), sin: wider(sin) };
}

const minusOne = D.negate(D.one);

/** sin(x + turn·π/2). */
function waveAt({ k, r }: Reduced, turn: bigint, bits: number): Enclosure {
  const { cos, sin } = cosSin(r, bits);
  const quarters = BigInt.asUintN(2, k + turn);
  const value = quarters % 2n === 0n ? sin : cos;
  return quarters >= 2n ? neg(value) : value;
}

function isHuge(x: Enclosure): boolean {
  return [x.lo, x.hi].some((a) => a.m !== 0n && D.magnitude(a) > largestMagnitude);
}

/** sin for turn = 0, cos for turn = 1, with the extremes between the ends. */
function wave(x: Enclosure, turn: bigint, bits: number): Enclosure {
  const all = { lo: minusOne, hi: D.one };
  if (isHuge(x)) return all;
  const a = reduce(x.lo, bits);
  const b = isPoint(x) ? a : reduce(x.hi, bits);
  const first = quarter(a) + turn + 1n;
  const last = quarter(b) + turn;
  if (last - first >= 3n) return all;
  const start = waveAt(a, turn, bits);
  let { lo, hi } = a === b ? start : hull(start, waveAt(b, turn, bits));
  for (let j = first; j <= last; j++) {
    if (BigInt.asUintN(2, j) === 1n) hi = D.one;
    if (BigInt.asUintN(2, j) === 3n) lo = minusOne;
  }
  return { lo: D.greater(lo, minusOne), hi: D.lesser(hi, D.one) };
}

/** {sin x}; [−1, 1] from 2^65536 on. */
export function sin(x: Enclosure, bits: number): Enclosure {
  return wave(x, 0n, bits);
}

/** {cos x}; [−1, 1] from 2^65536 on. */
export function cos(x: Enclosure, bits: number): Enclosure {
  return wave(x, 1n, bits);
}

function tanAt({ k, r }: Reduced, bits: number): Enclosure {
  const { cos, sin } = cosSin(r, bits + 8);
  return k % 2n === 0n ? div(sin, cos, bits) : neg(div(cos, sin, bits));
}

/** {tan x}. Domain: |x| < 2^65536. @throws {DomainError} TooWide if x may meet a pole */
export function tan(x: Enclosure, bits: number): Enclosure {
  const expected = "an enclosure below 2^65536 between two poles";
  if (isHuge(x)) throw new TooWide("tan", expected, show(x));
  const a = reduce(x.lo, bits + 8);
  if (isPoint(x)) return tanAt(a, bits);
  const b = reduce(x.hi, bits + 8);
  const branch = (y: Reduced): bigint => (quarter(y) + 1n) >> 1n;
  if (branch(a) !== branch(b)) throw new TooWide("tan", expected, show(x));
  return { lo: tanAt(a, bits).lo, hi: tanAt(b, bits).hi };
}
