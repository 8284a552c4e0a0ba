import { ingredientNamed, type Perturbation } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import * as I from "../reals/interval.ts";
import type { Stream } from "../numeric/random.ts";
import type { Power } from "../record/schema.ts";
import { reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { rebuild } from "../term/transform.ts";
import { lettersOf } from "./cases.ts";
import { zeroIn } from "./finiteLinks.ts";
import { evaluateHaar, haarUnknowns } from "./haarLinks.ts";

const angles = ["phase", "detTurn", "imTrace", "argTrace"];
const mostIngredients = 3;
/** Samples that touch the exceptional set are passed over, this many at most. */
export const attempts = 16;
const doublings = 40;

/**
 * The power of a sampled check (design.md 1.2): for each angle on the left side, the smallest ε̂, in
 * turns, such that the claim with 2ε̂ added to that angle is refuted by one sample. An angle enters
 * with c = 0, hence ε is added. ε̂ starts at the bound of the residual and is doubled until seen.
 *
 * @returns the power, or why there is none
 */
export function haarPower(problem: Problem, M: number, s: Stream): Power | string {
  const ingredients = anglesOf(problem);
  const letters = lettersOf(problem);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const links = haarUnknowns(letters, M, s.at(attempt));
    const differences = (left: readonly Term[]): I.Interval[] | undefined => {
      const values = evaluateHaar(M, links, [...left, ...problem.right]);
      return values?.slice(0, left.length).map((l, i) => I.sub(l, values[left.length + i]));
    };
    const base = differences(problem.left);
    if (base === undefined) continue;
    const start = Math.max(2 ** -60, ...base.map((d) => I.width(d) / 2));
    const found: { name: string; epsilon: number }[] = [];
    for (const { name, angle, what } of ingredients.slice(0, mostIngredients)) {
      let epsilon = start;
      const seen = (): boolean =>
        differences(shifted(problem, angle, 2 * epsilon))?.some(
          (d, j) => !zeroIn(d, problem.left[j].sort === "C"),
        ) ?? false;
      for (let k = 0; k < doublings && epsilon < 0.25 && !seen(); k++) epsilon *= 2;
      if (!(epsilon < 0.25)) return `no power: a quarter turn more in ${what} goes unseen`;
      found.push({ name, epsilon });
    }
    if (found.length === 0) return "no power: no angle on the left side";
    return { epsilon: Math.max(...found.map((f) => f.epsilon)), ingredients: found, invisible: [] };
  }
  return "no power: every sample was refused";
}

interface Angle {
  readonly name: string;
  readonly what: string;
  readonly angle: Term;
}

/** The angles of the left side, by the names their power is printed under. */
function anglesOf(problem: Problem): Angle[] {
  const all = reachable(problem.left).filter((t) => angles.includes(t.op));
  return all.map((angle, i) => ({
    name: `${angle.op} ${i}, in turns`,
    what: `${angle.op} ${i}`,
    angle,
  }));
}

/** The problem with one angle of its left side changed, as the power names it. */
export function perturbedAngle(problem: Problem, by: Perturbation): Problem {
  const { angle } = ingredientNamed(anglesOf(problem), ({ name }) => name, by);
  return { ...problem, left: shifted(problem, angle, by.epsilon) };
}

/** The left side with ε turns more in one angle, ε rounded up to a multiple of 2^−60. */
function shifted(problem: Problem, ingredient: Term, epsilon: number): Term[] {
  const { store } = problem;
  const amount = store.term(
    "T",
    "turns",
    [`${BigInt(Math.ceil(epsilon * 2 ** 60))}/${2n ** 60n}`],
    [],
  );
  const more = ingredient.sort === "C" ? store.term("C", "wrap", [], [amount]) : amount;
  return rebuild(store, problem.left, (term, args) => {
    if (term !== ingredient) return undefined;
    const same = store.term(term.sort, term.op, term.literals, args);
    return store.term(term.sort, "add", [], [same, more]);
  });
}
