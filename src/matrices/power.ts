import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import type { Power } from "../record/schema.ts";
import { perturbed } from "../term/differentiate.ts";
import { printTerm, reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { isZeroNormalForm } from "./proof.ts";
import type { Jets } from "./witness.ts";

/** Ingredients are tried in the order of the graph; more than these are not needed to see a scale. */
const mostIngredients = 16;
/** The first perturbation: the residual is linear in small ones, so one ratio tells the scale. */
const trial = 2 ** -8;
const doublings = 8;

/**
 * The power of a float check (design.md 1.2): for each ingredient of the left side, an unknown or a
 * constant c, the smallest ε̂ such that the claim with c(1 + 2ε̂) on that side is refuted by this batch.
 * ε̂ = ε₀ / (worst residual / bound at ε₀), confirmed at 2ε̂ and doubled until that is refuted. An
 * ingredient is invisible if ∂r/∂ε vanishes identically, which the free algebra decides.
 *
 * @param worst the worst residual / bound of this batch with the left side replaced
 * @returns the power, or why there is none
 */
export async function floatPower(
  problem: Problem,
  jets: Jets,
  worst: (left: readonly Term[]) => Promise<number>,
): Promise<Power | string> {
  const ingredients = reachable(jets.left).filter((t) => t.op === "unknown" || t.op === "scale");
  const found: { name: string; epsilon: number }[] = [];
  const invisible: string[] = [];
  for (const ingredient of ingredients.slice(0, mostIngredients)) {
    const name = nameOf(ingredient);
    if (isInvisible(problem, jets, ingredient)) {
      invisible.push(name);
      continue;
    }
    const at = (epsilon: number): Promise<number> =>
      worst(stretched(problem, jets.left, ingredient, epsilon));
    let epsilon = Math.max(trial / (await at(trial)), 2 ** -30);
    let seen = false;
    for (let k = 0; k < doublings && !seen; k++) {
      seen = (await at(2 * epsilon)) > 1;
      if (!seen) epsilon *= 2;
    }
    if (!seen)
      return `no power: a relative change of ${epsilon.toPrecision(2)} in ${name} goes unseen`;
    found.push({ name, epsilon });
  }
  if (found.length === 0) return "no power: every ingredient is invisible";
  return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible };
}

function nameOf(term: Term): string {
  return term.op === "scale" ? `the constant ${term.literals[0]}` : printTerm(term);
}

/** Whether ∂(left)/∂ε vanishes identically; where the graph cannot be differentiated, it is tried. */
function isInvisible(problem: Problem, jets: Jets, ingredient: Term): boolean {
  try {
    return isZeroNormalForm(jets, perturbed(problem.store, jets.left, ingredient));
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** The terms with c(1 + ε) for the ingredient c, ε rounded to a multiple of 2^−40. */
function stretched(
  problem: Problem,
  roots: readonly Term[],
  ingredient: Term,
  epsilon: number,
): Term[] {
  const steps = BigInt(Math.max(1, Math.round(epsilon * 2 ** 40)));
  const factor = `${2n ** 40n + steps}/${2n ** 40n}`;
  return rebuild(problem.store, roots, (term, args) => {
    if (term !== ingredient) return undefined;
    const same = problem.store.term(term.sort, term.op, term.literals, args);
    return problem.store.term(term.sort, "scale", [factor], [same]);
  });
}
