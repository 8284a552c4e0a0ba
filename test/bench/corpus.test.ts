import { expect, it } from "vitest";
import type { Item } from "../corpus/corpus.ts";
import { ask } from "./corpus/ask.ts";
import { count } from "./corpus/bench.ts";

const yes: Item = { equation: "x = x", truth: true, kind: "identity", source: "" };
const no: Item = { equation: "x = 1", truth: false, kind: "mutant", why: "", witness: { x: "2" } };

it("count() tells right from wrong answers, and both from none", () => {
  const items = [yes, yes, yes, no, no, no];
  expect(count(items, ["true", "false", "cannot", "true", "true", "false"])).toEqual({
    rightTrue: 1,
    wrongTrue: 2,
    rightFalse: 1,
    wrongFalse: 1,
    cannot: 1,
  });
});

// Whole processes: at deep effort only.
it.runIf(process.env.COMMUTE_EFFORT === "deep")(
  "ask() counts a silent item and a crash as cannot, and goes on afresh",
  async () => {
    const peer = `
    console.log("peer 1");
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { equation } = JSON.parse(line);
      if (equation === "x = 1") process.exit(1);
      if (equation === "x = x") console.log("true");
    });`;
    const items = [yes, no, { ...yes, equation: "silence = 0" }, yes];
    const found = await ask([process.execPath, "-e", peer], items, 0.5);
    expect(found?.version).toBe("peer 1");
    expect(found?.answers).toEqual(["true", "cannot", "cannot", "true"]);
    expect(await ask([process.execPath, "-e", "process.exit(1)"], items, 1)).toBeUndefined();
  },
);
