import { describe, expect, it } from "vitest";
import { provideWebgpu } from "../../src/devices/node.ts";
import type { Gpu } from "../../src/fused/gpu.ts";
import { fuse } from "../../src/fused/kernel.ts";
import { plan } from "../../src/fused/plan.ts";
import type { Plan } from "../../src/fused/plan.ts";
import { fuseShader, largestInput } from "../../src/fused/shader.ts";
import type { ShaderKernel, ShaderOptions } from "../../src/fused/shader.ts";
import { literal } from "../../src/fused/shaderMacros.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { stream } from "../../src/numeric/random.ts";
import { haarUnitary } from "../../src/numeric/unitary.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import {
  defectOf,
  formulas,
  isUnitary,
  laneKinds,
  measured,
  sidesOf,
  suites,
} from "./soundness.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const store = termStore();
const X = recorder(matrices, store);
const unknown = (name: string): Term<"M"> => store.term("M", "unknown", [name, ""], []);
const [A, B, U] = ["A", "B", "U"].map(unknown);
const [single] = laneKinds;

describe("what a shader is made of", () => {
  it("literal is read back as the same float32, whatever its exponent", () => {
    const s = stream("shader", "literals");
    const read = (text: string): number => {
      const [, sign, digits, exponent] = /^(-?)0x1\.([0-9a-f]{6})p(-?\d+)f$/.exec(text) ?? [];
      return (sign === "-" ? -1 : 1) * (1 + parseInt(digits, 16) / 2 ** 24) * 2 ** Number(exponent);
    };
    for (let k = 0; k < 500; k++) {
      const x = Math.fround(s.normal() * 2 ** s.integer(-100, 120));
      expect(read(literal(x))).toBe(x);
    }
    expect(literal(0)).toBe("0.0f");
    expect(() => literal(2 ** -130)).toThrow("no normal float32");
    expect(() => literal(2 ** 130)).toThrow("no normal float32");
  });

  it("largestInput falls with the degree, and keeps every product in range", () => {
    const largest = (term: Term): number =>
      largestInput(plan([term], [X.zero()], 3, isUnitary) as Plan);
    expect(largest(A)).toBe(2 ** 42);
    const degrees = [1, 2, 4, 8].map((d) => largest(X.mul(...Array<Term<"M">>(d).fill(A), B)));
    degrees.forEach((x, k) => {
      if (k > 0) expect(x).toBeLessThan(degrees[k - 1]);
      expect((3 * x) ** ([1, 2, 4, 8][k] + 1)).toBeLessThan(2 ** 90);
    });
  });
});

async function adapter(): Promise<Gpu> {
  await provideWebgpu(true);
  const { gpu } = navigator as unknown as {
    gpu: { requestAdapter: () => Promise<{ requestDevice: () => Promise<Gpu> }> };
  };
  return (await gpu.requestAdapter()).requestDevice();
}

