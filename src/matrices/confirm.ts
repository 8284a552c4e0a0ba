import { antihermitianParameters } from "../algebra/cayley.ts";
import { convergent } from "../algebra/continuedFraction.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Problem } from "../claim/problem.ts";
import type { Parameters } from "../claim/shrink.ts";
import { cayley } from "../numeric/unitary.ts";
import type { Witness } from "../record/schema.ts";
import { unknownName } from "../term/term.ts";
import type { Drawn } from "./draw.ts";
import { differenceAt, propertyOf, witnessFrom } from "./witness.ts";
import type { Jets } from "./witness.ts";

/** Parameters are rounded to convergents of denominator up to q, coarsest first. */
const roundings = [1, 2, 4, 16, 256, 65_536];

/**
 * Float finds, exact confirms (design.md I6): the parameters of a failing sample are rounded to small
 * rationals that keep the difference in exact arithmetic, then shrunk. The parameters are the entries
 * of a general matrix, those above and on the diagonal of a Hermitian one and the Cayley parameters of a
 * unitary one, never entries bound by a constraint.
 */
export function confirm(
  problem: Problem,
  jets: Jets,
  N: number,
  drawn: ReadonlyMap<string, Drawn>,
  sample: number,
): Witness | undefined {
  for (const q of roundings) {
    const parameters = roundedParameters(jets, N, drawn, sample, q);
    if (differenceAt(jets, N, parameters) !== undefined)
      return witnessFrom(problem, jets, N, parameters);
  }
  return undefined;
}

function roundedParameters(
  jets: Jets,
  N: number,
  drawn: ReadonlyMap<string, Drawn>,
  sample: number,
  q: number,
): Parameters {
  const round = (x: number): Rational => convergent(x, BigInt(q));
  const parameters = new Map<string, Rational[]>();
  for (const u of jets.unknowns) {
    const name = unknownName(u);
    const d = drawn.get(name);
    if (d === undefined) continue;
    const own = <T extends Float32Array | Float64Array>(part: T): T =>
      part.subarray(sample * N * N, (sample + 1) * N * N) as T;
    const [a, b] = [own(d.re), own(d.im)];
    const values: Rational[] = [];
    const property = propertyOf(jets, u);
    if (property !== undefined) {
      // Of an antihermitian X: the Cayley parameters, the matrix itself, or H = iX.
      const U = d.doubles;
      const { re, im } =
        U === undefined ? { re: a, im: b } : cayley({ n: N, re: own(U.re), im: own(U.im) });
      const X = property === "hermitian" ? { re: im, im: re.map((x) => -x) } : { re, im };
      values.push(...antihermitianParameters(N, X).map(round));
    } else a.forEach((x, k) => values.push(round(x), round(b[k])));
    parameters.set(name, values);
  }
  return parameters;
}
