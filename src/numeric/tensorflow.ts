/** TensorFlow.js as `Kernels`: the only file that calls its operations. */
import type * as TensorFlow from "@tensorflow/tfjs-core";
import type { Kernels, Tensor } from "./kernels.ts";
import { isNarrow, narrowProduct } from "./narrowProduct.ts";

export type TF = typeof TensorFlow;

type T = TensorFlow.Tensor;
type Container = TensorFlow.TensorContainer;

/** What the operations below are called where backends register them. */
const registered = [
  ...["Add", "Sub", "Multiply", "RealDiv", "FloorDiv", "Abs", "Neg", "Relu"],
  ...["Sqrt", "Rsqrt", "Reciprocal", "Exp", "Log", "Sin", "Cos", "Tanh", "Floor"],
  ...["BatchMatMul", "Transpose", "Reshape", "Slice", "Concat", "Sum", "PadV2", "Fill"],
];

/** The kernels that a backend lacks, by name: asked before anything is evaluated on it. */
export function missingKernels(tf: TF, backend: string): string[] {
  return registered.filter((name) => tf.getKernel(name, backend) === undefined);
}

/**
 * The kernels of one backend. Every call selects that backend first, so that two devices can be
 * open at once; for a backend already initialised `setBackend` acts before it returns.
 */
export function tensorflow(tf: TF, backend: string): Kernels {
  const on = (): TF => {
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
    return tf;
  };
  const of = (x: Tensor): T => x as T;
  const list = (xs: readonly number[]): number[] => [...xs];
  return {
    // The copy: native may keep the caller's buffer (`shared/device.md` section 1).
    tensor: (data, shape) => on().tensor(data.slice(), list(shape), "float32"),
    fill: (shape, value) => on().fill(list(shape), value, "float32"),
    read: async (x) => Float32Array.from(await (on(), of(x).data<"float32">())),
    add: (x, y) => on().add(of(x), of(y)),
    sub: (x, y) => on().sub(of(x), of(y)),
    mul: (x, y) => on().mul(of(x), of(y)),
    div: (x, y) => on().div(of(x), of(y)),
    apply: (name, x) => on()[name](of(x)),
    abs: (x) => on().abs(of(x)),
    neg: (x) => on().neg(of(x)),
    relu: (x) => on().relu(of(x)),
    times: (x, c) => on().mul(of(x), c),
    plus: (x, c) => on().add(of(x), c),
    matMul: (x, y) =>
      backend === "webgpu" && isNarrow(x.shape, y.shape)
        ? narrowProduct(on(), of(x), of(y))
        : on().matMul(of(x), of(y)),
    transpose: (x, axes) => on().transpose(of(x), list(axes)),
    reshape: (x, shape) => on().reshape(of(x), list(shape)),
    slice: (x, begin, size) => on().slice(of(x), list(begin), list(size)),
    concat: (xs, axis) => on().concat(xs.map(of), axis),
    sum: (x, axis) => on().sum(of(x), axis),
    integers: async (op, x, y) => {
      const result = on().tidy(() =>
        on()[op](on().tensor1d(x, "int32"), on().tensor1d(y, "int32")),
      );
      const data = Int32Array.from(await result.data<"int32">());
      result.dispose();
      return data;
    },
    pad: (x, widths) =>
      on().pad(
        of(x),
        widths.map(([before, after]) => [before, after]),
      ),
    scope: <R>(fn: () => R): R => {
      let result: R | undefined;
      on().tidy(() => (result = fn()) as Container);
      return result as R;
    },
    dispose: (x) => on().dispose(x as Container),
    count: () => on().memory().numTensors,
  };
}
