import { describe, expect, it } from "vitest";
import { convolutions } from "../../src/numeric/convolution.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { layerWithGradients } from "../../src/numeric/layerGradients.ts";
import { stream } from "../../src/numeric/random.ts";

const device = await openDevice();
const C = convolutions(device);

/** All three from their formulas, loop by loop in doubles; the inputs are float32, so products are exact. */
function byDefinition(
  f: Float32Array,
  psi: Float32Array,
  g: Float32Array,
  [B, h, w, K, L]: readonly number[],
  side: number,
) {
  const reach = (side - 1) / 2;
  const [y, df, dpsi] = [
    new Float64Array(B * h * w * L),
    new Float64Array(B * h * w * K),
    new Float64Array(side * side * K * L),
  ];
  for (let b = 0; b < B; b++)
    for (let r = 0; r < h; r++)
      for (let s = 0; s < w; s++)
        for (let i = 0; i < side; i++)
          for (let j = 0; j < side; j++)
            for (let k = 0; k < K; k++)
              for (let l = 0; l < L; l++) {
                const [row, col] = [(r + i - reach + h) % h, (s + j - reach + w) % w];
                const x = ((b * h + row) * w + col) * K + k;
                const p = ((b * h + r) * w + s) * L + l;
                const q = ((i * side + j) * K + k) * L + l;
                y[p] += psi[q] * f[x];
                df[x] += psi[q] * g[p];
                dpsi[q] += f[x] * g[p];
              }
  return { y, df, dpsi };
}

async function both(shape: readonly number[], side: number, spread: number, label: string) {
  const [B, h, w, K, L] = shape;
  const s = stream("layer gradients", label);
  const draw = (n: number): Float32Array =>
    Float32Array.from({ length: n }, () => s.normal() * 2 ** s.integer(-spread, spread));
  const [f, psi, g] = [draw(B * h * w * K), draw(side * side * K * L), draw(B * h * w * L)];
  const filter = { height: side, width: side, from: K, to: L, values: psi };
  const made = device.scope(() =>
    layerWithGradients(
      device,
      C.signal(f, [B, h, w, K]),
      filter,
      device.kernels.tensor(g, [B, h, w, L]),
    ),
  );
  const read = async ({ values, err }: (typeof made)["output"]) => ({
    values: await device.kernels.read(values),
    err: await device.kernels.read(err),
  });
  const [y, df, dpsi] = [await read(made.output), await read(made.signal), await read(made.filter)];
  device.dispose([made.output, made.signal, made.filter]);
  return { got: { y, df, dpsi }, want: byDefinition(f, psi, g, shape, side) };
}

describe("layerWithGradients", () => {
  it.each([
    [[2, 5, 4, 3, 2], 3, 0],
    [[1, 4, 4, 1, 1], 1, 0],
    [[2, 6, 5, 2, 3], 5, 6],
    [[1, 3, 3, 4, 4], 3, 12],
  ] as const)(
    "%j with filters of side %i is its definition within its bound",
    async (shape, side, spread) => {
      const { got, want } = await both(shape, side, spread, `${shape.join()} ${side}`);
      for (const what of ["y", "df", "dpsi"] as const) {
        const ratios = Array.from(
          want[what],
          (x, at) => Math.abs(got[what].values[at] - x) / got[what].err[at],
        );
        expect(Math.max(...ratios), what).toBeLessThanOrEqual(1);
        // Not absurd: the worst is within a hundredth of what the bound allows.
        expect(Math.max(...ratios), what).toBeGreaterThan(1e-3);
      }
    },
  );

  it("refutes gradients with the filter not turned round, and with signals exchanged", async () => {
    const { got, want } = await both([2, 4, 4, 2, 2], 3, 0, "twin");
    const turned = Float64Array.from(want.dpsi, (_, at) => {
      const [tap, rest] = [Math.floor(at / 4), at % 4];
      return want.dpsi[(8 - tap) * 4 + rest];
    });
    const worst = (values: Float32Array, err: Float32Array, x: Float64Array): number =>
      Math.max(...Array.from(x, (v, at) => Math.abs(values[at] - v) / err[at]));
    expect(worst(got.dpsi.values, got.dpsi.err, turned)).toBeGreaterThan(1e3);
    expect(worst(got.df.values, got.df.err, want.y)).toBeGreaterThan(1e3);
  });

  it("throws for shapes that do not fit, and leaks nothing", () => {
    const before = device.kernels.count();
    const make = (side: number, from: number, channels: number) => () =>
      device.scope(() => {
        const values = new Float32Array(side * side * from * 2);
        const filter = { height: side, width: side, from, to: 2, values };
        const g = device.kernels.fill([1, 4, 4, channels], 1);
        layerWithGradients(device, C.signal(new Float32Array(16), [1, 4, 4, 1]), filter, g);
      });
    expect(make(2, 1, 2)).toThrow("odd sides");
    expect(make(3, 2, 2)).toThrow("a filter from 1 channels");
    expect(make(3, 1, 3)).toThrow("a cotangent 1 x 4 x 4 x 2");
    make(3, 1, 2)();
    expect(device.kernels.count()).toBe(before);
  });
});
