import { chineseRemainder, rationalReconstruction } from "./euclid.ts";
import { gcd } from "./integer.ts";
import { applyMatrix, columnsOf, type Matrix } from "./matrix.ts";
import { determinantModulo, echelonModulo, type ModularEchelon } from "./modularMatrix.ts";
import { rationals, type Rational } from "./rational.ts";
import { wordPrime } from "./wordPrimes.ts";

/**
 * The kernel of a rational matrix with the proof of its dimension. The basis vector of the free
 * column f is 1 at f and 0 at the other free columns, so `columns - rank` vectors with A x = 0 bound
 * the rank from above; the minor in `minorRows` and `pivots`, not 0 modulo `prime` once denominators
 * are cleared row by row, bounds it from below.
 */
export interface RationalKernel {
  readonly rank: number;
  readonly basis: readonly (readonly Rational[])[];
  readonly pivots: readonly number[];
  readonly minorRows: readonly number[];
  readonly prime: number;
}

/**
 * {x : A x = 0} over Q from reduced echelon forms modulo primes, by the Chinese remainder theorem
 * and rational reconstruction; then A x = 0 is checked exactly. Exactness: exact and proved.
 *
 * Cost: O(m n rank) word products a prime; the primes needed grow with the height of the answer.
 *
 * @param columns the number of unknowns, needed only where A has no rows
 */
export function rationalKernel(
  A: Matrix<Rational>,
  columns: number = columnsOf(A),
): RationalKernel {
  const B = withoutDenominators(A);
  let best: ModularEchelon | undefined;
  let residues: bigint[][] = [];
  let modulus = 1n;
  let [used, nextTry] = [0, 1];
  for (let k = 0; ; k++) {
    const E = echelonModulo(B, wordPrime(k));
    const order = best === undefined ? -1 : compareProfiles(E.pivots, best.pivots);
    // A prime at which a minor vanishes shows later pivots: it, or all before it, tell nothing.
    if (order > 0) continue;
    const free = freeColumns(E.pivots, columns);
    if (order < 0) [residues, modulus, used, nextTry] = [zeros(free, E), 1n, 0, 1];
    best = E;
    residues = lift(residues, modulus, E, free);
    modulus *= BigInt(E.prime);
    if (++used < nextTry) continue;
    nextTry = Math.ceil(1.5 * used) + 1;
    const basis = reconstruct(residues, modulus, E.pivots, free, columns);
    if (basis === undefined || !basis.every((x) => isInKernel(B, x))) continue;
    const { pivots, pivotRows: minorRows, prime } = E;
    return { rank: pivots.length, basis, pivots, minorRows, prime };
  }
}

/** The rank over Q, proved by a minor and by kernel vectors. */
export function rationalRank(A: Matrix<Rational>): number {
  return rationalKernel(A).rank;
}

/** Does the proof hold: the minor, the shape of the basis, A x = 0? By elimination of its own. */
export function provesKernel(
  A: Matrix<Rational>,
  kernel: RationalKernel,
  columns: number = columnsOf(A),
): boolean {
  const { rank, basis, pivots, minorRows, prime } = kernel;
  const B = withoutDenominators(A);
  const free = freeColumns(pivots, columns);
  const minor = minorRows.map((i) => pivots.map((j) => B[i][j]));
  return (
    pivots.length === rank &&
    minorRows.length === rank &&
    determinantModulo(minor, prime) !== 0 &&
    basis.length === columns - rank &&
    basis.every((x, k) => free.every((f, l) => x[f].d === 1n && x[f].n === (k === l ? 1n : 0n))) &&
    basis.every((x) => applyMatrix(rationals, A, x).every((a) => a.n === 0n))
  );
}

/** The rows, each times the least common multiple of its denominators. */
function withoutDenominators(A: Matrix<Rational>): Matrix<bigint> {
  return A.map((row) => {
    const common = commonDenominator(row);
    return row.map((a) => (a.n * common) / a.d);
  });
}

function commonDenominator(row: readonly Rational[]): bigint {
  return row.reduce((common, { d }) => (common / gcd(common, d)) * d, 1n);
}

/** < 0 where p is the better profile: more pivots, and among as many the earlier ones. */
function compareProfiles(p: readonly number[], q: readonly number[]): number {
  if (p.length !== q.length) return q.length - p.length;
  const k = p.findIndex((column, i) => column !== q[i]);
  return k < 0 ? 0 : p[k] - q[k];
}

function freeColumns(pivots: readonly number[], columns: number): readonly number[] {
  const bound = new Set(pivots);
  return Array.from({ length: columns }, (_, j) => j).filter((j) => !bound.has(j));
}

function zeros(free: readonly number[], E: ModularEchelon): bigint[][] {
  return free.map(() => E.pivots.map(() => 0n));
}

/** The pivot coordinates of each basis vector, -E[i][f], joined to what is known modulo `modulus`. */
function lift(
  residues: bigint[][],
  modulus: bigint,
  E: ModularEchelon,
  free: readonly number[],
): bigint[][] {
  const p = BigInt(E.prime);
  return residues.map((known, k) =>
    known.map((a, i) => chineseRemainder(a, modulus, -BigInt(E.rows[i][free[k]]), p)),
  );
}

function reconstruct(
  residues: bigint[][],
  modulus: bigint,
  pivots: readonly number[],
  free: readonly number[],
  columns: number,
): Rational[][] | undefined {
  const basis: Rational[][] = [];
  for (const [k, known] of residues.entries()) {
    const x = Array<Rational>(columns).fill(rationals.zero);
    x[free[k]] = rationals.one;
    for (const [i, a] of known.entries()) {
      const value = rationalReconstruction(a, modulus);
      if (value === undefined) return undefined;
      x[pivots[i]] = value;
    }
    basis.push(x);
  }
  return basis;
}

/** B x = 0, in integers after the denominators of x are cleared. */
function isInKernel(B: Matrix<bigint>, x: readonly Rational[]): boolean {
  const common = commonDenominator(x);
  const y = x.map((a) => (a.n * common) / a.d);
  return B.every((row) => row.reduce((sum, b, j) => sum + b * y[j], 0n) === 0n);
}
