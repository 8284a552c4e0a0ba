import { DomainError } from "../errors.ts";
import {
  algebra,
  basisVector,
  type Algebra,
  type Terms,
  type UnitalAlgebra,
  type Vector,
} from "./algebra.ts";
import { bladeLabels, gradeOf, sortingSign } from "./blades.ts";
import type { Ring, StarRing } from "./ring.ts";

/** A unital algebra with its conjugation, the unit fixed and the other basis vectors negated. */
export type ConjugatedAlgebra<T> = UnitalAlgebra<T> & StarRing<Vector<T>>;

/** R[i], i² = -1, with the conjugation i ↦ -i. */
export function complexAlgebra<T>(R: Ring<T>): ConjugatedAlgebra<T> {
  const structure = (i: number, j: number): Terms<T> => [[i ^ j, signed(R, (i & j) === 0)]];
  return conjugated(unital(R, `${R.name}[i]`, ["1", "i"], structure));
}

/** R[ε], ε² = 0: f(x + ε) = f(x) + f'(x) ε. */
export function dualNumbers<T>(R: Ring<T>): UnitalAlgebra<T> {
  return jets(R, 1);
}

/**
 * R[ε]/(ε^(k+1)), jets of order k: f(x + ε) = Σ_j f^(j)(x)/j! ε^j.
 *
 * @throws {DomainError} unless k >= 0
 */
export function jets<T>(R: Ring<T>, k: number): UnitalAlgebra<T> {
  if (!Number.isInteger(k) || k < 0) throw new DomainError("jets", "an order k >= 0", k);
  const labels = Array.from({ length: k + 1 }, (_, j) =>
    j === 0 ? "1" : j === 1 ? "ε" : `ε^${j}`,
  );
  return unital(R, `${R.name}[ε]/(ε^${k + 1})`, labels, (i, j) =>
    i + j > k ? [] : [[i + j, R.one]],
  );
}

/** The quaternions over R, i² = j² = k² = ijk = -1, with the conjugation i, j, k ↦ -i, -j, -k. */
export function quaternions<T>(R: Ring<T>): ConjugatedAlgebra<T> {
  // ij = k, jk = i, ki = j; the other order and squares have the minus sign.
  const positive = (a: number, b: number): boolean => a === 0 || b === 0 || (a % 3) + 1 === b;
  return conjugated(
    unital(R, `H(${R.name})`, ["1", "i", "j", "k"], (a, b) => [[a ^ b, signed(R, positive(a, b))]]),
  );
}

/**
 * The Clifford algebra Cl(p, q) over R: e_i e_j = -e_j e_i for i ≠ j, e_i² = 1 for i <= p and -1 for
 * the other q. Basis: the blades. Domain: p + q <= 10.
 */
export function clifford<T>(R: Ring<T>, p: number, q: number): UnitalAlgebra<T> {
  const negative = ((1 << q) - 1) << p;
  return unital(R, `Cl(${p}, ${q}) over ${R.name}`, bladeLabels(p + q), (a, b) => {
    const squares = gradeOf(a & b & negative) % 2 === 0 ? 1 : -1;
    return [[a ^ b, signed(R, sortingSign(a, b) === squares)]];
  });
}

/** su(2): [e1, e2] = e3 and cyclically, the cross product of R³; a Lie algebra. */
export function su2<T>(R: Ring<T>): Algebra<T> {
  return algebra(R, `su(2) over ${R.name}`, ["e1", "e2", "e3"], (i, j) =>
    i === j ? [] : [[3 - i - j, signed(R, (i + 1) % 3 === j)]],
  );
}

function unital<T>(
  R: Ring<T>,
  name: string,
  labels: readonly string[],
  structure: (i: number, j: number) => Terms<T>,
): UnitalAlgebra<T> {
  const A = algebra(R, name, labels, structure);
  return { ...A, one: basisVector(A, 0) };
}

function conjugated<T>(A: UnitalAlgebra<T>): ConjugatedAlgebra<T> {
  return { ...A, conj: (a) => a.map((x, k) => (k === 0 ? x : A.base.neg(x))) };
}

function signed<T>(R: Ring<T>, positive: boolean): T {
  return positive ? R.one : R.neg(R.one);
}
