/**
 * A check left = right over matrices, compiled at run time to WebAssembly with SIMD: one pass over the samples
 * returns the worst residual / bound. The bounds are those of `bounds.ts`, and hold for every sample.
 */
import { DomainError } from "../errors.ts";
import { instruction as i, wasmModule } from "../program/wasmModule.ts";
import type { LaneName, WasmFunction } from "../program/wasmModule.ts";
import type { Term } from "../term/term.ts";
import { boundsOf } from "./bounds.ts";
import { drawnDefect } from "./draw.ts";
import { ENTRY, VECTOR } from "./macros.ts";
import { plan } from "./plan.ts";
import type { Refused } from "./plan.ts";
import { precisions } from "./precision.ts";
import { tally } from "./residual.ts";
import { schedule } from "./schedule.ts";
import type { Schedule } from "./schedule.ts";

export interface KernelOptions {
  readonly size: number;
  readonly lane: LaneName;
  /** Samples that fit in its memory at once. */
  readonly capacity: number;
  /** Which unknowns are unitary. */
  readonly unitary?: (name: string) => boolean;
  /** δ: at least the Frobenius distance of each unitary input, as given, to the unitary matrices. */
  readonly defect?: number;
  /** `typed`: constants for products with unitaries; `running`: entrywise throughout; `none`: no bound. */
  /** Every unknown is a Haar element of SU(3), drawn from the stream of this key; nothing is loaded. */
  readonly drawn?: readonly [number, number];
  readonly bound?: "typed" | "running" | "none";
}

