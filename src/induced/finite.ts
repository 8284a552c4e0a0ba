import { gaussianRationals as K } from "../algebra/complex.ts";
import { eqMatrix } from "../algebra/matrix.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import type { Witness } from "../record/schema.ts";
import { reachable, unknownName, type Term } from "../term/term.ts";
import { completeBelow, inductionNamed, smallInductions, type Induction } from "./catalogue.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";
import {
  assignmentsOf,
  evaluateAt,
  solutions,
  type BundlePoint,
  type Forms,
  type Solutions,
} from "./solutions.ts";

/**
 * Every group of order at most 6 with every subgroup and every ρ, then the named examples: the unknown
 * functions are generic within the side conditions, so one evaluation at a choice of group elements
 * decides all of them at once. Dropping `mackey` makes them arbitrary functions G → V.
 *
 * @throws {DomainError} if a name is unknown
 */
export function finiteInduced(names: readonly string[] = []): Model<InducedFunctions> {
  const named = names.map(inductionNamed);
  return {
    name: ["all G ⊃ H with |G| ≤ 6, every complex ρ", ...names].join("; "),
    kind: "exhausted",
    interprets: Object.keys(inducedFunctions.operations),
    readsGiven: true,
    canDrop: ["mackey"],
    check: (problem): Finding => exhaust(problem, [...smallInductions(), ...named]),
  };
}

/** Goes through every case of every example, in order; stops at the first difference. */
export function exhaust(problem: Problem, inductions: readonly Induction[]): Finding {
  const scope = scopeOf(inductions);
  let [cases, nonzero] = [0, false];
  const vacuous: string[] = [];
  for (const I of inductions) {
    const generic = solutions(problem, I);
    if (generic.dimension === 0 || vanishes(problem, I, generic)) {
      vacuous.push(I.name);
      continue;
    }
    const roots = [...problem.left, ...problem.right];
    for (const values of assignmentsOf(I, roots)) {
      const sides = evaluateAt(I, generic, values, roots) as (Forms | BundlePoint)[];
      cases++;
      for (let i = 0; i < problem.left.length; i++) {
        const [left, right] = [sides[i], sides[problem.left.length + i]];
        nonzero ||= !isZero(left) || !isZero(right);
        if (equal(left, right)) continue;
        return {
          outcome: "fails",
          scope: I.name,
          cases,
          witness: witnessAt(problem, I, generic, values, left, right),
        };
      }
    }
  }
  if (vacuous.length > 0)
    return {
      outcome: "undecided",
      scope,
      cases,
      reason: `vacuous: only f = 0 meets the conditions on ${vacuous[0]}`,
    };
  if (!nonzero)
    return { outcome: "undecided", scope, cases, reason: "every term of both sides is zero" };
  return { outcome: "holds", scope, cases };
}

/** Whether the conditions leave an unknown function no value but 0. */
function vanishes(problem: Problem, I: Induction, generic: Solutions): boolean {
  const constrained = new Set(
    reachable(problem.given.flatMap((g) => [g.left, g.right])).flatMap((t) =>
      t.op === "apply" ? [String(t.literals[0])] : [],
    ),
  );
  return [...constrained].some((f) => indicesOf(I.G).every((g) => isZero(generic.apply(f, [g]))));
}

function scopeOf(inductions: readonly Induction[]): string {
  const small = new Set(smallInductions());
  const named = inductions.filter((I) => !small.has(I)).map((I) => I.name);
  return [
    ...(named.length < inductions.length
      ? ["every G of order ≤ 6, every subgroup H, every complex ρ"]
      : []),
    ...named,
  ].join("; ");
}

function isPoint(x: Forms | BundlePoint): x is BundlePoint {
  return "coset" in x;
}

function vectorOf(x: Forms | BundlePoint): Forms {
  return isPoint(x) ? x.vector : x;
}

function isZero(x: Forms | BundlePoint): boolean {
  return vectorOf(x).every((row) => row.every((a) => K.eq(a, K.zero)));
}

function equal(a: Forms | BundlePoint, b: Forms | BundlePoint): boolean {
  const sameFibre = !isPoint(a) || !isPoint(b) || a.coset === b.coset;
  return sameFibre && eqMatrix(K, vectorOf(a), vectorOf(b));
}

/** The basis solution for which the sides differ, and the group elements. */
function witnessAt(
  problem: Problem,
  I: Induction,
  generic: Solutions,
  values: ReadonlyMap<Term, number>,
  left: Forms | BundlePoint,
  right: Forms | BundlePoint,
): Witness {
  const [l, r] = [vectorOf(left), vectorOf(right)];
  const differing = l[0].findIndex((_, t) => l.some((row, a) => !K.eq(row[t], r[a][t])));
  const t = Math.max(differing, 0);
  const column = (x: Forms): string => `(${x.map((row) => K.show(row[t])).join(", ")})`;
  const show = (x: Forms | BundlePoint): string =>
    isPoint(x) ? `[fibre ${x.coset}, ${column(x.vector)}]` : column(x);
  const printed: Record<string, string> = {};
  for (const [term, value] of values)
    printed[unknownName(term)] = (term.sort === "G" ? I.G : I.H).show(value);
  const occurring = new Set(
    reachable([...problem.left, ...problem.right]).map((t) => String(t.literals[0])),
  );
  for (const u of problem.unknowns) {
    if (u.sort === "V" && occurring.has(u.name)) printed[u.name] = column(generic.vector(u.name));
    if (typeof u.sort === "string" || !occurring.has(u.name)) continue;
    const support = I.G.elements.flatMap((label, g) => {
      const value = generic.apply(u.name, [g]);
      return value.some((row) => !K.eq(row[t], K.zero)) ? [`${column(value)} at ${label}`] : [];
    });
    printed[u.name] = support.length === 0 ? "0" : `${support.slice(0, 24).join(", ")}, else 0`;
  }
  return {
    says: I.name,
    values: printed,
    left: show(left),
    right: show(right),
    size: smallInductions().includes(I) && I.G.order <= completeBelow ? "smallest" : "found",
    confirmed: "exact",
    replay: replayCommand(problem.claim, problem.variant),
  };
}
