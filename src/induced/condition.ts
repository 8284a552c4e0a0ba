import { rationals } from "../algebra/rational.ts";
import type { Given } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import { evaluate } from "../term/evaluate.ts";
import { printTerm } from "../term/term.ts";
import { freeInduced, invert, multiply, print } from "./free.ts";
import type { FormalVector, FreeCarriers, Rule, Summand, Word } from "./free.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";

/** q ρ(rho) f(at). */
type Value = Summand & { readonly at: Word };

/**
 * Reads a side condition as a rewriting rule from its recorded terms: ρ(a) f(x) = ρ(b) f(y), where one
 * of x, y is an element g of G and the other gk or kg with k = h or h⁻¹.
 *
 * @throws {DomainError} for a condition of another form
 */
export function readRule(given: Given): Rule {
  const printed = `${printTerm(given.left)} = ${printTerm(given.right)}`;
  const refuse = (expected: string): never => {
    throw new DomainError(`given ${given.hypothesis}`, expected, printed);
  };
  const free = freeInduced([]);
  const [left, right] = evaluate<InducedFunctions, FreeCarriers>(
    inducedFunctions,
    free.algebra,
    free,
    [given.left, given.right],
  ).map((side): Value => {
    const summands = side as FormalVector;
    if (!Array.isArray(side) || summands.length !== 1 || summands[0].at === undefined)
      return refuse("one value of f on each side");
    return { ...summands[0], at: summands[0].at };
  });
  if (left.name !== right.name || !rationals.eq(left.q, right.q))
    return refuse("one function, with one coefficient");
  const [from, to] = left.at.length >= right.at.length ? [left, right] : [right, left];
  const { at } = to;
  if (at.length !== 1 || at[0][1] !== 1 || at[0][2] !== "G")
    return refuse("f at an element g of G on one side");
  // ρ(a) f(x) = ρ(b) f(g) is f(x) = ρ(a⁻¹b) f(g).
  const rho = multiply(invert(from.rho), to.rho);
  for (const side of ["right", "left"] as const) {
    const k = side === "right" ? multiply(invert(at), from.at) : multiply(from.at, invert(at));
    if (k.length !== 1 || k[0][2] !== "H") continue;
    const exponent = exponentOf(rho, k);
    if (exponent === undefined) return refuse(`ρ at a power of ${print(k)}`);
    return { f: from.name, side, exponent };
  }
  return refuse("f at gh, gh⁻¹, hg or h⁻¹g on the other side");
}

/** n with word = k^n, k one letter. */
function exponentOf(word: Word, k: Word): number | undefined {
  if (word.some(([name]) => name !== k[0][0])) return undefined;
  return word.reduce((n, [, sign]) => n + sign * k[0][1], 0);
}
