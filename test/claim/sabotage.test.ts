import { describe, expect, it } from "vitest";
import type { Work } from "../../src/claim/claim.ts";
import { equation } from "../../src/claim/equation.ts";
import type { Finding, Model } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { FrameworkError } from "../../src/errors.ts";
import type { ClaimRecord, Witness } from "../../src/record/schema.ts";
import { evaluate } from "../../src/term/evaluate.ts";

/** Numbers, the smallest signature with something to get wrong. */
const numbers = {
  name: "numbers",
  sorts: ["R"],
  operations: {
    add: { on: ["R"], arity: 2 },
    mul: { on: ["R"], arity: 2 },
    scale: { literals: ["rational"], on: ["R"], arity: 1 },
  },
} as const;
type Numbers = typeof numbers;
type NumberModel = Model<Numbers>;

/** What a model of numbers computes with; a sabotage replaces one of these. */
interface Engine {
  readonly samples: number;
  /** The bound on each residual, in units of 2^-52. */
  readonly bound: number;
  readonly passes: (ratio: number) => boolean;
  readonly value: (x: number) => number;
}
const sound: Engine = { samples: 16, bound: 8, passes: (r) => r <= 1, value: (x) => x };

const witnessOf = (problem: Problem): Witness => ({
  says: `a difference in ${problem.variant ?? "the claim"}`,
  values: {},
  size: "found",
  confirmed: "exact",
});

function sides(problem: Problem, at: (name: string) => number): [number, number] {
  const [l, r] = evaluate<Numbers, { [s: string]: number; R: number }>(
    numbers,
    {
      add: { R: (a, b) => a + b },
      mul: { R: (a, b) => a * b },
      scale: { R: (by, a) => Number(by) * a },
    },
    { unknown: (t) => at(String(t.literals[0])), apply: () => NaN },
    [...problem.left, ...problem.right],
  );
  return [l, r];
}

/** A model by samples; the residual against a bound that is honest for these few operations. */
function floats(engine: Partial<Engine> = {}): NumberModel {
  const { samples, bound, passes, value } = { ...sound, ...engine };
  return {
    name: "doubles",
    kind: "sampled-float",
    interprets: Object.keys(numbers.operations),
    canDrop: [],
    twin: cases(),
    check: (problem, work): Finding => {
      const s = work.stream("numbers");
      let worst = 0;
      for (let k = 0; k < samples; k++) {
        const [x, y] = [value(1 + s.unit()), value(1 + s.unit())];
        const [l, r] = sides(problem, (name) => (name === "x" ? x : y));
        worst = Math.max(worst, Math.abs(l - r) / (bound * 2 ** -52));
      }
      const facts = { scope: "", samples, worstRatio: worst };
      return passes(worst)
        ? { ...facts, outcome: "holds" }
        : { ...facts, outcome: "fails", witness: witnessOf(problem) };
    },
  };
}

/** Every pair of residues modulo 5: equal there means equal, for the polynomials below. */
function cases(kind: "exhausted" | "proved" | "sampled-exact" = "exhausted"): NumberModel {
  return {
    name: "residues",
    kind,
    interprets: Object.keys(numbers.operations),
    canDrop: [],
    check: (problem): Finding => {
      for (let x = 0; x < 5; x++)
        for (let y = 0; y < 5; y++) {
          const [l, r] = sides(problem, (name) => (name === "x" ? x : y));
          if ((l - r) % 5 !== 0)
            return { outcome: "fails", scope: "", cases: 25, witness: witnessOf(problem) };
        }
      return { outcome: "holds", scope: "", cases: 25, cancelled: 1, points: 25, errorLog2: -101 };
    },
  };
}

const work: Work = {
  effort: "quick",
  seed: "1",
  device: () => Promise.reject(new Error("no device here")),
};

type Options = {
  readonly misses?: readonly ("factor" | "small" | "true")[];
  readonly factor?: number;
  readonly expects?: "fails";
  readonly control?: number;
};

