import { presentDevices, openDevice } from "../../../src/numeric/device.ts";
import { cores } from "./cores.ts";
import { layer } from "./layer.ts";
import { growthWithBatch, growthWithSide, growthWithSize } from "./growth.ts";
import { exactOnFloats, flatArrays } from "./devices.ts";
import { streamed } from "./streamed.ts";
import { tightness } from "./tightness.ts";

/** A figure beside the rates of `numeric`: what, how much, and whether it is what was asked for. */
export interface Figure {
  readonly name: string;
  readonly found: string;
  readonly target: string;
  readonly met: boolean;
}

/**
 * Both cores, growth with the batch, the matrices and the lattice, exact points on float devices, memory over a
 * long stream and over many claims. `--only text` restricts them by name.
 */
export async function rows(options: readonly string[]): Promise<readonly Figure[]> {
  const at = options.indexOf("--only");
  const only = at < 0 ? "" : options[at + 1];
  const makers: Readonly<Record<string, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
    cores,
    batch: growthWithBatch,
    size: growthWithSize,
    lattice: growthWithSide,
    streamed,
    tightness,
    exact: () => onDevices(exactOnFloats),
    arrays: () => onDevices(flatArrays),
    layer: () => onDevices(layer),
  };
  const found: Figure[] = [];
  for (const [name, make] of Object.entries(makers))
    if (name.includes(only)) found.push(...(await make()));
  return found;
}

type OnDevice = (device: Awaited<ReturnType<typeof openDevice>>) => Promise<readonly Figure[]>;

async function onDevices(figures: OnDevice): Promise<Figure[]> {
  const found: Figure[] = [];
  for (const { name, available, why } of await presentDevices())
    if (available) found.push(...(await figures(await openDevice({ name }))));
    else console.error(`SKIPPED: ${name}: ${why}`);
  return found;
}

export function table(rows: readonly Figure[]): string {
  const lines = rows.map(
    ({ name, found, target, met }) =>
      `| ${name} | ${found} | ${target} | ${met ? "met" : "MISSED"} |`,
  );
  return ["| figure | found | target | |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
