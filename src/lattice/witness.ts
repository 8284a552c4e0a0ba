import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import type { Witness } from "../record/schema.ts";
import { decide } from "./cases.ts";
import type { Assignment } from "./cases.ts";
import { evaluateFinite, showTurn } from "./finiteLinks.ts";
import type { Columns } from "./finiteLinks.ts";
import type { MonomialGroup } from "./monomial.ts";

/** A failing assignment, shrunk: no letter of it can be replaced by 1. */
export function finiteWitness(problem: Problem, G: MonomialGroup, failing: Assignment): Witness {
  const least = new Map(failing);
  for (const [name, g] of failing) {
    if (g === 0) continue;
    least.set(name, 0);
    if (decide(problem, G, column(least), 1).failing.length === 0) least.set(name, g);
  }
  const roots = [...problem.left, ...problem.right];
  const { values } = evaluateFinite(G, column(least), 1, roots);
  const n = problem.left.length;
  const moved = [...least].filter(([, g]) => g !== 0);
  const { Nx, Ny } = problem.configuration;
  return {
    says: `${String(Nx)}×${String(Ny)} torus, ${G.name}, ${least.size - moved.length} of ${least.size} unknowns 1`,
    values: Object.fromEntries(moved.map(([name, g]) => [name, G.labels[g]])),
    left: values
      .slice(0, n)
      .map((v) => showTurn(v, 0))
      .join(", "),
    right: values
      .slice(n)
      .map((v) => showTurn(v, 0))
      .join(", "),
    size: "shrunk",
    confirmed: "exact",
    replay: replayCommand(problem.claim, problem.variant),
  };
}

function column(a: Assignment): Columns {
  return new Map([...a].map(([name, g]) => [name, Uint16Array.of(g)]));
}
