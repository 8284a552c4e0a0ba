import { isPrime } from "../algebra/primeField.ts";
import { residue } from "../algebra/integer.ts";
import { DomainError } from "../errors.ts";
import { operation, type Program } from "./program.ts";

/** The roots of a program at a batch of points of GF(p). */
export interface Residues {
  /** Root r at point i is `values[r * count + i]`, in 0 … p − 1. */
  readonly values: Float64Array;
  /** `defined[i]` = 1 iff no divisor vanishes at point i; the values there mean nothing otherwise. */
  readonly defined: Uint8Array;
}

/** Evaluates one program modulo one prime at a batch: variable v at point i is `points[v * count + i]`. */
export type ResidueKernel = (points: Float64Array, count: number) => Residues;

/** The largest modulus: products of residues stay below 2^53, where doubles are exact. */
export const MODULUS_BOUND = 2 ** 26;

/** Primes met: testing one takes longer than evaluating a small program. */
const primes = new Set<number>();

/** Is p a prime? Domain: integers below 2^53. */
export function isModulus(p: number): boolean {
  if (primes.has(p)) return true;
  if (!Number.isSafeInteger(p) || !isPrime(BigInt(p))) return false;
  primes.add(p);
  return true;
}

/**
 * The plain interpreter of a program modulo p, one loop over the batch for each node: the reference for
 * the compiled kernels. Residues are doubles.
 *
 * Exactness: exact. Cost: a few ns a node and point; an inverse some 300.
 *
 * @throws {DomainError} if p is not a prime below 2^26, or divides the denominator of a constant
 */
export function residueKernel(program: Program, p: number): ResidueKernel {
  if (!(p < MODULUS_BOUND) || !isModulus(p))
    throw new DomainError("residueKernel", "a prime below 2^26", p);
  const { ops, left, right, variables, roots } = program;
  const constants = constantResidues(program, p);
  const inverseOfP = 1 / p;
  // The quotient is off by at most 1, since its error is below 2^52 · 2^-53 · 2 / p < 1.
  const times = (a: number, b: number): number => {
    const x = a * b;
    const r = x - Math.floor(x * inverseOfP) * p;
    return r < 0 ? r + p : r >= p ? r - p : r;
  };
  const power = (a: number, k: number): number => {
    let result = 1;
    for (let square = a, m = k; m > 0; m = Math.floor(m / 2), square = times(square, square))
      if (m % 2 === 1) result = times(result, square);
    return result;
  };
  return (points, count) => {
    if (points.length !== variables.length * count)
      throw new DomainError(
        "residueKernel",
        `${variables.length} x ${count} values`,
        points.length,
      );
    const at = new Float64Array(ops.length * count);
    const defined = new Uint8Array(count).fill(1);
    for (let k = 0; k < ops.length; k++) {
      const to = k * count;
      const a = left[k] * count;
      const b = right[k] * count;
      switch (ops[k]) {
        case operation.variable:
          at.set(points.subarray(a, a + count), to);
          break;
        case operation.constant:
          at.fill(constants[left[k]], to, to + count);
          break;
        case operation.add:
          for (let i = 0; i < count; i++) {
            const s = at[a + i] + at[b + i];
            at[to + i] = s >= p ? s - p : s;
          }
          break;
        case operation.sub:
          for (let i = 0; i < count; i++) {
            const s = at[a + i] - at[b + i];
            at[to + i] = s < 0 ? s + p : s;
          }
          break;
        case operation.neg:
          for (let i = 0; i < count; i++) at[to + i] = at[a + i] === 0 ? 0 : p - at[a + i];
          break;
        case operation.mul:
          for (let i = 0; i < count; i++) {
            const x = at[a + i] * at[b + i];
            const r = x - Math.floor(x * inverseOfP) * p;
            at[to + i] = r < 0 ? r + p : r >= p ? r - p : r;
          }
          break;
        case operation.div:
          for (let i = 0; i < count; i++) {
            if (at[b + i] === 0) defined[i] = 0;
            else at[to + i] = times(at[a + i], inverseModulo(at[b + i], p));
          }
          break;
        default:
          for (let i = 0; i < count; i++) at[to + i] = power(at[a + i], right[k]);
      }
    }
    const values = new Float64Array(roots.length * count);
    roots.forEach((root, r) =>
      values.set(at.subarray(root * count, (root + 1) * count), r * count),
    );
    return { values, defined };
  };
}

/**
 * The constants of a program modulo p.
 *
 * @throws {DomainError} if p divides a denominator
 */
export function constantResidues({ constants }: Program, p: number): number[] {
  const modulus = BigInt(p);
  const small = BigInt(Number.MAX_SAFE_INTEGER);
  return constants.map(({ n, d }) => {
    const below = Number(residue(d, modulus));
    if (below === 0) throw new DomainError("constantResidues", `denominators prime to ${p}`, d);
    const above = Number(
      n < small && n > -small ? residue(n, modulus) : residue(n % modulus, modulus),
    );
    return below === 1
      ? above
      : Number((BigInt(above) * BigInt(inverseModulo(below, p))) % modulus);
  });
}

/** The inverse of 0 < a < p modulo a prime p < 2^26, by Euclid's algorithm; all numbers stay below p². */
export function inverseModulo(a: number, p: number): number {
  let [r0, r1, s0, s1] = [p, a, 0, 1];
  while (r1 > 1) {
    const q = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  return s1 < 0 ? s1 + p : s1;
}
