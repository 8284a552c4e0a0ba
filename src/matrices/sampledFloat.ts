import fc from "fast-check";
import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { HostBatch } from "../numeric/batch.ts";
import { compare } from "../numeric/compare.ts";
import { distribution, forShapes } from "../numeric/shapes.ts";
import type { Effort } from "../record/schema.ts";
import type { Term } from "../term/term.ts";
import { adversarialCounts, drawBatch } from "./draw.ts";
import type { Drawn, FieldDraw } from "./draw.ts";
import { finer } from "./finer.ts";
import { changeNamed, floatPower } from "./power.ts";
import type { Change } from "./power.ts";
import { freeMatrixModel } from "./proof.ts";
import { droppable, matrixFields, matrixLayers } from "./signature.ts";
import type { Matrices, MatrixFields } from "./signature.ts";
import { confirm } from "./confirm.ts";
import { evaluations } from "./evaluations.ts";
import type { Evaluation, Path } from "./path.ts";
import { piece } from "./pieces.ts";
import { repeated, stretchedDraws } from "./stretched.ts";
import type { Stretch } from "./stretched.ts";
import { jetsOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

/** Samples of one batch: values and bounds of the whole graph stay on the device together. */
const samplesFor: Readonly<Record<Effort, number>> = { quick: 32, default: 96, deep: 1024 };
/** A batch whose residuals take more than this of their bounds is computed again in float64. */
const SUSPICIOUS = 1 / 2;
/** Batches at random sizes, after one at each size. */
const furtherBatches: Readonly<Record<Effort, number>> = { quick: 0, default: 1, deep: 60 };

/**
 * N×N complex matrices in float32 batches, with a running error bound: a residual above its bound refutes,
 * once exact arithmetic confirms it at rounded parameters (design.md I5, I6). Computed by a kernel compiled from
 * the graph, or node by node on the device; the first batch again in float64.
 */
export function floatMatrices(options: {
  readonly sizes: readonly number[];
  readonly fields?: FieldDraw;
  readonly samples?: Partial<Record<Effort, number>>;
  /** Single taps first: see `drawBatch`; true if absent. */
  readonly structured?: boolean;
  /** Bytes of the device's memory that one pass may take; a larger batch is passed over in pieces. */
  readonly passBytes?: number;
  /** The one path to take; the cheaper one if absent. */
  readonly path?: Path;
}): Model<Matrices> & Model<MatrixFields> {
  const fields = options.fields ?? "independent";
  const what = fields === "torus" ? "su(N) connections on the torus" : "matrices";
  return {
    name: `float32 ${what}, N = ${options.sizes.join(", ")}`,
    kind: "sampled-float",
    interprets: Object.keys({ ...matrixFields.operations, ...matrixLayers.operations }),
    canDrop: droppable,
    twin: freeMatrixModel(),
    perturb: async (problem, work, by): Promise<number | undefined> => {
      if (!work.first) return undefined;
      const paths = await evaluations(work, options);
      const jets = jetsOf(problem);
      const [N] = options.sizes;
      const seen = await powerBatch(jets, N, fields, paths.at(N), work);
      const [worst] = await seen([changeNamed(problem, jets, by)]);
      return worst;
    },
    check: async (problem, work): Promise<Finding> => {
      const paths = await evaluations(work, options);
      const jets = jetsOf(problem);
      const isClaim = problem.variant === undefined;
      const wanted = amount(work.effort, { ...samplesFor, ...options.samples });
      // A near miss has to be seen, not measured: its ratio is at least 10 or it survives.
      const count = isClaim ? wanted : Math.min(wanted, samplesFor.quick);
      const few = Math.min(count, powerSamples);
      let [samples, worst] = [0, 0];
      const taken = new Set<Path>();
      const again = { samples: 0, worstRatio: 0 };
      let tightness: number | undefined;
      let failing: { N: number; drawn: ReadonlyMap<string, Drawn>; sample: number } | undefined;
      let open: string | undefined;
      const decide = async ({ N, batch }: { N: number; batch: number }): Promise<boolean> => {
        const s = work.stream(`N=${N}`, `batch ${batch}`);
        const drawn = drawBatch(jets, N, count, s, fields, options.structured);
        if (isClaim && batch === 0 && work.effort === "deep")
          await paths.agree(N, few, piece(drawn, N, 0, few), [jets.left, jets.right]);
        const found = await paths.at(N).judge(count, drawn, jets.left, jets.right);
        samples += count;
        taken.add(found.path);
        if (found.nan > 0 || found.infinite > 0)
          open ??= `${found.nan} entries are not a number, ${found.infinite} bounds overflow`;
        else if (await found.isVacuous()) open ??= "every sample of both sides is zero";
        else if (found.worst > 1) failing = { N, drawn, sample: found.sample };
        else if (isClaim && (again.samples === 0 || found.worst > SUSPICIOUS)) {
          const isFirst = again.samples === 0;
          const sides = [jets.left, jets.right];
          const coarse = isFirst
            ? { samples: few, sides: await paths.at(N).sides(few, piece(drawn, N, 0, few), sides) }
            : undefined;
          const fine = finer(N, count, drawn, jets.left, jets.right, coarse);
          if (fine !== undefined) {
            again.samples += count;
            again.worstRatio = Math.max(again.worstRatio, fine.worst);
            if (isFirst) tightness = fine.tightness;
            if (fine.worst > 1) failing = { N, drawn, sample: fine.sample };
          }
        }
        worst = Math.max(worst, found.worst);
        return open !== undefined || failing === undefined;
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
        ...(tightness === undefined ? {} : { tightness }),
        ...(again.samples === 0 ? {} : { again }),
        ...(await paths.facts()),
        path: taken.size === 2 ? ("both" as const) : [...taken][0],
        seed: work.seed,
      };
      if (open !== undefined) return { ...facts, outcome: "undecided", reason: open };
      if (failing !== undefined) {
        const witness = confirm(problem, jets, failing.N, failing.drawn, failing.sample);
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
      const [N] = options.sizes;
      const power = await floatPower(
        problem,
        jets,
        await powerBatch(jets, N, fields, paths.at(N), work),
      );
      return typeof power === "string"
        ? { ...facts, scope, outcome: "undecided", reason: power }
        : { ...facts, scope, outcome: "holds", power };
    },
  };
}

const powerSamples = 16;

/** The worst residual / bound of the batch that power is measured on, under changes of the left side. */
async function powerBatch(
  jets: Jets,
  N: number,
  fields: FieldDraw,
  { sides }: Evaluation,
  work: ModelWork,
): Promise<(changes: readonly Change[]) => Promise<readonly number[]>> {
  const drawn = drawBatch(jets, N, powerSamples, work.stream("power"), fields);
  const [right] = await sides(powerSamples, drawn, [jets.right]);
  return async (changes) => {
    const [ofUnknowns, others] = [changes.filter(isOfUnknown), changes.filter(isOther)];
    const stretched = await worstOfStretches(sides, drawn, jets.left, right, ofUnknowns);
    const lefts = others.map(({ left }) => left());
    const rebuilt = (lefts.length === 0 ? [] : await sides(powerSamples, drawn, lefts)).map(
      (left) => compare(left, right, { samples: powerSamples }).worst,
    );
    const worst = new Map<Change, number>([
      ...ofUnknowns.map((change, i) => [change, stretched[i]] as const),
      ...others.map((change, i) => [change, rebuilt[i]] as const),
    ]);
    return changes.map((change) => worst.get(change) ?? NaN);
  };
}

const isOfUnknown = (change: Change): change is Change & Stretch => change.unknown !== undefined;
const isOther = (change: Change): boolean => change.unknown === undefined;

/** The worst ratio under each stretch, all of them in one pass. */
async function worstOfStretches(
  sides: Evaluation["sides"],
  drawn: ReadonlyMap<string, Drawn>,
  roots: readonly Term[],
  right: HostBatch,
  stretches: readonly Stretch[],
): Promise<number[]> {
  if (stretches.length === 0) return [];
  const samples = powerSamples * stretches.length;
  const [left] = await sides(samples, stretchedDraws(drawn, stretches), [roots]);
  const { ratios = new Float64Array(samples) } = compare(left, repeated(right, stretches.length), {
    samples,
    perSample: true,
  });
  return stretches.map((_, k) =>
    Math.max(...ratios.subarray(k * powerSamples, (k + 1) * powerSamples)),
  );
}
