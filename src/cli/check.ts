import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { nerdamerProposer } from "../corroborate/proposer.ts";
import { attempt, card, judged, type Judged } from "../decide/card.ts";
import { decide, defaultEffort, type Decision, type Effort } from "../decide/decide.ts";
import { dialects } from "../emit/dialects.ts";
import { InputError } from "../errors.ts";
import { parseEquation, type Equation } from "../formula/equation.ts";
import { entriesOf } from "../formula/elaborate.ts";
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
