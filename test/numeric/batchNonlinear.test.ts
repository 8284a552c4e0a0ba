import { describe, expect, it } from "vitest";
import { batches, type Batch, type HostBatch } from "../../src/numeric/batch.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { stream } from "../../src/numeric/random.ts";

const device = await openDevice({ name: "wasm" });
const size = 512;

/** Numbers over 24 binary orders of magnitude, some of them 0, real or imaginary, off by their `err`. */
function leaves() {
  const s = stream("1", "batchNonlinear");
  const part = (zero: number) =>
    Float32Array.from({ length: size }, (_, at) =>
      at % 8 === zero ? 0 : s.normal() * 2 ** s.integer(-12, 12),
    );
  const [re, im] = [part(0), part(1)];
  const err = re.map((x, at) => 2 ** -12 * Math.hypot(x, im[at]));
  const turn = Array.from({ length: size }, () => 2 * Math.PI * s.unit());
  const truth = turn.map((t, at) => [
    re[at] + 0.99 * err[at] * Math.cos(t),
    im[at] + 0.99 * err[at] * Math.sin(t),
  ]);
  return { re, im, err, truth };
}

async function computed(kernels: Kernels, op: "relu" | "reluParts" | "abs" | "reciprocal") {
  const { re, im, err } = leaves();
  const ops = batches({ kernels, unitRoundoff: device.unitRoundoff });
  const made: Batch = kernels.scope(() => ops[op](ops.fromArrays(re, im, size, 1, 1, err)));
  return ops.read(made);
}

/** max |truth − computed| / bound, over the samples whose bound is finite, and their number. */
function worst(host: HostBatch, truth: (x: number, y: number) => readonly [number, number]) {
  let [ratio, finite] = [0, 0];
  leaves().truth.forEach(([x, y], at) => {
    if (!(host.err[at] < 1e20)) return;
    const [u, v] = truth(x, y);
    finite++;
    // The doubles of the truth are rounded themselves.
    const slack = 2 ** -40 * Math.hypot(u, v);
    ratio = Math.max(ratio, Math.hypot(host.re[at] - u, host.im[at] - v) / (host.err[at] + slack));
  });
  return { ratio, finite };
}

const functions = {
  relu: (x: number) => [Math.max(0, x), 0] as const,
  reluParts: (x: number, y: number) => [Math.max(0, x), Math.max(0, y)] as const,
  abs: (x: number, y: number) => [Math.hypot(x, y), 0] as const,
  reciprocal: (x: number, y: number) => {
    const norm = x * x + y * y;
    return [x / norm, -y / norm] as const;
  },
};

describe("batches, nonlinear", () => {
  for (const name of ["relu", "reluParts", "abs", "reciprocal"] as const)
    it(`${name} of numbers within their bounds stays within its bound, and near it`, async () => {
      const { ratio, finite } = worst(await computed(device.kernels, name), functions[name]);
      expect(ratio).toBeLessThanOrEqual(1);
      expect(ratio).toBeGreaterThan(0.05);
      expect(finite).toBeGreaterThan(size * 0.9);
    });

  it("reciprocal(0) decides nothing: its bound is no finite number", async () => {
    const { reciprocal, fromArrays, read } = batches(device);
    const zero = new Float32Array(1);
    const { err } = await read(device.scope(() => reciprocal(fromArrays(zero, zero, 1, 1, 1))));
    expect(err[0] < Infinity).toBe(false);
  });

  it("abs(0) is 0 up to 2^-39", async () => {
    const { abs, fromArrays, read } = batches(device);
    const zero = new Float32Array(1);
    const host = await read(device.scope(() => abs(fromArrays(zero, zero, 1, 1, 1))));
    expect(host.re[0]).toBe(0);
    expect(host.err[0]).toBeLessThan(2 ** -38);
  });

  it("a device whose square roots and reciprocals are off by 1 % gets bounds that cover it", async () => {
    const off: Kernels = {
      ...device.kernels,
      apply: (name, x) => device.kernels.times(device.kernels.apply(name, x), 1.01),
    };
    for (const name of ["abs", "reciprocal"] as const) {
      const good = worst(await computed(device.kernels, name), functions[name]);
      const bad = worst(await computed(off, name), functions[name]);
      expect(good.ratio).toBeLessThanOrEqual(1);
      expect(bad.ratio).toBeLessThanOrEqual(1);
      expect(bad.finite).toBeGreaterThan(size * 0.9);
    }
  });
});
