/** Integrals between two numbers, by antiderivatives that somebody proposes and we prove. */
import { DomainError } from "../errors.ts";
import { derivative } from "../formula/derivative.ts";
import {
  apply,
  binds,
  mapParts,
  partsOf,
  substitute,
  symbol,
  symbolsOf,
  type Expression,
} from "../formula/expression.ts";
import type { Given } from "../formula/given.ts";
import * as A from "../reals/arithmetic.ts";
import { complexBox } from "../reals/complexBox.ts";
import { hull, type Enclosure } from "../reals/enclosure.ts";
import { prove } from "./prove.ts";
import { Unknown } from "./undefined.ts";
import { boxOf, valueOf, type Field } from "./value.ts";

/** Whoever guesses: what it says is proved or dropped, and reaches no verdict by itself. */
export interface Proposer {
  readonly name: string;
  /** Some F with dF/dx = f, perhaps. */
  readonly antiderivative: (f: Expression, x: string) => Expression | undefined;
  /** Numbers where f is 0, perhaps, and perhaps not all of them. */
  readonly roots: (f: Expression, x: string) => readonly Expression[];
  /** f as a sum of simpler fractions in x, perhaps. */
  readonly partialFractions: (f: Expression, x: string) => Expression | undefined;
}

/** e with integrals replaced by F(b) − F(a), and the premises of that. */
export interface Integrated {
  readonly expression: Expression;
  readonly premises: readonly string[];
}

/** Replaces every integral between constants for which a proposal can be proved; leaves the others. */
export function integrated(
  e: Expression,
  given: Given,
  proposers: readonly Proposer[],
): Integrated {
  const premises: string[] = [];
  const visit = (part: Expression): Expression => {
    const inner = mapParts(part, visit);
    if (!binds(inner) || inner.op !== "integrate") return inner;
    const [f, index, from, to] = inner.args;
    if (index.kind !== "symbol") return inner;
    for (const proposer of proposers)
      for (const F of antiderivatives(f, index.name, proposer, given)) {
        if (!isAntiderivative(F, f, index.name, from, to, given)) continue;
        premises.push(
          `the fundamental theorem of calculus, with an antiderivative proposed by ${proposer.name} and proved here`,
        );
        return apply("sub", substitute(F, index.name, to), substitute(F, index.name, from));
      }
    return inner;
  };
  return { expression: visit(e), premises };
}

/** What a proposer says of f at once, then term by term of partial fractions that are proved to be f. */
function* antiderivatives(
  f: Expression,
  x: string,
  proposer: Proposer,
  given: Given,
): Generator<Expression> {
  const whole = proposer.antiderivative(f, x);
  if (whole !== undefined) yield whole;
  const fractions = proposer.partialFractions(f, x);
  if (fractions === undefined) return;
  const terms = termsOf(fractions);
  if (terms.length < 2 || prove(fractions, f, { ...given, comparisons: [] }).proof === undefined)
    return;
  const parts = terms.map((term) => proposer.antiderivative(term, x));
  if (parts.every((part) => part !== undefined)) yield parts.reduce((a, b) => apply("add", a, b));
}

/** The summands of e, each with its sign. */
function termsOf(e: Expression): Expression[] {
  if (e.kind !== "apply" || !["add", "sub", "neg"].includes(e.op)) return [e];
  const [first, ...rest] = e.args.map(termsOf);
  const negated = (terms: Expression[]): Expression[] => terms.map((term) => apply("neg", term));
  if (e.op === "neg") return negated(first);
  return [...first, ...rest.flatMap((terms) => (e.op === "sub" ? negated(terms) : terms))];
}

/** F' = f between the ends, and both are continuous from end to end. */
function isAntiderivative(
  F: Expression,
  f: Expression,
  x: string,
  from: Expression,
  to: Expression,
  given: Given,
): boolean {
  if (symbolsOf(from, to).length > 0 || symbolsOf(F, f).some((name) => name !== x)) return false;
  const between = (lo: Expression, hi: Expression): Given["comparisons"] => [
    { left: symbol(x), relation: ">", right: lo },
    { left: symbol(x), relation: "<", right: hi },
  ];
  const field: Field = { over: "R", bits: 96 };
  try {
    const [a, b] = [from, to].map((end) => boxOf(valueOf(end, new Map(), field), field.bits).re);
    if (![F, f].every((g) => isContinuousOn(g, x, hull(a, b), field, 10))) return false;
    const rising = !(A.sub(b, a, field.bits).lo.m < 0n);
    const comparisons = rising ? between(from, to) : between(to, from);
    const here: Given = { ...given, comparisons };
    return prove(derivative(F, x), f, here).proof !== undefined;
  } catch (error) {
    if (error instanceof DomainError || error instanceof Unknown) return false;
    throw error;
  }
}

const jumps = new Set(["floor", "ceil", "sign", "mod", "arg", "atan2", "factorial", "gamma"]);

function hasJumps(e: Expression): boolean {
  return (e.kind === "apply" && jumps.has(e.op)) || partsOf(e).some(hasJumps);
}

/** Every piece has an enclosure, so the closed form is defined and continuous on all of it. */
function isContinuousOn(
  e: Expression,
  x: string,
  on: Enclosure,
  field: Field,
  halvings: number,
): boolean {
  if (hasJumps(e)) return false;
  try {
    valueOf(e, new Map([[x, complexBox(on)]]), field);
    return true;
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof Unknown)) throw error;
    if (halvings === 0) return false;
    const middle = A.scale(
      A.add({ lo: on.lo, hi: on.lo }, { lo: on.hi, hi: on.hi }, field.bits),
      -1,
    );
    return [
      { lo: on.lo, hi: middle.hi },
      { lo: middle.lo, hi: on.hi },
    ].every((half) => isContinuousOn(e, x, half, field, halvings - 1));
  }
}
