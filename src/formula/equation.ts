import { InputError } from "../errors.ts";
import { parseGiven, type Given } from "./given.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse.ts";

/** An equation as it was typed, with what it is claimed under. */
export interface Equation {
  readonly text: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly given: Given;
}

/** The text between signs = that stand alone, outside all brackets: `\\sum_{k=1}` has none. */
function sidesOf(text: string): string[] {
  const sides = [""];
  let depth = 0;
  for (let k = 0; k < text.length; k++) {
    const c = text.charAt(k);
    if ("([{".includes(c)) depth += 1;
    if (")]}".includes(c)) depth -= 1;
    const alone = c === "=" && depth === 0 && !/[<>!=:]/.test(text.charAt(k - 1));
    if (alone && text.charAt(k + 1) !== "=") sides.push("");
    else sides[sides.length - 1] += c;
  }
  return sides;
}

/**
 * Reads `left = right` with its hypotheses.
 *
 * @throws {InputError} unless there is one `=` that is no part of <=, >=, != or ==
 */
export function parseEquation(text: string, given = "", over: "R" | "C" = "R"): Equation {
  const sides = sidesOf(text);
  if (sides.length !== 2)
    throw new InputError(
      "equation",
      "one = between two sides",
      `"${text}"`,
      'Write "left = right"',
    );
  const [left, right] = sides.map((side, k) => parseExpression(side, k === 0 ? "left" : "right"));
  return { text: text.trim(), left, right, given: parseGiven(given, over) };
}
