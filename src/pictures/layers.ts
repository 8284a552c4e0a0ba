/** Layers of networks from their definitions, in doubles: exact for integers, or dyadics of few bits. */
import { DomainError } from "../errors.ts";
import type { Picture, PictureLayer } from "./picture.ts";

/** ψ at [tap row, tap column, channel in, channel out], row-major. */
export interface Taps {
  readonly height: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly values: ArrayLike<number>;
}

/** What lies outside the picture: itself again, nothing, its mirror image, its nearest pixel. */
export type Padding = "wrap" | "zero" | "reflect" | "replicate";

/** The options of a convolution layer; all are plain by default. */
export interface ConvolutionOptions {
  readonly padding?: Padding;
  readonly stride?: number;
  readonly dilation?: number;
  /** Groups of channels that do not mix: as many as channels is a depthwise layer. */
  readonly groups?: number;
}

/**
 * y_l(p) = Σ_q Σ_k ψ_lk(q) f_k(s·p + d·(q − c)): the correlation that libraries call convolution,
 * stride s, dilation d, centre c = (⌊height/2⌋, ⌊width/2⌋). With G groups, the channels in and out of
 * group g are the g-th parts, and `taps.from` counts one part.
 *
 * @throws {DomainError} if the stride does not divide the picture, or the channels do not fit
 */
export function convolutionLayer(taps: Taps, options: ConvolutionOptions = {}): PictureLayer {
  const { padding = "wrap", stride = 1, dilation = 1, groups = 1 } = options;
  const outOfGroup = taps.to / groups;
  const places = placesOf(taps, dilation);
  return (f) => {
    demandChannels("convolutionLayer", f, taps.from * groups);
    demandDivides("convolutionLayer", stride, f);
    return fill(f, f.height / stride, f.width / stride, taps.to, (row, column, l) => {
      const group = Math.floor(l / outOfGroup);
      let sum = 0;
      for (const { a, b, at } of places) {
        const pixel = pixelAt(f, stride * row + a, stride * column + b, padding);
        if (pixel < 0) continue;
        for (let k = 0; k < taps.from; k++)
          sum += weight(taps, at, k, l) * f.values[pixel * f.channels + group * taps.from + k];
      }
      return sum;
    });
  };
}

/**
 * The transposed layer, y_l(s·p + q − c) += Σ_k ψ_lk(q) f_k(p) on the torus of s times the sides: the
 * picture is spread with stride s, then summed.
 */
export function transposedLayer(taps: Taps, stride: number): PictureLayer {
  const places = placesOf(taps, 1);
  return (f) => {
    demandChannels("transposedLayer", f, taps.from);
    const [H, W] = [f.height * stride, f.width * stride];
    const values = new Float64Array(H * W * taps.to);
    const wrap = (i: number, n: number): number => ((i % n) + n) % n;
    for (let row = 0; row < f.height; row++)
      for (let column = 0; column < f.width; column++)
        for (const { a, b, at } of places) {
          const to = wrap(stride * row + a, H) * W + wrap(stride * column + b, W);
          const from = (row * f.width + column) * f.channels;
          for (let l = 0; l < taps.to; l++)
            for (let k = 0; k < taps.from; k++)
              values[to * taps.to + l] += weight(taps, at, k, l) * f.values[from + k];
        }
    return { height: H, width: W, channels: taps.to, values };
  };
}

/** The greatest value or the mean over blocks of w × w pixels, in each channel. */
export function poolingLayer(kind: "max" | "mean", window: number): PictureLayer {
  return (f) => {
    demandDivides("poolingLayer", window, f);
    return fill(f, f.height / window, f.width / window, f.channels, (row, column, c) => {
      const block: number[] = [];
      for (let a = 0; a < window; a++)
        for (let b = 0; b < window; b++)
          block.push(entry(f, row * window + a, column * window + b, c));
      return kind === "max" ? Math.max(...block) : block.reduce((s, v) => s + v, 0) / block.length;
    });
  };
}

/** Each pixel repeated over a block of s × s. */
export function upsamplingLayer(factor: number): PictureLayer {
  return (f) =>
    fill(f, f.height * factor, f.width * factor, f.channels, (row, column, c) =>
      entry(f, Math.floor(row / factor), Math.floor(column / factor), c),
    );
}

/** One function of the value, and if it asks for them of the place and the channel, at each entry. */
export function pointwiseLayer(
  of: (value: number, row: number, column: number, channel: number) => number,
): PictureLayer {
  return (f) =>
    fill(f, f.height, f.width, f.channels, (row, column, c) =>
      of(entry(f, row, column, c), row, column, c),
    );
}

/** One layer after the other, the first first. */
export function composedLayers(...layers: readonly PictureLayer[]): PictureLayer {
  return async (f) => {
    let y = f;
    for (const layer of layers) y = await layer(y);
    return y;
  };
}

function entry(f: Picture, row: number, column: number, channel: number): number {
  return f.values[(row * f.width + column) * f.channels + channel];
}

function fill(
  f: Picture,
  height: number,
  width: number,
  channels: number,
  value: (row: number, column: number, channel: number) => number,
): Picture {
  const values = new Float64Array(height * width * channels);
  let i = 0;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let c = 0; c < channels; c++) values[i++] = value(row, column, c);
  // A layer is a function of values; errors of the input are not carried through.
  if (f.err !== undefined) throw new DomainError("layer", "an exact picture", "one with errors");
  return { height, width, channels, values };
}

/** Offsets d·(q − c) of the taps, each with the place of tap q. */
function placesOf(
  { height, width }: Taps,
  dilation: number,
): readonly { readonly a: number; readonly b: number; readonly at: number }[] {
  const [up, left] = [Math.floor(height / 2), Math.floor(width / 2)];
  return Array.from({ length: height * width }, (_, at) => ({
    a: dilation * (Math.floor(at / width) - up),
    b: dilation * ((at % width) - left),
    at,
  }));
}

function weight({ from, to, values }: Taps, tap: number, k: number, l: number): number {
  return values[(tap * from + k) * to + l];
}

/** The pixel that stands for (row, column), or -1. */
function pixelAt(f: Picture, row: number, column: number, padding: Padding): number {
  const [i, j] = [placeIn(row, f.height, padding), placeIn(column, f.width, padding)];
  return i < 0 || j < 0 ? -1 : i * f.width + j;
}

function placeIn(i: number, n: number, padding: Padding): number {
  if (i >= 0 && i < n) return i;
  if (padding === "zero") return -1;
  if (padding === "replicate") return i < 0 ? 0 : n - 1;
  const period = padding === "wrap" ? n : 2 * (n - 1);
  const k = ((i % period) + period) % period;
  return k < n ? k : period - k;
}

function demandChannels(where: string, f: Picture, channels: number): void {
  if (f.channels !== channels) throw new DomainError(where, `${channels} channels`, f.channels);
}

function demandDivides(where: string, step: number, f: Picture): void {
  if (f.height % step !== 0 || f.width % step !== 0)
    throw new DomainError(where, `a step that divides ${f.height} and ${f.width}`, step);
}
