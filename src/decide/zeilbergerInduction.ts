/** Is a sum of hypergeometric terms and of sums of them 0 at every point of a region? */
import { telescoper, type Telescoper } from "./gosper.ts";
import { certificateWords } from "./zeilbergerWords.ts";
import { collect, scale, showTerm, substitute, type Term } from "./hypergeometric.ts";
import { add, type Form, type Summation } from "./zeilbergerForm.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";
import { divideRight, recurrence, shiftedBy, type Recurrence } from "./zeilbergerRecurrence.ts";
import {
  isEmpty,
  isNonZero,
  isZeroOn,
  lowerBounds,
  slopeOf,
  within,
  zerosIn,
  type Region,
} from "./zeilbergerRegion.ts";

/** The steps of a proof, in words. */
export type Steps = readonly string[];

const mostOrder = 3;
const mostMargin = 2;
const mostPoints = 12;
const mostTerms = 64n;

/**
 * A proof that the form is 0 wherever it has a value, or why there is none.
 *
 * @param names of the variables, for the words
 */
export function vanishes(form: Form, region: Region, names: readonly string[]): Steps | string {
  if (isEmpty(region)) return [];
  const steps: string[] = [];
  let rest: Form = { terms: form.terms, sums: [] };
  for (const sum of form.sums) {
    const found = expanded(sum) ?? summed(sum, region, names, steps);
    rest = add(rest, found ?? { terms: [], sums: [sum] });
  }
  const terms = nonZero(rest.terms, region);
  if (rest.sums.length > 0) {
    const proof = byRecurrence({ ...rest, terms }, region, names);
    return typeof proof === "string" ? proof : [...steps, ...proof];
  }
  if (terms.length === 0) return steps;
  return `${terms.map((term) => showTerm(term, names)).join(" + ")} is left`;
}

/** Terms that are not 0 by a factor 1/L! with L < 0. */
function nonZero(terms: readonly Term[], region: Region): readonly Term[] {
  return collect(terms.filter((term) => !isZeroOn(term, region)));
}

/** A sum over a number of terms, one by one. */
function expanded({ index, from, to, term }: Summation): Form | undefined {
  const length = P.sub(to, from);
  if (typeof length !== "bigint" || length < -1n || length > mostTerms) return undefined;
  const at = (j: number): Term => substitute(term, index, P.add(from, BigInt(j)));
  return { terms: collect(Array.from({ length: Number(length) + 1 }, (_, j) => at(j))), sums: [] };
}

/** By Gosper's algorithm. */
function summed(
  sum: Summation,
  region: Region,
  names: readonly string[],
  steps: string[],
): Form | undefined {
  const certified = telescoper(sum.term, sum.index, sum.index, 0);
  if (certified === undefined || !isNonZero(region, certified.a[0])) return undefined;
  const found = recurrence(sum, sum.index, certified, region);
  if (found === undefined) return undefined;
  const by = F.fraction(1n, found.a[0]);
  steps.push(certificateWords(certified, sum.term, sum.index, sum.index, names));
  return { terms: found.rest.map((term) => scale(term, by)), sums: [] };
}

/** Integers in the ends or in the terms of the sums, those in ends first. */
function candidates({ sums }: Form, region: Region): number[] {
  const found = new Set<number>();
  const take = (p: Polynomial): void => {
    for (const v of P.variablesOf(p)) if (!region.large.has(v)) found.add(v);
  };
  for (const { from, to } of sums) [to, from].forEach(take);
  for (const { term } of sums) for (const { argument } of term.factorials) take(argument);
  for (const { index } of sums) found.delete(index);
  return [...found];
}

function byRecurrence(form: Form, region: Region, names: readonly string[]): Steps | string {
  const tried: string[] = [];
  const variables = candidates(form, region);
  for (let order = 0; order <= mostOrder; order++)
    for (const n of variables)
      for (const main of form.sums) {
        const certified = telescoper(main.term, n, main.index, order);
        if (certified === undefined) continue;
        for (let margin = 0; margin <= mostMargin; margin++) {
          const found = byOrder({ form, main, n, order, certified, margin, region, names });
          if (found === undefined) continue;
          if (typeof found !== "string") return found;
          tried.push(found);
        }
      }
  return tried[0] ?? `no recurrence of order up to ${mostOrder} was found`;
}

interface Attempt {
  readonly form: Form;
  readonly main: Summation;
  readonly n: number;
  readonly order: number;
  readonly certified: Telescoper;
  /** How far from the lower ends of n the recurrence is used. */
  readonly margin: number;
  readonly region: Region;
  readonly names: readonly string[];
}

/**
 * The recurrence of one sum, applied to the whole form d, leaves 0; then d = 0 follows from its values
 * at the first `order` points and behind each zero of the leading coefficient.
 */
