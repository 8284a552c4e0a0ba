/**
 * Where float arrays live: TensorFlow on a CUDA card (`cuda`), WebGPU (`webgpu`), TensorFlow's CPU kernels
 * (`native`), WebAssembly with SIMD (`wasm`), plain JavaScript (`cpu`). Chosen at start, calibrated,
 * printed in every record.
 */
import { DomainError } from "../errors.ts";
import { calibrate, SINGLE, unitRoundoff, type Calibration } from "./calibrate.ts";
import type { Kernels } from "./kernels.ts";
import { watched } from "./loss.ts";
import { missingKernels, tensorflow, type TF } from "./tensorflow.ts";

/** From the first choice to the last. */
export const deviceNames = ["cuda", "webgpu", "native", "wasm", "cpu"] as const;
export type DeviceName = (typeof deviceNames)[number];

export interface Device {
  readonly name: DeviceName;
  /** For a reader: backend, version, and the unit roundoff where it is not 2^-24. */
  readonly label: string;
  /** u with |fl(x ∘ y) − x ∘ y| ≤ u |x ∘ y|: see `unitRoundoff` in `calibrate.ts`. */
  readonly unitRoundoff: number;
  readonly calibration: Calibration;
  readonly kernels: Kernels;
  /** Frees every array made inside the synchronous `fn`, except those in its result. */
  readonly scope: <T>(fn: () => T) => T;
  /** Frees the arrays found in x. */
  readonly dispose: (x: unknown) => void;
  /** Why it computes no more, as a killed process or an exhausted memory; `undefined` while it does. */
  readonly lost: () => string | undefined;
  /** Gives back what it holds; afterwards it computes no more. */
  readonly close: () => Promise<void>;
}

export interface DeviceOptions {
  /** One of `deviceNames`; else COMMUTE_DEVICE; else the first that works. */
  readonly name?: string;
  /** In a browser: the folder that serves the .wasm files, with a final slash. */
  readonly wasmPath?: string;
  /** The one that was lost, and why: the ladder goes on below it, and the label says so. */
  readonly instead?: { readonly of: DeviceName; readonly lost: string };
}

type Opened = { readonly tf: TF; readonly backend: string; readonly label: string };
type Attempt = Opened | { readonly missing: string };

/** @throws {DomainError} if the name is none of `deviceNames`, or that device cannot be opened. */
export async function openDevice(options: DeviceOptions = {}): Promise<Device> {
  const { instead } = options;
  const forced = options.name ?? environment("COMMUTE_DEVICE");
  const wanted =
    instead !== undefined
      ? deviceNames.slice(deviceNames.indexOf(instead.of) + 1)
      : forced === undefined || forced === ""
        ? deviceNames
        : [deviceNamed(forced)];
  const reasons: string[] = [];
  for (const name of wanted) {
    const opened = await openers[name]({
      ...options,
      forced: wanted.length === 1 && instead === undefined,
    });
    if ("missing" in opened) {
      reasons.push(`${name}: ${opened.missing}`);
      continue;
    }
    const lacking = missingKernels(opened.tf, opened.backend);
    if (lacking.length > 0) {
      reasons.push(`${name}: its backend has no kernel ${lacking.join(", ")}`);
      continue;
    }
    opened.tf.enableProdMode(); // Otherwise tfjs advertises its other packages on the console.
    const since = instead === undefined ? "" : `, since ${instead.of} was lost (${instead.lost})`;
    const made = await device(name, { ...opened, label: `${opened.label}${since}` });
    if (made.unitRoundoff < COARSEST) return made;
    reasons.push(`${name}: its arithmetic is wrong beyond any bound: ${worstOf(made.calibration)}`);
  }
  throw new DomainError("openDevice", `a working device ${wanted.join(", ")}`, reasons.join("; "));
}

/**
 * The name of the device that `openDevice` tries first among those that are here. None of `wasm` and `cpu` is
 * opened for it: what comes with those is large.
 *
 * @throws {DomainError} if the name is none of `deviceNames`
 */
export async function firstDevice(options: DeviceOptions = {}): Promise<DeviceName> {
  const forced = options.name ?? environment("COMMUTE_DEVICE");
  if (forced !== undefined && forced !== "") return deviceNamed(forced);
  for (const name of deviceNames.slice(0, deviceNames.indexOf("wasm")))
    if (!("missing" in (await openers[name](options)))) return name;
  return "wasm";
}

/** What a device is, or why it is not to be had. */
export interface Presence {
  readonly name: DeviceName;
  readonly available: boolean;
  /** What it is; else why it is not here, and what would bring it. */
  readonly why: string;
  /** Of the library behind it; empty where it is not here. */
  readonly version: string;
}

/** Every device of the ladder, each opened in turn; software adapters count, and are named as such. */
export async function presentDevices(): Promise<Presence[]> {
  const found: Presence[] = [];
  for (const name of deviceNames) {
    const opened = await openers[name]({ forced: true });
    found.push(
      "missing" in opened
        ? { name, available: false, why: opened.missing, version: "" }
        : { name, available: true, why: opened.label, version: opened.tf.version_core },
    );
  }
  return found;
}

/** A device that loses more than this of a number is refused: bounds would say nothing. */
const COARSEST = 2 ** -6;

