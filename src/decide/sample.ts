/** Points at which a claim is put to the test: telling numbers first, then random ones. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { partsOf, rationalValue, type Expression } from "../formula/expression.ts";
import { domainOf, type Given } from "../formula/given.ts";
import { stream, type Stream } from "../numeric/random.ts";
import { complexBox } from "../reals/complexBox.ts";
import { fromRational, sign } from "../reals/enclosure.ts";
import { DomainError } from "../errors.ts";
import { Unknown } from "./undefined.ts";
import { boxOf, isRealValue, valueOf, type Field, type Point, type Value } from "./value.ts";

const small: readonly Rational[] = [
  ...[-1, 2, 0, 1, -2, 3, -3, 5, 10, -7, 40].map((n) => rational(n)),
  ...(
    [
      [1, 2],
      [-1, 2],
      [1, 3],
      [5, 4],
      [-7, 3],
      [1, 10],
      [-9, 10],
      [1, 1000],
    ] as const
  ).map(([n, d]) => rational(n, d)),
  ...[100, -100, 1000, 12345].map((n) => rational(n)),
];

/** Numbers that occur in the expressions, and their neighbours: regions begin and end there. */
function occurring(sides: readonly Expression[]): Rational[] {
  const found: Rational[] = [];
  const visit = (e: Expression): void => {
    const value = rationalValue(e);
    if (value !== undefined && found.length < 24) found.push(value);
    if (value === undefined) partsOf(e).forEach(visit);
  };
  sides.forEach(visit);
  const offsets = [Q.zero, rational(1, 2), rational(-1, 2), rational(1, 64)];
  const near = found.flatMap((c) => offsets.map((offset) => Q.add(c, offset)));
  const scaled = found.flatMap((c) => [rational(1, 2), rational(2)].map((by) => Q.mul(by, c)));
  return [...near, ...found.map(Q.neg), ...scaled];
}

/** `count` points that satisfy the hypotheses for certain, the simplest first; fewer if few do. */
export function samples(
  names: readonly string[],
  given: Given,
  sides: readonly Expression[],
  count: number,
  seed: string,
): Point[] {
  if (names.length === 0) return [new Map()];
  const random = stream("check", seed);
  const bounds = given.comparisons.flatMap(({ left, right }) => [left, right]);
  const special = [...small, ...occurring([...sides, ...bounds])];
  const pools = new Map(names.map((name) => [name, poolOf(name, given, special)]));
  const points: Point[] = [];
  const seen = new Set<string>();
  const grid = gridOf(names, given);
  for (const point of grid) {
    if (!satisfies(point, given)) continue;
    seen.add([...point.values()].map(showValue).join(" "));
    points.push(point);
  }
  const most = 60 * count;
  const direct = names.length === 1 ? (pools.get(names[0]) ?? []).length : 12;
  for (let k = 0; k < most && points.length < count; k++) {
    const point = new Map<string, Value>();
    for (const [j, name] of names.entries()) {
      const pool = pools.get(name) ?? [];
      const early = pool[(k + 5 * j) % pool.length];
      point.set(name, k < direct ? early : drawn(name, given, pool, random));
    }
    const key = [...point.values()].map(showValue).join(" ");
    if (seen.has(key) || !satisfies(point, given)) continue;
    seen.add(key);
    points.push(point);
  }
  return points;
}

/** All of −1, 2, 1/2 for two or three real symbols: signs and parities of powers differ there. */
function gridOf(names: readonly string[], given: Given): Point[] {
  const real = names.every((name) => domainOf(given, name) === "real");
  if (!real || names.length < 2 || names.length > 3) return [];
  const values = [rational(2), rational(-1), rational(1, 2)];
  return [...Array(3 ** names.length).keys()].map(
    (code) => new Map(names.map((name, j) => [name, values[Math.floor(code / 3 ** j) % 3]])),
  );
}

export function showValue(v: Value): string {
  if ("n" in v) return v.d === 1n ? String(v.n) : `${v.n}/${v.d}`;
  return JSON.stringify(v, (_, x: unknown) => (typeof x === "bigint" ? String(x) : x));
}

