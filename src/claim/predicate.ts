import type { Evidence, EvidenceKind, Witness } from "../record/schema.ts";
import { assemble, controlName, unchanged, withoutControl, type Written } from "./assemble.ts";
import type { Claim, Work } from "./claim.ts";
import type { Trial } from "./check.ts";
import { replayCommand } from "./replay.ts";

/** What one case of a finite or sampled model says of the predicate: three values, never two. */
export type Decision =
  | {
      readonly holds: true;
      /** |residual| / bound, for sampled floats. */ readonly ratio?: number;
      readonly enclosure?: readonly [number, number];
    }
  | {
      readonly fails: Omit<Witness, "replay" | "confirmed" | "size"> &
        Partial<Pick<Witness, "confirmed" | "size">>;
      readonly ratio?: number;
    }
  | { readonly undecided: string };

/** A model of a predicate: its cases, and how one is decided. */
export interface Deciding<P extends object> {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly scope: string;
  readonly decideAll: (parts: P, work: Work) => AsyncGenerator<Decision> | Generator<Decision>;
  /** Facts of the run, once it is over: device, seed, roundoff. */
  readonly facts?: (work: Work) => Promise<Partial<Evidence>> | Partial<Evidence>;
  /** Variants it is not asked about, each with a model that is. */
  readonly skips?: readonly string[];
}

/** A model that goes through its cases one by one. */
export function deciding<Case, P extends object>(of: {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly scope: string;
  readonly cases: (work: Work) => Iterable<Case> | AsyncIterable<Case>;
  readonly decide: (c: Case, parts: P, work: Work) => Decision;
  readonly facts?: Deciding<P>["facts"];
  readonly skips?: readonly string[];
}): Deciding<P> {
  return {
    kind: of.kind,
    name: of.name,
    scope: of.scope,
    async *decideAll(parts, work) {
      for await (const c of of.cases(work)) yield of.decide(c, parts, work);
    },
    ...(of.facts === undefined ? {} : { facts: of.facts }),
    ...(of.skips === undefined ? {} : { skips: of.skips }),
  };
}

/** A predicate as an author writes it: what `predicate` takes. */
export interface PredicateOf<P extends object> extends Written {
  readonly parts: () => P;
  readonly models: readonly Deciding<NoInfer<P>>[];
  readonly nearMisses?: (
    parts: P,
  ) => Readonly<Record<string, { readonly why: string; readonly change: Partial<NoInfer<P>> }>>;
  readonly control?: (parts: P) => Partial<NoInfer<P>>;
}

/** A claim decided case by case: an integer, a sign, membership in a set, an enclosure. */
export function predicate<P extends object>(spec: PredicateOf<P>): Claim {
  const base = spec.parts();
  const misses = spec.nearMisses?.(base) ?? {};
  const names = Object.keys(misses);
  const changed = (variant: string | undefined): P => {
    if (variant === undefined) return base;
    return {
      ...base,
      ...(variant === controlName ? spec.control?.(base) : misses[variant].change),
    };
  };
  const trials = spec.models.map((model): Trial => ({
    model: model.name,
    kind: model.kind,
    applies: (variant) => !(model.skips ?? []).includes(variant),
    run: (work, variant) => decideCases(spec.id, model, changed(variant), variant, work),
  }));
  return assemble(spec, {
    shape: "predicate",
    trials,
    nearMisses: names,
    why: (name) => misses[name].why,
    lint: () => [
      ...(trials.length === 0 ? [`${spec.id}, models: expected at least one, got none`] : []),
      ...unchanged(spec.id, names, (name) => misses[name].change),
      ...names.flatMap((name) =>
        trials.some((t) => t.applies(name))
          ? []
          : [`${spec.id}, near miss ${name}: expected a model that can evaluate it, got none`],
      ),
      ...withoutControl(spec, spec.control),
    ],
  });
}

async function decideCases<P extends object>(
  claim: string,
  model: Deciding<P>,
  parts: P,
  variant: string | undefined,
  work: Work,
): Promise<Evidence> {
  const start = performance.now();
  const evidence = async (
    outcome: Evidence["outcome"],
    more: Partial<Evidence>,
  ): Promise<Evidence> => ({
    kind: model.kind,
    model: model.name,
    scope: model.scope,
    outcome,
    ...(model.kind === "sampled-float" ? { samples: count } : { cases: count }),
    ...(await model.facts?.(work)),
    ...more,
    ms: performance.now() - start,
  });
  let count = 0;
  let worst: number | undefined;
  let widest: readonly [number, number] | undefined;
  for await (const decision of model.decideAll(parts, work)) {
    count++;
    if ("undecided" in decision) return evidence("undecided", { reason: decision.undecided });
    if ("fails" in decision)
      return evidence("fails", {
        ...(decision.ratio === undefined
          ? {}
          : { worstRatio: Math.min(decision.ratio, Number.MAX_VALUE) }),
        witness: {
          size: "found",
          confirmed:
            model.kind === "certified" || model.kind === "sampled-float" ? "enclosure" : "exact",
          replay: replayCommand(claim, variant),
          ...decision.fails,
        },
      });
    if (decision.ratio !== undefined) {
      if (Number.isNaN(decision.ratio))
        return evidence("undecided", { reason: "a ratio is not a number" });
      worst = Math.max(worst ?? 0, decision.ratio);
    }
    const { enclosure } = decision;
    if (
      enclosure !== undefined &&
      (widest === undefined || enclosure[1] - enclosure[0] > widest[1] - widest[0])
    )
      widest = enclosure;
  }
  return evidence("holds", {
    ...(worst === undefined ? {} : { worstRatio: worst }),
    ...(widest === undefined ? {} : { enclosure: [widest[0], widest[1]] }),
  });
}