/** x(x + y) = x² + factor·xy. */
async function check(models: readonly NumberModel[], o: Options = {}): Promise<ClaimRecord> {
  const all = {
    factor: { why: "2xy", change: { factor: 2 } },
    // A change of 2^-47 is a few times the bound: seen, not clearly.
    small: { why: "xy(1 + 2^-47)", change: { factor: 1 + 2 ** -47 } },
    true: { why: "yx", change: { swap: true } },
  };
  const misses = o.misses ?? ["factor"];
  return equation({
    id: "a/b/distributes",
    states: "",
    over: numbers,
    unknowns: () => ({ x: "R", y: "R" }) as const,
    parts: () => ({ factor: o.factor ?? 1, swap: false }),
    left: (X, { x, y }) => X.mul(x, X.add(x, y)),
    right: (X, { x, y }, p) => {
      const product = p.swap ? X.mul(y, x) : X.mul(x, y);
      return X.add(X.mul(x, x), p.factor === 1 ? product : X.scale(p.factor, product));
    },
    models,
    nearMisses: () => Object.fromEntries(misses.map((m) => [m, all[m]])),
    ...(o.expects === undefined
      ? {}
      : { expects: o.expects, control: () => ({ factor: o.control ?? 1 }) }),
  }).check(work);
}

const stopped = (model: NumberModel, by: Error): NumberModel => ({
  ...model,
  check: (problem, w) => {
    if (problem.variant !== undefined) throw by;
    return model.check(problem, w);
  },
});
const swapped = (model: NumberModel): NumberModel => ({
  ...model,
  check: async (problem, w): Promise<Finding> => {
    const found = await model.check(problem, w);
    return { ...found, outcome: found.outcome === "holds" ? "fails" : "holds" };
  },
});

describe("a sound pair of models", () => {
  it("passes a true claim and kills its near miss in both", async () => {
    const record = await check([cases(), floats()]);
    expect(record).toMatchObject({ outcome: "holds", passes: true });
    expect(record.nearMisses[0].by.map((b) => b.outcome)).toEqual(["fails", "fails"]);
    expect(record.nearMisses[0].by[1].worstRatio).toBeGreaterThan(1e10);
  });
  it("fails a false claim with a witness", async () => {
    expect(await check([cases(), floats()], { factor: 2, misses: [] })).toMatchObject({
      outcome: "fails",
      passes: false,
    });
  });
  it("passes an expected refutation whose corrected form holds", async () => {
    expect(
      await check([cases(), floats()], { factor: 2, expects: "fails", misses: [] }),
    ).toMatchObject({ outcome: "fails", passes: true });
  });
});

describe("the check of a claim turns red where its path is broken:", () => {
  const red = async (
    models: readonly NumberModel[],
    options: Options,
    reason: string,
  ): Promise<ClaimRecord> => {
    const record = await check(models, options);
    expect(record.passes).toBe(false);
    expect(record.reason).toContain(reason);
    return record;
  };
  it("holds and fails swapped", async () => {
    await red([swapped(floats())], {}, "a failure without a witness");
  });
  it("holds and fails swapped on an expected refutation", async () => {
    await red([swapped(cases())], { factor: 2, expects: "fails", misses: [] }, "it holds");
  });
  it("a bound that is ignored", async () => {
    await red(
      [floats({ passes: () => true, bound: 2 ** -20 })],
      {},
      "a residual is above its bound",
    );
  });
  it("a near miss dropped from the claim", async () => {
    await red([cases()], { misses: [] }, "no near miss");
  });
  it("a near miss that no model is asked about", async () => {
    const deaf: NumberModel = { ...floats(), interprets: ["add", "mul"] };
    const record = await red([deaf], {}, 'the near miss "factor" survives');
    expect(record.nearMisses[0].by).toEqual([]);
  });
  it("zero samples", async () => {
    await red([floats({ samples: 0 })], {}, "no sample was drawn");
  });
  it("a bound ten times too wide: the near miss is no longer clearly seen", async () => {
    const seen = await check([cases("sampled-exact"), floats()], { misses: ["small"] });
    expect(seen.nearMisses[0].by[1]).toMatchObject({ outcome: "fails" });
    expect(seen.nearMisses[0].by[1].worstRatio).toBeGreaterThanOrEqual(10);
    const wide = await check([cases("sampled-exact"), floats({ bound: 80 })], {
      misses: ["small"],
    });
    expect(wide.nearMisses[0].by[1]).toMatchObject({
      outcome: "undecided",
      reason: "worst residual / bound is below 10",
    });
    expect(wide.nearMisses[0].killed).toBe(false);
  });
  it("a bound a thousand times too wide: the near miss passes and is not blind", async () => {
    const wide = await check([cases(), floats({ bound: 8000 })], { misses: ["small"] });
    expect(wide.nearMisses[0].by[1]).toMatchObject({ outcome: "holds" });
    expect(wide.nearMisses[0].by[1].blind).toBeUndefined();
    expect(wide.passes).toBe(false);
  });
  it("NaN in every sample", async () => {
    await red([floats({ value: () => NaN, passes: (r) => !(r > 1) })], {}, "not a number");
  });
  it("no model at all", async () => {
    await red([], {}, "no model was asked");
  });
  it("a model that throws on the claim", async () => {
    const model: NumberModel = {
      ...floats(),
      check: () => {
        throw new Error("out of paper");
      },
    };
    await red([model], {}, "doubles: out of paper");
  });
  it("a near miss stopped by an exception only", async () => {
    const record = await red([stopped(cases(), new Error("bang"))], {}, "survives");
    expect(record.nearMisses[0].by[0]).toMatchObject({ outcome: "undecided", reason: "bang" });
  });
  it("a near miss undecided in one model of two", async () => {
    await red([cases(), stopped(floats(), new Error("bang"))], {}, "survives");
  });
  it("a near miss that is true", async () => {
    const record = await red([cases(), floats()], { misses: ["true"] }, "survives");
    expect(record.nearMisses[0].by.map((b) => b.blind)).toEqual([true, true]);
  });
  it("an expected refutation that holds", async () => {
    await red([cases()], { expects: "fails", misses: [] }, "expected that it fails");
  });
  it("an expected refutation whose corrected form fails too", async () => {
    const options = { factor: 2, expects: "fails", control: 3, misses: [] } as const;
    await red([cases()], options, "the corrected form does not hold");
  });
  it("a model that takes no configuration", async () => {
    await red([{ ...cases(), takes: () => false }], {}, "no configuration was asked");
  });
});

