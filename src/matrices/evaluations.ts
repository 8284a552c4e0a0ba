/** Which path computes N×N matrices, and what a record says of it. */
import type { Work } from "../claim/claim.ts";
import { FrameworkError } from "../errors.ts";
import { precisions } from "../fused/precision.ts";
import { compare } from "../numeric/compare.ts";
import { hasVectors } from "../program/wasmModule.ts";
import { compiled } from "./compiled.ts";
import { interpreted } from "./interpreted.ts";
import type { Evaluation, Path } from "./path.ts";
import { usualPassBytes } from "./pieces.ts";

export interface Evaluations {
  readonly at: (N: number) => Evaluation;
  /**
   * Both paths on a batch.
   *
   * @throws {FrameworkError} if a value of one and of the other differ by more than both bounds
   */
  readonly agree: (N: number, ...batch: Parameters<Evaluation["sides"]>) => Promise<void>;
  /** Of the device, if something ran there; else of the kernels, which ask for none. */
  readonly facts: () => Promise<{ readonly device: string; readonly unitRoundoff: number }>;
}

/** What kernels compute with: WebAssembly rounds each operation to nearest, on every machine. */
const kernels = { device: "wasm, SIMD", unitRoundoff: precisions.f32.u };

/**
 * Kernels where the host computes in WebAssembly anyhow: there nothing of a device is loaded before something is to
 * be interpreted. A card, TensorFlow's own kernels and plain JavaScript are asked for by who wants just those.
 *
 * @param options the one path to take, the cheaper one if absent; bytes that one pass on the device may take
 */
export async function evaluations(
  work: Pick<Work, "device" | "deviceName">,
  options: { readonly passBytes?: number; readonly path?: Path },
): Promise<Evaluations> {
  const { passBytes = usualPassBytes } = options;
  let opened: ReturnType<Work["device"]> | undefined;
  const device = (): ReturnType<Work["device"]> => (opened ??= work.device());
  const name = async (): Promise<string> => (await work.deviceName?.()) ?? (await device()).name;
  const isFused = options.path !== "interpreted" && hasVectors() && (await name()) === "wasm";
  const known = new Map<number, Evaluation>();
  const onDevice = async (N: number): Promise<Evaluation> =>
    interpreted({ ...(await device()), passBytes }, N);
  const at: Evaluations["at"] = (N) => {
    const make = isFused ? compiled : later;
    const made = known.get(N) ?? make(N, () => onDevice(N));
    known.set(N, made);
    return made;
  };
  return {
    at,
    agree: async (N, samples, drawn, asked) => {
      if (!isFused) return;
      const both = [at(N), await onDevice(N)].map(({ sides }) => sides(samples, drawn, asked));
      const [kernels, nodes] = await Promise.all(both);
      kernels.forEach((values, k) => {
        const { within, worst, sample } = compare(values, nodes[k], { samples });
        if (!within)
          throw new FrameworkError(
            `a kernel and the interpreter differ by ${worst} times their bounds, N = ${N}, sample ${sample}`,
          );
      });
    },
    facts: async () => {
      if (opened === undefined) return kernels;
      const { label, unitRoundoff } = await opened;
      return { device: label, unitRoundoff };
    },
  };
}

function later(_: number, evaluation: () => Promise<Evaluation>): Evaluation {
  return {
    judge: async (...args) => (await evaluation()).judge(...args),
    sides: async (...args) => (await evaluation()).sides(...args),
  };
}
