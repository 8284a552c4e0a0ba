import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { program, runSteps } from "./steps.ts";

/** Dawn for Node, as the npm package `webgpu`. */
export const webgpuVersion = "0.6.2";

/** The package's main file in the machine's cache. */
export function webgpuModule(): string {
  return join(cacheFolder(), `webgpu-${webgpuVersion}`, "node_modules", "webgpu", "index.js");
}

/**
 * Fetches the npm package `webgpu` into the machine's cache, without its scripts. Cost: 51 MB to fetch.
 *
 * @throws {InputError} if npm fails
 */
export async function setupWebgpu(say: (line: string) => void): Promise<string> {
  const file = webgpuModule();
  const folder = join(cacheFolder(), `webgpu-${webgpuVersion}`);
  const step = {
    name: `fetch webgpu ${webgpuVersion} (51 MB)`,
    done: () => existsSync(file),
    run: async () => {
      const part = `${folder}.part.${process.pid}`;
      rmSync(part, { recursive: true, force: true });
      mkdirSync(part, { recursive: true });
      const quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"];
      await program("npm", ["install", "--prefix", part, ...quiet, `webgpu@${webgpuVersion}`]);
      if (!existsSync(file)) rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    },
  };
  await runSteps([step], say);
  return dirname(file);
}
