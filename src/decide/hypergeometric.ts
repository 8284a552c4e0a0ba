/**
 * Hypergeometric terms: rational function · Π base^variable · Π L!^±1 with integer linear forms L.
 * In a denominator 1/L! = 0 for L < 0, so that a binomial is a term for every lower index; a term has
 * a value wherever its numerators are factorials of integers ≥ 0 and its denominator is not 0.
 */
import { DomainError } from "../errors.ts";
import * as F from "./zeilbergerFraction.ts";
import type { Fraction } from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

/** argument!, or its inverse. */
export interface Factorial {
  readonly argument: Polynomial;
  readonly inverse: boolean;
}

export interface Term {
  readonly coefficient: Fraction;
  /** Variable ↦ what it is the exponent of, a rational function of constants other than 0 and 1. */
  readonly bases: ReadonlyMap<number, Fraction>;
  /** For each linear part (`linearPart`) either numerators or denominators, in ascending order. */
  readonly factorials: readonly Factorial[];
}

export const zeroTerm: Term = { coefficient: F.zero, bases: new Map(), factorials: [] };

export function rationalTerm(coefficient: Fraction): Term {
  return { ...zeroTerm, coefficient };
}

/** The term argument!, or 1/argument!. */
export function factorialTerm(argument: Polynomial, inverse: boolean): Term {
  return normal(F.one, new Map(), [{ argument, inverse }]);
}

const mostFactorial = 1000n;
const mostShift = 60n;
const mostExponent = 60n;

/** L at the point 0. */
export function constantPart(p: Polynomial): bigint {
  return typeof p === "bigint" ? p : constantPart(p.c[0]);
}

export function linearPart(p: Polynomial): Polynomial {
  return P.sub(p, constantPart(p));
}

/** A text that equal polynomials share. */
export function keyOf(p: Polynomial): string {
  return typeof p === "bigint" ? String(p) : `[${p.v}:${p.c.map(keyOf).join(",")}]`;
}

function byConstant(a: Factorial, b: Factorial): number {
  const difference = constantPart(a.argument) - constantPart(b.argument);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Cancels (ℓ + a)!/(ℓ + b)! into a rational function, which is right wherever the numerator has a
 * value: if ℓ + b < 0 ≤ ℓ + a, one of the factors is 0.
 */
function normal(
  coefficient: Fraction,
  bases: ReadonlyMap<number, Fraction>,
  factorials: readonly Factorial[],
): Term {
  let c = coefficient;
  const groups = new Map<string, Factorial[]>();
  for (const one of factorials) {
    const linear = linearPart(one.argument);
    if (linear === 0n) {
      const value = factorialOf(constantPart(one.argument), one.inverse);
      if (value === 0n) return zeroTerm;
      c = F.mul(c, one.inverse ? F.fraction(1n, value) : F.ofPolynomial(value));
      continue;
    }
    const key = keyOf(linear);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  if (c.num === 0n) return zeroTerm;
  const left: Factorial[] = [];
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key) ?? [];
    const above = group.filter(({ inverse }) => !inverse).sort(byConstant);
    const below = group.filter(({ inverse }) => inverse).sort(byConstant);
    const pairs = Math.min(above.length, below.length);
    for (let k = 0; k < pairs; k++) c = F.mul(c, ratio(above[k].argument, below[k].argument));
    left.push(...above.slice(pairs), ...below.slice(pairs));
  }
  return { coefficient: c, bases, factorials: left };
}

