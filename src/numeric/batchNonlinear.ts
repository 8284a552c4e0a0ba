/**
 * ReLU, moduli and reciprocals of batched complex numbers, with their part of the running bound. Nothing
 * is assumed of a device's square root or reciprocal: its result is a candidate, and what is multiplied
 * back bounds the error of that candidate.
 */
import type { Batch } from "./batch.ts";
import { bounded, linear, modulus } from "./batchLinear.ts";
import { products } from "./batchProduct.ts";
import type { Kernels, Tensor } from "./kernels.ts";
import { gamma } from "./rounding.ts";

/** Entry by entry. */
export interface Nonlinear {
  /** max(0, Re x), exact: e = e_x. */
  readonly relu: (x: Batch) => Batch;
  /** max(0, Re x) + i max(0, Im x), exact: e = e_x. */
  readonly reluParts: (x: Batch) => Batch;
  /** |x|: e = e_x + |m̂² − |x̂|²| / m̂. */
  readonly abs: (x: Batch) => Batch;
  /** 1/x: e = 2 |ẑ x̂ − 1| |ẑ| + 8 |ẑ|² e_x; without end where |x̂| may be below 2 e_x. */
  readonly reciprocal: (x: Batch) => Batch;
}

/** Below it a modulus is known to itself only: relative accuracy is for numbers above. */
const SMALL = 2 ** -40;
/** What makes a bound useless where a candidate is not one. */
const REFUSED = 2 ** 100;

export function nonlinear(k: Kernels, u: number): Nonlinear {
  const { mul } = products(k, u);
  const { sub } = linear(k, u);
  const none = (x: Batch): Tensor => k.fill(x.re.shape, 0);
  const refuse = (x: Tensor): Tensor => k.times(k.relu(x), REFUSED);
  /** The entries of each sample as samples of 1×1 matrices, and back. */
  const flat = (x: Batch): Batch => shaped(x, x.size * x.rows * x.cols, 1, 1);
  const shaped = (x: Batch, size: number, rows: number, cols: number): Batch => {
    const turn = (t: Tensor): Tensor => k.reshape(t, [size, rows, cols]);
    return { size, rows, cols, re: turn(x.re), im: turn(x.im), err: turn(x.err) };
  };

  /**
   * Let R ≥ |m² − |x|²|. For m ≥ s: |m − |x|| ≤ R/m. For m < s: |m − |x|| ≤ R/s where |x| ≥ s, and at
   * most s ≤ 2s − m where |x| < s.
   */
  const abs = (x: Batch): Batch => {
    const square = k.add(k.mul(x.re, x.re), k.mul(x.im, x.im));
    const m = k.apply("sqrt", square);
    const again = k.mul(m, m);
    const R = k.add(k.abs(k.sub(again, square)), k.times(k.add(again, square), gamma(u, 5)));
    const below = k.plus(k.relu(k.plus(m, -SMALL)), SMALL);
    const r = k.apply("reciprocal", below);
    // r·below ≥ 3/4, up to roundings: then 1/below ≤ 2r.
    const bad = refuse(k.plus(k.neg(k.mul(r, below)), 0.75));
    const small = k.relu(k.plus(k.neg(m), 2 * SMALL));
    const own = k.add(k.add(k.times(k.mul(R, r), 2), small), bad);
    return { ...x, re: m, im: none(x), err: bounded(k, u, 20, k.add(x.err, own)) };
  };

  /**
   * With δ ≥ |zx̂ − 1|, δ ≤ 1/2: 1/|x̂| ≤ 2|z|, so |z − 1/x̂| ≤ 2δ|z|. With 2|z|e ≤ 1/2 besides, the true
   * x has |x| ≥ |x̂|/2, and |1/x − 1/x̂| ≤ 2e/|x̂|² ≤ 8|z|²e.
   */
  const reciprocal = (given: Batch): Batch => {
    const x = flat(given);
    const r = k.apply("reciprocal", k.add(k.mul(x.re, x.re), k.mul(x.im, x.im)));
    const z: Batch = { ...x, re: k.mul(x.re, r), im: k.neg(k.mul(x.im, r)), err: none(x) };
    const one: Batch = { ...x, re: k.fill(x.re.shape, 1), im: none(x), err: none(x) };
    const off = sub(mul(z, { ...x, err: none(x) }), one);
    const delta = k.add(modulus(k, off), off.err);
    const size = modulus(k, z);
    const moved = k.mul(size, x.err);
    const own = k.add(k.times(k.mul(delta, size), 2), k.times(k.mul(moved, size), 8));
    const bad = k.add(refuse(k.plus(delta, -0.25)), refuse(k.plus(moved, -0.125)));
    const made = { ...z, err: bounded(k, u, 24, k.add(own, bad)) };
    return shaped(made, given.size, given.rows, given.cols);
  };

  return {
    relu: (x) => ({ ...x, re: k.relu(x.re), im: none(x) }),
    reluParts: (x) => ({ ...x, re: k.relu(x.re), im: k.relu(x.im) }),
    abs,
    reciprocal,
  };
}
