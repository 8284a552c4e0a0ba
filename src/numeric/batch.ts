/**
 * Batched complex matrices with a running error bound: arrays [size, rows, cols] for the real part,
 * the imaginary part and the bound, with the invariant
 *
 *   |true entry − (re + i im)| ≤ err,   for every entry, as a modulus,
 *
 * where the true entry is what exact arithmetic makes of the true leaves. It holds for any order
 * of summation, fused multiply-add, either rounding neighbour and flushed subnormals. `err` is
 * computed in float32 too and inflated to stay above its own rounding (`rounding.ts`).
 */
import { DomainError } from "../errors.ts";
import { linear, type Linear } from "./batchLinear.ts";
import { nonlinear, type Nonlinear } from "./batchNonlinear.ts";
import { products, type Products } from "./batchProduct.ts";
import type { Device } from "./device.ts";
import type { Kernels, Tensor } from "./kernels.ts";
import { leafBounds } from "./rounding.ts";

export interface Batch {
  readonly size: number;
  readonly rows: number;
  readonly cols: number;
  readonly re: Tensor;
  readonly im: Tensor;
  readonly err: Tensor;
}

/** Row-major [size, rows, cols] on the host. */
export interface HostBatch {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly err: Float32Array;
}

/** Leaves and exact rearrangements; sums in `Linear`, products in `Products`, layers in `Nonlinear`. */
export interface Batches extends Linear, Products, Nonlinear {
  /** Leaves, row-major; without `err` they are the exact inputs themselves. */
  readonly fromArrays: (
    re: Float32Array,
    im: Float32Array,
    size: number,
    rows: number,
    cols: number,
    err?: Float32Array,
  ) => Batch;
  readonly zero: (size: number, rows: number, cols: number) => Batch;
  readonly one: (size: number, n: number) => Batch;
  readonly neg: (x: Batch) => Batch;
  /** i·x. */
  readonly timesI: (x: Batch) => Batch;
  /** The entry in row i, column j, as 1×1. */
  readonly entry: (x: Batch, i: number, j: number) => Batch;
  readonly transpose: (x: Batch) => Batch;
  readonly conjugate: (x: Batch) => Batch;
  /** The conjugate transpose x†. */
  readonly adjoint: (x: Batch) => Batch;
  readonly read: (x: Batch) => Promise<HostBatch>;
}

/** The operations on one device. Call them inside `device.scope`, else nothing is ever freed. */
export function batches(device: Pick<Device, "kernels" | "unitRoundoff">): Batches {
  const k = device.kernels;
  const turned = (x: Batch): Batch => {
    const turn = (t: Tensor): Tensor => k.transpose(t, [0, 2, 1]);
    return { ...x, rows: x.cols, cols: x.rows, re: turn(x.re), im: turn(x.im), err: turn(x.err) };
  };
  const conjugate = (x: Batch): Batch => ({ ...x, im: k.neg(x.im) });
  return {
    ...linear(k, device.unitRoundoff),
    ...products(k, device.unitRoundoff),
    ...nonlinear(k, device.unitRoundoff),
    fromArrays: (re, im, size, rows, cols, err) => leaves(k, re, im, [size, rows, cols], err),
    zero: (size, rows, cols) => {
      const none = new Float32Array(size * rows * cols);
      return leaves(k, none, none, [size, rows, cols]);
    },
    one: (size, n) => {
      const units = new Float32Array(size * n * n);
      for (let at = 0; at < units.length; at++) if ((at % (n * n)) % (n + 1) === 0) units[at] = 1;
      return leaves(k, units, new Float32Array(units.length), [size, n, n]);
    },
    neg: (x) => ({ ...x, re: k.neg(x.re), im: k.neg(x.im) }),
    timesI: (x) => ({ ...x, re: k.neg(x.im), im: x.re }),
    entry: (x, i, j) => {
      const cut = (t: Tensor): Tensor => k.slice(t, [0, i, j], [x.size, 1, 1]);
      return { ...x, rows: 1, cols: 1, re: cut(x.re), im: cut(x.im), err: cut(x.err) };
    },
    transpose: turned,
    conjugate,
    adjoint: (x) => conjugate(turned(x)),
    read: async (x) => ({
      re: await k.read(x.re),
      im: await k.read(x.im),
      err: await k.read(x.err),
    }),
  };
}

/** Leaves on the device, with the errors that flushed subnormals may add. */
function leaves(
  k: Kernels,
  re: Float32Array,
  im: Float32Array,
  shape: readonly [number, number, number],
  err?: Float32Array,
): Batch {
  const [size, rows, cols] = shape;
  const count = size * rows * cols;
  for (const part of [re, im, err])
    if (part !== undefined && part.length !== count)
      throw new DomainError("fromArrays", `${count} entries, as ${shape.join(" x ")}`, part.length);
  const put = (part: Float32Array): Tensor => k.tensor(part, shape);
  return { size, rows, cols, re: put(re), im: put(im), err: put(leafBounds([re, im], err)) };
}
