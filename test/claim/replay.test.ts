import { expect, it } from "vitest";
import { replayCommand } from "../../src/claim/replay.ts";

it("replayCommand names the near miss where it is one's, and nothing else", () => {
  expect(replayCommand("a/one/x")).toBe("commute replay a/one/x");
  expect(replayCommand("a/one/x", "sign")).toBe("commute replay a/one/x --near-miss sign");
});
