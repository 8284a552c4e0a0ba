import { describe, expect, it } from "vitest";
import type { Work } from "../../src/claim/claim.ts";
import { deciding, predicate, type Deciding, type Decision } from "../../src/claim/predicate.ts";
import type { EvidenceKind } from "../../src/record/schema.ts";

const work: Work = {
  effort: "quick",
  seed: "1",
  device: () => Promise.reject(new Error("no device here")),
};

/** n² mod 8 ∈ squares for every n of one period. */
interface Parts {
  readonly squares: readonly number[];
}
const sound: Parts = { squares: [0, 1, 4] };
const without4 = () => ({ "without-4": { why: "4 = 2²", change: { squares: [0, 1] } } });

function residues(over: Partial<Deciding<Parts>> = {}): Deciding<Parts> {
  const model = deciding<number, Parts>({
    kind: "exhausted",
    name: "residues",
    scope: "n modulo 8",
    cases: () => [0, 1, 2, 3, 4, 5, 6, 7],
    decide: (n, { squares }): Decision =>
      squares.includes((n * n) % 8)
        ? { holds: true }
        : { fails: { says: `${n}`, values: { n: `${n}` } } },
  });
  return { ...model, ...over };
}

const common = { id: "a/b/squares", states: "", parts: () => sound };

describe("predicate", () => {
  it("holds by its cases, and its near miss is killed by a witness", async () => {
    const claim = predicate({ ...common, models: [residues()], nearMisses: without4 });
    expect(claim.lint()).toEqual([]);
    const record = await claim.check(work);
    expect(record).toMatchObject({ outcome: "holds", passes: true, shape: "predicate" });
    expect(record.evidence).toMatchObject([{ kind: "exhausted", cases: 8, outcome: "holds" }]);
    expect(record.nearMisses).toMatchObject([{ id: "without-4", why: "4 = 2²", killed: true }]);
    expect(record.nearMisses[0].by[0].witness).toEqual({
      says: "2",
      values: { n: "2" },
      size: "found",
      confirmed: "exact",
      replay: "commute replay a/b/squares --near-miss without-4",
    });
  });

  it("that is expected to fail needs its corrected form to hold", async () => {
    const wrong = {
      ...common,
      parts: (): Parts => ({ squares: [0, 1] }),
      expects: "fails",
    } as const;
    const corrected = predicate({ ...wrong, models: [residues()], control: () => sound });
    expect(corrected.lint()).toEqual([]);
    const record = await corrected.check(work);
    expect(record).toMatchObject({ outcome: "fails", passes: true });
    expect(record.evidence[0].witness?.replay).toBe("commute replay a/b/squares");
    const still = predicate({ ...wrong, models: [residues()], control: () => ({ squares: [1] }) });
    expect((await still.check(work)).passes).toBe(false);
  });

  it("names its faults before anything runs", () => {
    const fault = (over: object): readonly string[] =>
      predicate({ ...common, models: [residues()], nearMisses: without4, ...over }).lint();
    expect(fault({ models: [] })).toEqual([
      "a/b/squares, models: expected at least one, got none",
      "a/b/squares, near miss without-4: expected a model that can evaluate it, got none",
    ]);
    expect(fault({ nearMisses: () => ({ same: { why: "", change: {} } }) })).toEqual([
      "a/b/squares, near miss same: expected a changed part, got none",
    ]);
    expect(fault({ models: [residues({ skips: ["without-4"] })] })).toEqual([
      "a/b/squares, near miss without-4: expected a model that can evaluate it, got none",
    ]);
    expect(fault({ models: [residues({ skips: ["without-4"] }), residues()] })).toEqual([]);
    expect(fault({ expects: "fails" })).toEqual([
      "a/b/squares, control: expected the corrected form of a claim that fails, got none",
    ]);
  });
});

describe("the evidence of a predicate", () => {
  const evidenceOf = async (kind: EvidenceKind, ...decisions: Decision[]) => {
    const decideAll = function* (): Generator<Decision> {
      yield* decisions;
    };
    const models = [residues({ kind, decideAll })];
    return (await predicate({ ...common, models }).check(work)).evidence[0];
  };

  it("counts samples of floats and cases of all else, with the worst ratio and the widest interval", async () => {
    const ratios = [0.25, 0.5, 0.125].map((ratio): Decision => ({ holds: true, ratio }));
    const floats = await evidenceOf("sampled-float", ...ratios);
    expect(floats).toMatchObject({ outcome: "holds", samples: 3, worstRatio: 0.5 });
    expect(floats.cases).toBeUndefined();
    const intervals = [[0, 1], [2, 5], [3, 4]] as const; // prettier-ignore
    expect(
      await evidenceOf(
        "certified",
        ...intervals.map((enclosure): Decision => ({ holds: true, enclosure })),
      ),
    ).toMatchObject({ outcome: "holds", cases: 3, enclosure: [2, 5] });
  });

  it("is undecided by one undecided case, by a ratio that is no number, and by no case", async () => {
    expect(
      await evidenceOf("exhausted", { holds: true }, { undecided: "too wide" }, { holds: true }),
    ).toMatchObject({ outcome: "undecided", reason: "too wide", cases: 2 });
    expect(
      await evidenceOf("sampled-float", { holds: true, ratio: NaN }, { holds: true, ratio: 0 }),
    ).toMatchObject({ outcome: "undecided", reason: "a ratio is not a number" });
    expect(await evidenceOf("exhausted")).toMatchObject({
      outcome: "undecided",
      reason: "no case was decided",
    });
  });

  it("fails at the first failing case; floats and intervals confirm by enclosure only", async () => {
    const fails = { says: "n", values: {} };
    const confirmed = async (kind: EvidenceKind): Promise<unknown> =>
      (await evidenceOf(kind, { holds: true }, { fails, ratio: Infinity }, { undecided: "" }))
        .witness?.confirmed;
    expect(await confirmed("exhausted")).toBe("exact");
    expect(await confirmed("certified")).toBe("enclosure");
    expect(await confirmed("sampled-float")).toBe("enclosure");
    expect(await evidenceOf("sampled-float", { fails, ratio: Infinity })).toMatchObject({
      samples: 1,
      worstRatio: Number.MAX_VALUE,
    });
  });
});
