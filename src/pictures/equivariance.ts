/** Under which shifts, turns and reflections a layer is equivariant: found, never declared. */
import { DomainError } from "../errors.ts";
import { stream } from "../numeric/random.ts";
import { asking, type Asking } from "./asking.ts";
import { describeMotions, motions, type Motion, type Motions, type Points } from "./motions.ts";
import { allCandidates, fitting, plainest, type OutputMotion } from "./outputMotions.ts";
import { unitPicture, type Picture, type PictureLayer, type PictureShape } from "./picture.ts";
import { powerOf, type OutputPower } from "./power.ts";
import { largestSubgroup, shiftBasis } from "./sublattice.ts";
import { refutations, type Refutation } from "./witnesses.ts";

/** What moves the pictures: the shifts of their torus, with turns and reflections if `points` says so. */
export interface PictureGroup extends PictureShape {
  /** `1`, the default: shifts alone. */
  readonly points?: Points;
}

/** How `equivariance` asks. */
export interface EquivarianceOptions {
  /**
   * The layer is an affine map, which is spot-checked: then the pictures with one entry 1, and 0,
   * decide it for all.
   */
  readonly affine?: true;
  readonly seed?: string;
  /** Dense random pictures at each magnitude. */
  readonly pictures?: number;
}

/** A motion g of the pictures and the motion a of the outputs with Φ(g·f) = a·Φ(f) at every f asked. */
export interface Symmetry {
  readonly motion: Motion;
  readonly output: OutputMotion;
  /** How many other motions of the output fit as well. */
  readonly others: number;
}

/** What `equivariance` found. */
export interface Equivariance {
  readonly group: string;
  /** `holds`: for the whole group; `fails`: some motion is refuted; `undecided`: see `reason`. */
  readonly outcome: "holds" | "fails" | "undecided";
  readonly reason?: string;
  /** The largest subgroup in which nothing is refuted. */
  readonly symmetries: readonly Symmetry[];
  /** Generators of the shifts among them, with what they do to the output. */
  readonly shifts: readonly Symmetry[];
  /** How many motions are refuted; the simplest with each linear part has its witness, shrunk. */
  readonly refuted: number;
  readonly witnesses: readonly Refutation[];
  readonly evidence: {
    /** `exhausted`: every picture, if the layer is affine; `sampled`: those asked. */
    readonly kind: "exhausted" | "sampled";
    readonly pictures: number;
    readonly calls: number;
    readonly seed: string;
  };
  readonly power: OutputPower;
}

/** Powers of 2 by which the dense random integers up to 16 are multiplied. */
const MAGNITUDES = [0, -6, 4, 8];

/**
 * The largest group of motions g of the input for which some motion a(g) of the output has
 * Φ(g·f) = a(g)·Φ(f), (g·f)(x) = f(g⁻¹x). The output's motions are those of its own torus, with any
 * permutation of channels, and are found, not told: for a layer of stride s, a(t) = t/s.
 *
 * Every motion is asked about alone, so a sublattice is found as it is. Inputs are dyadic numbers of
 * few bits, for which layers with such weights compute without rounding; outputs are compared
 * exactly, or within their `err` where the layer states one. A refutation is then certain. That
 * nothing is refuted is as strong as `evidence` and `power` say.
 *
 * Undecided, never passed: NaN, an output that does not depend on the input (every motion fits), a
 * layer said to be affine that is not, unrefuted motions that do not form a group.
 *
 * Cost: one call of the layer for each motion and dense picture, and one for each unit picture.
 *
 * @throws {DomainError} if the sizes of the output vary, or quarter turns are asked of an oblong
 */
