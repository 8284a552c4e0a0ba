import { withoutControl } from "./assemble.ts";
import type { Signature } from "../term/signature.ts";
import { termStore } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { EquationOf } from "./equation.ts";
import type { Model } from "./model.ts";
import type { Configuration, Problem, UnknownsOf } from "./problem.ts";
import { recordEquation } from "./recordEquation.ts";
import { appliesTo, givenTerms, operationsOf } from "./runModel.ts";

/** Faults of an equation that can be seen before anything runs, one line each. */
export function lintEquation<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(
  spec: EquationOf<S, C, U, P>,
  names: readonly string[],
  problems: (variant?: string) => Problem[],
  models: readonly Model[],
): string[] {
  const faults: string[] = [];
  if (models.length === 0) faults.push(`${spec.id}, models: expected at least one, got none`);
  const base = problems();
  for (const problem of base) {
    if (problem.left.length !== problem.right.length)
      faults.push(
        `${spec.id}, sides: expected as many left as right terms, got ${problem.left.length} and ${problem.right.length}`,
      );
    if ([...problem.left, ...problem.right].some((t) => t.depth > 0))
      faults.push(
        `${spec.id}, sides: expected closed terms, got a bound variable outside its binder`,
      );
  }
  for (const model of models) {
    const missing = base.flatMap(operationsOf).filter((op) => !model.interprets.includes(op));
    if (missing.length > 0)
      faults.push(
        `${spec.id}, models: expected a model that interprets ${[...new Set(missing)].join(", ")}, got ${model.name}`,
      );
  }
  for (const name of names) {
    const why = `${spec.id}, near miss ${name}`;
    if (!differs(spec, name))
      faults.push(`${why}: expected a change of the graph or of a hypothesis, got none`);
    const dropped = problems(name).flatMap((p) => p.dropped);
    const unknown = dropped.filter((h) => !(h in (spec.assume ?? {})));
    if (unknown.length > 0) faults.push(`${why}: expected a hypothesis, got ${unknown[0]}`);
    if (!models.some((m) => appliesTo(m, problems(name))))
      faults.push(
        `${why}: expected a model that can evaluate it${dropped.length > 0 ? ` without ${dropped[0]}` : ""}, got none`,
      );
  }
  return [...faults, ...withoutControl(spec, spec.control)];
}

/** Whether a variant differs from its claim as a graph (recorded in one store) or in a hypothesis. */
function differs<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: EquationOf<S, C, U, P>, variant: string): boolean {
  return (spec.configurations ?? [{} as C]).some((c) => {
    const store = termStore();
    const claim = recordEquation(spec, c, undefined, store);
    const miss = recordEquation(spec, c, variant, store);
    const terms = (p: Problem): Term[] => [...p.left, ...p.right, ...givenTerms(p)];
    return miss.dropped.length > 0 || terms(claim).some((t, i) => t !== terms(miss)[i]);
  });
}
