/** Hypotheses f(x) = 0 of one symbol, by roots that somebody proposes and we prove to be all of them. */
import { rational, type Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import { derivative } from "../formula/derivative.ts";
import {
  apply,
  number,
  show,
  substitute,
  symbol,
  symbolsOf,
  type Expression,
} from "../formula/expression.ts";
import { domainOf, mapGiven, type Given } from "../formula/given.ts";
import type { Comparison } from "../formula/parse.ts";
import * as A from "../reals/arithmetic.ts";
import { sign } from "../reals/enclosure.ts";
import { contextOf, NotClosed, Restart } from "./context.ts";
import { convert } from "./convert.ts";
import { rationalOf } from "./fraction.ts";
import type { Proposer } from "./integrals.ts";
import { prove } from "./prove.ts";
import { Unknown } from "./undefined.ts";
import { boxOf, isExact, isRealValue, valueOf, type Field, type Value } from "./value.ts";

/** x = root, put into everything else that is assumed. */
export interface RootCase {
  readonly root: Expression;
  readonly given: Given;
}

/** Every case that the hypotheses leave. */
export interface RootCases {
  readonly name: string;
  readonly cases: readonly RootCase[];
  readonly premise: string;
}

const mostRoots = 8;

/**
 * The first hypothesis f(x) = 0 with proposed roots r_1, …, r_n, n ≥ 2, for which f = c Π (x − r_k) is
 * proved, c a number other than 0: then x is one of them. Cases that contradict another hypothesis, by
 * certified enclosures, are left out.
 */
export function rootCases(given: Given, proposers: readonly Proposer[]): RootCases | undefined {
  for (const comparison of given.comparisons) {
    const f = apply("sub", comparison.left, comparison.right);
    const [name, ...others] = symbolsOf(f);
    if (comparison.relation !== "=" || name === undefined || others.length > 0) continue;
    for (const proposer of proposers) {
      const roots = proposer.roots(f, name);
      if (roots.length < 2 || roots.length > mostRoots) continue;
      if (!roots.every((root) => isNumber(root, name, given))) continue;
      if (!areAllRoots(f, name, roots, given)) continue;
      const rest = given.comparisons.filter((one) => one !== comparison);
      const cases = roots.map((root) => ({
        root,
        given: mapGiven({ ...given, comparisons: rest }, (e) => substitute(e, name, root)),
      }));
      return {
        name,
        cases: cases.filter((one) => !isContradicted(one.given)),
        premise: `${name} is ${roots.map(show).join(" or ")}: roots proposed by ${proposer.name}, and all of them, since their factors are proved to multiply to the hypothesis`,
      };
    }
  }
  return undefined;
}

const bits = 128;

function valueAt(e: Expression, over: Given["over"]): Value | undefined {
  const field: Field = { over, bits };
  try {
    return valueOf(e, new Map(), field);
  } catch (error) {
    if (error instanceof DomainError || error instanceof Unknown) return undefined;
    throw error;
  }
}

/** The root is a number that x may be: with a value, real where x is, exact where x is an integer. */
function isNumber(root: Expression, name: string, given: Given): boolean {
  if (symbolsOf(root).length > 0) return false;
  const value = valueAt(root, given.over);
  if (value === undefined) return false;
  const domain = domainOf(given, name);
  if (domain === "integer") return isExact(value) && value.d === 1n;
  return domain === "complex" || isRealValue(value);
}

/** f has a value at each root, and f = c Π (x − r_k) wherever it has one, with c = f^(n)/n! for n roots. */
function areAllRoots(
  f: Expression,
  name: string,
  roots: readonly Expression[],
  given: Given,
): boolean {
  if (roots.some((root) => valueAt(substitute(f, name, root), given.over) === undefined))
    return false;
  const c = leadingCoefficient(f, name, roots.length, given);
  if (c === undefined || c.n === 0n) return false;
  const factors = roots.map((root) => apply("sub", symbol(name), root));
  const product = factors.reduce((p, factor) => apply("mul", p, factor), number(c));
  return prove(f, product, { ...given, comparisons: [] }).proof !== undefined;
}

function leadingCoefficient(
  f: Expression,
  name: string,
  degree: number,
  given: Given,
): Rational | undefined {
  try {
    let slope = f;
    let factorial = 1n;
    for (let k = 1; k <= degree; k++) {
      slope = derivative(slope, name);
      factorial *= BigInt(k);
    }
    const top = rationalOf(convert(contextOf(given), slope));
    return top === undefined ? undefined : rational(top.n, top.d * factorial);
  } catch (error) {
    if (error instanceof Restart || error instanceof NotClosed) return undefined;
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** Some hypothesis without symbols is certainly false. */
function isContradicted(given: Given): boolean {
  return given.comparisons.some((one) => isFalse(one, given.over));
}

function isFalse({ left, relation, right }: Comparison, over: Given["over"]): boolean {
  if (symbolsOf(left, right).length > 0) return false;
  const [a, b] = [left, right].map((e) => valueAt(e, over));
  if (a === undefined || b === undefined || !isRealValue(a) || !isRealValue(b)) return false;
  const s = sign(A.sub(boxOf(a, bits).re, boxOf(b, bits).re, bits));
  if (s === undefined) return false;
  switch (relation) {
    case "=":
      return s !== 0;
    case "!=":
      return s === 0;
    case ">":
      return s <= 0;
    case ">=":
      return s < 0;
    case "<":
      return s >= 0;
    case "<=":
      return s > 0;
  }
}
