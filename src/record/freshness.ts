import { DomainError } from "../errors.ts";
import { readRecord, recordPath } from "./read.ts";
import type { Effort, TheoremRecord } from "./schema.ts";

/** Begins the reason of a claim that was cut off by the user: its record is never fresh. */
export const interrupted = "interrupted before it was decided";

export type Freshness =
  | { readonly state: "fresh"; readonly record: TheoremRecord }
  | { readonly state: "stale"; readonly record: TheoremRecord; readonly reason: string }
  | { readonly state: "missing" | "invalid"; readonly reason: string };

const ranks: Readonly<Record<Effort, number>> = { quick: 0, default: 1, deep: 2 };

/**
 * Whether the record of a theorem still speaks of its inputs as they are.
 *
 * @param hash the hash of the inputs as they are now, at an effort
 * @param effort the least effort asked for; a record of a greater one will do
 */
export async function freshness(
  root: string,
  theorem: string,
  hash: (effort: Effort) => string,
  effort: Effort = "quick",
): Promise<Freshness> {
  let record: TheoremRecord | undefined;
  try {
    record = await readRecord(root, theorem);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { state: "invalid", reason: error.message };
  }
  const file = recordPath(theorem);
  if (record === undefined) return { state: "missing", reason: `${file}: there is no record` };
  const stale = (reason: string): Freshness => ({
    state: "stale",
    record,
    reason: `${file}: ${reason}`,
  });
  if (record.claims.some((claim) => claim.reason?.startsWith(interrupted) === true)) {
    return stale("the run that wrote it was interrupted");
  }
  if (ranks[record.effort] < ranks[effort]) {
    return stale(`its effort is ${record.effort}, asked for is ${effort}`);
  }
  if (hash(record.effort) !== record.inputsHash) {
    return stale("the spec, the page, the library or a package changed since");
  }
  return { state: "fresh", record };
}
