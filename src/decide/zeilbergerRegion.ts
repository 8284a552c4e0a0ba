/**
 * Integer points of linear inequalities, beside constants that are as large as need be: what holds for
 * all large integers x is an identity of rational functions of x.
 */
import { absolute, gcd } from "../algebra/integer.ts";
import { constantPart, keyOf, linearPart, type Term } from "./hypergeometric.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

export interface Region {
  /** Linear forms in variables that are integers, each ≥ 0: made by `within`. */
  readonly constraints: readonly Polynomial[];
  /** Variables that are large integers, each far larger than those of lower numbers and all others. */
  readonly large: ReadonlySet<number>;
}

export function within(region: Region, ...more: readonly Polynomial[]): Region {
  return { ...region, constraints: [...region.constraints, ...more.map(tightened)] };
}

export function isLinear(p: Polynomial): boolean {
  if (typeof p === "bigint") return true;
  return p.c.length === 2 && typeof p.c[1] === "bigint" && isLinear(p.c[0]);
}

const mostConstraints = 400;

/** Has the region no point? False says only that this is not shown. By Fourier–Motzkin elimination. */
export function isEmpty({ constraints }: Region): boolean {
  let left = new Map(constraints.map((p) => [keyOf(p), p]));
  for (;;) {
    for (const p of left.values()) if (typeof p === "bigint" && p < 0n) return true;
    const v = Math.max(-1, ...[...left.values()].map(P.mainVariable));
    if (v < 0 || left.size > mostConstraints) return false;
    const next = new Map<string, Polynomial>();
    const keep = (p: Polynomial): unknown => next.set(keyOf(p), p);
    const above: (readonly [bigint, Polynomial])[] = [];
    const below: (readonly [bigint, Polynomial])[] = [];
    for (const p of left.values()) {
      const by = slopeOf(p, v);
      if (by === 0n) keep(p);
      else (by > 0n ? above : below).push([absolute(by), p]);
    }
    for (const [a, p] of above)
      for (const [b, q] of below) keep(tightened(P.add(P.mul(b, p), P.mul(a, q))));
    left = next;
  }
}

/** The integer coefficient of v in a linear form. */
export function slopeOf(p: Polynomial, v: number): bigint {
  const by = P.coefficientsIn(p, v).at(1) ?? 0n;
  return typeof by === "bigint" ? by : 0n;
}

/** For integers a x + c ≥ 0 says x + ⌊c/a⌋ ≥ 0. */
function tightened(p: Polynomial): Polynomial {
  const c = constantPart(p);
  const rest = linearPart(p);
  const common = P.integersOf(rest).reduce(gcd, 0n);
  if (common <= 1n) return p;
  const floor = c >= 0n ? c / common : -((-c + common - 1n) / common);
  return P.add(P.exactly(rest, common), floor);
}

/** Is the linear form ≥ 0 on the whole region? False says only that this is not shown. */
export function isNonNegative(region: Region, p: Polynomial): boolean {
  if (typeof p === "bigint") return p >= 0n;
  const large = largest(region, p);
  if (large !== undefined) {
    const by = P.coefficientsIn(p, large)[1];
    return typeof by === "bigint" && by > 0n;
  }
  return isEmpty(within(region, P.sub(-1n, p)));
}

function largest(region: Region, p: Polynomial): number | undefined {
  const found = [...P.variablesOf(p)].filter((v) => region.large.has(v));
  return found.length === 0 ? undefined : Math.max(...found);
}

/** Coefficients with respect to all large variables: p is 0 for large values only where all are. */
function constants(region: Region, p: Polynomial): readonly Polynomial[] {
  const large = largest(region, p);
  if (large === undefined) return p === 0n ? [] : [p];
  return P.coefficientsIn(p, large).flatMap((c) => constants(region, c));
}

/** Is p nowhere 0 on the region? False says only that this is not shown. */
export function isNonZero(region: Region, p: Polynomial): boolean {
  return constants(region, p).some((c) => factorsOf(c).every((f) => isNonZeroFactor(region, f)));
}

/** p as a product: common divisors of coefficients, multiple factors, rational roots, and the rest. */
export function factorsOf(p: Polynomial): readonly Polynomial[] {
  for (const v of P.variablesOf(p)) {
    const common = P.coefficientsIn(p, v).reduce<Polynomial>(P.gcd, 0n);
    const part = common === 1n ? (multipleFactor(p, v) ?? linearFactor(p, v)) : common;
    const rest = part === undefined ? undefined : P.quotient(p, part);
    if (part !== undefined && rest !== undefined && rest !== 1n && rest !== -1n)
      return [...factorsOf(part), ...factorsOf(rest)];
  }
  return [p];
}

