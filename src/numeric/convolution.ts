/**
 * A convolution layer on the grid, as networks compute it: batched, float32, with its rounding bound.
 *
 * Convention (cross-correlation, as in every network library): with taps q = (q1, q2) of the
 * filter, centre c = (⌊kh/2⌋, ⌊kw/2⌋) and stride s,
 *
 *   y_l(p) = Σ_q Σ_k ψ_lk(q) f_k(s·p + q − c),
 *
 * f extended to Z² periodically (`wrap`: signals on the torus Z_h × Z_w) or by zero (`zero`).
 */
import { DomainError } from "../errors.ts";
import { bounded } from "./batchLinear.ts";
import type { Device } from "./device.ts";
import type { Kernels, Tensor } from "./kernels.ts";
import { gamma, leafBounds, TINY } from "./rounding.ts";

/** Values at [sample, row, column, channel], row-major, each within `err` of the true one. */
export interface Signal {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Tensor;
  readonly err: Tensor;
}

/** ψ at [tap row, tap column, channel in, channel out], row-major and exact. */
export interface Filter {
  readonly height: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly values: Float32Array;
}

export interface LayerOptions {
  readonly padding: "wrap" | "zero";
  /** Divides height and width; 1 if absent. */
  readonly stride?: number;
}

export interface Convolutions {
  readonly signal: (
    values: Float32Array,
    shape: readonly [size: number, height: number, width: number, channels: number],
    err?: Float32Array,
  ) => Signal;
  /**
   * The layer, by im2col and one matrix product: e = Σ|ψ|e_f + γ_n Σ|ψ||f| + ω, n = channels × taps.
   * Not by the library's conv2d: Winograd's method obeys no entrywise bound.
   */
  readonly convolve: (f: Signal, filter: Filter, options: LayerOptions) => Signal;
  /** Means over windows of w × w, w dividing height and width: e = mean e + γ_(w²+2) mean|f| + ω. */
  readonly averagePool: (f: Signal, window: number) => Signal;
  readonly read: (
    f: Signal,
  ) => Promise<{ readonly values: Float32Array; readonly err: Float32Array }>;
}

export function convolutions(device: Pick<Device, "kernels" | "unitRoundoff">): Convolutions {
  const { kernels: k, unitRoundoff: u } = device;
  return {
    signal: (values, [size, height, width, channels], err) => {
      const count = size * height * width * channels;
      for (const part of [values, err])
        if (part !== undefined && part.length !== count)
          throw new DomainError("signal", `${count} values`, part.length);
      const shape = [size, height, width, channels];
      const bound = k.tensor(leafBounds([values], err), shape);
      return { size, height, width, channels, values: k.tensor(values, shape), err: bound };
    },
    convolve: (f, filter, { padding, stride = 1 }) => {
      requireFit(f, filter, stride);
      const n = filter.height * filter.width * filter.from;
      const [height, width] = [f.height / stride, f.width / stride];
      const apply = (part: Tensor, weights: Float32Array): Tensor => {
        const patches = k.reshape(im2col(k, f, part, filter, padding, stride), [-1, n]);
        const out = k.matMul(patches, k.tensor(weights, [n, filter.to]));
        return k.reshape(out, [f.size, height, width, filter.to]);
      };
      // 2^-126: γ|f| may have been flushed before a large |ψ| meets it.
      const terms = k.plus(k.add(f.err, k.times(k.abs(f.values), gamma(u, n))), TINY);
      return {
        size: f.size,
        height,
        width,
        channels: filter.to,
        values: apply(f.values, filter.values),
        err: bounded(k, u, n + 5, apply(terms, filter.values.map(Math.abs))),
      };
    },
    averagePool: (f, window) => {
      requireDivides("averagePool", window, f);
      const [height, width] = [f.height / window, f.width / window];
      const sum = (part: Tensor): Tensor => {
        const rows = k.reshape(part, [f.size * height, window, f.width * f.channels]);
        const columns = k.reshape(k.sum(rows, 1), [f.size * height * width, window, f.channels]);
        return k.reshape(k.sum(columns, 1), [f.size, height, width, f.channels]);
      };
      const n = window * window;
      const terms = k.add(f.err, k.times(k.abs(f.values), gamma(u, n + 2)));
      return {
        ...f,
        height,
        width,
        values: k.times(sum(f.values), 1 / n),
        err: bounded(k, u, n + 6, k.times(sum(terms), 1 / n)),
      };
    },
    read: async (f) => ({ values: await k.read(f.values), err: await k.read(f.err) }),
  };
}

