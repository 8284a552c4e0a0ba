import { describe, expect, it } from "vitest";
import { sane } from "../../src/claim/check.ts";
import { mergeFindings } from "../../src/claim/merge.ts";
import type { Finding } from "../../src/claim/model.ts";
import { clearRatio, fold, isKilled, judge } from "../../src/claim/verdict.ts";
import { FrameworkError } from "../../src/errors.ts";
import type { Evidence, NearMissRecord, Witness } from "../../src/record/schema.ts";

const witness: Witness = { says: "1 ≠ 2", values: {}, size: "found", confirmed: "exact" };

function piece(more: Partial<Evidence>): Evidence {
  return { kind: "exhausted", model: "m", outcome: "holds", scope: "s", ms: 0, ...more };
}

describe("fold", () => {
  const proof = piece({ kind: "proved", model: "free" });
  const refutation = piece({ model: "small", outcome: "fails", witness });
  it("of nothing is undecided, for no model was asked", () => {
    expect(fold([])).toEqual({ outcome: "undecided", reason: "no model was asked" });
  });
  it("holds only if every piece holds", () => {
    expect(fold([piece({}), proof])).toEqual({ outcome: "holds" });
    expect(fold([piece({}), piece({ outcome: "undecided", reason: "tired" })])).toEqual({
      outcome: "undecided",
      reason: "m: tired",
    });
  });
  it("fails on one witness, whatever samples say beside it", () => {
    expect(fold([piece({ kind: "sampled-float" }), refutation])).toEqual({ outcome: "fails" });
    expect(fold([piece({ outcome: "undecided" }), refutation])).toEqual({ outcome: "fails" });
  });
  it("takes a failure without a witness for undecided", () => {
    expect(fold([piece({ outcome: "fails" })])).toEqual({
      outcome: "undecided",
      reason: "m: a failure without a witness",
    });
  });
  it("says so where an undecided piece gives no reason", () => {
    expect(fold([piece({ outcome: "undecided" })]).reason).toBe("m: no reason given");
  });
  it("throws FrameworkError for a proof beside a witness, in either order", () => {
    for (const both of [
      [proof, refutation],
      [refutation, proof],
    ])
      expect(() => fold(both)).toThrow(FrameworkError);
    expect(() => fold([proof, refutation])).toThrow("free proves what small refutes: 1 ≠ 2");
  });
  it("lets a failure without a witness stand beside a proof, undecided", () => {
    expect(fold([proof, piece({ outcome: "fails" })]).outcome).toBe("undecided");
  });
});

describe("isKilled", () => {
  type By = NearMissRecord["by"][number];
  const by = (more: Partial<By>): By => ({
    kind: "exhausted",
    model: "m",
    outcome: "fails",
    ms: 0,
    ...more,
  });
  const refuted = by({ witness });
  it.each<[string, By[], boolean]>([
    ["no model was asked", [], false],
    ["one model refutes it with a witness", [refuted], true],
    ["it fails without a witness", [by({})], false],
    ["it is refuted here and passes there", [refuted, by({ outcome: "holds" })], false],
    [
      "it is refuted here and shown blind there",
      [refuted, by({ outcome: "holds", blind: true })],
      true,
    ],
    [
      "it is shown blind everywhere and refuted nowhere",
      [by({ outcome: "holds", blind: true })],
      false,
    ],
    ["it is undecided in one model", [refuted, by({ outcome: "undecided" })], false],
    ["undecided calls itself blind", [refuted, by({ outcome: "undecided", blind: true })], false],
    ["an exception stopped it everywhere", [by({ outcome: "undecided", reason: "threw" })], false],
  ])("where %s", (_, pieces, killed) => {
    expect(isKilled(pieces)).toBe(killed);
  });
});

describe("judge", () => {
  const killed = [{ id: "a", killed: true }];
  const holds = { outcome: "holds" } as const;
  const fails = { outcome: "fails" } as const;
  it("passes a claim that holds with every near miss killed", () => {
    expect(judge({ expects: "holds", verdict: holds, nearMisses: killed })).toEqual({
      passes: true,
    });
  });
  it("passes an expected refutation whose corrected form holds, without near misses", () => {
    expect(judge({ expects: "fails", verdict: fails, nearMisses: [], control: holds })).toEqual({
      passes: true,
    });
  });
  it.each<[string, Parameters<typeof judge>[0], string]>([
    [
      "what is undecided, and says why",
      { expects: "holds", verdict: { outcome: "undecided", reason: "why" }, nearMisses: killed },
      "why",
    ],
    [
      "what is undecided without a reason",
      { expects: "fails", verdict: { outcome: "undecided" }, nearMisses: killed, control: holds },
      "undecided",
    ],
    [
      "a claim that fails",
      { expects: "holds", verdict: fails, nearMisses: killed },
      "expected that it holds, found that it fails",
    ],
    [
      "an expected refutation that holds",
      { expects: "fails", verdict: holds, nearMisses: killed, control: holds },
      "expected that it fails, found that it holds",
    ],
    [
      "a surviving near miss among killed ones",
      { expects: "holds", verdict: holds, nearMisses: [...killed, { id: "b", killed: false }] },
      'the near miss "b" survives',
    ],
    [
      "a claim without near misses",
      { expects: "holds", verdict: holds, nearMisses: [] },
      "no near miss: nothing shows that this check can fail",
    ],
    [
      "an expected refutation without a control",
      { expects: "fails", verdict: fails, nearMisses: killed },
      "the corrected form does not hold in the same models",
    ],
    [
      "an expected refutation whose control is undecided",
      {
        expects: "fails",
        verdict: fails,
        nearMisses: [],
        control: { outcome: "undecided", reason: "why" },
      },
      "the corrected form does not hold in the same models: why",
    ],
  ])("rejects %s", (_, claim, reason) => {
    expect(judge(claim)).toEqual({ passes: false, reason });
  });
});

