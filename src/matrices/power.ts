import type { Problem } from "../claim/problem.ts";
import type { Comparison } from "../numeric/compare.ts";
import type { Power } from "../record/schema.ts";
import { perturbed } from "../term/differentiate.ts";
import { printTerm, reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { isZeroNormalForm } from "./proof.ts";
import type { Jets } from "./witness.ts";

interface Batch {
  readonly values: (roots: readonly Term[]) => Promise<{ re: Float32Array; im: Float32Array; err: Float32Array }[]>;
  readonly compare: (left: readonly Term[], right: readonly Term[]) => Promise<Comparison>;
}

/** Ingredients are tried in the order of the graph; more than these are not needed to see a scale. */
const mostIngredients = 16;
const doublings = 12;

/**
 * The power of a float check (design.md 1.2): for each ingredient of the left side, an unknown or a
 * constant c, the smallest ε̂ such that the claim with c(1 + 2ε̂) on that side is refuted by this batch.
 * ε̂ starts at min (bound + |r|)/|∂r/∂ε|, with ∂r/∂ε the derivative graph evaluated on the same
 * batch, and is doubled until the refutation is seen.
 *
 * @returns the power, or why there is none
 */
export async function floatPower(problem: Problem, jets: Jets, batch: Batch): Promise<Power | string> {
  const ingredients = reachable(jets.left).filter((t) => t.op === "unknown" || t.op === "scale");
  const base = await batch.compare(jets.left, jets.right);
  const found: { name: string; epsilon: number }[] = [];
  const invisible: string[] = [];
  for (const ingredient of ingredients.slice(0, mostIngredients)) {
    const name = nameOf(ingredient);
    const derivative = perturbed(problem.store, jets.left, ingredient);
    if (isZeroNormalForm(jets, derivative)) {
      invisible.push(name);
      continue;
    }
    const slope = largest(await batch.values(derivative));
    let epsilon = slope > 0 ? Math.max((base.bound + base.residual) / slope, 2 ** -24) : 2 ** -24;
    let seen = false;
    for (let k = 0; k < doublings && !seen; k++) {
      const left = stretched(problem, jets.left, ingredient, 2 * epsilon);
      seen = (await batch.compare(left, jets.right)).worst > 1;
      if (!seen) epsilon *= 2;
    }
    if (!seen) return `no power: a relative change of ${(2 * epsilon).toPrecision(2)} in ${name} goes unseen`;
    found.push({ name, epsilon });
  }
  if (found.length === 0) return "no power: every ingredient is invisible";
  return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible };
}

function nameOf(term: Term): string {
  return term.op === "scale" ? `the constant ${term.literals[0]}` : printTerm(term);
}

function largest(values: readonly { re: Float32Array; im: Float32Array }[]): number {
  let most = 0;
  for (const v of values) for (let i = 0; i < v.re.length; i++) most = Math.max(most, Math.hypot(v.re[i], v.im[i]));
  return most;
}

/** The terms with c(1 + ε) for the ingredient c, ε rounded to a multiple of 2^−40. */
function stretched(problem: Problem, roots: readonly Term[], ingredient: Term, epsilon: number): Term[] {
  const steps = BigInt(Math.max(1, Math.round(epsilon * 2 ** 40)));
  const factor = `${2n ** 40n + steps}/${2n ** 40n}`;
  return rebuild(problem.store, roots, (term, args) => {
    if (term !== ingredient) return undefined;
    const same = problem.store.term(term.sort, term.op, term.literals, args);
    return problem.store.term(term.sort, "scale", [factor], [same]);
  });
}
