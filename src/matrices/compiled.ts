/** Matrices by kernels of WebAssembly with SIMD in float32, compiled from the graph. */
import { fuse } from "../fused/kernel.ts";
import type { FusedKernel } from "../fused/kernel.ts";
import type { Refused } from "../fused/plan.ts";
import type { HostBatch } from "../numeric/batch.ts";
import type { Term } from "../term/term.ts";
import type { Drawn } from "./draw.ts";
import { ledger } from "./ledger.ts";
import type { Evaluation } from "./path.ts";
import { piece } from "./pieces.ts";

/** Samples in the memory of a kernel at once. */
const MOST_AT_ONCE = 4096;

interface Compiled {
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  readonly inexact: string;
  readonly capacity: number;
  readonly kernel: FusedKernel | Refused;
}

/**
 * N×N matrices by kernels, each compiled once. An unknown that is drawn with an error of each entry carries it
 * into the bound, which is entrywise throughout, as that of the interpreter is.
 *
 * @param otherwise computes what no kernel holds and what kernels turn out to be dearer for, and tells whether
 *   terms are zero before they cancel
 * @param now ms, by which the costs are measured
 */
export function compiled(
  N: number,
  otherwise: () => Promise<Evaluation>,
  now: () => number = () => performance.now(),
): Evaluation {
  const costs = ledger(now);
  const known: Compiled[] = [];
  const kernelOf = (
    left: readonly Term[],
    right: readonly Term[],
    capacity: number,
    drawn: ReadonlyMap<string, Drawn>,
  ): FusedKernel | undefined => {
    if (costs.areDear()) return undefined;
    const names = [...drawn].flatMap(([name, { err }]) => (err === undefined ? [] : [name]));
    const inexact = JSON.stringify(names);
    let found = known.find(
      (one) =>
        one.left === left &&
        one.right === right &&
        one.inexact === inexact &&
        one.capacity >= capacity,
    );
    if (found === undefined) {
      const kernel = fuse(left, right, {
        size: N,
        lane: "f32",
        capacity,
        inexact: (name) => drawn.get(name)?.err !== undefined,
        bound: "running",
      });
      known.push((found = { left, right, inexact, capacity, kernel }));
    }
    return found.kernel.kind === "kernel" ? found.kernel : undefined;
  };
  return {
    judge: async (samples, drawn, left, right) => {
      const stop = costs.start([...left, ...right], samples * N * N);
      const kernel = kernelOf(left, right, Math.min(samples, MOST_AT_ONCE), drawn);
      if (kernel === undefined) return (await otherwise()).judge(samples, drawn, left, right);
      const found = { worst: 0, sample: 0, nan: 0, infinite: 0 };
      let isZero = true;
      for (const [from, count] of parts(samples)) {
        load(kernel, count === samples ? drawn : piece(drawn, N, from, count));
        const { worst, sample, nan, infinite } = kernel.check(count);
        if (worst > found.worst) Object.assign(found, { worst, sample: from + sample });
        found.nan += nan;
        found.infinite += infinite;
        isZero &&= worst === 0 && isZeroOn(kernel, count);
      }
      stop();
      const isVacuous = async (): Promise<boolean> =>
        isZero && (await (await otherwise()).judge(samples, drawn, left, right)).isVacuous();
      return { path: "fused", ...found, isVacuous };
    },
    sides: async (samples, drawn, sides) => {
      const [terms, [one, ...others]] = [sides.flat(), sides];
      // The terms of one side, so that its kernel is found again.
      const roots = others.length === 0 ? one : terms;
      const stop = costs.start(roots, samples * N * N);
      const kernel = kernelOf(roots, roots, samples, drawn);
      if (kernel === undefined) return (await otherwise()).sides(samples, drawn, sides);
      load(kernel, drawn);
      const lengths = sides.map(({ length }) => length);
      const values = read(kernel, samples, lengths);
      stop();
      return values;
    },
  };
}

function* parts(samples: number): Generator<readonly [number, number]> {
  for (let from = 0; from < samples; from += MOST_AT_ONCE)
    yield [from, Math.min(MOST_AT_ONCE, samples - from)];
}

function load(kernel: FusedKernel, drawn: ReadonlyMap<string, Drawn>): void {
  for (const name of kernel.unknowns) {
    const { re = [], im = [], err } = drawn.get(name) ?? {};
    kernel.load(name, re, im, err);
  }
}

function isZeroOn(kernel: FusedKernel, samples: number): boolean {
  const isZero = (part: Float64Array): boolean => part.every((x) => x === 0);
  for (let sample = 0; sample < samples; sample++)
    for (const { left, right } of kernel.at(sample))
      if (![left.re, left.im, right.re, right.im].every(isZero)) return false;
  return true;
}

/** The left sides of the components, so many to a batch. */
function read(kernel: FusedKernel, samples: number, lengths: readonly number[]): HostBatch[] {
  const rows = Array.from({ length: samples }, (_, sample) => kernel.at(sample));
  let from = 0;
  return lengths.map((length) => {
    const own = rows.map((row) => row.slice(from, from + length).map(({ left }) => left));
    from += length;
    const size = (own[0] ?? []).reduce((n, { re }) => n + re.length, 0);
    const together = (part: "re" | "im" | "bound"): Float32Array => {
      const out = new Float32Array(samples * size);
      let at = 0;
      for (const row of own)
        for (const side of row) {
          out.set(side[part], at);
          at += side[part].length;
        }
      return out;
    };
    return { re: together("re"), im: together("im"), err: together("bound") };
  });
}
