import { FrameworkError } from "../errors.ts";
import type {
  ClaimRecord,
  Evidence,
  EvidenceKind,
  Figure,
  NearMissRecord,
} from "../record/schema.ts";
import type { Work } from "./claim.ts";
import { clearRatio, fold, isKilled, judge } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** One model of a claim of any shape: it can be run on the claim and on each of its variants. */
export interface Trial {
  readonly model: string;
  readonly kind: EvidenceKind;
  readonly run: (work: Work, variant: string | undefined) => Evidence | Promise<Evidence>;
  /** An exact model of the same scope. */
  readonly twin?: (work: Work, variant: string) => Evidence | Promise<Evidence>;
  readonly applies: (variant: string) => boolean;
}

/** A claim reduced to what checking needs, whatever its shape. */
export interface Checkable {
  readonly id: string;
  readonly states: string;
  readonly shape: ClaimRecord["shape"];
  readonly expects: "holds" | "fails";
  readonly hypotheses: ClaimRecord["hypotheses"];
  readonly rests: ClaimRecord["rests"];
  readonly trials: readonly Trial[];
  readonly nearMisses: readonly { readonly id: string; readonly why: string }[];
  /** The variant that is the corrected form of an expected refutation. */
  readonly control: string | undefined;
  readonly figures: ((work: Work) => Figure[] | Promise<Figure[]>) | undefined;
}

/** Runs every model on the claim, then on each near miss, and folds the verdict. */
export async function checkClaim(claim: Checkable, work: Work): Promise<ClaimRecord> {
  const start = performance.now();
  const trials = claim.trials.filter(
    (t) => work.only?.model === undefined || t.model === work.only.model,
  );
  const evidence: Evidence[] = [];
  for (const trial of trials) {
    work.progress?.(`${trial.kind}: ${trial.model}`);
    evidence.push(await runTrial(trial, work, undefined));
  }
  const verdict = fold(evidence);
  const nearMisses: NearMissRecord[] = [];
  for (const { id, why } of claim.nearMisses) {
    if (work.only?.nearMiss !== undefined && work.only.nearMiss !== id) continue;
    work.progress?.(`near miss ${id}`);
    const by: NearMissRecord["by"] = [];
    for (const trial of trials) if (trial.applies(id)) by.push(await tryNearMiss(trial, work, id));
    nearMisses.push({ id, why, killed: isKilled(by), by });
  }
  const control =
    claim.control === undefined ? undefined : await controlVerdict(trials, work, claim.control);
  const judged = judge({
    expects: claim.expects,
    verdict,
    nearMisses,
    ...(control === undefined ? {} : { control }),
  });
  return {
    id: claim.id,
    states: claim.states,
    shape: claim.shape,
    hypotheses: claim.hypotheses,
    expects: claim.expects,
    outcome: verdict.outcome,
    passes: judged.passes,
    ...(judged.reason === undefined ? {} : { reason: judged.reason }),
    rests: claim.rests,
    evidence,
    corroboration: [],
    nearMisses,
    figures: (await claim.figures?.(work)) ?? [],
    ms: performance.now() - start,
  };
}

async function controlVerdict(
  trials: readonly Trial[],
  work: Work,
  variant: string,
): Promise<Verdict> {
  work.progress?.("the corrected form in the same models");
  const evidence: Evidence[] = [];
  for (const trial of trials) evidence.push(await runTrial(trial, work, variant));
  return fold(evidence);
}

/** NaN, zero samples or an exception in a model is `undecided`, with its reason; a framework error is not. */
async function runTrial(trial: Trial, work: Work, variant: string | undefined): Promise<Evidence> {
  const start = performance.now();
  try {
    return sane(await trial.run(work, variant));
  } catch (error) {
    if (error instanceof FrameworkError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return {
      kind: trial.kind,
      model: trial.model,
      outcome: "undecided",
      scope: "",
      reason,
      ms: performance.now() - start,
    };
  }
}

/** A pass that looked at nothing is none: no samples, points or cases, no terms, NaN. */
export function sane(evidence: Evidence): Evidence {
  if (evidence.outcome !== "holds") return evidence;
  const undecided = (reason: string): Evidence => ({ ...evidence, outcome: "undecided", reason });
  const { kind, samples, cases, points, cancelled, worstRatio } = evidence;
  if (kind === "proved" && cases === undefined && !((cancelled ?? 0) > 0))
    return undecided("nothing cancelled: both sides are zero");
  if ((kind === "exhausted" || kind === "certified") && !((cases ?? 0) > 0))
    return undecided("no case was decided");
  if (kind === "sampled-exact" && !((points ?? 0) > 0)) return undecided("no point was drawn");
  if (kind === "sampled-exact" && !((evidence.errorLog2 ?? 0) <= -100))
    return undecided("the error probability is above 2^-100");
  if (kind === "sampled-float" && !((samples ?? 0) > 0)) return undecided("no sample was drawn");
  if (kind === "sampled-float" && !(worstRatio !== undefined && worstRatio <= 1))
    return undecided("a residual is above its bound, or not a number");
  if (kind === "estimated" && evidence.enclosure === undefined)
    return undecided("no interval was computed");
  return evidence;
}

async function tryNearMiss(
  trial: Trial,
  work: Work,
  variant: string,
): Promise<NearMissRecord["by"][number]> {
  const found = await runTrial(trial, work, variant);
  const by: NearMissRecord["by"][number] = {
    kind: trial.kind,
    model: trial.model,
    outcome: found.outcome,
    ms: found.ms,
    ...(found.reason === undefined ? {} : { reason: found.reason }),
    ...(found.witness === undefined ? {} : { witness: found.witness }),
    ...(found.worstRatio === undefined ? {} : { worstRatio: found.worstRatio }),
  };
  if (
    found.outcome === "fails" &&
    found.kind === "sampled-float" &&
    !((found.worstRatio ?? 0) >= clearRatio)
  )
    return { ...by, outcome: "undecided", reason: `worst residual / bound is below ${clearRatio}` };
  if (found.outcome !== "holds") return by;
  if (found.kind === "proved" || found.kind === "exhausted") return { ...by, blind: true };
  const twin = await trial.twin?.(work, variant);
  return twin?.outcome === "holds" && (twin.kind === "proved" || twin.kind === "exhausted")
    ? { ...by, blind: true }
    : by;
}
