import fc from "fast-check";
import { expect, it } from "vitest";
import { compiled } from "../../src/matrices/compiled.ts";
import { drawBatch } from "../../src/matrices/draw.ts";
import { evaluations } from "../../src/matrices/evaluations.ts";
import { interpreted } from "../../src/matrices/interpreted.ts";
import { usualPassBytes } from "../../src/matrices/pieces.ts";
import { jetsOf } from "../../src/matrices/witness.ts";
import { compare } from "../../src/numeric/compare.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Rational } from "../../src/term/signature.ts";
import { problemOf } from "./problem.ts";
import { aTerm } from "./terms.ts";

const device = { ...(await openDevice({ name: "wasm" })), passBytes: usualPassBytes };
const never = (): never => {
  throw new Error("no kernel holds it");
};

it("values of kernels and of the interpreter differ by less than both bounds, on random terms", async () => {
  const count = process.env.COMMUTE_EFFORT === "deep" ? 1000 : 20;
  await fc.assert(
    fc.asyncProperty(aTerm(7), fc.constantFrom(1, 2, 3), async (recipe, N) => {
      const problem = problemOf((X, u) => [recipe(X, u), X.zero()]);
      const jets = jetsOf(problem);
      const drawn = drawBatch(jets, N, 9, stream("paths", String(N)), "independent");
      const sides = [jets.left, jets.right];
      const kernels = await compiled(N, never).sides(9, drawn, sides);
      const nodes = await interpreted(device, N).sides(9, drawn, sides);
      kernels.forEach((values, k) => {
        const { worst, nan, infinite } = compare(values, nodes[k], { samples: 9 });
        expect({ nan, infinite }).toEqual({ nan: 0, infinite: 0 });
        expect(worst).toBeLessThanOrEqual(1);
      });
    }),
    { numRuns: count, seed: 11 },
  );
});

it("a batch larger than the memory of a kernel is passed over in parts, the worst sample found", async () => {
  const problem = problemOf((_, { A, B }) => [A, B]);
  const jets = jetsOf(problem);
  const one = (): Float32Array => new Float32Array(5000).fill(1);
  const [A, B] = [one(), one()];
  const drawn = new Map(
    jets.unknowns.map((u) => [
      `${u.literals[0]}`,
      { re: u.literals[0] === "A" ? A : B, im: new Float32Array(5000) },
    ]),
  );
  for (const bad of [0, 4095, 4096, 4999]) {
    A[bad] = 2;
    const found = await compiled(1, never).judge(5000, drawn, jets.left, jets.right);
    expect(found).toMatchObject({ path: "fused", worst: Infinity, sample: bad, nan: 0 });
    A[bad] = 1;
  }
});

it("what no kernel holds is left to the interpreter, and said to be", async () => {
  const pathOf = async (factor: Rational) => {
    const jets = jetsOf(
      problemOf((X, { A }) => [X.scale(factor, X.adjoint(A)), X.scale(factor, A)]),
    );
    const drawn = drawBatch(jets, 2, 8, stream("paths", "factors"), "independent");
    const kernels = compiled(2, () => Promise.resolve(interpreted(device, 2)));
    return (await kernels.judge(8, drawn, jets.left, jets.right)).path;
  };
  expect(await pathOf("1/3")).toBe("fused");
  expect(await pathOf(`1/${2n ** 100n}`)).toBe("interpreted");
});

it("kernels that turn out dearer than interpreting are given up, chance delays are not", async () => {
  const problem = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(B, A)]);
  const jets = jetsOf(problem);
  const drawn = drawBatch(jets, 2, 8, stream("paths", "costs"), "independent");
  const pathsWith = async (ms: number) => {
    let time = 0;
    const onDevice = interpreted(device, 2);
    const kernels = compiled(
      2,
      () => Promise.resolve(onDevice),
      () => (time += ms),
    );
    const paths = [];
    for (let k = 0; k < 3; k++)
      paths.push((await kernels.judge(8, drawn, jets.left, jets.right)).path);
    return paths;
  };
  expect(await pathsWith(1000)).toEqual(["fused", "fused", "fused"]);
  expect(await pathsWith(10_000)).toEqual(["fused", "interpreted", "interpreted"]);
});

it("nothing is opened for kernels, and a device that is asked for by name computes itself", async () => {
  const closed = { device: () => Promise.reject(new Error("opened")) };
  const named = (name: "wasm" | "native") => ({
    ...closed,
    deviceName: () => Promise.resolve(name),
  });
  const problem = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(B, A)]);
  const { left, right } = jetsOf(problem);
  const drawn = drawBatch(jetsOf(problem), 1, 4, stream("paths", "names"), "independent");
  const paths = await evaluations(named("wasm"), {});
  expect(await paths.at(1).judge(4, drawn, left, right)).toMatchObject({ path: "fused" });
  expect(await paths.facts()).toEqual({ device: "wasm, SIMD", unitRoundoff: 2 ** -24 });
  const native = await evaluations(named("native"), {});
  await expect(native.at(1).judge(4, drawn, left, right)).rejects.toThrow("opened");
  const asked = await evaluations(named("wasm"), { path: "interpreted" });
  await expect(asked.at(1).judge(4, drawn, left, right)).rejects.toThrow("opened");
  await expect(evaluations(closed, {})).rejects.toThrow("opened");
});

it("a kernel and an interpreter that differ beyond both bounds are a loud error", async () => {
  const { kernels: k } = device;
  const problem = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(B, A)]);
  const { left, right } = jetsOf(problem);
  const drawn = drawBatch(jetsOf(problem), 2, 4, stream("paths", "names"), "independent");
  const agreeOn = async (kernels: Kernels) => {
    const paths = await evaluations({ device: () => Promise.resolve({ ...device, kernels }) }, {});
    return paths.agree(2, 4, drawn, [left, right]);
  };
  await agreeOn(k);
  const broken = { ...k, matMul: (x, y) => k.times(k.matMul(x, y), 1 + 1e-5) } satisfies Kernels;
  await expect(agreeOn(broken)).rejects.toThrow(/differ by .* times their bounds, N = 2/);
});
