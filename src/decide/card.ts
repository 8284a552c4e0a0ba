import { InputError } from "../errors.ts";
import type { Equation } from "../formula/equation.ts";
import { show } from "../formula/expression.ts";
import { showGiven } from "../formula/given.ts";
import { nearMissesOf } from "../formula/nearMisses.ts";
import { decide } from "./decide.ts";
import type { Decision, Effort, Witness } from "./decide.ts";

/** A near miss and what became of it. */
export interface Judged {
  readonly why: string;
  readonly text: string;
  readonly decision: Decision;
}

/** Beyond so many, near misses are taken evenly from the list. */
const mostNearMisses = 24;

/** Near misses of an equation that holds: each sign, each integer, each factor, decided in their turn. */
export function judged(equation: Equation, effort: Effort): Judged[] {
  const all = nearMissesOf(equation);
  const every = Math.max(1, all.length / mostNearMisses);
  const chosen = all.filter((_, k) => Math.floor(k / every) !== Math.floor((k - 1) / every));
  return chosen.map(({ why, equation: variant }) => ({
    why,
    text: variant.text,
    decision: attempt(() => decide(variant, { ...effort, points: 24 })),
  }));
}

/** A variant may be ill-formed where the claim is not: that refutes nothing. */
export function attempt(decision: () => Decision): Decision {
  try {
    return decision();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: "undecided", evidence: "none", how: error.message, premises: [], points: 0 };
  }
}

function witnessText({ at, left, right, entry }: Witness): string {
  const where = entry === "" ? "" : `entry ${entry}, `;
  return `${where}${at === "" ? "" : `at ${at}: `}left = ${left}, right = ${right}`;
}

function evidenceOf({ outcome, evidence, how, premises, points }: Decision): string[] {
  if (outcome === "holds")
    return [
      `  proved: ${how}`,
      ...premises.map((premise) => `    given ${premise}`),
      `  besides: equal at ${points} points to 256 bits`,
    ];
  if (evidence === "certified")
    return [`  certified: the enclosures of the two sides are disjoint`];
  return how.split("; ").map((line) => `  tried: ${line}`);
}

/** The verdict card of one equation, as text. */
export function card(
  equation: Equation,
  decision: Decision,
  misses: readonly Judged[],
  explain: boolean,
): string {
  const { given, left, right } = equation;
  const under = showGiven(given);
  const over = given.over === "C" ? "over the complex numbers" : "over the real numbers";
  const lines = [
    `${show(left)} = ${show(right)}`,
    `  ${over}${under === "" ? "" : `, given ${under}`}`,
  ];
  lines.push(decision.outcome);
  if (decision.witness !== undefined) lines.push(`  ${witnessText(decision.witness)}`);
  lines.push(...evidenceOf(decision));
  if (decision.domains !== undefined && decision.outcome !== "fails")
    lines.push(`  domains differ: ${witnessText(decision.domains)}`);
  if (misses.length === 0) return lines.join("\n");
  const killed = misses.filter((one) => one.decision.outcome === "fails");
  const also = misses.filter((one) => one.decision.outcome === "holds");
  const open = misses.filter((one) => one.decision.outcome === "undecided");
  lines.push(`  near misses: ${killed.length} of ${misses.length} refuted`);
  if (explain)
    lines.push(
      ...killed.map(({ why, text, decision: its }) => `    ${why}: ${text} fails ${its.how}`),
    );
  lines.push(...also.map(({ why, text }) => `    ${why}: ${text} holds too`));
  lines.push(...open.map(({ why, text }) => `    ${why}: ${text} is undecided`));
  return lines.join("\n");
}
