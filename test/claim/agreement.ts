import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rational } from "../../src/algebra/rational.ts";
import type { Rational } from "../../src/algebra/rational.ts";
import type { Claim, Work } from "../../src/claim/claim.ts";
import { isClaim } from "../../src/claim/claim.ts";
import type { Equation } from "../../src/claim/equation.ts";
import { modelWork } from "../../src/claim/model.ts";
import type { Finding, Model } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { operationsOf } from "../../src/claim/runModel.ts";
import { FrameworkError } from "../../src/errors.ts";
import { differenceAt, jetsOf } from "../../src/matrices/witness.ts";
import type { Stream } from "../../src/numeric/random.ts";
import { stream } from "../../src/numeric/random.ts";
import type { EvidenceKind, Outcome } from "../../src/record/schema.ts";
import { mutated, mutations } from "../../src/term/mutate.ts";
import { unknownName } from "../../src/term/term.ts";

const root = join(import.meta.dirname, "../..");

/** The equations of every spec. */
export async function equations(): Promise<Equation[]> {
  const names = readdirSync(join(root, "specs"), { recursive: true, encoding: "utf8" });
  const found: Equation[] = [];
  for (const name of names.filter((n) => n.endsWith(".spec.ts")).sort()) {
    const url = pathToFileURL(join(root, "specs", name)).href;
    const spec = (await import(/* @vite-ignore */ url)) as Record<string, unknown>;
    const claims: Claim[] = Object.values(spec).flat().filter(isClaim);
    found.push(...claims.filter((c): c is Equation => c.shape === "equation"));
  }
  return found;
}

/** What one model says of one mutant. */
export interface Answer {
  readonly model: string;
  readonly kind: EvidenceKind;
  readonly outcome: Outcome;
  readonly scope: string;
  /** The witness in words, or why it is undecided. */
  readonly says: string;
}

/** Why two models differ on a mutant, or that they contradict each other. */
export type Why = { readonly reason: string } | { readonly contradiction: string };

export interface Asked {
  readonly says: string;
  readonly answers: readonly Answer[];
  readonly why?: Why;
}

export interface Agreement {
  readonly claim: string;
  readonly mutants: readonly Asked[];
}

/**
 * The first configuration about which at least two models of a claim are asked. Not the 1×1 torus:
 * every sum of phases vanishes there off a null set, whatever the formula.
 */
export function comparable(
  claim: Equation,
): { problem: Problem; models: readonly Model[] } | undefined {
  for (const problem of claim.problems()) {
    const { Nx, Ny } = problem.configuration;
    if (Nx === 1 && Ny === 1) continue;
    const takes = (m: Model): boolean => m.takes?.(problem.configuration) ?? true;
    const models = claim.asked.filter(takes);
    if (new Set(models.map((m) => m.name)).size > 1) return { problem, models };
  }
  return undefined;
}

/**
 * So many distinct mutants, in the order of a seeded stream: of one node of one side first, then of
 * what they became. Fewer where a small graph has no more.
 */
export function* draw(
  problem: Problem,
  count: number,
  s: Stream,
): Generator<Problem & { readonly says: string }> {
  const seen = new Set([graph(problem)]);
  const made: (Problem & { readonly says: string })[] = [];
  let pool = mutantsOf({ ...problem, says: "" });
  for (let k = 0, tries = 0; k < count && tries < 20 * count; tries++) {
    if (pool.length === 0) {
      if (made.length === 0) return;
      pool = mutantsOf(made[s.integer(0, made.length - 1)]);
      continue;
    }
    const [next] = pool.splice(s.integer(0, pool.length - 1), 1);
    const mutant = next();
    if (seen.has(graph(mutant)) || mutant.left.every((l, i) => l === mutant.right[i])) continue;
    seen.add(graph(mutant));
    made.push(mutant);
    yield { ...mutant, variant: `mutant ${k++}` };
  }
}

function mutantsOf(base: Problem & { readonly says: string }): (() => typeof base)[] {
  const { signature, store, left, right } = base;
  return (["left", "right"] as const).flatMap((side) =>
    mutations(signature, store, base[side], [...left, ...right]).map((m) => () => ({
      ...base,
      [side]: mutated(store, base[side], m),
      says: `${base.says === "" ? "" : `${base.says}; `}${side}, ${m.says}`,
    })),
  );
}

function graph({ left, right }: Problem): string {
  return [...left, ...right].map((t) => t.id).join();
}

