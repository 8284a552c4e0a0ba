import { declareUnknowns, type Problem } from "../../src/claim/problem.ts";
import type { Condition } from "../../src/index.ts";
import { groupToVector, inducedFunctions } from "../../src/induced/signature.ts";
import type { InducedFunctions } from "../../src/induced/signature.ts";
import { recorder, type Operations } from "../../src/term/record.ts";
import { termStore, type Term } from "../../src/term/term.ts";

export type X = Operations<InducedFunctions>;

export interface Unknowns {
  readonly f: (g: Term<"G">) => Term<"V">;
  readonly v: Term<"V">;
  readonly u: Term<"G">;
  readonly g: Term<"G">;
  readonly h: Term<"H">;
  readonly k: Term<"H">;
}

export const mackey: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(X.invH(h), f(g))];
export const unreversed: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(h, f(g))];

/** An equation in f, v, u, g, h, k, under a condition on f or none. */
export function problemOf(
  sides: (X: X, u: Unknowns) => readonly [Term, Term],
  condition?: Condition,
): Problem {
  const store = termStore();
  const X = recorder(inducedFunctions, store);
  const unknowns = {
    f: groupToVector, v: "V", u: "G", g: "G", h: "H", k: "H", anyG: "G", anyH: "H",
  } as const; // prettier-ignore
  const { recorded: u, declarations } = declareUnknowns(store, inducedFunctions, "test", unknowns);
  const [left, right] = sides(X, u);
  const given = condition?.(X, u.f, u.anyG, u.anyH);
  return {
    claim: "test",
    variant: undefined,
    signature: inducedFunctions,
    configuration: {},
    store,
    left: [left],
    right: [right],
    given: given === undefined ? [] : [{ hypothesis: "mackey", left: given[0], right: given[1] }],
    unknowns: declarations,
    hypotheses: condition === undefined ? [] : ["mackey"],
    dropped: [],
  };
}
