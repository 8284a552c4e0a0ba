/** A batch again in float64: what float32 left of its residuals, and how much of its bounds was needed. */
import { fuse } from "../fused/kernel.ts";
import type { HostBatch } from "../numeric/batch.ts";
import { hasVectors } from "../program/wasmModule.ts";
import type { Term } from "../term/term.ts";
import type { Drawn } from "./draw.ts";

export interface Finer {
  /** max |r|/b in float64, and its sample. */
  readonly worst: number;
  readonly sample: number;
  /** Median of bound / error over the values in float32, where float64 knows the error to a tenth. */
  readonly tightness: number | undefined;
}

/**
 * Unknowns as they were drawn, unitary ones in doubles: so the error of a value includes that of its leaves. The first
 * samples of both sides may be given as they were in float32, for the tightness.
 *
 * @returns nothing where no kernel holds the graph
 */
export function finer(
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  left: readonly Term[],
  right: readonly Term[],
  coarse?: { readonly samples: number; readonly sides: readonly HostBatch[] },
): Finer | undefined {
  if (!hasVectors()) return undefined;
  const kernel = fuse(left, right, {
    size: N,
    lane: "f64",
    capacity: samples,
    inexact: (name) => drawn.get(name)?.err !== undefined,
    bound: "running",
  });
  if (kernel.kind === "refused") return undefined;
  for (const name of kernel.unknowns) {
    const { re = [], im = [], err } = drawn.get(name)?.doubles ?? drawn.get(name) ?? {};
    kernel.load(name, re, im, err);
  }
  const { worst, sample } = kernel.check(samples);
  const ratios: number[] = [];
  const at = [0, 0];
  for (let k = 0; coarse !== undefined && k < coarse.samples; k++)
    for (const { left: l, right: r } of kernel.at(k))
      [l, r].forEach((fine, side) => {
        const { re, im, err } = coarse.sides[side];
        for (let entry = 0; entry < fine.re.length; entry++, at[side]++) {
          const from = at[side];
          const error = Math.hypot(re[from] - fine.re[entry], im[from] - fine.im[entry]);
          if (error > 10 * fine.bound[entry]) ratios.push(err[from] / error);
        }
      });
  ratios.sort((a, b) => a - b);
  return { worst, sample, tightness: ratios.at(ratios.length >> 1) };
}
