import type { Evidence, EvidenceKind } from "../record/schema.ts";
import { assemble, controlName, unchanged, withoutControl, type Written } from "./assemble.ts";
import type { Claim } from "./claim.ts";
import type { Trial } from "./check.ts";
import type { Configuration } from "./problem.ts";
import { describe } from "./problem.ts";
import { replayCommand } from "./replay.ts";

/** An integer, a rational number or a list of them, printed: compared as text. */
export type Answer = number | bigint | string;

/** A value as an author writes it: what `value` takes. */
export interface ValueOf<C extends Configuration, P extends object> extends Written {
  /** `proved`: the definition is decided by exact algebra; `exhausted`: by going through every case. */
  readonly kind: Extract<EvidenceKind, "proved" | "exhausted" | "certified">;
  /** How it is computed from the definition: `exact null space over Q(i)`. */
  readonly engine: string;
  readonly cases: readonly C[];
  readonly parts?: (c: C) => P;
  /** The value from its definition. */
  readonly compute: (c: C, parts: P) => Answer;
  /** The value again, by other algorithms or a published table, each named. */
  readonly routes: Readonly<Record<string, (c: C) => Answer>>;
  readonly nearMisses?: (
    c: C,
    parts: P,
  ) => Readonly<Record<string, { readonly why: string; readonly change: Partial<NoInfer<P>> }>>;
  /** For an expected refutation: what makes it true. */
  readonly control?: (c: C, parts: P) => Partial<NoInfer<P>>;
}

/** A claim of the shape value = value: a dimension, an order, a Chern number, by independent routes. */
export function value<const C extends Configuration, P extends object = object>(
  spec: ValueOf<C, P>,
): Claim {
  const partsAt = (c: C): P => spec.parts?.(c) ?? ({} as P);
  const missesAt = (c: C): ReturnType<NonNullable<typeof spec.nearMisses>> =>
    spec.nearMisses?.(c, partsAt(c)) ?? {};
  const names =
    spec.nearMisses === undefined || spec.cases.length === 0
      ? []
      : Object.keys(missesAt(spec.cases[0]));
  const changed = (c: C, variant: string | undefined): P => {
    const parts = partsAt(c);
    if (variant === undefined) return parts;
    return {
      ...parts,
      ...(variant === controlName ? spec.control?.(c, parts) : missesAt(c)[variant].change),
    };
  };
  const trial = (route: string): Trial => ({
    model: `${spec.engine} against ${route}`,
    kind: spec.kind,
    applies: () => true,
    run: (_, variant) => compareValues(spec, route, (c) => changed(c, variant), variant),
  });
  const trials = Object.keys(spec.routes).map(trial);
  return assemble(spec, {
    shape: "value",
    trials,
    nearMisses: names,
    why: (name) => missesAt(spec.cases[0])[name].why,
    lint: () => [
      ...(spec.cases.length === 0 ? [`${spec.id}, cases: expected at least one, got none`] : []),
      ...(trials.length === 0
        ? [`${spec.id}, routes: expected an independent route, got none`]
        : []),
      ...unchanged(spec.id, names, (name) => missesAt(spec.cases[0])[name].change),
      ...withoutControl(spec, spec.control),
    ],
  });
}

function compareValues<C extends Configuration, P extends object>(
  spec: ValueOf<C, P>,
  route: string,
  partsAt: (c: C) => P,
  variant: string | undefined,
): Evidence {
  const start = performance.now();
  const found: string[] = [];
  let anyNonzero = false;
  const facts = (): Pick<Evidence, "kind" | "model" | "scope" | "cases" | "ms"> => ({
    kind: spec.kind,
    model: `${spec.engine} against ${route}`,
    scope: found.join("; "),
    cases: found.length,
    ms: performance.now() - start,
  });
  for (const c of spec.cases) {
    const computed = String(spec.compute(c, partsAt(c)));
    const expected = String(spec.routes[route](c));
    found.push(`${describe(c)}: ${computed}`);
    anyNonzero ||= computed !== "0" || expected !== "0";
    if (computed === expected) continue;
    return {
      ...facts(),
      outcome: "fails",
      witness: {
        says: describe(c),
        values: {},
        left: computed,
        right: expected,
        size: "found",
        confirmed: "exact",
        replay: replayCommand(spec.id, variant),
      },
    };
  }
  if (!anyNonzero)
    return { ...facts(), outcome: "undecided", reason: "every value is 0 on both routes" };
  return { ...facts(), outcome: "holds" };
}
