import { expect, it } from "vitest";
import type { ClaimRecord } from "../../src/record/schema.ts";
import { complaint, standing, table, totals } from "../../src/run/table.ts";
import { claim } from "../record/fixture.ts";

const undecided: ClaimRecord = {
  ...claim,
  id: "a/one/hangs",
  outcome: "undecided",
  passes: false,
  reason: "stopped after 120 s",
  evidence: [],
  nearMisses: [{ id: "sign", why: "", killed: false, by: [] }],
};
const refuted: ClaimRecord = {
  ...claim,
  id: "a/one/as-printed",
  expects: "fails",
  outcome: "fails",
  evidence: [
    { kind: "sampled-float", model: "SO(3)", outcome: "undecided", scope: "", ms: 1 },
    { kind: "exhausted", model: "C3", outcome: "fails", scope: "", ms: 1 },
  ],
};
const quoted: ClaimRecord = {
  ...claim,
  id: "a/one/context",
  shape: "quoted",
  expects: "quoted",
  outcome: "quoted",
  evidence: [],
  nearMisses: [],
};
const survived: ClaimRecord = {
  ...claim,
  id: "a/one/weak",
  passes: false,
  nearMisses: [{ id: "sign", why: "", killed: false, by: [] }],
};
const wrong: ClaimRecord = { ...claim, id: "a/one/wrong", passes: false, outcome: "fails" };
const all = [claim, refuted, undecided, quoted, survived, wrong];

it("table prints a line per claim, the totals, and why a claim does not pass", () => {
  expect(table([{ theorem: "a/one", claims: all }], false)).toMatchInlineSnapshot(`
    "claim          outcome    evidence                  killed  time
    a/one
      /x           holds      proved                       1/1  1 ms
      /as-printed  refuted    exhausted sampled-float?     1/1  1 ms
      /hangs       undecided  -                            0/1  1 ms
      /context     quoted     -                              -  1 ms
      /weak        failing    proved                       0/1  1 ms
      /wrong       failing    proved                       1/1  1 ms

    1 hold, 1 refuted as expected, 1 undecided, 1 quoted, 2 failing
    a/one/hangs: undecided: stopped after 120 s
    a/one/weak: holds: near misses not killed: sign
    a/one/wrong: fails: expected holds"
  `);
});

it("standing puts every claim in exactly one class, and totals count them all", () => {
  expect(all.map(standing)).toEqual([
    "holds",
    "refuted",
    "undecided",
    "quoted",
    "failing",
    "failing",
  ]);
  expect(totals(all)).toBe("1 hold, 1 refuted as expected, 1 undecided, 1 quoted, 2 failing");
});

it("table in colour differs from table without in colours only", () => {
  const theorems = [{ theorem: "a/one", claims: all }];
  const escapes = new RegExp(String.raw`\u001B\[\d+m`, "g");
  expect(table(theorems, true)).not.toBe(table(theorems, false));
  expect(table(theorems, true).replaceAll(escapes, "")).toBe(table(theorems, false));
});

it("complaint names the near misses that survived", () => {
  expect(complaint(survived)).toBe("a/one/weak: holds: near misses not killed: sign");
});
