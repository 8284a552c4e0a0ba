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
  return [...missing, ...sideBySide([...seen])];
}

type OnDevice = readonly [DeviceName, readonly Seen[]];

/** A row for each claim that a device saw; one that another did not see fails. */
export function sideBySide(seen: readonly OnDevice[]): Row[] {
  const ids = new Set(seen.flatMap(([, claims]) => claims.map(({ id }) => id)));
  return [...ids].map((id) =>
    row(
      id,
      seen.map(([device, claims]) => [device, claims.find((claim) => claim.id === id)]),
    ),
  );
}

function absent(name: string, why: string): Row {
  return { ...blank, name: `${name} is not here: ${why}`, met: false };
}

const blank = { unit: "worst residual / bound", ours: NaN, oursCold: NaN, peers: [], target: "" };

/** Lattice sums of angles are in the host's doubles on every device. */
const hostDoubles = "CPU, IEEE doubles";

/** A float sample passes on the device that was asked for, by its own label, or the row is missed. */
function row(id: string, found: readonly (readonly [DeviceName, Seen | undefined])[]): Row {
  const honest = ([device, seen]: (typeof found)[number]): boolean =>
    seen !== undefined &&
    seen.passes &&
    seen.labels.length > 0 &&
    seen.labels.every((label) => label.startsWith(device) || label === hostDoubles);
  const [[, first], ...others] = found;
  return {
    ...blank,
    name: id,
    ours: first?.worst ?? NaN,
    oursCold: first?.ms ?? NaN,
    target: "passes on every device",
    peers: others.map(([device, seen]) => ({
      name: device,
      version: seen?.labels.join(" | ") ?? "",
      value: seen?.worst ?? NaN,
      cold: seen?.ms ?? NaN,
      verdict: seen?.outcome ?? "missing",
    })),
    met: found.every(honest),
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
