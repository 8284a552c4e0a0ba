import fc from "fast-check";
import { amount, ingredientNamed } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import type { Device } from "../numeric/device.ts";
import { distribution, forShapes } from "../numeric/shapes.ts";
import type { Effort, Power } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { torusWitness } from "./finite.ts";
import { layerFault } from "./layerFault.ts";
import { draw, pointOf } from "./layerDraw.ts";
import type { Draw } from "./layerDraw.ts";
import { batch, layerAlgebra, unit } from "./layerNumbers.ts";
import type { LayerCarriers, Numbers, Perturbation } from "./layerNumbers.ts";
import { layerTable } from "./layerTable.ts";
import type { Answered } from "./layerTable.ts";
import { gridLayers } from "./signature.ts";
import type { GridLayers } from "./signature.ts";

/** Batches at random shapes, after one at each side with all channels. */
const furtherBatches: Readonly<Record<Effort, number>> = { quick: 0, default: 1, deep: 200 };

interface Shape {
  readonly n: number;
  readonly channels: number;
  /** Which draw of that shape. */
  readonly batch: number;
}

/**
 * Convolution layers as networks run them: float32 on the device (im2col and a matrix product), on the
 * torus Z_n² with K channels, against the terms around them in doubles, with a running bound for both.
 * Signals and filters are random float32 numbers; the first samples are a single pixel of one channel
 * each, so that a fault in one tap is not hidden by its neighbours; `structured: false` goes without.
 * Filters are supported on 3×3 taps. A residual above its bound refutes if exact arithmetic on the torus
 * confirms it: of the claim, or of the layer, whose recorded output is then not its definition's.
 */
export function deviceLayers(options: {
  readonly sides: readonly number[];
  readonly channels: number;
  readonly structured?: boolean;
}): Model<GridLayers> {
  const { sides, channels: most, structured = true } = options;
  return {
    name: `float32 layers on the tori ${sides.map((n) => `Z_${n}²`).join(", ")}, up to ${most} channels`,
    kind: "sampled-float",
    interprets: Object.keys(gridLayers.operations),
    canDrop: [],
    perturb: async (problem, work, by): Promise<number> => {
      const ratio = powerBatch(await work.device(), problem, sides[0], most, work);
      return ratio(
        ingredientNamed(taps(most), (one) => one.name, by),
        by.epsilon,
      );
    },
    check: async (problem, work): Promise<Finding> => {
      const device = await work.device();
      let [samples, worst] = [0, 0];
      let failing: (Shape & { readonly answered: readonly Answered[] }) | undefined;
      let open: string | undefined;
      const decide = async (shape: Shape): Promise<boolean> => {
        const { n, channels, batch } = shape;
        const s = work.stream("layers", `n=${n}`, `K=${channels}`).at(batch);
        const drawn = draw(problem, n, channels, s, structured);
        const found = await residuals(device, problem, n, channels, drawn);
        samples += found.count;
        if (found.nan) open ??= "a value is not a number";
        else if (found.infinite) open ??= "a bound overflows";
        else if (!found.nonzero) open ??= "every sample is zero";
        else if (found.worst > 1) failing = { ...shape, answered: found.answered };
        worst = Math.max(worst, found.worst);
        return open !== undefined || found.worst <= 1;
      };
      const shapes = fc.record({
        n: fc.constantFrom(...sides),
        channels: fc.integer({ min: 1, max: most }),
        batch: fc.nat(1000),
      });
      const first = sides.map((n) => ({ n, channels: most, batch: 0 }));
      const more = problem.variant === undefined ? amount(work.effort, furtherBatches) : 0;
      const run = await forShapes(
        shapes,
        { seed: `${work.seed} ${problem.claim}`, first, more },
        decide,
      );
      const facts = {
        scope: `3×3 taps; batches at ${distribution(run.tried, (s) => `n = ${s.n} with ${s.channels} channels`)}`,
        samples,
        worstRatio: Math.min(worst, Number.MAX_VALUE),
        device: device.label,
        unitRoundoff: device.unitRoundoff,
        seed: work.seed,
      };
      if (open !== undefined) return { ...facts, outcome: "undecided", reason: open };
      if (failing !== undefined) return confirmed(problem, failing, facts, device);
      if (problem.variant !== undefined) return { ...facts, outcome: "holds" };
      const power = await layerPower(device, problem, sides[0], most, work);
      return typeof power === "string"
        ? { ...facts, outcome: "undecided", reason: power }
        : { ...facts, outcome: "holds", power };
    },
  };
}

