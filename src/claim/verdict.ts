import { FrameworkError } from "../errors.ts";
import type { Evidence, NearMissRecord, Outcome } from "../record/schema.ts";

/** The verdict is a value, folded from the evidence by the rules of design.md I3 and I4. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason?: string;
}

/**
 * One outcome from all evidence.
 *
 * - `fails` as soon as one piece fails with a witness (a refutation in one model refutes).
 * - `undecided` if there is no evidence, or if a piece is undecided, or fails without a witness.
 * - `holds` only if every piece holds.
 *
 * @throws {FrameworkError} if a proof and a witness contradict each other.
 */
export function fold(evidence: readonly Evidence[]): Verdict {
  const refuted = evidence.find((e) => e.outcome === "fails" && e.witness !== undefined);
  const proved = evidence.find((e) => e.outcome === "holds" && e.kind === "proved");
  if (refuted !== undefined && proved !== undefined)
    throw new FrameworkError(
      `${proved.model} proves what ${refuted.model} refutes: ${refuted.witness?.says ?? ""}. One of the two models is wrong.`,
    );
  if (refuted !== undefined) return { outcome: "fails" };
  if (evidence.length === 0) return { outcome: "undecided", reason: "no model was asked" };
  const open = evidence.find((e) => e.outcome !== "holds");
  if (open === undefined) return { outcome: "holds" };
  const why =
    open.outcome === "fails" ? "a failure without a witness" : (open.reason ?? "no reason given");
  return { outcome: "undecided", reason: `${open.model}: ${why}` };
}

/**
 * Whether a near miss is killed: refuted by a witness in at least one model, and in each other one
 * refuted too or shown blind. `undecided` is a survivor.
 */
export function isKilled(by: NearMissRecord["by"]): boolean {
  const refuted = (b: NearMissRecord["by"][number]): boolean =>
    b.outcome === "fails" && b.witness !== undefined;
  return (
    by.some(refuted) && by.every((b) => refuted(b) || (b.outcome === "holds" && b.blind === true))
  );
}

/** The smallest ratio of a near miss's residual to its bound that counts as seen (design.md 1.2). */
export const clearRatio = 10;

/** What `npm test` asks of a claim; the reason names the first thing that is missing. */
export function judge(claim: {
  readonly expects: "holds" | "fails";
  readonly verdict: Verdict;
  readonly nearMisses: readonly Pick<NearMissRecord, "id" | "killed">[];
  /** For an expected refutation: the verdict on its corrected form. */
  readonly control?: Verdict;
}): { readonly passes: boolean; readonly reason?: string } {
  const { expects, verdict, nearMisses, control } = claim;
  const no = (reason: string): { passes: false; reason: string } => ({ passes: false, reason });
  if (verdict.outcome === "undecided") return no(verdict.reason ?? "undecided");
  if (verdict.outcome !== expects)
    return no(`expected that it ${expects}, found that it ${verdict.outcome}`);
  const survivor = nearMisses.find((n) => !n.killed);
  if (survivor !== undefined) return no(`the near miss "${survivor.id}" survives`);
  if (expects === "holds" && nearMisses.length === 0)
    return no("no near miss: nothing shows that this check can fail");
  if (expects === "fails" && control?.outcome !== "holds")
    return no(
      `the corrected form does not hold in the same models${control?.reason === undefined ? "" : `: ${control.reason}`}`,
    );
  return { passes: true };
}
