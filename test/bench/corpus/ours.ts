import { createRequire } from "node:module";
import { nerdamerProposer } from "../../../src/corroborate/proposer.ts";
import { decide, defaultEffort } from "../../../src/decide/decide.ts";
import { parseEquation } from "../../../src/formula/equation.ts";
import type { Item } from "../../corpus/corpus.ts";
import type { Answer, Answered } from "./ask.ts";

/** Our own answers, in process; what differs from the truth or is undecided is named on stderr. */
export function ours(items: readonly Item[]): Answered {
  const proposers = [nerdamerProposer(createRequire(import.meta.url))];
  const began = performance.now();
  const answers = items.map(({ equation, given, over, truth }): Answer => {
    const { outcome, how } = decide(parseEquation(equation, given, over), {
      ...defaultEffort,
      proposers,
    });
    const answer = outcome === "holds" ? "true" : outcome === "fails" ? "false" : "cannot";
    if (answer !== String(truth))
      console.error(`${answer === "cannot" ? "undecided" : "WRONG"}: ${equation} (${how})`);
    return answer;
  });
  return { version: "commute", answers, ms: performance.now() - began };
}
