import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { nerdamerProposer } from "../../src/corroborate/proposer.ts";
import { decide, defaultEffort, type Decision } from "../../src/decide/decide.ts";
import { integrated, type Proposer } from "../../src/decide/integrals.ts";
import { parseEquation } from "../../src/formula/equation.ts";
import { show } from "../../src/formula/expression.ts";
import { parseGiven } from "../../src/formula/given.ts";
import { parseExpression } from "../../src/formula/parse.ts";

const nerdamer = nerdamerProposer(createRequire(import.meta.url));
const silent: Proposer = {
  name: "nobody",
  antiderivative: () => undefined,
  roots: () => [],
  partialFractions: () => undefined,
};

function on(equation: string, given: string, proposer: Proposer, over: "R" | "C" = "R"): Decision {
  const effort = { ...defaultEffort, points: 12, proposers: [proposer] };
  return decide(parseEquation(equation, given, over), effort);
}

/** What is taken from a proposer about an integral: nothing, or the fundamental theorem. */
const premises = (integral: string, proposer: Proposer): readonly string[] =>
  integrated(parseExpression(integral), parseGiven(""), [proposer]).premises;

const shown = ({ outcome, how }: Decision): string => `${outcome}: ${how}`;

describe("nerdamerProposer reads what nerdamer says", () => {
  it("of roots, and takes an error or what cannot be read for none", () => {
    const roots = (f: string): string[] => nerdamer.roots(parseExpression(f), "x").map(show);
    expect(roots("x^2 - 5*x + 6")).toEqual(["2", "3"]);
    expect(roots("x^2 - 2")).toHaveLength(2);
    expect(nerdamer.roots(parseExpression("[[1, x], [x, 1]]"), "x")).toEqual([]);
  });
  it("of partial fractions", () => {
    const found = nerdamer.partialFractions(parseExpression("1/(x*(x+1))"), "x");
    expect(found === undefined ? "" : show(found)).toMatch(/x/);
  });
});

describe("a hypothesis f(x) = 0 is taken case by case, once its roots are proved to be all", () => {
  it.each([
    ["x^4 = 4", "x^2 = 2", "R"],
    ["x^3 = 7*x - 6", "x^2 - 3*x + 2 = 0", "R"],
    ["x = 3", "x^2 - 5*x + 6 = 0, x > 5/2", "R"],
    ["y*x^2 = 2*y", "x^2 = 2, y > 0", "R"],
    ["abs(n) = 2", "n^2 = 4, n integer", "R"],
    ["x^3 = 1", "x^2 + x + 1 = 0", "C"],
  ] as const)("%s given %s over %s holds", (equation, given, over) => {
    const found = on(equation, given, nerdamer, over);
    expect(shown(found)).toMatch(/^holds: in each case of [xn]: /);
    expect(found.premises[0]).toContain("roots proposed by nerdamer, and all of them");
    expect(on(equation, given, silent, over).outcome).not.toBe("fails");
  });

  it("and refuted at the root where it is false", () => {
    expect(on("x = 3", "x^2 - 5*x + 6 = 0", nerdamer).witness).toMatchObject({
      at: "x = 2",
      left: "2",
      right: "3",
    });
    expect(on("x = y", "x^2 = 2, y > 3", nerdamer).witness?.at).toMatch(/^x = .*, y = /);
  });

  it("but a hypothesis that no value satisfies is vacuous", () => {
    expect(on("x = 5", "x^2 = 4, x > 3", nerdamer).outcome).toBe("undecided");
  });
});

