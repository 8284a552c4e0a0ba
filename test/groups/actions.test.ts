import { expect, it } from "vitest";
import { characterTable, fixedPointMean, orbitCount } from "../../src/groups/actions.ts";

it("orbitCount counts bracelets of four beads: 6 with 2 colours, 21 with 3 (OEIS A000029, A027671)", () => {
  for (const [colours, bracelets] of [
    [2, 6],
    [3, 21],
  ] as const) {
    // prettier-ignore
    const on = `colourings of four corners, ${colours} colours`;
    expect(orbitCount("D4", on)).toBe(bracelets);
    expect(fixedPointMean("D4", on)).toBe(bracelets);
  }
});

it("orbits under conjugation are classes, and there are as many characters", () => {
  for (const [name, classes] of [
    ["S4", 5],
    ["A5", 5],
    ["Q8", 5],
    ["A4", 4],
  ] as const) {
    // prettier-ignore
    expect(orbitCount(name, "itself by conjugation")).toBe(classes);
    expect(characterTable(name).characters.length).toBe(classes);
  }
});

it("refuses an action that it does not know", () => {
  expect(() => orbitCount("S3", "pairs")).toThrow("pairs of S4");
});
