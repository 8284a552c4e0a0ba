import { fileURLToPath } from "node:url";
import { bundleAll, describeAll } from "../../../src/run/prepare.ts";
import { verifyOne } from "../../../src/run/verify.ts";
import { discover } from "../../../src/theorem/discover.ts";
import type { DeviceName } from "../../../src/numeric/device.ts";
import type { ClaimRecord, Effort } from "../../../src/record/schema.ts";

/** One claim as a device saw it. */
export interface Seen {
  readonly id: string;
  readonly passes: boolean;
  readonly outcome: string;
  /** The labels of the devices that its float samples name. */
  readonly labels: readonly string[];
  /** Worst residual / bound over its float samples. */
  readonly worst: number;
  readonly ms: number;
}

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Every claim of the library with float samples, checked with that device forced; nothing is recorded. */
export async function claimsOn(device: DeviceName, effort: Effort): Promise<Seen[]> {
  process.env.COMMUTE_DEVICE = device;
  const { theorems } = await discover(root);
  const specs = await describeAll(await bundleAll(root, theorems), {});
  const seen: Seen[] = [];
  for (const spec of specs) {
    const { claims } = await verifyOne(spec, { root, effort, seed: "1" });
    seen.push(...claims.flatMap((claim) => asSeen(claim)));
    console.error(`${device}: ${spec.theorem.id}`);
  }
  return seen;
}

function asSeen({ id, passes, outcome, evidence }: ClaimRecord): Seen[] {
  const floats = evidence.filter(({ kind }) => kind === "sampled-float");
  if (floats.length === 0) return [];
  const labels = [...new Set(floats.flatMap((e) => ("device" in e ? [e.device ?? ""] : [])))];
  const worst = Math.max(...floats.map((e) => ("worstRatio" in e ? (e.worstRatio ?? NaN) : NaN)));
  return [{ id, passes, outcome, labels, worst, ms: floats.reduce((s, e) => s + (e.ms ?? 0), 0) }];
}
