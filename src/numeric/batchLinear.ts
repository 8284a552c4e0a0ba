/** Sums of batched complex matrices, with their part of the running bound. */
import { DomainError } from "../errors.ts";
import type { Batch } from "./batch.ts";
import type { Kernels, Tensor } from "./kernels.ts";
import { gamma, inflation, OMEGA, SINGLE_ULP, TINY } from "./rounding.ts";

export interface Linear {
  /** e = e_x + e_y + γ_1|ĉ| + ω, ĉ the computed sum. */
  readonly add: (x: Batch, y: Batch) => Batch;
  readonly sub: (x: Batch, y: Batch) => Batch;
  /** (numerator / denominator)·x; exact where that is a power of two. */
  readonly scale: (numerator: bigint, denominator: bigint, x: Batch) => Batch;
  /** Σ xᵢᵢ, as 1×1: e = Σ eᵢᵢ + γ_n Σ|xᵢᵢ| + ω. */
  readonly trace: (x: Batch) => Batch;
  /** Means over `group` consecutive samples, [G·group] → [G]; summed by at most 16 at a time. */
  readonly mean: (x: Batch, group: number) => Batch;
}

/**
 * max + min/2 ≥ √(re² + im²), to five roundings, and never below 2^-126: see `rounding.ts`. The maximum
 * is b + relu(a − b), for `maximum` is twenty times slower on wasm; 2^-125 covers what may be flushed.
 */
export function modulus(k: Kernels, x: Pick<Batch, "re" | "im">): Tensor {
  const a = k.abs(x.re);
  const b = k.abs(x.im);
  const maximum = k.add(b, k.relu(k.sub(a, b)));
  return k.plus(k.times(k.add(k.add(a, b), maximum), 0.5), 2 * TINY);
}

/** x·(1 + γ_(m+3)) + ω: the last step of every bound that took m roundings, this one included. */
export function bounded(k: Kernels, u: number, m: number, x: Tensor): Tensor {
  return k.plus(k.times(x, inflation(u, m)), OMEGA);
}

export function sameShape(where: string, x: Batch, y: Batch): void {
  if (x.size !== y.size || x.rows !== y.rows || x.cols !== y.cols)
    throw new DomainError(where, `the shape ${shapeOf(x)}`, shapeOf(y));
}

export function shapeOf(x: Batch): string {
  return `[${x.size}, ${x.rows}, ${x.cols}]`;
}

/**
 * Σⱼ M[j][c]·xⱼ over the entries xⱼ of each sample, M of 0 and ±1 with at most t of them in a column:
 * e = Σ|M|e + γ_t Σ|M||x| + ω. Adding zeros is exact; the one rounding beyond t − 1 is for a device
 * that cuts the operands of its matrix product.
 */
export function combine(
  k: Kernels,
  u: number,
  x: Batch,
  signs: Float32Array,
  rows: number,
  cols: number,
): Batch {
  const entries = x.rows * x.cols;
  const out = rows * cols;
  const t = mostInColumn(signs, out);
  const M = k.tensor(signs, [entries, out]);
  const A = k.tensor(signs.map(Math.abs), [entries, out]);
  const apply = (part: Tensor, matrix: Tensor): Tensor =>
    k.reshape(k.matMul(k.reshape(part, [x.size, entries]), matrix), [x.size, rows, cols]);
  const terms = k.add(x.err, k.times(modulus(k, x), gamma(u, t)));
  const err = bounded(k, u, t + 10, apply(terms, A));
  return { size: x.size, rows, cols, re: apply(x.re, M), im: apply(x.im, M), err };
}

function mostInColumn(signs: Float32Array, columns: number): number {
  const counts = Array<number>(columns).fill(0);
  signs.forEach((sign, at) => (counts[at % columns] += Math.abs(sign)));
  return Math.max(...counts);
}

export function linear(k: Kernels, u: number): Linear {
  const plus =
    (where: string, op: (x: Tensor, y: Tensor) => Tensor) =>
    (x: Batch, y: Batch): Batch => {
      sameShape(where, x, y);
      const sum = { ...x, re: op(x.re, y.re), im: op(x.im, y.im) };
      const rounding = k.times(modulus(k, sum), gamma(u, 1));
      return { ...sum, err: bounded(k, u, 10, k.add(k.add(x.err, y.err), rounding)) };
    };

  const scale = (numerator: bigint, denominator: bigint, x: Batch): Batch => {
    const { value, inexact, power } = factor(numerator, denominator);
    if (value === 1 && inexact === 0) return x;
    const size = Math.abs(value);
    const relative = inexact + (power ? 0 : gamma(u, 1));
    const carried = k.times(x.err, size * (1 + inexact));
    const err =
      relative === 0
        ? carried
        : k.add(carried, k.times(modulus(k, x), Math.max(size * relative, TINY)));
    return {
      ...x,
      re: k.times(x.re, value),
      im: k.times(x.im, value),
      err: bounded(k, u, 10, err),
    };
  };

  /** Sums of `group` consecutive samples: e = Σe + γ_(group)Σ|x| + ω. */
  const sums = (x: Batch, group: number): Batch => {
    const size = x.size / group;
    const entries = x.rows * x.cols;
    const total = (part: Tensor): Tensor =>
      k.reshape(k.sum(k.reshape(part, [size, group, entries]), 1), [size, x.rows, x.cols]);
    const terms = k.add(x.err, k.times(modulus(k, x), gamma(u, group)));
    return {
      ...x,
      size,
      re: total(x.re),
      im: total(x.im),
      err: bounded(k, u, group + 10, total(terms)),
    };
  };

  return {
    add: plus("add", k.add),
    sub: plus("sub", k.sub),
    scale,
    trace: (x) => {
      if (x.rows !== x.cols) throw new DomainError("trace", "square matrices", shapeOf(x));
      const diagonal = Float32Array.from({ length: x.rows ** 2 }, (_, at) =>
        at % (x.rows + 1) === 0 ? 1 : 0,
      );
      return combine(k, u, x, diagonal, 1, 1);
    },
    mean: (x, group) => {
      if (!Number.isSafeInteger(group) || group < 1 || x.size % group !== 0)
        throw new DomainError("mean", `a group size that divides ${x.size}`, group);
      let rest = group;
      let sum = x;
      while (rest > 1) {
        const step = divisor(rest);
        sum = sums(sum, step);
        rest /= step;
      }
      return scale(1n, BigInt(group), sum);
    },
  };
}

/** The largest divisor of n in 2..16, else the smallest above: short sums have small γ. */
function divisor(n: number): number {
  for (let d = Math.min(16, n); d > 1; d--) if (n % d === 0) return d;
  for (let d = 17; d * d <= n; d++) if (n % d === 0) return d;
  return n;
}

/**
 * A rational as a float32: its value, how far relatively the true one may be from it, and whether
 * products with it are exact (a power of two, or zero).
 */
function factor(n: bigint, d: bigint): { value: number; inexact: number; power: boolean } {
  const value = d === 0n ? NaN : Math.fround(Number(n) / Number(d));
  if (!Number.isFinite(value) || (Math.abs(value) < TINY && n !== 0n))
    throw new DomainError("scale", "a rational in float32 range", `${n}/${d}`);
  let significand = value;
  let shift = 0n;
  for (; !Number.isInteger(significand); shift++) significand *= 2;
  const exact = BigInt(significand) * d === n << shift;
  const power = value === 0 || Math.abs(value) === 2 ** Math.round(Math.log2(Math.abs(value)));
  return { value, inexact: exact ? 0 : SINGLE_ULP, power };
}
