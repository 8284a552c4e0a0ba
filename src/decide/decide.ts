/** The decision of an equation: points refute, normal forms prove, and the rest is undecided. */
import type { Equation } from "../formula/equation.ts";
import { entriesOf, scalars, type Entry } from "../formula/elaborate.ts";
import { show, substitute, symbolsOf } from "../formula/expression.ts";
import { mapGiven, type Given } from "../formula/given.ts";
import { rootCases } from "./givenRoots.ts";
import { integrated, type Proposer } from "./integrals.ts";
import { solveGiven } from "./solveGiven.ts";
import { prove, type Proof } from "./prove.ts";
import { compareAt, showPoint, type AtPoint } from "./refute.ts";
import { samples } from "./sample.ts";
import type { Point } from "./value.ts";

export type Outcome = "holds" | "fails" | "undecided";

/** Where the sides differ, or where only one of them is defined. */
export interface Witness {
  readonly at: string;
  readonly left: string;
  readonly right: string;
  readonly entry: string;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly evidence: "proved" | "certified" | "none";
  /** How it was proved, where it fails, or what was tried. */
  readonly how: string;
  readonly premises: readonly string[];
  readonly witness?: Witness;
  /** A point where one side alone is defined. */
  readonly domains?: Witness;
  readonly points: number;
}

export interface Effort {
  readonly points: number;
  readonly seed: string;
  /** Where one side alone is defined, the equation fails. */
  readonly strict: boolean;
  /** Who proposes antiderivatives, partial fractions and roots of hypotheses. */
  readonly proposers: readonly Proposer[];
}

export const defaultEffort: Effort = { points: 48, seed: "commute", strict: false, proposers: [] };

/** @throws {InputError} where shapes or names do not fit */
export function decide(equation: Equation, effort: Effort = defaultEffort): Decision {
  const given = mapGiven(equation.given, scalars);
  const entries = entriesOf(equation);
  const decisions: Decision[] = [];
  for (const entry of entries) {
    const decision = decideEntry(entry, given, effort);
    if (decision.outcome === "fails") return decision;
    decisions.push(decision);
  }
  return decisions.find(({ outcome }) => outcome === "undecided") ?? merged(decisions);
}

function merged(decisions: readonly Decision[]): Decision {
  const [first] = decisions;
  const domains = decisions.find((one) => one.domains !== undefined)?.domains;
  const hows = new Set(decisions.map(({ how }) => how));
  return {
    ...first,
    how:
      decisions.length === 1 ? first.how : `${decisions.length} entries: ${[...hows].join("; ")}`,
    premises: [...new Set(decisions.flatMap(({ premises }) => premises))],
    points: decisions.reduce((sum, { points }) => sum + points, 0),
    ...(domains === undefined ? {} : { domains }),
  };
}

interface Tally {
  both: number;
  domains?: Witness;
  witness?: Witness;
  close: Point[];
  unknown?: string;
}

/** By cases where a hypothesis leaves a symbol but a few values, else as it stands. */
function decideEntry(entry: Entry, given: Given, effort: Effort): Decision {
  const split = rootCases(given, effort.proposers);
  if (split === undefined || split.cases.length === 0) return decideWhole(entry, given, effort);
  const { name, cases, premise } = split;
  const decisions: Decision[] = [];
  for (const { root, given: rest } of cases) {
    const [left, right] = [entry.left, entry.right].map((e) => substitute(e, name, root));
    const decision = decideEntry({ ...entry, left, right }, rest, effort);
    const within = (witness: Witness): Witness => ({
      ...witness,
      at: [`${name} = ${show(root)}`, witness.at].filter((part) => part !== "").join(", "),
    });
    const { witness, domains } = decision;
    const located: Decision = {
      ...decision,
      ...(witness === undefined ? {} : { witness: within(witness) }),
      ...(domains === undefined ? {} : { domains: within(domains) }),
    };
    if (located.outcome === "fails" && located.witness !== undefined)
      return refuted(located.witness, located);
    decisions.push(located);
  }
  const open = decisions.find(({ outcome }) => outcome !== "holds");
  if (open !== undefined) return open;
  const whole = merged(decisions);
  const hows = [...new Set(decisions.map(({ how }) => how))].join("; ");
  return {
    ...whole,
    how: `in each case of ${name}: ${hows}`,
    premises: [premise, ...whole.premises],
  };
}

