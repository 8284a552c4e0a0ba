/**
 * The kernels that Commute asks of an array library: real float32 arrays only, row-major.
 * TensorFlow.js is behind `tensorflow.ts`; another library needs this one record. Nothing here is
 * missing from any backend: no complex64, einsum, FFT or gradients (`shared/device.md` section 3). No
 * conv2d either: it may be computed by Winograd's method, which obeys no entrywise bound.
 */

/** An array on a device; what is behind it is the library's business. */
export interface Tensor {
  readonly shape: readonly number[];
}

/** Functions of one argument; how exact they are is the device's: `portrait.ts` measures it. */
export const functionNames = [
  "sqrt",
  "rsqrt",
  "reciprocal",
  "exp",
  "log",
  "sin",
  "cos",
  "tanh",
  "floor",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** The Euclidean modulus is not among them: squares leave the float32 range at 2^±64. */
export interface Kernels {
  /** Copies `data` to the device. */
  readonly tensor: (data: Float32Array, shape: readonly number[]) => Tensor;
  readonly fill: (shape: readonly number[], value: number) => Tensor;
  readonly read: (x: Tensor) => Promise<Float32Array>;
  /** Elementwise, same shape; `mul` also broadcasts a trailing axis of length one. */
  readonly add: (x: Tensor, y: Tensor) => Tensor;
  readonly sub: (x: Tensor, y: Tensor) => Tensor;
  readonly mul: (x: Tensor, y: Tensor) => Tensor;
  readonly div: (x: Tensor, y: Tensor) => Tensor;
  readonly apply: (name: FunctionName, x: Tensor) => Tensor;
  readonly abs: (x: Tensor) => Tensor;
  readonly neg: (x: Tensor) => Tensor;
  readonly relu: (x: Tensor) => Tensor;
  /** x · c and x + c with a scalar c, rounded to float32 first. */
  readonly times: (x: Tensor, c: number) => Tensor;
  readonly plus: (x: Tensor, c: number) => Tensor;
  /** [B, r, k] × [B, k, c], or [r, k] × [k, c]. No transpose flags: wasm is 4–8× slower with them. */
  readonly matMul: (x: Tensor, y: Tensor) => Tensor;
  readonly transpose: (x: Tensor, axes: readonly number[]) => Tensor;
  readonly reshape: (x: Tensor, shape: readonly number[]) => Tensor;
  readonly slice: (x: Tensor, begin: readonly number[], size: readonly number[]) => Tensor;
  readonly concat: (xs: readonly Tensor[], axis: number) => Tensor;
  readonly sum: (x: Tensor, axis: number) => Tensor;
  /** Of 32-bit integers, which is the only place where they are used. */
  readonly integers: (
    op: "add" | "mul" | "floorDiv",
    x: Int32Array,
    y: Int32Array,
  ) => Promise<Int32Array>;
  /** Zeros around each axis: [before, after]. */
  readonly pad: (x: Tensor, widths: readonly (readonly [number, number])[]) => Tensor;
  /** Frees every array made inside `fn`, except those in its result. `fn` is synchronous. */
  readonly scope: <T>(fn: () => T) => T;
  /** Frees the arrays found in x (an array, or a record or list of them). */
  readonly dispose: (x: unknown) => void;
  /** Arrays alive: flat over a run, or something leaks. */
  readonly count: () => number;
}
