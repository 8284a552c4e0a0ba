/**
 * Products of narrow matrices on WebGPU, as a kernel of ours: an invocation for each entry, a plain sum
 * over the inner index. The library's kernels tile the output by 32 × 32 entries in shared memory; of a
 * 3 × 3 product they use one in a hundred, and on a driver in software each barrier costs besides.
 */
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { TF } from "./tensorflow.ts";

const name = "NarrowProduct";

/** What tfjs asks of a program; its own type is not exported. */
interface Program {
  readonly variableNames: readonly string[];
  readonly uniforms: string;
  readonly outputShape: readonly number[];
  readonly shaderKey: string;
  readonly workgroupSize: readonly [number, number, number];
  readonly dispatchLayout: { readonly x: readonly number[] };
  readonly dispatch: readonly [number, number, number];
  /** The shader is told how many entries there are. */
  readonly size: true;
  readonly getUserCode: () => string;
}

interface Backend {
  readonly runWebGPUProgram: (
    program: Program,
    inputs: readonly TensorInfo[],
    dtype: "float32",
    uniforms: readonly { readonly type: "int32"; readonly data: readonly number[] }[],
  ) => TensorInfo;
}

type Operands = { readonly a: TensorInfo; readonly b: TensorInfo };

const invocations = 64;

const shader = `
  fn main(index : i32) {
    if (index < uniforms.size) {
      let at = getCoordsFromIndex(index);
      var sum = 0.0;
      for (var j = 0; j < uniforms.inner; j = j + 1) {
        sum = sum + getA(at.x, at.y, j) * getB(at.x, j, at.z);
      }
      setOutputAtIndex(index, sum);
    }
  }`;

/** [B, r, k] × [B, k, c] → [B, r, c]. */
function run(backend: Backend, a: TensorInfo, b: TensorInfo): TensorInfo {
  const outputShape = [a.shape[0], a.shape[1], b.shape[2]];
  const entries = outputShape.reduce((n, side) => n * side, 1);
  const program: Program = {
    variableNames: ["A", "B"],
    uniforms: "inner : i32,",
    outputShape,
    shaderKey: name,
    workgroupSize: [invocations, 1, 1],
    dispatchLayout: { x: [0, 1, 2] },
    dispatch: [Math.ceil(entries / invocations), 1, 1],
    size: true,
    getUserCode: () => shader,
  };
  return backend.runWebGPUProgram(program, [a, b], "float32", [
    { type: "int32", data: [a.shape[2]] },
  ]);
}

/** Whether a product has so few rows or columns that tiles are mostly empty. */
export function isNarrow(x: readonly number[], y: readonly number[]): boolean {
  return Math.min(x[x.length - 2], y[y.length - 1]) <= 8;
}

/** x·y for [B, r, k] × [B, k, c] or [r, k] × [k, c], on the `webgpu` backend. */
export function narrowProduct(tf: TF, x: Tensor, y: Tensor): Tensor {
  if (tf.getKernel(name, "webgpu") === undefined)
    tf.registerKernel({
      kernelName: name,
      backendName: "webgpu",
      kernelFunc: ({ inputs, backend }) => {
        const { a, b } = inputs as Operands;
        return run(backend as Backend, a, b);
      },
    });
  const multiply = (a: Tensor, b: Tensor): Tensor =>
    tf.engine().runKernel<Tensor>(name, { a, b } satisfies Operands);
  if (x.shape.length === 3) return multiply(x, y);
  const flat = multiply(tf.reshape(x, [1, ...x.shape]), tf.reshape(y, [1, ...y.shape]));
  return tf.reshape(flat, flat.shape.slice(1));
}
