/** A device's arithmetic in full: what a bound may assume of it, and what only looks like arithmetic. */
import { functionNames, type FunctionName, type Kernels, type Tensor } from "./kernels.ts";
import { stream, type Stream } from "./random.ts";

/** The worst seen of each kernel, on values whose exact result doubles know; -1000 is log2 of no error. */
export interface Portrait {
  /** |x̂ − x| / |x| of +, ×, ÷, of x·y + z on its scale |xy| + |z|, as powers of two: log2. */
  readonly roundoff: Readonly<Record<"add" | "mul" | "div" | "multiplyAdd", number>>;
  /** `fused` if x·y + z is rounded once where it is asked for as two operations. */
  readonly contraction: "fused" | "separate";
  /** log2 of |x̂ − x| / Σ|terms|, by length. */
  readonly matMul: Readonly<Record<string, number>>;
  readonly sum: Readonly<Record<string, number>>;
  /** What the operands of a product keep: 24 bits, 11 (`TF32`), 8 (`bfloat16`), or other. */
  readonly operands: string;
  readonly subnormals: "kept" | "flushed";
  /** Worst error in units in the last place over `ranges`, and largest absolute error. */
  readonly functions: Readonly<
    Record<FunctionName, { readonly ulp: number; readonly absolute: number }>
  >;
  /** `exact`, or the first case that is wrong. */
  readonly integers: Readonly<Record<"add" | "mul" | "floorDiv", string>>;
  readonly repeats: "bit-identical" | "differ";
}

/** Where functions are measured: results stay normal, arguments are those of phases and of norms. */
export const ranges: Readonly<Record<FunctionName, readonly [number, number]>> = {
  sqrt: [2 ** -60, 2 ** 60],
  rsqrt: [2 ** -60, 2 ** 60],
  reciprocal: [2 ** -60, 2 ** 60],
  exp: [-80, 80],
  log: [2 ** -60, 2 ** 60],
  sin: [-Math.PI, Math.PI],
  cos: [-Math.PI, Math.PI],
  tanh: [-8, 8],
  floor: [-(2 ** 22), 2 ** 22],
};

const exact: Readonly<Record<FunctionName, (x: number) => number>> = {
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  floor: Math.floor,
};

/** What log2 of an error of 0 is written as. */
const EXACT = -1000;

const lengths = [4, 16, 64, 256, 1024] as const;
const count = 4096;

/**
 * Measures a device. References are doubles: exact for +, × and short sums of 24-bit values, within 2⁻⁵²
 * for the rest. Deterministic. Cost: about 50 kernels on 4096 values.
 */