async function ask(model: Model, problem: Problem, work: Work): Promise<Answer> {
  const { name, kind } = model;
  const missing = operationsOf(problem).filter((op) => !model.interprets.includes(op));
  if (missing.length > 0)
    return { model: name, kind, outcome: "undecided", scope: "", says: `no ${missing.join(", ")}` };
  try {
    const found: Finding = await model.check(problem, modelWork(work, model, problem, false));
    const vacuous = kind === "proved" && found.outcome === "holds" && found.cancelled === 0;
    const outcome =
      vacuous || (found.outcome === "fails" && found.witness === undefined)
        ? "undecided"
        : found.outcome;
    return {
      model: name,
      kind,
      outcome,
      scope: found.scope,
      says: found.witness?.says ?? found.reason ?? "",
    };
  } catch (error) {
    if (error instanceof FrameworkError) throw error;
    const says = error instanceof Error ? error.message : String(error);
    return { model: name, kind, outcome: "undecided", scope: "", says };
  }
}

/** Every model of a claim on mutants of it. */
export async function agreement(claim: Equation, count: number, work: Work): Promise<Agreement> {
  const found = comparable(claim);
  if (found === undefined) return { claim: claim.id, mutants: [] };
  const mutants: Asked[] = [];
  for (const mutant of draw(found.problem, count, stream(work.seed, "mutants", claim.id))) {
    const answers: Answer[] = [];
    for (const model of found.models) answers.push(await ask(model, mutant, work));
    const asked = { says: mutant.says, answers };
    mutants.push(
      differs(asked) ? { ...asked, why: await why(found.models, mutant, answers, work) } : asked,
    );
  }
  return { claim: claim.id, mutants };
}

/** Two models differ on a mutant: one says that it holds, another one refutes it. */
export function differs({ answers }: Asked): boolean {
  return answers.some((a) => a.outcome === "holds") && answers.some((a) => a.outcome === "fails");
}

/**
 * Why models of one mutant may differ: each that says `holds` speaks of a smaller scope, which the
 * witnesses lie outside of, or samples too little. Else they contradict each other.
 */
async function why(
  models: readonly Model[],
  mutant: Problem,
  answers: readonly Answer[],
  work: Work,
): Promise<Why> {
  const witnesses = answers.filter((a) => a.outcome === "fails").map((a) => a.says);
  const reasons: string[] = [];
  for (const [at, a] of answers.entries()) {
    if (a.outcome !== "holds") continue;
    const contradicts = (says: string): Why => ({ contradiction: `${a.model}: ${says}` });
    if (a.kind === "proved") return contradicts("proves what another model refutes");
    if (a.kind === "exhausted") {
      const within = witnesses.find((w) => inScope(a.model, w));
      if (within !== undefined) return contradicts(`went through every case of ${within}`);
      reasons.push(`true of every case of ${a.model}`);
    } else if (a.kind === "sampled-exact") {
      const within = witnesses.find((w) => a.model.includes(`${/^\d+/.exec(w)?.[0]}×`));
      if (within !== undefined) return contradicts(`sampled the size of ${within}`);
      reasons.push(`true of the sizes of ${a.model}`);
    } else {
      if (a.model.includes("su(N)") && trueOfConnections(mutant, work)) {
        reasons.push("true of anti-Hermitian traceless fields, exactly at random ones");
        continue;
      }
      const more = await ask(models[at], mutant, { ...work, effort: "deep" });
      if (more.outcome !== "fails") return contradicts("passes at the deep effort too");
      reasons.push(`${a.model} refutes it at the deep effort: it rarely differs`);
    }
  }
  return { reason: reasons.join("; ") };
}

/** Whether a witness is in one of the groups that an exhausting model names. */
function inScope(model: string, witness: string): boolean {
  const names = model.split(/[,;] /);
  return [witness, ...witness.split(", ")].some(
    (part) => names.includes(part) || model.split("; ").includes(part),
  );
}

/** Whether exact evaluation at random anti-Hermitian traceless jets, N = 2, 3, finds no difference. */
function trueOfConnections(mutant: Problem, work: Work): boolean {
  const jets = jetsOf(mutant);
  return [2, 3].every((N) =>
    [0, 1, 2].every((k) => {
      const s = stream(work.seed, "connections", String(N)).at(k);
      const parameters = new Map(jets.unknowns.map((u) => [unknownName(u), connection(N, s)]));
      return differenceAt(jets, N, parameters) === undefined;
    }),
  );
}

/** The entries x + iy, row by row, of a random anti-Hermitian traceless matrix of small integers. */
function connection(N: number, s: Stream): Rational[] {
  const re = Array.from({ length: N }, () => new Array<number>(N).fill(0));
  const im = Array.from({ length: N }, () => new Array<number>(N).fill(0));
  for (let i = 0; i < N; i++) {
    im[i][i] = i < N - 1 ? s.integer(-3, 3) : -im.reduce((sum, row, j) => sum + row[j], 0);
    for (let j = 0; j < i; j++) {
      [re[i][j], im[i][j]] = [s.integer(-3, 3), s.integer(-3, 3)];
      [re[j][i], im[j][i]] = [-re[i][j], im[i][j]];
    }
  }
  return re.flatMap((row, i) => row.flatMap((x, j) => [rational(x), rational(im[i][j])]));
}
