import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { nerdamerProposer } from "../../src/corroborate/proposer.ts";
import { decide, defaultEffort } from "../../src/decide/decide.ts";
import { parseEquation } from "../../src/formula/equation.ts";
import { readCorpus, type Item } from "../corpus/corpus.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
/** By default one of so many; all at deep effort and in `npm run bench -- corpus`. */
const every = deep ? 1 : 40;
const proposers = [nerdamerProposer(createRequire(import.meta.url))];

function outcome({ equation, given, over }: Item): string {
  return decide(parseEquation(equation, given, over), { ...defaultEffort, proposers }).outcome;
}

it.each([...readCorpus()])(
  "decide is never wrong on the corpus: %s",
  (_, items) => {
    const wrong: string[] = [];
    const right = { true: 0, false: 0 };
    const of = { true: 0, false: 0 };
    for (const item of items.filter((__, k) => k % every === 0)) {
      const expected = item.truth ? "holds" : "fails";
      const found = outcome(item);
      of[`${item.truth}`] += 1;
      if (found === expected) right[`${item.truth}`] += 1;
      else if (found !== "undecided") wrong.push(`${found}: ${item.equation}`);
    }
    expect(wrong).toEqual([]);
    if (!deep) return;
    expect(right.true / of.true).toBeGreaterThanOrEqual(0.95);
    expect(right.false / of.false).toBeGreaterThanOrEqual(0.98);
  },
  1_200_000,
);
