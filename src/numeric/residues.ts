/** Residues modulo a small prime in float arrays: exact on every device whose products and sums are. */
import { DomainError } from "../errors.ts";
import type { Kernels, Tensor } from "./kernels.ts";

/**
 * Arrays of residues 0 … p − 1 held as float32.
 *
 * Every number met is an integer of at most 24 bits, so sums and products are exact in any order, fused or
 * not, and under either rounding neighbour. A sum of n products of residues is below n p² < 2²⁴. Then
 *
 * - `reduce`: q = ⌊x · fl(1/p)⌋ is off by at most 1, as |x/p| < 2²⁴/p and the two roundings move it by less
 *   than 2²⁴/p · 2⁻²² < 1; so x − q p lies in [−p, 2p), and `fold` ends it.
 * - `fold`, for |x| ≤ 2p: ⌊(x + ½) · fl(1/p)⌋ is exact, as (x + ½)/p is at least 1/(2p) from an integer, and
 *   the roundings move it by less than 3 · 2⁻²² < 1/(2p), since p ≤ 2048.
 *
 * p ≤ 2048 even survives operands cut to 11 bits (TF32), with sums in float32.
 */
export interface Residues {
  readonly p: number;
  /** Entries already in 0 … p − 1. */
  readonly of: (data: Float32Array, shape: readonly number[]) => Tensor;
  readonly add: (x: Tensor, y: Tensor) => Tensor;
  readonly sub: (x: Tensor, y: Tensor) => Tensor;
  readonly neg: (x: Tensor) => Tensor;
  /** Elementwise; y may have a last axis of length one. */
  readonly mul: (x: Tensor, y: Tensor) => Tensor;
  /** c · x for a residue c. */
  readonly times: (x: Tensor, c: number) => Tensor;
  /** [B, r, k] × [B, k, c]. */
  readonly matMul: (x: Tensor, y: Tensor) => Tensor;
}

/** The largest prime that a sum of `terms` products admits. */
export function largestModulus(terms: number): number {
  return Math.min(2048, Math.floor(Math.sqrt((2 ** 24 - 1) / terms)));
}

/**
 * @param terms the length of the longest sum of products
 * @throws {DomainError} if sums could leave the 24 bits
 */
export function residues(k: Kernels, p: number, terms: number): Residues {
  if (!Number.isInteger(p) || p < 2 || p > largestModulus(terms))
    throw new DomainError("residues", `a prime up to ${largestModulus(terms)}`, p);
  const inverse = Math.fround(1 / p);
  const fold = (x: Tensor): Tensor => {
    const quotient = k.apply("floor", k.times(k.plus(x, 0.5), inverse));
    return k.sub(x, k.times(quotient, p));
  };
  const reduce = (x: Tensor): Tensor =>
    fold(k.sub(x, k.times(k.apply("floor", k.times(x, inverse)), p)));
  return {
    p,
    of: (data, shape) => k.tensor(data, shape),
    add: (x, y) => fold(k.add(x, y)),
    sub: (x, y) => fold(k.sub(x, y)),
    neg: (x) => fold(k.neg(x)),
    mul: (x, y) => reduce(k.mul(x, y)),
    times: (x, c) => reduce(k.times(x, c)),
    matMul: (x, y) => reduce(k.matMul(x, y)),
  };
}
