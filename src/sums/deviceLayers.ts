import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { parseRational } from "../algebra/rational.ts";
import { FrameworkError } from "../errors.ts";
import { groupNamed } from "../groups/named.ts";
import { convolutions } from "../numeric/convolution.ts";
import type { Device } from "../numeric/device.ts";
import type { Stream } from "../numeric/random.ts";
import type { Effort, Power } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { finiteGroups } from "./finite.ts";
import { layerKinds } from "./layer.ts";
import { gridLayers } from "./signature.ts";
import type { GridLayers } from "./signature.ts";

/** One number for each sample of the batch, in doubles, each within `err` of the true one. */
interface Numbers {
  readonly value: Float64Array;
  readonly err: Float64Array;
}

interface LayerCarriers {
  readonly [sort: string]: number | Numbers;
  readonly G: number;
  readonly K: number;
  readonly R: Numbers;
}

const batch = 8;
const runs: Readonly<Record<Effort, number>> = { quick: 2, default: 6, deep: 200 };
const shiftsTried = 6;
const unit = 2 ** -53;

/**
 * Convolution layers as networks run them: float32 on the device (im2col and a matrix product), on the
 * torus Z_n² with K channels, against the terms around them in doubles, with a running bound for both.
 * Signals and filters are random float32 numbers; the first samples are a single pixel of one channel
 * each, so that a fault in one tap is not hidden by its neighbours. Filters are supported on 3×3 taps.
 */
export function deviceLayers(options: {
  readonly sides: readonly number[];
  readonly channels: number;
}): Model<GridLayers> {
  const { sides, channels } = options;
  return {
    name: `float32 layers on the tori ${sides.map((n) => `Z_${n}²`).join(", ")}, ${channels} channels`,
    kind: "sampled-float",
    interprets: Object.keys(gridLayers.operations),
    canDrop: [],
    check: async (problem, work): Promise<Finding> => {
      const device = await work.device();
      let [samples, worst] = [0, 0];
      const facts = (n: number): Omit<Finding, "outcome"> => ({
        scope: `n = ${n}, ${channels} channels, 3×3 taps`,
        samples,
        worstRatio: Math.min(worst, Number.MAX_VALUE),
        device: device.label,
        unitRoundoff: device.unitRoundoff,
        seed: work.seed,
      });
      for (let run = 0; run < amount(work.effort, runs); run++) {
        const n = sides[run % sides.length];
        const drawn = draw(problem, n, channels, work.stream("layers").at(run));
        const found = await residuals(device, problem, n, channels, drawn, undefined);
        samples += found.count;
        if (found.nan)
          return { ...facts(n), outcome: "undecided", reason: "a value is not a number" };
        if (!found.nonzero)
          return { ...facts(n), outcome: "undecided", reason: "every sample is zero" };
        worst = Math.max(worst, found.worst);
        if (worst > 1) return confirmed(problem, n, channels, facts(n), work);
      }
      const scope = { scope: `n = ${sides.join(", ")}, ${channels} channels, 3×3 taps` };
      if (problem.variant !== undefined) return { ...facts(sides[0]), ...scope, outcome: "holds" };
      const power = await layerPower(device, problem, sides[0], channels, work);
      return typeof power === "string"
        ? { ...facts(sides[0]), ...scope, outcome: "undecided", reason: power }
        : { ...facts(sides[0]), ...scope, outcome: "holds", power };
    },
  };
}

/** Exact arithmetic on the same torus, with generic functions, gives the witness (design.md I6). */
function confirmed(
  problem: Problem,
  n: number,
  channels: number,
  facts: Omit<Finding, "outcome">,
  work: ModelWork,
): Finding {
  const exact = finiteGroups([`C${n}xC${n}`], [channels]).check(problem, work) as Finding;
  return exact.outcome === "fails" && exact.witness !== undefined
    ? { ...facts, outcome: "fails", witness: exact.witness }
    : {
        ...facts,
        outcome: "undecided",
        reason: "unconfirmed: exact arithmetic on the same torus finds no difference",
      };
}

/** The values of the unknown functions at `argument indices joined by commas`, and of the unknowns x, t. */
interface Draw {
  readonly functions: ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;
  readonly points: readonly ReadonlyMap<string, number>[];
}

