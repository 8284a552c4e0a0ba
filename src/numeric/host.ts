/**
 * The one door to what only Node has. It is imported dynamically and only where `inNode()`; a
 * browser bundle may alias it away.
 */
import type { TF } from "./tensorflow.ts";

/** An addon that can be loaded, or why there is none. */
export type Native = { readonly tf: TF; readonly detail: string } | { readonly missing: string };

/**
 * `@tensorflow/tfjs-node-gpu`, if its addon has been built. Looked for before loading: the package
 * prints a page and throws where it is absent. TF32 is switched off and the log kept quiet before
 * the library is loaded, unless the caller's environment says otherwise.
 *
 * Source: `shared/device.md` section 1 (Node >= 23 removed the two functions of `util`).
 */
export async function loadNative(): Promise<Native> {
  const { createRequire } = await import("node:module");
  const { existsSync, readdirSync } = await import("node:fs");
  const path = await import("node:path");
  const require = createRequire(import.meta.url);
  let root: string;
  try {
    root = path.dirname(require.resolve("@tensorflow/tfjs-node-gpu/package.json"));
  } catch {
    return { missing: "@tensorflow/tfjs-node-gpu is not installed" };
  }
  const lib = path.join(root, "lib");
  const built = existsSync(lib)
    ? readdirSync(lib).some((version) => existsSync(path.join(lib, version, "tfjs_binding.node")))
    : false;
  if (!built) return { missing: "the addon of @tensorflow/tfjs-node-gpu is not built" };

  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  process.env.NVIDIA_TF32_OVERRIDE ??= "0";
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (x: unknown): boolean => x === null || x === undefined;
  util.isArray ??= Array.isArray;
  try {
    const tf = require("@tensorflow/tfjs-node-gpu") as TF & { version?: Record<string, string> };
    await tf.setBackend("tensorflow");
    const backend = tf.backend() as { isUsingGpuDevice?: boolean };
    const library = tf.version?.["tensorflow-core"];
    return {
      tf,
      detail: `${backend.isUsingGpuDevice === true ? "GPU" : "CPU"}${library === undefined ? "" : `, tensorflow ${library}`}`,
    };
  } catch (error) {
    return { missing: `its addon does not load: ${String(error).split("\n")[0]}` };
  }
}
