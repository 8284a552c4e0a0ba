/** Every function of one or two enclosures beside its name in MPFR, with arguments to try it on. */
import * as A from "../../src/reals/arithmetic.ts";
import * as circular from "../../src/reals/circular.ts";
import type { Enclosure } from "../../src/reals/enclosure.ts";
import * as exponential from "../../src/reals/exponential.ts";
import { gamma } from "../../src/reals/gamma.ts";
import * as hyperbolic from "../../src/reals/hyperbolic.ts";
import type { Interval } from "../../src/reals/interval.ts";
import * as I from "../../src/reals/interval.ts";
import * as J from "../../src/reals/intervalElementary.ts";
import * as trig from "../../src/reals/intervalTrig.ts";
import * as inverse from "../../src/reals/inverseCircular.ts";
import { powReal } from "../../src/reals/power.ts";
import { stream } from "../../src/numeric/random.ts";

/** f to `bits` digits, the name of MPFR, and a map of all doubles into the domain. */
export interface Tested<X> {
  readonly name: string;
  readonly arity: 1 | 2;
  readonly f: (args: readonly X[], bits: number) => X;
  readonly into: (...args: readonly number[]) => readonly number[];
  /** How many times as long as the others it takes. */
  readonly cost?: number;
}

/** What MPFR can represent as well: its exponents end at 2^30. */
const small = (x: number): number => (Math.abs(x) > 1e8 ? x % 1e8 : x);
const unit = (x: number): number => (Math.abs(x) > 1 ? 1 / x : x);
const open = (x: number): number => (Math.abs(x) === 1 ? 0.5 : unit(x));
const positive = (x: number): number => Math.abs(x) || 1;
const nonZero = (x: number): number => x || 1;
const same = (x: number): number => x;

type One = (x: Enclosure, bits: number) => Enclosure;
type Two = (x: Enclosure, y: Enclosure, bits: number) => Enclosure;
const one = (name: string, f: One, map: (x: number) => number = same): Tested<Enclosure> => ({
  name,
  arity: 1,
  f: ([x], bits) => f(x, bits),
  into: (x) => [map(x)],
});
const two = (
  name: string,
  f: Two,
  into: (x: number, y: number) => readonly number[] = (x, y) => [x, y],
): Tested<Enclosure> => ({
  name,
  arity: 2,
  f: ([x, y], bits) => f(x, y, bits),
  into: (x, y) => into(x, y),
});

export const enclosures: readonly Tested<Enclosure>[] = [
  two("add", A.add),
  two("sub", A.sub),
  two("mul", A.mul),
  two("div", A.div, (x, y) => [x, nonZero(y)]),
  one("sqrt", A.sqrt, Math.abs),
  one("cbrt", (x, bits) => A.nthRoot(x, 3, bits)),
  one("exp", exponential.exp, small),
  one("expm1", exponential.expm1, small),
  one("log", exponential.log, positive),
  one("log1p", exponential.log1p, (x) => (x <= -1 ? -x : x)),
  one("sin", circular.sin),
  one("cos", circular.cos),
  one("tan", circular.tan),
  one("asin", inverse.asin, unit),
  one("acos", inverse.acos, unit),
  one("atan", inverse.atan),
  two("atan2", inverse.atan2, (y, x) => [y, nonZero(x)]),
  one("sinh", hyperbolic.sinh, small),
  one("cosh", hyperbolic.cosh, small),
  one("tanh", hyperbolic.tanh),
  one("asinh", hyperbolic.asinh),
  one("acosh", hyperbolic.acosh, (x) => (x < 1 ? 1 + Math.abs(x) : x)),
  one("atanh", hyperbolic.atanh, open),
  two("pow", powReal, (x, y) => [positive(x), y % 1e5]),
  { ...one("gamma", gamma, (x) => (Number.isInteger(x % 100) ? 0.5 : x % 100)), cost: 16 },
];

const interval = (name: string, f: (x: Interval) => Interval, map = same): Tested<Interval> => ({
  name,
  arity: 1,
  f: ([x]) => f(x),
  into: (x) => [map(x)],
});
const intervals = (
  name: string,
  f: (x: Interval, y: Interval) => Interval,
  into: (x: number, y: number) => readonly number[] = (x, y) => [x, y],
): Tested<Interval> => ({ name, arity: 2, f: ([x, y]) => f(x, y), into: (x, y) => into(x, y) });

export const doubles: readonly Tested<Interval>[] = [
  intervals("add", I.add),
  intervals("sub", I.sub),
  intervals("mul", I.mul),
  intervals("div", I.div, (x, y) => [x, nonZero(y)]),
  interval("sqrt", I.sqrt, Math.abs),
  interval("sqr", I.square),
  interval("exp", J.exp),
  interval("log", J.log, positive),
  interval("sin", trig.sin),
  interval("cos", trig.cos),
  interval("tan", J.tan),
  interval("asin", J.asin, unit),
  interval("acos", J.acos, unit),
  interval("atan", trig.atan),
  intervals("atan2", J.atan2, (y, x) => [y, nonZero(x)]),
  interval("sinh", J.sinh),
  interval("cosh", J.cosh),
  interval("tanh", J.tanh),
  intervals("pow", J.pow, (x, y) => [positive(x), y % 1e5]),
];

const s = stream("1", "reals");
const scaled = (span: number): number => (2 * s.unit() - 1) * 2 ** s.integer(-span, span);

/** A double: plain, of any size, near a multiple of π/2, near ±1, or short. */
export function draw(): number {
  const kind = s.integer(0, 9);
  if (kind < 4) return scaled(12);
  if (kind < 6) return scaled(1000) * 2 ** s.integer(-70, 23);
  if (kind < 7) return (s.integer(-(2 ** 50), 2 ** 50) >> s.integer(0, 30)) * (Math.PI / 2);
  if (kind < 8) return (s.unit() < 0.5 ? -1 : 1) * (1 + scaled(1) * 2 ** -s.integer(1, 52));
  return s.integer(-64, 64) / 2 ** s.integer(0, 6);
}

/** Arguments on which libraries have failed, or that are ends of something. */
export const adversarial: readonly number[] = [
  0,
  1,
  -1,
  0.5,
  2,
  4,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2 ** -1022,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1 + 2 ** -52,
  1 - 2 ** -53,
  Math.PI,
  Math.PI / 2,
  -Math.PI,
  Math.E,
  Math.LN2,
  // The double nearest a multiple of π/2: Muller, Handbook of Floating-Point Arithmetic, 11.3.
  6381956970095103 * 2 ** 797,
  1e22,
  1e30,
  709.782712893384,
  710.4758600739439,
  -745.1332191019412,
  -746,
  // Misses of npm interval-arithmetic 1.1.3 (cos).
  -72684.52644348145,
  2 ** -27,
  2 ** -54,
  -(2 ** -26),
];

/** Uniform in [0, 1). */
export const uniform = (): number => s.unit();
