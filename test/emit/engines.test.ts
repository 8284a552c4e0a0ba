import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { primeField } from "../../src/algebra/primeField.ts";
import { dialects } from "../../src/emit/dialects.ts";
import type { Question } from "../../src/emit/question.ts";
import { DomainError } from "../../src/errors.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import type { Program } from "../../src/program/program.ts";
import { exactClaims } from "../bench/exact/claims/all.ts";
import { recorded, twin } from "../bench/exact/claims/claim.ts";
import { programs } from "../program/random.ts";
import { answersOf } from "./engines.ts";

const field = primeField(2n ** 61n - 1n);

/** Do all roots vanish at four points of GF(2^61 − 1)? `undefined` where a divisor vanishes at one. */
function vanishes(program: Program): boolean | undefined {
  try {
    return [3n, 1009n, 777_767n, 123_456_789_123n].every((a) =>
      evaluate(
        field,
        program,
        program.variables.map((_, k) => (a * 1_000_003n ** BigInt(k + 1)) % (2n ** 61n - 1n)),
      ).every((value) => value === 0n),
    );
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** Random small programs, about half of them zero in disguise. */
function random(isRational: boolean): Question[] {
  return fc
    .sample(programs(8, isRational), { numRuns: 60, seed: 20 })
    .flatMap((program, k): Question[] => {
      const expects = vanishes(program);
      const kind = isRational ? "rational" : "polynomial";
      return expects === undefined
        ? []
        : [{ name: `${kind} ${k}`, about: "random", program, expects }];
    });
}

/** What takes an engine minutes: PARI's gcds of rational functions, SymPy's and z3's products. */
const mostNodes = { pari: 300, singular: 3000, sympy: 300, maxima: 1000, smt: 150 };

// The engines are asked at deep effort only: the default run compares scripts with what they should be.
describe.runIf(process.env.COMMUTE_EFFORT === "deep")("the engines of this machine", () => {
  it.each(Object.entries(dialects))(
    "%s answers true to bench claims and false to their twins",
    (key, dialect) => {
      const most = mostNodes[key as keyof typeof mostNodes];
      const questions = exactClaims.flatMap((claim): Question[] => {
        const program = recorded(claim);
        if (program.ops.length > most) return [];
        const named = { about: "a claim of the bench" };
        const name = claim.name.replaceAll(/[^\w\-()/=, .]/g, "-");
        return [
          { ...named, name, program, expects: true },
          { ...named, name: `twin of ${name}`, program: twin(claim), expects: false },
        ];
      });
      expect(questions.length).toBeGreaterThanOrEqual(4);
      const answers = answersOf(dialect, questions, 120);
      if (answers === undefined) {
        console.warn(`SKIPPED: ${dialect.engine} is not installed: its scripts are NOT run`);
        return;
      }
      expect(answers.size).toBeGreaterThan(0);
      // z3 may give up; nobody may be wrong.
      for (const { name, expects } of questions)
        expect(answers.get(name) ?? (key === "smt" ? expects : undefined), name).toBe(expects);
    },
    150_000,
  );

  it.each(Object.entries(dialects))(
    "%s answers random programs as four points of a large field do",
    (key, dialect) => {
      const questions = [...random(false), ...random(true)];
      expect(new Set(questions.map(({ expects }) => expects)).size).toBe(2);
      const answers = answersOf(dialect, questions, 120);
      if (answers === undefined) {
        console.warn(`SKIPPED: ${dialect.engine} is not installed: its scripts are NOT run`);
        return;
      }
      expect(answers.size).toBeGreaterThan(questions.length / 2);
      for (const { name, expects } of questions)
        expect(answers.get(name) ?? (key === "smt" ? expects : undefined), name).toBe(expects);
    },
    150_000,
  );
});
