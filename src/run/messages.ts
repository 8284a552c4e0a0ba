import type { ClaimRecord, Effort } from "../record/schema.ts";

/** What can be known of a claim without checking it. */
export interface DescribedClaim {
  readonly id: string;
  readonly states: string;
  readonly shape: ClaimRecord["shape"];
  readonly expects: ClaimRecord["expects"];
  readonly nearMisses: readonly string[];
  readonly models: readonly string[];
  readonly rests: ClaimRecord["rests"];
  /** Faults of the claim as written. */
  readonly lint: readonly string[];
  /** `lint` threw: the claim cannot be recorded, and is undecided. */
  readonly threw?: string;
}

/** Plain data: what `Work` carries across a thread. */
export interface Errand {
  readonly effort: Effort;
  readonly seed: string;
  readonly only?: { readonly model?: string; readonly nearMiss?: string; readonly index?: number };
}

/** To the worker. */
export type Request =
  | { readonly type: "describe"; readonly bundle: string }
  | {
      readonly type: "run";
      readonly bundle: string;
      readonly ids: readonly string[];
      readonly errand: Errand;
    }
  /** What other engines say of a claim that is decided. */
  | {
      readonly type: "opine";
      readonly bundle: string;
      readonly id: string;
      readonly outcome: ClaimRecord["outcome"];
      readonly effort: Effort;
    }
  /** Gives back its device and leaves, whatever it is at. */
  | { readonly type: "stop" };

/** From the worker. Any message says that it is alive. */
export type Reply =
  | { readonly type: "described"; readonly claims: readonly DescribedClaim[] }
  | { readonly type: "unloadable"; readonly message: string }
  /** Whether it holds what has to be given back before its thread ends. */
  | { readonly type: "holds"; readonly fragile: boolean }
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "progress"; readonly id: string; readonly message: string }
  | { readonly type: "finished"; readonly id: string; readonly record: unknown }
  | { readonly type: "opinions"; readonly corroboration: unknown }
  | {
      readonly type: "threw";
      readonly id: string;
      readonly message: string;
      /** An invariant of the framework is broken: the run stops. */
      readonly framework: boolean;
    }
  | { readonly type: "done" };
