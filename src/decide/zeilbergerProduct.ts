/** Products of rational functions with linear factors as quotients of factorials. */
import {
  exponential,
  factorialTerm,
  inverse,
  multiply,
  rationalTerm,
  type Term,
} from "./hypergeometric.ts";
import { NotHypergeometric } from "./zeilbergerForm.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";
import { factorsOf, isLinear, isNonNegative, type Region } from "./zeilbergerRegion.ts";

/** An index and its ends, with to ≥ from − 1. */
export interface Range {
  readonly index: number;
  readonly from: Polynomial;
  readonly to: Polynomial;
}

/**
 * Π num(k)/den(k). Domain: factors free of k, which are constants, and of slope ±1 or ±2 in k.
 *
 * @throws {NotHypergeometric} for others, or where a factorial might be one of a negative number
 */
export function productTerm({ num, den }: F.Fraction, range: Range, region: Region): Term {
  const above = factorsOf(num).map((factor) => factorProduct(factor, range, region));
  const below = factorsOf(den).map((factor) => inverse(factorProduct(factor, range, region)));
  for (const { factorials } of below)
    for (const one of factorials) if (!one.inverse) natural(one.argument, region);
  return [...above, ...below].reduce(multiply);
}

function factorProduct(factor: Polynomial, range: Range, region: Region): Term {
  const { index, from, to } = range;
  const length = P.add(P.sub(to, from), 1n);
  const [rest, slope] = P.coefficientsIn(factor, index);
  if (P.degreeIn(factor, index) <= 0) {
    if ([...P.variablesOf(factor)].some((v) => !region.large.has(v)) || factor === 0n)
      throw new NotHypergeometric("a product of what is no constant");
    return exponential(F.ofPolynomial(factor), length);
  }
  if (!isLinear(factor) || typeof slope !== "bigint")
    throw new NotHypergeometric("a product of what is not linear in its index");
  if (slope < 0n) {
    // Π (β − |α| k) over from … to is Π (β + |α| k) over −to … −from.
    const mirrored = { index, from: P.neg(to), to: P.neg(from) };
    return factorProduct(P.substitute(factor, index, P.neg(P.variable(index))), mirrored, region);
  }
  if (slope === 1n) return rising(from, to, rest, region);
  const half = P.quotient(rest, slope);
  if (half !== undefined) {
    const constant = exponential(F.ofPolynomial(slope), length);
    return multiply(constant, rising(from, to, half, region));
  }
  const m = slope === 2n ? P.quotient(P.sub(rest, 1n), 2n) : undefined;
  if (m === undefined) throw new NotHypergeometric(`a product of factors of slope ${slope}`);
  const [before, last] = [P.add(from, m), P.add(P.add(to, m), 1n)];
  natural(before, region);
  return multiply(oddFactorial(last), inverse(oddFactorial(before)));
}

/** (from + β) … (to + β) = (to + β)!/(from + β − 1)!: 0 if one of the factors is. */
function rising(from: Polynomial, to: Polynomial, beta: Polynomial, region: Region): Term {
  const last = P.add(to, beta);
  natural(last, region);
  return multiply(factorialTerm(last, false), factorialTerm(P.sub(P.add(from, beta), 1n), true));
}

/** 1·3·…·(2m − 1) = (2m)!/(2^m m!). */
function oddFactorial(m: Polynomial): Term {
  const powers = exponential(F.fraction(1n, 2n), m);
  return [
    rationalTerm(F.one),
    powers,
    factorialTerm(P.mul(2n, m), false),
    factorialTerm(m, true),
  ].reduce(multiply);
}

function natural(argument: Polynomial, region: Region): void {
  if (!isNonNegative(region, argument))
    throw new NotHypergeometric("a factorial may be one of a negative number");
}
