import { expect, it } from "vitest";
import type { ClaimRecord } from "../../src/record/schema.ts";
import { received, undecided, unloadable } from "../../src/run/undecided.ts";
import { claim } from "../record/fixture.ts";

const described = { ...claim, nearMisses: ["sign"], models: ["free"], lint: [] };
const file = "specs/a/one.spec.ts";

it("undecided passes nothing, and says why", () => {
  const expected = { outcome: "undecided", passes: false, reason: "why", evidence: [] };
  expect(undecided(described, "why")).toMatchObject({
    ...expected,
    id: "a/one/x",
    nearMisses: [{ id: "sign", killed: false }],
    ms: 0,
  });
  expect(unloadable("a/one", "why")).toMatchObject({ ...expected, id: "a/one/spec-loads" });
});

it("received gives a sound record as it came, and believes a part that was asked for alone", () => {
  expect(received(described, file, claim)).toEqual(claim);
  const part: ClaimRecord = { ...claim, nearMisses: [] };
  expect(received(described, file, part, false)).toEqual(part);
  const quoted: ClaimRecord = { ...claim, expects: "quoted", outcome: "quoted", evidence: [] };
  expect(received({ ...described, expects: "quoted" }, file, quoted)).toEqual(quoted);
});

const refuting = { ...claim.evidence[0], outcome: "fails" } as const;
it.each<[string, Partial<ClaimRecord>]>([
  ["the near miss sign is not killed", { nearMisses: [] }],
  ["the near miss sign is not killed", { nearMisses: [{ ...claim.nearMisses[0], killed: false }] }],
  ["its outcome is fails", { outcome: "fails" }],
  ["no evidence says holds", { evidence: [] }],
  ["it expects fails, the spec holds", { expects: "fails", outcome: "fails" }],
  ["some evidence says fails", { evidence: [refuting, ...claim.evidence] }],
])("received believes no pass that the record itself denies: %s", (says, over) => {
  const found = received(described, file, { ...claim, ...over });
  expect([found.passes, found.outcome]).toEqual([false, "undecided"]);
  expect(found.reason).toBe(
    `${file}, a/one/x, field passes: expected false, got true, though ${says}`,
  );
});

it("received refuses what is no record, and the record of another claim", () => {
  expect(received(described, file, { ...claim, ms: NaN }).reason).toBe(
    `${file}, a/one/x, field ms: expected number, got NaN`,
  );
  expect(received(described, file, { ...claim, id: "a/one/y" }).reason).toBe(
    `${file}, a/one/x, field id: expected a/one/x, got a/one/y`,
  );
});
