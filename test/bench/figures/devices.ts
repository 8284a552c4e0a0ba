import { deviceMatrices, floatMatrices } from "../../../src/index.ts";
import type { Device } from "../../../src/numeric/device.ts";
import type { Tensor } from "../../../src/numeric/kernels.ts";
import { stream } from "../../../src/numeric/random.ts";
import { residues } from "../../../src/numeric/residues.ts";
import { problemOf, workWith } from "../../matrices/problem.ts";
import { median } from "../exact/process.ts";
import type { Figure } from "./bench.ts";
import { onThread } from "./clock.ts";

const claim = problemOf((X, { A, B, U }) => [
  X.tr(X.mul(U, A, X.adjoint(U), B, A)),
  X.tr(X.mul(X.adjoint(U), B, A, U, A)),
]);

/** Native and WebGPU compute on threads of their own. */
function clockOf(device: Device): () => number {
  const own = device.name === "wasm" || device.name === "cpu";
  return own ? onThread : () => performance.now() / 1000;
}

/**
 * tr(AB) = tr(BA) of 3×3 matrices modulo 1019 in float arrays: points a second, and the bits by which they lower
 * the error probability, log₂(p/d) a point with d = 2; then a whole claim through the model, drawing and comparing
 * with BigInt included.
 */
export async function exactOnFloats(device: Device): Promise<Figure[]> {
  const { kernels: k } = device;
  const [p, points] = [1019, 20_000];
  const R = residues(k, p, 9);
  const s = stream("figures", "residues");
  const entries = (): Float32Array =>
    Float32Array.from({ length: 9 * points }, () => s.integer(0, p - 1));
  const [a, b] = [entries(), entries()];
  const flat = (x: Tensor): Tensor => k.reshape(x, [points, 1, 9]);
  const column = (x: Tensor): Tensor => k.reshape(x, [points, 9, 1]);
  const once = async (): Promise<number> => {
    const difference = k.scope(() => {
      const [A, B] = [a, b].map((x) => R.of(x, [points, 3, 3]));
      const product = (x: Tensor, y: Tensor): Tensor =>
        R.matMul(flat(R.matMul(x, y)), column(one(k, points)));
      return R.sub(product(A, B), product(B, A));
    });
    const found = await k.read(difference);
    k.dispose(difference);
    if (found.some((x) => x !== 0)) throw new Error("figures: a residue is not 0");
    return points;
  };
  const now = clockOf(device);
  const raw = await ratesOf(now, once);
  const model = deviceMatrices({ sizes: [3] });
  const work = workWith(() => Promise.resolve(device));
  const claimed = await ratesOf(now, async () => {
    const found = await model.check(claim, work);
    if (found.outcome !== "holds") throw new Error(`figures: ${found.outcome}`);
    return -(found.errorLog2 ?? 0);
  });
  const bits = raw * Math.log2(p / 2);
  const found = `${raw.toPrecision(3)} points/s, ${bits.toPrecision(3)} bits/s; a whole claim: ${claimed.toFixed(0)} bits/s`;
  return [{ name: `exact on floats, ${device.name}`, found, target: "none", met: true }];
}

/** The units of a matrix at every point. */
function one(k: Device["kernels"], points: number): Tensor {
  return k.tensor(
    Float32Array.from({ length: 9 * points }, (_, at) => ((at % 9) % 4 === 0 ? 1 : 0)),
    [points, 9],
  );
}

async function ratesOf(now: () => number, once: () => Promise<number>): Promise<number> {
  await once();
  const found: number[] = [];
  for (let k = 0; k < 5; k++) {
    const begun = now();
    const done = await once();
    found.push(done / (now() - begun));
  }
  return median(found);
}

const claims = 1000;

/** Arrays alive on the device before and after so many claims. */
export async function flatArrays(device: Device): Promise<Figure[]> {
  const wanted = device.name === "webgpu" || device.name === "cpu" ? claims / 10 : claims;
  const models = [floatMatrices({ sizes: [2] }), deviceMatrices({ sizes: [2] })];
  const work = workWith(() => Promise.resolve(device));
  for (const model of models) await model.check(claim, work);
  const before = device.kernels.count();
  for (let k = 0; k < wanted; k++) await models[k % 2].check(claim, work);
  const after = device.kernels.count();
  const found = `${before} arrays before, ${after} after ${wanted} claims`;
  return [{ name: `arrays alive, ${device.name}`, found, target: "flat", met: after === before }];
}