describe("no wrong proposal is believed:", () => {
  const proposing = (over: Partial<Proposer>): Proposer => ({ ...silent, name: "liar", ...over });
  const roots = (...texts: string[]): Proposer =>
    proposing({ roots: () => texts.map((text) => parseExpression(text)) });

  // f = 0 has the roots −1, 2 and 3; x² = 5x − 6 is true of the last two alone.
  const given = "(x+1)*(x-2)*(x-3) = 0";
  it.each([
    ["one missing", ["2", "3"]],
    ["one twice in place of another", ["2", "2", "3"]],
    ["one off by one", ["2", "3", "-2"]],
    ["one off by 10^-30", ["2", "3", "-1 + 10^(-30)"]],
    ["one with the wrong sign", ["2", "3", "1"]],
    ["one too many", ["-1", "2", "3", "4"]],
    ["a symbol", ["2", "3", "y"]],
    ["no number", ["2", "3", "1/0"]],
    ["not real", ["2", "3", "i"]],
  ])("roots, %s", (_, texts) => {
    const found = on("x^2 = 5*x - 6", given, roots(...texts));
    expect(shown(found)).not.toMatch(/^holds/);
    expect(found.premises).toEqual([]);
  });
  it("roots where the hypothesis has no value refute nothing", () => {
    // √x⁴ + √x² − 2 = (x − 1)(x + 2) where x ≥ 0: x = −2 is no case.
    const found = on("x = 1", "sqrt(x)^4 + sqrt(x)^2 - 2 = 0", roots("1", "-2"));
    expect(found.outcome).not.toBe("fails");
  });
  it("the right roots, in any order, are", () => {
    expect(on("x^2 = 5*x - 6", given, roots("3", "-1", "2")).witness?.at).toBe("x = -1");
    expect(on("x^3 - 4*x^2 + x = -6", given, roots("3", "-1", "2")).outcome).toBe("holds");
  });

  const integral = "integrate(1/((x+1)*(x+2)^2), x, 0, 1)";
  const value = "log(4/3) - 1/6";
  const parts: Readonly<Record<string, string>> = {
    "1/(x+1)": "log(x+1)",
    "-(1/(x+2))": "-log(x+2)",
    "-(1/(x+2)^2)": "1/(x+2)",
  };
  const byParts = (fractions: string, change: (F: string) => string = (F) => F): Proposer => {
    const known = new Map(
      Object.entries(parts).map(([f, F]) => [show(parseExpression(f)), parseExpression(change(F))]),
    );
    return proposing({
      partialFractions: () => parseExpression(fractions),
      antiderivative: (f) => known.get(show(f)),
    });
  };
  const sound = "1/(x+1) - 1/(x+2) - 1/(x+2)^2";
  it("partial fractions that are right are", () => {
    expect(shown(on(`${integral} = ${value}`, "", byParts(sound)))).toMatch(/^holds/);
    expect(on(`${integral} = ${value} + 10^(-30)`, "", byParts(sound)).outcome).toBe("fails");
  });
  it.each([
    ["a fraction missing", "1/(x+1) - 1/(x+2)"],
    ["a sign", "1/(x+1) - 1/(x+2) + 1/(x+2)^2"],
  ])("partial fractions, %s", (_, fractions) => {
    // Each part has its antiderivative: only the sum is wrong.
    expect(premises(integral, byParts(fractions))).toEqual([]);
    expect(premises(integral, byParts(sound))).toHaveLength(1);
  });
  it("an antiderivative of a part that is none", () => {
    const wrong = byParts(sound, (F) => F.replace("log(x+2)", "log(x+3)"));
    expect(premises(integral, wrong)).toEqual([]);
  });
});

it("integrals of rational functions are proved by nerdamer's partial fractions where it has no antiderivative", () => {
  const integral = "integrate(1/((x+1)*(x+2)^2), x, 0, 1)";
  const whole = { ...nerdamer, partialFractions: (): undefined => undefined };
  expect(premises(integral, whole)).toEqual([]);
  expect(shown(on(`${integral} = log(4/3) - 1/6`, "", nerdamer))).toMatch(/^holds/);
  expect(on(`${integral} = log(4/3) - 1/7`, "", nerdamer).outcome).toBe("fails");
});
