import { InputError } from "../errors.ts";
import { recorder } from "../term/record.ts";
import type { Operations } from "../term/record.ts";
import type { Signature } from "../term/signature.ts";
import { termStore } from "../term/term.ts";
import type { Term, TermStore } from "../term/term.ts";
import { controlName } from "./assemble.ts";
import type { EquationOf, NearMiss } from "./equation.ts";
import { declareUnknowns } from "./problem.ts";
import type { Configuration, Problem, RecordedUnknowns, UnknownsOf } from "./problem.ts";

/** Records one configuration of an equation or of one of its variants, in a store of its own. */
export function recordEquation<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(
  spec: EquationOf<S, C, U, P>,
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
  spec: EquationOf<S, C, U, P>,
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

export function variantNames<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: EquationOf<S, C, U, P>, c: C): string[] {
  if (spec.nearMisses === undefined) return [];
  return Object.keys(missesAt(spec, c));
}

function missesAt<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: EquationOf<S, C, U, P>, c: C): Readonly<Record<string, NearMiss<P>>> {
  const store = termStore();
  const { recorded: u } = declareUnknowns(store, spec.over, spec.id, spec.unknowns(c));
  const X = recorder(spec.over, store);
  return spec.nearMisses?.(X, u, c, (spec.parts?.(X, u, c) ?? {}) as P) ?? {};
}

export function whyOf<
  S extends Signature,
  C extends Configuration,
  U extends UnknownsOf,
  P extends object,
>(spec: EquationOf<S, C, U, P>, configurations: readonly C[], id: string): string {
  return missesAt(spec, configurations[0])[id].why;
}
