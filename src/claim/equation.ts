import type { Evidence, Figure, Witness } from "../record/schema.ts";
import type { Operations } from "../term/record.ts";
import { recorder } from "../term/record.ts";
import type { Signature } from "../term/signature.ts";
import { reachable, termStore } from "../term/term.ts";
import type { Term, TermStore } from "../term/term.ts";
import { InputError } from "../errors.ts";
import type { Claim, Work } from "./claim.ts";
import { checkClaim } from "./check.ts";
import type { Trial } from "./check.ts";
import { mergeFindings } from "./merge.ts";
import type { Finding, Model } from "./model.ts";
import { modelWork } from "./model.ts";
import type { Configuration, Problem, RecordedUnknowns, UnknownsOf } from "./problem.ts";
import { declareUnknowns } from "./problem.ts";

/** A claim's id of another theorem, or a cited lemma with its source. */
export type Premise = { readonly claim: string } | { readonly lemma: string };

/** A variant that differs in one named ingredient, or goes without one hypothesis. */
export interface NearMiss<P> {
  readonly why: string;
  readonly change?: Partial<P>;
  readonly without?: string;
}

export interface EquationOf<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
> {
  /** `<chapter>/<slug>/<conclusion>`. */
  readonly id: string;
  /** TeX of what is claimed. */
  readonly states: string;
  readonly over: S;
  /** The sizes and signs it is listed for; models speak of exactly these. */
  readonly configurations?: readonly C[];
  readonly unknowns: (c: C) => U;
  /** Hypotheses by name. A property of an unknown is in force iff a hypothesis has its name. */
  readonly assume?: Readonly<Record<string, string>>;
  /** Named ingredients, from which the sides are written. */
  readonly parts?: (X: Operations<S>, u: RecordedUnknowns<U>, c: C) => P;
  /** Side conditions under which the sides are compared, by the name of a hypothesis. */
  readonly given?: (
    X: Operations<S>,
    u: RecordedUnknowns<U>,
    parts: P,
    c: C,
  ) => Readonly<Record<string, readonly [Term, Term]>>;
  readonly left: (
    X: Operations<S>,
    u: RecordedUnknowns<U>,
    parts: P,
    c: C,
  ) => Term | readonly Term[];
  readonly right: (
    X: Operations<S>,
    u: RecordedUnknowns<U>,
    parts: P,
    c: C,
  ) => Term | readonly Term[];
  readonly models: readonly Model<NoInfer<S>>[];
  /** Each rejected by a witness, or shown blind; the changes see the same arguments as `parts`. */
  readonly nearMisses?: (
    X: Operations<S>,
    u: RecordedUnknowns<U>,
    c: C,
    parts: P,
  ) => Readonly<Record<string, NearMiss<NoInfer<P>>>>;
  /** `fails` shows a formula as printed, with its counterexample; then `control` is its true form. */
  readonly expects?: "holds" | "fails";
  readonly control?: (
    X: Operations<S>,
    u: RecordedUnknowns<U>,
    c: C,
    parts: P,
  ) => Partial<NoInfer<P>>;
  readonly rests?: readonly Premise[];
  readonly figures?: (work: Work) => Figure[] | Promise<Figure[]>;
}

/** An equation with its recorder, for whoever asks more of its graph than whether it holds. */
export interface Equation extends Claim {
  readonly shape: "equation";
  readonly problems: (variant?: string) => Problem[];
  readonly asked: readonly Model[];
}

/**
 * A claim of the shape left = right, written once over the operations of a signature. Checking it is
 * evaluating the recorded graph in each of its models.
 */
export function equation<
  const S extends Signature,
  const C extends Configuration = Configuration,
  U extends UnknownsOf = UnknownsOf,
  P extends object = object,
>(spec: EquationOf<S, C, U, P>): Equation {
  const configurations: readonly C[] = spec.configurations ?? [{} as C];
  const expects = spec.expects ?? "holds";
  const names = variantNames(spec, configurations[0]);
  const problems = (variant?: string): Problem[] =>
    configurations.map((c) => recordEquation(spec, c, variant));
  const models = spec.models as readonly Model[];
  const trial = (model: Model): Trial => ({
    model: model.name,
    kind: model.kind,
    run: (work, variant) => runModel(model, problems(variant), variant !== undefined, work),
    ...(model.twin === undefined ? {} : { twin: twinOf(model.twin, problems) }),
    applies: (variant) => appliesTo(model, problems(variant)),
  });
  const claim: Equation = {
    id: spec.id,
    states: spec.states,
    shape: "equation",
    expects,
    nearMisses: names,
    models: models.map((m) => m.name),
    rests: (spec.rests ?? []).map((r) => ({ ...r })),
    problems,
    asked: models,
    lint: () => lintEquation(spec, names, problems, models),
    check: (work) =>
      checkClaim(
        {
          id: spec.id,
          states: spec.states,
          shape: "equation",
          expects,
          hypotheses: Object.entries(spec.assume ?? {}).map(([id, says]) => ({ id, says })),
          rests: claim.rests,
          trials: models.map(trial),
          nearMisses: names.map((id) => ({ id, why: whyOf(spec, configurations, id) })),
          control: expects === "fails" ? controlName : undefined,
          figures: spec.figures,
        },
        work,
      ),
    ...(spec.figures === undefined ? {} : { figures: spec.figures }),
  };
  return claim;
}

