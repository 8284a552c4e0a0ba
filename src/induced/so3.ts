import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { batches } from "../numeric/batch.ts";
import type { Batch, HostBatch } from "../numeric/batch.ts";
import { compare, type Comparison } from "../numeric/compare.ts";
import type { Device } from "../numeric/device.ts";
import type { Effort } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import { unknownName, type Term } from "../term/term.ts";
import { readRule } from "./condition.ts";
import { freeInducedModel } from "./proof.ts";
import { rotationAlgebra, spinFunction } from "./rotations.ts";
import type { RotationCarriers, SphereBundlePoint, Turn } from "./rotations.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";
import {
  drawParameters,
  floatLeaves,
  floatOperations,
  onlySummand,
  type Parameters,
} from "./so3Draw.ts";
import { perturbationNamed, rotationPower } from "./so3Power.ts";
import { confirmRotation } from "./so3Witness.ts";

const samplesFor: Readonly<Record<Effort, number>> = { quick: 64, default: 256, deep: 16_384 };
const batchSize = 1024;
const powerSamples = 64;

/**
 * SO(3) ⊃ SO(2) with ρ of weight m in float32 batches: Haar rotations, and Mackey functions in the
 * parametrisation of `rotations.ts`, which the side condition selects. A residual above its running
 * bound refutes once it is confirmed over Q(i). Dropping `mackey` draws functions without it. The first
 * samples are single summands of single functions; `structured: false` goes without.
 */
export function so3Induced(
  weights: readonly number[] = [1, 2],
  { structured = true }: { readonly structured?: boolean } = {},
): Model<InducedFunctions> {
  return {
    name: `float32 SO(3) ⊃ SO(2), weight ${weights.join(", ")}`,
    kind: "sampled-float",
    interprets: Object.keys(inducedFunctions.operations),
    readsGiven: true,
    canDrop: ["mackey"],
    twin: freeInducedModel(),
    perturb: async (problem, work, by): Promise<number> => {
      const seen = await powerBatch(await work.device(), weights[0], problem, work);
      return (await seen(perturbationNamed(problem, by))).worst;
    },
    check: async (problem, work): Promise<Finding> => {
      const device = await work.device();
      const count = amount(work.effort, samplesFor);
      const scope = `SO(3) ⊃ SO(2), weight ${weights.join(", ")}`;
      const facts = {
        device: device.label,
        unitRoundoff: device.unitRoundoff,
        seed: work.seed,
        scope,
      };
      let [samples, worst] = [0, 0];
      for (const weight of weights)
        for (let from = 0; from < count; from += batchSize) {
          const size = Math.min(batchSize, count - from);
          const s = work.stream(`weight ${weight}`);
          const drawn = Array.from({ length: size }, (_, k) => {
            const parameters = drawParameters(problem, s.at(from + k));
            return structured ? onlySummand(problem, parameters, from + k) : parameters;
          });
          const found = await rotationResidual(device, weight, drawn, problem);
          samples += size;
          if (found.nan > 0 || found.infinite > 0)
            return {
              ...facts,
              samples,
              outcome: "undecided",
              reason: `${found.nan} entries are not a number, ${found.infinite} bounds overflow`,
            };
          if (found.size === 0)
            return {
              ...facts,
              samples,
              outcome: "undecided",
              reason: "every sample of both sides is zero",
            };
          worst = Math.max(worst, found.worst);
          if (found.worst <= 1) continue;
          const witness = confirmRotation(problem, weight, drawn[found.sample]);
          const worstRatio = Math.min(found.worst, Number.MAX_VALUE);
          return witness === undefined
            ? {
                ...facts,
                samples,
                worstRatio,
                outcome: "undecided",
                reason: "unconfirmed: exact arithmetic finds no difference near the failing sample",
              }
            : { ...facts, samples, worstRatio, outcome: "fails", witness };
        }
      const done = { ...facts, samples, worstRatio: worst };
      if (problem.variant !== undefined) return { ...done, outcome: "holds" };
      const seen = await powerBatch(device, weights[0], problem, work);
      const power = await rotationPower(problem, seen);
      return typeof power === "string"
        ? { ...done, outcome: "undecided", reason: power }
        : { ...done, outcome: "holds", power };
    },
  };
}

