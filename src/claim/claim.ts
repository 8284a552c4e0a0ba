import type { ClaimRecord, Effort, Figure } from "../record/schema.ts";
import type { Device, DeviceName } from "../numeric/device.ts";

/** What a check may use: everything a run may vary. Nothing here depends on the clock. */
export interface Work {
  readonly effort: Effort;
  /** Decimal or text; every random stream is derived from (seed, claim, model, configuration). */
  readonly seed: string;
  /** The float device, opened once a run and only if a model asks for it. */
  readonly device: () => Promise<Device>;
  /** The name of that device, told without opening it where it can be; absent, it is to be opened. */
  readonly deviceName?: () => Promise<DeviceName>;
  /** Restricts the check to one model, one near miss or one sample, for `commute replay`. */
  readonly only?: { readonly model?: string; readonly nearMiss?: string; readonly index?: number };
  /** Where the reader of a page has turned the dials of a figure, by their names. */
  readonly turned?: Readonly<Record<string, number>>;
  /** Called as parts of the claim are decided. */
  readonly progress?: (message: string) => void;
}

/** A claim as exported by a spec: data for a reader, and one way to check it. */
export interface Claim {
  readonly id: string;
  readonly states: string;
  readonly shape: ClaimRecord["shape"];
  readonly expects: ClaimRecord["expects"];
  readonly nearMisses: readonly string[];
  readonly models: readonly string[];
  readonly rests: ClaimRecord["rests"];
  /** Faults that can be seen before anything runs, each one line; none for a sound claim. */
  readonly lint: () => readonly string[];
  readonly check: (work: Work) => Promise<ClaimRecord>;
  readonly figures?: (work: Work) => Figure[] | Promise<Figure[]>;
}

/** Tells claims from whatever else a spec exports. */
export function isClaim(value: unknown): value is Claim {
  return (
    typeof value === "object" &&
    value !== null &&
    "check" in value &&
    "states" in value &&
    "id" in value
  );
}
