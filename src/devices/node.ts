/**
 * The one door to what only Node has. It is imported dynamically and only in Node; a browser's bundle
 * leaves it out.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TF } from "../numeric/tensorflow.ts";
import { addonFile, builtAddons, packageFolder } from "./addon.ts";
import { webgpuModule } from "./setupWebgpu.ts";

/** A backend that can be used, or why there is none and what would bring it. */
export type Loaded =
  | { readonly tf: TF; readonly gpu: boolean; readonly detail: string }
  | { readonly missing: string };

let tensorflow: Promise<Loaded> | undefined;

/**
 * `@tensorflow/tfjs-node-gpu` on the addon that `commute devices --setup` built, once a process. TF32
 * is switched off, the log kept quiet and one thread used before the library is loaded, unless the
 * caller's environment says otherwise: threads change the order of sums, and bits with it.
 *
 * Source: `shared/device.md` section 1 (Node >= 23 removed the two functions of `util`).
 */
export function loadTensorflow(): Promise<Loaded> {
  tensorflow ??= load();
  return tensorflow;
}

async function load(): Promise<Loaded> {
  const folder = packageFolder();
  if (folder === undefined) return { missing: "@tensorflow/tfjs-node-gpu is not installed" };
  const manifest = join(folder, "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const [built] = builtAddons(version);
  if (built === undefined)
    return {
      missing: `its addon is not built: run commute devices --setup native`,
    };
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
  process.env.NVIDIA_TF32_OVERRIDE ??= "0";
  process.env.TF_NUM_INTRAOP_THREADS ??= "1";
  process.env.TF_NUM_INTEROP_THREADS ??= "1";
  const require = createRequire(manifest);
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (x: unknown): boolean => x === null || x === undefined;
  util.isArray ??= Array.isArray;
  // The package asks this module where its addon lies.
  const finder = require.resolve("@mapbox/node-pre-gyp");
  require(finder);
  const cached = require.cache[finder];
  if (cached === undefined)
    return { missing: "its finder of addons is not where require keeps modules" };
  cached.exports = { find: () => join(built.folder, addonFile) };
  try {
    const tf = require("@tensorflow/tfjs-node-gpu") as TF & { version?: Record<string, string> };
    await tf.setBackend("tensorflow");
    const backend = tf.backend() as { isUsingGpuDevice?: boolean };
    const gpu = backend.isUsingGpuDevice === true;
    return { tf, gpu, detail: `${gpu ? "GPU" : "CPU"}, ${built.wheel} ${built.version}` };
  } catch (error) {
    return { missing: `its addon does not load: ${String(error).split("\n")[0]}` };
  } finally {
    Reflect.deleteProperty(require.cache, finder);
  }
}

/** Where Debian's Chromium keeps a Vulkan driver in software, and a loader of drivers. */
const chromium = "/usr/lib/chromium";

/** Vulkan's loader and the driver in software, if this machine has them and no others are named. */
function softwareVulkan(): void {
  const driver = join(chromium, "vk_swiftshader_icd.json");
  if (!existsSync(driver) || process.env.VK_ICD_FILENAMES !== undefined) return;
  process.env.VK_ICD_FILENAMES = driver;
  process.env.XDG_RUNTIME_DIR ??= "/tmp";
  try {
    // RTLD_NOW | RTLD_NODELETE: it is no addon, which is an error, yet it stays loaded for Dawn to find.
    process.dlopen({ exports: {} }, join(chromium, "libvulkan.so.1"), 0x1002);
  } catch {
    // As said.
  }
}

/**
 * `navigator.gpu` by the npm package `webgpu` (Dawn), as `commute devices --setup webgpu` fetched it.
 * With `software`, a driver in software will do, and Debian's Chromium has one.
 */
export async function provideWebgpu(software: boolean): Promise<{ readonly missing?: string }> {
  const scope = globalThis as { navigator?: { gpu?: unknown } };
  if (scope.navigator?.gpu !== undefined) return {};
  const file = webgpuModule();
  if (!existsSync(file))
    return { missing: "the npm package webgpu is not here: run commute devices --setup webgpu" };
  if (software) softwareVulkan();
  try {
    const { create, globals } = (await import(pathToFileURL(file).href)) as {
      create: (flags: readonly string[]) => unknown;
      globals: object;
    };
    Object.assign(globalThis, globals);
    const navigator: object = scope.navigator ?? {};
    Object.defineProperty(navigator, "gpu", { value: create([]), configurable: true });
    if (scope.navigator === undefined)
      Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
    return {};
  } catch (error) {
    return { missing: `the package webgpu does not load: ${String(error).split("\n")[0]}` };
  }
}
