import { rationals } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { evaluate } from "../term/evaluate.ts";
import { finiteGroups } from "./finite.ts";
import { freeSums, normalForm } from "./freeSums.ts";
import type { Invariance, SumCarriers, Summand } from "./freeSums.ts";
import { groupFunctions } from "./signature.ts";
import type { GroupFunctions } from "./signature.ts";

/** Small groups by order; all of them up to order 7. */
const smallGroups = ["C1", "C2", "C3", "C4", "V4", "C5", "C6", "S3", "C7", "C8", "D4", "Q8"];

/**
 * The free model: both sides have the same normal form as formal sums over the free group modulo
 * reindexing, hence agree on every group with the invariance assumed, for all functions for which the
 * sums converge and any number of channels. A difference fails only with a finite group on which the
 * sides differ.
 */
export function freeGroupModel(): Model<GroupFunctions> {
  return {
    name: "free group",
    kind: "proved",
    interprets: Object.keys(groupFunctions.operations),
    canDrop: ["left-invariant", "right-invariant", "commutative"],
    check: (problem, work): Finding => {
      const invariance: Invariance = {
        left: problem.hypotheses.includes("left-invariant"),
        right: problem.hypotheses.includes("right-invariant"),
        commutative: problem.hypotheses.includes("commutative"),
      };
      const scope = scopeOf(invariance);
      const { left, right } = sides(problem, invariance);
      const forms = left.map((l, i) => ({
        l: normalForm(l, invariance),
        r: normalForm(right[i], invariance),
      }));
      const cancelled = [...left, ...right].reduce((n, x) => n + x.length, 0);
      const equal = forms.every(
        ({ l, r }) =>
          l.size === r.size &&
          [...l].every(([key, q]) => rationals.eq(q, r.get(key) ?? rationals.zero)),
      );
      if (equal) return { outcome: "holds", scope, cancelled };
      const concrete = finiteGroups(smallGroups, [1, 2]).check(problem, work) as Finding;
      return concrete.outcome === "fails"
        ? {
            outcome: "fails",
            scope,
            cancelled,
            ...(concrete.witness === undefined ? {} : { witness: concrete.witness }),
          }
        : {
            outcome: "undecided",
            scope,
            cancelled,
            reason:
              "not free: the normal forms differ, and no group of order up to 8 was found on which the sides differ",
          };
    },
  };
}

function scopeOf({ left, right, commutative }: Invariance): string {
  const group = commutative ? "every abelian group" : "every group";
  const measure =
    left && right
      ? "a left and right invariant measure"
      : left
        ? "a left invariant measure"
        : right
          ? "a right invariant measure"
          : "any measure";
  return `${group} with ${measure}, any number of channels`;
}

function sides(
  problem: Problem,
  invariance: Invariance,
): { left: (readonly Summand[])[]; right: (readonly Summand[])[] } {
  const free = freeSums(invariance);
  const values = evaluate<GroupFunctions, SumCarriers>(
    groupFunctions,
    free.algebra,
    { unknown: free.unknown, apply: free.apply },
    [...problem.left, ...problem.right],
  ) as (readonly Summand[])[];
  return { left: values.slice(0, problem.left.length), right: values.slice(problem.left.length) };
}
