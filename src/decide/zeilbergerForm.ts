/** Sums of hypergeometric terms and of sums of them over an index. */
import { collect, inverse, multiply, scale, substitute, type Term } from "./hypergeometric.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

/** Σ term, the index from `from` to `to`; 0 where to = from − 1. */
export interface Summation {
  readonly index: number;
  readonly from: Polynomial;
  readonly to: Polynomial;
  readonly term: Term;
}

export interface Form {
  readonly terms: readonly Term[];
  readonly sums: readonly Summation[];
}

/** Thrown where an expression is no such form, with the reason. */
export class NotHypergeometric extends Error {
  override readonly name: string = "NotHypergeometric";
}

const minusOne = F.ofPolynomial(-1n);

export function ofTerm(term: Term): Form {
  return { terms: collect([term]), sums: [] };
}

/** The sum; sums over one range are joined, so that equal ones cancel. */
export function add(a: Form, b: Form): Form {
  const sums: Summation[] = [];
  const ranges = new Map<string, Summation[]>();
  for (const one of [...a.sums, ...b.sums]) {
    const key = JSON.stringify([one.from, one.to], (_, x: unknown) =>
      typeof x === "bigint" ? `${x}n` : x,
    );
    ranges.set(key, [...(ranges.get(key) ?? []), one]);
  }
  for (const [first, ...rest] of ranges.values()) {
    const moved = rest.map(({ index, term }) => substitute(term, index, P.variable(first.index)));
    for (const term of collect([first.term, ...moved])) sums.push({ ...first, term });
  }
  return { terms: collect([...a.terms, ...b.terms]), sums };
}

export function negate({ terms, sums }: Form): Form {
  return {
    terms: terms.map((term) => scale(term, minusOne)),
    sums: sums.map((sum) => ({ ...sum, term: scale(sum.term, minusOne) })),
  };
}

/** @throws {NotHypergeometric} for a product of sums */
export function times(a: Form, b: Form): Form {
  if (a.sums.length > 0 && b.sums.length > 0) throw new NotHypergeometric("a product of sums");
  const absorbed = (sums: readonly Summation[], terms: readonly Term[]): readonly Summation[] =>
    sums.flatMap((sum) => terms.map((term) => ({ ...sum, term: multiply(sum.term, term) })));
  return add(
    { terms: a.terms.flatMap((s) => b.terms.map((t) => multiply(s, t))), sums: [] },
    { terms: [], sums: [...absorbed(a.sums, b.terms), ...absorbed(b.sums, a.terms)] },
  );
}

/** 1/a, for a of one term. @throws {NotHypergeometric} otherwise */
export function reciprocal(a: Form): Term {
  if (a.sums.length > 0 || a.terms.length > 1)
    throw new NotHypergeometric("a quotient by more than one hypergeometric term");
  if (a.terms.length === 0) throw new NotHypergeometric("a quotient by 0");
  return inverse(a.terms[0]);
}