describe.runIf(process.env.COMMUTE_DEVICE === "webgpu")("fuseShader", () => {
  const device = process.env.COMMUTE_DEVICE === "webgpu" ? adapter() : undefined;
  const made = async (
    left: Term,
    right: Term,
    options: Partial<ShaderOptions> = {},
  ): Promise<ShaderKernel> => {
    const all = { size: 2, capacity: 130, unitary: isUnitary, defect: 2 ** -20, ...options };
    const kernel = await fuseShader((await device) as Gpu, [left], [right], all);
    if (kernel.kind === "refused") throw new Error(kernel.reason);
    return kernel;
  };

  it("keeps its bound above the true error of every formula", { timeout: 3e6 }, async () => {
    let [samples, ratios] = [0, 0];
    const kinds = Object.values(suites);
    for (const [name, formula] of Object.entries(formulas))
      for (const n of deep ? [1, 2, 3, 4] : [2]) {
        const count = deep ? 300 : 12;
        const [left, right] = sidesOf(formula);
        const options = { size: n, capacity: count, defect: defectOf(single, n) };
        for (const bound of deep && /[UV]/.test(name)
          ? (["typed", "running"] as const)
          : (["typed"] as const)) {
          const kernel = await made(left, right, { ...options, bound });
          let sample = 0;
          const draw = (s: Parameters<(typeof kinds)[0]>[0]) =>
            kinds[sample++ % kinds.length](s, n, single.spread);
          const found = await measured(formula, kernel, single, n, count, draw, `${name} shader`);
          expect(found.violations, `${name} ${n}×${n} ${bound}`).toBe(0);
          samples += found.samples;
          ratios += found.ratios.filter(Number.isFinite).length;
          kernel.close();
        }
      }
    expect(samples).toBeGreaterThan(280);
    // Samples too large for float32 have an infinite bound: most are not.
    expect(ratios).toBeGreaterThan(samples);
  });

  it("finds what the WebAssembly kernel finds", { timeout: 1e5 }, async () => {
    const g = U;
    for (const [name, right, holds] of [
      ["tr UAU† = tr A", X.adjoint(g), true],
      ["tr UAUᵀ = tr A", X.transpose(g), false],
    ] as const) {
      const sides = [X.tr(X.mul(g, A, right)), X.tr(A)] as const;
      const options = { size: 3, capacity: 9000, unitary: isUnitary, defect: 2 ** -20 };
      const shader = await made(...sides, options);
      const wasm = fuse([sides[0]], [sides[1]], { ...options, lane: "f32" });
      if (wasm.kind === "refused") throw new Error(wasm.reason);
      for (const unknown of shader.unknowns) {
        const s = stream("shader", unknown);
        const [re, im]: [number[], number[]] = [[], []];
        for (let k = 0; k < 9000; k++) {
          const drawn = unknown === "U" ? haarUnitary(s, 3) : undefined;
          for (let e = 0; e < 9; e++) {
            re.push(drawn?.re[e] ?? s.normal());
            im.push(drawn?.im[e] ?? s.normal());
          }
        }
        shader.load(unknown, re, im);
        wasm.load(unknown, re, im);
      }
      const [found, other] = [await shader.check(9000), wasm.check(9000)];
      expect(found, name).toMatchObject({ nan: 0, infinite: 0, oversized: 0, samples: 9000 });
      if (holds) expect(found.worst).toBeLessThanOrEqual(1);
      else expect(found.worst).toBeGreaterThan(1000);
      // The bounds differ by a constant factor, so the worst sample is the same but for near ties.
      const ratioThere = wasm.at(found.sample)[0];
      expect(ratioThere.left.re[0]).toBeCloseTo((await shader.at(found.sample))[0].left.re[0], 4);
      expect(found.worst / other.worst).toBeGreaterThan(0.2);
      expect(found.worst / other.worst).toBeLessThan(1);
      shader.close();
    }
  });

  it("finds the one bad sample wherever it is", { timeout: 1e5 }, async () => {
    const count = 130;
    const kernel = await made(A, B, { size: 1, capacity: count });
    for (const bad of [0, 1, 63, 64, 129]) {
      const ones = Array<number>(count).fill(1);
      kernel.load("A", ones, ones);
      ones[bad] = 2;
      kernel.load("B", ones, Array<number>(count).fill(1));
      expect(await kernel.check(count)).toMatchObject({ sample: bad, worst: Infinity });
      expect(await kernel.check(bad)).toMatchObject({ samples: bad, sample: 0, worst: 0 });
    }
    kernel.close();
  });

  it("counts samples that decide nothing", { timeout: 1e5 }, async () => {
    const kernel = await made(X.mul(A, B), X.mul(A, B, X.one()), { size: 1, capacity: 6 });
    const zeros = Array<number>(6).fill(0);
    kernel.load("A", [1, NaN, 2 ** -140, Infinity, 2 ** 30, 1], zeros);
    kernel.load("B", [1, 1, 1, 1, 2 ** 10, 2 ** 100], zeros);
    expect(await kernel.check(6, 1)).toMatchObject({ nan: 1, infinite: 2, oversized: 1, worst: 0 });
    kernel.close();
  });

  it("refuses and throws as the other kernels do", async () => {
    const gpu = (await device) as Gpu;
    const options = { size: 2, capacity: 1 };
    expect(await fuseShader(gpu, [A], [X.zero()], { ...options, size: 9 })).toMatchObject({
      kind: "refused",
    });
    await expect(fuseShader(gpu, [A], [B], { size: 2, capacity: 0 })).rejects.toThrow("capacity");
    await expect(fuseShader(gpu, [A], [B], { size: 2, capacity: 2 ** 28 })).rejects.toThrow(
      "bytes",
    );
    const kernel = await made(A, B);
    expect(() => kernel.load("C", [], [])).toThrow("one of A, B");
    expect(() => kernel.load("A", [1], [1])).toThrow("arrays of 4 entries");
    await expect(kernel.check(131)).rejects.toThrow("0 to 130 samples");
    kernel.close();
  });
});
