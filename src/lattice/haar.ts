import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork, Perturbation } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { DOUBLE } from "../numeric/complexMatrix.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import type { Effort } from "../record/schema.ts";
import { lettersOf } from "./cases.ts";
import { zeroIn } from "./finiteLinks.ts";
import { evaluateHaar, haarUnknowns } from "./haarLinks.ts";
import { attempts, haarPower, perturbedAngle } from "./haarPower.ts";
import { haarWitness } from "./haarWitness.ts";
import type { Links } from "./haarWitness.ts";
import { freeLinkModel } from "./proof.ts";
import { latticeLinks, oneBand } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";

const samplesFor: Readonly<Record<Effort, number>> = { quick: 2, default: 4, deep: 200 };

/**
 * Haar random links in U(M), in doubles: phases enclosed from a posteriori bounds of the computed
 * eigenpairs, so that a residual above its bound is already a pair of disjoint enclosures. Samples on
 * the exceptional set are refused and counted.
 */
export function haarLinks(sizes: readonly number[]): Model<LatticeLinks> {
  const bandsOf = ({ hypotheses }: Problem): readonly number[] =>
    hypotheses.includes(oneBand) ? [1] : sizes;
  return {
    name: `Haar links in U(M), M = ${sizes.join(", ")}`,
    kind: "sampled-float",
    interprets: Object.keys(latticeLinks.operations),
    // Haar measure does not meet the exceptional set: without the hypothesis nothing would change.
    canDrop: [oneBand],
    twin: freeLinkModel(),
    perturb: (problem, work, by): Promise<number> =>
      Promise.resolve(perturbed(problem, work, bandsOf(problem), by)),
    check: (problem, work): Finding => checkHaar(problem, work, bandsOf(problem)),
  };
}

/** The worst residual / bound of the sample that power is measured on, one angle changed. */
function perturbed(
  problem: Problem,
  work: ModelWork,
  sizes: readonly number[],
  by: Perturbation,
): number {
  const changed = perturbedAngle(problem, by);
  const M = Math.max(...sizes);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const links = haarUnknowns(lettersOf(problem), M, work.stream("power").at(attempt));
    const sides = sidesOn(changed, M, links);
    if (sides === undefined) continue;
    return Math.max(...sides.map((s) => residual(s.left, s.right, s.modulo1).ratio));
  }
  return NaN;
}

function checkHaar(problem: Problem, work: ModelWork, sizes: readonly number[]): Finding {
  const count = amount(work.effort, samplesFor);
  let [samples, refused, worst, nonzero] = [0, 0, 0, false];
  const facts = (): Omit<Finding, "outcome"> => ({
    scope: refused > 0 ? `${refused} samples refused near the eigenvalue −1` : "",
    samples,
    seed: work.seed,
    device: "CPU, IEEE doubles",
    unitRoundoff: DOUBLE,
    worstRatio: Math.min(worst, Number.MAX_VALUE),
  });
  for (const M of sizes)
    for (let sample = 0; sample < count; sample++) {
      const links = haarUnknowns(lettersOf(problem), M, work.stream(`M=${M}`).at(sample));
      const sides = sidesOn(problem, M, links);
      if (sides === undefined) {
        refused++;
        continue;
      }
      samples++;
      nonzero ||= sides.some(({ left, right }) => left.hi - left.lo > 0 || right.hi - right.lo > 0);
      for (const { left, right, modulo1 } of sides) {
        const { ratio, blurred } = residual(left, right, modulo1);
        if (blurred) return { ...facts(), outcome: "undecided", reason: "a bound above 1/2 turn" };
        worst = Math.max(worst, ratio);
        if (zeroIn(I.sub(left, right), modulo1)) continue;
        return {
          ...facts(),
          outcome: "fails",
          witness: haarWitness(problem, M, links, sample, (on) => differing(problem, M, on)),
        };
      }
    }
  if (samples === 0)
    return { ...facts(), outcome: "undecided", reason: "every sample was refused" };
  if (!nonzero)
    return { ...facts(), outcome: "undecided", reason: "every angle of both sides is 0" };
  if (problem.variant !== undefined) return { ...facts(), outcome: "holds" };
  const power = haarPower(problem, Math.max(...sizes), work.stream("power"));
  return typeof power === "string"
    ? { ...facts(), outcome: "undecided", reason: power }
    : { ...facts(), outcome: "holds", power };
}

interface EnclosedSides {
  readonly left: Interval;
  readonly right: Interval;
  readonly modulo1: boolean;
}

/** The first component whose sides have disjoint enclosures. */
function differing(problem: Problem, M: number, links: Links): EnclosedSides | undefined {
  return sidesOn(problem, M, links)?.find(
    ({ left, right, modulo1 }) =>
      !residual(left, right, modulo1).blurred && !zeroIn(I.sub(left, right), modulo1),
  );
}

/** Both sides of a problem at some links; `undefined` if they touch the exceptional set. */
function sidesOn(problem: Problem, M: number, links: Links): EnclosedSides[] | undefined {
  const roots = [...problem.left, ...problem.right];
  const values = evaluateHaar(M, links, roots);
  const n = problem.left.length;
  return values === undefined
    ? undefined
    : problem.left.map((l, i) => ({
        left: values[i],
        right: values[n + i],
        modulo1: l.sort === "C",
      }));
}

/** |residual| / bound, both from the enclosure of left − right, taken to the nearest integer if modulo 1. */
export function residual(
  left: Interval,
  right: Interval,
  modulo1: boolean,
): { readonly ratio: number; readonly blurred: boolean } {
  const difference = I.sub(left, right);
  const middle = I.midpoint(difference);
  const radius = Math.max(difference.hi - middle, middle - difference.lo);
  const distance = Math.abs(modulo1 ? middle - Math.round(middle) : middle);
  return { ratio: distance / radius, blurred: !(radius < 0.25) };
}
