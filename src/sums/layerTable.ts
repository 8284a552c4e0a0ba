import { FrameworkError } from "../errors.ts";
import { convolutions } from "../numeric/convolution.ts";
import type { Signal } from "../numeric/convolution.ts";
import type { Device } from "../numeric/device.ts";
import { roundedUp, TINY } from "../numeric/rounding.ts";
import { layerKinds } from "./layer.ts";
import { batch } from "./layerNumbers.ts";
import type { Numbers, Singles } from "./layerNumbers.ts";

/** One call of a layer: signals [batch, n², channels] and one filter [9 taps, channels]. */
export interface LayerCall {
  readonly kind: string;
  readonly signal: Singles;
  readonly filter: Singles;
}

/** What the device answered: outputs [batch, n²], coarse ones repeated over their blocks. */
export interface Answered {
  readonly call: LayerCall;
  readonly output: Singles;
}

export interface LayerTable {
  readonly at: (call: LayerCall, x: number) => Numbers;
  readonly asked: () => number;
  readonly answer: () => Promise<void>;
  readonly answered: () => Iterable<Answered>;
}

/** Outputs of layers by their inputs; what is not known yet is asked of the device in one go. */
export function layerTable(device: Device, n: number, channels: number): LayerTable {
  const known = new Map<string, Answered>();
  const open = new Map<string, LayerCall>();
  const nothing: Numbers = { value: new Float64Array(batch), err: new Float64Array(batch) };
  return {
    asked: () => open.size,
    answered: () => known.values(),
    at: (call, x) => {
      const { kind, signal, filter } = call;
      const key = [kind, filter.value, filter.err, signal.value, signal.err].join(" ");
      const found = known.get(key);
      if (found === undefined) {
        open.set(key, call);
        return nothing;
      }
      const pick = (part: Float32Array): Float64Array =>
        Float64Array.from({ length: batch }, (_, b) => part[b * n * n + x]);
      return { value: pick(found.output.value), err: pick(found.output.err) };
    },
    answer: async () => {
      for (const [key, call] of open)
        known.set(key, { call, output: await runLayer(device, n, channels, call) });
      open.clear();
    },
  };
}

/**
 * The layer on the device. Its bound is that of the convolution with this filter, and where the filter
 * is itself within δ of the one that is meant, besides Σ δ (|f| + e_f), by a second convolution.
 */
export async function runLayer(
  device: Device,
  n: number,
  channels: number,
  { kind, signal, filter }: LayerCall,
): Promise<Singles> {
  if (!(layerKinds as readonly string[]).includes(kind)) throw new FrameworkError(`layer ${kind}`);
  const C = convolutions(device);
  const shape = [batch, n, n, channels] as const;
  const through = (f: Signal, values: Float32Array): Signal => {
    const psi = { height: 3, width: 3, from: channels, to: 1, values };
    const padding = kind === "zero-padded" ? "zero" : "wrap";
    const full = C.convolve(f, psi, { padding, stride: kind === "strided" ? 2 : 1 });
    return kind === "pooled" ? C.averagePool(full, 2) : full;
  };
  const [out, spare] = device.scope((): [Signal, Signal | undefined] => {
    const f = C.signal(signal.value, shape, signal.err);
    const main = through(f, filter.value);
    if (filter.err.every((e) => e === 0)) return [main, undefined];
    const sizes = signal.value.map((v, i) => roundedUp(Math.abs(v) + signal.err[i]));
    const errors = filter.err.map((e) => (e === 0 ? 0 : Math.max(e, TINY)));
    return [main, through(C.signal(sizes, shape), errors)];
  });
  const { values, err } = await C.read(out);
  const extra = spare === undefined ? undefined : await C.read(spare);
  device.dispose([out, spare]);
  const bound =
    extra === undefined
      ? err
      : err.map((e, i) => roundedUp(e + Math.abs(extra.values[i]) + extra.err[i]));
  return { value: spread(values, n, out.height), err: spread(bound, n, out.height) };
}

/** Repeats a coarse output over its blocks. */
function spread(values: Float32Array, n: number, side: number): Float32Array {
  const step = n / side;
  return Float32Array.from({ length: batch * n * n }, (_, i) => {
    const [b, row, column] = [Math.floor(i / (n * n)), Math.floor((i % (n * n)) / n), i % n];
    return values[(b * side + Math.floor(row / step)) * side + Math.floor(column / step)];
  });
}
