import { describe, expect, it } from "vitest";
import { described } from "../../src/cli/portraits.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { portrait } from "../../src/numeric/portrait.ts";

const { kernels } = await openDevice({ name: "cpu" });

/** The backend's own arrays, read at once: on the cpu backend that is possible. */
const values = (x: unknown): Float32Array => (x as { dataSync: () => Float32Array }).dataSync();

/** Operands cut to so many bits, as tensor cores do. */
const cut =
  (k: Kernels, bits: number): Kernels["matMul"] =>
  (x, y) => {
    const short = (t: typeof x): typeof x =>
      k.tensor(
        values(t).map((v) => {
          if (v === 0) return 0;
          const unit = 2 ** (Math.floor(Math.log2(Math.abs(v))) - bits + 1);
          return Math.round(v / unit) * unit;
        }),
        t.shape,
      );
    return k.matMul(short(x), short(y));
  };

describe("portrait", () => {
  it("of plain JavaScript is that of IEEE 754 binary32, rounded to nearest", async () => {
    const p = await portrait(kernels);
    for (const op of ["add", "mul", "div"] as const) {
      expect(p.roundoff[op]).toBeLessThanOrEqual(-24);
      expect(p.roundoff[op]).toBeGreaterThan(-24.1);
    }
    expect(p.contraction).toBe("separate");
    expect([p.operands, p.subnormals, p.repeats]).toEqual(["24 bits", "kept", "bit-identical"]);
    expect(p.functions.floor.ulp).toBe(0);
    // The cpu backend rounds Math.exp and the like: half an ulp, and what doubles add.
    for (const name of ["sqrt", "exp", "sin", "tanh"] as const)
      expect(Math.abs(p.functions[name].ulp - 0.5)).toBeLessThan(0.001);
    // `shared/device.md` section 3: products beyond 2^53 are wrong.
    expect(p.integers.add).toBe("exact");
    expect(p.integers.mul).toMatch(/^wrong: mul\(123456789, 987654321\)/);
    expect(described(p)[0]).toBe(
      "products keep 24 bits; + 2^-24.0, × 2^-24.0, ÷ 2^-24.0; x·y + z is separate",
    );
  });

  it.each([
    [11, "TF32"],
    [8, "bfloat16"],
  ])("names products of operands with %i bits: %s", async (bits, name) => {
    const p = await portrait({ ...kernels, matMul: cut(kernels, bits) });
    expect(p.operands).toBe(name);
    expect(p.matMul[1024]).toBeGreaterThan(-24);
  });

  it("sees flushed subnormals, fused products, runs that differ and coarse functions", async () => {
    let calls = 0;
    const p = await portrait({
      ...kernels,
      mul: (x, y) => {
        const exact = kernels.mul(x, y);
        return kernels.tensor(
          values(exact).map((v) => (Math.abs(v) < 2 ** -126 ? 0 : v)),
          exact.shape,
        );
      },
      add: (x, y) => kernels.plus(kernels.add(x, y), calls++ === 0 ? 2 ** -10 : 0),
      apply: (name, x) => kernels.times(kernels.apply(name, x), name === "sin" ? 1.001 : 1),
    });
    expect(p.subnormals).toBe("flushed");
    expect([p.contraction, p.repeats]).toEqual(["fused", "differ"]);
    expect(p.functions.sin.ulp).toBeGreaterThan(1000);
    expect(p.functions.cos.ulp).toBeLessThan(1);
  });
});
