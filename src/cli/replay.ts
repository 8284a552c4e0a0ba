import { InputError } from "../errors.ts";
import type { ClaimRecord, Evidence, NearMissRecord, Witness } from "../record/schema.ts";
import { checkClaims } from "../run/check.ts";
import { select, unknownId } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import type { RunFlags } from "./verify.ts";

export interface ReplayFlags extends RunFlags {
  readonly model?: string;
  readonly nearMiss?: string;
  readonly index?: number;
}

function witnessLines(witness: Witness | undefined): string[] {
  if (witness === undefined) return [];
  const { says, values, left, right, size, confirmed, replay } = witness;
  return [
    `    witness (${size}, confirmed by ${confirmed}): ${says}`,
    ...Object.entries(values).map(([name, value]) => `      ${name} = ${value}`),
    ...(left === undefined ? [] : [`      left  = ${left}`]),
    ...(right === undefined ? [] : [`      right = ${right}`]),
    ...(replay === undefined ? [] : [`      replay: ${replay}`]),
  ];
}

function evidenceLines(evidence: Evidence): string[] {
  const {
    kind,
    model,
    outcome,
    scope,
    reason,
    witness,
    power,
    again,
    ms: _ms,
    ...numbers
  } = evidence;
  const because = reason === undefined ? "" : `: ${reason}`;
  const facts = Object.entries(numbers).map(([name, value]) => `${name} ${String(value)}`);
  if (again !== undefined)
    facts.push(`${again.samples} samples again in float64, worstRatio ${again.worstRatio}`);
  if (power !== undefined) facts.push(`power ${power.epsilon}`);
  return [
    `  ${kind} in ${model}: ${outcome}${because}`,
    `    ${scope}`,
    ...(facts.length === 0 ? [] : [`    ${facts.join(", ")}`]),
    ...witnessLines(witness),
  ];
}

function nearMissLines({ id, why, killed, by }: NearMissRecord): string[] {
  const models = by.flatMap((one) => {
    const blind = one.blind === true ? " (blind: it is true there)" : "";
    const ratio = one.worstRatio === undefined ? "" : `, residual / bound ${one.worstRatio}`;
    const reason = one.reason === undefined ? "" : `: ${one.reason}`;
    const line = `    ${one.kind} in ${one.model}: ${one.outcome}${blind}${ratio}${reason}`;
    return [line, ...witnessLines(one.witness)];
  });
  return [`  near miss ${id} (${why}): ${killed ? "killed" : "NOT KILLED"}`, ...models];
}

/** Everything a record says of one claim, for a reader. */
export function claimText(claim: ClaimRecord): string {
  const { id, states, outcome, expects, reason, hypotheses, evidence, nearMisses } = claim;
  const because = reason === undefined ? "" : `: ${reason}`;
  return [
    id,
    `  ${states}`,
    ...hypotheses.map(({ says }) => `  where ${says}`),
    ...evidence.flatMap(evidenceLines),
    ...nearMisses.flatMap(nearMissLines),
    `${outcome} (expected: ${expects})${because}`,
  ].join("\n");
}

function requireKnown(where: string, id: string | undefined, known: readonly string[]): void {
  if (id !== undefined && !known.includes(id)) throw unknownId(where, id, known);
}

function succeeded(record: ClaimRecord, nearMiss: string | undefined): boolean {
  if (nearMiss === undefined) return record.outcome === record.expects;
  const replayed = record.nearMisses.find(({ id }) => id === nearMiss);
  return replayed?.by.some((one) => one.outcome === "fails" || one.blind === true) ?? false;
}

/** `commute replay`: checks one claim, or one part of it, and prints its evidence in full. */
export async function replayCommand(root: string, id: string, flags: ReplayFlags): Promise<number> {
  const signal = untilInterrupted();
  const { theorems } = await soundLibrary(root);
  const theorem = id.split("/").slice(0, 2).join("/");
  const known = theorems.some((one) => one.id === theorem);
  const specs = await soundClaims(root, known ? select(theorems, [theorem]) : theorems, signal);
  const spec = specs.find(({ claims }) => claims.some((claim) => claim.id === id));
  const claim = spec?.claims.find((one) => one.id === id);
  if (spec?.bundle === undefined || claim === undefined) {
    const fault = specs.find((one) => one.theorem.id === theorem)?.fault;
    if (fault !== undefined) throw new InputError("replay", "a spec that loads", fault);
    throw unknownId(
      "replay",
      id,
      specs.flatMap(({ claims }) => claims.map((one) => one.id)),
    );
  }
  const { effort, seed, model, nearMiss, index } = flags;
  requireKnown("--model", model, claim.models);
  requireKnown("--near-miss", nearMiss, claim.nearMisses);
  const part = {
    ...(model === undefined ? {} : { model }),
    ...(nearMiss === undefined ? {} : { nearMiss }),
    ...(index === undefined ? {} : { index }),
  };
  const whole = Object.keys(part).length === 0;
  const task = { theorem, spec: spec.spec, bundle: spec.bundle.file, claims: [claim] };
  const errand = whole ? { effort, seed } : { effort, seed, only: part };
  const { claims } = await checkClaims(task, { errand, signal });
  process.stdout.write(`${claimText(claims[0])}\n`);
  if (signal.aborted) return 130;
  return (whole ? claims[0].passes : succeeded(claims[0], nearMiss)) ? 0 : 1;
}