describe("sane", () => {
  const good: Evidence[] = [
    piece({ kind: "proved", cancelled: 1 }),
    piece({ kind: "proved", cases: 1 }),
    piece({ kind: "exhausted", cases: 1 }),
    piece({ kind: "certified", cases: 1 }),
    piece({ kind: "sampled-exact", points: 1, errorLog2: -100 }),
    piece({ kind: "sampled-float", samples: 1, worstRatio: 1 }),
    piece({ kind: "estimated", enclosure: [0, 1] }),
  ];
  it.each(good)("lets $kind evidence that looked at something pass", (evidence) => {
    expect(sane(evidence)).toBe(evidence);
  });
  it.each<[string, Partial<Evidence>]>([
    ["nothing cancelled: both sides are zero", { kind: "proved", cancelled: 0 }],
    ["nothing cancelled: both sides are zero", { kind: "proved" }],
    ["no case was decided", { kind: "exhausted", cases: 0 }],
    ["no case was decided", { kind: "exhausted" }],
    ["no case was decided", { kind: "certified", cases: 0 }],
    ["no point was drawn", { kind: "sampled-exact", points: 0, errorLog2: -200 }],
    ["no point was drawn", { kind: "sampled-exact", errorLog2: -200 }],
    [
      "the error probability is above 2^-100",
      { kind: "sampled-exact", points: 1, errorLog2: -99.9 },
    ],
    ["the error probability is above 2^-100", { kind: "sampled-exact", points: 1, errorLog2: NaN }],
    ["the error probability is above 2^-100", { kind: "sampled-exact", points: 1 }],
    ["no sample was drawn", { kind: "sampled-float", samples: 0, worstRatio: 0 }],
    ["no sample was drawn", { kind: "sampled-float", worstRatio: 0 }],
    [
      "a residual is above its bound, or not a number",
      { kind: "sampled-float", samples: 1, worstRatio: 1.01 },
    ],
    [
      "a residual is above its bound, or not a number",
      { kind: "sampled-float", samples: 1, worstRatio: NaN },
    ],
    ["a residual is above its bound, or not a number", { kind: "sampled-float", samples: 1 }],
    ["no interval was computed", { kind: "estimated" }],
  ])("calls it undecided: %s (%o)", (reason, more) => {
    const evidence = piece(more);
    expect(sane(evidence)).toEqual({ ...evidence, outcome: "undecided", reason });
  });
  it("leaves what fails or is undecided as it is", () => {
    for (const outcome of ["fails", "undecided"] as const) {
      const evidence = piece({ kind: "sampled-float", outcome, worstRatio: NaN });
      expect(sane(evidence)).toBe(evidence);
    }
  });
});

describe("mergeFindings", () => {
  const merge = (...findings: Finding[]): Evidence =>
    mergeFindings(
      "sampled-exact",
      "m",
      findings,
      findings.map((_, k) => ({ d: k + 2 })),
      7,
    );
  it("of nothing is undecided", () => {
    expect(merge()).toMatchObject({ outcome: "undecided", reason: "no configuration was asked" });
  });
  it("adds counts, takes the worst ratio, bounds and power, and adds chances of error", () => {
    const power = (epsilon: number) => ({ epsilon, ingredients: [], invisible: [] });
    const a: Finding = {
      outcome: "holds",
      scope: "N = 2",
      samples: 3,
      cases: 5,
      points: 7,
      cancelled: 11,
      degree: "9",
      normBound: "10",
      primes: ["3", "7"],
      errorLog2: -101,
      worstRatio: 0.25,
      power: power(1e-3),
    };
    const b: Finding = {
      ...a,
      degree: "10",
      normBound: "9",
      primes: ["7", "11"],
      errorLog2: -101,
      worstRatio: 0.5,
      power: power(1e-4),
    };
    expect(merge(a, b)).toEqual({
      kind: "sampled-exact",
      model: "m",
      ms: 7,
      outcome: "holds",
      scope: "N = 2; d = 2, 3",
      samples: 6,
      cases: 10,
      points: 14,
      cancelled: 22,
      degree: "10",
      normBound: "10",
      primes: ["3", "7", "11"],
      errorLog2: -100,
      worstRatio: 0.5,
      power: power(1e-3),
    });
  });
  it("fails as soon as one configuration fails, and keeps its witness", () => {
    const undecided: Finding = { outcome: "undecided", scope: "", reason: "r" };
    const holds: Finding = { outcome: "holds", scope: "" };
    expect(merge(undecided, holds, { outcome: "fails", scope: "", witness })).toMatchObject({
      outcome: "fails",
      witness,
    });
    expect(merge(holds, undecided)).toMatchObject({ outcome: "undecided", reason: "r" });
  });
  it("keeps NaN, so that no ratio hides it", () => {
    expect(
      merge(
        { outcome: "holds", scope: "", worstRatio: NaN },
        { outcome: "holds", scope: "", worstRatio: 0 },
      ).worstRatio,
    ).toBeNaN();
  });
});

it("clearRatio is the 10 of design.md 1.2", () => {
  expect(clearRatio).toBe(10);
});
