import { absolute } from "../algebra/integer.ts";
import { DomainError } from "../errors.ts";
import { denominators, type Denominators } from "./denominators.ts";
import { operation, type Program } from "./program.ts";

/** Bounds on the numerator of a root, its denominators cleared. */
export interface RootBounds {
  /** Total degree. */
  readonly degree: number;
  /** log2 of the 1-norm, the sum of the absolute values of the integer coefficients. */
  readonly log2Norm: number;
}

export interface Bounds {
  readonly roots: readonly RootBounds[];
  /** The largest over the roots. */
  readonly degree: number;
  readonly log2Norm: number;
  /** Of the numerator of every node, by group of variables. */
  readonly degrees: readonly number[];
  /** The degree of the product of all divisors, each counted once: where it is not 0, all is defined. */
  readonly divisorDegree: number;
}

/** Every variable a group of its own. */
export function eachVariable({ variables }: Program): readonly number[] {
  return [...variables.keys()];
}

/** From here on an integer in a double may be rounded; such degrees, and NaN = ∞ − ∞, become Infinity. */
const EXACT = 2 ** 53;
const whole = (degree: number): number => (degree < EXACT ? degree : Infinity);
const orInfinity = (norm: number): number => (Number.isNaN(norm) ? Infinity : norm);

/**
 * Upper bounds for a program's roots as quotients A/B of integer polynomials, B a product of divisors
 * and of denominators of constants: degrees of A, and log2 of its 1-norm before any cancellation,
 *
 *   N(a ± b) = N(a) C_a + N(b) C_b,   N(ab) = N(a) N(b),   N(a^k) = N(a)^k,
 *
 * with the cofactors C to the common denominator. Divisors stay factors (a product or power is split),
 * so a sum of many quotients does not multiply one divisor with itself.
 *
 * Exactness: never below the true value; logarithms are rounded up. An identity is a statement about
 * A wherever B ≠ 0. Cost: a few operations a node and group.
 *
 * @param groups the group 0, 1, … of each variable, for the degrees by group
 */
export function bounds(program: Program, groups: readonly number[] = []): Bounds {
  const { ops, left, right, constants, roots } = program;
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const measures = 1 + count;
  const D = denominators(measures);
  const degrees = new Float64Array(ops.length * measures);
  const norms = new Float64Array(ops.length);
  const under = new Int32Array(ops.length);
  const integerFactors = new Map<bigint, number>();
  const splitting = splittings(program, (node) => {
    const at = node * measures;
    return D.newFactor({ degrees: degrees.slice(at, at + measures), log2Norm: norms[node] });
  });
  const integerFactor = (d: bigint): number => {
    let factor = integerFactors.get(d);
    if (factor === undefined) {
      factor = D.newFactor({ degrees: new Float64Array(measures), log2Norm: log2Above(d) });
      integerFactors.set(d, factor);
    }
    return factor;
  };
  const sum = (k: number, a: number, b: number): void => {
    const common = D.common(under[a], under[b]);
    const [ca, cb] = [D.cofactor(under[a], common), D.cofactor(under[b], common)];
    under[k] = common;
    norms[k] = log2Sum(norms[a] + ca.log2Norm, norms[b] + cb.log2Norm);
    for (let m = 0; m < measures; m++) {
      const [da, db] = [degrees[a * measures + m], degrees[b * measures + m]];
      degrees[k * measures + m] = Math.max(da + ca.degrees[m], db + cb.degrees[m]);
    }
  };
  const product = (k: number, a: number, b: number): void => {
    under[k] = D.times(under[a], under[b]);
    norms[k] = norms[a] + norms[b];
    for (let m = 0; m < measures; m++)
      degrees[k * measures + m] = degrees[a * measures + m] + degrees[b * measures + m];
  };
  // (A/P) / (B/Q) = A Q / (P B): what P and Q share is cancelled.
  const quotient = (k: number, a: number, b: number): void => {
    const [P, Q] = [D.exponents(under[a]), D.exponents(under[b])];
    const below = new Map([...P].map(([j, e]) => [j, Math.max(0, e - (Q.get(j) ?? 0))]));
    const above = new Map([...Q].map(([j, e]) => [j, Math.max(0, e - (P.get(j) ?? 0))]));
    for (const [j, e] of splitting(b)) below.set(j, (below.get(j) ?? 0) + e);
    under[k] = D.product(below);
    const cofactor = D.cofactor(0, D.product(above));
    norms[k] = norms[a] + cofactor.log2Norm;
    for (let m = 0; m < measures; m++)
      degrees[k * measures + m] = degrees[a * measures + m] + cofactor.degrees[m];
  };
  const power = (k: number, a: number, e: number): void => {
    under[k] = D.product(new Map([...D.exponents(under[a])].map(([j, f]) => [j, f * e])));
    // 0^0 = 1, where 0·(−∞) is no number.
    norms[k] = e === 0 ? 0 : norms[a] * e;
    for (let m = 0; m < measures; m++) degrees[k * measures + m] = degrees[a * measures + m] * e;
  };
  const leaf = (k: number): void => {
    if (ops[k] === operation.variable) {
      degrees[k * measures] = 1;
      if (count > 0) degrees[k * measures + 1 + groups[left[k]]] = 1;
      return;
    }
    const { n, d } = constants[left[k]];
    norms[k] = log2Above(n);
    if (d !== 1n) under[k] = D.product(new Map([[integerFactor(d), 1]]));
  };
  for (let k = 0; k < ops.length; k++) {
    const [a, b] = [left[k], right[k]];
    if (ops[k] <= operation.constant) leaf(k);
    else if (ops[k] <= operation.sub) sum(k, a, b);
    else if (ops[k] === operation.mul) product(k, a, b);
    else if (ops[k] === operation.div) quotient(k, a, b);
    else if (ops[k] === operation.power || ops[k] === operation.neg)
      power(k, a, ops[k] === operation.neg ? 1 : b);
    else throw new DomainError("bounds", "an operation of programs", ops[k]);
    norms[k] = up(norms[k]);
  }
  const ofRoots = roots.map((r) => ({
    degree: whole(degrees[r * measures]),
    log2Norm: orInfinity(norms[r]),
  }));
  const most = (values: readonly number[]): number => values.reduce((x, y) => Math.max(x, y), 0);
  return {
    roots: ofRoots,
    degree: most(ofRoots.map((r) => r.degree)),
    log2Norm: most(ofRoots.map((r) => r.log2Norm)),
    degrees: Array.from({ length: count }, (_, g) => whole(largest(degrees, measures, g + 1))),
    divisorDegree: whole(divisorDegree(D)),
  };
}

