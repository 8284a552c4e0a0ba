/** Products of batched complex matrices, with their part of the running bound. */
import { DomainError } from "../errors.ts";
import type { Batch } from "./batch.ts";
import { bounded, combine, modulus, sameShape, shapeOf } from "./batchLinear.ts";
import type { Kernels, Tensor } from "./kernels.ts";
import { kappa, TINY } from "./rounding.ts";

export interface Products {
  /** Matrix product: e = |Â|e_B + e_A|B̂| + e_A e_B + κ|Â||B̂| + ω, κ of `rounding.ts`. */
  readonly mul: (x: Batch, y: Batch) => Batch;
  /** Entrywise product. */
  readonly hadamard: (x: Batch, y: Batch) => Batch;
  /** s·x, s a batch of 1×1 matrices. */
  readonly times: (s: Batch, x: Batch) => Batch;
  /** Determinant as 1×1, n ≤ 6, without division. */
  readonly det: (x: Batch) => Batch;
}

const largestDeterminant = 6;

export function products(k: Kernels, u: number): Products {
  // A factor meets many others: its modulus is computed once, and lives as long as its scope.
  const moduli = new WeakMap<Batch, Tensor>();
  const modulusOf = (x: Batch): Tensor => {
    const known = moduli.get(x) ?? modulus(k, x);
    moduli.set(x, known);
    return known;
  };
  /**
   * The four real products and the bound: (e_B + κ|B̂|) under |Â|, plus (|B̂| + e_B) under e_A, after
   * n + 17 roundings (9 and 5 for the factors, n in the product, 3 at the end). 2^-126 is added
   * where κ|B̂| may have been flushed before a large |Â| meets it.
   */
  const product = (x: Batch, y: Batch, by: (a: Tensor, b: Tensor) => Tensor, n: number): Batch => {
    const Y = modulusOf(y);
    const rounding = k.plus(k.add(y.err, k.times(Y, kappa(u, n))), TINY);
    const err = k.add(by(modulusOf(x), rounding), by(x.err, k.add(Y, y.err)));
    return {
      size: x.size,
      rows: x.rows,
      cols: y.cols,
      re: k.sub(by(x.re, y.re), by(x.im, y.im)),
      im: k.add(by(x.re, y.im), by(x.im, y.re)),
      err: bounded(k, u, n + 17, err),
    };
  };

  const mul = (x: Batch, y: Batch): Batch => {
    if (x.size !== y.size || x.cols !== y.rows)
      throw new DomainError("mul", `[${x.size}, ${x.cols}, *] on the right`, shapeOf(y));
    return product(x, y, k.matMul, x.cols);
  };

  const shaped = (x: Batch, rows: number, cols: number): Batch => {
    const turn = (t: Tensor): Tensor => k.reshape(t, [x.size, rows, cols]);
    return { ...x, rows, cols, re: turn(x.re), im: turn(x.im), err: turn(x.err) };
  };

  /**
   * D(S), the minor of the first |S| rows and the columns S, by expansion along its last row:
   * D(S) = Σ_{j ∈ S} (−1)^{#{i ∈ S, i > j}} x_{kj} D(S∖j), level by level over |S|; n 2^(n−1)
   * products and no division. Source: Bareiss-free expansion as in Rote, "Division-free algorithms
   * for the determinant and the Pfaffian", 2001, section 2 (dynamic programming over subsets).
   */
  const det = (x: Batch): Batch => {
    const n = x.rows;
    if (n !== x.cols || n > largestDeterminant)
      throw new DomainError("det", `square matrices up to ${largestDeterminant}`, shapeOf(x));
    const row = (at: number): Batch => {
      const cut = (t: Tensor): Tensor => k.slice(t, [0, at, 0], [x.size, 1, n]);
      return { ...x, rows: 1, re: cut(x.re), im: cut(x.im), err: cut(x.err) };
    };
    let minors = row(0);
    for (let level = 1; level < n; level++) {
      const outer = mul(shaped(row(level), n, 1), minors);
      const { signs, count } = expansion(n, level);
      minors = combine(k, u, outer, signs, 1, count);
    }
    return minors;
  };

  return {
    mul,
    hadamard: (x, y) => {
      sameShape("hadamard", x, y);
      return product(x, y, k.mul, 1);
    },
    times: (s, x) => {
      if (s.rows !== 1 || s.cols !== 1 || s.size !== x.size)
        throw new DomainError("times", `a scalar [${x.size}, 1, 1] on the left`, shapeOf(s));
      return shaped(mul(shaped(x, x.rows * x.cols, 1), s), x.rows, x.cols);
    },
    det,
  };
}

/** Which outer products x_j D(S∖j), at [j, index of S∖j], enter D(S), and with which sign. */
function expansion(n: number, level: number): { signs: Float32Array; count: number } {
  const before = subsets(n, level);
  const after = subsets(n, level + 1);
  const signs = new Float32Array(n * before.length * after.length);
  after.forEach((set, column) => {
    for (let j = 0; j < n; j++) {
      if ((set & (1 << j)) === 0) continue;
      const entry = j * before.length + before.indexOf(set & ~(1 << j));
      signs[entry * after.length + column] = bits(set >> (j + 1)) % 2 === 0 ? 1 : -1;
    }
  });
  return { signs, count: after.length };
}

function subsets(n: number, size: number): number[] {
  return [...Array(1 << n).keys()].filter((set) => bits(set) === size);
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest >>= 1) count += rest & 1;
  return count;
}
