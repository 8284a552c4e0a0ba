import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { showRational } from "../algebra/rational.ts";
import { decide } from "../polynomial/decide.ts";
import { counterexample } from "../polynomial/witness.ts";
import type { Program } from "../program/program.ts";
import type { Witness } from "../record/schema.ts";
import { differences, isVacuous, vacuous } from "./lower.ts";
import { scalars, type Scalars } from "./signature.ts";

const scope = "all values in a field of characteristic 0 where no divisor vanishes";

/**
 * The free model of scalars: left − right expands to 0 in the polynomials over its denominators. What
 * does not fails only with integers at which the sides differ.
 */
export function freeScalarModel(budget = 2e8): Model<Scalars> {
  return {
    name: "rational functions",
    kind: "proved",
    interprets: Object.keys(scalars.operations),
    canDrop: [],
    check: (problem, work): Finding => {
      const program = differences(problem);
      const decision = decide(program, budget);
      if (decision.kind === "undecided")
        return { outcome: "undecided", scope, reason: `budget: ${decision.why}` };
      // Monomials that met in the table and cancelled; sides that are one node cancelled at once.
      if (decision.kind === "zero")
        return isVacuous(problem)
          ? { outcome: "undecided", scope, reason: vacuous }
          : { outcome: "holds", scope, cancelled: Math.max(1, decision.work) };
      const witness = witnessOf(problem, program, work);
      return witness === undefined
        ? {
            outcome: "undecided",
            scope,
            reason: "not free: no integers were found where it differs",
          }
        : { outcome: "fails", scope, witness };
    },
  };
}

/** Integers where a component of left − right is defined and not 0. */
export function witnessOf(
  problem: Problem,
  program: Program,
  work: ModelWork,
): Witness | undefined {
  const found = counterexample(program, work.stream("witness").at(0));
  if (found === undefined) return undefined;
  const { root, point, value } = found;
  const component = problem.left.length === 1 ? "" : `component ${root + 1}: `;
  return {
    says: `${component}left − right = ${showRational(value)}`,
    values: Object.fromEntries(program.variables.map((name, k) => [name, String(point[k])])),
    size: "shrunk",
    confirmed: "exact",
  };
}
