/** Recurrences of sums from telescopers: what happens at the ends, and where it may be used. */
import type { Telescoper } from "./gosper.ts";
import { scale, substitute, type Term } from "./hypergeometric.ts";
import type { Summation } from "./zeilbergerForm.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";
import { isNonNegative, isNonZero, within, type Region } from "./zeilbergerRegion.ts";

/** Σ_j a_j(n) S(n + j) = Σ rest at every point of the region that it was made for. */
export interface Recurrence {
  readonly a: readonly Polynomial[];
  readonly rest: readonly Term[];
  readonly telescoper: Telescoper;
}

const mostCut = 2;
const mostEnds = 24n;

export function shiftedBy(n: number, j: number): Polynomial {
  return P.add(P.variable(n), BigInt(j));
}

/**
 * The recurrence of a sum S(n) with the telescoper of its term, which is summed over k from A to Z, ends
 * or a little inside them, such that for A ≤ k ≤ Z + 1 every factorial of a numerator is one of an
 * integer ≥ 0 and no denominator is 0; the terms that are left at either end are added one by one.
 *
 * @param region contains no point but those where S(n), …, S(n + order) are defined
 */
export function recurrence(
  sum: Summation,
  n: number,
  found: Telescoper,
  region: Region,
): Recurrence | undefined {
  for (let cuts = 0; cuts <= 2 * mostCut; cuts++)
    for (let cut = Math.max(0, cuts - mostCut); cut <= Math.min(cuts, mostCut); cut++) {
      const first = P.add(sum.from, BigInt(cut));
      const last = P.sub(sum.to, BigInt(cuts - cut));
      if (!isSound(found, sum.index, first, last, region)) continue;
      const ends = endTerms(found, sum, n, first, last, region);
      if (ends === undefined) continue;
      const up = substitute(found.G, sum.index, P.add(last, 1n));
      const down = scale(substitute(found.G, sum.index, first), F.ofPolynomial(-1n));
      return { a: found.a, rest: [up, down, ...ends], telescoper: found };
    }
  return undefined;
}

/** Does the telescoper hold for first ≤ k ≤ last, and has G a value for first ≤ k ≤ last + 1? */
function isSound(
  { base, poles }: Telescoper,
  k: number,
  first: Polynomial,
  last: Polynomial,
  region: Region,
): boolean {
  if (!isNonNegative(region, P.add(P.sub(last, first), 1n))) return false;
  const at = P.variable(k);
  const inside = within(region, P.sub(at, first), P.sub(P.add(last, 1n), at));
  return hasValue({ ...base, coefficient: F.one }, inside) && isNonZero(inside, poles);
}

function hasValue({ factorials, coefficient }: Term, region: Region): boolean {
  const defined = factorials.every((one) => one.inverse || isNonNegative(region, one.argument));
  return defined && isNonZero(region, coefficient.den);
}

/** Σ_j a_j F(n + j, k) over those k of the sum at n + j that are not between first and last. */
function endTerms(
  { a }: Telescoper,
  { index, term, from, to }: Summation,
  n: number,
  first: Polynomial,
  last: Polynomial,
  region: Region,
): readonly Term[] | undefined {
  const found: Term[] = [];
  for (const [j, factor] of a.entries()) {
    const by = shiftedBy(n, j);
    const row = substitute(term, n, by);
    // A sum from p to q < p − 1 is minus the one from q + 1 to p − 1.
    const ranges = [
      [P.substitute(from, n, by), P.sub(first, 1n)],
      [P.add(last, 1n), P.substitute(to, n, by)],
    ];
    for (const [start, end] of ranges) {
      const length = P.add(P.sub(end, start), 1n);
      if (typeof length !== "bigint" || length > mostEnds || length < -mostEnds) return undefined;
      const sign = length < 0n ? -1n : 1n;
      const begin = length < 0n ? P.add(end, 1n) : start;
      for (let i = 0n; i < sign * length; i++) {
        const at = P.add(begin, i);
        if (!hasValueAt(row, index, at, region)) return undefined;
        found.push(scale(substitute(row, index, at), F.ofPolynomial(P.mul(factor, sign))));
      }
    }
  }
  return found;
}

function hasValueAt(row: Term, k: number, at: Polynomial, region: Region): boolean {
  const den = P.substitute(row.coefficient.den, k, at);
  const factorials = row.factorials.map((one) => ({
    ...one,
    argument: P.substitute(one.argument, k, at),
  }));
  return hasValue({ ...row, coefficient: { num: 1n, den }, factorials }, region);
}

/** A = Σ_m quotient_m(n) N^m B + remainder, as operators with N f(n) = f(n + 1). */
export interface Division {
  readonly quotient: readonly F.Fraction[];
  readonly remainder: readonly F.Fraction[];
}

/** Division on the right. Source: A = B, §9.2. */
export function divideRight(
  a: readonly Polynomial[],
  b: readonly Polynomial[],
  n: number,
): Division {
  const rest = a.map(F.ofPolynomial);
  const quotient: F.Fraction[] = [];
  for (let m = a.length - b.length; m >= 0; m--) {
    const moved = b.map((p) => P.substitute(p, n, shiftedBy(n, m)));
    const lead = F.fraction(1n, moved[moved.length - 1]);
    const part = F.mul(rest[m + b.length - 1], lead);
    quotient[m] = part;
    moved.forEach((p, i) => {
      rest[m + i] = F.add(rest[m + i], F.neg(F.mul(part, F.ofPolynomial(p))));
    });
  }
  return { quotient, remainder: rest.slice(0, b.length - 1) };
}
