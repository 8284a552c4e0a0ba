import { antihermitianFrom, unitaryFrom } from "../algebra/cayley.ts";
import type { Complex, ComplexField, ComplexRing } from "../algebra/complex.ts";
import {
  conjugateTranspose,
  determinant,
  identityMatrix,
  mapMatrix,
  matrixOf,
  mulMatrix,
  trace,
  transpose,
  zeroMatrix,
} from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Field, Ring } from "../algebra/ring.ts";
import { fromInteger, sub } from "../algebra/ring.ts";
import { DomainError } from "../errors.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { Matrices } from "./signature.ts";

export interface ExactCarriers<T> {
  readonly [sort: string]: Matrix<Complex<T>> | Complex<T>;
  readonly M: Matrix<Complex<T>>;
  readonly S: Complex<T>;
}

/** The image of a rational literal in a field. @throws {DomainError} if its denominator vanishes there. */
export function literalIn<T>(F: Field<T>, literal: number | string): T {
  const q = parseRational(String(literal));
  return q.d === 1n ? fromInteger(F, q.n) : F.mul(fromInteger(F, q.n), F.inv(fromInteger(F, q.d)));
}

/**
 * N×N matrices over R[i], with conjugation i ↦ −i. Exact iff R is.
 *
 * @param literal the image of a rational literal in R
 * @param unsigned the shadow that forgets signs: zero where nothing was there to cancel
 */
export function exactMatrices<T>(
  R: Ring<T>,
  K: ComplexRing<T>,
  N: number,
  literal: (by: number | string) => T,
  unsigned = false,
): Algebra<Matrices, ExactCarriers<T>> {
  type M = Matrix<Complex<T>>;
  const entrywise = (f: (...xs: Complex<T>[]) => Complex<T>, ...xs: M[]): M =>
    matrixOf(N, N, (i, j) => f(...xs.map((x) => x[i][j])));
  const add = (a: Complex<T>, b: Complex<T>): Complex<T> => K.add(a, b);
  const minus = (a: Complex<T>, b: Complex<T>): Complex<T> =>
    unsigned ? K.add(a, b) : sub(K, a, b);
  const multiple = (by: number | string): ((z: Complex<T>) => Complex<T>) => {
    const c = literal(unsigned ? String(by).replace("-", "") : by);
    return (z) => ({ re: R.mul(c, z.re), im: R.mul(c, z.im) });
  };
  return {
    add: { M: (...xs) => xs.reduce((a, b) => entrywise(add, a, b)), S: (...xs) => xs.reduce(add) },
    sub: { M: (a, b) => entrywise(minus, a, b), S: minus },
    neg: unsigned ? { M: (a) => a, S: (a) => a } : { M: (a) => mapMatrix(a, K.neg), S: K.neg },
    scale: { M: (by, a) => mapMatrix(a, multiple(by)), S: (by, a) => multiple(by)(a) },
    mul: { M: (...xs) => xs.reduce((a, b) => mulMatrix(K, a, b)), S: (...xs) => xs.reduce(K.mul) },
    one: () => identityMatrix(K, N),
    zero: () => zeroMatrix(K, N),
    zeroScalar: () => K.zero,
    adjoint: (a) => conjugateTranspose(K, a),
    transpose,
    conjugate: (a) => mapMatrix(a, K.conj),
    tr: (a) => trace(K, a),
    det: (a) => determinant(K, a),
  };
}

/** Real parameters of one unknown N×N matrix: 2N² for a general one, N² for a unitary or Hermitian one. */
export function parameterCount(property: string | undefined, N: number): number {
  return property === undefined ? 2 * N * N : N * N;
}

/**
 * The matrix with the given real parameters.
 *
 * - general: entries x + iy, row by row;
 * - `antihermitian`: as in `algebra/cayley.ts`; `hermitian`: i times that;
 * - `unitary`: the Cayley transform of an antihermitian matrix.
 *
 * @throws {DomainError} if 1 + X is singular (over GF(p) it may be), or the property is unknown
 */
export function matrixFrom<T>(
  F: Field<T>,
  K: ComplexField<T>,
  N: number,
  property: string | undefined,
  parameters: readonly T[],
): Matrix<Complex<T>> {
  if (property === undefined)
    return matrixOf(N, N, (i, j) => {
      const at = 2 * (i * N + j);
      return { re: parameters[at], im: parameters[at + 1] };
    });
  switch (property) {
    case "antihermitian":
      return antihermitianFrom(F, K, N, parameters);
    case "hermitian":
      return mapMatrix(antihermitianFrom(F, K, N, parameters), (z) => K.mul(K.i, z));
    case "unitary":
      return unitaryFrom(F, K, N, parameters);
    default:
      throw new DomainError(
        "unknowns",
        "a property: unitary, hermitian or antihermitian",
        property,
      );
  }
}
