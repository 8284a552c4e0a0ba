import type { Evidence } from "../record/schema.ts";
import type { Finding } from "./model.ts";
import type { Configuration } from "./problem.ts";
import { describeAll } from "./problem.ts";

/**
 * The findings of one model over the configurations it was asked, as one piece of evidence: counts add, bounds and
 * ratios take the worst, enclosures their hull, probabilities of error add (union bound), one failure or one undecided
 * configuration decides.
 */
export function mergeFindings(
  kind: Evidence["kind"],
  model: string,
  findings: readonly Finding[],
  configurations: readonly Configuration[],
  ms: number,
): Evidence {
  if (findings.length === 0)
    return {
      kind,
      model,
      outcome: "undecided",
      scope: "nothing",
      reason: "no configuration was asked",
      ms,
    };
  const worst =
    findings.find((f) => f.outcome === "fails") ??
    findings.find((f) => f.outcome === "undecided") ??
    findings[0];
  const merged: Evidence = { ...worst, kind, model, ms, scope: scopes(findings, configurations) };
  const numbers = (pick: (f: Finding) => number | undefined): number[] =>
    findings.flatMap((f) => pick(f) ?? []);
  const sum = (key: "samples" | "cases" | "points" | "cancelled"): void => {
    const values = numbers((f) => f[key]);
    if (values.length > 0) merged[key] = values.reduce((a, b) => a + b, 0);
  };
  (["samples", "cases", "points", "cancelled"] as const).forEach(sum);
  const largest = (key: "degree" | "normBound"): void => {
    const values = findings.flatMap((f) => f[key] ?? []);
    if (values.length > 0) merged[key] = values.reduce((a, b) => (BigInt(b) > BigInt(a) ? b : a));
  };
  (["degree", "normBound"] as const).forEach(largest);
  const primes = findings.flatMap((f) => f.primes ?? []);
  if (primes.length > 0) merged.primes = [...new Set(primes)];
  const errors = numbers((f) => f.errorLog2);
  if (errors.length > 0) merged.errorLog2 = Math.max(...errors) + Math.log2(errors.length);
  const ratios = numbers((f) => f.worstRatio);
  if (ratios.length > 0) merged.worstRatio = Math.max(...ratios);
  const tightness = numbers((f) => f.tightness);
  if (tightness.length > 0) merged.tightness = Math.max(...tightness);
  const again = findings.flatMap((f) => f.again ?? []);
  if (again.length > 0)
    merged.again = {
      samples: again.reduce((sum, { samples }) => sum + samples, 0),
      worstRatio: Math.max(...again.map(({ worstRatio }) => worstRatio)),
    };
  const paths = new Set(findings.flatMap((f) => f.path ?? []));
  if (paths.size > 1) merged.path = "both";
  const enclosures = findings.flatMap((f) => (f.enclosure === undefined ? [] : [f.enclosure]));
  if (enclosures.length > 0)
    merged.enclosure = [
      Math.min(...enclosures.map(([lo]) => lo)),
      Math.max(...enclosures.map(([, hi]) => hi)),
    ];
  const powers = findings.flatMap((f) => f.power ?? []);
  if (powers.length > 0) merged.power = powers.reduce((a, b) => (b.epsilon > a.epsilon ? b : a));
  return merged;
}

function scopes(findings: readonly Finding[], configurations: readonly Configuration[]): string {
  return [...new Set(findings.map((f) => f.scope)), describeAll(configurations)]
    .filter((s) => s !== "")
    .join("; ");
}
