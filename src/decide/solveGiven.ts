/** Hypotheses that are equations: solved for a symbol where it occurs linearly. */
import { DomainError } from "../errors.ts";
import { derivative } from "../formula/derivative.ts";
import { apply, number, substitute, symbolsOf, type Expression } from "../formula/expression.ts";
import { domainOf, mapGiven, type Given } from "../formula/given.ts";
import { contextOf, NotClosed, Restart } from "./context.ts";
import { convert } from "./convert.ts";
import { rationalOf } from "./fraction.ts";
import { valueOf, type Point } from "./value.ts";

/** A change of symbols that makes equations of the hypotheses true. */
export interface Solved {
  readonly given: Given;
  readonly apply: (e: Expression) => Expression;
  /** The values of all symbols, those solved for included. */
  readonly restore: (point: Point) => Point;
}

export function solveGiven(given: Given, sides: readonly Expression[]): Solved {
  const replaced: (readonly [string, Expression])[] = [];
  const through = (e: Expression): Expression =>
    replaced.reduce((f, [name, by]) => substitute(f, name, by), e);
  let left = given;
  for (const comparison of given.comparisons) {
    if (comparison.relation !== "=") continue;
    const difference = through(apply("sub", comparison.left, comparison.right));
    const solution = solvedFor(difference, given);
    if (solution === undefined) continue;
    replaced.push(solution);
    left = {
      ...mapGiven(left, (e) => substitute(e, ...solution)),
      comparisons: left.comparisons
        .filter((one) => one !== comparison)
        .map((c) => ({
          ...c,
          left: substitute(c.left, ...solution),
          right: substitute(c.right, ...solution),
        })),
    };
  }
  if (replaced.length === 0) return { given, apply: (e) => e, restore: (point) => point };
  const known = new Set(symbolsOf(...sides));
  return {
    given: left,
    apply: through,
    restore: (point) => {
      const all = new Map(point);
      for (const [name, by] of [...replaced].reverse()) {
        if (!known.has(name)) continue;
        try {
          all.set(name, valueOf(by, all, { over: given.over, bits: 128 }));
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }
      return all;
    },
  };
}

/** x = −f(0)/f' where f' is a number other than 0; integers are solved for with f' = ±1 only. */
function solvedFor(f: Expression, given: Given): readonly [string, Expression] | undefined {
  for (const name of symbolsOf(f)) {
    try {
      const slope = rationalOf(convert(contextOf(given), derivative(f, name)));
      if (slope === undefined || slope.n === 0n) continue;
      const unit = slope.d === 1n && (slope.n === 1n || slope.n === -1n);
      if (domainOf(given, name) === "integer" && !unit) continue;
      const start = substitute(f, name, number(0));
      return [name, apply("div", apply("neg", start), number(slope))];
    } catch (error) {
      if (error instanceof Restart || error instanceof NotClosed) continue;
      if (error instanceof DomainError) continue;
      throw error;
    }
  }
  return undefined;
}
