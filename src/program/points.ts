import { primesBelow } from "../algebra/primeField.ts";
import type { Stream } from "../numeric/random.ts";
import { bounds, type Bounds } from "./bounds.ts";
import type { Program } from "./program.ts";
import { MODULUS_BOUND, residueKernel, type ResidueKernel } from "./residues.ts";

/** What random points of prime fields say about "every root is identically 0". */
export type PointVerdict =
  | {
      readonly kind: "zero";
      /** The error probability is at most 2^-bits over uniform draws. */
      readonly bits: number;
      readonly degree: number;
      readonly log2Norm: number;
      readonly primes: readonly number[];
      /** Points a prime. */
      readonly points: number;
      /** `integers` if the primes' product exceeds N; else the identity was tested modulo these primes only. */
      readonly over: "integers" | "these primes";
    }
  /** A proof: the root's value at the point, modulo p, is not 0. */
  | {
      readonly kind: "nonzero";
      readonly root: number;
      readonly prime: number;
      readonly point: readonly number[];
    }
  | { readonly kind: "undecided"; readonly why: string };

export interface PointOptions {
  /** The error asked for is 2^-bits. */
  readonly bits?: number;
  /** Above this many primes the identity is tested modulo so many primes only. */
  readonly mostPrimes?: number;
  readonly kernel?: (program: Program, p: number) => ResidueKernel;
}

/**
 * Tests the roots for 0 at random points of GF(p), p the largest primes below 2^26. With d, N the bounds
 * on degree and 1-norm of a root's numerator A and D the degree of the divisors: if the primes' product
 * exceeds N then A ≠ 0 stays ≠ 0 modulo one of them, where k defined points all miss it with probability
 * at most (d / (p − D))^k. Points where a divisor vanishes are drawn again.
 *
 * Exactness: `nonzero` is a proof; `zero` has the stated error. Cost: nodes × points × primes.
 * Source: Schwartz, J. ACM 27 (1980), 701; design.md, section 1.1.
 */
export function decideAtPoints(
  program: Program,
  draws: Stream,
  { bits = 128, mostPrimes = 64, kernel = residueKernel }: PointOptions = {},
  known: Bounds = bounds(program),
): PointVerdict {
  if (program.roots.length === 0) return { kind: "undecided", why: "no roots" };
  const { degree, log2Norm, divisorDegree } = known;
  // The smallest prime used lies above 2^25, so p − D and the sum of the primes' bits are bounded by it.
  const least = MODULUS_BOUND / 2;
  if (degree + divisorDegree >= least)
    return { kind: "undecided", why: `degree: ${degree} with divisors of ${divisorDegree}` };
  const needed = Math.floor(log2Norm / 25) + 1;
  const wanted = Math.min(needed, mostPrimes);
  const primes: number[] = [];
  const perPoint = Math.log2((least - divisorDegree) / Math.max(1, degree));
  const points = Math.max(1, Math.ceil(bits / perPoint));
  for (const prime of primesFor(program, wanted + SPARE)) {
    const found = atPrime(program, kernel(program, prime), prime, points, draws);
    if (found === "divisor") continue;
    if (found !== undefined) return found;
    if (primes.push(prime) === wanted) break;
  }
  if (primes.length < wanted) return { kind: "undecided", why: "a divisor is 0 modulo the primes" };
  return {
    kind: "zero",
    bits: Math.floor(points * perPoint),
    degree,
    log2Norm,
    primes,
    points,
    over: needed <= mostPrimes ? "integers" : "these primes",
  };
}

/** Primes beyond those wanted, for those modulo which a divisor is 0. */
const SPARE = 3;

const largestPrimes: number[] = [];

/** The largest primes below 2^26 that divide no denominator of a constant. */
export function primesFor({ constants }: Program, count: number): readonly number[] {
  const denominators = [...new Set(constants.map((c) => c.d))].filter((d) => d > 1n);
  // The bits of the denominators bound how many primes they can exclude.
  const excluded = denominators.reduce((s, d) => s + d.toString(16).length, 0);
  const asked = denominators.length === 0 ? count : count + Math.ceil(excluded / 6);
  if (largestPrimes.length < asked)
    largestPrimes.splice(0, Infinity, ...primesBelow(BigInt(MODULUS_BOUND), asked).map(Number));
  return largestPrimes
    .filter((p) => denominators.every((d) => d % BigInt(p) !== 0n))
    .slice(0, count);
}

/** The verdict if it is not "zero at that many defined points". */
function atPrime(
  program: Program,
  kernel: ResidueKernel,
  prime: number,
  points: number,
  draws: Stream,
): PointVerdict | "divisor" | undefined {
  const count = points;
  let passed = 0;
  // Each batch has a defined point with probability at least 1/2, or else the divisors vanish modulo p.
  for (let batch = 0; passed < points; batch++) {
    if (batch > 64) return "divisor";
    const at = Float64Array.from({ length: program.variables.length * count }, () =>
      below(prime, draws),
    );
    const { values, defined } = kernel(at, count);
    for (let i = 0; i < count; i++) {
      if (defined[i] === 0) continue;
      passed++;
      const root = program.roots.findIndex((_, r) => values[r * count + i] !== 0);
      if (root < 0) continue;
      const point = program.variables.map((_, v) => at[v * count + i]);
      return { kind: "nonzero", root, prime, point };
    }
  }
  return undefined;
}

/** Uniform on 0 … p − 1, by rejection. */
function below(p: number, draws: Stream): number {
  for (;;) {
    const draw = draws.uint32() & (MODULUS_BOUND - 1);
    if (draw < p) return draw;
  }
}
