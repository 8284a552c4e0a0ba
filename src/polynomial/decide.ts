import { bounds, eachVariable, type Bounds } from "../program/bounds.ts";
import { primesFor } from "../program/points.ts";
import type { Program } from "../program/program.ts";
import { normalForms, type NormalForms } from "./normalForm.ts";
import { powerSumPacking, radixPacking, type Packing } from "./packing.ts";
import { Unfit } from "./unfit.ts";
import { wideTerms } from "./wide.ts";

/** What expansion says about "every root is identically 0". */
export type Decision =
  | {
      readonly kind: "zero";
      /** None: over the integers. Else the primes whose product exceeds the 1-norm of every root. */
      readonly primes: readonly number[];
      readonly work: number;
    }
  /** A proof: the root's normal form has this many terms. */
  | {
      readonly kind: "nonzero";
      readonly root: number;
      readonly terms: number;
      readonly work: number;
    }
  | { readonly kind: "undecided"; readonly why: string };

/**
 * Decides whether every root is identically 0, as a rational function, by expansion: in doubles over
 * the integers, and where a coefficient could pass 2^53, modulo enough primes that their product exceeds
 * the bound N on the 1-norm of the cleared numerators. A numerator with |coefficients| ≤ N that is 0
 * modulo all of them is 0; no divisor may vanish modulo a prime used. Polynomials whose monomials
 * pack in no double are expanded with keys of any size.
 *
 * Exactness: exact. Cost: at most `budget` products of terms and 2 GiB of memory, else undecided: budget.
 */
export function decide(program: Program, budget = 2e9): Decision {
  if (program.roots.length === 0) return { kind: "undecided", why: "no roots" };
  const few = program.variables.length <= FEW;
  const known = bounds(program, few ? eachVariable(program) : []);
  let why: "packing" | "degree" = "packing";
  for (const packing of packings(program, known)) {
    const decision = withPacking(program, known, packing, budget);
    if (decision !== "degree") return decision;
    why = "degree";
  }
  if (known.divisorDegree > 0) return { kind: "undecided", why };
  return withWideKeys(program, budget / SLOWER);
}

/** How many times longer a product of terms takes with wide keys. */
const SLOWER = 50;

function withWideKeys(program: Program, budget: number): Decision {
  try {
    const terms = wideTerms(program, bounds(program, eachVariable(program)), budget);
    const root = terms.findIndex((count) => count > 0);
    return root < 0
      ? { kind: "zero", primes: [], work: 0 }
      : { kind: "nonzero", root, terms: terms[root], work: 0 };
  } catch (error) {
    if (error instanceof Unfit) return { kind: "undecided", why: error.reason };
    throw error;
  }
}

/** Up to so many variables are bounded one by one at first: each costs a pass. */
const FEW = 64;

/**
 * Packings to try: exponents as digits; power sums of all variables, or of two groups that differ in
 * degree, as jets and an inverse metric do; then digits with all the room of a key for rational programs.
 */
function* packings(program: Program, known: Bounds): Generator<Packing> {
  const count = program.variables.length;
  const few = count <= FEW;
  const bounded = few ? radixPacking(known.degrees) : undefined;
  if (bounded !== undefined) yield bounded;
  const together = powerSumPacking(Array<number>(count).fill(0), [known.degree]);
  if (together !== undefined) yield together;
  const apart = bounded === undefined && together === undefined ? inTwoGroups(program) : undefined;
  if (apart !== undefined) yield apart;
  const wide = Math.floor(2 ** (53 / count)) - 1;
  const all = few && wide > 0 ? radixPacking(known.degrees.map(() => wide)) : undefined;
  if (all !== undefined && known.divisorDegree > 0) yield all;
}

/** The first partition into variables of at least, and of less than some degree whose keys fit. */
function inTwoGroups(program: Program): Packing | undefined {
  const { degrees } = bounds(program, eachVariable(program));
  for (const least of [...new Set(degrees)].sort((a, b) => b - a)) {
    const groups = degrees.map((d) => Number(d < least));
    if (!groups.includes(1)) continue;
    const packing = powerSumPacking(groups, bounds(program, groups).degrees);
    if (packing !== undefined) return packing;
  }
  return undefined;
}

/** Primes beyond those needed, for those modulo which a divisor is 0. */
const SPARE = 3;

/** Above this many primes a claim is left undecided. */
const MOST_PRIMES = 200;

function withPacking(
  program: Program,
  known: Bounds,
  packing: Packing,
  budget: number,
): Decision | "degree" {
  const attempt = (p: number): NormalForms | Unfit["reason"] => {
    try {
      return normalForms(program, packing, p, budget);
    } catch (error) {
      if (error instanceof Unfit) return error.reason;
      throw error;
    }
  };
  const exact = attempt(0);
  if (exact === "degree") return "degree";
  if (exact === "budget") return { kind: "undecided", why: "budget" };
  if (exact === "divisor") return { kind: "undecided", why: "a divisor is identically 0" };
  if (exact !== "coefficient") return read(exact, []);
  const needed = Math.floor(known.log2Norm / 25) + 1;
  if (!(needed <= MOST_PRIMES))
    return { kind: "undecided", why: `coefficients of ${known.log2Norm} bits` };
  const primes: number[] = [];
  for (const prime of primesFor(program, needed + SPARE)) {
    const modular = attempt(prime);
    if (modular === "divisor") continue;
    if (modular === "degree") return "degree";
    if (typeof modular === "string") return { kind: "undecided", why: modular };
    const decision = read(modular, [...primes, prime]);
    if (decision.kind !== "zero" || primes.push(prime) === needed) return decision;
  }
  return { kind: "undecided", why: "a divisor is 0 modulo the primes" };
}

function read({ roots, work }: NormalForms, primes: readonly number[]): Decision {
  const root = roots.findIndex((f) => f.numerator.keys.length > 0);
  if (root < 0) return { kind: "zero", primes, work };
  return { kind: "nonzero", root, terms: roots[root].numerator.keys.length, work };
}
