import { presentDevices, type Presence } from "../numeric/device.ts";
import { setupTensorflow } from "../devices/setupNative.ts";
import { setupWebgpu } from "../devices/setupWebgpu.ts";

export interface DevicesFlags {
  readonly setup?: "native" | "cuda" | "webgpu";
  readonly json?: boolean;
}

function line({ name, available, why }: Presence): string {
  return `${available ? "yes" : "no "}  ${name.padEnd(6)}  ${why}`;
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
  const text = json
    ? JSON.stringify(present, undefined, 2)
    : [...present.map(line), "", "COMMUTE_DEVICE=<name> forces one."].join("\n");
  process.stdout.write(`${text}\n`);
  return wanted?.available === false ? 1 : 0;
}
