import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { renderSite } from "../../site/build.ts";
import { readMeasured } from "../../site/measured.ts";
import { mutations, mutationsAddress, mutationsPage } from "../../site/mutations.ts";
import { repository as project } from "../run/project.ts";
import { write } from "../site/fixture.ts";
import { changeOf, mutantsOf, type Mutant } from "./mutants.ts";
import { writeMutations, type Judged } from "./mutations.ts";

const [negated, less] = mutantsOf("src/claim/a.ts", "if (a < 1) f();");
const judged = (mutant: Mutant, over: Partial<Judged>): Judged => ({
  mutant,
  change: changeOf(mutant),
  key: (over.killed === true ? "a" : "b").repeat(64),
  killed: false,
  by: "",
  seconds: 1.4,
  ...over,
});

it("writeMutations keeps what a person wrote of a survivor, and the page shows it", async () => {
  const root = await mkdtemp(join(tmpdir(), "commute-"));
  const from = { seed: "1", of: 900, files: 30 };
  const found = [judged(negated, { killed: true, by: "test/claim: x <y>" }), judged(less, {})];
  try {
    await write(root, "test/bench/results/other", "");
    const file = await writeMutations(root, from, found);
    const first = await readMeasured(root, mutations);
    expect(first?.mutants.map(({ change, line, column }) => [change, line, column])).toEqual([
      ["negate a < 1", 1, 5],
      ["< → <=", 1, 7],
    ]);
    const page = mutationsPage(first);
    expect(page).toMatch(/1 of 2\smutants\s+were killed/);
    expect(page).toContain("Not explained yet.");
    expect(page).toContain("test/claim: x &lt;y&gt;");
    const explained = first?.mutants.map((one) => (one.killed ? one : { ...one, why: "same f" }));
    await write(root, file, JSON.stringify({ ...first, mutants: explained }));
    await writeMutations(root, from, found);
    expect(mutationsPage(await readMeasured(root, mutations))).toContain("same f");
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

it("mutationsPage says where no run is recorded, and the page on belief leads to it", async () => {
  expect(mutationsPage(undefined)).toContain("No run is recorded.");
  const pages = renderSite([], { mutations: await readMeasured(project, mutations) });
  expect(pages.has(mutationsAddress)).toBe(true);
  expect(pages.get("how-much-to-believe.html")).toContain(`href="${mutationsAddress}"`);
});
