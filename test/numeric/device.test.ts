import { describe, expect, it } from "vitest";
import { calibrate, SINGLE, unitRoundoff } from "../../src/numeric/calibrate.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { missingKernels } from "../../src/numeric/tensorflow.ts";

const cut = (bits: number, x: number): number => {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - bits);
  return x === 0 ? 0 : Math.round(x / unit) * unit;
};

describe("openDevice", () => {
  it.each(["wasm", "cpu"])("openDevice(%s) rounds to nearest in 24 bits", async (name) => {
    const device = await openDevice({ name });
    expect(device.name).toBe(name);
    expect(device.label).toMatch(name === "wasm" ? /^wasm, SIMD, tfjs 4/ : /^cpu, tfjs 4/);
    expect(device.unitRoundoff).toBe(SINGLE);
    expect(device.calibration.mul).toBeGreaterThan(2 ** -26);
    expect(device.calibration.matMul).toBeGreaterThan(2 ** -26);
  });

  it("two open devices keep to their own backends, and scope frees what it made", async () => {
    const [wasm, cpu] = [await openDevice({ name: "wasm" }), await openDevice({ name: "cpu" })];
    for (const { kernels: k, scope, dispose } of [wasm, cpu, wasm]) {
      const before = k.count();
      const kept = scope(() => ({ x: k.plus(k.times(k.fill([2, 3], 3), 2), 1) }));
      expect(k.count()).toBe(before + 1);
      expect([...(await k.read(kept.x))]).toEqual([7, 7, 7, 7, 7, 7]);
      dispose(kept);
      expect(k.count()).toBe(before);
    }
  });

  it("openDevice names the kernels that a backend lacks, before anything is computed", async () => {
    const tf = await import("@tensorflow/tfjs-core");
    const relu = tf.getKernel("Relu", "cpu");
    tf.unregisterKernel("Relu", "cpu");
    try {
      expect(missingKernels(tf, "cpu")).toEqual(["Relu"]);
      await expect(openDevice({ name: "cpu" })).rejects.toThrow(
        "expected a working device cpu, got cpu: its backend has no kernel Relu",
      );
    } finally {
      tf.registerKernel(relu);
    }
    expect((await openDevice({ name: "cpu" })).name).toBe("cpu");
  });

  it.each([
    [4, undefined],
    [9, /unit roundoff 2\^-(8|9)\./],
  ])(
    "openDevice says so of products cut to %i bits, and refuses them if bounds would say nothing",
    async (bits, label) => {
      const tf = await import("@tensorflow/tfjs-core");
      const own = tf.getKernel("Multiply", "cpu");
      const coarse: typeof own = {
        ...own,
        kernelFunc: (args) => {
          const made = own.kernelFunc(args) as { dataId: object };
          const { data } = args.backend as {
            data: { get: (id: object) => { values: Float32Array } };
          };
          const { values } = data.get(made.dataId);
          values.forEach((x, at) => (values[at] = cut(bits, x)));
          return made as ReturnType<typeof own.kernelFunc>;
        },
      };
      tf.unregisterKernel("Multiply", "cpu");
      tf.registerKernel(coarse);
      try {
        const opened = openDevice({ name: "cpu" });
        if (label === undefined)
          await expect(opened).rejects.toThrow(
            /cpu: its arithmetic is wrong beyond any bound: mul is off by 0\.0/,
          );
        else {
          const device = await opened;
          expect(device.label).toMatch(label);
          expect(device.unitRoundoff).toBe(2 * device.calibration.mul);
        }
      } finally {
        tf.unregisterKernel("Multiply", "cpu");
        tf.registerKernel(own);
      }
    },
  );

  it("openDevice of a nonsense name lists the choices", async () => {
    await expect(openDevice({ name: "quantum" })).rejects.toThrow(
      "openDevice: expected one of cuda, webgpu, native, wasm, cpu, got quantum",
    );
  });
});

it("calibrate shows a matMul in TF32, and unitRoundoff doubles what it saw", async () => {
  const { kernels } = await openDevice({ name: "cpu" });
  const tf32 =
    (k: Kernels): Kernels["matMul"] =>
    (x, y) => {
      // Operands cut to 11 bits, as a tensor core does; on the cpu backend reads are synchronous.
      const cutAll = (t: { shape: readonly number[] }) => {
        const data = (t as unknown as { dataSync: () => Float32Array }).dataSync();
        return k.tensor(
          data.map((v) => cut(10, v)),
          t.shape,
        );
      };
      return k.matMul(cutAll(x), cutAll(y));
    };
  const measured = await calibrate({ ...kernels, matMul: tf32(kernels) });
  expect(measured.matMul).toBeGreaterThan(2 ** -12);
  expect(measured.mul).toBeLessThanOrEqual(SINGLE);
  expect(unitRoundoff(measured)).toBe(2 * measured.matMul);
});
