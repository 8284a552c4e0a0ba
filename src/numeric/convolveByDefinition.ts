/** The convolution layer of `convolution.ts` from its formula: no code in common with it. */
import type { Filter, LayerOptions } from "./convolution.ts";

/**
 * The definition in doubles on the host, loop by loop. Exact for dyadic inputs whose sums fit 53
 * bits (e.g. integers below 2^20 over a common power of two), else within γ of doubles.
 */
export function convolveByDefinition(
  f: Float64Array | Float32Array,
  [size, height, width, channels]: readonly [number, number, number, number],
  filter: Filter,
  { padding, stride = 1 }: LayerOptions,
): Float64Array {
  const [H, W] = [height / stride, width / stride];
  const [up, left] = [Math.floor(filter.height / 2), Math.floor(filter.width / 2)];
  const y = new Float64Array(size * H * W * filter.to);
  const at = (b: number, row: number, col: number, channel: number): number => {
    const outside = row < 0 || row >= height || col < 0 || col >= width;
    if (padding === "zero" && outside) return 0;
    const [r, c] = [(row + height) % height, (col + width) % width];
    return f[((b * height + r) * width + c) * channels + channel];
  };
  for (let b = 0; b < size; b++)
    for (let p1 = 0; p1 < H; p1++)
      for (let p2 = 0; p2 < W; p2++)
        for (let l = 0; l < filter.to; l++) {
          let sum = 0;
          for (let q1 = 0; q1 < filter.height; q1++)
            for (let q2 = 0; q2 < filter.width; q2++)
              for (let c = 0; c < channels; c++) {
                const weight = ((q1 * filter.width + q2) * channels + c) * filter.to + l;
                const value = at(b, stride * p1 + q1 - up, stride * p2 + q2 - left, c);
                sum += filter.values[weight] * value;
              }
          y[((b * H + p1) * W + p2) * filter.to + l] = sum;
        }
  return y;
}