function draw(problem: Problem, n: number, channels: number, s: Stream): Draw {
  const functions = new Map<string, ReadonlyMap<string, Float32Array>>();
  const pixels = [...Array(n * n).keys()];
  const centred = (i: number): boolean =>
    [0, 1, n - 1].includes(Math.floor(i / n)) && [0, 1, n - 1].includes(i % n);
  for (const u of problem.unknowns) {
    if (typeof u.sort === "string") continue;
    const values = new Map<string, Float32Array>();
    const spike = s.integer(0, n * n - 1);
    for (const args of product(
      u.sort.from.map((sort) => (sort === "G" ? pixels : [...Array(channels).keys()])),
    )) {
      const isFilter = u.property === "filter" || u.name === "psi";
      const one = Math.fround(s.normal());
      const numbers = isFilter
        ? new Float32Array(batch).fill(centred(args[0]) ? one : 0)
        : Float32Array.from({ length: batch }, (_, b) =>
            b >= channels ? s.normal() : args[0] === spike && args.at(-1) === b ? one : 0,
          );
      values.set(args.join(","), numbers);
    }
    functions.set(u.name, values);
  }
  const names = reachable([...problem.left, ...problem.right])
    .filter((t) => t.op === "unknown" && t.sort === "G")
    .map(unknownName);
  const shifts = names.filter((name) => name !== "x");
  const points = Array.from(
    { length: shifts.length === 0 ? 1 : shiftsTried },
    () => new Map(shifts.map((name) => [name, s.integer(0, n * n - 1)])),
  ).flatMap((at) => (names.includes("x") ? pixels.map((x) => new Map([...at, ["x", x]])) : [at]));
  return { functions, points };
}

function product(ranges: readonly (readonly number[])[]): number[][] {
  return ranges.reduce<number[][]>(
    (all, range) => all.flatMap((prefix) => range.map((i) => [...prefix, i])),
    [[]],
  );
}

/** One tap of one channel of the left side's layers, scaled. */
interface Perturbation {
  readonly tap: number;
  readonly channel: number;
  readonly factor: number;
}

interface Residuals {
  readonly count: number;
  readonly worst: number;
  readonly nan: boolean;
  readonly nonzero: boolean;
}

async function residuals(
  device: Device,
  problem: Problem,
  n: number,
  channels: number,
  drawn: Draw,
  perturbation: Perturbation | undefined,
): Promise<Residuals> {
  const layers = layerTable(device, n, channels);
  const side = (
    roots: readonly Term[],
    at: ReadonlyMap<string, number>,
    changed: Perturbation | undefined,
  ): Numbers[] =>
    evaluate<GridLayers, LayerCarriers>(
      gridLayers,
      layerAlgebra(n, channels, layers, changed),
      pointOf(drawn, at),
      roots,
    ) as Numbers[];
  const both = (): [Numbers[], Numbers[]][] =>
    drawn.points.map((at) => [
      side(problem.left, at, perturbation),
      side(problem.right, at, undefined),
    ]);
  let sides = both();
  // The device answers between passes: a pass asks for layers, the next one has them.
  while (layers.asked() > 0) {
    await layers.answer();
    sides = both();
  }
  let [count, worst, nan, nonzero] = [0, 0, false, false];
  for (const [left, right] of sides)
    left.forEach((l, i) => {
      for (let b = 0; b < batch; b++, count++) {
        const r = Math.abs(l.value[b] - right[i].value[b]);
        const bound =
          (l.err[b] + right[i].err[b]) * (1 + 2 ** -40) +
          unit * (Math.abs(l.value[b]) + Math.abs(right[i].value[b]));
        nan ||= Number.isNaN(r) || Number.isNaN(bound);
        nonzero ||= l.value[b] !== 0 || right[i].value[b] !== 0;
        if (r > 0) worst = Math.max(worst, bound === 0 ? Infinity : r / bound);
      }
    });
  return { count, worst, nan, nonzero };
}

