import { described, portraitOf } from "./portraits.ts";
import { openDevice, presentDevices, type Presence } from "../numeric/device.ts";
import { setupTensorflow } from "../devices/setupNative.ts";
import { setupWebgpu } from "../devices/setupWebgpu.ts";

export interface DevicesFlags {
  readonly setup?: "native" | "cuda" | "webgpu";
  readonly json?: boolean;
}

async function lines({ name, available, why }: Presence): Promise<string[]> {
  const own = `${available ? "yes" : "no "}  ${name.padEnd(6)}  ${why}`;
  if (!available) return [own];
  const device = await openDevice({ name });
  const measured = described(await portraitOf(device));
  await device.close();
  return [own, ...measured.map((text) => `             ${text}`)];
}

/** `commute devices`: the ladder from first choice to last, what is here and why the others are not. */
export async function devicesCommand({ setup, json = false }: DevicesFlags): Promise<number> {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  if (setup !== undefined) {
    const folder = await (setup === "webgpu" ? setupWebgpu(say) : setupTensorflow(setup, say));
    say(`${setup}: in ${folder}`);
  }
  const present = await presentDevices();
  const wanted = setup === undefined ? undefined : present.find(({ name }) => name === setup);
  if (json) process.stdout.write(`${JSON.stringify(present, undefined, 2)}\n`);
  else {
    for (const one of present) process.stdout.write(`${(await lines(one)).join("\n")}\n`);
    process.stdout.write("\nCOMMUTE_DEVICE=<name> forces one.\n");
  }
  return wanted?.available === false ? 1 : 0;
}
