import { rationals } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { evaluate } from "../term/evaluate.ts";
import { inductionNamed, smallInductions } from "./catalogue.ts";
import { readRule } from "./condition.ts";
import { exhaust } from "./finite.ts";
import { freeInduced, normalForm, print } from "./free.ts";
import type { FormalPoint, FormalVector, FreeCarriers } from "./free.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";

const scope = "every group G, every subgroup H, every representation ρ of H";

/** Where a difference of normal forms is looked for, after all groups of order at most 6. */
const concrete = ["Q8 ⊃ C4, χ1", "S4 ⊃ S3, standard"];

/**
 * The free model: both sides have the same normal form as formal vectors and formal points of the
 * bundle, hence agree for every G, H and ρ. A difference fails only with a finite example on which
 * the sides differ.
 */
export function freeInducedModel(): Model<InducedFunctions> {
  return {
    name: "free group with a free subgroup",
    kind: "proved",
    interprets: Object.keys(inducedFunctions.operations),
    readsGiven: true,
    canDrop: ["mackey"],
    check: (problem): Finding => {
      const { equal, terms } = compareFree(problem);
      if (equal) return { outcome: "holds", scope, cancelled: terms };
      const found = exhaust(problem, [...smallInductions(), ...concrete.map(inductionNamed)]);
      if (found.outcome === "fails" && found.witness !== undefined)
        return { outcome: "fails", scope: found.scope, cancelled: terms, witness: found.witness };
      return {
        outcome: "undecided",
        scope,
        reason: `not free: the normal forms differ, and no example was found on which the sides do (${found.reason ?? "all agree"})`,
      };
    },
  };
}

/** Whether both sides have equal normal forms, and how many terms were compared. */
export function compareFree(problem: Pick<Problem, "left" | "right" | "given">): {
  readonly equal: boolean;
  readonly terms: number;
} {
  const free = freeInduced(problem.given.map(readRule));
  const values = evaluate<InducedFunctions, FreeCarriers>(inducedFunctions, free.algebra, free, [
    ...problem.left,
    ...problem.right,
  ]) as (FormalVector | FormalPoint)[];
  const vector = (x: FormalVector | FormalPoint): FormalVector => ("over" in x ? x.vector : x);
  const base = (x: FormalVector | FormalPoint): string => ("over" in x ? print(x.over) : "");
  const n = problem.left.length;
  const equal = problem.left.every((_, i) => {
    const [l, r] = [values[i], values[n + i]];
    const [p, q] = [normalForm(vector(l)), normalForm(vector(r))];
    return (
      base(l) === base(r) &&
      p.size === q.size &&
      [...p].every(([key, c]) => rationals.eq(c, q.get(key) ?? rationals.zero))
    );
  });
  return { equal, terms: values.reduce((sum, x) => sum + vector(x).length, 0) };
}
