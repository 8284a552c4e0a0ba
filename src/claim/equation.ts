import { InputError } from "../errors.ts";
import type { Figure } from "../record/schema.ts";
import type { Operations } from "../term/record.ts";
import type { Signature } from "../term/signature.ts";
import type { Term } from "../term/term.ts";
import { assemble } from "./assemble.ts";
import type { Trial } from "./check.ts";
import type { Claim, Work } from "./claim.ts";
import { lintEquation } from "./lintEquation.ts";
import { modelWork } from "./model.ts";
import type { Model, Perturbation } from "./model.ts";
import type { Configuration, Problem, RecordedUnknowns, UnknownsOf } from "./problem.ts";
import { recordEquation, variantNames, whyOf } from "./recordEquation.ts";
import { appliesTo, runModel } from "./runModel.ts";

/** A claim's id of another theorem, or a cited lemma with its source. */
export type Premise = { readonly claim: string } | { readonly lemma: string };

/** A variant that differs in one named ingredient, or goes without one hypothesis. */
export interface NearMiss<P> {
  readonly why: string;
  readonly change?: Partial<P>;
  readonly without?: string;
}

/** An equation as an author writes it: what `equation` takes. */
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
  /**
   * The worst residual / bound of a model with one ingredient changed, on the batch its power was measured on;
   * of several configurations with power the least, as their printed power is the one at which all of them see.
   *
   * @throws {InputError} if no model of that name measures power, or it knows no such ingredient
   */
  readonly perturb: (work: Work, model: string, by: Perturbation) => Promise<number>;
}

/** A claim of this shape, wherever it was loaded from. */
export function isEquation(claim: Claim): claim is Equation {
  return claim.shape === "equation" && "problems" in claim;
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
  const names = variantNames(spec, configurations[0]);
  const problems = (variant?: string): Problem[] =>
    configurations.map((c) => recordEquation(spec, c, variant));
  const models = spec.models as readonly Model[];
  const twinTrial =
    (twin: Model): NonNullable<Trial["twin"]> =>
    (work, variant) =>
      runModel(twin, problems(variant), false, work);
  const trial = (model: Model): Trial => ({
    model: model.name,
    kind: model.kind,
    run: (work, variant) => runModel(model, problems(variant), variant !== undefined, work),
    ...(model.twin === undefined ? {} : { twin: twinTrial(model.twin) }),
    applies: (variant) => appliesTo(model, problems(variant)),
  });
  const claim = assemble(spec, {
    shape: "equation",
    trials: models.map(trial),
    nearMisses: names,
    why: (name) => whyOf(spec, configurations, name),
    lint: () => lintEquation(spec, names, problems, models),
  });
  const perturb = async (work: Work, name: string, by: Perturbation): Promise<number> => {
    const model = models.find((one) => one.name === name);
    if (model?.perturb === undefined) {
      const able = models.filter((one) => one.perturb !== undefined).map((one) => one.name);
      throw new InputError(`${spec.id}, perturb`, `a model with power: ${able.join("; ")}`, name);
    }
    const taken = problems().filter(({ configuration }) => model.takes?.(configuration) ?? true);
    const ratios: number[] = [];
    for (const [k, problem] of taken.entries()) {
      const ratio = await model.perturb(problem, modelWork(work, model, problem, k === 0), by);
      if (ratio !== undefined) ratios.push(ratio);
    }
    if (ratios.length === 0) throw new InputError(spec.id, "a configuration with power", "none");
    return Math.min(...ratios);
  };
  return { ...claim, shape: "equation", problems, asked: models, perturb };
}
