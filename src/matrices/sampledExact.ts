import { complexField } from "../algebra/complex.ts";
import type { Complex, ComplexField } from "../algebra/complex.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { primeField, primesBelow } from "../algebra/primeField.ts";
import type { Field } from "../algebra/ring.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import type { Stream } from "../numeric/random.ts";
import { evaluate } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { freeMatrixModel } from "./proof.ts";
import { boundMatrices } from "./bounds.ts";
import type { Bound } from "./bounds.ts";
import { exactMatrices, literalIn, matrixFrom, parameterCount } from "./exact.ts";
import type { ExactCarriers } from "./exact.ts";
import { droppable, matrices, matrixFields } from "./signature.ts";
import type { Matrices, MatrixFields } from "./signature.ts";
import { concretise, jetsOf, propertyOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

/** The error probability is at most 2^−100 (design.md 1.1). */
const wantedBits = 100;
/** A singular draw is rejected and drawn again, this often. */
const redraws = 8;

/**
 * N×N matrices over GF(p)[i] at random points, p ≡ 3 mod 4 just below 2^61, distinct primes with
 * product above the 1-norm of the difference: a non-zero difference survives modulo one of them, and
 * is then non-zero at a uniform point with probability at least 1 − d/p (Schwartz 1980, Zippel 1979).
 * Unitary unknowns are exact, by the Cayley transform; degrees and norms come from `boundMatrices`.
 */
export function sampledMatrices(options: {
  readonly sizes: readonly number[];
}): Model<Matrices> & Model<MatrixFields> {
  return {
    name: `random ${options.sizes.join("×, ")}× matrices over GF(p)[i]`,
    kind: "sampled-exact",
    interprets: Object.keys(matrixFields.operations),
    canDrop: droppable,
    twin: freeMatrixModel(),
    check: (problem, work): Finding => {
      const jets = jetsOf(problem);
      let found: Finding | undefined;
      for (const N of options.sizes) {
        const next = sampleSize(jets, N, work);
        if (next.outcome !== "holds") {
          if (next.outcome === "undecided") return next;
          const witness = concretise(problem, work, [N]);
          return witness === undefined
            ? {
                ...next,
                outcome: "undecided",
                reason:
                  "unconfirmed: the sides differ modulo p, and no small matrices were found on which they do",
              }
            : { ...next, witness };
        }
        found = found === undefined ? next : join(found, next);
      }
      return found ?? { outcome: "undecided", scope: "", reason: "no size was given" };
    },
  };
}

/**
 * The sides at one size. Primes are injected by tests alone, to violate the conditions of design.md 1.1:
 * each is checked here, whatever chose the primes.
 */
export function sampleSize(
  jets: Jets,
  N: number,
  work: ModelWork,
  primesFor: (norm: bigint) => readonly bigint[] = enoughPrimes,
): Finding {
  const { degree, norm, denominatorDegree } = differenceBound(jets, N);
  const primes = primesFor(norm);
  const scope = `N = ${N}`;
  const facts = {
    scope,
    degree: String(degree),
    normBound: String(norm),
    primes: primes.map(String),
  };
  if (primes.some((p) => p <= 2n * (degree + denominatorDegree)))
    return { ...facts, outcome: "undecided", reason: "degree: not below the primes" };
  if (new Set(primes).size < primes.length || primes.reduce((a, b) => a * b, 1n) <= norm)
    return {
      ...facts,
      outcome: "undecided",
      reason: "mod p only: the product of the primes is not above the 1-norm",
    };
  let points = 0;
  let errorLog2 = -Infinity;
  let nonzero = false;
  for (const p of primes) {
    // A rejected draw conditions on D ≠ 0: at most D of p values, so d/p becomes d/(p − D).
    const bits = Math.log2(Number(p - denominatorDegree)) - Math.log2(Math.max(1, Number(degree)));
    const count = Math.ceil(wantedBits / bits);
    errorLog2 = Math.max(errorLog2, -count * bits);
    for (let k = 0; k < count; k++, points++) {
      const found = pointModulo(jets, N, p, work, points);
      if (found === "singular")
        return { ...facts, points, outcome: "undecided", reason: "every draw was singular" };
      if (found.differs) return { ...facts, points: points + 1, outcome: "fails" };
      nonzero ||= found.nonzero;
    }
  }
  if (!nonzero)
    return {
      ...facts,
      points,
      outcome: "undecided",
      reason: "every term of both sides vanishes at every point",
    };
  return { ...facts, outcome: "holds", points, errorLog2, seed: work.seed };
}

/** Degree and 1-norm of the numerator of left − right, the largest over the components. */
export function differenceBound(
  jets: Jets,
  N: number,
): { degree: bigint; norm: bigint; denominatorDegree: bigint } {
  const bounds = boundMatrices(N);
  const propertyByName = (name: string): string | undefined => jets.propertyOf(name);
  const values = evaluate<typeof matrices, { [s: string]: Bound; M: Bound; S: Bound }>(
    matrices,
    bounds.algebra,
    bounds.point(propertyByName),
    [...jets.left, ...jets.right],
  );
  let [degree, norm] = [0n, 0n];
  jets.left.forEach((_, i) => {
    const d = bounds.difference(values[i], values[jets.left.length + i]);
    if (d.degree > degree) degree = d.degree;
    if (d.norm > norm) norm = d.norm;
  });
  const denominatorDegree = [...bounds.factors.values()].reduce((sum, f) => sum + f.degree, 0n);
  return { degree, norm, denominatorDegree };
}

/** The largest primes p ≡ 3 mod 4 below 2^61 whose product exceeds the norm. */
function enoughPrimes(norm: bigint): bigint[] {
  for (let count = 1; ; count++) {
    const primes = primesBelow(2n ** 61n, count, (p) => p % 4n === 3n);
    if (primes.reduce((a, b) => a * b) > norm) return primes;
  }
}

function pointModulo(
  jets: Jets,
  N: number,
  p: bigint,
  work: ModelWork,
  index: number,
): { differs: boolean; nonzero: boolean } | "singular" {
  const field = gaussianField(p);
  for (let redraw = 0; redraw < redraws; redraw++) {
    try {
      const drawn = drawModulo(jets, N, field, work.stream(`N=${N}`, String(redraw)).at(index));
      const values = sidesModulo(jets, N, field, drawn);
      const n = jets.left.length;
      return {
        differs: values.slice(0, n).some((l, i) => l.some((z, k) => !equal(z, values[n + i][k]))),
        nonzero:
          isNonzero(values) || (index === 0 && isNonzero(sidesModulo(jets, N, field, drawn, true))),
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return "singular";
}

type Residue = Complex<bigint>;

/** GF(p) and GF(p)[i]. */
export interface GaussianField {
  readonly p: bigint;
  readonly F: Field<bigint>;
  readonly K: ComplexField<bigint>;
}

/** @throws {DomainError} unless p ≡ 3 mod 4 */
export function gaussianField(p: bigint): GaussianField {
  const F = primeField(p);
  return { p, F, K: complexField(F, p) };
}

const equal = (z: Residue, w: Residue): boolean => z.re === w.re && z.im === w.im;

export const isNonzero = (values: readonly (readonly Residue[])[]): boolean =>
  values.some((x) => x.some(({ re, im }) => re !== 0n || im !== 0n));

/**
 * Uniform matrices over GF(p)[i] for the unknowns; unitary ones by Cayley.
 *
 * @throws {DomainError} where 1 + X is singular
 */
export function drawModulo(
  jets: Jets,
  N: number,
  { p, F, K }: GaussianField,
  s: Stream,
): ReadonlyMap<string, Matrix<Residue>> {
  return new Map(
    jets.unknowns.map((u) => {
      const property = propertyOf(jets, u);
      const parameters = Array.from({ length: parameterCount(property, N) }, () => s.below(p));
      return [unknownName(u), matrixFrom(F, K, N, property, parameters)];
    }),
  );
}

/**
 * The entries of all left, then all right sides at matrices over GF(p)[i], row by row.
 *
 * @param unsigned forgets signs: what is zero then had nothing to cancel
 */
export function sidesModulo(
  jets: Jets,
  N: number,
  { F, K }: GaussianField,
  drawn: ReadonlyMap<string, Matrix<Residue>>,
  unsigned = false,
): readonly (readonly Residue[])[] {
  const point = {
    apply: (): never => {
      throw new FrameworkError("matrices have no unknown functions");
    },
    unknown: (term: Term): Matrix<Residue> => drawn.get(unknownName(term)) ?? [],
  };
  const values = evaluate<typeof matrices, ExactCarriers<bigint>>(
    matrices,
    exactMatrices(F, K, N, (by) => literalIn(F, by), unsigned),
    point,
    [...jets.left, ...jets.right],
  );
  return values.map((x) => ("re" in x ? [x] : (x as Matrix<Residue>).flat()));
}

export function join(a: Finding, b: Finding): Finding {
  const larger = (x = "0", y = "0"): string => (BigInt(x) > BigInt(y) ? x : y);
  return {
    ...a,
    scope: `${a.scope}; ${b.scope}`,
    points: (a.points ?? 0) + (b.points ?? 0),
    degree: larger(a.degree, b.degree),
    normBound: larger(a.normBound, b.normBound),
    primes: [...new Set([...(a.primes ?? []), ...(b.primes ?? [])])],
    errorLog2: Math.log2(2 ** ((a.errorLog2 ?? 0) + 50) + 2 ** ((b.errorLog2 ?? 0) + 50)) - 50,
  };
}
