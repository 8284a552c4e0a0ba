/** Rational functions over Q in lowest terms: equal ones are equal as data. */
import { DomainError } from "../errors.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

/** num/den without common divisor; the leading integer of den is positive. */
export interface Fraction {
  readonly num: Polynomial;
  readonly den: Polynomial;
}

export const zero: Fraction = { num: 0n, den: 1n };
export const one: Fraction = { num: 1n, den: 1n };

export function ofPolynomial(num: Polynomial): Fraction {
  return { num, den: 1n };
}

/** num/den in lowest terms. @throws {DomainError} if den = 0 */
export function fraction(num: Polynomial, den: Polynomial): Fraction {
  if (den === 0n) throw new DomainError("fraction", "a denominator other than 0", 0n);
  if (den === 1n) return { num, den };
  const common = P.gcd(num, den);
  const divisor = P.leadingInteger(den) < 0n ? P.neg(common) : common;
  return { num: P.exactly(num, divisor), den: P.exactly(den, divisor) };
}

export function isOne({ num, den }: Fraction): boolean {
  return num === 1n && den === 1n;
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.den === 1n && b.den === 1n) return ofPolynomial(P.add(a.num, b.num));
  return fraction(P.add(P.mul(a.num, b.den), P.mul(b.num, a.den)), P.mul(a.den, b.den));
}

export function neg({ num, den }: Fraction): Fraction {
  return { num: P.neg(num), den };
}

export function mul(a: Fraction, b: Fraction): Fraction {
  if (isOne(a)) return b;
  if (isOne(b)) return a;
  return fraction(P.mul(a.num, b.num), P.mul(a.den, b.den));
}

/** 1/a. @throws {DomainError} if a = 0 */
export function inverse({ num, den }: Fraction): Fraction {
  return fraction(den, num);
}

/** a^k, k any integer. @throws {DomainError} for 0^k, k < 0 */
export function power(a: Fraction, k: number): Fraction {
  const size = Math.abs(k);
  const raised = { num: P.power(a.num, size), den: P.power(a.den, size) };
  return k < 0 ? inverse(raised) : raised;
}

/** @throws {DomainError} where the denominator becomes 0 */
export function substitute(a: Fraction, x: number, by: Polynomial): Fraction {
  return fraction(P.substitute(a.num, x, by), P.substitute(a.den, x, by));
}

export function show({ num, den }: Fraction, names: readonly string[]): string {
  const wrap = (p: Polynomial): string => {
    const text = P.show(p, names);
    return P.sizeOf(p) > 1 || (p === den && text.includes("*")) ? `(${text})` : text;
  };
  return den === 1n ? P.show(num, names) : `${wrap(num)}/${wrap(den)}`;
}
