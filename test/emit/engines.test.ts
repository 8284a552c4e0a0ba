import { describe, expect, it } from "vitest";
import { dialects } from "../../src/emit/dialects.ts";
import type { Question } from "../../src/emit/question.ts";
import { exactClaims } from "../bench/exact/claims/all.ts";
import { recorded, twin } from "../bench/exact/claims/claim.ts";
import { answersOf } from "./engines.ts";

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
});
