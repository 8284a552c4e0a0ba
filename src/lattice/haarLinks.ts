import { FrameworkError } from "../errors.ts";
import {
  dagger,
  determinant,
  frobenius,
  identity,
  kappaDouble,
  multiply,
} from "../numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../numeric/complexMatrix.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import { arg, pi } from "../reals/intervalTrig.ts";
import { phaseSum } from "../numeric/phases.ts";
import type { Stream } from "../numeric/random.ts";
import { defect, haarUnitary } from "../numeric/unitary.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { literalInterval } from "./literal.ts";
import { latticeLinks } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";

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
  const behind = re < 0;
  const [x, y] = behind ? [-re, -im] : [re, im];
  const angle = arg(I.around(x, bound), I.around(y, bound));
  if (angle === undefined) throw new Refused();
  return I.add(I.div(angle, turn), I.interval(behind ? 0.5 : 0));
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
    turns: literalInterval,
    add: { T: add, C: add },
    sub: { T: I.sub, C: I.sub },
    neg: { T: I.neg, C: I.neg },
    scale: { T: (literal, x) => I.mul(literalInterval(literal), x) },
    wrap: (x) => x,
  };
}
