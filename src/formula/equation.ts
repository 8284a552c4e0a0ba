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

/**
 * Reads `left = right` with its hypotheses.
 *
 * @throws {InputError} unless there is one `=` that is no part of <=, >=, != or ==
 */
export function parseEquation(text: string, given = "", over: "R" | "C" = "R"): Equation {
  const sides = text.split(/(?<![<>!=:])=(?!=)/);
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
