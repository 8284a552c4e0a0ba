import { faultsOf } from "../record/issues.ts";
import { claimSchema, type ClaimRecord } from "../record/schema.ts";
import type { DescribedClaim } from "./messages.ts";

/** The record of a claim that did not get to a verdict. */
export function undecided(claim: DescribedClaim, reason: string, ms: number = 0): ClaimRecord {
  return {
    id: claim.id,
    states: claim.states,
    shape: claim.shape,
    hypotheses: [],
    expects: claim.expects,
    outcome: "undecided",
    passes: false,
    reason,
    rests: claim.rests,
    evidence: [],
    corroboration: [],
    nearMisses: claim.nearMisses.map((id) => ({ id, why: "not reached", killed: false, by: [] })),
    figures: [],
    ms,
  };
}

/** Stands for the claims of a spec that cannot be loaded: nobody knows what they are. */
export function unloadable(theorem: string, reason: string): ClaimRecord {
  const lint: string[] = [];
  const states = String.raw`\text{the spec cannot be loaded}`;
  return undecided(
    {
      id: `${theorem}/spec-loads`,
      states,
      shape: "predicate",
      expects: "holds",
      lint,
      nearMisses: [],
      models: [],
      rests: [],
    },
    reason,
  );
}

/**
 * What contradicts a pass, if anything does: the runner believes no `passes` that the evidence
 * beside it denies, so that a slip in the folding of verdicts cannot turn into a green line.
 */
function denial(claim: DescribedClaim, record: ClaimRecord): string | undefined {
  const { outcome, expects, evidence, nearMisses } = record;
  if (expects !== claim.expects) return `it expects ${expects}, the spec ${claim.expects}`;
  if (outcome !== expects) return `its outcome is ${outcome}`;
  if (expects === "quoted") return undefined;
  if (!evidence.some((one) => one.outcome === expects)) return `no evidence says ${expects}`;
  const opposite = expects === "holds" ? "fails" : "holds";
  if (expects === "holds" && evidence.some((one) => one.outcome === opposite)) {
    return `some evidence says ${opposite}`;
  }
  const killed = new Set(nearMisses.filter((miss) => miss.killed).map(({ id }) => id));
  const survivor = claim.nearMisses.find((id) => !killed.has(id));
  return survivor === undefined ? undefined : `the near miss ${survivor} is not killed`;
}

/**
 * A verdict as it came from a worker, or undecided where it is no record of this claim.
 *
 * @param whole false where only a part of the claim was asked for
 */
export function received(
  claim: DescribedClaim,
  spec: string,
  value: unknown,
  whole: boolean = true,
): ClaimRecord {
  const parsed = claimSchema.safeParse(value);
  const where = `${spec}, ${claim.id}`;
  if (!parsed.success) return undecided(claim, faultsOf(where, parsed.error, value)[0].message);
  if (parsed.data.id !== claim.id) {
    return undecided(claim, `${where}, field id: expected ${claim.id}, got ${parsed.data.id}`);
  }
  const denied = whole && parsed.data.passes ? denial(claim, parsed.data) : undefined;
  if (denied === undefined) return parsed.data;
  return undecided(claim, `${where}, field passes: expected false, got true, though ${denied}`);
}
