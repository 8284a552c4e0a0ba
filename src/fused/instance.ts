/** Programs over tiles, in memory: loading a batch, passing over it, and what was found. */
import { DomainError } from "../errors.ts";
import { appendInteger, instruction as i, wasmModule } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { VECTOR } from "./macros.ts";
import type { Precision } from "./precision.ts";
import { tally } from "./residual.ts";
import type { TileProgram } from "./emitter.ts";

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

/** A compiled check and the batch in its memory. */
export interface Batch {
  readonly unknowns: readonly string[];
  readonly capacity: number;
  /** Bytes of code. */
  readonly bytes: number;
  /** Sample by sample, row-major; without `im` where entries are real. Kept until loaded again. */
  readonly load: (
    name: string,
    re: ArrayLike<number>,
    im?: ArrayLike<number>,
    errors?: ArrayLike<number>,
  ) => void;
  /**
   * Checks `samples` samples, up to 2³² where they are drawn; bounds above `limit` are counted. They are the
   * first ones, or those from `from` on, a multiple of 4, where they are loaded.
   */
  readonly check: (samples: number, limit?: number, from?: number) => Tally;
}

/** Reads numbers of one sample after its tile was run alone; `base` is the address of its tile. */
export interface Reader {
  readonly base: number;
  readonly number: (address: number) => number;
}

const PAGE = 2 ** 16;

