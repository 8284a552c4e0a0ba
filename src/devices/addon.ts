import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cacheFolder } from "./cache.ts";

/** What was built, and against what: written last, so that it says the folder is whole. */
export interface BuiltAddon {
  readonly folder: string;
  /** Of TensorFlow's Python wheel: its name and version. */
  readonly wheel: string;
  readonly version: string;
}

/** The compiled addon inside the folder of a build. */
export const addonFile = join("lib", "napi-v8", "tfjs_binding.node");

/** The name of the file that says a build is whole. */
export const builtFile = "built.json";

/** The folder of `@tensorflow/tfjs-node-gpu`; `undefined` where it is not installed. */
export function packageFolder(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    return dirname(require.resolve("@tensorflow/tfjs-node-gpu/package.json"));
  } catch {
    return undefined;
  }
}

/** The builds on this machine for the installed version of the package, CUDA's first. */
export function builtAddons(version: string): BuiltAddon[] {
  const root = join(cacheFolder(), "tensorflow");
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => name.startsWith(`${version}-`))
    .flatMap((name) => {
      const folder = join(root, name);
      if (!existsSync(join(folder, builtFile)) || !existsSync(join(folder, addonFile))) return [];
      const { wheel, version: of } = JSON.parse(
        readFileSync(join(folder, builtFile), "utf8"),
      ) as Omit<BuiltAddon, "folder">;
      return [{ folder, wheel, version: of }];
    })
    .sort((a, b) => Number(b.wheel === "tensorflow") - Number(a.wheel === "tensorflow"));
}

/** The folder that a build against this wheel takes. */
export function buildFolder(packageVersion: string, wheel: string, version: string): string {
  return join(cacheFolder(), "tensorflow", `${packageVersion}-${wheel}-${version}`);
}