export async function equivariance(
  layer: PictureLayer,
  group: PictureGroup,
  options: EquivarianceOptions = {},
): Promise<Equivariance> {
  const { points = "1", ...shape } = group;
  const { seed = "1", pictures: dense = 2, affine } = options;
  const G = motions(shape.height, shape.width, points);
  const ask = asking(layer, G, shape);
  const random = randomPictures(shape, seed, dense);
  const entries = shape.height * shape.width * shape.channels;
  const units = Array.from({ length: entries }, (_, i) => unitPicture(shape, i));
  const zero: Picture = { ...shape, values: new Float64Array(entries) };
  const asked = [...random, ...units, zero];
  const outputs: Picture[] = [];
  for (const f of asked) outputs.push(await ask.at(f));
  const power = powerOf(outputs, outputs.slice(random.length, -1), outputs[outputs.length - 1]);
  const evidence = (): Equivariance["evidence"] => ({
    kind: affine === true ? "exhausted" : "sampled",
    pictures: asked.length,
    calls: ask.calls(),
    seed,
  });
  const found = { group: describeMotions(shape, points), power } as const;
  const none = { symmetries: [], shifts: [], refuted: 0, witnesses: [] } as const;
  const reason =
    vacuous(outputs, power) ?? (affine === true ? await notAffine(ask, random, zero) : undefined);
  if (reason !== undefined)
    return { ...found, ...none, outcome: "undecided", reason, evidence: evidence() };

  const { symmetries, refuted } = await decide(ask, G, asked, outputs);
  const subgroup = largestSubgroup(
    G,
    symmetries.map(({ motion }) => motion),
  );
  const inside = new Set(subgroup.map(G.indexOf));
  const kept = symmetries.filter(({ motion }) => inside.has(G.indexOf(motion)));
  const witnesses = await refutations(ask, G, refuted, [...units, ...random]);
  const basis = shiftBasis(subgroup);
  return {
    ...found,
    outcome:
      kept.length !== symmetries.length ? "undecided" : refuted.length === 0 ? "holds" : "fails",
    ...(kept.length === symmetries.length
      ? {}
      : { reason: `${symmetries.length} motions are not refuted, which is no group` }),
    symmetries: kept,
    shifts: basis.flatMap((t) => kept.filter(({ motion }) => G.indexOf(motion) === G.indexOf(t))),
    refuted: refuted.length,
    witnesses,
    evidence: evidence(),
  };
}

/** For each motion what fits at all pictures, or that nothing does. */
async function decide(
  ask: Asking,
  G: Motions,
  asked: readonly Picture[],
  outputs: readonly Picture[],
): Promise<{ readonly symmetries: Symmetry[]; readonly refuted: Motion[] }> {
  const candidates = allCandidates(ask.outputMotions(), outputs[0].channels);
  const symmetries: Symmetry[] = [];
  const refuted: Motion[] = [];
  for (const motion of G.elements) {
    let left = candidates;
    for (const [i, f] of asked.entries()) {
      left = fitting(left, outputs[i], await ask.atMoved(motion, f));
      if (left.length === 0) break;
    }
    if (left.length === 0) refuted.push(motion);
    else symmetries.push({ motion, output: plainest(left, motion), others: left.length - 1 });
  }
  return { symmetries, refuted };
}

function vacuous(
  outputs: readonly Picture[],
  { blindOutputs, outputs: all }: OutputPower,
): string | undefined {
  if (outputs.some((y) => y.values.some(Number.isNaN))) return "an output is not a number";
  if (blindOutputs === all) return "every output is 0";
  const [first] = outputs;
  if (outputs.every((y) => y.values.every((v, i) => v === first.values[i])))
    return "the output does not depend on the input";
  return undefined;
}

/** Φ(f + g) + Φ(0) = Φ(f) + Φ(g) at the dense pictures, or where it fails. */
async function notAffine(
  ask: Asking,
  random: readonly Picture[],
  zero: Picture,
): Promise<string | undefined> {
  const constant = await ask.at(zero);
  for (let i = 0; i + 1 < random.length; i++) {
    const [f, g] = [random[i], random[i + 1]];
    const [y, z] = [await ask.at(f), await ask.at(g)];
    const both = await ask.at({ ...f, values: f.values.map((v, k) => v + g.values[k]) });
    const bound = (k: number): number =>
      [y, z, both, constant].reduce((sum, p) => sum + (p.err?.[k] ?? 0), 0) * (1 + 2 ** -40);
    const at = both.values.findIndex(
      (v, k) => !(Math.abs(v + constant.values[k] - (y.values[k] + z.values[k])) <= bound(k)),
    );
    if (at >= 0) return `not affine: Φ(f + g) + Φ(0) ≠ Φ(f) + Φ(g) at entry ${at}`;
  }
  return undefined;
}

function randomPictures(shape: PictureShape, seed: string, each: number): Picture[] {
  const entries = shape.height * shape.width * shape.channels;
  if (!(entries > 0)) throw new DomainError("equivariance", "a picture with entries", entries);
  return MAGNITUDES.flatMap((power) =>
    Array.from({ length: each }, (_, i) => {
      const s = stream(seed, "equivariance", `2^${power}`).at(i);
      return {
        ...shape,
        values: Float64Array.from({ length: entries }, () => s.integer(-16, 16) * 2 ** power),
      };
    }),
  );
}
