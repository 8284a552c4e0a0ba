import { beforeAll, describe, expect, it } from "vitest";
import {
  convolutions,
  type Convolutions,
  type Filter,
  type LayerOptions,
} from "../../src/numeric/convolution.ts";
import { convolveByDefinition } from "../../src/numeric/convolveByDefinition.ts";
import { openDevice, type Device } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";

let device: Device;
let layer: Convolutions;
beforeAll(async () => {
  device = await openDevice();
  layer = convolutions(device);
});

const s = stream("1", "convolution");
/** Multiples of 2^-14 in (−8, 8): products and their sums are exact in doubles, not in float32. */
const dyadics = (count: number): Float32Array =>
  Float32Array.from({ length: count }, () => s.integer(1 - 2 ** 17, 2 ** 17 - 1) * 2 ** -14);

function drawFilter(height: number, width: number, from: number, to: number): Filter {
  return { height, width, from, to, values: dyadics(height * width * from * to) };
}

describe("convolve", () => {
  const layers: readonly (readonly [number, number, number, number, LayerOptions])[] = [
    [3, 3, 2, 4, { padding: "wrap" }],
    [3, 3, 2, 4, { padding: "zero" }],
    [1, 1, 3, 1, { padding: "wrap" }],
    [5, 4, 1, 2, { padding: "wrap" }],
    [2, 5, 3, 3, { padding: "zero", stride: 2 }],
    [3, 3, 2, 2, { padding: "wrap", stride: 3 }],
  ];
  it.each(layers)(
    "%i x %i, %i to %i channels, %j is the definition",
    async (kh, kw, K, L, options) => {
      const shape = [4, 12, 6, K] as const;
      const filter = drawFilter(kh, kw, K, L);
      const f = dyadics(4 * 12 * 6 * K);
      const y = device.scope(() => layer.convolve(layer.signal(f, shape), filter, options));
      const got = await layer.read(y);
      device.dispose(y);
      const want = convolveByDefinition(f, shape, filter, options);
      expect(got.values.length).toBe(want.length);
      const ratios = [...got.values].map((v, at) => Math.abs(v - want[at]) / got.err[at]);
      expect(Math.max(...ratios)).toBeLessThanOrEqual(1);
      expect(Math.max(...ratios) * 1000).toBeGreaterThan(1); // a thousandth of the bound is caught
    },
  );

  it("the two paddings differ, and a shifted filter is refuted", async () => {
    const shape = [1, 6, 6, 1] as const;
    const filter = drawFilter(3, 3, 1, 1);
    const shifted = {
      ...filter,
      values: Float32Array.from(filter.values, (_, at) => filter.values[(at + 1) % 9]),
    };
    const f = dyadics(36);
    const y = device.scope(() =>
      layer.convolve(layer.signal(f, shape), filter, { padding: "wrap" }),
    );
    const got = await layer.read(y);
    device.dispose(y);
    const worst = (want: Float64Array): number =>
      Math.max(...[...got.values].map((v, at) => Math.abs(v - want[at]) / got.err[at]));
    expect(worst(convolveByDefinition(f, shape, filter, { padding: "zero" }))).toBeGreaterThan(10);
    expect(worst(convolveByDefinition(f, shape, shifted, { padding: "wrap" }))).toBeGreaterThan(10);
  });

  it("inexact inputs carry their error through the layer and the pool", async () => {
    const shape = [2, 6, 6, 2] as const;
    const filter = drawFilter(3, 3, 2, 2);
    const f = dyadics(144);
    const moved = f.map((v) => v + 2 ** -10);
    const err = new Float32Array(144).fill(2 ** -10);
    const y = device.scope(() =>
      layer.averagePool(
        layer.convolve(layer.signal(moved, shape, err), filter, { padding: "wrap" }),
        3,
      ),
    );
    const got = await layer.read(y);
    device.dispose(y);
    const full = convolveByDefinition(f, shape, filter, { padding: "wrap" });
    got.values.forEach((value, at) => {
      const [b, p, q, l] = [at >> 3, (at >> 2) & 1, (at >> 1) & 1, at & 1];
      let mean = 0;
      for (let i = 0; i < 9; i++) {
        const [row, col] = [3 * p + Math.floor(i / 3), 3 * q + (i % 3)];
        mean += full[((b * 6 + row) * 6 + col) * 2 + l] / 9;
      }
      expect(Math.abs(value - mean)).toBeLessThanOrEqual(got.err[at]);
    });
    expect(() => layer.convolve(y, drawFilter(3, 3, 1, 1), { padding: "wrap" })).toThrow(
      "convolve: expected a filter from 2 channels, got 1",
    );
    expect(() => layer.averagePool(y, 4)).toThrow(
      /averagePool: expected a step that divides 2 and 2/,
    );
  });
});
