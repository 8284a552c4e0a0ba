import { describe, expect, it } from "vitest";
import { believePage } from "../../site/believe.ts";
import { frontPage } from "../../site/front.ts";
import { claimsOf, type Entry } from "../../site/library.ts";
import { claim, pages, record, records } from "./fixture.ts";
import { parsePage } from "../../src/theorem/page.ts";

const words = "gauge/words";

function entry(front = ""): Entry {
  const file = `theorems/${words}.md`;
  const text = pages[words].replace("\n---\n", `\n${front}\n---\n`);
  const { page, faults } = parsePage(file, text);
  if (page === undefined) throw new Error(faults.map(String).join());
  return { page, record: records[words] };
}

const printed = 'printed: ["printed-transpose"]';

describe("believePage", () => {
  it("shows a printed form that is refuted, with what each kind of evidence made of it", () => {
    const page = believePage([entry(printed)]);
    expect(page).toContain(`href="${words}.html#printed-transpose"`);
    expect(page).toContain("W = 1, Ω = i: trace 1 becomes −1");
  });
  it("shows none where no page states a printed form, and says when a near miss survived", () => {
    expect(believePage([entry()])).not.toContain("One false formula");
    const survivor = claim(`${words}/x`, {
      nearMisses: [
        { id: "a", why: "", killed: true, by: [] },
        { id: "b", why: "", killed: false, by: [] },
      ],
    });
    const open = { ...entry(), record: record(words, [survivor]) };
    expect(believePage([open])).toMatch(/Of 2.such near misses on this site\s+1 were stopped/);
  });
});

describe("frontPage", () => {
  it("prints a refuted form with its counterexample, and under it what is true", () => {
    const entries = [entry(`${printed}\ncorrected: ["trace-is-invariant"]`)];
    const page = frontPage(entries, claimsOf(entries), false);
    const errata = /<ul class="errata">([^]*?)<\/ul>/.exec(page)?.[1] ?? "";
    expect(errata).toContain("W = 1, Ω = i: trace 1 becomes −1");
    expect(errata).toMatch(/class="corrected"[^]*Trace is invariant[^]*exhausted/);
    const without = [entry(printed)];
    expect(frontPage(without, claimsOf(without), false)).not.toContain('class="corrected"');
  });
});
