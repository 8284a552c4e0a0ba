/** Hypotheses on the symbols of a formula: `x > 0, 0 < t < pi/2, n integer`. */
import { InputError } from "../errors.ts";
import type { Expression } from "./expression.ts";
import { show } from "./expression.ts";
import { parseComparisons, type Comparison } from "./parse.ts";

export type Domain = "real" | "integer" | "complex";

/** What is assumed. A symbol without a domain of its own has `over`. */
export interface Given {
  readonly over: "R" | "C";
  readonly domains: ReadonlyMap<string, Domain>;
  readonly comparisons: readonly Comparison[];
}

const kinds: Readonly<Record<string, Domain>> = {
  integer: "integer",
  integers: "integer",
  real: "real",
  complex: "complex",
};

/**
 * Reads hypotheses separated by commas (outside parentheses) or `and`. Besides comparisons: `n
 * integer`, `n natural` (n ≥ 0), `x positive`, `x real`, `z complex`, several names before the word
 * allowed (`m and n integers` is not: write `m integer, n integer`, or `m n integer`).
 *
 * @throws {InputError} that names the hypothesis it does not understand
 */
export function parseGiven(text: string, over: "R" | "C" = "R"): Given {
  const domains = new Map<string, Domain>();
  const comparisons: Comparison[] = [];
  for (const part of splitOutside(text)) {
    const where = `given "${part}"`;
    // `a` is an article after a verb only: in `a integer` it is the symbol.
    const words =
      /^([A-Za-z]\w*(?:\s+[A-Za-z]\w*)*?)\s+(?:(?:is|are)\s+(?:an?\s+)?|an\s+)?(\w+)$/.exec(part);
    if (words === null) {
      comparisons.push(...parseComparisons(part, where));
      continue;
    }
    const names = words[1].split(/\s+/);
    const kind = words[2];
    for (const name of names) {
      if (Object.hasOwn(kinds, kind)) domains.set(name, kinds[kind]);
      else if (kind === "natural") {
        domains.set(name, "integer");
        comparisons.push(...parseComparisons(`${name} >= 0`, where));
      } else if (kind === "positive") comparisons.push(...parseComparisons(`${name} > 0`, where));
      else if (kind === "negative") comparisons.push(...parseComparisons(`${name} < 0`, where));
      else if (kind === "nonnegative") comparisons.push(...parseComparisons(`${name} >= 0`, where));
      else
        throw new InputError(where, "integer, natural, real, complex, positive or negative", kind);
    }
  }
  return { over, domains, comparisons };
}

export function domainOf(given: Given, name: string): Domain {
  return given.domains.get(name) ?? (given.over === "C" ? "complex" : "real");
}

/** The hypotheses as text, for people. */
export function showGiven(given: Given): string {
  const domains = [...given.domains].map(([name, domain]) => `${name} ${domain}`);
  const comparisons = given.comparisons.map(showComparison);
  return [...domains, ...comparisons].join(", ");
}

export function showComparison({ left, relation, right }: Comparison): string {
  return `${show(left)} ${relation} ${show(right)}`;
}

/** The hypotheses with every expression mapped. */
export function mapGiven(given: Given, by: (e: Expression) => Expression): Given {
  const comparisons = given.comparisons.map((c) => ({
    ...c,
    left: by(c.left),
    right: by(c.right),
  }));
  return { ...given, comparisons };
}

/** Parts between commas that no parenthesis encloses; empty parts dropped. */
export function splitOutside(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const c of text) {
    if ("([".includes(c)) depth += 1;
    if (")]".includes(c)) depth -= 1;
    if (c === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
