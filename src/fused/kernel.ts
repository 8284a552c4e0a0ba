/**
 * A check left = right over matrices, compiled at run time to WebAssembly with SIMD: one pass over the samples
 * returns the worst residual / bound. The bounds are those of `bounds.ts`, and hold for every sample.
 */
import type { LaneName, WasmFunction } from "../program/wasmModule.ts";
import type { Term } from "../term/term.ts";
import { boundsOf } from "./bounds.ts";
import { minorBounds, minors } from "./determinant.ts";
import { drawing, drawnDefect } from "./draw.ts";
import type { Drawn } from "./draw.ts";
import type { Place } from "./emitter.ts";
import { instantiate } from "./instance.ts";
import type { Batch } from "./instance.ts";
import { layerMacros } from "./layers.ts";
import { ENTRY, macros, VECTOR } from "./macros.ts";
import { plan } from "./plan.ts";
import type { Refused } from "./plan.ts";
import { precisions } from "./precision.ts";
import { residual } from "./residual.ts";
import type { Side } from "./residual.ts";
import { schedule } from "./schedule.ts";
import type { Draws, Schedule } from "./schedule.ts";

export interface KernelOptions {
  readonly size: number;
  readonly lane: LaneName;
  /** Samples that fit in its memory at once. */
  readonly capacity: number;
  /** Which unknowns are unitary. */
  readonly unitary?: (name: string) => boolean;
  /** Which unknowns are loaded with an error of each entry, by their full names. */
  readonly inexact?: (name: string) => boolean;
  /** δ: at least the Frobenius distance of each unitary input, as given, to the unitary matrices. */
  readonly defect?: number;
  /** Every unknown is a Haar element drawn from the stream of this key; nothing is loaded. */
  readonly drawn?: readonly [number, number];
  /** Of SU(3) if absent. */
  readonly law?: Drawn;
  /** `typed`: constants for products with unitaries; `running`: entrywise throughout; `none`: no bound. */
  readonly bound?: "typed" | "running" | "none";
}

/** The components, from the numbers at addresses; those of the tile are relative to `base`. */
export function evaluated(
  { components }: Pick<Schedule<unknown>, "components">,
  base: number,
  number: (address: number) => number,
): Evaluated[] {
  const addressOf = ({ address, relative }: Place): number => address + (relative ? base : 0);
  return components.map(({ n, sides }) => {
    const [left, right] = sides.map(({ value, view, bound }) => {
      const from = addressOf(value);
      const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
      const E = new Float64Array(n * n);
      for (let k = 0; k < n * n; k++) {
        const place = view.transposed ? (k % n) * n + Math.floor(k / n) : k;
        const sign = view.negative ? -1 : 1;
        re[k] = sign * number(from + ENTRY * place);
        im[k] = sign * (view.conjugated ? -1 : 1) * number(from + ENTRY * place + VECTOR);
        if (bound !== undefined)
          E[k] = number(addressOf(bound.place) + (bound.kind === "array" ? VECTOR * place : 0));
      }
      return { re, im, bound: E };
    });
    return { left, right };
  });
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

/** The functions of earlier kernels by name, of the same lane, size and kind: kernels have most in common. */
function functionsOf(kind: string): Map<string, WasmFunction> {
  const known = emitted.get(kind) ?? new Map<string, WasmFunction>();
  if (known.size > MOST_KEPT) known.clear();
  emitted.set(kind, known);
  return known;
}
/** There is one for each rational factor. */
const MOST_KEPT = 500;
const emitted = new Map<string, Map<string, WasmFunction>>();

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
  const { size, lane, capacity, bound = "typed" } = options;
  const { unitary = () => false, inexact = () => false } = options;
  const p = precisions[lane];
  const { drawn, law = "special" } = options;
  if (drawn !== undefined && size !== 3)
    return { kind: "refused", reason: `draws of size ${size}, kernels draw size 3` };
  const planned = plan(left, right, size, drawn === undefined ? unitary : () => true, inexact);
  if ("kind" in planned) return planned;
  const defect = drawn === undefined ? (options.defect ?? 0) : drawnDefect(p, law);
  const bounds = boundsOf(planned, p, { defect, typed: bound === "typed" });
  const bounded = bound !== "none";
  const operations = {
    ...macros(p, size),
    minors: (n: number) => minors(p, n),
    minorBounds: (n: number, exact: boolean) => minorBounds(p, n, size, exact),
    layers: layerMacros(p, size),
    residual: (n: number, l: Side, r: Side) => residual(p, n, l, r, bounded),
  };
  const draws: Draws<WasmFunction> | undefined =
    drawn === undefined ? undefined : (emit, count) => drawing(p, drawn, law, count, true, emit);
  const known = drawn === undefined ? functionsOf(`${lane} ${size} ${bounded}`) : undefined;
  const made = schedule(planned, bounds, p, operations, bounded, draws, known);
  const { reader, ...instance } = instantiate("fuse", made, p, capacity);
  const at: FusedKernel["at"] = (sample) => {
    const { number, base } = reader(sample);
    return evaluated(made, base, number);
  };
  return { kind: "kernel", ...instance, at };
}
