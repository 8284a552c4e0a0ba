import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fold } from "../../src/claim/verdict.ts";
import type { Loader } from "../../src/corroborate/engine.ts";
import {
  corroborateByZ3,
  openZ3,
  opinionOn,
  replayInZ3,
  type Replayed,
  type Solver,
} from "../../src/corroborate/z3.ts";
import { certificates, type Certificate } from "../../src/emit/certificates.ts";
import { smtScript } from "../../src/emit/smt.ts";
import { programBuilder } from "../../src/program/builder.ts";
import { equations } from "../claim/agreement.ts";

const load = createRequire(import.meta.url) as Loader;
const all = await equations();
const deep = process.env.COMMUTE_EFFORT === "deep";
let solver: Solver;
let replayed: Replayed;
const open = (): Promise<Solver> => Promise.resolve(solver);

beforeAll(async () => {
  solver = await openZ3(load);
  replayed = await replayInZ3(certificate("determinant-is-multiplicative"), open);
});
afterAll(() => solver.close());

const claim = (name: string): (typeof all)[number] => {
  const found = all.find(({ id }) => id.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no claim ${name}`);
  return found;
};

function certificate(name: string): Certificate {
  const found = certificates(claim(name));
  if (typeof found === "string") throw new Error(found);
  return found;
}

const outcomeOf = (expects: string): "holds" | "fails" => (expects === "fails" ? "fails" : "holds");

describe("z3 in process", () => {
  it("answers true to a claim and false to each near miss", () => {
    expect([...replayed.answers]).toEqual([
      ["claim", true],
      ["near miss sum", false],
      ["near miss square", false],
    ]);
  });

  it("agrees with a formula that is refuted as printed and holds as corrected", async () => {
    const printed = claim("printed-transpose-preserves-traces");
    const [row] = await corroborateByZ3(printed, { outcome: "fails" }, load, open);
    expect(row).toMatchObject({ engine: "z3-solver", version: "5.2.0", says: "agree" });
    expect(row.about).toBe("2x2 matrices: left ≠ right at a point, variants as claimed: 1");
    const [contrary] = await corroborateByZ3(printed, { outcome: "holds" }, load, open);
    expect(contrary.says).toBe("disagree");
  });

  it("disagrees with a certificate that claims too much: each question's answer turned round", () => {
    const { questions } = certificate("determinant-is-multiplicative");
    for (const turned of questions) {
      const wrong = questions.map((q) => (q === turned ? { ...q, expects: !q.expects } : q));
      const mutated = { questions: wrong, blind: [] };
      // Z3 never sees what is expected: its answers are those to the sound certificate.
      const answered = { asked: wrong, answers: replayed.answers };
      const outcome = wrong[0].expects ? "holds" : "fails";
      expect(opinionOn(mutated, answered, outcome).says, turned.name).toBe("disagree");
    }
  });

  it("disagrees with a script in which one operation is changed", async () => {
    const sound = certificate("determinant-is-multiplicative");
    const script = smtScript(sound.questions.slice(0, 1));
    const definitions = [...script.matchAll(/Real \(([-+*]) [vt]\d+ [vt]\d+\)\)$/gm)];
    expect(definitions.length).toBeGreaterThan(10);
    // The first half are the entries of the product: none of them is idle.
    for (const { index, 0: text, 1: op } of definitions.slice(0, 6)) {
      const other = text.replace(`(${op} `, op === "+" ? "(- " : "(+ ");
      const mutated = script.slice(0, index) + other + script.slice(index + text.length);
      const replayed = await replayInZ3(sound, open, () => mutated);
      expect(opinionOn(sound, replayed, "holds").says, other).toBe("disagree");
    }
  });

  it("cannot say what is too large, out of its budget, undecided or no polynomial", async () => {
    const B = programBuilder();
    const [x, y] = ["x", "y"].map(B.variable);
    const large = B.program([B.power(B.add(x, y), 20)]);
    const question = { name: "claim", about: "all numbers", program: large, expects: true };
    const never = (): Promise<Solver> => Promise.reject(new Error("opened"));
    const sound = { questions: [question], blind: [] };
    const unasked = await replayInZ3(sound, never);
    expect(opinionOn(sound, unasked, "holds")).toEqual({
      says: "cannot",
      about: "all numbers: too large to be asked in process",
    });
    const determinant = certificate("determinant-is-multiplicative");
    const spent = await replayInZ3(determinant, open, (asked) => smtScript(asked, 1));
    expect(opinionOn(determinant, spent, "holds").about).toContain(
      "no answer within its work limit",
    );
    expect(opinionOn(determinant, replayed, "undecided").says).toBe("cannot");
    const [flux] = await corroborateByZ3(
      claim("gauge-invariant"),
      { outcome: "holds" },
      load,
      never,
    );
    expect(flux).toMatchObject({ says: "cannot" });
    expect(flux.about).toContain("no commutative form");
  });

  it("that stops, or is not installed, cannot say", async () => {
    const determinant = claim("determinant-is-multiplicative");
    const broken = (): Promise<Solver> =>
      Promise.resolve({
        ...solver,
        run: () => {
          throw new Error("memory");
        },
      });
    const [stopped] = await corroborateByZ3(determinant, { outcome: "holds" }, load, broken);
    expect(stopped).toMatchObject({ says: "cannot", about: "it stopped: memory" });
    const nowhere = Object.assign(() => undefined, {
      resolve: (): string => {
        throw new Error("Cannot find module");
      },
    });
    const [none] = await corroborateByZ3(determinant, { outcome: "holds" }, nowhere, open);
    expect(none).toMatchObject({ version: "none", about: "it stopped: Cannot find module" });
  });

  it("has no type that a verdict is folded from", () => {
    // @ts-expect-error an opinion cannot be folded
    const fed = (opinions: Awaited<ReturnType<typeof corroborateByZ3>>): unknown => fold(opinions);
    expect(typeof fed).toBe("function");
  });

  it.each(all.filter((_, k) => deep || k % 16 === 0).map((c) => [c.id, c] as const))(
    "contradicts no claim of the specs: %s",
    async (_, one) => {
      const outcome = outcomeOf(one.expects);
      const effort = deep ? "deep" : "default";
      const [row] = await corroborateByZ3(one, { outcome }, load, open, effort);
      expect(row.says, row.about).not.toBe("disagree");
      if (row.says === "cannot")
        expect(row.about).toMatch(/no commutative form|too large|no answer/);
    },
  );
});
