import { parseRational } from "../algebra/rational.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import type { Term } from "../term/term.ts";
import { reachable, unknownName } from "../term/term.ts";
import { countingColumns, lettersOf } from "./cases.ts";
import { evaluateFinite, showTurn } from "./finiteLinks.ts";
import { monomialGroup } from "./monomial.ts";

/** The terms whose angle is taken, in the order of their sites: the plaquettes of a lattice. */
export function phaseTerms(problem: Problem): Term[] {
  return reachable(problem.left).filter((t) => t.op === "phase");
}

/**
 * The left side of a problem for links e^{2πiθ} in U(1), θ rational with a common denominator up to
 * 256; links that are not named are 1. Exactness: exact.
 */
export function leftAtTurns(problem: Problem, turns: Readonly<Record<string, string>>): string {
  const parsed = Object.entries(turns).map(([name, t]) => ({ name, q: parseRational(t) }));
  const n = parsed.reduce((common, { q }) => common * Number(q.d), 1);
  const names = lettersOf(problem).map(unknownName);
  const columns = new Map(names.map((name) => [name, Uint16Array.of(0)]));
  for (const { name, q } of parsed) {
    if (!columns.has(name)) throw new DomainError("leftAtTurns", names.join(", "), name);
    const residue = Number(((q.n % q.d) + q.d) % q.d) * (n / Number(q.d));
    columns.set(name, Uint16Array.of(residue));
  }
  const { values } = evaluateFinite(monomialGroup(1, n), columns, 1, problem.left);
  return showTurn(values[0], 0);
}

const batch = 16_384;

/** How often each value of the first left side occurs over all links in Z_n. */
export function exhaustedHistogram(problem: Problem, n: number): ReadonlyMap<string, number> {
  const G = monomialGroup(1, n);
  const letters = lettersOf(problem);
  const total = G.order ** letters.length;
  const counts = new Map<number, number>();
  let denominator = 1;
  for (let from = 0; from < total; from += batch) {
    const size = Math.min(batch, total - from);
    const columns = countingColumns(letters, G.order, from, size);
    const [turns] = evaluateFinite(G, columns, size, [problem.left[0]]).values;
    if ("intervals" in turns)
      throw new DomainError("exhaustedHistogram", "exact angles", "enclosures");
    denominator = turns.denominator;
    for (const x of turns.numerators) counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  return new Map(
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([x, count]) => [showTurn({ denominator, numerators: Int32Array.of(x) }, 0), count]),
  );
}
