import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { nerdamerProposer } from "../corroborate/proposer.ts";
import {
  decide,
  defaultEffort,
  type Decision,
  type Effort,
  type Witness,
} from "../decide/decide.ts";
import { dialects } from "../emit/dialects.ts";
import { InputError } from "../errors.ts";
import { parseEquation, type Equation } from "../formula/equation.ts";
import { entriesOf } from "../formula/elaborate.ts";
import { show } from "../formula/expression.ts";
import { showGiven } from "../formula/given.ts";
import { nearMissesOf } from "../formula/nearMisses.ts";
import { programOf } from "../formula/program.ts";

export interface CheckFlags {
  readonly given?: string;
  readonly over?: "R" | "C";
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly emit?: string;
  readonly file?: string;
  readonly seed: string;
}

/** A near miss and what became of it. */
interface Judged {
  readonly why: string;
  readonly text: string;
  readonly decision: Decision;
}

/** Beyond so many, near misses are taken evenly from the list. */
const mostNearMisses = 24;

function judged(equation: Equation, effort: Effort): Judged[] {
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
function attempt(decision: () => Decision): Decision {
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

/** The verdict card of one equation. */
function card(
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

/** One line for a machine. */
function json(equation: Equation, decision: Decision, misses: readonly Judged[]): string {
  const { outcome, evidence, how, premises, witness, domains, points } = decision;
  const count = (wanted: Decision["outcome"]): number =>
    misses.filter((one) => one.decision.outcome === wanted).length;
  return JSON.stringify({
    equation: equation.text,
    given: showGiven(equation.given),
    over: equation.given.over,
    outcome,
    evidence: { kind: evidence, how, premises, points },
    ...(witness === undefined ? {} : { witness }),
    ...(domains === undefined ? {} : { domainsDiffer: domains }),
    ...(misses.length === 0
      ? {}
      : {
          nearMisses: { fail: count("fails"), hold: count("holds"), undecided: count("undecided") },
        }),
  });
}

/** The equation as a script of another engine. @throws {InputError} where it has no rational form */
function script(equation: Equation, engine: string): string {
  if (!(engine in dialects))
    throw new InputError("--emit", Object.keys(dialects).join(", "), engine);
  const named = (name: string, one: Equation, expects: boolean) => {
    const program = programOf(entriesOf(one));
    if (typeof program === "string") throw new InputError("--emit", "rational functions", program);
    return { name, about: one.text, program, expects };
  };
  const decision = decide(equation);
  const questions = [named("equation", equation, decision.outcome === "holds")];
  for (const [k, { equation: variant }] of nearMissesOf(equation).entries()) {
    const its = attempt(() => decide(variant, { ...defaultEffort, points: 12 }));
    if (its.outcome !== "undecided")
      questions.push(named(`near miss ${k + 1}`, variant, its.outcome === "holds"));
  }
  return dialects[engine as keyof typeof dialects].script(questions);
}

interface Item {
  readonly equation: string;
  readonly given: string;
  readonly where: string;
}

/** Lines `left = right` or `left = right given …`; blank lines and those that begin with # are skipped. */
async function itemsOf(text: string | undefined, flags: CheckFlags): Promise<Item[]> {
  const given = flags.given ?? "";
  if (flags.file === undefined) {
    if (text === undefined)
      throw new InputError("commute check", "an equation or --file", "neither");
    return [{ equation: text, given, where: "" }];
  }
  const lines = (await readFile(flags.file, "utf8")).split("\n");
  return lines.flatMap((line, k) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const [equation, its = ""] = trimmed.split(/\s+given\s+/);
    const both = [given, its].filter((one) => one !== "").join(", ");
    return [{ equation, given: both, where: `${flags.file ?? ""}:${k + 1}: ` }];
  });
}

/** `commute check`: 0 if all hold, 1 if one fails or is undecided, 2 for a formula that cannot be read. */
export async function checkCommand(text: string | undefined, flags: CheckFlags): Promise<number> {
  const items = await itemsOf(text, flags);
  const effort: Effort = {
    ...defaultEffort,
    seed: flags.seed,
    strict: flags.strict ?? false,
    proposers: [nerdamerProposer(createRequire(import.meta.url))],
  };
  const counts = { holds: 0, fails: 0, undecided: 0 };
  let faults = 0;
  for (const [k, item] of items.entries()) {
    if (flags.file !== undefined && process.stderr.isTTY)
      process.stderr.write(`\r${k + 1} of ${items.length} `);
    try {
      const equation = parseEquation(item.equation, item.given, flags.over ?? "R");
      if (flags.emit !== undefined) {
        process.stdout.write(`${script(equation, flags.emit)}\n`);
        counts.holds += 1;
        continue;
      }
      const decision = decide(equation, effort);
      counts[decision.outcome] += 1;
      const single = flags.file === undefined || flags.explain === true;
      const misses = single && decision.outcome === "holds" ? judged(equation, effort) : [];
      const line = flags.json === true ? json(equation, decision, misses) : undefined;
      process.stdout.write(`${line ?? card(equation, decision, misses, flags.explain ?? false)}\n`);
    } catch (error) {
      if (!(error instanceof InputError) || flags.file === undefined) throw error;
      // One line that cannot be read stops no other.
      faults += 1;
      process.stderr.write(`${item.where}${error.message}\n`);
    }
  }
  if (flags.file !== undefined && flags.json !== true) {
    const unread = faults === 0 ? "" : `, ${faults} not read`;
    process.stdout.write(
      `\n${counts.holds} hold, ${counts.fails} fail, ${counts.undecided} undecided${unread}\n`,
    );
  }
  if (faults > 0) return 2;
  return counts.fails + counts.undecided === 0 ? 0 : 1;
}