function pointOf(drawn: Draw, at: ReadonlyMap<string, number>) {
  const exact = (values: Float32Array): Numbers => ({
    value: Float64Array.from(values),
    err: new Float64Array(batch),
  });
  return {
    unknown: (term: Term): number => {
      const value = at.get(unknownName(term));
      if (value === undefined)
        throw new FrameworkError(`layers: no value for ${unknownName(term)}`);
      return value;
    },
    apply: (name: string, args: readonly (number | Numbers)[]): Numbers => {
      const values = drawn.functions.get(name)?.get(args.join(","));
      if (values === undefined)
        throw new FrameworkError(`layers: no value for ${name}(${args.join(",")})`);
      return exact(values);
    },
  };
}

/** Doubles with a running bound: |fl(a∘b) − a∘b| ≤ 2^-53 |a∘b|. */
function layerAlgebra(
  n: number,
  channels: number,
  layers: LayerTable,
  perturbation: Perturbation | undefined,
): Algebra<GridLayers, LayerCarriers> {
  const G = groupNamed(`C${n}xC${n}`);
  const make = (entry: (b: number) => readonly [number, number]): Numbers => {
    const value = new Float64Array(batch);
    const err = new Float64Array(batch);
    for (let b = 0; b < batch; b++) [value[b], err[b]] = entry(b);
    return { value, err };
  };
  const add2 = (x: Numbers, y: Numbers): Numbers =>
    make((b) => {
      const v = x.value[b] + y.value[b];
      return [v, (x.err[b] + y.err[b] + unit * Math.abs(v)) * (1 + 4 * unit)];
    });
  const mul2 = (x: Numbers, y: Numbers): Numbers =>
    make((b) => {
      const v = x.value[b] * y.value[b];
      const e =
        Math.abs(x.value[b]) * y.err[b] + x.err[b] * Math.abs(y.value[b]) + x.err[b] * y.err[b];
      return [v, (e + unit * Math.abs(v)) * (1 + 8 * unit)];
    });
  const neg = (x: Numbers): Numbers => ({ value: x.value.map((v) => -v), err: x.err });
  const add = (...xs: Numbers[]): Numbers => xs.reduce(add2);
  return {
    op: G.op,
    inv: G.inv,
    e: () => G.identity,
    sum: (f) => add(...Array.from({ length: G.order }, (_, h) => f(h))),
    sumChannels: (f) => add(...Array.from({ length: channels }, (_, k) => f(k))),
    add: { R: add },
    sub: { R: (a, b) => add2(a, neg(b)) },
    neg: { R: neg },
    scale: {
      R: (by, x) => {
        const q = parseRational(String(by));
        const c = Number(q.n) / Number(q.d);
        return mul2(
          make(() => [c, unit * Math.abs(c)]),
          x,
        );
      },
    },
    mul: { R: (...xs) => xs.reduce(mul2) },
    zero: () => make(() => [0, 0]),
    layer: (kind, f, psi, x) => {
      const signal = new Float32Array(batch * n * n * channels);
      for (let y = 0; y < n * n; y++)
        for (let k = 0; k < channels; k++) {
          const values = f(y, k).value;
          for (let b = 0; b < batch; b++) signal[(b * n * n + y) * channels + k] = values[b];
        }
      // The device correlates: tap q meets pixel x + q − 1, so ψ(o) stands at q = 1 − o.
      const filter = new Float32Array(9 * channels);
      for (let tap = 0; tap < 9; tap++)
        for (let k = 0; k < channels; k++) {
          const [a, c] = [1 - Math.floor(tap / 3), 1 - (tap % 3)];
          const weight = psi(((a + n) % n) * n + ((c + n) % n), k).value[0];
          const changed =
            perturbation !== undefined && perturbation.tap === tap && perturbation.channel === k;
          filter[tap * channels + k] = changed ? weight * perturbation.factor : weight;
        }
      return layers.at(String(kind), signal, filter, x);
    },
  };
}

interface LayerTable {
  readonly at: (kind: string, signal: Float32Array, filter: Float32Array, x: number) => Numbers;
  readonly asked: () => number;
  readonly answer: () => Promise<void>;
}