/**
 * Exact arithmetic on the same torus gives the witness (design.md I6): with generic functions where the
 * claim is false, and where it is true of the definition, with the recorded output of the faulty layer.
 */
async function confirmed(
  problem: Problem,
  { n, channels, answered }: Shape & { readonly answered: readonly Answered[] },
  facts: Omit<Finding, "outcome">,
  device: Device,
): Promise<Finding> {
  const witness =
    torusWitness(problem, n, channels) ??
    (await layerFault(problem, device, n, channels, answered));
  return witness !== undefined
    ? { ...facts, outcome: "fails", witness }
    : {
        ...facts,
        outcome: "undecided",
        reason: "unconfirmed: exact arithmetic on the same torus finds no difference",
      };
}

interface Residuals {
  readonly count: number;
  readonly worst: number;
  readonly nan: boolean;
  /** A value or a bound overflowed: it decides nothing. */
  readonly infinite: boolean;
  readonly nonzero: boolean;
  readonly answered: readonly Answered[];
}

async function residuals(
  device: Device,
  problem: Problem,
  n: number,
  channels: number,
  drawn: Draw,
  perturbation?: Perturbation,
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
  let [count, worst, nan, infinite, nonzero] = [0, 0, false, false, false];
  for (const [left, right] of sides)
    left.forEach((l, i) => {
      for (let b = 0; b < batch; b++, count++) {
        const r = Math.abs(l.value[b] - right[i].value[b]);
        const bound =
          (l.err[b] + right[i].err[b]) * (1 + 2 ** -40) +
          unit * (Math.abs(l.value[b]) + Math.abs(right[i].value[b]));
        nan ||= Number.isNaN(r) || Number.isNaN(bound);
        infinite ||= !Number.isFinite(bound);
        nonzero ||= l.value[b] !== 0 || right[i].value[b] !== 0;
        if (r > 0) worst = Math.max(worst, bound === 0 ? Infinity : r / bound);
      }
    });
  return { count, worst, nan, infinite, nonzero, answered: [...layers.answered()] };
}

/** The first trial perturbation: the residual is linear in it, so one ratio tells the scale. */
const trialPerturbation = 2 ** -8;
const doublings = 6;

interface Tap {
  readonly name: string;
  readonly tap: number;
  readonly channel: number;
}

/** Every weight of a filter, by the name its power is printed under. */
const taps = (channels: number): Tap[] =>
  Array.from({ length: 9 }, (_, tap) =>
    Array.from({ length: channels }, (_unused, channel) => ({
      name: `ψ at tap (${1 - Math.floor(tap / 3)}, ${1 - (tap % 3)}), channel ${channel}`,
      tap,
      channel,
    })),
  ).flat();

/** The worst residual / bound of the batch that power is measured on, one weight of the left side changed. */
function powerBatch(
  device: Device,
  problem: Problem,
  n: number,
  channels: number,
  work: ModelWork,
): (tap: Tap, epsilon: number) => Promise<number> {
  const drawn = draw(problem, n, channels, work.stream("power"));
  const few: Draw = { ...drawn, points: drawn.points.slice(0, n * n) };
  return async ({ tap, channel }, epsilon) =>
    (await residuals(device, problem, n, channels, few, { tap, channel, factor: 1 + epsilon }))
      .worst;
}

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
  const ratio = powerBatch(device, problem, n, channels, work);
  const ingredients: { name: string; epsilon: number }[] = [];
  for (const tap of taps(channels)) {
    const { name } = tap;
    let epsilon = Math.max(
      trialPerturbation / (await ratio(tap, trialPerturbation)),
      device.unitRoundoff,
    );
    let seen = false;
    for (let doubling = 0; doubling < doublings && !seen; doubling++) {
      seen = (await ratio(tap, 2 * epsilon)) > 1;
      if (!seen) epsilon *= 2;
    }
    if (!seen)
      return `no power: a relative change of ${epsilon.toPrecision(2)} in ${name} goes unseen`;
    ingredients.push({ name, epsilon });
  }
  return { epsilon: Math.max(...ingredients.map((i) => i.epsilon)), ingredients, invisible: [] };
}
