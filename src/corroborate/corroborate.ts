import type { Claim } from "../claim/claim.ts";
import { isEquation } from "../claim/equation.ts";
import { spokenOf } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import type { ClaimRecord, Corroboration } from "../record/schema.ts";
import type { Engine, Loader } from "./engine.ts";
import { mathjsEngine } from "./mathjs.ts";
import { nerdamerEngine } from "./nerdamer.ts";
import { question } from "./question.ts";
import type { Question } from "./question.ts";

/** The engines of this host; one whose package cannot be loaded says so. */
export function engines(load: Loader): readonly Engine[] {
  const loaded = (name: string, make: (load: Loader) => Engine): Engine => {
    try {
      return make(load);
    } catch (error) {
      const missing = `it cannot be loaded: ${line(error)}`;
      return {
        name,
        version: "none",
        missing,
        mostTerms: 0,
        ask: () => ({ finds: "nothing", why: missing }),
      };
    }
  };
  return [loaded("nerdamer-prime", nerdamerEngine), loaded("mathjs", mathjsEngine)];
}

/**
 * The row of second opinions on a claim that is decided: nothing but an equation is asked about, and
 * nothing an engine says has a type that a verdict is folded from.
 */
export function corroborate(
  claim: Claim,
  decided: Pick<ClaimRecord, "outcome">,
  asked: () => readonly Engine[],
): Corroboration[] {
  if (!isEquation(claim) || decided.outcome === "quoted") return [];
  const only = spokenOf(claim.asked);
  return asked().map((engine) => ({
    engine: engine.name,
    version: engine.version,
    ...(only === undefined
      ? opinion(engine, () => claim.problems()[0], decided.outcome)
      : { says: "cannot", about: `the claim speaks of ${only} alone` }),
  }));
}

type Opinion = Pick<Corroboration, "says" | "about">;

function opinion(engine: Engine, problem: () => Problem, outcome: ClaimRecord["outcome"]): Opinion {
  const cannot = (why: string): Opinion => ({ says: "cannot", about: why });
  if (engine.missing !== undefined) return cannot(engine.missing);
  try {
    const asked = question(problem(), engine.mostTerms);
    if (typeof asked === "string") return cannot(asked);
    const found = engine.ask(
      asked.differences.map((d) => d.text),
      asked.symbols,
      asked.terms,
    );
    const about = inWords(asked);
    if (found.finds === "nothing") return cannot(`${about}: ${found.why}`);
    const says = `${about}: ${found.how}`;
    if (outcome === "undecided") return cannot(`${says}, and the claim is undecided`);
    if (outcome === "holds")
      return { says: found.finds === "zero" ? "agree" : "disagree", about: says };
    // A claim that fails may be true of this instance: our own value at a random point tells.
    if (found.finds === "not zero") return { says: "agree", about: says };
    return asked.differences.some((d) => d.value !== 0n)
      ? { says: "disagree", about: says }
      : cannot(`${says}, and the sides do agree there`);
  } catch (error) {
    return cannot(`it stopped: ${line(error)}`);
  }
}

function inWords({ instance, symbols, terms, differences }: Question): string {
  const many = differences.length > 1 ? `${differences.length} differences` : "left − right";
  return `${many} for ${instance}, ${terms} terms in ${symbols.length} symbols`;
}

function line(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0] : String(error);
}