function byOrder(attempt: Attempt): Steps | string | undefined {
  const { form, main, n, order, certified, margin, region, names } = attempt;
  const starts = lowerBounds(region, n);
  // A bound such as 2n ≥ j has no first integer that is a linear form.
  if (starts.length === 0 || region.constraints.some((p) => slopeOf(p, n) > 1n)) return undefined;
  const inner = within(
    region,
    ...region.constraints.map((p) => P.substitute(p, n, shiftedBy(n, order))),
    ...starts.map((start) => P.sub(P.variable(n), P.add(start, BigInt(margin)))),
  );
  const found = recurrence(main, n, certified, inner);
  if (found === undefined) return undefined;
  const which = `the recurrence of order ${order} in ${names[n]}`;
  const applied = applyTo(form, main, found, n, inner);
  if (typeof applied === "string") return applied;
  const exceptions = [...applied.denominators, found.a[order]].map((p) => zerosIn(inner, n, p));
  if (exceptions.some((zeros) => zeros === undefined)) return `${which} may be singular`;
  const rest = vanishes(applied, inner, names);
  if (typeof rest === "string") return `${which} is not shown to hold for left − right: ${rest}`;
  const points = [
    ...starts.flatMap((start) =>
      Array.from({ length: order + margin }, (_, j) => P.add(start, BigInt(j))),
    ),
    ...exceptions.flatMap((zeros) => (zeros ?? []).map((zero) => P.add(zero, BigInt(order)))),
  ];
  const checked = atPoints(points, attempt);
  if (typeof checked === "string") return checked;
  const words = certificateWords(certified, main.term, n, main.index, names);
  const summed = order === 0 ? "" : "; summed, it holds for left − right with 0 on the right";
  return [`${words}${summed}`, ...rest, ...checked];
}

interface Applied extends Form {
  /** Where one of these is 0, the form has no value. */
  readonly denominators: readonly Polynomial[];
}

/** Σ_j a_j(n) d(n + j), every sum by its own recurrence. */
function applyTo(
  form: Form,
  main: Summation,
  { a, rest }: Recurrence,
  n: number,
  region: Region,
): Applied | string {
  const terms: Term[] = [...rest];
  const sums: Summation[] = [];
  const denominators: Polynomial[] = [];
  for (const [j, factor] of a.entries())
    for (const term of form.terms)
      terms.push(scale(substitute(term, n, shiftedBy(n, j)), F.ofPolynomial(factor)));
  for (const sum of form.sums) {
    if (sum === main) continue;
    const own = ownRecurrence(sum, n, a.length - 1, region);
    if (own === undefined) return "the sums have no recurrence in common";
    const { quotient, remainder } = divideRight(a, own.a, n);
    for (const [m, factor] of quotient.entries()) {
      denominators.push(factor.den);
      for (const term of own.rest) terms.push(scale(substitute(term, n, shiftedBy(n, m)), factor));
    }
    const [left, ...more] = remainder.filter(({ num }) => num !== 0n);
    if (left === undefined) continue;
    if (more.length > 0 || own.a.length > 2 || !isNonZero(region, left.den))
      return "the sums have different recurrences";
    sums.push({ ...sum, term: scale(sum.term, left) });
  }
  // An induction over what is left would pass through every point, so all must have a value.
  if (sums.length > 0 && !denominators.every((p) => isNonZero(region, p)))
    return "the sums have different recurrences, which may be singular";
  return { terms, sums, denominators };
}

function ownRecurrence(
  sum: Summation,
  n: number,
  most: number,
  region: Region,
): Recurrence | undefined {
  for (let order = 0; order <= most; order++) {
    const certified = telescoper(sum.term, n, sum.index, order);
    if (certified !== undefined) return recurrence(sum, n, certified, region);
  }
  return undefined;
}

function atPoints(
  points: readonly Polynomial[],
  { form, n, region, names }: Attempt,
): Steps | string {
  const distinct = new Map(points.map((point) => [P.show(point, names), point]));
  if (distinct.size > mostPoints)
    return `${distinct.size} values of ${names[n]} would have to be checked`;
  const steps: string[] = [];
  const shown: string[] = [];
  for (const [text, point] of distinct) {
    const constraints = region.constraints.map((p) => P.substitute(p, n, point));
    const at = within({ ...region, constraints: [] }, ...constraints);
    if (isEmpty(at)) continue;
    const found = vanishes(substituted(form, n, point), at, names);
    if (typeof found === "string") return `at ${names[n]} = ${text}: ${found}`;
    steps.push(...found.map((step) => `at ${names[n]} = ${text}, ${step}`));
    shown.push(`${names[n]} = ${text}`);
  }
  return [...(shown.length === 0 ? [] : [`equal at ${shown.join(", ")}`]), ...steps];
}

function substituted({ terms, sums }: Form, n: number, point: Polynomial): Form {
  return {
    terms: terms.map((term) => substitute(term, n, point)),
    sums: sums.map((sum) => ({
      ...sum,
      from: P.substitute(sum.from, n, point),
      to: P.substitute(sum.to, n, point),
      term: substitute(sum.term, n, point),
    })),
  };
}