/** Candidates for one symbol: special numbers, those of its bounds, between them. */
function poolOf(name: string, given: Given, special: readonly Rational[]): Value[] {
  const domain = domainOf(given, name);
  if (domain === "integer") {
    const integers = special.filter(({ n, d }) => d === 1n && n <= 40n && n >= -40n);
    const [least] = between(name, given);
    const from = least === undefined ? 0n : least.n / least.d;
    const first = [0, 1, 2, 3, 4, 5, 6, 7, -1, -2].map((n) => rational(from + BigInt(n)));
    return [...first, ...(from > 40n ? [] : integers)];
  }
  const inside = between(name, given);
  if (domain === "real") return [...inside, ...special];
  const complex = (re: Rational, im: Rational): Value =>
    complexBox(fromRational(re, 64), fromRational(im, 64));
  const halves = [rational(1, 2), rational(-5, 4), rational(2), rational(-3)];
  const beside = halves.flatMap((re) => halves.map((im) => complex(re, im)));
  return [
    ...special.slice(0, 12),
    ...beside,
    ...[1, -1, 4, -4].map((n) => complex(Q.zero, rational(n))),
  ];
}

/** Points strictly between constant bounds, by doubles: membership is decided afterwards. */
function between(name: string, given: Given): Rational[] {
  let [lo, hi] = [-Infinity, Infinity];
  for (const { left, relation, right } of given.comparisons)
    for (const [side, other, up] of [
      [left, right, relation.startsWith(">")],
      [right, left, relation.startsWith("<")],
    ] as const) {
      if (side.kind !== "symbol" || side.name !== name || relation === "!=") continue;
      const value = approximate(other);
      if (value === undefined) continue;
      if (up) lo = Math.max(lo, value);
      else hi = Math.min(hi, value);
    }
  const at = (x: number): Rational => ofDouble(x);
  if (lo === -Infinity && hi === Infinity) return [];
  if (hi === Infinity) return [0.5, 1, 2, 10, 0.01, 1000].map((t) => at(lo + t));
  if (lo === -Infinity) return [0.5, 1, 2, 10, 0.01, 1000].map((t) => at(hi - t));
  return [0.5, 0.25, 0.75, 0.01, 0.99, 0.1, 0.9, 0.4].map((t) => at(lo + (hi - lo) * t));
}

/** The double, to 20 digits after the first. */
function ofDouble(x: number): Rational {
  if (x === 0) return Q.zero;
  const e = 20 - Math.floor(Math.log2(Math.abs(x)));
  const m = BigInt(Math.round(x * 2 ** e));
  return e >= 0 ? rational(m, 2n ** BigInt(e)) : rational(m * 2n ** BigInt(-e));
}

function approximate(e: Expression): number | undefined {
  try {
    const { re } = boxOf(valueOf(e, new Map(), { over: "R", bits: 64 }), 64);
    return Number(re.lo.m) * 2 ** re.lo.e;
  } catch (error) {
    if (error instanceof DomainError || error instanceof Unknown) return undefined;
    throw error;
  }
}

function drawn(name: string, given: Given, pool: readonly Value[], random: Stream): Value {
  const domain = domainOf(given, name);
  const integer = (below: number): number => Number(random.below(BigInt(below)));
  if (integer(3) === 0) return pool[integer(pool.length)];
  const inside = between(name, given);
  if (domain === "integer") {
    const from = inside.length === 0 ? 0n : inside[0].n / inside[0].d;
    return rational(from + BigInt(integer(16) - (integer(4) === 0 ? 8 : 0)));
  }
  const two = (): Rational => pick(inside, integer);
  const real = (): Rational => {
    const scale = [1, 1, 8, 64][integer(4)];
    const x = rational((integer(4001) - 2000) * scale, 1000);
    return inside.length > 1 && integer(4) > 0 ? mixed(two(), two(), integer(997)) : x;
  };
  if (domain === "real") return real();
  return complexBox(fromRational(real(), 64), fromRational(integer(4) === 0 ? Q.zero : real(), 64));
}

function pick(values: readonly Rational[], integer: (below: number) => number): Rational {
  return values[integer(values.length)];
}

/** a + t(b − a)/997. */
function mixed(a: Rational, b: Rational, t: number): Rational {
  return Q.add(a, Q.mul(rational(t, 997), Q.add(b, Q.neg(a))));
}

/** Do the hypotheses hold at the point, for certain? */
export function satisfies(point: Point, given: Given): boolean {
  const field: Field = { over: given.over, bits: 128 };
  return given.comparisons.every(({ left, relation, right }) => {
    try {
      const difference = valueOf({ kind: "apply", op: "sub", args: [left, right] }, point, field);
      if (!isRealValue(difference)) return false;
      const s = sign(boxOf(difference, field.bits).re);
      const exact = "n" in difference;
      if (s === undefined) return false;
      if (relation === "=") return exact && s === 0;
      if (relation === "!=") return s !== 0;
      const up = relation.startsWith(">") ? s : -s;
      return up > 0 || (relation.endsWith("=") && up === 0);
    } catch (error) {
      // Undefined, or not to be had: the point is no witness for anything.
      if (error instanceof DomainError || error instanceof Unknown) return false;
      throw error;
    }
  });
}
