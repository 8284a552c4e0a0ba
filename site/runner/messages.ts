import type { ClaimRecord, Effort } from "../../src/record/schema.ts";

/** What the page asks of the worker: everything a run may vary. */
export interface Start {
  readonly seed: string;
  readonly effort: Effort;
  /** A device by name; else the first that works. */
  readonly device?: string;
  /** Where the .wasm files lie, an absolute address with a final slash. */
  readonly wasm: string;
}

/** What the worker says, in this order for each claim: started, progress, then decided or threw. */
export type Report =
  | { readonly type: "claims"; readonly ids: readonly string[] }
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "progress"; readonly id: string; readonly message: string }
  | { readonly type: "decided"; readonly id: string; readonly record: ClaimRecord }
  | { readonly type: "threw"; readonly id: string; readonly message: string }
  | { readonly type: "done" };
