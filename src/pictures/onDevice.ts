import type { Device } from "../numeric/device.ts";
import { convolutions, type Filter } from "../numeric/convolution.ts";
import type { ConvolutionOptions, Taps } from "./layers.ts";
import type { Picture, PictureLayer } from "./picture.ts";

/** Layers in float32 on a device, each output with its rounding bound. */
export interface DeviceLayersOfPictures {
  /** As `convolutionLayer`, with `wrap` or `zero` outside; dilated filters are filled with zeros. */
  readonly convolution: (
    taps: Taps,
    options?: Omit<ConvolutionOptions, "padding"> & { readonly padding?: "wrap" | "zero" },
  ) => PictureLayer;
  /** As `transposedLayer`: the picture is spread with zeros and meets the filter turned round. */
  readonly transposed: (taps: Taps, stride: number) => PictureLayer;
}

/** Domain: pictures of numbers with 24 bits, so that they are exact in float32. */
export function layersOn(device: Device): DeviceLayersOfPictures {
  const C = convolutions(device);
  const run = async (
    f: Picture,
    filter: Filter,
    padding: "wrap" | "zero",
    stride: number,
  ): Promise<Picture> => {
    const out = device.scope(() => {
      const shape = [1, f.height, f.width, f.channels] as const;
      return C.convolve(C.signal(Float32Array.from(f.values), shape), filter, { padding, stride });
    });
    const { values, err } = await C.read(out);
    device.dispose(out);
    const { height, width, channels } = out;
    return {
      height,
      width,
      channels,
      values: Float64Array.from(values),
      err: Float64Array.from(err),
    };
  };
  return {
    convolution: (taps, { padding = "wrap", stride = 1, dilation = 1, groups = 1 } = {}) => {
      const filter = dilated(blockDiagonal(taps, groups), dilation);
      return (f) => run(f, filter, padding, stride);
    },
    transposed: (taps, stride) => {
      const filter = turned(taps);
      return (f) => run(spread(f, stride), filter, "wrap", 1);
    },
  };
}

/** The filter between all channels that is 0 between groups. */
function blockDiagonal(taps: Taps, groups: number): Taps {
  if (groups === 1) return taps;
  const [from, outOfGroup] = [taps.from * groups, taps.to / groups];
  const values = new Float32Array(taps.height * taps.width * from * taps.to);
  for (let q = 0; q < taps.height * taps.width; q++)
    for (let k = 0; k < taps.from; k++)
      for (let l = 0; l < taps.to; l++) {
        const input = Math.floor(l / outOfGroup) * taps.from + k;
        values[(q * from + input) * taps.to + l] = taps.values[(q * taps.from + k) * taps.to + l];
      }
  return { ...taps, from, values };
}

/** d − 1 zeros between neighbouring taps; the centre stays where it is if the sides are odd. */
function dilated(taps: Taps, d: number): Filter {
  const [height, width] = [(taps.height - 1) * d + 1, (taps.width - 1) * d + 1];
  const block = taps.from * taps.to;
  const values = new Float32Array(height * width * block);
  for (let i = 0; i < taps.height; i++)
    for (let j = 0; j < taps.width; j++)
      for (let m = 0; m < block; m++)
        values[(i * d * width + j * d) * block + m] = taps.values[(i * taps.width + j) * block + m];
  return { ...taps, height, width, values };
}

/** ψ(c − q) for an odd filter: the correlation with it is the convolution with ψ. */
function turned(taps: Taps): Filter {
  const [count, block] = [taps.height * taps.width, taps.from * taps.to];
  const values = new Float32Array(count * block);
  for (let q = 0; q < count; q++)
    for (let m = 0; m < block; m++)
      values[(count - 1 - q) * block + m] = taps.values[q * block + m];
  return { ...taps, values };
}

function spread(f: Picture, stride: number): Picture {
  const [height, width] = [f.height * stride, f.width * stride];
  const values = new Float64Array(height * width * f.channels);
  for (let i = 0; i < f.height; i++)
    for (let j = 0; j < f.width; j++)
      for (let c = 0; c < f.channels; c++)
        values[(i * stride * width + j * stride) * f.channels + c] =
          f.values[(i * f.width + j) * f.channels + c];
  return { ...f, height, width, values };
}
