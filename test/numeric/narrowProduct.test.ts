import { describe, expect, it } from "vitest";
import { openDevice } from "../../src/numeric/device.ts";
import { isNarrow } from "../../src/numeric/narrowProduct.ts";
import { stream } from "../../src/numeric/random.ts";

it("isNarrow is of products with at most eight rows or columns", () => {
  expect(isNarrow([32, 3, 3], [32, 3, 3])).toBe(true);
  expect(isNarrow([288, 18], [18, 1])).toBe(true);
  expect(isNarrow([9, 4], [4, 9])).toBe(false);
});

/** Integers so small that every order of summation is exact. */
function integers(label: string, count: number): Float32Array {
  const s = stream("narrow products", label);
  return Float32Array.from({ length: count }, () => s.integer(-9, 9));
}

/** x·y from its definition. */
function product(x: Float32Array, y: Float32Array, [B, r, k, c]: readonly number[]): number[] {
  return Array.from({ length: B * r * c }, (_, at) => {
    const [b, i, j] = [Math.floor(at / (r * c)), Math.floor(at / c) % r, at % c];
    let sum = 0;
    for (let l = 0; l < k; l++) sum += x[(b * r + i) * k + l] * y[(b * k + l) * c + j];
    return sum;
  });
}

// Where it is named, as in CI: it takes a setup, and a driver.
describe.runIf(process.env.COMMUTE_DEVICE === "webgpu")("matMul on WebGPU", () => {
  it.each([
    [32, 3, 3, 3],
    [5, 2, 7, 1],
    [1, 1, 1, 1],
    [70_000, 1, 2, 1],
    [2, 9, 5, 9],
  ])("of %i × [%i, %i] × [.., %i] is its definition", async (B, r, k, c) => {
    const { kernels } = await openDevice({ name: "webgpu" });
    const [x, y] = [integers("x", B * r * k), integers("y", B * k * c)];
    const got = kernels.scope(() =>
      kernels.matMul(kernels.tensor(x, [B, r, k]), kernels.tensor(y, [B, k, c])),
    );
    expect(got.shape).toEqual([B, r, c]);
    expect([...(await kernels.read(got))]).toEqual(product(x, y, [B, r, k, c]));
    const flat = kernels.scope(() =>
      kernels.matMul(
        kernels.tensor(x.slice(0, r * k), [r, k]),
        kernels.tensor(y.slice(0, k * c), [k, c]),
      ),
    );
    expect(flat.shape).toEqual([r, c]);
    expect([...(await kernels.read(flat))]).toEqual(product(x, y, [1, r, k, c]));
    kernels.dispose([got, flat]);
  });
});

it.runIf(process.env.COMMUTE_DEVICE === "webgpu")(
  "openDevice(webgpu) computes small arrays on the card, not in JavaScript",
  async () => {
    const { kernels } = await openDevice({ name: "webgpu" });
    const sum = kernels.scope(() => {
      const one = kernels.tensor(Float32Array.of(1), [1]);
      return kernels.add(one, one);
    });
    const { backend } = await import("@tensorflow/tfjs-core");
    const { tensorMap } = backend() as unknown as {
      readonly tensorMap: { readonly get: (id: object) => { readonly resource?: object | null } };
    };
    expect(tensorMap.get((sum as unknown as { dataId: object }).dataId).resource).toBeTruthy();
    expect([...(await kernels.read(sum))]).toEqual([2]);
    kernels.dispose(sum);
  },
);
