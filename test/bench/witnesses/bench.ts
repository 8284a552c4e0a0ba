import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isClaim } from "../../../src/claim/claim.ts";
import type { Equation } from "../../../src/claim/equation.ts";
import { modelWork } from "../../../src/claim/model.ts";
import type { Model } from "../../../src/claim/model.ts";
import { appliesTo } from "../../../src/claim/runModel.ts";
import { openDevice } from "../../../src/numeric/device.ts";
import type { Device } from "../../../src/numeric/device.ts";
import type { Witness } from "../../../src/record/schema.ts";
import { median } from "../exact/process.ts";
import { nonZeroEntries } from "./nonZeroEntries.ts";

/** A wrong formula of the suite and the witness that a float refutation was turned into. */
export interface WitnessRow {
  readonly claim: string;
  /** The near miss; `as printed` for a claim that is expected to fail. */
  readonly formula: string;
  readonly model: string;
  /** `undefined` where the witness prints no numbers, or there is none. */
  readonly entries: number | undefined;
  /** `undefined` where the float model refuted it and nothing confirmed it. */
  readonly witness: Witness | undefined;
  readonly met: boolean;
}

/** The median that the witnesses of all wrong formulas may have, and how many formulas there are at least. */
const mostEntries = 8;
const fewestFormulas = 20;

/**
 * Every near miss and every printed form of the specs that is expected to fail, refuted by its float
 * models: one row for each that a float model refutes. `--seed text` for other samples.
 */
export async function rows(options: readonly string[]): Promise<readonly WitnessRow[]> {
  const at = options.indexOf("--seed");
  const seed = at < 0 ? "witnesses" : options[at + 1];
  const device = await openDevice();
  const root = join(import.meta.dirname, "../../../specs");
  const found: Omit<WitnessRow, "met">[] = [];
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".spec.ts")).sort()) {
    const module = (await import(join(root, file))) as Record<string, unknown>;
    for (const value of Object.values(module))
      if (isClaim(value) && value.shape === "equation")
        found.push(...(await refutations(value as Equation, seed, device)));
  }
  const all = found.flatMap(({ entries }) => entries ?? []);
  const enough = all.length >= fewestFormulas && median(all) <= mostEntries;
  return found.map((row) => ({ ...row, met: enough && row.witness !== undefined }));
}

async function refutations(
  claim: Equation,
  seed: string,
  device: Device,
): Promise<Omit<WitnessRow, "met">[]> {
  const out: Omit<WitnessRow, "met">[] = [];
  const variants = [...(claim.expects === "fails" ? [undefined] : []), ...claim.nearMisses];
  for (const variant of variants)
    for (const model of claim.asked.filter(({ kind }) => kind === "sampled-float")) {
      const witness = await witnessOf(claim, variant, model, seed, device);
      if (witness === "none") continue;
      out.push({
        claim: claim.id,
        formula: variant ?? "as printed",
        model: model.name,
        entries: witness === undefined ? undefined : nonZeroEntries(witness),
        witness,
      });
    }
  return out;
}

/** `none` where the model does not refute the formula. */
async function witnessOf(
  claim: Equation,
  variant: string | undefined,
  model: Model,
  seed: string,
  device: Device,
): Promise<Witness | undefined | "none"> {
  const problems = claim
    .problems(variant)
    .filter((p) => model.takes === undefined || model.takes(p.configuration));
  if (!appliesTo(model, problems)) return "none";
  const work = { effort: "quick", seed, device: () => Promise.resolve(device) } as const;
  let open = false;
  for (const problem of problems) {
    const found = await model.check(problem, modelWork(work, model, problem, false));
    if (found.outcome === "fails" && found.witness !== undefined) return found.witness;
    open ||= found.outcome !== "holds" && (found.worstRatio ?? 0) > 1;
  }
  return open ? undefined : "none";
}

export function table(measured: readonly WitnessRow[]): string {
  const lines = measured.map(({ claim, formula, entries, witness }) => {
    const values = Object.entries(witness?.values ?? {}).map(
      ([name, value]) => `${name} = ${value}`,
    );
    const sides = witness === undefined ? "" : `${witness.left ?? ""} ≠ ${witness.right ?? ""}`;
    const says = witness?.says ?? "refuted, not confirmed";
    return `| ${[claim, formula, entries ?? "-", says, values.join("; "), sides].join(" | ")} |`;
  });
  const all = measured.flatMap(({ entries }) => entries ?? []);
  const confirmed = measured.filter(({ witness }) => witness !== undefined);
  const last = `${confirmed.length} of ${measured.length} float refutations are confirmed. ${all.length} witnesses are printed as numbers; non-zero entries: median ${median(all)} (target ≤ ${mostEntries}), most ${Math.max(...all)}. ${confirmed.length - all.length} are samples of a stream, with disjoint enclosures.`;
  const head = "| claim | wrong formula | non-zero entries | where | witness | left ≠ right |";
  return [head, "| --- | --- | --- | --- | --- | --- |", ...lines, "", last].join("\n");
}
