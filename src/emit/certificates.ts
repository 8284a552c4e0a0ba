import { primeField } from "../algebra/primeField.ts";
import type { Claim } from "../claim/claim.ts";
import { isEquation } from "../claim/equation.ts";
import { spokenOf } from "../claim/model.ts";
import { describe, type Problem } from "../claim/problem.ts";
import { controlName } from "../claim/assemble.ts";
import { DomainError } from "../errors.ts";
import { stream } from "../numeric/random.ts";
import { evaluate } from "../program/evaluate.ts";
import type { Program } from "../program/program.ts";
import { commutative } from "./commutative.ts";
import type { Question } from "./question.ts";

/** What other engines can be asked of a claim. */
export interface Certificate {
  /** The claim first, then each near miss that differs somewhere over commuting variables. */
  readonly questions: readonly Question[];
  /** Near misses that are true over commuting variables at these sizes, each with the instance. */
  readonly blind: readonly string[];
}

/** Scripts grow with their programs: configurations beyond so many nodes are left to our own models. */
const mostNodes = 4000;

/**
 * The questions that certify a claim: left = right at its first configuration with a commutative form, each
 * near miss at the first configuration where it differs. Which one that is, is found at a random
 * point of GF(2^61 − 1); a miss there means that a question is left out, never that an answer is wrong.
 *
 * @returns a sentence where there is nothing to ask: `no commutative form: …`
 */
export function certificates(claim: Claim): Certificate | string {
  if (!isEquation(claim)) return `no commutative form: it is of the shape ${claim.shape}`;
  const only = spokenOf(claim.asked);
  if (only !== undefined) return `no commutative form: it speaks of ${only} alone`;
  const holds = claim.expects === "holds";
  const one = holds ? instances(claim.problems()).next() : undefined;
  const first = one === undefined ? differing(claim.problems()) : one.value;
  if (typeof first === "string" || first === undefined)
    return first ?? "no commutative form: it has no configuration";
  const questions = [question(holds ? "claim" : "claim as printed", first, holds)];
  if (!holds) {
    const corrected = instances(claim.problems(controlName)).next().value;
    if (typeof corrected === "object") questions.push(question("corrected", corrected, true));
  }
  const blind: string[] = [];
  for (const miss of claim.nearMisses) {
    const variant = differing(claim.problems(miss));
    if (typeof variant === "string") blind.push(`${miss}: ${variant}`);
    else questions.push(question(`near miss ${miss}`, variant, false));
  }
  return { questions, blind };
}

interface Instance {
  readonly about: string;
  readonly program: Program;
}

function question(name: string, { about, program }: Instance, expects: boolean): Question {
  return { name: name.replaceAll(/[^\w\-()/=, .]/g, "-"), about, program, expects };
}

/** The configurations that are small enough over commuting variables; a sentence for each of the others. */
function* instances(problems: readonly Problem[]): Generator<Instance | string, undefined> {
  const skipped: string[] = [];
  let any = false;
  for (const problem of problems) {
    const form = commutative(problem);
    if (typeof form === "string") {
      yield form;
      return;
    }
    const configuration = describe(problem.configuration);
    const about = configuration === "" ? form.instance : `${form.instance}, ${configuration}`;
    const nodes = form.program.ops.length;
    if (nodes > mostNodes) skipped.push(`too large: ${nodes} nodes for ${about}`);
    else {
      any = true;
      yield { about, program: form.program };
    }
  }
  if (!any) yield skipped[0] ?? "no commutative form: it has no configuration";
}

/** The first instance where the sides differ, or why none is asked about. */
function differing(problems: readonly Problem[]): Instance | string {
  let last = "";
  for (const instance of instances(problems)) {
    if (typeof instance === "string") return instance;
    if (!vanishes(instance.program)) return instance;
    last = `true of ${instance.about}`;
  }
  return last;
}

const field = primeField(2n ** 61n - 1n);

/** True if every root is 0 at a random point of GF(2^61 − 1). @throws {DomainError} if no point is regular */
function vanishes(program: Program): boolean {
  const points = stream("certificates", program.variables.join());
  for (let attempt = 0; attempt < 8; attempt++)
    try {
      const values = program.variables.map(() => points.below(2n ** 61n - 1n));
      return evaluate(field, program, values).every((x) => x === 0n);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  throw new DomainError("certificates", "a program that is defined somewhere", "none of 8 points");
}