function requireDivides(where: string, step: number, f: Signal): void {
  if (!Number.isSafeInteger(step) || step < 1 || f.height % step !== 0 || f.width % step !== 0)
    throw new DomainError(where, `a step that divides ${f.height} and ${f.width}`, step);
}

function requireFit(f: Signal, filter: Filter, stride: number): void {
  const taps = filter.height * filter.width * filter.from * filter.to;
  if (filter.values.length !== taps)
    throw new DomainError("convolve", `${taps} filter values`, filter.values.length);
  if (filter.values.some((v) => v !== 0 && Math.abs(v) < TINY))
    throw new DomainError("convolve", "filter values 0 or at least 2^-126", "a subnormal");
  requireDivides("convolve", stride, f);
  if (filter.from !== f.channels)
    throw new DomainError("convolve", `a filter from ${f.channels} channels`, filter.from);
  if (filter.height > f.height || filter.width > f.width)
    throw new DomainError(
      "convolve",
      `a filter within ${f.height} x ${f.width}`,
      `${filter.height} x ${filter.width}`,
    );
}

/** [B, h/s, w/s, taps·K]: the values that meet each output, tap by tap; moves only, no arithmetic. */
export function im2col(
  k: Kernels,
  f: Signal,
  part: Tensor,
  filter: Filter,
  padding: "wrap" | "zero",
  stride: number,
): Tensor {
  const { size: B, height: h, width: w, channels: K } = f;
  const [up, left] = [Math.floor(filter.height / 2), Math.floor(filter.width / 2)];
  const [down, right] = [filter.height - 1 - up, filter.width - 1 - left];
  const wrap = (x: Tensor, axis: 1 | 2, before: number, after: number): Tensor => {
    const cut = (begin: number, length: number): Tensor => {
      const size = x.shape.map((full, at) => (at === axis ? length : full));
      return k.slice(
        x,
        x.shape.map((_, at) => (at === axis ? begin : 0)),
        size,
      );
    };
    const full = x.shape[axis];
    const parts = [
      ...(before > 0 ? [cut(full - before, before)] : []),
      x,
      ...(after > 0 ? [cut(0, after)] : []),
    ];
    return parts.length === 1 ? x : k.concat(parts, axis);
  };
  const padded =
    padding === "wrap"
      ? wrap(wrap(part, 1, up, down), 2, left, right)
      : k.pad(part, [
          [0, 0],
          [up, down],
          [left, right],
          [0, 0],
        ]);
  const taps: Tensor[] = [];
  for (let i = 0; i < filter.height; i++)
    for (let j = 0; j < filter.width; j++)
      taps.push(every(k, k.slice(padded, [0, i, j, 0], [B, h, w, K]), [B, h, w, K], stride));
  return taps.length === 1 ? taps[0] : k.concat(taps, 3);
}

/** Rows and columns 0, s, 2s, … of [B, h, w, K]. */
function every(k: Kernels, x: Tensor, shape: readonly number[], stride: number): Tensor {
  if (stride === 1) return x;
  const [B, h, w, K] = shape;
  const [H, W] = [h / stride, w / stride];
  const rows = k.slice(k.reshape(x, [B * H, stride, w * K]), [0, 0, 0], [B * H, 1, w * K]);
  const columns = k.slice(k.reshape(rows, [B * H * W, stride, K]), [0, 0, 0], [B * H * W, 1, K]);
  return k.reshape(columns, [B, H, W, K]);
}