const controlName = "(corrected)";

type AnySpec<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
> = EquationOf<S, C, U, P>;

/** Records one configuration of an equation or of one of its variants, in a store of its own. */
function recordEquation<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(
  spec: AnySpec<S, C, U, P>,
  c: C,
  variant: string | undefined,
  store: TermStore = termStore(),
): Problem {
  const { recorded: u, declarations } = declareUnknowns(
    store,
    spec.over,
    spec.id,
    spec.unknowns(c),
  );
  const X = recorder(spec.over, store);
  const base = (spec.parts?.(X, u, c) ?? {}) as P;
  const miss = variant === undefined ? undefined : variantOf(spec, X, u, c, base, variant);
  const parts =
    miss?.change === undefined ? base : { ...base, ...known(spec.id, variant, base, miss.change) };
  const dropped = miss?.without === undefined ? [] : [miss.without];
  const hypotheses = Object.keys(spec.assume ?? {}).filter((h) => !dropped.includes(h));
  return {
    claim: spec.id,
    variant,
    signature: spec.over,
    configuration: c,
    store,
    left: list(spec.left(X, u, parts, c)),
    right: list(spec.right(X, u, parts, c)),
    given: Object.entries(spec.given?.(X, u, parts, c) ?? {})
      .filter(([name]) => hypotheses.includes(name))
      .map(([hypothesis, [left, right]]) => ({ hypothesis, left, right })),
    unknowns: declarations.map((d) =>
      d.property !== undefined && !hypotheses.includes(d.property)
        ? { ...d, property: undefined }
        : d,
    ),
    hypotheses,
    dropped,
  };
}

function variantOf<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(
  spec: AnySpec<S, C, U, P>,
  X: Operations<S>,
  u: RecordedUnknowns<U>,
  c: C,
  parts: P,
  variant: string,
): NearMiss<P> {
  if (variant === controlName)
    return { why: "the corrected form", change: spec.control?.(X, u, c, parts) ?? {} };
  const misses = spec.nearMisses?.(X, u, c, parts) ?? {};
  const miss = misses[variant];
  if (miss === undefined)
    throw new InputError(
      `${spec.id}, near miss`,
      `one of ${Object.keys(misses).join(", ")}`,
      variant,
    );
  return miss;
}

function known<P extends object>(
  claim: string,
  variant: string | undefined,
  parts: P,
  change: Partial<P>,
): Partial<P> {
  for (const name of Object.keys(change))
    if (!(name in parts))
      throw new InputError(
        `${claim}, near miss ${variant}`,
        `a part: ${Object.keys(parts).join(", ")}`,
        name,
      );
  return change;
}

function list(terms: Term | readonly Term[]): readonly Term[] {
  return Array.isArray(terms) ? (terms as readonly Term[]) : [terms as Term];
}

function variantNames<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: AnySpec<S, C, U, P>, c: C): string[] {
  if (spec.nearMisses === undefined) return [];
  return Object.keys(missesAt(spec, c));
}

function missesAt<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: AnySpec<S, C, U, P>, c: C): Readonly<Record<string, NearMiss<P>>> {
  const store = termStore();
  const { recorded: u } = declareUnknowns(store, spec.over, spec.id, spec.unknowns(c));
  const X = recorder(spec.over, store);
  return spec.nearMisses?.(X, u, c, (spec.parts?.(X, u, c) ?? {}) as P) ?? {};
}

function whyOf<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: AnySpec<S, C, U, P>, configurations: readonly C[], id: string): string {
  return missesAt(spec, configurations[0])[id].why;
}