function worstOf(measured: Calibration): string {
  const errors = Object.entries(measured) as [string, number][];
  const [kernel, error] = errors.reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${kernel} is off by ${error} of its size`;
}

async function device(name: DeviceName, { tf, backend, label }: Opened): Promise<Device> {
  let lost: string | undefined;
  let closed = false;
  const awaited = new Set<Promise<Float32Array>>();
  const own = tensorflow(tf, backend);
  const read: Kernels["read"] = async (x) => {
    if (closed) throw new DomainError("read", "an open device", `${name}, which was closed`);
    const answer = own.read(x);
    awaited.add(answer);
    return answer.finally(() => awaited.delete(answer));
  };
  const kernels = watched({ ...own, read }, (why) => (lost ??= why));
  const calibration = await calibrate(kernels);
  const u = unitRoundoff(calibration);
  return {
    name,
    label: u === SINGLE ? label : `${label}, unit roundoff 2^${Math.log2(u).toFixed(1)}`,
    unitRoundoff: u,
    calibration,
    kernels,
    scope: kernels.scope,
    dispose: kernels.dispose,
    lost: () => lost,
    close: async () => {
      closed = true;
      if (name !== "webgpu") return;
      const { device: gpu } = tf.backend() as {
        device?: { destroy: () => void; lost: Promise<unknown> };
      };
      // Dawn ends the process if a thread ends while it still waits for its card.
      gpu?.destroy();
      await gpu?.lost;
      await Promise.allSettled(awaited);
    },
  };
}

/** `forced`: the caller named this device alone, so that a driver in software will do. */
type Opening = DeviceOptions & { readonly forced?: boolean };

async function openTensorflow(wanted: "cuda" | "native"): Promise<Attempt> {
  if (!inNode()) return { missing: "it needs Node" };
  const { loadTensorflow } = await import("../devices/node.ts");
  const loaded = await loadTensorflow();
  if ("missing" in loaded) return loaded;
  const { tf, gpu, detail } = loaded;
  if (gpu !== (wanted === "cuda"))
    return {
      missing: gpu ? "TensorFlow computes on its card" : `TensorFlow found no card (${detail})`,
    };
  return { tf, backend: "tensorflow", label: `${wanted}, ${detail}, tfjs ${tf.version_core}` };
}

interface Adapter {
  readonly info?: Readonly<
    Record<"vendor" | "architecture" | "description", string | undefined>
  > & {
    readonly isFallbackAdapter?: boolean;
  };
}

const openers: Record<DeviceName, (options: Opening) => Promise<Attempt>> = {
  cuda: () => openTensorflow("cuda"),
  webgpu: async ({ forced = false }) => {
    if (inNode()) {
      const { provideWebgpu } = await import("../devices/node.ts");
      const { missing } = await provideWebgpu(forced);
      if (missing !== undefined) return { missing };
    }
    const { gpu } =
      (globalThis as { navigator?: { gpu?: { requestAdapter: () => Promise<Adapter | null> } } })
        .navigator ?? {};
    if (gpu === undefined) return { missing: "this browser has no navigator.gpu" };
    const adapter = await gpu.requestAdapter();
    if (adapter === null)
      return { missing: "there is no adapter: no card, or no driver for Vulkan" };
    const { vendor, architecture, description, isFallbackAdapter = false } = adapter.info ?? {};
    if (isFallbackAdapter && !forced)
      return {
        missing: `its adapter is software (${architecture}): name it in COMMUTE_DEVICE to use it`,
      };
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-webgpu");
    if (!(await started(tf, "webgpu"))) return { missing: "its backend does not start" };
    // Else small arrays are computed on the host, in JavaScript, and a record would name the wrong device.
    tf.env().set("WEBGPU_CPU_FORWARD", false);
    const what = [vendor, architecture, description].filter((s) => s !== undefined && s !== "");
    const label = `webgpu, ${isFallbackAdapter ? "software, " : ""}${what.join(" ")}, tfjs ${tf.version_core}`;
    return { tf, backend: "webgpu", label };
  },
  native: () => openTensorflow("native"),
  wasm: async ({ wasmPath }) => {
    const tf = await import("@tensorflow/tfjs-core");
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    if (wasmPath !== undefined) wasm.setWasmPaths(wasmPath);
    if (!(await started(tf, "wasm"))) return { missing: "its .wasm does not load" };
    const simd = (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) === true;
    return { tf, backend: "wasm", label: `wasm, ${simd ? "SIMD, " : ""}tfjs ${tf.version_core}` };
  },
  cpu: async () => {
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-cpu");
    if (!(await started(tf, "cpu"))) return { missing: "its backend does not start" };
    return { tf, backend: "cpu", label: `cpu, tfjs ${tf.version_core}` };
  },
};

async function started(tf: TF, backend: string): Promise<boolean> {
  tf.enableProdMode();
  try {
    return await tf.setBackend(backend);
  } catch {
    return false;
  }
}

/** @throws {DomainError} listing the choices, if it is none of them */
export function deviceNamed(text: string): DeviceName {
  const found = deviceNames.find((name) => name === text);
  if (found === undefined)
    throw new DomainError(
      "openDevice",
      `one of ${deviceNames.join(", ")}`,
      text,
      "See COMMUTE_DEVICE",
    );
  return found;
}

function inNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}

function environment(name: string): string | undefined {
  return inNode() ? process.env[name] : undefined;
}
