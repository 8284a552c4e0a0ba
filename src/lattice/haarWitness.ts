import { replayCommand } from "../claim/replay.ts";
import { unitaryFrom, antihermitianParameters } from "../algebra/cayley.ts";
import { gaussianRationals } from "../algebra/complex.ts";
import type { Complex } from "../algebra/complex.ts";
import { convergent } from "../algebra/continuedFraction.ts";
import { showMatrix } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Problem } from "../claim/problem.ts";
import { shrunk } from "../claim/shrink.ts";
import type { Parameters } from "../claim/shrink.ts";
import { DomainError } from "../errors.ts";
import { matrix } from "../numeric/complexMatrix.ts";
import { cayley } from "../numeric/unitary.ts";
import * as I from "../reals/interval.ts";
import type { Witness } from "../record/schema.ts";
import type { NearUnitary } from "./haarLinks.ts";

/** Unitary matrices by name, and a component in which the enclosures of both sides are disjoint there. */
export type Links = ReadonlyMap<string, NearUnitary>;
export type Differ = (
  links: Links,
) => { readonly left: I.Interval; readonly right: I.Interval } | undefined;

/** Denominators of the parameters, coarsest first. */
const roundings = [1, 2, 4, 16, 256, 65_536];

/**
 * Links at which the sides differ, as small as we can make them: their Cayley parameters, rounded to small rationals
 * that keep the difference, then shrunk; so every unknown is exactly unitary, with entries in Q(i).
 */
export function haarWitness(
  problem: Problem,
  M: number,
  links: Links,
  sample: number,
  differ: Differ,
): Witness {
  const { Nx, Ny } = problem.configuration;
  const small = rounded(M, links, differ);
  const found = differ(small === undefined ? links : linksFrom(M, small));
  const shown = small ?? new Map<string, readonly Rational[]>();
  const moved = [...shown].filter(([, x]) => x.some(({ n }) => n !== 0n));
  const says =
    small === undefined
      ? `Haar random unknowns in U(${M}), sample ${sample}`
      : `U(${M}), ${links.size - moved.length} of ${links.size} unknowns 1`;
  return {
    says: `${String(Nx)}×${String(Ny)} torus, ${says}`,
    values: Object.fromEntries(
      moved.map(([name, x]) => [name, showMatrix(gaussianRationals, exactly(M, x))]),
    ),
    ...(found === undefined ? {} : { left: I.show(found.left), right: I.show(found.right) }),
    size: small === undefined ? "found" : "shrunk",
    confirmed: "enclosure",
    replay: replayCommand(problem.claim, problem.variant),
  };
}

/** Shrunk parameters, if those of the links keep the difference when they are rounded. */
function rounded(M: number, links: Links, differ: Differ): Parameters | undefined {
  const fails = (p: Parameters): boolean => differ(linksFrom(M, p)) !== undefined;
  try {
    const parameters = [...links].map(
      ([name, { W }]) => [name, antihermitianParameters(M, cayley(W))] as const,
    );
    for (const q of roundings) {
      const start = new Map(
        parameters.map(([name, x]) => [name, x.map((value) => convergent(value, BigInt(q)))]),
      );
      if (fails(start)) return shrunk(start, fails);
    }
  } catch (error) {
    // An eigenvalue is −1.
    if (!(error instanceof DomainError)) throw error;
  }
  return undefined;
}

const exactly = (M: number, parameters: readonly Rational[]): Matrix<Complex<Rational>> =>
  unitaryFrom(rationals, gaussianRationals, M, parameters);

function linksFrom(M: number, parameters: Parameters): Map<string, NearUnitary> {
  const inDoubles = ({ n, d }: Rational): number => Number(n) / Number(d);
  return new Map(
    [...parameters].map(([name, x]) => {
      const U = exactly(M, x);
      const W = matrix(M, (i, j) => [inDoubles(U[i][j].re), inDoubles(U[i][j].im)]);
      // Integers to doubles, and a quotient: each part is within 2^-51 of itself, and all parts within √M.
      return [name, { W, err: Math.sqrt(M) * 2 ** -50 }];
    }),
  );
}