function decideWhole(entry: Entry, given: Given, effort: Effort): Decision {
  const { left, right } = entry;
  const bounds = given.comparisons.flatMap((c) => [c.left, c.right]);
  const solved = solveGiven(given, [left, right]);
  const whole = [left, right].map((side) =>
    integrated(solved.apply(side), solved.given, effort.proposers),
  );
  const [a, b] = whole.map(({ expression }) => expression);
  const names = symbolsOf(a, b, ...bounds.map(solved.apply));
  const points = samples(names, solved.given, [a, b], effort.points, effort.seed);
  const tally: Tally = { both: 0, close: [] };
  for (const point of points) {
    note(tally, compareAt(a, b, point, given.over, 256), point, entry, solved.restore);
    if (tally.witness !== undefined) break;
  }
  const base = {
    premises: [],
    points: tally.both,
    ...(tally.domains === undefined ? {} : { domains: tally.domains }),
  };
  if (tally.witness !== undefined) return refuted(tally.witness, base);
  if (effort.strict && tally.domains !== undefined) return refuted(tally.domains, base);
  if (tally.both === 0) return { ...base, ...vacuous(points, tally) };
  const { proof, tried } = prove(a, b, solved.given);
  if (proof !== undefined) {
    const premises = [...whole.flatMap((side) => side.premises), ...proof.premises];
    return { ...base, ...proved({ ...proof, premises: [...new Set(premises)] }) };
  }
  for (const point of tally.close.slice(0, 4)) {
    note(tally, compareAt(a, b, point, given.over, 8192), point, entry, solved.restore);
    if (tally.witness !== undefined) return refuted(tally.witness, base);
  }
  const looked = `equal to 256 bits at ${tally.both} points`;
  const how = [looked, ...tried].join("; ");
  return { ...base, outcome: "undecided", evidence: "none", how };
}

function refuted(witness: Witness, base: Pick<Decision, "premises" | "points">): Decision {
  const how = `at ${witness.at}: left ${witness.left}, right ${witness.right}`;
  return { ...base, outcome: "fails", evidence: "certified", how, witness };
}

function proved({ how, premises }: Proof): Omit<Decision, "points"> {
  return { outcome: "holds", evidence: "proved", how, premises };
}

function vacuous(
  points: readonly Point[],
  { unknown }: Tally,
): Omit<Decision, "points" | "premises"> {
  const why =
    points.length === 0
      ? "no point was found that satisfies the hypotheses"
      : `no point was found where both sides are defined${unknown === undefined ? "" : ` (${unknown})`}`;
  return { outcome: "undecided", evidence: "none", how: `vacuous: ${why}` };
}

function note(
  tally: Tally,
  found: AtPoint,
  point: Point,
  { name }: Entry,
  restore: (point: Point) => Point,
): void {
  const at = (): string => showPoint(restore(point));
  switch (found.says) {
    case "differ":
      tally.both += 1;
      tally.witness = { at: at(), left: found.left, right: found.right, entry: name };
      return;
    case "equal":
      tally.both += 1;
      return;
    case "close":
      tally.both += 1;
      tally.close.push(point);
      return;
    case "domains differ": {
      const [left, right] =
        found.undefinedSide === "left" ? ["undefined", "defined"] : ["defined", "undefined"];
      tally.domains ??= { at: at(), left, right, entry: name };
      return;
    }
    case "unknown":
      tally.unknown = found.why;
      return;
    case "undefined":
  }
}
