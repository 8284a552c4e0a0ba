import { describe, expect, it } from "vitest";
import type { ClaimRecord } from "../../src/record/schema.ts";
import { card } from "../../site/card.ts";
import { html } from "../../site/html.ts";
import { totals } from "../../site/front.ts";
import { integer, powerOfTwo, real } from "../../site/numbers.ts";
import { effective, faceOf, type Face } from "../../site/verdict.ts";
import { claim, records } from "./fixture.ts";

const one = claim("gauge/words/one");
const draw = (shown: ClaimRecord, others: readonly ClaimRecord[] = []): string =>
  card(shown, {
    claims: new Map([shown, ...others].map((c) => [c.id, c])),
    address: (id) => `../${id}.html`,
    home: "../",
    recorded: html``,
    certificate: html``,
    citation: html``,
    figures: [],
  }).markup;

describe("faceOf", () => {
  it.each<[Face, Partial<ClaimRecord>]>([
    ["holds", {}],
    ["refuted", { expects: "fails", outcome: "fails" }],
    ["quoted", { shape: "quoted", expects: "quoted", outcome: "quoted" }],
    ["undecided", { outcome: "undecided" }],
    ["failing", { outcome: "fails" }],
    ["failing", { expects: "fails" }],
    ["failing", { passes: false }],
    ["failing", { expects: "fails", outcome: "fails", passes: false }],
    ["failing", { outcome: "quoted" }],
  ])("is %s for %j", (face, over) => {
    expect(faceOf({ ...one, ...over })).toBe(face);
  });
});

describe("effective", () => {
  const premise = claim("gauge/words/premise", {
    evidence: [{ kind: "sampled-float", model: "U", outcome: "holds", scope: "", ms: 1 }],
  });
  const resting = claim("gauge/words/resting", {
    rests: [{ claim: premise.id }, { lemma: "Zorn" }],
  });
  const all = (...claims: ClaimRecord[]) => new Map(claims.map((c) => [c.id, c]));

  it("is no stronger than the weakest premise that is a claim", () => {
    expect(effective(one, all(one))).toBe("proved");
    expect(effective(resting, all(resting, premise))).toBe("sampled-float");
  });

  it("is nothing above a premise that fails, is missing, or is itself", () => {
    expect(effective(resting, all(resting))).toBeUndefined();
    expect(effective(resting, all(resting, { ...premise, passes: false }))).toBeUndefined();
    const circular = claim("gauge/words/circle", { rests: [{ claim: "gauge/words/circle" }] });
    expect(effective(circular, all(circular))).toBeUndefined();
  });

  it("counts no evidence that says otherwise", () => {
    const [proof] = one.evidence;
    const mixed = claim("gauge/words/mixed", {
      evidence: [
        { ...proof, outcome: "undecided" },
        { ...proof, kind: "certified" },
      ],
    });
    expect(effective(mixed, all(mixed))).toBe("certified");
  });
});

describe("card", () => {
  it("shows every number of the evidence, the power, what it rests on and the replay command", () => {
    const [chern] = records["gauge/chern-number"].claims;
    const trace = records["gauge/words"].claims[0];
    const out = draw(chern, [trace]);
    for (const shown of [
      "4\u202f096\u00a0samples",
      "error probability ≤ 2<sup>−143</sup>",
      "degree ≤ 96",
      "1-norm ≤ <span",
      "worst residual / bound 0.0312",
      "wasm, SIMD, tfjs 4.22.0",
      "unit roundoff 5.96·10<sup>−8</sup>",
      "the spectral theorem",
      "no stronger than what it rests on: exhausted",
      "blind: true here",
      "2 of 2\u00a0variants rejected",
      "smallest: every smaller case was tried; confirmed in exact arithmetic.",
      "npx commute replay gauge/chern-number/integer-iff-det-one",
      "invisible: the residual does not depend on it",
      "<strong>disagrees</strong>",
    ]) {
      expect(out.replaceAll(/\s*\n\s*/g, " ")).toContain(shown);
    }
  });

  it("publishes a failing claim in red with its reason, and a survivor by name", () => {
    const misses = [{ ...one.nearMisses[0], killed: false, by: [] }];
    const out = draw({ ...one, passes: false, reason: "printed survived", nearMisses: misses });
    expect(out).toContain("claim-failing");
    expect(out).toContain("badge-failing");
    expect(out).toContain("printed survived");
    expect(out).toContain("not rejected");
  });

  it("never shows a judgement that let a near miss pass as a kill", () => {
    const by = [
      { kind: "sampled-float" as const, model: "U", outcome: "undecided" as const, ms: 1 },
    ];
    const out = draw({ ...one, nearMisses: [{ ...one.nearMisses[0], killed: false, by }] });
    expect(out).toContain("fate-survived");
    expect(out).not.toContain("fate-refuted");
  });

  it("names the claim when its TeX is faulty", () => {
    expect(() => draw({ ...one, states: "\\frac{1" })).toThrow("gauge/words/one");
  });
});

it("totals counts each claim once, failing ones apart", () => {
  const all = Object.values(records).flatMap(({ claims }) => claims);
  expect(totals(all)).toEqual({ failing: 1, holds: 2, refuted: 1, undecided: 1, quoted: 1 });
});

describe("numbers", () => {
  it("powerOfTwo rounds towards the weaker statement", () => {
    expect(powerOfTwo(-143.9).markup).toBe("2<sup>−143</sup>");
  });

  it("real keeps three digits", () => {
    expect(real(0).markup).toBe("0");
    expect(real(-0.03125).markup).toBe("−0.0313");
    expect(real(1e-9).markup).toBe("10<sup>−9</sup>");
    expect(real(123456).markup).toBe("1.23·10<sup>5</sup>");
  });

  it("integer keeps all digits in the title of a long one", () => {
    expect(integer("-1234567").markup).toBe("−1\u202f234\u202f567");
    expect(integer("2305843009213693951").markup).toBe(
      '<span title="2305843009213693951">2.30·10<sup>18</sup></span>',
    );
  });
});