/** What one pass found. */
export interface Tally {
  readonly samples: number;
  /** max |r|/b over the samples that are not counted below; 0/0 is 0, r/0 is Infinity. */
  readonly worst: number;
  /** Sample of the worst ratio; 0 where there is none. */
  readonly sample: number;
  /** Samples with NaN in a residual or bound; others with an infinite one; others with a bound above the limit. */
  readonly nan: number;
  readonly infinite: number;
  readonly oversized: number;
  /** Drawn samples further from their group than the bound allows for: they may be in `worst`. */
  readonly unfit: number;
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

export interface FusedKernel {
  readonly kind: "kernel";
  readonly unknowns: readonly string[];
  readonly capacity: number;
  /** Bytes of code. */
  readonly bytes: number;
  /** Row-major [samples, size, size]; unknowns keep their values until loaded again. */
  readonly load: (name: string, re: ArrayLike<number>, im: ArrayLike<number>) => void;
  /** Checks the first `samples` samples; bounds above `limit` are counted. */
  readonly check: (samples: number, limit?: number) => Tally;
  /** Each component at one sample. */
  readonly at: (sample: number) => Evaluated[];
}

const PAGE = 2 ** 16;

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
  if (!(Number.isSafeInteger(capacity) && capacity >= 1))
    throw new DomainError("fuse", "a capacity of at least one sample", capacity);
  const p = precisions[lane];
  const { drawn } = options;
  if (drawn !== undefined && size !== 3)
    return { kind: "refused", reason: `draws of size ${size}, kernels draw SU(3)` };
  const planned = plan(left, right, size, drawn === undefined ? unitary : () => true);
  if ("kind" in planned) return planned;
  const defect = drawn === undefined ? (options.defect ?? 0) : drawnDefect(p);
  const bounds = boundsOf(planned, p, { defect, typed: bound === "typed" });
  const made = schedule(planned, bounds, p, bound !== "none", drawn);
  const tiles = Math.ceil(capacity / p.lanes);
  const end = made.bytes + tiles * made.tile;
  if (end > 2 ** 31 - PAGE)
    throw new DomainError(
      "fuse",
      "inputs of less than 2 GiB",
      end,
      "Check fewer samples at a time",
    );
  const code = wasmModule([...made.functions, loop(made)], Math.ceil(end / PAGE));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code));
  const { memory, run } = instance.exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly run: (start: number, end: number) => void;
  };
  const numbers =
    lane === "f64" ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
  const integers = new Uint32Array(memory.buffer);
  for (const { address, value } of made.constants)
    numbers.fill(value, address / p.bytes, (address + VECTOR) / p.bytes);

  const { lanes } = p;
  const first = made.bytes / p.bytes;
  const stride = made.tile / p.bytes;
  const entries = size * size;
  const load: FusedKernel["load"] = (name, re, im) => {
    const offset = made.leaves.get(name);
    if (offset === undefined)
      throw new DomainError("load", `one of ${[...made.leaves.keys()].join(", ")}`, name);
    const count = re.length / entries;
    if (!(Number.isInteger(count) && count <= capacity && im.length === re.length))
      throw new DomainError("load", `up to ${capacity} matrices ${size}×${size}`, re.length);
    for (let sample = 0, from = 0; sample < count; sample++) {
      const tile = Math.floor(sample / lanes);
      let to = first + tile * stride + offset / p.bytes + (sample % lanes);
      for (let k = 0; k < entries; k++, from++, to += 2 * lanes) {
        numbers[to] = re[from];
        numbers[to + lanes] = im[from];
      }
    }
  };

  const passed = (from: number, tileCount: number, limit: number): void => {
    numbers.fill(0, 0, tally.bytes / p.bytes);
    numbers.fill(limit, tally.limit / p.bytes, (tally.limit + VECTOR) / p.bytes);
    for (let k = 0; k < 4; k++) integers[tally.state / 4 + k] = from * p.lanes + (k % p.lanes);
    run(made.bytes + from * made.tile, made.bytes + (from + tileCount) * made.tile);
  };
  const check: FusedKernel["check"] = (samples, limit = 1) => {
    if (!(Number.isSafeInteger(samples) && samples >= 0 && samples <= capacity))
      throw new DomainError("check", `0 to ${capacity} samples`, samples);
    const out = { worst: 0, sample: 0, nan: 0, infinite: 0, oversized: 0, unfit: 0 };
    const count = (of: number, lane: number): number => integers[(of + lane * p.bytes) / 4];
    // Lanes after the last sample hold what was there before: they are passed over.
    const collect = (used: number): void => {
      for (let lane = 0; lane < used; lane++) {
        const worst = numbers[tally.worst / p.bytes + lane];
        // The tile's address fills the lane's words.
        if (worst > out.worst) {
          out.worst = worst;
          const tile = (count(tally.tile, lane) - made.bytes) / made.tile;
          out.sample = tile * lanes + lane;
        }
        out.nan += count(tally.nan, lane);
        out.infinite += count(tally.infinite, lane);
        out.oversized += count(tally.oversized, lane);
        out.unfit += count(tally.unfit, lane);
      }
    };
    const whole = Math.floor(samples / lanes);
    passed(0, whole, limit);
    collect(lanes);
    if (samples % lanes > 0) {
      passed(whole, 1, limit);
      collect(samples % lanes);
    }
    return { samples, ...out, worst: Math.sqrt(out.worst) };
  };

  const at: FusedKernel["at"] = (sample) => {
    if (!(Number.isSafeInteger(sample) && sample >= 0 && sample < capacity))
      throw new DomainError("at", `a sample below ${capacity}`, sample);
    const tile = Math.floor(sample / lanes);
    passed(tile, 1, Infinity);
    const base = made.bytes + tile * made.tile;
    const number = (address: number): number => numbers[address / p.bytes + (sample % lanes)];
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
  const unknowns = [...made.leaves.keys()];
  return { kind: "kernel", unknowns, capacity, bytes: code.length, load, check, at };
}

/** (start, end): every tile through every call. */
function loop(made: Schedule): WasmFunction {
  const body = made.calls.flatMap(({ f, operands }) => [
    ...operands.flatMap(({ address, relative }) =>
      relative ? [...i.get(0), ...i.integer(address), ...i.addIntegers] : [...i.integer(address)],
    ),
    ...i.call(f),
  ]);
  const next = [...i.get(0), ...i.integer(made.tile), ...i.addIntegers, ...i.tee(0)];
  const more = [...next, ...i.get(1), ...i.below];
  const guarded = [...i.get(0), ...i.get(1), ...i.below, 0x04, 0x40];
  return { type: 2, vectors: 0, code: [...guarded, ...i.loop([...body, ...more]), 0x0b] };
}