describe("blindness is shown by an exact kind alone:", () => {
  it("a near miss that passes samples is blind if its twin proves or exhausts it", async () => {
    const by = async (twin: NumberModel): Promise<boolean | undefined> => {
      const record = await check([{ ...floats(), twin }], { misses: ["true"] });
      return record.nearMisses[0].by[0].blind;
    };
    expect(await by(cases("exhausted"))).toBe(true);
    expect(await by(cases("proved"))).toBe(true);
    expect(await by(cases("sampled-exact"))).toBeUndefined();
    expect(await by(floats())).toBeUndefined();
    expect(await by(swapped(cases()))).toBeUndefined();
  });
  it("a near miss that passes samples without a twin is not blind", async () => {
    const { twin: _, ...alone } = floats();
    const record = await check([alone], { misses: ["true"] });
    expect(record.nearMisses[0].by[0].blind).toBeUndefined();
  });
});

it("a claim that fails is asked at every configuration, a near miss up to its first refutation", async () => {
  const asked: string[] = [];
  const counting: NumberModel = {
    ...cases(),
    check: (problem, w) => {
      asked.push(`${problem.variant ?? "claim"} at ${String(problem.configuration.factor)}`);
      return cases().check(problem, w);
    },
  };
  await equation({
    id: "a/b/factors",
    states: "",
    over: numbers,
    configurations: [{ factor: 2 }, { factor: 3 }],
    unknowns: () => ({ x: "R" }) as const,
    parts: () => ({ more: 0 }),
    left: (X, { x }, p, { factor }) => X.scale(factor + p.more, x),
    right: (_, { x }) => x,
    models: [counting],
    nearMisses: () => ({ more: { why: "", change: { more: 1 } } }),
  }).check(work);
  expect(asked).toEqual(["claim at 2", "claim at 3", "more at 2"]);
});

it("two sides that are one graph are undecided, whatever the models say", async () => {
  const record = await equation({
    id: "a/b/same",
    states: "",
    over: numbers,
    unknowns: () => ({ x: "R" }) as const,
    left: (X, { x }) => X.mul(x, x),
    right: (X, { x }) => X.mul(x, x),
    models: [cases()],
  }).check(work);
  expect(record).toMatchObject({ outcome: "undecided", passes: false });
  expect(record.reason).toContain("both sides are the same graph");
});

it("a proof beside a witness stops the run with FrameworkError", async () => {
  const believer: NumberModel = {
    ...cases("proved"),
    name: "believer",
    check: () => ({ outcome: "holds", scope: "", cancelled: 1 }),
  };
  await expect(check([believer, cases()], { factor: 2 })).rejects.toThrow(FrameworkError);
});

it("an error of the framework inside a model stops the run, and is no verdict", async () => {
  const broken: NumberModel = {
    ...cases(),
    check: () => {
      throw new FrameworkError("broken");
    },
  };
  await expect(check([broken])).rejects.toThrow(FrameworkError);
});
