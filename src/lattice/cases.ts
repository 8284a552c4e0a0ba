import type { Problem } from "../claim/problem.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { compareCases, differs, evaluateFinite, overlaps } from "./finiteLinks.ts";
import type { Columns, Evaluated } from "./finiteLinks.ts";
import type { MonomialGroup } from "./monomial.ts";
import { noMinusOne } from "./signature.ts";

/** An element of a finite group for each unknown. */
export type Assignment = ReadonlyMap<string, number>;

/** The number of unknowns that are not the identity. */
export function weight(a: Assignment): number {
  return [...a.values()].filter((g) => g !== 0).length;
}

/** The unknowns that occur, by name. */
export function lettersOf(problem: Problem): Term[] {
  return reachable([...problem.left, ...problem.right]).filter((t) => t.op === "unknown");
}

/** Case c has the digits of c in base `order`, the first letter the slowest. */
export function countingColumns(
  letters: readonly Term[],
  order: number,
  from: number,
  size: number,
): Columns {
  return new Map(
    letters.map((t, i) => {
      const unit = order ** (letters.length - 1 - i);
      const column = new Uint16Array(size);
      for (let c = 0; c < size; c++) column[c] = Math.floor((from + c) / unit) % order;
      return [unknownName(t), column];
    }),
  );
}

/** Of the failing cases, one with the fewest letters other than 1. */
export function leastOf(columns: Columns, failing: readonly number[]): Map<string, number> {
  const at = (c: number): Map<string, number> =>
    new Map([...columns].map(([name, column]) => [name, column[c]]));
  return failing.map(at).reduce((a, b) => (weight(b) < weight(a) ? b : a));
}

export interface Decided {
  /** Cases that met the hypotheses. */
  readonly admitted: number;
  readonly failing: readonly number[];
  readonly undecided: boolean;
  readonly nonzero: boolean;
}

/** Compares both sides in every case of a batch that meets the hypotheses. */
export function decide(
  problem: Problem,
  G: MonomialGroup,
  columns: Columns,
  size: number,
): Decided {
  const roots = [...problem.left, ...problem.right];
  const { values, exceptional, nonzero }: Evaluated = evaluateFinite(G, columns, size, roots);
  const avoided = problem.hypotheses.includes(noMinusOne);
  const verdicts = new Uint8Array(size);
  problem.left.forEach((l, i) => {
    compareCases(verdicts, values[i], values[problem.left.length + i], l.sort === "C");
  });
  const failing: number[] = [];
  let [admitted, undecided] = [0, false];
  for (let c = 0; c < size; c++) {
    if (avoided && exceptional[c] === 1) continue;
    admitted++;
    if (verdicts[c] === differs) failing.push(c);
    else undecided ||= verdicts[c] === overlaps;
  }
  return { admitted, failing, undecided: undecided && failing.length === 0, nonzero };
}
