/**
 * Polynomials over Z in recursive form: by the powers of the variable of the highest number, with
 * coefficients in those of lower ones. Equal polynomials are equal as data. Immutable.
 */
import { inverseModulo } from "../algebra/euclid.ts";
import { absolute, gcd as gcdOfIntegers, residue } from "../algebra/integer.ts";
import { trimmed } from "../algebra/univariate.ts";
import { DomainError } from "../errors.ts";

export type Polynomial = bigint | Recursive;

interface Recursive {
  readonly v: number;
  /** At least two, the last not 0. */
  readonly c: readonly Polynomial[];
}

export function variable(v: number): Polynomial {
  return { v, c: [0n, 1n] };
}

function made(v: number, coefficients: readonly Polynomial[]): Polynomial {
  let length = coefficients.length;
  while (length > 0 && coefficients[length - 1] === 0n) length -= 1;
  if (length <= 1) return length === 0 ? 0n : coefficients[0];
  return { v, c: length === coefficients.length ? coefficients : coefficients.slice(0, length) };
}

/** The coefficients by powers of v, which no variable of p exceeds. */
function split(p: Polynomial, v: number): readonly Polynomial[] {
  return typeof p !== "bigint" && p.v === v ? p.c : [p];
}

/** The number of the main variable, −1 of a constant. */
export function mainVariable(p: Polynomial): number {
  return typeof p === "bigint" ? -1 : p.v;
}

export function add(p: Polynomial, q: Polynomial): Polynomial {
  if (typeof p === "bigint" && typeof q === "bigint") return p + q;
  if (p === 0n) return q;
  if (q === 0n) return p;
  const v = Math.max(mainVariable(p), mainVariable(q));
  const [a, b] = [split(p, v), split(q, v)];
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const sums = long.map((c, k) => (k < short.length ? add(c, short[k]) : c));
  return made(v, sums);
}

export function neg(p: Polynomial): Polynomial {
  return typeof p === "bigint" ? -p : { v: p.v, c: p.c.map(neg) };
}

export function sub(p: Polynomial, q: Polynomial): Polynomial {
  return add(p, neg(q));
}

export function mul(p: Polynomial, q: Polynomial): Polynomial {
  if (typeof p === "bigint" && typeof q === "bigint") return p * q;
  if (p === 0n || q === 0n) return 0n;
  if (p === 1n) return q;
  if (q === 1n) return p;
  const v = Math.max(mainVariable(p), mainVariable(q));
  const [a, b] = [split(p, v), split(q, v)];
  const product = Array<Polynomial>(a.length + b.length - 1).fill(0n);
  a.forEach((s, i) => {
    b.forEach((t, j) => (product[i + j] = add(product[i + j], mul(s, t))));
  });
  return made(v, product);
}

export function product(factors: Iterable<Polynomial>): Polynomial {
  let result: Polynomial = 1n;
  for (const factor of factors) result = mul(result, factor);
  return result;
}

/** p^k. Domain: integers k ≥ 0. */
export function power(p: Polynomial, k: number): Polynomial {
  return product(Array<Polynomial>(k).fill(p));
}

export function equal(p: Polynomial, q: Polynomial): boolean {
  return sub(p, q) === 0n;
}

/** p by the powers of x. */
export function coefficientsIn(p: Polynomial, x: number): readonly Polynomial[] {
  if (typeof p === "bigint" || p.v < x) return p === 0n ? [] : [p];
  if (p.v === x) return p.c;
  const sums: Polynomial[] = [];
  let monomial: Polynomial = 1n;
  for (const c of p.c) {
    coefficientsIn(c, x).forEach((part, k) => {
      sums[k] = add(k < sums.length ? sums[k] : 0n, mul(part, monomial));
    });
    monomial = mul(monomial, variable(p.v));
  }
  return sums;
}

/** −1 of 0. */
export function degreeIn(p: Polynomial, x: number): number {
  return coefficientsIn(p, x).length - 1;
}

