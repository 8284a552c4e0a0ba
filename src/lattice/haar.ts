import { parseRational } from "../algebra/rational.ts";
import { amount } from "../claim/model.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { FrameworkError } from "../errors.ts";
import {
  dagger,
  determinant,
  DOUBLE,
  frobenius,
  identity,
  kappaDouble,
  multiply,
} from "../numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../numeric/complexMatrix.ts";
import * as I from "../numeric/interval.ts";
import type { Interval } from "../numeric/interval.ts";
import { arg, pi } from "../numeric/intervalTrig.ts";
import { phaseSum } from "../numeric/phases.ts";
import type { Stream } from "../numeric/random.ts";
import { defect, haarUnitary } from "../numeric/unitary.ts";
import type { Effort, Witness } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { lettersOf } from "./cases.ts";
import { zeroIn } from "./finiteLinks.ts";
import { freeLinkModel } from "./proof.ts";
import { latticeLinks, oneBand } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";
import { replayOf } from "./witness.ts";

/** A matrix in doubles, and a bound of its Frobenius distance to the unitary matrix it stands for. */
export interface NearUnitary {
  readonly W: ComplexMatrix;
  readonly err: number;
}

interface HaarCarriers {
  readonly [sort: string]: NearUnitary | Interval;
  readonly M: NearUnitary;
  readonly T: Interval;
  readonly C: Interval;
}

/** Thrown where an eigenvalue cannot be told from −1, or a trace from a negative number or 0. */
class Refused extends Error {
  override readonly name: string = "Refused";
}

const samplesFor: Readonly<Record<Effort, number>> = { quick: 2, default: 6, deep: 200 };

/**
 * Haar random links in U(M), in doubles: phases enclosed from a posteriori bounds of the computed
 * eigenpairs, so that a residual above its bound is already a pair of disjoint enclosures. Samples on
 * the exceptional set are refused and counted.
 */
export function haarLinks(sizes: readonly number[]): Model<LatticeLinks> {
  return {
    name: `Haar links in U(M), M = ${sizes.join(", ")}`,
    kind: "sampled-float",
    interprets: Object.keys(latticeLinks.operations),
    // Haar measure does not meet the exceptional set: without the hypothesis nothing would change.
    canDrop: [oneBand],
    twin: freeLinkModel(),
    check: (problem, work): Finding =>
      checkHaar(problem, work, problem.hypotheses.includes(oneBand) ? [1] : sizes),
  };
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
      const sides = sidesAt(problem, M, work.stream(`M=${M}`).at(sample));
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
          witness: haarWitness(problem, M, sample, left, right),
        };
      }
    }
  if (samples === 0)
    return { ...facts(), outcome: "undecided", reason: "every sample was refused" };
  if (!nonzero)
    return { ...facts(), outcome: "undecided", reason: "every angle of both sides is 0" };
  return { ...facts(), outcome: "holds" };
}

export interface EnclosedSides {
  readonly left: Interval;
  readonly right: Interval;
  readonly modulo1: boolean;
}

/** Both sides of a problem at one sample; `undefined` if it touches the exceptional set. */
export function sidesAt(problem: Problem, M: number, s: Stream): EnclosedSides[] | undefined {
  const roots = [...problem.left, ...problem.right];
  const values = evaluateHaar(M, haarUnknowns(lettersOf(problem), M, s), roots);
  const n = problem.left.length;
  return values === undefined
    ? undefined
    : problem.left.map((l, i) => ({
        left: values[i],
        right: values[n + i],
        modulo1: l.sort === "C",
      }));
}

/** A Haar unitary for each unknown, in the order of their names in the graph. */
export function haarUnknowns(
  letters: readonly Term[],
  M: number,
  s: Stream,
): ReadonlyMap<string, NearUnitary> {
  return new Map(
    letters.map((t) => {
      const W = haarUnitary(s, M);
      return [unknownName(t), { W, err: defect(W) }];
    }),
  );
}

