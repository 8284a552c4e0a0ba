import type { Device } from "../../../src/numeric/device.ts";
import type { Kernels, Tensor } from "../../../src/numeric/kernels.ts";

/** What a faulty implementation of a product does to its operands and its result. */
export type Product = (k: Kernels, x: Tensor, y: Tensor) => Tensor;

/**
 * The device with another matrix product: calibrated as it was, as a layer fails after the day it is shipped. It is
 * no more the host's own WebAssembly, for which a compiled kernel could stand in.
 */
export function withProduct(device: Device, product: Product): Device {
  const { kernels } = device;
  return {
    ...device,
    name: "cpu",
    kernels: { ...kernels, matMul: (x, y) => product(kernels, x, y) },
  };
}

/** Weight `at` of a layer [fan-in, 1] multiplied by a factor. */
export const oneWeight =
  (at: number, factor: number): Product =>
  (k, x, y) => {
    const mask = new Float32Array(y.shape.reduce((a, b) => a * b, 1)).fill(1);
    mask[at] = factor;
    return k.matMul(x, k.mul(y, k.tensor(mask, y.shape)));
  };

/** The 3×3 filter transposed, in each of K channels. */
export const transposedFilter: Product = (k, x, y) => {
  const channels = y.shape[0] / 9;
  const cube = k.reshape(y, [3, 3, channels]);
  return k.matMul(x, k.reshape(k.transpose(cube, [1, 0, 2]), y.shape));
};

/** Every output one place late. */
export const lateByOne: Product = (k, x, y) => {
  const out = k.matMul(x, y);
  const [rows, cols] = out.shape;
  return k.concat(
    [k.slice(out, [rows - 1, 0], [1, cols]), k.slice(out, [0, 0], [rows - 1, cols])],
    0,
  );
};

/** Operands rounded to 11 bits first, as half precision does. Source: Dekker 1971, Veltkamp's splitting. */
export const halfInside: Product = (k, x, y) => {
  const rounded = (v: Tensor): Tensor => {
    const high = k.times(v, 2 ** 13 + 1);
    return k.sub(high, k.sub(high, v));
  };
  return k.matMul(rounded(x), rounded(y));
};

/** P(X > 3.0902) = 10⁻³ for a standard normal X: the quantile of Abramowitz and Stegun, table 26.5. */
const thin = 3.0902;

/** A fault of a tenth of the excess, only where the first number that meets the filter exceeds 3.0902. */
export const onThinSet: Product = (k, x, y) => {
  const out = k.matMul(x, y);
  const first = k.slice(x, [0, 0], [x.shape[0], 1]);
  return k.add(out, k.times(k.relu(k.plus(first, -thin)), 0.1));
};

export const everyOutput =
  (factor: number): Product =>
  (k, x, y) =>
    k.times(k.matMul(x, y), factor);
