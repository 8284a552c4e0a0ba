import type { ClaimRecord, Figure } from "../record/schema.ts";
import { checkClaim, type Trial } from "./check.ts";
import type { Claim, Work } from "./claim.ts";
import type { Premise } from "./equation.ts";

/** The variant that is the corrected form of an expected refutation. */
export const controlName = "(corrected)";

/** What an author writes of every claim, whatever its shape. */
export interface Written {
  readonly id: string;
  readonly states: string;
  /** Hypotheses: a name, and what it says. */
  readonly assume?: Readonly<Record<string, string>>;
  readonly expects?: "holds" | "fails";
  readonly rests?: readonly Premise[];
  readonly figures?: (work: Work) => Figure[] | Promise<Figure[]>;
}

/** What a shape makes of it. */
export interface Shaped {
  readonly shape: ClaimRecord["shape"];
  readonly trials: readonly Trial[];
  readonly nearMisses: readonly string[];
  /** In words, when the claim is checked. */
  readonly why: (nearMiss: string) => string;
  readonly lint: () => readonly string[];
}

/** The claim of a shape: its description for a reader, and the one way to check it. */
export function assemble(spec: Written, shaped: Shaped): Claim {
  const { id, states, figures, expects = "holds" } = spec;
  const { shape, trials, nearMisses, why, lint } = shaped;
  const rests = (spec.rests ?? []).map((premise) => ({ ...premise }));
  return {
    id,
    states,
    shape,
    expects,
    nearMisses,
    models: trials.map(({ model }) => model),
    rests,
    lint,
    check: (work) =>
      checkClaim(
        {
          id,
          states,
          shape,
          expects,
          hypotheses: Object.entries(spec.assume ?? {}).map(([name, says]) => ({ id: name, says })),
          rests,
          trials,
          nearMisses: nearMisses.map((name) => ({ id: name, why: why(name) })),
          control: expects === "fails" ? controlName : undefined,
          figures,
        },
        work,
      ),
    ...(figures === undefined ? {} : { figures }),
  };
}

/** Faults of near misses that change no part. */
export function unchanged(
  id: string,
  nearMisses: readonly string[],
  changeOf: (nearMiss: string) => object,
): string[] {
  return nearMisses
    .filter((name) => Object.keys(changeOf(name)).length === 0)
    .map((name) => `${id}, near miss ${name}: expected a changed part, got none`);
}

/** The fault of an expected refutation without its corrected form. */
export function withoutControl({ id, expects }: Written, control: unknown): string[] {
  if (expects !== "fails" || control !== undefined) return [];
  return [`${id}, control: expected the corrected form of a claim that fails, got none`];
}