/** p with q in place of x. */
export function substitute(p: Polynomial, x: number, q: Polynomial): Polynomial {
  if (typeof p === "bigint" || p.v < x) return p;
  const at = p.v === x ? q : variable(p.v);
  return p.c.reduceRight<Polynomial>((sum, c) => add(mul(sum, at), substitute(c, x, q)), 0n);
}

/** ∂p/∂x. */
export function derivative(p: Polynomial, x: number): Polynomial {
  return coefficientsIn(p, x).reduceRight<Polynomial>(
    (sum, c, k) => (k === 0 ? sum : add(mul(sum, variable(x)), mul(c, BigInt(k)))),
    0n,
  );
}

export function variablesOf(p: Polynomial, found = new Set<number>()): ReadonlySet<number> {
  if (typeof p === "bigint") return found;
  found.add(p.v);
  for (const c of p.c) variablesOf(c, found);
  return found;
}

/** The coefficient of the lexicographically greatest monomial. */
export function leadingInteger(p: Polynomial): bigint {
  return typeof p === "bigint" ? p : leadingInteger(p.c[p.c.length - 1]);
}

/** The number of monomials. */
export function sizeOf(p: Polynomial): number {
  if (typeof p === "bigint") return p === 0n ? 0 : 1;
  return p.c.reduce((sum, c) => sum + sizeOf(c), 0);
}

/** The integer coefficients of all monomials. */
export function integersOf(p: Polynomial): readonly bigint[] {
  return typeof p === "bigint" ? [p] : p.c.flatMap(integersOf);
}

/** q with q d = p, or undefined where there is none. @throws {DomainError} if d = 0 */
export function quotient(p: Polynomial, d: Polynomial): Polynomial | undefined {
  if (d === 0n) throw new DomainError("quotient", "a divisor other than 0", 0n);
  if (p === 0n || d === 1n) return p;
  if (typeof p === "bigint") return typeof d === "bigint" && p % d === 0n ? p / d : undefined;
  const v = p.v;
  if (mainVariable(d) > v) return undefined;
  const divisor = split(d, v);
  const lead = divisor[divisor.length - 1];
  const rest = [...p.c];
  const parts: Polynomial[] = [];
  for (let shift = rest.length - divisor.length; shift >= 0; shift--) {
    const part = quotient(rest[shift + divisor.length - 1], lead);
    if (part === undefined) return undefined;
    parts.unshift(part);
    divisor.forEach((c, k) => (rest[shift + k] = sub(rest[shift + k], mul(part, c))));
  }
  return rest.every((c) => c === 0n) ? made(v, parts) : undefined;
}

/** p/d. @throws {DomainError} if d does not divide p */
export function exactly(p: Polynomial, d: Polynomial): Polynomial {
  const found = quotient(p, d);
  if (found === undefined) throw new DomainError("exactly", "a divisor of the polynomial", "none");
  return found;
}

/** The greatest common divisor of the coefficients by powers of the main variable v. */
function content(p: Polynomial, v: number): Polynomial {
  let common: Polynomial = 0n;
  for (const c of split(p, v)) {
    common = gcd(common, c);
    if (common === 1n) break;
  }
  return common;
}

const mostCommon = 2000;

/**
 * The greatest common divisor with a positive leading integer. Primitive remainders, unless an image
 * modulo a prime shows that there is none: after Knuth, The Art of Computer Programming 2, §4.6.1,
 * algorithm E.
 *
 * @throws {DomainError} where p and q are too large for it
 */
export function gcd(p: Polynomial, q: Polynomial): Polynomial {
  if (typeof p === "bigint" && typeof q === "bigint") return gcdOfIntegers(p, q);
  if (p === 0n) return positive(q);
  if (q === 0n) return positive(p);
  const v = Math.max(mainVariable(p), mainVariable(q));
  const [a, b] = [content(p, v), content(q, v)];
  const common = gcd(a, b);
  if (mainVariable(p) !== v || mainVariable(q) !== v || areCoprime(p, q, v)) return common;
  const size = sizeOf(p) + sizeOf(q);
  if (size > mostCommon) throw new DomainError("gcd", `at most ${mostCommon} monomials`, size);
  let [f, g] = [exactly(p, a), exactly(q, b)];
  if (split(f, v).length < split(g, v).length) [f, g] = [g, f];
  for (;;) {
    const r = pseudoRemainder(f, g, v);
    if (r === 0n) return positive(mul(common, g));
    if (mainVariable(r) !== v) return common;
    [f, g] = [g, exactly(r, content(r, v))];
  }
}