/** What p and its derivative have in common. */
function multipleFactor(p: Polynomial, v: number): Polynomial | undefined {
  if (P.degreeIn(p, v) < 2) return undefined;
  const common = P.gcd(p, P.derivative(p, v));
  return typeof common === "bigint" ? undefined : common;
}

/** A factor s v − r of a polynomial in v alone, of degree 2 at least, with small integers. */
function linearFactor(p: Polynomial, v: number): Polynomial | undefined {
  const coefficients = P.coefficientsIn(p, v);
  if (P.variablesOf(p).size > 1 || coefficients.length < 3) return undefined;
  const last = coefficients[coefficients.length - 1];
  for (let s = 1n; s <= mostCoefficient; s++)
    for (let r = 0n; r <= mostCoefficient; r++)
      for (const signed of [r, -r]) {
        const factor = P.sub(P.mul(s, P.variable(v)), signed);
        const possible =
          typeof last === "bigint" && last % s === 0n && (r === 0n || divides(r, coefficients[0]));
        if (possible && P.quotient(p, factor) !== undefined) return factor;
      }
  return undefined;
}

const mostCoefficient = 24n;

function divides(r: bigint, c: Polynomial): boolean {
  return typeof c === "bigint" && c % r === 0n;
}

function isNonZeroFactor(region: Region, p: Polynomial): boolean {
  if (typeof p === "bigint") return p !== 0n;
  if (isLinear(p)) {
    const common = P.integersOf(linearPart(p)).reduce(gcd, 0n);
    if (constantPart(p) % common !== 0n) return true;
    if (isNonNegative(region, P.sub(p, 1n)) || isNonNegative(region, P.sub(-1n, p))) return true;
  }
  return hasOneSign(region, p);
}

/** With every variable as a lower bound + t, t ≥ 0, all coefficients have one sign, and the last is not 0. */
function hasOneSign(region: Region, p: Polynomial, shifted: readonly number[] = []): boolean {
  const left = [...P.variablesOf(p)].filter((v) => !shifted.includes(v));
  if (left.length === 0) {
    const c = constantPart(p);
    return c !== 0n && P.integersOf(p).every((a) => a === 0n || a > 0n === c > 0n);
  }
  return left.some((v) =>
    lowerBounds(region, v).some((bound) => {
      // From here on v stands for t; a bound that says something of a shifted variable is of no use.
      const names = P.variablesOf(bound);
      if (names.has(v) || shifted.some((w) => names.has(w))) return false;
      const by = P.add(bound, P.variable(v));
      return hasOneSign(region, P.substitute(p, v, by), [...shifted, v]);
    }),
  );
}

/** Is the term 0 on the region by a factor 1/L! with L < 0? */
export function isZeroOn({ factorials }: Term, region: Region): boolean {
  return factorials.some((one) => one.inverse && isNonNegative(region, P.sub(-1n, one.argument)));
}

/** Forms b with v ≥ b on the region, among its constraints. */
export function lowerBounds(region: Region, v: number): readonly Polynomial[] {
  return region.constraints.flatMap((p) => {
    if (slopeOf(p, v) !== 1n) return [];
    return [P.neg(P.sub(p, P.variable(v)))];
  });
}

const mostRoots = 400n;

/** Forms e such that p = 0 only where v is one of them; undefined where that is not found. */
export function zerosIn(
  region: Region,
  v: number,
  p: Polynomial,
): readonly Polynomial[] | undefined {
  for (const part of constants(region, p)) {
    const found = factorsOf(part).map((factor) => zerosOfFactor(region, v, factor));
    if (found.every((zeros) => zeros !== undefined)) return found.flat();
  }
  return undefined;
}

function zerosOfFactor(
  region: Region,
  v: number,
  p: Polynomial,
): readonly Polynomial[] | undefined {
  if (isNonZeroFactor(region, p)) return [];
  const coefficients = P.coefficientsIn(p, v);
  const [c0, c1] = coefficients;
  if (coefficients.length === 2 && (c1 === 1n || c1 === -1n))
    return isLinear(p) ? [P.mul(P.neg(c0), c1)] : undefined;
  if (P.variablesOf(p).size > 1 || coefficients.length < 2) return undefined;
  // Beyond a point from which p has one sign there are no roots.
  const start = lowerBounds(region, v).find((b) => typeof b === "bigint");
  if (typeof start !== "bigint") return undefined;
  const zeros: Polynomial[] = [];
  for (let n = start; n < start + mostRoots; n++) {
    if (hasOneSign(within(region, P.sub(P.variable(v), n)), p)) return zeros;
    if (P.substitute(p, v, n) === 0n) zeros.push(n);
  }
  return undefined;
}
