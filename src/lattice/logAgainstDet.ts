import type { Problem } from "../claim/problem.ts";
import * as I from "../reals/interval.ts";
import { stream } from "../numeric/random.ts";
import { certifiedInteger } from "./band.ts";
import { lettersOf } from "./cases.ts";
import { phaseTerms } from "./evaluateAt.ts";
import { evaluateHaar, haarUnknowns } from "./haarLinks.ts";

/**
 * How often Σ_k Im Tr log W_k / 2π exceeds Σ_k Im log det W_k / 2π by which integer, over Haar random
 * links in U(M): both are integers, and the second is the number of Fukui, Hatsugai and Suzuki (2005,
 * eq. (9)). Samples on an exceptional set are left out.
 */
export function logAgainstDeterminant(
  problem: Problem,
  M: number,
  samples: number,
  seed: string,
): ReadonlyMap<number, number> {
  const phases = phaseTerms(problem);
  const determinants = phases.map((t) => problem.store.term("C", "detTurn", [], t.args));
  const letters = lettersOf(problem);
  const s = stream(seed, problem.claim, "log against determinant", `M=${M}`);
  const counts = new Map<number, number>();
  for (let sample = 0; sample < samples; sample++) {
    const links = haarUnknowns(letters, M, s.at(sample));
    const turns = evaluateHaar(M, links, [...phases, ...determinants]);
    if (turns === undefined) continue;
    // Each det angle moved by the integer that brings it into (−1/2, 1/2].
    const centred = turns
      .slice(phases.length)
      .map((x) => I.sub(x, I.interval(Math.round(I.midpoint(x)))));
    if (centred.some((x) => !(x.hi < 0.5 && x.lo > -0.5))) continue;
    const sum = (xs: readonly I.Interval[]): number => certifiedInteger(xs.reduce(I.add));
    const difference = sum(turns.slice(0, phases.length)) - sum(centred);
    counts.set(difference, (counts.get(difference) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}
