import type { Perturbation } from "../../src/claim/model.ts";
import type { ClaimRecord, Effort, Figure } from "../../src/record/schema.ts";

/** What every run may vary. */
export interface Start {
  readonly seed: string;
  readonly effort: Effort;
  /** A device by name; else the first that works. */
  readonly device?: string;
  /** Where the .wasm files lie, an absolute address with a final slash. */
  readonly wasm: string;
}

/** What a page asks of a worker: all claims, one claim with an ingredient changed, or a figure anew. */
export type Ask = Start &
  (
    | { readonly type: "check" }
    | {
        readonly type: "perturb";
        readonly claim: string;
        readonly model: string;
        readonly by: Perturbation;
      }
    | {
        readonly type: "turn";
        readonly claim: string;
        readonly figure: string;
        readonly turned: Readonly<Record<string, number>>;
      }
  );

/** What the worker says of a check, in this order for each claim: started, progress, then decided or threw. */
export type CheckReport =
  | { readonly type: "claims"; readonly ids: readonly string[] }
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "progress"; readonly id: string; readonly message: string }
  | { readonly type: "decided"; readonly id: string; readonly record: ClaimRecord }
  | { readonly type: "threw"; readonly id: string; readonly message: string }
  | { readonly type: "done" };

/** What it says of any question: for those of one claim or figure the answer, or why there is none. */
export type Report =
  | CheckReport
  | { readonly type: "perturbed"; readonly by: Perturbation; readonly worst: number }
  | { readonly type: "turned"; readonly figure: Figure }
  | { readonly type: "refused"; readonly message: string };
