import { deviceNames, presentDevices, type DeviceName } from "../../../src/numeric/device.ts";
import type { Row } from "../bench.ts";
import { claimsOn, type Seen } from "./claims.ts";

/**
 * Every claim with float samples on every device here, at quick effort: its worst residual over its
 * bound. `--only a,b` names devices, `--require a,b` makes a missing one a failure.
 */
export async function rows(options: readonly string[]): Promise<readonly Row[]> {
  const named = (flag: string): readonly string[] | undefined =>
    options.includes(flag) ? options[options.indexOf(flag) + 1].split(",") : undefined;
  const required = named("--require") ?? [];
  const only = named("--only") ?? [...new Set([...required, "wasm", "cpu"])];
  for (const name of [...required, ...only])
    if (!(deviceNames as readonly string[]).includes(name))
      throw new Error(`bench devices: expected one of ${deviceNames.join(", ")}, got "${name}"`);
  const seen = new Map<DeviceName, readonly Seen[]>();
  const missing: Row[] = [];
  for (const { name, available, why } of await presentDevices()) {
    if (!only.includes(name)) continue;
    if (available) seen.set(name, await claimsOn(name, "quick"));
    else if (required.includes(name)) missing.push(absent(name, why));
    else console.error(`SKIPPED: ${name}: ${why}`);
  }
  const [first, ...others] = [...seen];
  const claims = first === undefined ? [] : first[1];
  return [...missing, ...claims.map((claim) => row(claim, first[0], others))];
}

function absent(name: string, why: string): Row {
  return { ...blank, name: `${name} is not here: ${why}`, met: false };
}

const blank = { unit: "worst residual / bound", ours: NaN, oursCold: NaN, peers: [], target: "" };

/** Lattice sums of angles are in the host's doubles on every device. */
const hostDoubles = "CPU, IEEE doubles";

/** A float sample passes on the device that was asked for, by its own label, or the row is missed. */
function row(
  claim: Seen,
  on: DeviceName,
  others: readonly (readonly [DeviceName, readonly Seen[]])[],
): Row {
  const honest = (seen: Seen, device: DeviceName): boolean =>
    seen.passes &&
    seen.labels.length > 0 &&
    seen.labels.every((label) => label.startsWith(device) || label === hostDoubles);
  const elsewhere = others.map(([device, all]) => {
    const found = all.find(({ id }) => id === claim.id);
    if (found === undefined) throw new Error(`bench devices: ${claim.id} is missing on ${device}`);
    return { device, found };
  });
  return {
    ...blank,
    name: claim.id,
    ours: claim.worst,
    oursCold: claim.ms,
    target: "passes on every device",
    peers: elsewhere.map(({ device, found }) => ({
      name: device,
      version: found.labels.join(" | "),
      value: found.worst,
      cold: found.ms,
      verdict: found.outcome,
    })),
    met: honest(claim, on) && elsewhere.every(({ device, found }) => honest(found, device)),
  };
}

/** Devices side by side. */
export function table(rows: readonly Row[]): string {
  const line = ({ name, ours, oursCold, peers, met }: Row): string => {
    const cells = [{ value: ours, cold: oursCold }, ...peers].map(
      ({ value, cold }) => `${value.toPrecision(2)} (${cold.toFixed(0)} ms)`,
    );
    return `| ${[name, ...cells, met ? "" : "FAILS"].join(" | ")} |`;
  };
  // Claims that are refuted as expected exceed their bounds.
  const worst = rows.flatMap(({ ours, peers }) =>
    ours < 1 ? [ours, ...peers.map(({ value }) => value)] : [],
  );
  const labels = [...new Set(rows.flatMap(({ peers }) => peers.map(({ version }) => version)))];
  return [
    "| claim | worst residual / bound on each device | |",
    "| --- | --- | --- |",
    ...rows.map(line),
    `${rows.length} claims; of those that hold, the worst ratio ${Math.max(...worst).toPrecision(3)}`,
    ...labels,
  ].join("\n");
}
