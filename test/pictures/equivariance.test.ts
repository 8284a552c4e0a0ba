import { describe, expect, it } from "vitest";
import { describeEquivariance } from "../../src/pictures/describe.ts";
import { equivariance } from "../../src/pictures/equivariance.ts";
import {
  composedLayers,
  convolutionLayer,
  pointwiseLayer,
  poolingLayer,
  transposedLayer,
  upsamplingLayer,
} from "../../src/pictures/layers.ts";
import type { PictureLayer } from "../../src/pictures/picture.ts";

const grid = { height: 4, width: 4, channels: 1 };
const generic = { height: 3, width: 3, from: 1, to: 1, values: [1, 2, -3, 4, 5, 7, -2, 3, 11] };
const symmetric = { ...generic, values: [1, 2, 1, 2, 5, 2, 1, 2, 1] };
const said = async (
  layer: PictureLayer,
  on: Parameters<typeof equivariance>[1] = grid,
  options: Parameters<typeof equivariance>[2] = {},
): Promise<string> => describeEquivariance(await equivariance(layer, on, options));

describe("equivariance", () => {
  const all = "shifts by (1, 0) ↦ (1, 0), (0, 1) ↦ (0, 1); 16 of 16";
  const even = "shifts by (2, 0) ↦ (1, 0), (0, 2) ↦ (0, 1); 4 of 16";
  const layers: readonly (readonly [string, PictureLayer, string])[] = [
    ["circular", convolutionLayer(generic), all],
    ["dilated", convolutionLayer(generic, { dilation: 2 }), all],
    ["zero-padded", convolutionLayer(generic, { padding: "zero" }), "no shift; 1 of 16"],
    ["reflected", convolutionLayer(generic, { padding: "reflect" }), "no shift; 1 of 16"],
    ["strided", convolutionLayer(generic, { stride: 2 }), even],
    ["max-pooled", poolingLayer("max", 2), even],
    ["mean-pooled", poolingLayer("mean", 2), even],
    [
      "transposed",
      transposedLayer(generic, 2),
      "shifts by (1, 0) ↦ (2, 0), (0, 1) ↦ (0, 2); 16 of 16",
    ],
    ["upsampling", upsamplingLayer(2), "shifts by (1, 0) ↦ (2, 0), (0, 1) ↦ (0, 2); 16 of 16"],
    ["sum of all", poolingLayer("mean", 4), "shifts by (1, 0) ↦ (0, 0), (0, 1) ↦ (0, 0); 16 of 16"],
    [
      "striped",
      pointwiseLayer((v, row) => (row % 2 === 0 ? v : 2 * v)),
      "shifts by (2, 0) ↦ (2, 0), (0, 1) ↦ (0, 1); 8 of 16",
    ],
  ];
  it.each(layers)("finds the shifts of a %s layer", async (_, layer, expected) => {
    expect(await said(layer)).toBe(expected);
  });

  it("finds that a zero-padded symmetric filter keeps the eight symmetries of the square", async () => {
    const found = await equivariance(convolutionLayer(symmetric, { padding: "zero" }), {
      ...grid,
      points: "D4",
    });
    expect(found.symmetries.length).toBe(8);
    expect(describeEquivariance(found)).toBe(
      "no shift; turns 1, r, r², r³, m, mr, mr², mr³; 8 of 128",
    );
  });

  it("finds the permutation of channels of a layer that lifts to orientations", async () => {
    const turned = (values: readonly number[]): number[] =>
      [6, 3, 0, 7, 4, 1, 8, 5, 2].map((i) => values[i]);
    const once = turned(generic.values);
    const [a, b, c, d] = [generic.values, once, turned(once), turned(turned(once))];
    const lift = { ...generic, to: 4, values: a.flatMap((v, i) => [v, b[i], c[i], d[i]]) };
    const found = await equivariance(convolutionLayer(lift), { ...grid, points: "C4" });
    expect(found.outcome).toBe("holds");
    const turn = found.symmetries.find(
      ({ motion: { linear, shift } }) => linear === 1 && shift.join() === "0,0",
    );
    expect(turn?.output.linear).toBe(1);
    expect([...(turn?.output.channels ?? [])].sort().join()).toBe("0,1,2,3");
    expect(turn?.output.channels).not.toEqual([0, 1, 2, 3]);
  });

  it("finds the depthwise layer equivariant and its witness where one pixel is off", async () => {
    const depthwise = convolutionLayer(
      { ...generic, to: 2, values: generic.values.flatMap((v) => [v, 1 - v]) },
      { groups: 2 },
    );
    const two = { ...grid, channels: 2 };
    expect((await equivariance(depthwise, two)).outcome).toBe("holds");
    const off = composedLayers(
      depthwise,
      pointwiseLayer((v, i, j, c) => (i === 3 && j === 1 && c === 1 ? v + v / 1024 : v)),
    );
    const found = await equivariance(off, two);
    expect(found.outcome).toBe("fails");
    expect(found.symmetries.length).toBe(1);
    expect([...found.witnesses[0].picture.values].filter((v) => v !== 0).length).toBe(1);
  });

  it("sees a fault only at large values", async () => {
    const clipped = pointwiseLayer((v, i) => (i === 0 && v > 1000 ? 1000 : v));
    expect((await equivariance(clipped, grid)).outcome).toBe("fails");
  });

  it("is undecided on NaN, on 0, on constants, and on a map said to be affine that is not", async () => {
    const outcomes = await Promise.all([
      said(pointwiseLayer(() => NaN)),
      said(pointwiseLayer(() => 0)),
      said(pointwiseLayer((_, i, j) => i + 4 * j)),
      said(
        pointwiseLayer((v) => Math.max(v, 0)),
        grid,
        { affine: true },
      ),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatch(/^undecided/);
  });

  it("is exhausted over all pictures for an affine layer, and counts what it cannot see", async () => {
    const found = await equivariance(convolutionLayer(generic), grid, { affine: true });
    expect(found.evidence).toMatchObject({ kind: "exhausted", pictures: 25 });
    const half = pointwiseLayer((v, i) => (i < 2 ? v : 0));
    expect((await equivariance(half, grid)).power).toEqual({
      epsilon: 0,
      blindOutputs: 8,
      outputs: 16,
      blindInputs: 8,
    });
  });

  it("allows outputs their stated errors, and no more", async () => {
    const rounded =
      (err: number): PictureLayer =>
      async (f) => {
        const y = await convolutionLayer(generic)(f);
        const values = y.values.map((v, i) => v * (1 + (i % 3) * 2 ** -24));
        return { ...y, values, err: y.values.map((v) => Math.abs(v) * err) };
      };
    expect((await equivariance(rounded(2 ** -22), grid)).outcome).toBe("holds");
    expect((await equivariance(rounded(2 ** -30), grid)).outcome).toBe("fails");
  });
});
