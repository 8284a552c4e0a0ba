/** The group convolution in double precision, through one fused kernel. */
import { modelWork } from "../../../src/claim/model.ts";
import type { Model } from "../../../src/claim/model.ts";
import type { Problem } from "../../../src/claim/problem.ts";
import { fuse } from "../../../src/fused/kernel.ts";
import { floatMatrices } from "../../../src/index.ts";
import { concretise } from "../../../src/matrices/witness.ts";
import { stream } from "../../../src/numeric/random.ts";
import type { Stream } from "../../../src/numeric/random.ts";
import { defect, haarUnitary } from "../../../src/numeric/unitary.ts";
import { taps } from "./claims.ts";

const size = 3;
const samples = 32;
/** Above the distance of every drawn unitary matrix from the group, which is checked. */
const furthest = 2 ** -48;

/**
 * What the kernel finds of left = right on a batch: refuted, once exact arithmetic has small matrices on
 * which the sides differ. With `structured`, in each of the first samples all taps but one are zero.
 */
export function inDoubles(
  problem: Problem,
  structured: boolean,
  seed: string,
): "holds" | "fails" | "undecided" {
  const kernel = fuse(problem.left, problem.right, {
    size,
    lane: "f64",
    capacity: samples,
    unitary: (name) => name === "Omega",
    defect: furthest,
  });
  if (kernel.kind === "refused") throw new Error(`bench sensitivity: ${kernel.reason}`);
  for (const name of kernel.unknowns) {
    const s = stream(seed, "doubles", name);
    const drawn = Array.from({ length: samples }, (_, k) =>
      name === "Omega" ? rotation(s) : tap(s, structured && k < taps && !name.endsWith(`[${k}]`)),
    );
    const part = (which: "re" | "im"): number[] => drawn.flatMap((m) => [...m[which]]);
    kernel.load(name, part("re"), part("im"));
  }
  const { worst, nan, infinite, oversized, unfit } = kernel.check(samples);
  if (nan + infinite + oversized + unfit > 0 || Number.isNaN(worst)) return "undecided";
  if (worst <= 1) return "holds";
  const model = floatMatrices({ sizes: [size] }) as Model;
  const none = (): never => {
    throw new Error("exact arithmetic asks for no device");
  };
  const work = modelWork({ effort: "quick", seed, device: none }, model, problem, false);
  return concretise(problem, work) === undefined ? "undecided" : "fails";
}

interface Entries {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function rotation(s: Stream): Entries {
  const U = haarUnitary(s, size);
  if (!(defect(U) <= furthest)) throw new Error(`expected a unitary matrix, got ${defect(U)}`);
  return U;
}

function tap(s: Stream, zero: boolean): Entries {
  const part = (): Float64Array =>
    Float64Array.from({ length: size * size }, () => (zero ? 0 * s.normal() : s.normal()));
  return { re: part(), im: part() };
}
