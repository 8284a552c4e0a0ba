import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import type { Witness } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import { decide, leastOf, lettersOf } from "./cases.ts";
import type { Columns } from "./finiteLinks.ts";
import { freeLinks, sameCombination } from "./freeLinks.ts";
import type { Combination, FreeCarriers } from "./freeLinks.ts";
import { monomialGroup } from "./monomial.ts";
import type { MonomialGroup } from "./monomial.ts";
import { latticeLinks, noMinusOne, oneBand } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";
import { finiteWitness } from "./witness.ts";

/**
 * The free model of unitary links: both sides have the same normal form, hence agree for links of
 * every size M on the lattices listed. A difference fails only with links on which the sides differ.
 */
export function freeLinkModel(): Model<LatticeLinks> {
  return {
    name: "free group of links",
    kind: "proved",
    interprets: Object.keys(latticeLinks.operations),
    canDrop: [noMinusOne, oneBand],
    check: (problem, work): Finding => {
      const single = problem.hypotheses.includes(oneBand);
      const free = freeLinks(problem.hypotheses.includes(noMinusOne), single);
      const values = evaluate<LatticeLinks, FreeCarriers>(latticeLinks, free.algebra, free.point, [
        ...problem.left,
        ...problem.right,
      ]) as Combination[];
      const n = problem.left.length;
      const facts = { scope: single ? "M = 1" : "every M", cancelled: free.met() };
      if (problem.left.every((_, i) => sameCombination(values[i], values[n + i])))
        return { ...facts, outcome: "holds" };
      const witness = concretise(problem, work);
      return witness === undefined
        ? {
            ...facts,
            outcome: "undecided",
            reason:
              "not free: the normal forms differ, and no finite links on which the sides differ were found",
          }
        : { ...facts, outcome: "fails", witness };
    },
  };
}

const groups: readonly (readonly [M: number, n: number])[] = [
  [1, 2],
  [1, 3],
  [1, 4],
  [1, 5],
  [2, 2],
  [2, 3],
  [3, 2],
];
const tries = 4096;

/**
 * Links in a small finite group on which the sides differ: all choices with one, two, … letters other
 * than 1 as far as they are few, then random ones.
 */
export function concretise(problem: Problem, work: ModelWork): Witness | undefined {
  const names = lettersOf(problem).map(unknownName);
  for (const [M, n] of groups) {
    if (M > 1 && problem.hypotheses.includes(oneBand)) continue;
    const G = monomialGroup(M, n);
    for (const columns of [lightColumns(names, G), randomColumns(names, G, work)]) {
      const size = columns.get(names[0])?.length ?? 0;
      const { failing } = decide(problem, G, columns, size);
      if (failing.length > 0) return finiteWitness(problem, G, leastOf(columns, failing));
    }
  }
  return undefined;
}

/** Choices of few letters other than 1, up to the number of tries. */
function lightColumns(names: readonly string[], G: MonomialGroup): Columns {
  const rows: Map<string, number>[] = [new Map<string, number>()];
  for (let at = 0; at < rows.length && rows.length < tries; at++) {
    const start = Math.max(-1, ...[...rows[at].keys()].map((name) => names.indexOf(name))) + 1;
    for (let i = start; i < names.length; i++)
      for (let g = 1; g < G.order && rows.length < tries; g++)
        rows.push(new Map([...rows[at], [names[i], g]]));
  }
  return new Map(names.map((name) => [name, Uint16Array.from(rows, (row) => row.get(name) ?? 0)]));
}

function randomColumns(names: readonly string[], G: MonomialGroup, work: ModelWork): Columns {
  const s = work.stream("links", G.name);
  return new Map(
    names.map((name) => [name, Uint16Array.from({ length: tries }, () => s.uint32() % G.order)]),
  );
}