function divisorDegree(D: Denominators): number {
  return D.factors.reduce((total, { degrees }) => total + degrees[0], 0);
}

function largest(degrees: Float64Array, measures: number, m: number): number {
  let most = 0;
  for (let at = m; at < degrees.length; at += measures) most = Math.max(most, degrees[at]);
  return most;
}

/** A node as a product of factors: those of a product, power or negative are those of its parts. */
function splittings(
  { ops, left, right }: Program,
  newFactor: (node: number) => number,
): (node: number) => ReadonlyMap<number, number> {
  const own = new Map<number, number>();
  const known = new Map<number, ReadonlyMap<number, number>>();
  const split = (node: number): ReadonlyMap<number, number> => {
    const exponents = new Map<number, number>();
    const pending = new Map([[node, 1]]);
    const give = (to: number, e: number): void => void pending.set(to, (pending.get(to) ?? 0) + e);
    // Parents first, so a part shared many times is met once, with its whole exponent.
    for (let k = node; pending.size > 0; k--) {
      const e = pending.get(k);
      if (e === undefined) continue;
      pending.delete(k);
      if (ops[k] === operation.neg) give(left[k], e);
      else if (ops[k] === operation.power && right[k] > 0) give(left[k], e * right[k]);
      else if (ops[k] === operation.mul) {
        give(left[k], e);
        give(right[k], e);
      } else {
        let factor = own.get(k);
        if (factor === undefined) own.set(k, (factor = newFactor(k)));
        exponents.set(factor, e);
      }
    }
    return exponents;
  };
  return (node) => {
    let exponents = known.get(node);
    if (exponents === undefined) known.set(node, (exponents = split(node)));
    return exponents;
  };
}

/** A few units in the last place above x, for the rounding of the logarithms and sums before it. */
function up(x: number): number {
  return x === -Infinity ? x : x + Math.abs(x) * 2 ** -49 + 2 ** -60;
}

/** log2(2^x + 2^y), to rounding. */
function log2Sum(x: number, y: number): number {
  const [high, low] = x > y ? [x, y] : [y, x];
  return low === -Infinity ? high : high + Math.log2(1 + 2 ** (low - high)) + 2 ** -50;
}

/** log2 |n|, never below; −∞ for 0. */
function log2Above(n: bigint): number {
  const size = absolute(n);
  if (size <= BigInt(Number.MAX_SAFE_INTEGER)) return Math.log2(Number(size));
  const shift = size.toString(16).length * 4 - 52;
  return shift + Math.log2(Number(size >> BigInt(shift)) + 1);
}
