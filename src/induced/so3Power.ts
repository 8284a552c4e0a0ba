import { ingredientNamed, type Perturbation as ByEpsilon } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import type { Comparison } from "../numeric/compare.ts";
import type { Power } from "../record/schema.ts";
import { reachable, unknownName, type Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { compareFree } from "./proof.ts";
import type { Perturbation } from "./so3.ts";

const finest = 2 ** -24;
const coarse = 2 ** -4;
const coarsest = 1;

/**
 * The power of a float check (design.md 1.2): for each ingredient of the left side an ε̂ = 2^-k such
 * that this batch refutes the claim when that ingredient alone, on that side alone, is changed by 2ε̂: a function f to (1 + 2ε̂)f, a rotation by one of angle 2ε̂ about an axis in general
 * position, an element of H by one of angle 2ε̂. An ingredient is invisible if the claim is proved with
 * another unknown in its place. ε̂ starts at half of what a linear response to a coarse change predicts,
 * and is doubled until the refutation is seen.
 *
 * @returns the power, or why there is none
 */
export async function rotationPower(
  problem: Problem,
  residual: (perturbation: Perturbation) => Promise<Comparison>,
): Promise<Power | string> {
  const found: { name: string; epsilon: number }[] = [];
  const invisible: string[] = [];
  for (const { name, what } of ingredientsOf(problem)) {
    if (isInvisible(problem, name)) {
      invisible.push(what);
      continue;
    }
    let epsilon = startingAt((await residual({ name, epsilon: coarse })).worst);
    let seen = false;
    while (epsilon < coarsest && !seen) {
      seen = (await residual({ name, epsilon: 2 * epsilon })).worst > 1;
      if (!seen) epsilon *= 2;
    }
    if (!seen) return `no power: a change of ${what} goes unseen`;
    found.push({ name: what, epsilon });
  }
  if (found.length === 0) return "no power: every ingredient is invisible";
  return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible };
}

/** The change of one ingredient by ε, as the power names it. */
export function perturbationNamed(problem: Problem, by: ByEpsilon): Perturbation {
  const { name } = ingredientNamed(ingredientsOf(problem), ({ what }) => what, by);
  return { name, epsilon: by.epsilon };
}

function startingAt(worst: number): number {
  const predicted = worst > 0 && Number.isFinite(worst) ? coarse / worst : finest;
  return Math.max(finest, 2 ** Math.floor(Math.log2(predicted) - 2));
}

function ingredientsOf(problem: Problem): { readonly name: string; readonly what: string }[] {
  const seen = new Map<string, string>();
  for (const t of reachable(problem.left)) {
    if (t.op === "apply") seen.set(String(t.literals[0]), `${t.literals[0]}, relatively`);
    if (t.op === "unknown") seen.set(unknownName(t), `${unknownName(t)}, by an angle`);
  }
  return [...seen].map(([name, what]) => ({ name, what }));
}

/** Whether the claim is proved with another unknown in place of this one on the left. */
function isInvisible(problem: Problem, name: string): boolean {
  const { store } = problem;
  const left = rebuild(store, problem.left, (t: Term, args) => {
    if (t.op === "unknown" && unknownName(t) === name)
      return store.term(t.sort, "unknown", [`${name}'`, ""], []);
    if (t.op === "apply" && t.literals[0] === name)
      return store.term(t.sort, "scale", ["2"], [store.term(t.sort, t.op, t.literals, args)]);
    return undefined;
  });
  return compareFree({ left, right: problem.right, given: problem.given }).equal;
}
