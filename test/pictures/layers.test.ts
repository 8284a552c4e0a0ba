import { describe, expect, it } from "vitest";
import {
  convolutionLayer,
  poolingLayer,
  transposedLayer,
  upsamplingLayer,
  type ConvolutionOptions,
} from "../../src/pictures/layers.ts";
import { picture, type Picture, type PictureShape } from "../../src/pictures/picture.ts";
import { convolveByDefinition } from "../../src/numeric/convolveByDefinition.ts";
import { stream } from "../../src/numeric/random.ts";

const s = stream("1", "layers");
const integers = (n: number): number[] => Array.from({ length: n }, () => s.integer(-9, 9));
const drawn = (shape: PictureShape): Picture =>
  picture(shape, integers(shape.height * shape.width * shape.channels));
const taps = (height: number, width: number, from: number, to: number) => ({
  ...{ height, width, from, to },
  values: Float32Array.from(integers(height * width * from * to)),
});

describe("convolutionLayer", () => {
  const cases: readonly ConvolutionOptions[] = [
    { padding: "wrap" },
    { padding: "zero" },
    { padding: "wrap", stride: 2 },
    { padding: "zero", stride: 3 },
  ];
  it.each(cases)("%j is the definition of the device's layer", async (options) => {
    const f = drawn({ height: 6, width: 12, channels: 2 });
    const filter = taps(3, 2, 2, 3);
    const want = convolveByDefinition(f.values, [1, 6, 12, 2], filter, {
      padding: options.padding === "zero" ? "zero" : "wrap",
      stride: options.stride ?? 1,
    });
    expect((await convolutionLayer(filter, options)(f)).values).toEqual(want);
  });

  it("with dilation is the filter with zeros between its taps", async () => {
    const f = drawn({ height: 7, width: 7, channels: 1 });
    const filter = taps(3, 3, 1, 1);
    const stuffed = { ...filter, height: 5, width: 5, values: new Float32Array(25) };
    filter.values.forEach((v, i) => (stuffed.values[10 * Math.floor(i / 3) + 2 * (i % 3)] = v));
    const dilated = await convolutionLayer(filter, { dilation: 2, padding: "zero" })(f);
    expect(dilated).toEqual(await convolutionLayer(stuffed, { padding: "zero" })(f));
  });

  it("with groups is the filter whose matrix of channels is block diagonal", async () => {
    const f = drawn({ height: 4, width: 4, channels: 2 });
    const depthwise = { ...taps(3, 3, 1, 2) };
    const full = { ...depthwise, from: 2, values: new Float32Array(36) };
    depthwise.values.forEach((v, i) => (full.values[4 * Math.floor(i / 2) + 3 * (i % 2)] = v));
    expect(await convolutionLayer(depthwise, { groups: 2 })(f)).toEqual(
      await convolutionLayer(full)(f),
    );
  });

  it("pads by the mirror image and by the nearest pixel", async () => {
    const row = picture({ height: 1, width: 4, channels: 1 }, [1, 2, 3, 4]);
    const sides = { height: 1, width: 5, from: 1, to: 1, values: [1, 0, 0, 0, 10] };
    const values = async (padding: "reflect" | "replicate"): Promise<number[]> => [
      ...(await convolutionLayer(sides, { padding })(row)).values,
    ];
    expect(await values("reflect")).toEqual([3 + 30, 2 + 40, 1 + 30, 2 + 20]);
    expect(await values("replicate")).toEqual([1 + 30, 1 + 40, 1 + 40, 2 + 40]);
  });
});

describe("transposedLayer", () => {
  it("is the transpose of the layer with the same stride", async () => {
    const filter = taps(3, 3, 2, 3);
    const back = { ...filter, from: 3, to: 2, values: new Float32Array(54) };
    for (let q = 0; q < 9; q++)
      for (let k = 0; k < 2; k++)
        for (let l = 0; l < 3; l++)
          back.values[(q * 3 + l) * 2 + k] = filter.values[(q * 2 + k) * 3 + l];
    const [fine, coarse] = [
      drawn({ height: 6, width: 6, channels: 2 }),
      drawn({ height: 3, width: 3, channels: 3 }),
    ];
    const dot = (a: Picture, b: Picture): number =>
      a.values.reduce((sum, v, i) => sum + v * b.values[i], 0);
    const there = await convolutionLayer(filter, { stride: 2 })(fine);
    expect(dot(there, coarse)).toBe(dot(fine, await transposedLayer(back, 2)(coarse)));
  });
});

it("poolingLayer and upsamplingLayer take and repeat blocks", async () => {
  const f = picture({ height: 2, width: 4, channels: 1 }, [1, 2, 5, 6, 3, 4, 7, 9]);
  expect([...(await poolingLayer("max", 2)(f)).values]).toEqual([4, 9]);
  expect([...(await poolingLayer("mean", 2)(f)).values]).toEqual([2.5, 6.75]);
  const small = picture({ height: 1, width: 2, channels: 1 }, [1, 2]);
  expect([...(await upsamplingLayer(2)(small)).values]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
});

it("convolutionLayer throws DomainError naming a stride that does not divide", () => {
  const f = drawn({ height: 3, width: 3, channels: 1 });
  expect(() => convolutionLayer(taps(3, 3, 1, 1), { stride: 2 })(f)).toThrow("a step that divides");
});