/** Outputs of layers by their inputs; what is not known yet is asked of the device in one go. */
function layerTable(device: Device, n: number, channels: number): LayerTable {
  const known = new Map<string, { value: Float32Array; err: Float32Array }>();
  const open = new Map<string, { kind: string; signal: Float32Array; filter: Float32Array }>();
  const nothing: Numbers = { value: new Float64Array(batch), err: new Float64Array(batch) };
  return {
    asked: () => open.size,
    at: (kind, signal, filter, x) => {
      const key = `${kind} ${filter.join()} ${signal.join()}`;
      const output = known.get(key);
      if (output === undefined) {
        open.set(key, { kind, signal, filter });
        return nothing;
      }
      const pick = (part: Float32Array): Float64Array =>
        Float64Array.from({ length: batch }, (_, b) => part[b * n * n + x]);
      return { value: pick(output.value), err: pick(output.err) };
    },
    answer: async () => {
      for (const [key, { kind, signal, filter }] of open)
        known.set(key, await runLayer(device, n, channels, kind, signal, filter));
      open.clear();
    },
  };
}

async function runLayer(
  device: Device,
  n: number,
  channels: number,
  kind: string,
  signal: Float32Array,
  filter: Float32Array,
) {
  if (!(layerKinds as readonly string[]).includes(kind)) throw new FrameworkError(`layer ${kind}`);
  const C = convolutions(device);
  const out = device.scope(() => {
    const f = C.signal(signal, [batch, n, n, channels]);
    const psi = { height: 3, width: 3, from: channels, to: 1, values: filter };
    const padding = kind === "zero-padded" ? "zero" : "wrap";
    const stride = kind === "strided" ? 2 : 1;
    const full = C.convolve(f, psi, { padding, stride });
    return kind === "pooled" ? C.averagePool(full, 2) : full;
  });
  const { values, err } = await C.read(out);
  device.dispose(out);
  return { value: spread(values, n, out.height), err: spread(err, n, out.height) };
}

/** Repeats a coarse output over its blocks. */
function spread(values: Float32Array, n: number, side: number): Float32Array {
  const step = n / side;
  return Float32Array.from({ length: batch * n * n }, (_, i) => {
    const [b, row, column] = [Math.floor(i / (n * n)), Math.floor((i % (n * n)) / n), i % n];
    return values[(b * side + Math.floor(row / step)) * side + Math.floor(column / step)];
  });
}

/** The first trial perturbation: the residual is linear in it, so one ratio tells the scale. */
const trialPerturbation = 2 ** -8;
const doublings = 6;

/**
 * For every tap ψ of the left side's layer, the smallest relative change that this batch refutes: ε̂ =
 * ε₀ / (worst residual / bound at ε₀), confirmed by refuting the claim with ψ(1 + 2ε̂).
 */
async function layerPower(
  device: Device,
  problem: Problem,
  n: number,
  channels: number,
  work: ModelWork,
): Promise<Power | string> {
  const drawn = draw(problem, n, channels, work.stream("power"));
  const few: Draw = { ...drawn, points: drawn.points.slice(0, n * n) };
  const ratio = async (tap: number, channel: number, change: number): Promise<number> =>
    (await residuals(device, problem, n, channels, few, { tap, channel, factor: 1 + change }))
      .worst;
  const ingredients: { name: string; epsilon: number }[] = [];
  for (let tap = 0; tap < 9; tap++)
    for (let channel = 0; channel < channels; channel++) {
      const name = `ψ at tap (${1 - Math.floor(tap / 3)}, ${1 - (tap % 3)}), channel ${channel}`;
      let epsilon = Math.max(
        trialPerturbation / (await ratio(tap, channel, trialPerturbation)),
        device.unitRoundoff,
      );
      let seen = false;
      for (let doubling = 0; doubling < doublings && !seen; doubling++) {
        seen = (await ratio(tap, channel, 2 * epsilon)) > 1;
        if (!seen) epsilon *= 2;
      }
      if (!seen)
        return `no power: a relative change of ${epsilon.toPrecision(2)} in ${name} goes unseen`;
      ingredients.push({ name, epsilon });
    }
  return { epsilon: Math.max(...ingredients.map((i) => i.epsilon)), ingredients, invisible: [] };
}
