import type { Evidence } from "../record/schema.ts";
import { reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { Work } from "./claim.ts";
import { mergeFindings } from "./merge.ts";
import { modelWork } from "./model.ts";
import type { Finding, Model } from "./model.ts";
import type { Configuration, Problem } from "./problem.ts";

/** Runs a model on the configurations it takes; a near miss stops at its first refutation. */
export async function runModel(
  model: Model,
  problems: readonly Problem[],
  stopAtFirst: boolean,
  work: Work,
): Promise<Evidence> {
  const start = performance.now();
  const findings: Finding[] = [];
  const asked: Configuration[] = [];
  for (const problem of problems) {
    if (model.takes !== undefined && !model.takes(problem.configuration)) continue;
    const finding =
      vacuous(problem) ??
      (await model.check(problem, modelWork(work, model, problem, findings.length === 0)));
    findings.push(underGiven(model, problem, finding));
    asked.push(problem.configuration);
    if (stopAtFirst && finding.outcome === "fails" && finding.witness !== undefined) break;
  }
  return mergeFindings(model.kind, model.name, findings, asked, performance.now() - start);
}

/** A witness of a model that ignores the side conditions may violate them: it refutes nothing. */
function underGiven(model: Model, problem: Problem, finding: Finding): Finding {
  if (finding.outcome !== "fails" || problem.given.length === 0 || model.readsGiven === true)
    return finding;
  const names = problem.given.map((g) => g.hypothesis).join(", ");
  const { witness: _, ...rest } = finding;
  return {
    ...rest,
    outcome: "undecided",
    reason: `the model does not read the side conditions ${names}`,
  };
}

function vacuous(problem: Problem): Finding | undefined {
  const same =
    problem.left.length === problem.right.length &&
    problem.left.every((l, i) => l === problem.right[i]);
  return same && problem.given.length === 0
    ? {
        outcome: "undecided",
        scope: "",
        reason: "both sides are the same graph: nothing is compared",
      }
    : undefined;
}

/** A model is asked about a variant iff it interprets its operations and can drop its hypothesis. */
export function appliesTo(model: Model, problems: readonly Problem[]): boolean {
  return problems.every(
    (problem) =>
      problem.dropped.every((h) => model.canDrop.includes(h)) &&
      operationsOf(problem).every((op) => model.interprets.includes(op)),
  );
}

export function givenTerms(problem: Problem): Term[] {
  return problem.given.flatMap(({ left, right }) => [left, right]);
}

export function operationsOf(problem: Problem): string[] {
  const roots = [...problem.left, ...problem.right, ...givenTerms(problem)];
  const structural = ["unknown", "apply", "bound", "lambda"];
  return [...new Set(reachable(roots).map((t) => t.op))].filter((op) => !structural.includes(op));
}
