import { describe, expect, it } from "vitest";
import { discover } from "../../src/theorem/discover.ts";
import { readInventory } from "../../src/theorem/inventory.ts";
import { project, repository } from "../run/project.ts";

const inventory = (text: string): ReturnType<typeof readInventory> =>
  project({ "theorems/inventory.yaml": text }).then(readInventory);

describe("readInventory", () => {
  it("is empty where a repository keeps none", async () => {
    expect(await readInventory(await project({}))).toEqual([]);
  });
  it("names the entry and field that is wrong, and a number given twice", async () => {
    await expect(inventory("- { number: 2.3, title: a, kind: claim }")).rejects.toThrow(
      /theorems\/inventory\.yaml, field 0\.number: expected .*got 2\.3/,
    );
    await expect(inventory('- { number: "2.3", title: a, kind: guess }')).rejects.toThrow("0.kind");
    const one = '- { number: "2.3", title: a, kind: claim }\n';
    await expect(inventory(one + one)).rejects.toThrow("expected each number once, got 2.3 twice");
  });
  it("of this repository has every claim of the talk, and knows every number that a page covers", async () => {
    const all = await readInventory(repository);
    const count = (kind: string): number => all.filter((one) => one.kind === kind).length;
    // The counts of the inventory that the talk was read into: 72 to check, 9 to quote, 20 extensions.
    expect(["claim", "quote", "extension"].map(count)).toEqual([72, 9, 20]);
    const numbers = new Set(all.map(({ number }) => number));
    const { theorems } = await discover(repository);
    const covered = theorems.flatMap(({ page }) => page.talk);
    expect(covered.length).toBeGreaterThan(0);
    expect(covered.filter((number) => !numbers.has(number))).toEqual([]);
  });
});
