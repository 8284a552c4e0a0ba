import { describe, expect, it } from "vitest";
import { deviceMatrices } from "../../src/index.ts";
import { openDevice, type Device } from "../../src/numeric/device.ts";
import { problemOf, workWith } from "./problem.ts";

const wasm = await openDevice({ name: "wasm" });
const model = deviceMatrices({ sizes: [2, 3] });
const on = (device: Device) => workWith(() => Promise.resolve(device));

/** det(U (A + B) U†) + tr(ABU) against a form that is equal, or is not. */
const claim = (wrong: boolean) =>
  problemOf((X, { A, B, U }) => [
    X.add(X.det(X.mul(U, X.sub(A, B), X.adjoint(U))), X.scale("-1/3", X.tr(X.mul(A, B, U)))),
    X.sub(X.det(X.sub(A, B)), X.scale("1/3", X.tr(X.mul(wrong ? A : B, U, wrong ? B : A)))),
  ]);

describe("deviceMatrices", () => {
  it("holds by exact points on a float device, with an error below 2^-100", async () => {
    const found = await model.check(claim(false), on(wasm));
    expect(found.outcome).toBe("holds");
    if (found.outcome !== "holds") return;
    expect(found.errorLog2).toBeLessThanOrEqual(-99);
    // Design 1.1: distinct primes, above the degree, with a product above the norm.
    const primes = (found.primes ?? []).map(BigInt);
    expect(new Set(primes).size).toBe(primes.length);
    for (const p of primes) {
      expect(p > BigInt(found.degree ?? "")).toBe(true);
      expect(p % 4n).toBe(3n);
      expect(p <= 2048n).toBe(true);
    }
    expect(primes.reduce((a, b) => a * b) > BigInt(found.normBound ?? "")).toBe(true);
  });

  it("fails, with matrices over Q(i), where a product is in the wrong order", async () => {
    const found = await model.check(claim(true), on(wasm));
    expect(found.outcome).toBe("fails");
    expect(found.witness?.confirmed).toBe("exact");
  });

  it("is undecided where every term vanishes", async () => {
    const nothing = problemOf((X, { A }) => [X.sub(X.mul(A, X.zero()), X.zero()), X.zero()]);
    expect(await model.check(nothing, on(wasm))).toMatchObject({
      outcome: "undecided",
      reason: "every term of both sides vanishes at every point",
    });
  });

  it("throws where the device is off by one in one product", async () => {
    const { kernels: k } = wasm;
    const broken: Device = {
      ...wasm,
      label: "broken",
      kernels: { ...k, matMul: (x, y) => k.plus(k.matMul(x, y), 1) },
    };
    await expect(model.check(claim(false), on(broken))).rejects.toThrow(
      "broken: residues are not exact: expected",
    );
  });

  it("stays exact where products keep 11 bits of their operands", async () => {
    const cpu = await openDevice({ name: "cpu" });
    const { kernels: k } = cpu;
    const cut = (x: Parameters<typeof k.abs>[0]): typeof x => {
      const data = (x as unknown as { dataSync: () => Float32Array }).dataSync();
      return k.tensor(
        data.map((v) => {
          if (v === 0) return 0;
          const unit = 2 ** (Math.floor(Math.log2(Math.abs(v))) - 10);
          return Math.round(v / unit) * unit;
        }),
        x.shape,
      );
    };
    const tf32: Device = {
      ...cpu,
      kernels: { ...k, matMul: (x, y) => k.matMul(cut(x), cut(y)) },
    };
    expect((await model.check(claim(false), on(tf32))).outcome).toBe("holds");
  });
});
