import type { Evidence, EvidenceKind, Effort } from "../record/schema.ts";
import type { Signature } from "../term/signature.ts";
import { InputError } from "../errors.ts";
import { stream } from "../numeric/random.ts";
import type { Stream } from "../numeric/random.ts";
import type { Work } from "./claim.ts";
import type { Configuration, Problem } from "./problem.ts";
import { describe } from "./problem.ts";

/** What a model finds at one configuration. */
export type Finding = Omit<Evidence, "kind" | "model" | "ms">;

/**
 * A way to evaluate the terms of a signature, and what an agreement of both sides is then worth.
 * Stateless: a dropped hypothesis is read from the problem, and drawn or decided more generally.
 */
export interface Model<S extends Signature = Signature> {
  readonly name: string;
  readonly kind: EvidenceKind;
  /** Operations it interprets; a claim with another one is a fault reported before anything runs. */
  readonly interprets: readonly string[];
  /** Hypotheses it can do without. One it would silently ignore is not among them. */
  readonly canDrop: readonly string[];
  /** Whether it decides under the side conditions of `given`; one that does not can only prove more. */
  readonly readsGiven?: true;
  /** The one structure it speaks of, in words, where that is not every one of its signature. */
  readonly only?: string;
  /** Configurations it is asked about; all of them if absent. */
  readonly takes?: (configuration: Configuration) => boolean;
  readonly check: (problem: Problem, work: ModelWork) => Finding | Promise<Finding>;
  /**
   * Of a model that measures power: the worst residual / bound on that batch, with one ingredient changed;
   * undefined at a configuration where it measures none.
   */
  readonly perturb?: (
    problem: Problem,
    work: ModelWork,
    by: Perturbation,
  ) => Promise<number | undefined>;
  /** Exact model of the same scope, asked whether a near miss that passes here is true here. */
  readonly twin?: Model<S>;
  /** Never present: makes `Model<S>` depend on S, so that a wrong model is a compile error. */
  readonly signature?: (signature: S) => void;
}

/** A change of one ingredient of the left side by ε, as its power measures it (design.md 1.2). */
export interface Perturbation {
  /** As the power names it. */
  readonly ingredient: string;
  readonly epsilon: number;
}

/** The element of that name. @throws {InputError} naming all there are */
export function ingredientNamed<T>(
  all: readonly T[],
  name: (one: T) => string,
  { ingredient }: Perturbation,
): T {
  const found = all.find((one) => name(one) === ingredient);
  if (found !== undefined) return found;
  throw new InputError("perturb", `an ingredient: ${all.map(name).join("; ")}`, ingredient);
}

export interface ModelWork extends Work {
  /** The random stream of this claim, model and configuration. */
  readonly stream: (...labels: string[]) => Stream;
  /** Whether this is the first configuration asked: the one whose power is measured. */
  readonly first: boolean;
}

export function modelWork(work: Work, model: Model, problem: Problem, first: boolean): ModelWork {
  return {
    ...work,
    first,
    stream: (...labels) =>
      stream(work.seed, problem.claim, model.name, describe(problem.configuration), ...labels),
  };
}

/** What a claim speaks of alone, if each of its models speaks of one structure: no identity, then. */
export function spokenOf(models: readonly Model[]): string | undefined {
  const names = models.flatMap(({ only }) => (only === undefined ? [] : [only]));
  return models.length > 0 && names.length === models.length ? names.join(", ") : undefined;
}

/** The amount of work an effort buys. */
export function amount(effort: Effort, of: Readonly<Record<Effort, number>>): number {
  return of[effort];
}

/** The model, asked only about some configurations. */
export function where<S extends Signature>(
  model: Model<S>,
  takes: (configuration: Configuration) => boolean,
): Model<S> {
  return { ...model, takes };
}
