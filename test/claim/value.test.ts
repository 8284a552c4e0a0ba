import { expect, it } from "vitest";
import type { Claim, Work } from "../../src/claim/claim.ts";
import { value, type ValueOf } from "../../src/claim/value.ts";
import type { ClaimRecord } from "../../src/record/schema.ts";

const work: Work = {
  effort: "quick",
  seed: "1",
  device: () => Promise.reject(new Error("no device here")),
};

/** 1 + 2 + … + n, by adding, against Gauss. */
function sumTo(over: Partial<ValueOf<{ n: number }, { from: number }>> = {}): Claim {
  return value<{ n: number }, { from: number }>({
    id: "a/b/sum",
    states: "",
    kind: "exhausted",
    engine: "adding",
    cases: [{ n: 3 }, { n: 4 }],
    parts: () => ({ from: 1 }),
    compute: ({ n }, { from }) => {
      let sum = 0;
      for (let k = from; k <= n; k++) sum += k;
      return sum;
    },
    routes: { Gauss: ({ n }) => (n * (n + 1)) / 2 },
    nearMisses: () => ({ late: { why: "from 2 on", change: { from: 2 } } }),
    ...over,
  });
}
const check = (over?: Parameters<typeof sumTo>[0]): Promise<ClaimRecord> => sumTo(over).check(work);

it("value holds by every route in every case, and its near miss is killed, in one case too", async () => {
  for (const cases of [[{ n: 3 }, { n: 4 }], [{ n: 4 }]]) {
    const record = await check({ cases });
    expect(record).toMatchObject({ shape: "value", outcome: "holds", passes: true });
    expect(record.evidence).toMatchObject([{ model: "adding against Gauss", cases: cases.length }]);
    expect(record.nearMisses).toMatchObject([{ id: "late", why: "from 2 on", killed: true }]);
  }
});

it("value fails at the first case where a route differs, and is undecided where all is 0", async () => {
  const off = await check({ routes: { Gauss: () => 6 } });
  expect(off.evidence[0]).toMatchObject({
    outcome: "fails",
    cases: 2,
    witness: { left: "10", right: "6", replay: "commute replay a/b/sum" },
  });
  const nothing = await check({ compute: () => 0, routes: { zero: () => 0 } });
  expect(nothing).toMatchObject({ outcome: "undecided", passes: false });
  expect(nothing.reason).toContain("every value is 0 on both routes");
  const onOneSide = await check({ compute: () => 0, routes: { one: () => 1 } });
  expect(onOneSide.outcome).toBe("fails");
});

it("value that is expected to fail needs its corrected form to hold", async () => {
  const wrong = { expects: "fails", parts: () => ({ from: 2 }), nearMisses: () => ({}) } as const;
  const record = await check({ ...wrong, control: () => ({ from: 1 }) });
  expect(record).toMatchObject({ outcome: "fails", passes: true });
  expect((await check({ ...wrong, control: () => ({ from: 0.5 }) })).passes).toBe(false);
});

it("value names its faults before anything runs", () => {
  expect(sumTo().lint()).toEqual([]);
  expect(sumTo({ cases: [] }).lint()).toEqual(["a/b/sum, cases: expected at least one, got none"]);
  expect(sumTo({ routes: {} }).lint()).toEqual([
    "a/b/sum, routes: expected an independent route, got none",
  ]);
  expect(sumTo({ nearMisses: () => ({ same: { why: "", change: {} } }) }).lint()).toEqual([
    "a/b/sum, near miss same: expected a changed part, got none",
  ]);
  expect(sumTo({ expects: "fails" }).lint()).toEqual([
    "a/b/sum, control: expected the corrected form of a claim that fails, got none",
  ]);
});