/** left − right of the batch that power is measured on, under changes of the left side. */
async function powerBatch(
  device: Device,
  weight: number,
  problem: Problem,
  work: ModelWork,
): Promise<(perturbation: Perturbation) => Promise<Comparison>> {
  const s = work.stream("power");
  const drawn = Array.from({ length: powerSamples }, (_, k) => drawParameters(problem, s.at(k)));
  const right = await rotationValues(device, weight, drawn, problem, problem.right);
  return async (perturbation) =>
    worstOf(
      await rotationValues(device, weight, drawn, problem, problem.left, perturbation),
      right,
      powerSamples,
    );
}

/** An ingredient of the left side and by how much it is changed: relatively, or by an angle. */
export interface Perturbation {
  readonly name: string;
  readonly epsilon: number;
}

/** left − right against its bound: the worst of all components. */
export async function rotationResidual(
  device: Device,
  weight: number,
  drawn: readonly Parameters<number>[],
  problem: Pick<Problem, "left" | "right" | "given">,
): Promise<Comparison> {
  const left = await rotationValues(device, weight, drawn, problem, problem.left);
  const right = await rotationValues(device, weight, drawn, problem, problem.right);
  return worstOf(left, right, drawn.length);
}

function worstOf(
  left: readonly HostBatch[],
  right: readonly HostBatch[],
  samples: number,
): Comparison {
  const found = left.map((l, i) => compare(l, right[i], { samples }));
  const worst = found.reduce((a, b) => (b.worst > a.worst ? b : a));
  const total = (key: "nan" | "infinite"): number => found.reduce((n, c) => n + c[key], 0);
  // The base point of a point of the bundle is never zero: what counts is the vector.
  const size = Math.min(...found.map((c) => c.size));
  return { ...worst, nan: total("nan"), infinite: total("infinite"), size };
}

/** The terms on a batch, read back to the host: one array for a vector, two for a bundle point. */
export async function rotationValues(
  device: Device,
  weight: number,
  drawn: readonly Parameters<number>[],
  problem: Pick<Problem, "given">,
  roots: readonly Term[],
  perturbation?: Perturbation,
): Promise<HostBatch[]> {
  const B = batches(device);
  const M = floatOperations(B, drawn.length);
  const rules = problem.given.map(readRule);
  const values = device.scope(() => {
    const leaves = floatLeaves(B, weight, drawn);
    const nudge =
      perturbation === undefined
        ? undefined
        : nudgesBy(perturbation.epsilon, weight, B, drawn.length);
    const nudged = (name: string): boolean => name === perturbation?.name;
    const unknown = (term: Term): Batch | Turn<Batch> => {
      const name = unknownName(term);
      if (term.sort !== "H") {
        const rotation = leaves.rotation(name);
        return nudged(name) && nudge !== undefined
          ? M.mul(rotation, nudge.rotation("δ"))
          : rotation;
      }
      const turn = leaves.turn(name);
      if (!nudged(name) || nudge === undefined) return turn;
      const by = nudge.turn("δh");
      return { rotation: M.mul(turn.rotation, by.rotation), phase: M.mul(turn.phase, by.phase) };
    };
    const apply = (
      name: string,
      [g]: readonly (Batch | Turn<Batch> | SphereBundlePoint<Batch>)[],
    ): Batch => {
      const rule = rules.find((r) => r.f === name);
      const value = spinFunction(M, weight, rule, leaves.terms(name), g as Batch);
      if (!nudged(name) || perturbation === undefined) return value;
      return M.scale(
        2n ** 40n + BigInt(Math.round(perturbation.epsilon * 2 ** 40)),
        2n ** 40n,
        value,
      );
    };
    const found = evaluate<InducedFunctions, RotationCarriers<Batch>>(
      inducedFunctions,
      rotationAlgebra(M, weight),
      { unknown, apply },
      roots,
    ) as (Batch | SphereBundlePoint<Batch>)[];
    return found.flatMap((x) => ("point" in x ? [x.point, x.tensor] : [x]));
  });
  const read = await Promise.all(values.map((v) => B.read(v)));
  device.dispose(values);
  return read;
}

/** A rotation by ε about a fixed axis in general position, and one by ε about e_z. */
function nudgesBy(
  epsilon: number,
  weight: number,
  B: ReturnType<typeof batches>,
  samples: number,
): ReturnType<typeof floatLeaves> {
  const half = epsilon / 2;
  const direction = [1, 2, 3];
  const axis = direction.map((x) => (half * x) / Math.hypot(...direction));
  const parameters: Parameters<number> = new Map([
    ["δ", [1, ...axis]],
    ["δh", [half]],
  ]);
  return floatLeaves(
    B,
    weight,
    Array.from({ length: samples }, () => parameters),
  );
}
