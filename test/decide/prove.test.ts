import { describe, expect, it } from "vitest";
import { prove } from "../../src/decide/prove.ts";
import { parseEquation } from "../../src/formula/equation.ts";

/** The proof alone, where `decide` would look for a counterexample too. */
function proof(equation: string, given: string): string | undefined {
  const parsed = parseEquation(equation, given, "R");
  return prove(parsed.left, parsed.right, parsed.given).proof?.how;
}

describe("prove takes from a fact what it says, and no more", () => {
  // |n − a| = n − a is true where n ≥ a alone: the bound of each fact, and one beyond it.
  it.each([
    ["n integer, n > 3", 4],
    ["n integer, n >= 3", 3],
    ["n > 3", 3],
    ["n integer, n > 0", 1],
    ["n integer, 2*n > 3", 2],
  ])("%s: n ≥ %i and not n ≥ one more", (given, least) => {
    expect(proof(`abs(n - ${least}) = n - ${least}`, given)).toBeDefined();
    expect(proof(`abs(n - ${least + 1}) = n - ${least + 1}`, given)).toBeUndefined();
  });
});

describe("prove divides by a sum that begins with a root", () => {
  it.each([
    ["1/(sqrt(x) + 1)*(sqrt(x) + 1) = 1", true],
    ["1/(sqrt(x) + 1) = (sqrt(x) - 1)/(x - 1)", true],
    ["1/(sqrt(x) + 1)^2*(sqrt(x) + 1) = 1/(sqrt(x) + 1)", true],
    ["1/(sqrt(x) + 1)*(sqrt(x) + 1)^2 = 1", false],
    ["1/(sqrt(x) + 1) = 1/(sqrt(x) + 1)^2", false],
  ])("%s: %s", (equation, isTrue) => {
    expect(proof(equation, "x > 1") !== undefined).toBe(isTrue);
  });
});
