/** What a device's arithmetic does, measured on cases whose exact result is known. */
import type { Kernels } from "./kernels.ts";
import { stream, type Stream } from "./random.ts";

/** Worst error seen of each kernel, as a unit roundoff: |x̂ − x| ≤ u·(terms)·Σ|terms|. */
export interface Calibration {
  readonly add: number;
  readonly mul: number;
  readonly matMul: number;
  readonly sum: number;
}

/** Round to nearest, 24 bits of significand: IEEE 754-2019, binary32. */
export const SINGLE = 2 ** -24;

/**
 * The unit roundoff that bounds may assume: 2^-24 as documented, unless something larger was
 * seen; then twice the worst of it, since a sample shows the worst case only by luck.
 */
export function unitRoundoff(measured: Calibration): number {
  const worst = Math.max(measured.add, measured.mul, measured.matMul, measured.sum);
  return worst <= SINGLE ? SINGLE : 2 * worst;
}

const n = 64;

/** Full 24-bit significands in ±[1/4, 4): sums and products of two are exact in doubles. */
function draws(s: Stream, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => {
    const significand = 1 + (2 * s.integer(0, 2 ** 22 - 1) + 1) * 2 ** -23;
    return (s.integer(0, 1) * 2 - 1) * significand * 2 ** s.integer(-2, 1);
  });
}

/**
 * One product among zeros in every dot of length 64: the result is that product, rounded, whatever
 * the order of summation. Operands cut to 11 bits (TF32) show as 2^-11 at once.
 */
function isolated(x: Float32Array): Float32Array {
  const a = new Float32Array(n * n);
  for (let row = 0; row < n; row++) a[row * n + ((row * 37) % n)] = x[row];
  return a;
}

export async function calibrate(k: Kernels): Promise<Calibration> {
  const s = stream("calibration", "draws");
  const x = draws(s, n * n);
  const y = draws(s, n * n);
  const a = isolated(x);
  const made = k.scope(() => {
    const X = k.tensor(x, [n * n]);
    const Y = k.tensor(y, [n * n]);
    const A = k.tensor(a, [n, n]);
    const B = k.tensor(y, [n, n]);
    const pairs = k.transpose(k.tensor(Float32Array.of(...x, ...y), [2, n * n]), [1, 0]);
    const batch = k.matMul(k.reshape(X, [n * n, 1, 1]), k.reshape(Y, [n * n, 1, 1]));
    return {
      add: k.add(X, Y),
      mul: k.mul(X, Y),
      matMul: k.matMul(A, B),
      batch,
      pairs: k.sum(pairs, 1),
      sum: k.sum(k.reshape(X, [n, n]), 1),
    };
  });
  const worst = async (
    t: keyof typeof made,
    exact: (i: number) => number,
    scale: (i: number) => number = (i) => Math.abs(exact(i)),
  ): Promise<number> => {
    const got = await k.read(made[t]);
    let u = 0;
    got.forEach((value, i) => {
      const error = Math.abs(value - exact(i));
      if (error > 0 || Number.isNaN(error)) u = Math.max(u, error / scale(i));
    });
    return Number.isNaN(u) ? Infinity : u;
  };
  const product = (i: number): number => {
    const row = Math.floor(i / n);
    return x[row] * y[((row * 37) % n) * n + (i % n)];
  };
  const rows = (i: number): Float32Array => x.subarray(i * n, (i + 1) * n);
  const measured = {
    add: await worst("add", (i) => x[i] + y[i]),
    mul: await worst("mul", (i) => x[i] * y[i]),
    matMul: Math.max(await worst("matMul", product), await worst("batch", (i) => x[i] * y[i])),
    sum: Math.max(
      await worst("pairs", (i) => x[i] + y[i]),
      await worst(
        "sum",
        (i) => rows(i).reduce((sum, v) => sum + v, 0),
        (i) => (n - 1) * rows(i).reduce((sum, v) => sum + Math.abs(v), 0),
      ),
    ),
  };
  k.dispose(made);
  return measured;
}
