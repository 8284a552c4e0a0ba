import fc from "fast-check";
import { parseRational } from "../algebra/rational.ts";
import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { FrameworkError } from "../errors.ts";
import { batches } from "../numeric/batch.ts";
import type { Batch, Batches, HostBatch } from "../numeric/batch.ts";
import { compare } from "../numeric/compare.ts";
import type { Comparison } from "../numeric/compare.ts";
import type { Device } from "../numeric/device.ts";
import { distribution, forShapes } from "../numeric/shapes.ts";
import type { Effort } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { adversarialCounts, drawBatch } from "./draw.ts";
import type { Drawn, FieldDraw } from "./draw.ts";
import { floatPower } from "./power.ts";
import type { Change } from "./power.ts";
import { freeMatrixModel } from "./proof.ts";
import { droppable, matrixFields, matrixLayers } from "./signature.ts";
import type { Matrices, MatrixFields, MatrixLayers } from "./signature.ts";
import { confirm } from "./confirm.ts";
import { joined, usualPassBytes, piece, samplesAtOnce } from "./pieces.ts";
import { repeated, stretchedDraws } from "./stretched.ts";
import type { Stretch } from "./stretched.ts";
import { jetsOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

interface FloatCarriers {
  readonly [sort: string]: Batch;
  readonly M: Batch;
  readonly S: Batch;
}

/** A device, and how much of its memory one pass may take. */
interface Roomy extends Device {
  readonly passBytes: number;
}

/** Samples of one batch: values and bounds of the whole graph stay on the device together. */
const samplesFor: Readonly<Record<Effort, number>> = { quick: 32, default: 96, deep: 1024 };
/** Batches at random sizes, after one at each size. */
const furtherBatches: Readonly<Record<Effort, number>> = { quick: 0, default: 1, deep: 60 };

/**
 * N×N complex matrices in float32 batches on the device, with a running error bound: a residual above
 * its bound refutes, once exact arithmetic confirms it at rounded parameters (design.md I5, I6).
 */
export function floatMatrices(options: {
  readonly sizes: readonly number[];
  readonly fields?: FieldDraw;
  readonly samples?: Partial<Record<Effort, number>>;
  /** Single taps first: see `drawBatch`; true if absent. */
  readonly structured?: boolean;
  /** Bytes of the device's memory that one pass may take; a larger batch is passed over in pieces. */
  readonly passBytes?: number;
}): Model<Matrices> & Model<MatrixFields> {
  const fields = options.fields ?? "independent";
  const what = fields === "torus" ? "su(N) connections on the torus" : "matrices";
  return {
    name: `float32 ${what}, N = ${options.sizes.join(", ")}`,
    kind: "sampled-float",
    interprets: Object.keys({ ...matrixFields.operations, ...matrixLayers.operations }),
    canDrop: droppable,
    twin: freeMatrixModel(),
    check: async (problem, work): Promise<Finding> => {
      const device = { ...(await work.device()), passBytes: options.passBytes ?? usualPassBytes };
      const jets = jetsOf(problem);
      const isClaim = problem.variant === undefined;
      const wanted = amount(work.effort, { ...samplesFor, ...options.samples });
      // A near miss has to be seen, not measured: its ratio is at least 10 or it survives.
      const count = isClaim ? wanted : Math.min(wanted, samplesFor.quick);
      let [samples, worst] = [0, 0];
      let failing: { N: number; drawn: ReadonlyMap<string, Drawn>; found: Comparison } | undefined;
      let open: string | undefined;
      const decide = async ({ N, batch }: { N: number; batch: number }): Promise<boolean> => {
        const s = work.stream(`N=${N}`, `batch ${batch}`);
        const drawn = drawBatch(jets, N, count, s, fields, options.structured);
        const found = await residual(device, N, count, drawn, jets.left, jets.right);
        samples += count;
        if (found.nan > 0 || found.infinite > 0)
          open ??= `${found.nan} entries are not a number, ${found.infinite} bounds overflow`;
        else if (found.size === 0 && !(await anything(device, jets, N, count, drawn)))
          open ??= "every sample of both sides is zero";
        else if (found.worst > 1) failing = { N, drawn, found };
        worst = Math.max(worst, found.worst);
        return open !== undefined || found.worst <= 1;
      };
      const run = await forShapes(
        fc.record({ N: fc.constantFrom(...options.sizes), batch: fc.nat(1000) }),
        {
          seed: `${work.seed} ${problem.claim}`,
          first: options.sizes.map((N) => ({ N, batch: 0 })),
          more: isClaim ? amount(work.effort, furtherBatches) : 0,
        },
        decide,
      );
      const facts = {
        scope: `N = ${options.sizes.join(", ")}`,
        samples,
        worstRatio: Math.min(worst, Number.MAX_VALUE),
        device: device.label,
        unitRoundoff: device.unitRoundoff,
        seed: work.seed,
      };
      if (open !== undefined) return { ...facts, outcome: "undecided", reason: open };
      if (failing !== undefined) {
        const witness = confirm(problem, jets, failing.N, failing.drawn, failing.found.sample);
        const reason = "unconfirmed: exact arithmetic finds no difference near the failing sample";
        return witness === undefined
          ? { ...facts, outcome: "undecided", reason }
          : { ...facts, outcome: "fails", witness };
      }
      const hard = [...adversarialCounts(jets, count, fields, options.structured)];
      const mixed = hard.map(([kind, n]) => `${n} ${kind}`).join(", ");
      const scope =
        `batches of ${count}${mixed === "" ? "" : ` (${mixed})`} at ` +
        distribution(run.tried, ({ N }) => `N = ${N}`);
      if (!isClaim || !work.first) return { ...facts, scope, outcome: "holds" };
      const power = await powerAt(problem, jets, options.sizes[0], fields, device, work);
      return typeof power === "string"
        ? { ...facts, scope, outcome: "undecided", reason: power }
        : { ...facts, scope, outcome: "holds", power };
    },
  };
}

/** left − right against its bound on a batch. */
async function residual(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  left: readonly Term[],
  right: readonly Term[],
): Promise<Comparison> {
  const [l, r] = [
    await hostOf(device, N, samples, drawn, left),
    await hostOf(device, N, samples, drawn, right),
  ];
  return compare(l, r, { samples });
}

/** Arrays of rows, a row a sample, as one such array: the rows of a sample one after another. */
export function sampleBySample(parts: readonly Float32Array[], samples: number): Float32Array {
  const each = parts.map((p) => p.length / samples);
  const row = each.reduce((a, b) => a + b, 0);
  const out = new Float32Array(row * samples);
  for (let s = 0, at = 0; s < samples; s++)
    parts.forEach((p, i) => {
      for (let k = 0; k < each[i]; k++) out[at++] = p[s * each[i] + k];
    });
  return out;
}

/** All components of a side, sample by sample. */
async function hostOf(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  roots: readonly Term[],
): Promise<HostBatch> {
  const [host] = await hostsOf(device, N, samples, drawn, [roots]);
  return host;
}

/** The same of several sides in one pass: what they share is computed once. */
async function hostsOf(
  device: Roomy,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
  sides: readonly (readonly Term[])[],
): Promise<HostBatch[]> {
  const values = await valuesOf(device, N, samples, drawn, sides.flat());
  let from = 0;
  return sides.map(({ length }) => {
    const own = values.slice(from, (from += length));
    const rows = (part: keyof HostBatch): Float32Array =>
      sampleBySample(
        own.map((v) => v[part]),
        samples,
      );
    return { re: rows("re"), im: rows("im"), err: rows("err") };
  });
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
  jets: Jets,
  N: number,
  samples: number,
  drawn: ReadonlyMap<string, Drawn>,
): Promise<boolean> {
  const values = await valuesOf(device, N, samples, drawn, [...jets.left, ...jets.right], true);
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

const powerSamples = 16;

async function powerAt(
  problem: Problem,
  jets: Jets,
  N: number,
  fields: FieldDraw,
  device: Roomy,
  work: ModelWork,
) {
  const drawn = drawBatch(jets, N, powerSamples, work.stream("power"), fields);
  const right = await hostOf(device, N, powerSamples, drawn, jets.right);
  return floatPower(problem, jets, async (changes) => {
    const [ofUnknowns, others] = [changes.filter(isOfUnknown), changes.filter(isOther)];
    const stretched = await worstOfStretches(device, N, drawn, jets.left, right, ofUnknowns);
    const lefts = others.map(({ left }) => left());
    const rebuilt = (await hostsOf(device, N, powerSamples, drawn, lefts)).map(
      (left) => compare(left, right, { samples: powerSamples }).worst,
    );
    const worst = new Map<Change, number>([
      ...ofUnknowns.map((change, i) => [change, stretched[i]] as const),
      ...others.map((change, i) => [change, rebuilt[i]] as const),
    ]);
    return changes.map((change) => worst.get(change) ?? NaN);
  });
}

const isOfUnknown = (change: Change): change is Change & Stretch => change.unknown !== undefined;
const isOther = (change: Change): boolean => change.unknown === undefined;

/** The worst ratio under each stretch, all of them in one pass. */
async function worstOfStretches(
  device: Roomy,
  N: number,
  drawn: ReadonlyMap<string, Drawn>,
  roots: readonly Term[],
  right: HostBatch,
  stretches: readonly Stretch[],
): Promise<number[]> {
  if (stretches.length === 0) return [];
  const samples = powerSamples * stretches.length;
  const left = await hostOf(device, N, samples, stretchedDraws(drawn, stretches), roots);
  const { ratios = new Float64Array(samples) } = compare(left, repeated(right, stretches.length), {
    samples,
    perSample: true,
  });
  return stretches.map((_, k) =>
    Math.max(...ratios.subarray(k * powerSamples, (k + 1) * powerSamples)),
  );
}