/** Terms of sort `T` and `C` at given links; `undefined` if a phase is too near the jump. */
export function evaluateHaar(
  M: number,
  links: ReadonlyMap<string, NearUnitary>,
  roots: readonly Term[],
): Interval[] | undefined {
  const point = {
    apply: (): never => {
      throw new FrameworkError("links have no unknown functions");
    },
    unknown: (term: Term): NearUnitary => {
      const link = links.get(unknownName(term));
      if (link === undefined) throw new FrameworkError(`no sample of ${unknownName(term)}`);
      return link;
    },
  };
  try {
    return evaluate<LatticeLinks, HaarCarriers>(
      latticeLinks,
      haarAlgebra(M),
      point,
      roots,
    ) as Interval[];
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

const turn = I.scale(2, pi);

/** With ‖·‖ ≤ 1 for the true matrices: ‖ÂB̂ − AB‖ ≤ e_A(1 + e_B) + e_B, and κ_M ‖Â‖‖B̂‖ of rounding. */
function product(a: NearUnitary, b: NearUnitary): NearUnitary {
  const rounding = kappaDouble(a.W.n) * frobenius(a.W) * frobenius(b.W);
  return {
    W: multiply(a.W, b.W),
    err: (a.err * (1 + b.err) + b.err + rounding) * (1 + 2 ** -40),
  };
}

function traceOf({ W, err }: NearUnitary): { re: Interval; im: Interval } {
  let [re, im] = [I.interval(0), I.interval(0)];
  for (let i = 0; i < W.n; i++) {
    re = I.add(re, I.interval(W.re[i * (W.n + 1)]));
    im = I.add(im, I.interval(W.im[i * (W.n + 1)]));
  }
  // |Tr E| ≤ √n ‖E‖_F.
  const radius = Math.sqrt(W.n) * err * (1 + 2 ** -50);
  const blur = I.interval(-radius, radius);
  return { re: I.add(re, blur), im: I.add(im, blur) };
}

/** arg det in turns modulo 1, away from the cut: half a turn further where Re det < 0. */
function determinantTurn({ W, err }: NearUnitary): Interval {
  const { re, im, bound } = determinant(W, err);
  const sign = re < 0 ? -1 : 1;
  const angle = arg(I.around(sign * re, bound), I.around(sign * im, bound));
  if (angle === undefined) throw new Refused();
  return I.add(I.div(angle, turn), I.interval(sign < 0 ? 0.5 : 0));
}

function haarAlgebra(M: number): Algebra<LatticeLinks, HaarCarriers> {
  const add = (...xs: Interval[]): Interval => xs.reduce(I.add);
  return {
    mul: { M: (...xs) => xs.reduce(product) },
    adjoint: ({ W, err }) => ({ W: dagger(W), err }),
    one: () => ({ W: identity(M), err: 0 }),
    phase: ({ W, err }) => {
      const found = phaseSum(W, err);
      if (found.exceptional) throw new Refused();
      return I.div(I.around(found.value, found.bound), turn);
    },
    imTrace: (W) => I.div(traceOf(W).im, turn),
    argTrace: (W) => {
      const { re, im } = traceOf(W);
      const angle = arg(re, im);
      if (angle === undefined) throw new Refused();
      return I.div(angle, turn);
    },
    detTurn: determinantTurn,
    turns: (literal) => {
      const q = parseRational(String(literal));
      return q.d === 1n
        ? I.interval(Number(q.n))
        : I.div(I.interval(Number(q.n)), I.interval(Number(q.d)));
    },
    add: { T: add, C: add },
    sub: { T: I.sub, C: I.sub },
    neg: { T: I.neg, C: I.neg },
    scale: {
      T: (literal, x) => {
        const q = parseRational(String(literal));
        return I.div(I.scale(Number(q.n), x), I.interval(Number(q.d)));
      },
    },
    wrap: (x) => x,
  };
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

function haarWitness(
  problem: Problem,
  M: number,
  sample: number,
  left: Interval,
  right: Interval,
): Witness {
  const { Nx, Ny } = problem.configuration;
  return {
    says: `${String(Nx)}×${String(Ny)} torus, Haar random unknowns in U(${M}), sample ${sample}`,
    values: {},
    left: I.show(left),
    right: I.show(right),
    size: "found",
    confirmed: "enclosure",
    replay: replayOf(problem),
  };
}
