import { DomainError } from "../errors.ts";
import { termsOf, type Polynomial, type PolynomialRing } from "./polynomial.ts";
import { power, sub } from "./ring.ts";

/** P modulo relations; elements are normal forms, so equal elements are equal polynomials. */
export interface QuotientRing<T> extends PolynomialRing<T> {
  /** The normal form of a polynomial of P. */
  readonly reduce: (f: Polynomial<T>) => Polynomial<T>;
}

interface Rule<T> {
  readonly exponents: readonly number[];
  /** What the leading monomial equals: of less degree, or as much and later. */
  readonly value: Polynomial<T>;
}

/**
 * P/(relations), each relation replacing its leading monomial (highest total degree, then
 * lexicographic) until none divides. Exactness: exact iff P is, and equality is decided: leading
 * coefficients are units and leading monomials pairwise coprime, so the relations are a Gröbner
 * basis by Buchberger's first criterion and the normal form is unique.
 *
 * Source: Cox, Little, O'Shea, Ideals, Varieties, and Algorithms, 2.9 Proposition 4 and 2.6.
 *
 * @throws {DomainError} if a leading coefficient is not 1 or -1, or two leading monomials share a
 * variable
 */
export function quotientRing<T>(
  P: PolynomialRing<T>,
  relations: readonly Polynomial<T>[],
): QuotientRing<T> {
  const rules = relations.map((f) => ruleOf(P, f));
  P.variables.forEach((x, k) => {
    if (rules.filter(({ exponents }) => exponents[k] > 0).length > 1)
      throw new DomainError("quotientRing", "coprime leading monomials", `two with ${x}`);
  });
  const reduce = (f: Polynomial<T>): Polynomial<T> => normalForm(P, rules, f);
  return {
    ...P,
    name: `${P.name}/(${relations.map(P.show).join(", ")})`,
    one: reduce(P.one),
    variable: (name) => reduce(P.variable(name)),
    constant: (c) => reduce(P.constant(c)),
    has: (f) => P.has(f) && P.eq(f, reduce(f)),
    mul: (f, g) => reduce(P.mul(f, g)),
    reduce,
  };
}

/** c² + s² - 1: the cosine and sine of one angle. */
export function circleRelation<T>(P: PolynomialRing<T>, c: string, s: string): Polynomial<T> {
  const square = (x: string): Polynomial<T> => power(P, P.variable(x), 2);
  return sub(P, P.add(square(c), square(s)), P.one);
}

/** γ²(1 - β²) - 1: the factor of Lorentz and the velocity, in units of that of light. */
export function lorentzRelation<T>(
  P: PolynomialRing<T>,
  gamma: string,
  beta: string,
): Polynomial<T> {
  const square = (x: string): Polynomial<T> => power(P, P.variable(x), 2);
  return sub(P, P.mul(square(gamma), sub(P, P.one, square(beta))), P.one);
}

function ruleOf<T>(P: PolynomialRing<T>, f: Polynomial<T>): Rule<T> {
  const R = P.coefficients;
  const leading = termsOf(f).at(0);
  if (leading === undefined || leading.exponents.every((e) => e === 0))
    throw new DomainError("quotientRing", "relations of positive degree", P.show(f));
  const { exponents, coefficient } = leading;
  const positive = R.eq(coefficient, R.one);
  if (!positive && !R.eq(coefficient, R.neg(R.one)))
    throw new DomainError("quotientRing", "a leading coefficient 1 or -1", R.show(coefficient));
  const monic = positive ? f : P.neg(f);
  return { exponents, value: sub(P, monomial(P, exponents), monic) };
}

/** Replaces leading monomials until none divides a term. */
function normalForm<T>(
  P: PolynomialRing<T>,
  rules: readonly Rule<T>[],
  f: Polynomial<T>,
): Polynomial<T> {
  let [done, rest] = [P.zero, f];
  while (rest.size > 0) {
    let next = P.zero;
    for (const { exponents, coefficient } of termsOf(rest)) {
      const rule = rules.find((r) => r.exponents.every((e, k) => exponents[k] >= e));
      const divisor = rule?.exponents ?? exponents.map(() => 0);
      const cofactor = exponents.map((e, k) => e - divisor[k]);
      const factor = P.mul(P.constant(coefficient), monomial(P, cofactor));
      if (rule === undefined) done = P.add(done, factor);
      else next = P.add(next, P.mul(factor, rule.value));
    }
    rest = next;
  }
  return done;
}

function monomial<T>(P: PolynomialRing<T>, exponents: readonly number[]): Polynomial<T> {
  return P.variables.reduce((f, x, k) => P.mul(f, power(P, P.variable(x), exponents[k])), P.one);
}