export async function portrait(k: Kernels): Promise<Portrait> {
  const s = stream("portrait", "draws");
  const x = uniform(s, count, 1, 2);
  const y = uniform(s, count, -2, 2);
  const z = uniform(s, count, -4, 4);
  const on = async (make: (t: (data: Float32Array) => Tensor) => Tensor): Promise<Float32Array> => {
    const made = k.scope(() => make((data) => k.tensor(data, [data.length])));
    const values = await k.read(made);
    k.dispose(made);
    return values;
  };
  const worst = (
    got: Float32Array,
    want: (i: number) => number,
    scale: (i: number) => number,
  ): number => {
    let most = 0;
    got.forEach((v, i) => (most = Math.max(most, Math.abs(v - want(i)) / scale(i) || 0)));
    return got.some(Number.isNaN) ? Infinity : most === 0 ? EXACT : Math.log2(most);
  };
  const multiplied = await on((t) => k.add(k.mul(t(x), t(y)), t(z)));
  const roundoff = {
    add: worst(
      await on((t) => k.add(t(x), t(y))),
      (i) => x[i] + y[i],
      (i) => Math.abs(x[i] + y[i]),
    ),
    mul: worst(
      await on((t) => k.mul(t(x), t(y))),
      (i) => x[i] * y[i],
      (i) => Math.abs(x[i] * y[i]),
    ),
    div: worst(
      await on((t) => k.div(t(y), t(x))),
      (i) => y[i] / x[i],
      (i) => Math.abs(y[i] / x[i]),
    ),
    multiplyAdd: worst(
      multiplied,
      (i) => x[i] * y[i] + z[i],
      (i) => Math.abs(x[i] * y[i]) + Math.abs(z[i]),
    ),
  };
  const { fround } = Math;
  const separate = multiplied.every((v, i) => v === fround(fround(x[i] * y[i]) + z[i]));
  const matMul: Record<string, number> = {};
  const sum: Record<string, number> = {};
  for (const n of lengths) {
    const rows = 8;
    const a = uniform(s, rows * n, -1, 1);
    const b = uniform(s, n, -1, 1);
    const dot = await on((t) =>
      k.reshape(k.matMul(k.reshape(t(a), [rows, n]), k.reshape(t(b), [n, 1])), [rows]),
    );
    const total = (f: (row: number, j: number) => number, row: number): number => {
      let t = 0;
      for (let j = 0; j < n; j++) t += f(row, j);
      return t;
    };
    const product = (row: number, j: number): number => a[row * n + j] * b[j];
    matMul[n] = worst(
      dot,
      (row) => total(product, row),
      (row) => total((r, j) => Math.abs(product(r, j)), row),
    );
    const sums = await on((t) => k.sum(k.reshape(t(a), [rows, n]), 1));
    const entry = (row: number, j: number): number => a[row * n + j];
    sum[n] = worst(
      sums,
      (row) => total(entry, row),
      (row) => total((r, j) => Math.abs(entry(r, j)), row),
    );
  }
  const functions = {} as Record<FunctionName, { ulp: number; absolute: number }>;
  for (const name of functionNames) {
    const [least, most] = ranges[name];
    const at = least > 0 ? logarithmic(s, count, least, most) : uniform(s, count, least, most);
    const got = await on((t) => k.apply(name, t(at)));
    functions[name] = { ulp: 0, absolute: 0 };
    got.forEach((v, i) => {
      const want = exact[name](at[i]);
      const error = Number.isNaN(v) ? Infinity : Math.abs(v - want);
      functions[name].absolute = Math.max(functions[name].absolute, error);
      functions[name].ulp = Math.max(functions[name].ulp, error / ulp(want));
    });
  }
  const tiny = await on((t) => k.mul(t(Float32Array.of(2 ** -100)), t(Float32Array.of(2 ** -40))));
  const again = await on((t) => k.add(k.mul(t(x), t(y)), t(z)));
  return {
    roundoff,
    contraction: separate ? "separate" : "fused",
    matMul,
    sum,
    operands: await operands(k),
    subnormals: tiny[0] === 2 ** -140 ? "kept" : "flushed",
    functions,
    integers: await integers(k),
    repeats: again.every((v, i) => v === multiplied[i]) ? "bit-identical" : "differ",
  };
}

/** 1 + 2^-k times 1 in a dot product: the operands keep k bits after the first if it comes out whole. */
async function operands(k: Kernels): Promise<string> {
  const bits = Array.from({ length: 23 }, (_, at) => at + 1);
  const n = bits.length;
  const made = k.scope(() => {
    const diagonal = Float32Array.from({ length: n * n }, (_, at) =>
      Math.floor(at / n) === at % n ? 1 + 2 ** -bits[at % n] : 0,
    );
    return k.matMul(k.tensor(diagonal, [n, n]), k.fill([n, 1], 1));
  });
  const got = await k.read(made);
  k.dispose(made);
  const kept = 1 + bits.filter((b, i) => got[i] === 1 + 2 ** -b).length;
  const named: Readonly<Record<number, string>> = { 24: "24 bits", 11: "TF32", 8: "bfloat16" };
  return named[kept] ?? `${kept} bits`;
}

async function integers(k: Kernels): Promise<Portrait["integers"]> {
  const x = Int32Array.of(2147483647, -2147483648, 46341, 123456789, -7, 2147483647);
  const y = Int32Array.of(1, -1, 46341, 987654321, 2, 3);
  const wanted = {
    add: (a: number, b: number): number => (a + b) | 0,
    mul: Math.imul,
    floorDiv: (a: number, b: number): number => Math.floor(a / b) | 0,
  };
  const said = async (op: keyof typeof wanted): Promise<string> => {
    try {
      const got = await k.integers(op, x, y);
      const wrong = [...got].findIndex((v, i) => v !== wanted[op](x[i], y[i]));
      return wrong < 0 ? "exact" : `wrong: ${op}(${x[wrong]}, ${y[wrong]}) = ${got[wrong]}`;
    } catch (error) {
      return `refused: ${String(error).split("\n")[0].slice(0, 80)}`;
    }
  };
  return { add: await said("add"), mul: await said("mul"), floorDiv: await said("floorDiv") };
}

/** The distance between floats of 24 bits around x. */
function ulp(x: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -126))) - 23);
}

function uniform(s: Stream, n: number, least: number, most: number): Float32Array {
  const bits = 2 ** 24;
  return Float32Array.from(
    { length: n },
    () => least + ((most - least) * (s.integer(0, bits - 1) + 0.5)) / bits,
  );
}

function logarithmic(s: Stream, n: number, least: number, most: number): Float32Array {
  return uniform(s, n, Math.log2(least), Math.log2(most)).map((e) => 2 ** e);
}
