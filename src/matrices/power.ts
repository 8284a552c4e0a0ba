import { ingredientNamed, type Perturbation } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import type { Power } from "../record/schema.ts";
import { NotInterpreted } from "../term/evaluate.ts";
import { printTerm, reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { isZeroLayer } from "./freeLayers.ts";
import { isZeroNormalForm } from "./proof.ts";
import { isLayered } from "./witness.ts";
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
  /** The name of the unknown, if it is one wherever it stands. */
  readonly unknown?: string;
  readonly stretched: (factor: string) => Term[];
}

/** The left side with one ingredient multiplied by a factor of 1 + ε. */
export interface Change {
  /** The unknown that is multiplied wherever it stands, if that is all. */
  readonly unknown?: string;
  readonly factor: number;
  readonly left: () => readonly Term[];
}

/**
 * The power of a float check (design.md 1.2): for each ingredient of the left side, an unknown or a
 * constant c, the smallest ε̂ such that the claim with c(1 + 2ε̂) on that side is refuted by this batch.
 * ε̂ = ε₀ / (worst residual / bound at ε₀), confirmed at 2ε̂ and doubled until that is refuted. An
 * ingredient is invisible if the left side keeps its normal form. Where all of them are, as on the left
 * of X(A) = 0, which holds for every A, the single occurrences of the unknowns are the ingredients.
 *
 * @param worst the worst residual / bound of this batch under each change; they are asked for together
 * @returns the power, or why there is none
 */
export async function floatPower(
  problem: Problem,
  jets: Jets,
  worst: (changes: readonly Change[]) => Promise<readonly number[]>,
): Promise<Power | string> {
  const invisible: string[] = [];
  for (const choose of [unknownsAndConstants, occurrences]) {
    const visible = choose(problem, jets)
      .slice(0, mostIngredients)
      .filter((ingredient) => {
        const seen = !isInvisible(problem, jets, ingredient);
        if (!seen) invisible.push(ingredient.name);
        return seen;
      });
    if (visible.length === 0) continue;
    const epsilons = await smallestSeen(visible, worst);
    const unseen = visible.find((_, i) => epsilons[i] === undefined);
    if (unseen !== undefined) return `no power: a relative change of ${unseen.name} goes unseen`;
    const found = visible.map(({ name }, i) => ({ name, epsilon: epsilons[i] ?? Infinity }));
    return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible };
  }
  return "no power: every ingredient is invisible";
}

/** The change of one ingredient by ε, as the power names it. */
export function changeNamed(problem: Problem, jets: Jets, by: Perturbation): Change {
  const all = [...unknownsAndConstants(problem, jets), ...occurrences(problem, jets)];
  return changeOf(
    ingredientNamed(all, ({ name }) => name, by),
    by.epsilon,
  );
}

/** ε̂ of each, with ε rounded to a multiple of 2^−40; `undefined` where no change tried is seen. */
async function smallestSeen(
  ingredients: readonly Ingredient[],
  worst: (changes: readonly Change[]) => Promise<readonly number[]>,
): Promise<(number | undefined)[]> {
  const responses = await worst(ingredients.map((one) => changeOf(one, trial)));
  const epsilons = responses.map((response) =>
    response > 0 ? Math.max(trial / response, finest) : undefined,
  );
  let open = [...epsilons.keys()].filter((i) => epsilons[i] !== undefined);
  for (let k = 0; k < doublings && open.length > 0; k++) {
    const ratios = await worst(open.map((i) => changeOf(ingredients[i], 2 * (epsilons[i] ?? 0))));
    open = open.filter((_, at) => !(ratios[at] > 1));
    for (const i of open) epsilons[i] = 2 * (epsilons[i] ?? 0);
  }
  for (const i of open) epsilons[i] = undefined;
  return epsilons;
}

function changeOf({ unknown, stretched }: Ingredient, epsilon: number): Change {
  const steps = Math.max(1, Math.round(epsilon * 2 ** 40));
  return {
    ...(unknown === undefined ? {} : { unknown }),
    factor: 1 + steps / 2 ** 40,
    left: () => stretched(`${2n ** 40n + BigInt(steps)}/${2n ** 40n}`),
  };
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
      ...(ingredient.op === "unknown" ? { unknown: unknownName(ingredient) } : {}),
      stretched: (factor: string) =>
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
    const isZero = isLayered(jets) ? isZeroLayer : isZeroNormalForm;
    return ["2", "3"].every((factor) => isZero(jets, change(factor)));
  } catch (error) {
    if (error instanceof DomainError || error instanceof NotInterpreted) return false;
    throw error;
  }
}