export function instantiate(
  where: string,
  made: TileProgram<WasmFunction>,
  p: Precision,
  capacity: number,
): Batch & { readonly reader: (sample: number) => Reader } {
  if (!(Number.isSafeInteger(capacity) && capacity >= 1))
    throw new DomainError(where, "a capacity of at least one sample", capacity);
  const tiles = Math.ceil(capacity / p.lanes);
  const end = made.bytes + tiles * made.tile;
  if (end > 2 ** 31 - PAGE)
    throw new DomainError(where, "inputs of less than 2 GiB", end, "Check fewer samples at a time");
  const code = wasmModule([...made.functions, loop(made)], Math.ceil(end / PAGE));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code));
  const { memory, run } = instance.exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly run: (start: number, end: number) => void;
  };
  const numbers =
    p.lane === "f64" ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
  const integers = new Uint32Array(memory.buffer);
  for (const { address, value } of made.constants)
    numbers.fill(value, address / p.bytes, (address + VECTOR) / p.bytes);

  const { lanes } = p;
  const first = made.bytes / p.bytes;
  const stride = made.tile / p.bytes;
  const load: Batch["load"] = (name, re, im, errors) => {
    const leaf = made.leaves.get(name);
    if (leaf === undefined)
      throw new DomainError("load", `one of ${[...made.leaves.keys()].join(", ")}`, name);
    const { entries } = leaf;
    const parts = im === undefined ? [re] : [re, im];
    const count = re.length / entries;
    if (!(
      Number.isInteger(count) &&
      count <= capacity &&
      parts.every((x) => x.length === re.length)
    ))
      throw new DomainError("load", `up to ${capacity} arrays of ${entries} entries`, re.length);
    if (parts.length !== leaf.parts)
      throw new DomainError("load", `${leaf.parts} parts`, parts.length);
    if ((leaf.errors === undefined) !== (errors === undefined))
      throw new DomainError("load", leaf.errors === undefined ? "no errors" : "errors", name);
    put(leaf.offset, entries, parts);
    if (leaf.errors !== undefined && errors !== undefined) put(leaf.errors, entries, [errors]);
  };
  /** Entry by entry, part by part, from that place of each tile on. */
  const put = (offset: number, entries: number, parts: readonly ArrayLike<number>[]): void => {
    for (let sample = 0, from = 0; from < parts[0].length; sample++) {
      const tile = Math.floor(sample / lanes);
      let to = first + tile * stride + offset / p.bytes + (sample % lanes);
      for (let k = 0; k < entries; k++, from++)
        for (const part of parts) {
          numbers[to] = part[from];
          to += lanes;
        }
    }
  };

  /** Nothing is loaded: any sample can be made at any time, and memory does not grow with them. */
  const isDrawn = made.leaves.size === 0;
  const most = isDrawn ? 2 ** 32 - 1 : capacity;
  /** Runs tiles from that of sample `first` on; where samples are drawn, in the place of the first ones. */
  const passed = (first: number, tileCount: number, limit: number): void => {
    const from = isDrawn ? 0 : first / p.lanes;
    numbers.fill(0, 0, tally.bytes / p.bytes);
    numbers.fill(limit, tally.limit / p.bytes, (tally.limit + VECTOR) / p.bytes);
    for (let k = 0; k < 4; k++) integers[tally.state / 4 + k] = first + (k % p.lanes);
    run(made.bytes + from * made.tile, made.bytes + (from + tileCount) * made.tile);
  };
  const check: Batch["check"] = (samples, limit = 1, from = 0) => {
    if (!(Number.isSafeInteger(samples) && samples >= 0 && from + samples <= most))
      throw new DomainError("check", `0 to ${most} samples`, from + samples);
    if (!(from >= 0 && from % 4 === 0) || (isDrawn && from > 0))
      throw new DomainError("check", "a multiple of 4 to begin with", from);
    const out = { worst: 0, sample: 0, nan: 0, infinite: 0, oversized: 0, unfit: 0 };
    const count = (of: number, lane: number): number => integers[(of + lane * p.bytes) / 4];
    // Lanes after the last sample hold what was there before: they are passed over.
    const collect = (used: number, first: number): void => {
      for (let lane = 0; lane < used; lane++) {
        const worst = numbers[tally.worst / p.bytes + lane];
        // The tile's address fills the lane's words.
        if (worst > out.worst) {
          out.worst = worst;
          const tile = (count(tally.tile, lane) - made.bytes) / made.tile;
          out.sample = (isDrawn ? first : 0) + tile * lanes + lane;
        }
        out.nan += count(tally.nan, lane);
        out.infinite += count(tally.infinite, lane);
        out.oversized += count(tally.oversized, lane);
        out.unfit += count(tally.unfit, lane);
      }
    };
    const end = from + samples;
    const whole = end - (end % lanes);
    for (let first = from; first < whole; first += tiles * lanes) {
      passed(first, Math.min(tiles, (whole - first) / lanes), limit);
      collect(lanes, first);
    }
    if (end > whole) {
      passed(whole, 1, limit);
      collect(end - whole, whole);
    }
    return { samples, ...out, worst: Math.sqrt(out.worst) };
  };

  const reader = (sample: number): Reader => {
    if (!(Number.isSafeInteger(sample) && sample >= 0 && sample < most))
      throw new DomainError("at", `a sample below ${most}`, sample);
    passed(sample - (sample % lanes), 1, Infinity);
    return {
      base: made.bytes + (isDrawn ? 0 : Math.floor(sample / lanes) * made.tile),
      number: (address) => numbers[address / p.bytes + (sample % lanes)],
    };
  };
  const unknowns = [...made.leaves.keys()];
  return { unknowns, capacity, bytes: code.length, load, check, reader };
}

/** (start, end): every tile through every call. */
function loop(made: TileProgram<WasmFunction>): WasmFunction {
  const body: number[] = [];
  const first = i.get(0);
  for (const { f, operands } of made.calls) {
    for (const { address, relative } of operands) {
      if (relative) body.push(...first);
      appendInteger(body, address);
      if (relative) body.push(...i.addIntegers);
    }
    body.push(...i.call(f));
  }
  const next = [...i.get(0), ...i.integer(made.tile), ...i.addIntegers, ...i.tee(0)];
  const more = [...next, ...i.get(1), ...i.below];
  const guarded = [...i.get(0), ...i.get(1), ...i.below, 0x04, 0x40];
  return { type: 2, vectors: 0, code: [...guarded, ...i.loop([...body, ...more]), 0x0b] };
}
