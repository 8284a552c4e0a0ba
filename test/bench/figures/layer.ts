import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { convolutions } from "../../../src/numeric/convolution.ts";
import type { Device } from "../../../src/numeric/device.ts";
import { layerWithGradients } from "../../../src/numeric/layerGradients.ts";
import { stream } from "../../../src/numeric/random.ts";
import { median } from "../exact/process.ts";
import type { Figure } from "./bench.ts";

const [B, side, channels] = [8, 64, 32];
const python = process.env.COMMUTE_PEERS_PYTHON ?? process.env.COMMUTE_PYTHON ?? "python3";

/** A 3×3 layer with both gradients and their bounds, in CPU time of the process, against torch on one thread. */
export async function layer(device: Device): Promise<Figure[]> {
  if (device.name !== "native" && device.name !== "wasm") return [];
  const torch = ofTorch();
  const { kernels: k } = device;
  const s = stream("figures", "layer");
  const draw = (n: number): Float32Array => Float32Array.from({ length: n }, () => s.normal());
  const shape = [B, side, side, channels] as const;
  const count = B * side * side * channels;
  const [f, g, values] = [draw(count), draw(count), draw(9 * channels * channels)];
  const filter = { height: 3, width: 3, from: channels, to: channels, values };
  const times: number[] = [];
  for (let run = 0; run < 8; run++) {
    const begun = process.cpuUsage();
    const made = device.scope(() =>
      layerWithGradients(device, convolutions(device).signal(f, shape), filter, k.tensor(g, shape)),
    );
    const all = [made.output, made.signal, made.filter].flatMap((x) => [x.values, x.err]);
    const read = await Promise.all(all.map((x) => k.read(x)));
    device.dispose(all);
    const { user, system } = process.cpuUsage(begun);
    if (run > 0) times.push((user + system) / 1e6);
    if (read.some((x) => !Number.isFinite(x[0]))) throw new Error("figures: a value is not finite");
  }
  const ours = 1 / median(times);
  const ratio = torch === undefined ? undefined : ours / torch;
  const against = torch === undefined ? "no torch here" : `torch ${torch.toFixed(1)}/s`;
  return [
    {
      name: `3x3 layer with its gradients, 8x64x64x32, ${device.name}`,
      found: `${ours.toFixed(1)}/s with bounds, ${against}: ${ratio?.toFixed(2) ?? "-"}x`,
      target: device.name === "native" ? "0.5x torch" : "none",
      met: device.name !== "native" || (ratio !== undefined && ratio >= 0.5),
    },
  ];
}

function ofTorch(): number | undefined {
  const script = join(import.meta.dirname, "layer.py");
  const { stdout, status } = spawnSync(python, [script], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}