function factorialOf(n: bigint, inverse: boolean): bigint {
  if (n < 0n && inverse) return 0n;
  if (n < 0n || n > mostFactorial)
    throw new DomainError("factorial", `an integer from 0 to ${mostFactorial}`, n);
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

/** a!/b! for a − b an integer. */
function ratio(a: Polynomial, b: Polynomial): Fraction {
  const shift = P.sub(a, b);
  if (typeof shift !== "bigint" || shift > mostShift || shift < -mostShift)
    throw new DomainError("ratio", `factorials at most ${mostShift} apart`, keyOf(shift));
  return shift >= 0n
    ? F.ofPolynomial(rising(b, Number(shift)))
    : F.fraction(1n, rising(a, Number(-shift)));
}

/** (a + 1) (a + 2) … (a + k). */
export function rising(a: Polynomial, k: number): Polynomial {
  return P.product(Array.from({ length: k }, (_, j) => P.add(a, BigInt(j + 1))));
}

export function multiply(s: Term, t: Term): Term {
  const bases = new Map(s.bases);
  for (const [v, base] of t.bases) setBase(bases, v, F.mul(bases.get(v) ?? F.one, base));
  return normal(F.mul(s.coefficient, t.coefficient), bases, [...s.factorials, ...t.factorials]);
}

function setBase(bases: Map<number, Fraction>, v: number, base: Fraction): void {
  if (F.isOne(base)) bases.delete(v);
  else bases.set(v, base);
}

export function scale(term: Term, by: Fraction): Term {
  if (by.num === 0n) return zeroTerm;
  return { ...term, coefficient: F.mul(term.coefficient, by) };
}

/**
 * 1/term, right wherever the term has a value that is not 0.
 *
 * @throws {DomainError} of 0
 */
export function inverse(term: Term): Term {
  return {
    coefficient: F.inverse(term.coefficient),
    bases: new Map([...term.bases].map(([v, base]) => [v, F.inverse(base)])),
    factorials: term.factorials.map((one) => ({ ...one, inverse: !one.inverse })),
  };
}

/** base^L. Domain: L linear, base not 0. */
export function exponential(base: Fraction, exponent: Polynomial): Term {
  const bases = new Map<number, Fraction>();
  for (const v of P.variablesOf(exponent)) {
    const by = P.coefficientsIn(exponent, v)[1];
    setBase(bases, v, F.power(base, smallInteger(by)));
  }
  return { ...rationalTerm(F.power(base, smallInteger(constantPart(exponent)))), bases };
}

/** @throws {DomainError} unless p is an integer that a power may have here */
export function smallInteger(p: Polynomial): number {
  if (typeof p !== "bigint" || p > mostExponent || p < -mostExponent)
    throw new DomainError("exponent", `an integer of at most ${mostExponent}`, keyOf(p));
  return Number(p);
}

/** The term with the linear form in place of the variable: right wherever the term has a value there. */
export function substitute(term: Term, v: number, by: Polynomial): Term {
  const base = term.bases.get(v);
  const rest = new Map(term.bases);
  rest.delete(v);
  const factorials = term.factorials.map((one) => ({
    ...one,
    argument: P.substitute(one.argument, v, by),
  }));
  const moved = normal(F.substitute(term.coefficient, v, by), rest, factorials);
  return base === undefined ? moved : multiply(moved, exponential(base, by));
}

/** Terms of one key differ by a rational function. */
export function classOf(term: Term): string {
  const bases = [...term.bases]
    .sort(([v], [w]) => v - w)
    .map(([v, { num, den }]) => `${v}^${keyOf(num)}/${keyOf(den)}`);
  const factorials = term.factorials
    .map(({ argument, inverse: below }) => `${below ? "/" : ""}${keyOf(linearPart(argument))}!`)
    .sort();
  return [...bases, ...factorials].join(" ");
}

/**
 * The terms of one class as polynomial multiples of a common one: (a + i)! of the least numerator,
 * 1/(b − i)! of the greatest denominator, both right wherever the terms have values.
 */
export function overCommon(terms: readonly Term[]): {
  readonly common: Omit<Term, "coefficient">;
  readonly multiples: readonly Fraction[];
} {
  const [first] = terms;
  const slots = first.factorials.map((one, k) => {
    const all = terms.map((term) => term.factorials[k].argument);
    const best = all.reduce((a, b) =>
      constantPart(b) < constantPart(a) !== one.inverse && constantPart(a) !== constantPart(b)
        ? b
        : a,
    );
    return { ...one, argument: best };
  });
  const multiples = terms.map(({ coefficient, factorials }) =>
    factorials.reduce((c, { argument, inverse: below }, k) => {
      const best = slots[k].argument;
      return F.mul(c, below ? ratio(best, argument) : ratio(argument, best));
    }, coefficient),
  );
  return { common: { bases: first.bases, factorials: slots }, multiples };
}

/** The sum as terms of different classes. */
export function collect(terms: readonly Term[]): Term[] {
  const classes = new Map<string, Term[]>();
  for (const term of terms) {
    if (term.coefficient.num === 0n) continue;
    const key = classOf(term);
    classes.set(key, [...(classes.get(key) ?? []), term]);
  }
  return [...classes.values()].flatMap((group) => {
    const { common, multiples } = overCommon(group);
    const coefficient = multiples.reduce(F.add);
    return coefficient.num === 0n ? [] : [{ coefficient, ...common }];
  });
}

export function showTerm(term: Term, names: readonly string[]): string {
  const factors = [
    ...[...term.bases].map(([v, base]) => {
      const text = F.show(base, names);
      return `${/^\w+$/.test(text) ? text : `(${text})`}^${names[v]}`;
    }),
    ...term.factorials.filter((one) => !one.inverse).map((one) => showFactorial(one, names)),
  ];
  const below = term.factorials
    .filter((one) => one.inverse)
    .map((one) => showFactorial(one, names));
  const coefficient = F.show(term.coefficient, names);
  const plain = F.isOne(term.coefficient) && factors.length > 0;
  const above = [
    ...(plain ? [] : [coefficient.includes(" ") ? `(${coefficient})` : coefficient]),
    ...factors,
  ];
  const denominator = below.length > 1 ? `(${below.join("*")})` : below.join("");
  return `${above.join("*")}${below.length === 0 ? "" : `/${denominator}`}`;
}

function showFactorial({ argument }: Factorial, names: readonly string[]): string {
  const text = P.show(argument, names);
  return /^\w+$/.test(text) ? `${text}!` : `(${text})!`;
}
