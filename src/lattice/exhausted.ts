import { amount } from "../claim/model.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import type { Effort } from "../record/schema.ts";
import type { Term } from "../term/term.ts";
import { countingColumns, decide, leastOf, lettersOf } from "./cases.ts";
import { monomialGroup } from "./monomial.ts";
import type { MonomialGroup } from "./monomial.ts";
import { latticeLinks, noMinusOne, oneBand } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";
import { finiteWitness } from "./witness.ts";

/** A lattice is exhausted with links in a group if it has at most so many cases. */
const mostCases: Readonly<Record<Effort, number>> = {
  quick: 300_000,
  default: 600_000,
  deep: 20_000_000,
};
const batch = 16_384;

/** The group of M×M matrices with one n-th root of unity in each row and column. */
export interface GroupOfLinks {
  readonly M: number;
  readonly n: number;
}

/**
 * Links in finite groups of unitary matrices, every case: eigenphases are rational turns, so that both
 * sides are exact. A lattice too large for a group at this effort is left to the smaller groups.
 */
export function finiteLinks(groups: readonly GroupOfLinks[]): Model<LatticeLinks> {
  const all = groups.map(({ M, n }) => monomialGroup(M, n)).sort((a, b) => a.order - b.order);
  return {
    name: all.map((G) => G.name).join(", "),
    kind: "exhausted",
    interprets: Object.keys(latticeLinks.operations),
    canDrop: [noMinusOne, oneBand],
    check: (problem, work): Finding => {
      const letters = lettersOf(problem);
      const limit = amount(work.effort, mostCases);
      const fits = (G: MonomialGroup): boolean =>
        G.order ** letters.length <= limit && (G.M === 1 || !problem.hypotheses.includes(oneBand));
      const taken = all.filter(fits);
      const facts = { scope: scopeOf(problem, taken), cases: 0 };
      let [nonzero, blurred] = [false, false];
      for (const [at, G] of taken.entries()) {
        const found = exhaust(problem, letters, G);
        facts.cases += found.cases;
        nonzero ||= found.nonzero;
        blurred ||= found.blurred;
        if (found.failing === undefined) continue;
        const witness = finiteWitness(problem, G, found.failing);
        const smallest = found.complete && allBelow(G, taken.slice(0, at));
        return {
          ...facts,
          outcome: "fails",
          witness: smallest ? { ...witness, size: "smallest" } : witness,
        };
      }
      const none = (reason: string): Finding => ({ ...facts, outcome: "undecided", reason });
      if (taken.length === 0)
        return none(`${letters.length} unknowns are too many for this effort`);
      if (facts.cases === 0) return none("no case met the hypotheses");
      if (blurred) return none("enclosures overlap: equality is not decided");
      return nonzero ? { ...facts, outcome: "holds" } : none("every angle of both sides is 0");
    },
  };
}

function scopeOf(problem: Problem, groups: readonly MonomialGroup[]): string {
  const { Nx, Ny } = problem.configuration;
  return `${String(Nx)}×${String(Ny)}: every link in ${groups.map((G) => G.name).join(", ")}`;
}

/** Z_2, …, Z_(n−1) were exhausted before Z_n: no smaller abelian choice fails. */
function allBelow(G: MonomialGroup, before: readonly MonomialGroup[]): boolean {
  const orders = before.filter((H) => H.M === 1).map((H) => H.order);
  for (let n = 2; n < G.order; n++) if (!orders.includes(n)) return false;
  return true;
}

interface Exhausted {
  readonly cases: number;
  readonly nonzero: boolean;
  readonly failing?: ReadonlyMap<string, number>;
  /** Every case was looked at, and the failing one has the fewest letters other than 1. */
  readonly complete?: boolean;
  /** Some enclosures overlap. */
  readonly blurred: boolean;
}

function exhaust(problem: Problem, letters: readonly Term[], G: MonomialGroup): Exhausted {
  const total = G.order ** letters.length;
  let [cases, nonzero, blurred] = [0, false, false];
  for (let from = 0; from < total; from += batch) {
    const size = Math.min(batch, total - from);
    const columns = countingColumns(letters, G.order, from, size);
    const decided = decide(problem, G, columns, size);
    cases += decided.admitted;
    nonzero ||= decided.nonzero;
    blurred ||= decided.undecided;
    if (decided.failing.length === 0) continue;
    const least = leastOf(columns, decided.failing);
    return { cases, nonzero: true, blurred, failing: least, complete: size === total };
  }
  return { cases, nonzero, blurred };
}