/** Runs a model on the configurations it takes; a near miss stops at its first refutation. */
async function runModel(
  model: Model,
  problems: readonly Problem[],
  stopAtFirst: boolean,
  work: Work,
): Promise<Evidence> {
  const start = performance.now();
  const findings: Finding[] = [];
  const asked: Configuration[] = [];
  for (const problem of problems) {
    if (model.takes !== undefined && !model.takes(problem.configuration)) continue;
    const finding =
      vacuous(problem) ??
      (await model.check(problem, modelWork(work, model, problem, findings.length === 0)));
    findings.push(finding);
    asked.push(problem.configuration);
    if (stopAtFirst && finding.outcome === "fails" && finding.witness !== undefined) break;
  }
  return mergeFindings(model.kind, model.name, findings, asked, performance.now() - start);
}

function vacuous(problem: Problem): Finding | undefined {
  const same =
    problem.left.length === problem.right.length &&
    problem.left.every((l, i) => l === problem.right[i]);
  return same && problem.given.length === 0
    ? {
        outcome: "undecided",
        scope: "",
        reason: "both sides are the same graph: nothing is compared",
      }
    : undefined;
}

function twinOf(
  twin: Model,
  problems: (variant?: string) => Problem[],
): NonNullable<Trial["twin"]> {
  return (work, variant) => runModel(twin, problems(variant), false, work);
}

/** A model is asked about a variant iff it interprets its operations and can drop its hypothesis. */
function appliesTo(model: Model, problems: readonly Problem[]): boolean {
  return problems.every(
    (problem) =>
      problem.dropped.every((h) => model.canDrop.includes(h)) &&
      operationsOf(problem).every((op) => model.interprets.includes(op)),
  );
}

function givenTerms(problem: Problem): Term[] {
  return problem.given.flatMap(({ left, right }) => [left, right]);
}

function operationsOf(problem: Problem): string[] {
  const roots = [...problem.left, ...problem.right, ...givenTerms(problem)];
  const structural = ["unknown", "apply", "bound", "lambda"];
  return [...new Set(reachable(roots).map((t) => t.op))].filter((op) => !structural.includes(op));
}

function lintEquation<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(
  spec: AnySpec<S, C, U, P>,
  names: readonly string[],
  problems: (variant?: string) => Problem[],
  models: readonly Model[],
): string[] {
  const faults: string[] = [];
  if (models.length === 0) faults.push(`${spec.id}, models: expected at least one, got none`);
  const base = problems();
  for (const problem of base) {
    if (problem.left.length !== problem.right.length)
      faults.push(
        `${spec.id}, sides: expected as many left as right terms, got ${problem.left.length} and ${problem.right.length}`,
      );
    if ([...problem.left, ...problem.right].some((t) => t.depth > 0))
      faults.push(
        `${spec.id}, sides: expected closed terms, got a bound variable outside its binder`,
      );
  }
  for (const model of models) {
    const missing = base.flatMap(operationsOf).filter((op) => !model.interprets.includes(op));
    if (missing.length > 0)
      faults.push(
        `${spec.id}, models: expected a model that interprets ${[...new Set(missing)].join(", ")}, got ${model.name}`,
      );
  }
  for (const name of names) {
    const why = `${spec.id}, near miss ${name}`;
    if (!differs(spec, name))
      faults.push(`${why}: expected a change of the graph or of a hypothesis, got none`);
    const dropped = problems(name).flatMap((p) => p.dropped);
    const unknown = dropped.filter((h) => !(h in (spec.assume ?? {})));
    if (unknown.length > 0) faults.push(`${why}: expected a hypothesis, got ${unknown[0]}`);
    if (!models.some((m) => appliesTo(m, problems(name))))
      faults.push(
        `${why}: expected a model that can evaluate it${dropped.length > 0 ? ` without ${dropped[0]}` : ""}, got none`,
      );
  }
  if ((spec.expects ?? "holds") === "fails" && spec.control === undefined)
    faults.push(`${spec.id}, control: expected the corrected form of a claim that fails, got none`);
  return faults;
}

/** Whether a variant differs from its claim as a graph (recorded in one store) or in a hypothesis. */
function differs<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: AnySpec<S, C, U, P>, variant: string): boolean {
  return (spec.configurations ?? [{} as C]).some((c) => {
    const store = termStore();
    const claim = recordEquation(spec, c, undefined, store);
    const miss = recordEquation(spec, c, variant, store);
    const terms = (p: Problem): Term[] => [...p.left, ...p.right, ...givenTerms(p)];
    return miss.dropped.length > 0 || terms(claim).some((t, i) => t !== terms(miss)[i]);
  });
}

/** A witness on one line, for a table. */
export function sayWitness(witness: Witness): string {
  const values = Object.entries(witness.values).map(([name, value]) => `${name} = ${value}`);
  return [witness.says, ...values].join("; ");
}
