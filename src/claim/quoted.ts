import type { Claim } from "./claim.ts";
import type { Premise } from "./equation.ts";

/** An empirical result or context: said by others, run by nobody here. Never a green tick. */
export function quoted(spec: {
  readonly id: string;
  readonly states: string;
  readonly rests?: readonly Premise[];
}): Claim {
  const rests = (spec.rests ?? []).map((r) => ({ ...r }));
  return {
    id: spec.id,
    states: spec.states,
    shape: "quoted",
    expects: "quoted",
    nearMisses: [],
    models: [],
    rests,
    lint: () => [],
    check: () =>
      Promise.resolve({
        id: spec.id,
        states: spec.states,
        shape: "quoted",
        hypotheses: [],
        expects: "quoted",
        outcome: "quoted",
        passes: true,
        rests,
        evidence: [],
        corroboration: [],
        nearMisses: [],
        figures: [],
        ms: 0,
      }),
  };
}