/**
 * Have p and q no common divisor that depends on v? Shown by images modulo a prime at a point where a
 * leading coefficient is not 0: such a divisor would have an image of the same degree.
 */
function areCoprime(p: Polynomial, q: Polynomial, v: number): boolean {
  const integers = { zero: 0n, eq: (a: bigint, b: bigint) => a === b };
  const image = (h: Polynomial): readonly bigint[] =>
    trimmed(integers, split(h, v).map(valueModulo));
  let [f, g] = [image(p), image(q)];
  if (f.length < split(p, v).length) return false;
  while (g.length > 0) {
    const lead = inverseModulo(g[g.length - 1], prime);
    const rest = [...f];
    for (let shift = f.length - g.length; shift >= 0; shift--) {
      const factor = (rest[shift + g.length - 1] * lead) % prime;
      g.forEach((c, k) => (rest[shift + k] = residue(rest[shift + k] - factor * c, prime)));
    }
    [f, g] = [g, trimmed(integers, rest)];
  }
  return f.length === 1;
}

export const prime: bigint = 2n ** 61n - 1n;

/** p modulo `prime` at a fixed point without known relations. */
export function valueModulo(p: Polynomial): bigint {
  if (typeof p === "bigint") return residue(p, prime);
  const x = residue((0x9e3779b97f4a7c15n + BigInt(p.v)) ** 5n, prime);
  return p.c.reduceRight<bigint>((sum, c) => (sum * x + valueModulo(c)) % prime, 0n);
}

function positive(p: Polynomial): Polynomial {
  return leadingInteger(p) < 0n ? neg(p) : p;
}

function pseudoRemainder(p: Polynomial, d: Polynomial, v: number): Polynomial {
  const divisor = split(d, v);
  const lead = divisor[divisor.length - 1];
  let rest = p;
  for (;;) {
    const parts = split(rest, v);
    const shift = parts.length - divisor.length;
    if (shift < 0) return rest;
    const top = parts[parts.length - 1];
    const monomial = made(v, [...Array<Polynomial>(shift).fill(0n), top]);
    rest = sub(mul(rest, lead), mul(monomial, d));
  }
}

/** As text, with the names of the variables by their numbers. */
export function show(p: Polynomial, names: readonly string[]): string {
  const terms = monomialsOf(p, names);
  if (terms.length === 0) return "0";
  // n − k rather than −k + n.
  const first = Math.max(
    terms.findIndex(([c]) => c > 0n),
    0,
  );
  const ordered = [terms[first], ...terms.slice(0, first), ...terms.slice(first + 1)];
  const text = ordered.map(([c, monomial]) => {
    const size = absolute(c);
    const shown = monomial === "" ? String(size) : size === 1n ? monomial : `${size}*${monomial}`;
    return [c < 0n ? "-" : "+", shown] as const;
  });
  const [[sign, head], ...rest] = text;
  return `${sign === "-" ? "-" : ""}${head}${rest.map(([s, t]) => ` ${s} ${t}`).join("")}`;
}

function monomialsOf(p: Polynomial, names: readonly string[]): (readonly [bigint, string])[] {
  if (typeof p === "bigint") return p === 0n ? [] : [[p, ""]];
  return p.c
    .flatMap((part, k) => {
      const x = k === 0 ? "" : k === 1 ? names[p.v] : `${names[p.v]}^${k}`;
      return monomialsOf(part, names).map(
        ([c, m]) => [c, [m, x].filter((s) => s !== "").join("*")] as const,
      );
    })
    .reverse();
}
