import type { Claim } from "../claim/claim.ts";
import { isEquation } from "../claim/equation.ts";
import { certificates, type Certificate } from "../emit/certificates.ts";
import { answersIn, type Question } from "../emit/question.ts";
import { smtScript } from "../emit/smt.ts";
import { bounds } from "../program/bounds.ts";
import type { ClaimRecord, Corroboration, Effort } from "../record/schema.ts";
import { versionOf, type Loader } from "./engine.ts";

/** Z3 in this process. */
export interface Solver {
  /** What it prints. @throws whatever the module throws when its memory ends: it cannot be asked again */
  readonly run: (script: string) => string;
  /** Ends its threads, which would keep the process alive. */
  readonly close: () => void;
}

interface Z3Module {
  readonly em: {
    readonly ccall: (
      name: string,
      returns: "string",
      types: readonly ["number", "string"],
      args: readonly [unknown, string],
    ) => string;
    readonly PThread: { readonly terminateAllThreads: () => void };
  };
  readonly Z3: {
    readonly global_param_set: (name: string, value: string) => void;
    readonly mk_config: () => unknown;
    readonly mk_context: (config: unknown) => unknown;
    readonly del_config: (config: unknown) => void;
    readonly del_context: (context: unknown) => void;
  };
}

/** Beyond it Z3 gives up, where the module would abort at 2 GiB. */
const mostMegabytes = 300;

/** Loads the WebAssembly of `z3-solver`: about 0.3 s and 150 MB. @throws if the package is not there */
export async function openZ3(load: Loader): Promise<Solver> {
  const { init } = load("z3-solver") as {
    readonly init: (overrides: Readonly<Record<string, () => void>>) => Promise<Z3Module>;
  };
  const silent = (): void => undefined;
  const { em, Z3 } = await init({ print: silent, printErr: silent });
  Z3.global_param_set("memory_max_size", String(mostMegabytes));
  return {
    // Called directly and not as its own wrapper does: that returns, and frees the script, while a
    // thread still reads it. So, too, an abort is an exception here.
    run: (script) => {
      const config = Z3.mk_config();
      const context = Z3.mk_context(config);
      Z3.del_config(config);
      const types = ["number", "string"] as const;
      const said = em.ccall("Z3_eval_smtlib2_string", "string", types, [context, script]);
      Z3.del_context(context);
      return said;
    },
    close: () => em.PThread.terminateAllThreads(),
  };
}

/** Monomials of a question before anything cancels: Z3 multiplies out before it counts its work. */
const mostMonomials = { quick: 2 ** 10, default: 2 ** 11, deep: 2 ** 14 };
/** A budget of work, never of seconds. */
const mostWork = 200_000;

function isSmall({ program }: Question, effort: Effort): boolean {
  const norms = bounds(program).roots.map(({ log2Norm }) => 2 ** log2Norm);
  return norms.reduce((a, b) => a + b, 0) <= mostMonomials[effort];
}

/** The questions of a certificate that are small enough, and what Z3 answers to them. */
export interface Replayed {
  readonly asked: readonly Question[];
  readonly answers: ReadonlyMap<string, boolean>;
}

/** Asks the small questions of a certificate; no solver is opened where there is none. */
export async function replayInZ3(
  { questions }: Certificate,
  open: () => Promise<Solver>,
  script: (questions: readonly Question[]) => string = (asked) => smtScript(asked, mostWork),
  effort: Effort = "deep",
): Promise<Replayed> {
  const asked = questions.filter((question) => isSmall(question, effort));
  if (asked.length === 0) return { asked, answers: new Map() };
  const solver = await open();
  return { asked, answers: answersIn(solver.run(script(asked))) };
}

type Opinion = Pick<Corroboration, "says" | "about">;

/**
 * What the answers say of an outcome: the claim's own question against the outcome, and every near miss
 * against what is claimed of it.
 */
export function opinionOn(
  { questions }: Certificate,
  { asked, answers }: Replayed,
  outcome: ClaimRecord["outcome"],
): Opinion {
  const [main, ...others] = questions;
  const cannot = (why: string): Opinion => ({ says: "cannot", about: `${main.about}: ${why}` });
  if (!asked.includes(main)) return cannot("too large to be asked in process");
  const isTrue = answers.get(main.name);
  if (isTrue === undefined) return cannot("no answer within its work limit");
  const words = isTrue ? "left ≠ right is unsatisfiable" : "left ≠ right at a point";
  if (outcome === "undecided") return cannot(`${words}, and the claim is undecided`);
  const answered = others.filter(({ name }) => answers.has(name));
  const wrong = answered.filter(({ name, expects }) => answers.get(name) !== expects);
  const open = others.length - answered.length;
  const counted = [
    words,
    ...(answered.length === 0 ? [] : [`variants as claimed: ${answered.length - wrong.length}`]),
    ...(open === 0 ? [] : [`beyond its limits: ${open}`]),
    ...(wrong.length === 0 ? [] : [`NOT as claimed: ${wrong.map(({ name }) => name).join("; ")}`]),
  ];
  const about = `${main.about}: ${counted.join(", ")}`;
  // A claim that fails may be true of this instance, unless the instance was chosen for its difference.
  if (outcome === "fails" && isTrue && main.expects) return { says: "cannot", about };
  const agrees = isTrue === (outcome === "holds") && wrong.length === 0;
  return { says: agrees ? "agree" : "disagree", about };
}

/** Z3's row of second opinions: none on what is no equation. */
export async function corroborateByZ3(
  claim: Claim,
  { outcome }: Pick<ClaimRecord, "outcome">,
  load: Loader,
  open: () => Promise<Solver>,
  effort: Effort = "deep",
): Promise<Corroboration[]> {
  if (!isEquation(claim)) return [];
  let version = "none";
  const row = (opinion: Opinion): Corroboration[] => [{ engine: "z3-solver", version, ...opinion }];
  try {
    version = versionOf(load, "z3-solver");
    const certificate = certificates(claim);
    if (typeof certificate === "string") return row({ says: "cannot", about: certificate });
    return row(
      opinionOn(certificate, await replayInZ3(certificate, open, undefined, effort), outcome),
    );
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] : "its module ended";
    return row({ says: "cannot", about: `it stopped: ${message}` });
  }
}
