/**
 * A check left = right over matrices, compiled at run time to WebAssembly with SIMD: one pass over the samples
 * returns the worst residual / bound. The bounds are those of `bounds.ts`, and hold for every sample.
 */
import type { LaneName } from "../program/wasmModule.ts";
import type { Term } from "../term/term.ts";
import { boundsOf } from "./bounds.ts";
import { drawnDefect } from "./draw.ts";
import type { Drawn } from "./draw.ts";
import { instantiate } from "./instance.ts";
import type { Batch } from "./instance.ts";
import { ENTRY, VECTOR } from "./macros.ts";
import { plan } from "./plan.ts";
import type { Refused } from "./plan.ts";
import { precisions } from "./precision.ts";
import { schedule } from "./schedule.ts";

export interface KernelOptions {
  readonly size: number;
  readonly lane: LaneName;
  /** Samples that fit in its memory at once. */
  readonly capacity: number;
  /** Which unknowns are unitary. */
  readonly unitary?: (name: string) => boolean;
  /** δ: at least the Frobenius distance of each unitary input, as given, to the unitary matrices. */
  readonly defect?: number;
  /** Every unknown is a Haar element drawn from the stream of this key; nothing is loaded. */
  readonly drawn?: readonly [number, number];
  /** Of SU(3) if absent. */
  readonly law?: Drawn;
  /** `typed`: constants for products with unitaries; `running`: entrywise throughout; `none`: no bound. */
  readonly bound?: "typed" | "running" | "none";
}

/** A component at one sample: the sides as computed, and the bounds on their errors, row-major. */
export interface Evaluated {
  readonly left: SideValue;
  readonly right: SideValue;
}
export interface SideValue {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly bound: Float64Array;
}

export interface FusedKernel extends Batch {
  readonly kind: "kernel";
  /** Each component at one sample. */
  readonly at: (sample: number) => Evaluated[];
}

/**
 * Compiles left = right, component by component.
 *
 * Cost: a few ms to compile; then `test/bench/numeric`. In a browser's main thread large modules may
 * compile in workers only.
 *
 * @throws {DomainError} if the capacity is no positive integer, or the inputs do not fit 2 GiB
 */
export function fuse(
  left: readonly Term[],
  right: readonly Term[],
  options: KernelOptions,
): FusedKernel | Refused {
  const { size, lane, capacity, unitary = () => false, bound = "typed" } = options;
  const p = precisions[lane];
  const { drawn, law = "special" } = options;
  if (drawn !== undefined && size !== 3)
    return { kind: "refused", reason: `draws of size ${size}, kernels draw size 3` };
  const planned = plan(left, right, size, drawn === undefined ? unitary : () => true);
  if ("kind" in planned) return planned;
  const defect = drawn === undefined ? (options.defect ?? 0) : drawnDefect(p, law);
  const bounds = boundsOf(planned, p, { defect, typed: bound === "typed" });
  const made = schedule(
    planned,
    bounds,
    p,
    bound !== "none",
    drawn === undefined ? undefined : { key: drawn, law },
  );
  const { reader, ...instance } = instantiate("fuse", made, p, capacity);
  const at: FusedKernel["at"] = (sample) => {
    const { number, base } = reader(sample);
    return made.components.map(({ n, sides }) => {
      const [l, r] = sides.map(({ value, relative, view, bound: b }) => {
        const from = relative ? base + value : value;
        const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
        const E = new Float64Array(n * n);
        for (let k = 0; k < n * n; k++) {
          const place = view.transposed ? (k % n) * n + Math.floor(k / n) : k;
          const sign = view.negative ? -1 : 1;
          re[k] = sign * number(from + ENTRY * place);
          im[k] = sign * (view.conjugated ? -1 : 1) * number(from + ENTRY * place + VECTOR);
          if (b !== undefined) E[k] = number(b.address + (b.kind === "array" ? VECTOR * place : 0));
        }
        return { re, im, bound: E };
      });
      return { left: l, right: r };
    });
  };
  return { kind: "kernel", ...instance, at };
}
