import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isClaim } from "../../../src/claim/claim.ts";
import type { Equation } from "../../../src/claim/equation.ts";
import { compiled } from "../../../src/matrices/compiled.ts";
import { drawBatch } from "../../../src/matrices/draw.ts";
import { interpreted } from "../../../src/matrices/interpreted.ts";
import type { Evaluation } from "../../../src/matrices/path.ts";
import { usualPassBytes } from "../../../src/matrices/pieces.ts";
import { jetsOf } from "../../../src/matrices/witness.ts";
import { openDevice } from "../../../src/numeric/device.ts";
import { stream } from "../../../src/numeric/random.ts";
import { reachable } from "../../../src/term/term.ts";

/** One claim at one size, on both paths of the model. */
interface PathRow {
  readonly claim: string;
  readonly N: number;
  readonly nodes: number;
  /** ms of the first batch of `few` samples, compiling included, and of the interpreter. */
  readonly first: Costs;
  /** Samples per second in batches of `many`, inputs ready. */
  readonly rate: Costs;
  readonly met: boolean;
}
interface Costs {
  readonly fused: number;
  readonly interpreted: number;
}

const [few, many, tries] = [32, 1024, 4];

/** Every claim of the suite with float matrices: what a kernel costs against the interpreter on wasm. */
export async function rows(): Promise<readonly PathRow[]> {
  const device = { ...(await openDevice({ name: "wasm" })), passBytes: usualPassBytes };
  const root = join(import.meta.dirname, "../../../specs");
  const found: PathRow[] = [];
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".spec.ts")).sort()) {
    const module = (await import(join(root, file))) as Record<string, unknown>;
    for (const value of Object.values(module)) {
      if (!isClaim(value) || value.shape !== "equation") continue;
      const { asked, problems, id } = value as Equation;
      const model = asked.find(({ name }) => /^float32 (matrices|su)/.test(name));
      const problem = problems().find(({ configuration }) => model?.takes?.(configuration) ?? true);
      if (model === undefined || problem === undefined) continue;
      const jets = jetsOf(problem);
      const batch = async (path: Evaluation, N: number, samples: number): Promise<number> => {
        const drawn = drawBatch(jets, N, samples, stream("paths", id), "independent");
        const start = performance.now();
        await path.judge(samples, drawn, jets.left, jets.right);
        return performance.now() - start;
      };
      for (const N of [2, 3]) {
        const paths = (): readonly [Evaluation, Evaluation] => {
          const onDevice = interpreted(device, N);
          return [compiled(N, () => Promise.resolve(onDevice)), onDevice];
        };
        /** The least of a few runs, each on what `path` makes: a busy machine only adds. */
        const least = async (path: () => Evaluation, samples: number): Promise<number> => {
          const times: number[] = [];
          for (let k = 0; k < tries; k++) times.push(await batch(path(), N, samples));
          return Math.min(...times);
        };
        const [kernel, nodes] = paths();
        const first = {
          fused: await least(() => paths()[0], few),
          interpreted: await least(() => nodes, few),
        };
        await batch(kernel, N, many);
        const rate = {
          fused: (1000 * many) / (await least(() => kernel, many)),
          interpreted: (1000 * many) / (await least(() => nodes, many)),
        };
        const met = first.fused < first.interpreted && rate.fused > rate.interpreted;
        const count = reachable([...jets.left, ...jets.right]).length;
        found.push({ claim: id, N, nodes: count, first, rate, met });
      }
    }
  }
  return found;
}

export function table(found: readonly PathRow[]): string {
  const lines = found.map(({ claim, N, nodes, first, rate, met }) => {
    const ms = `${first.fused.toFixed(1)} / ${first.interpreted.toFixed(1)}`;
    const perSecond = `${rate.fused.toPrecision(2)} / ${rate.interpreted.toPrecision(2)}`;
    const gain = (rate.fused / rate.interpreted).toFixed(0);
    return `| ${[claim, N, nodes, ms, perSecond, `${gain}x`, met ? "" : "DEARER"].join(" | ")} |`;
  });
  return [
    `| claim | N | nodes | ms of ${few} samples, fused / interpreted | samples/s | | |`,
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
