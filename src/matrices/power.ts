import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import type { Power } from "../record/schema.ts";
import { printTerm, reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { isZeroNormalForm } from "./proof.ts";
import type { Jets } from "./witness.ts";

/** Ingredients are tried in the order of the graph; more than these are not needed to see a scale. */
const mostIngredients = 10;
/** The first perturbation: the residual is linear in small ones, so one ratio tells the scale. */
const trial = 2 ** -8;
const doublings = 8;
const finest = 2 ** -30;

/** A place of the left side, and the left side with what stands there multiplied by a rational. */
interface Ingredient {
  readonly name: string;
  readonly stretched: (factor: string) => Term[];
}

/**
 * The power of a float check (design.md 1.2): for each ingredient of the left side, an unknown or a
 * constant c, the smallest ε̂ such that the claim with c(1 + 2ε̂) on that side is refuted by this batch.
 * ε̂ = ε₀ / (worst residual / bound at ε₀), confirmed at 2ε̂ and doubled until that is refuted. An
 * ingredient is invisible if the left side keeps its normal form. Where all of them are, as on the left
 * of X(A) = 0, which holds for every A, the single occurrences of the unknowns are the ingredients.
 *
 * @param worst the worst residual / bound of this batch with the left side replaced
 * @returns the power, or why there is none
 */
export async function floatPower(
  problem: Problem,
  jets: Jets,
  worst: (left: readonly Term[]) => Promise<number>,
): Promise<Power | string> {
  const invisible: string[] = [];
  const found: { name: string; epsilon: number }[] = [];
  for (const choose of [unknownsAndConstants, occurrences]) {
    for (const ingredient of choose(problem, jets).slice(0, mostIngredients)) {
      if (isInvisible(problem, jets, ingredient)) {
        invisible.push(ingredient.name);
        continue;
      }
      const epsilon = await smallestSeen(ingredient, worst);
      if (epsilon === undefined)
        return `no power: a relative change of ${ingredient.name} goes unseen`;
      found.push({ name: ingredient.name, epsilon });
    }
    if (found.length > 0)
      return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible };
  }
  return "no power: every ingredient is invisible";
}

async function smallestSeen(
  ingredient: Ingredient,
  worst: (left: readonly Term[]) => Promise<number>,
): Promise<number | undefined> {
  const at = (epsilon: number): Promise<number> => worst(ingredient.stretched(onePlus(epsilon)));
  const response = await at(trial);
  if (!(response > 0)) return undefined;
  let epsilon = Math.max(trial / response, finest);
  for (let k = 0; k < doublings; k++, epsilon *= 2) if ((await at(2 * epsilon)) > 1) return epsilon;
  return undefined;
}

/** 1 + ε, with ε rounded to a multiple of 2^−40. */
function onePlus(epsilon: number): string {
  const steps = BigInt(Math.max(1, Math.round(epsilon * 2 ** 40)));
  return `${2n ** 40n + steps}/${2n ** 40n}`;
}

function unknownsAndConstants(problem: Problem, jets: Jets): Ingredient[] {
  const { store } = problem;
  return reachable(jets.left)
    .filter((t) => t.op === "unknown" || t.op === "scale")
    .map((ingredient) => ({
      name:
        ingredient.op === "scale"
          ? `the constant ${ingredient.literals[0]}`
          : printTerm(ingredient),
      stretched: (factor) =>
        rebuild(store, jets.left, (term, args) =>
          term === ingredient
            ? store.term(
                term.sort,
                "scale",
                [factor],
                [store.term(term.sort, term.op, term.literals, args)],
              )
            : undefined,
        ),
    }));
}

/** Each place where an unknown is a factor or summand of one node. */
function occurrences(problem: Problem, jets: Jets): Ingredient[] {
  const { store } = problem;
  return reachable(jets.left).flatMap((parent) =>
    parent.args.flatMap((arg, i): Ingredient[] =>
      arg.op === "unknown"
        ? [
            {
              name: `${printTerm(arg)} in ${printTerm(parent)}`,
              stretched: (factor) =>
                rebuild(store, jets.left, (term, args) =>
                  term === parent
                    ? store.term(
                        term.sort,
                        term.op,
                        term.literals,
                        args.map((a, j) =>
                          j === i ? store.term(a.sort, "scale", [factor], [a]) : a,
                        ),
                      )
                    : undefined,
                ),
            },
          ]
        : [],
    ),
  );
}

/**
 * Whether the left side stays what it is, for every N, when the ingredient is doubled and tripled. A
 * graph that has no normal form (a determinant of a multiple) is taken to be visible, and tried.
 */
function isInvisible(problem: Problem, jets: Jets, ingredient: Ingredient): boolean {
  const change = (factor: string): Term[] =>
    ingredient
      .stretched(factor)
      .map((term, i) => problem.store.term(term.sort, "sub", [], [term, jets.left[i]]));
  try {
    return ["2", "3"].every((factor) => isZeroNormalForm(jets, change(factor)));
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
