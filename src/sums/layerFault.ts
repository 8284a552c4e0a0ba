import { exactly } from "../algebra/continuedFraction.ts";
import { compareRationals, rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import type { Device } from "../numeric/device.ts";
import type { Witness } from "../record/schema.ts";
import { layerAt } from "./layer.ts";
import { batch } from "./layerNumbers.ts";
import type { Singles } from "./layerNumbers.ts";
import { runLayer } from "./layerTable.ts";
import type { Answered } from "./layerTable.ts";

/** One signal and one filter, float32 numbers, [n², channels] and [9 taps, channels]. */
interface Input {
  readonly signal: Float32Array;
  readonly filter: Float32Array;
}

/** An output of the device at a pixel, farther from the exact one than its bound. */
interface Fault {
  readonly pixel: number;
  readonly output: number;
  readonly bound: number;
  readonly exact: Rational;
}

/** Values are rounded to multiples of 1/q, coarsest first, where the fault stays. */
const roundings = [1, 2, 4, 16];
/** Samples tried before the recorded outputs count as within their bounds. */
const mostTried = 16;

/**
 * A faulty layer of the device, shown by its recorded outputs (design I6): the definition evaluated
 * exactly at the float32 inputs, against the output and its bound. The input is then shrunk, the device
 * asked again each time: pixels and taps set to zero, what is left rounded. `undefined` if every output
 * is within its bound.
 */
export async function layerFault(
  problem: Problem,
  device: Device,
  n: number,
  channels: number,
  answered: Iterable<Answered>,
): Promise<Witness | undefined> {
  const suspects = [...answered].flatMap((one) => suspectsOf(one, n, channels));
  suspects.sort((a, b) => b.ratio - a.ratio);
  for (const { kind, input } of suspects.slice(0, mostTried)) {
    const ask = (x: Input): Promise<Fault | undefined> => faultAt(device, n, channels, kind, x);
    if ((await ask(input)) === undefined) continue;
    const least = await shrink(input, ask);
    const fault = await ask(least);
    if (fault !== undefined) return witnessOf(problem, device, n, channels, kind, least, fault);
  }
  return undefined;
}

/** Samples with an output that doubles see beyond its bound; what they lose is far below it. */
function suspectsOf(
  { call: { kind, signal, filter }, output }: Answered,
  n: number,
  channels: number,
): { readonly kind: string; readonly input: Input; readonly ratio: number }[] {
  return Array.from({ length: batch }, (_, b) => {
    const each = n * n * channels;
    const input = { signal: signal.value.slice(b * each, (b + 1) * each), filter: filter.value };
    let ratio = 0;
    for (let x = 0; x < n * n; x++) {
      const at = b * n * n + x;
      const off = Math.abs(output.value[at] - inDoubles(kind, n, channels, x, input));
      if (off > 0) ratio = Math.max(ratio, off / output.err[at]);
    }
    return { kind, input, ratio };
  }).filter(({ ratio }) => ratio > 1);
}

/** The filter's value at an offset, a pixel index of the torus: the device correlates. */
function tapAt(n: number, offset: number): number {
  const residue = (i: number): number => (i === n - 1 ? -1 : i);
  return 3 * (1 - residue(Math.floor(offset / n))) + (1 - residue(offset % n));
}

function inDoubles(kind: string, n: number, channels: number, x: number, input: Input): number {
  return layerAt<number>(kind, n, channels, x, {
    product: (y, offset, k) =>
      input.signal[y * channels + k] * input.filter[tapAt(n, offset) * channels + k],
    sum: (terms) => terms.reduce((a, b) => a + b, 0),
    quarter: (value) => value / 4,
  });
}

function inRationals(kind: string, n: number, channels: number, x: number, input: Input): Rational {
  const Q = rationals;
  return layerAt<Rational>(kind, n, channels, x, {
    product: (y, offset, k) =>
      Q.mul(
        exactly(input.signal[y * channels + k]),
        exactly(input.filter[tapAt(n, offset) * channels + k]),
      ),
    sum: (terms) => terms.reduce(Q.add, Q.zero),
    quarter: (value) => Q.mul(value, rational(1, 4)),
  });
}

/** The first pixel where the device's output leaves its bound, by exact arithmetic. */
async function faultAt(
  device: Device,
  n: number,
  channels: number,
  kind: string,
  input: Input,
): Promise<Fault | undefined> {
  const exactly32 = (value: Float32Array): Singles => ({
    value,
    err: new Float32Array(value.length),
  });
  const signal = new Float32Array(batch * input.signal.length);
  for (let b = 0; b < batch; b++) signal.set(input.signal, b * input.signal.length);
  const call = { kind, signal: exactly32(signal), filter: exactly32(input.filter) };
  const { value, err } = await runLayer(device, n, channels, call);
  for (let pixel = 0; pixel < n * n; pixel++) {
    const [output, bound] = [value[pixel], err[pixel]];
    if (!Number.isFinite(output) || !Number.isFinite(bound)) continue;
    const exact = inRationals(kind, n, channels, pixel, input);
    const off = rationals.add(exactly(output), rationals.neg(exact));
    const size = off.n < 0n ? rationals.neg(off) : off;
    if (compareRationals(size, exactly(bound)) > 0) return { pixel, output, bound, exact };
  }
  return undefined;
}

/**
 * A local minimum: no block of pixels or taps can be zeroed, and no value rounded to 1 or to fewer bits.
 * Source: Zeller, Hildebrandt, Simplifying and isolating failure-inducing input, 2002.
 */
async function shrink(
  start: Input,
  ask: (input: Input) => Promise<Fault | undefined>,
): Promise<Input> {
  let current = start;
  const attempt = async (
    part: keyof Input,
    changes: ReadonlyMap<number, number>,
  ): Promise<boolean> => {
    const values = current[part].map((v, i) => changes.get(i) ?? v);
    const next = { ...current, [part]: values };
    if ((await ask(next)) === undefined) return false;
    current = next;
    return true;
  };
  const live = (part: keyof Input): number[] =>
    [...current[part].keys()].filter((i) => current[part][i] !== 0);
  for (const part of ["signal", "filter"] as const)
    for (
      let size = Math.ceil(live(part).length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      const list = live(part);
      for (let i = 0; i < list.length; i += size)
        await attempt(part, new Map(list.slice(i, i + size).map((at) => [at, 0])));
    }
  for (const part of ["signal", "filter"] as const)
    for (const at of live(part)) {
      const value = current[part][at];
      const simpler = [1, ...roundings.map((q) => Math.round(value * q) / q)];
      for (const v of simpler) if (v !== 0 && (await attempt(part, new Map([[at, v]])))) break;
    }
  return current;
}

function witnessOf(
  problem: Problem,
  device: Device,
  n: number,
  channels: number,
  kind: string,
  input: Input,
  fault: Fault,
): Witness {
  const place = (i: number, width: number, from: number): string =>
    `(${Math.floor(i / width) + from}, ${(i % width) + from})`;
  const list = (part: Float32Array, name: (at: number) => string): string =>
    [...part.keys()]
      .filter((i) => part[i] !== 0)
      .map((i) => {
        const channel = channels === 1 ? "" : `, channel ${i % channels}`;
        return `${rationals.show(exactly(part[i]))} at ${name(Math.floor(i / channels))}${channel}`;
      })
      .join("; ");
  return {
    says: `the ${kind} layer on ${device.label}, torus Z_${n}², pixel ${place(fault.pixel, n, 0)}: its output is farther from its definition than its bound ${fault.bound.toPrecision(3)}`,
    values: {
      f: list(input.signal, (y) => `pixel ${place(y, n, 0)}`),
      psi: list(input.filter, (tap) => `offset ${place(8 - tap, 3, -1)}`),
    },
    left: rationals.show(exactly(fault.output)),
    right: rationals.show(fault.exact),
    size: "shrunk",
    confirmed: "exact",
    replay: replayCommand(problem.claim, problem.variant),
  };
}
