/** Matrices on a device, node by node: a node is a tensor of all samples, with a running error bound. */
import { parseRational } from "../algebra/rational.ts";
import { FrameworkError } from "../errors.ts";
import { batches } from "../numeric/batch.ts";
import type { Batch, Batches, HostBatch } from "../numeric/batch.ts";
import { compare } from "../numeric/compare.ts";
import type { Device } from "../numeric/device.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { Drawn } from "./draw.ts";
import { sampleBySample } from "./path.ts";
import type { Evaluation } from "./path.ts";
import { joined, piece, samplesAtOnce } from "./pieces.ts";
import { matrixLayers } from "./signature.ts";
import type { MatrixLayers } from "./signature.ts";

interface FloatCarriers {
  readonly [sort: string]: Batch;
  readonly M: Batch;
  readonly S: Batch;
}

/** A device, and how much of its memory one pass may take. */
export interface Roomy extends Device {
  readonly passBytes: number;
}

/** N×N matrices on the device. */
export function interpreted(device: Roomy, N: number): Evaluation {
  const sides: Evaluation["sides"] = async (samples, drawn, asked) => {
    const values = await valuesOf(device, N, samples, drawn, asked.flat());
    let from = 0;
    return asked.map(({ length }) => sampleBySample(values.slice(from, (from += length)), samples));
  };
  return {
    judge: async (samples, drawn, left, right) => {
      // Each for itself: a fault of the device in what both share would cancel.
      const [[l], [r]] = [
        await sides(samples, drawn, [left]),
        await sides(samples, drawn, [right]),
      ];
      const { size, ...found } = compare(l, r, { samples });
      const isVacuous = async (): Promise<boolean> =>
        size === 0 && !(await anything(device, N, samples, drawn, [...left, ...right]));
      return { path: "interpreted", ...found, isVacuous };
    },
    sides,
  };
}

/** The terms on a batch, in as many passes as the memory of a device asks for. */
async function valuesOf(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  roots: readonly Term[],
  unsigned = false,
): Promise<HostBatch[]> {
  const most = samplesAtOnce(roots, N, device.passBytes);
  const passes: HostBatch[][] = [];
  for (let from = 0; from < samples; from += most) {
    const count = Math.min(most, samples - from);
    const part = count === samples ? drawn : piece(drawn, N, from, count);
    passes.push(await onePass(device, N, count, part, roots, unsigned));
  }
  return roots.map((_, i) => joined(passes.map((values) => values[i])));
}

/** One pass, read back to the host; everything on the device is freed. */
async function onePass(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  roots: readonly Term[],
  unsigned: boolean,
): Promise<HostBatch[]> {
  const B = batches(device);
  const values = device.scope(() => {
    const leaves = new Map<string, Batch>();
    const point = {
      apply: (): never => {
        throw new FrameworkError("matrices have no unknown functions");
      },
      unknown: (term: Term): Batch => {
        const name = unknownName(term);
        const known = leaves.get(name);
        if (known !== undefined) return known;
        const d = drawn.get(name);
        if (d === undefined) throw new FrameworkError(`no sample of ${name}`);
        const leaf = B.fromArrays(d.re, d.im, samples, N, N, d.err);
        leaves.set(name, leaf);
        return leaf;
      },
    };
    return evaluate<typeof matrixLayers, FloatCarriers>(
      matrixLayers,
      floatAlgebra(B, samples, N, unsigned),
      point,
      roots,
    );
  });
  const read = await Promise.all(values.map((v) => B.read(v)));
  device.dispose(values);
  return read;
}

/** Whether a term was there before anything cancelled. */
async function anything(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  terms: readonly Term[],
): Promise<boolean> {
  const values = await valuesOf(device, N, samples, drawn, terms, true);
  return values.some((v) => v.re.some((x) => x !== 0) || v.im.some((x) => x !== 0));
}

function floatAlgebra(
  B: Batches,
  samples: number,
  N: number,
  unsigned: boolean,
): Algebra<MatrixLayers, FloatCarriers> {
  const literal = (by: number | string): Batch => scale(by, B.one(samples, 1));
  const ones = (rows: number, cols: number): Batch => {
    const units = new Float32Array(samples * rows * cols).fill(1);
    return B.fromArrays(
      units,
      units.map(() => 0),
      samples,
      rows,
      cols,
    );
  };
  const add = (...xs: Batch[]): Batch => xs.reduce((a, b) => B.add(a, b));
  const sub = (a: Batch, b: Batch): Batch => (unsigned ? B.add(a, b) : B.sub(a, b));
  const neg = (a: Batch): Batch => (unsigned ? a : B.neg(a));
  const scale = (by: number | string, x: Batch): Batch => {
    const q = parseRational(unsigned ? String(by).replace("-", "") : String(by));
    return q.n === 0n ? B.zero(samples, x.rows, x.cols) : B.scale(q.n, q.d, x);
  };
  return {
    add: { M: add, S: add },
    sub: { M: sub, S: sub },
    neg: { M: neg, S: neg },
    scale: { M: scale, S: scale },
    mul: {
      M: (...xs) => xs.reduce((a, b) => B.mul(a, b)),
      S: (...xs) => xs.reduce((a, b) => B.hadamard(a, b)),
    },
    one: () => B.one(samples, N),
    zero: () => B.zero(samples, N, N),
    zeroScalar: () => B.zero(samples, 1, 1),
    adjoint: (x) => B.adjoint(x),
    transpose: (x) => B.transpose(x),
    conjugate: (x) => B.conjugate(x),
    tr: (x) => B.trace(x),
    det: (x) => B.det(x),
    times: (s, x) => B.times(s, x),
    relu: (s) => B.relu(s),
    abs: (s) => B.abs(s),
    reciprocal: (s) => B.reciprocal(s),
    atLeast: (q, s) => add(B.relu(sub(s, literal(q))), literal(q)),
    hadamard: (x, y) => B.hadamard(x, y),
    corner: (x) => B.entry(x, 0, 0),
    reluEntries: (x) => B.reluParts(x),
    meanEntry: (x) => B.scale(1n, BigInt(N * N), B.mul(B.mul(ones(1, N), B.abs(x)), ones(N, 1))),
  };
}
