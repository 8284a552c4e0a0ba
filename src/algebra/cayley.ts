/**
 * Antihermitian matrices by their real parameters, and unitary ones by those: the Cayley transform
 * W = (1 − X)(1 + X)⁻¹ of an antihermitian X. Over Q(i) it reaches every unitary matrix without eigenvalue −1, a
 * dense set; X is (1 − W)(1 + W)⁻¹.
 *
 * Source: Golub, Van Loan, Matrix Computations, 4th ed., problem 2.5.4 (real); Cayley, J. reine angew. Math. 32 (1846).
 */
import { fromReal } from "./complex.ts";
import type { Complex, ComplexField } from "./complex.ts";
import { inverse } from "./linear.ts";
import { identityMatrix, matrixOf, mulMatrix } from "./matrix.ts";
import type { Matrix } from "./matrix.ts";
import type { Field } from "./ring.ts";
import { sub } from "./ring.ts";

/** X with −X† = X: the N imaginary diagonal entries, then x + iy above the diagonal, row by row. */
export function antihermitianFrom<T>(
  F: Field<T>,
  K: ComplexField<T>,
  N: number,
  parameters: readonly T[],
): Matrix<Complex<T>> {
  const at = (i: number, j: number): number => N + 2 * ((i * (2 * N - i - 1)) / 2 + (j - i - 1));
  const upper = (i: number, j: number): Complex<T> => ({
    re: parameters[at(i, j)],
    im: parameters[at(i, j) + 1],
  });
  return matrixOf(N, N, (i, j) =>
    i === j
      ? K.mul(K.i, fromReal(F, parameters[i]))
      : i < j
        ? upper(i, j)
        : K.neg(K.conj(upper(j, i))),
  );
}

/**
 * The Cayley transform of the antihermitian matrix with these parameters.
 *
 * @throws {DomainError} if 1 + X is singular, as it may be over GF(p)
 */
export function unitaryFrom<T>(
  F: Field<T>,
  K: ComplexField<T>,
  N: number,
  parameters: readonly T[],
): Matrix<Complex<T>> {
  const X = antihermitianFrom(F, K, N, parameters);
  const one = identityMatrix(K, N);
  const plus = matrixOf(N, N, (i, j) => K.add(one[i][j], X[i][j]));
  const minus = matrixOf(N, N, (i, j) => sub(K, one[i][j], X[i][j]));
  return mulMatrix(K, minus, inverse(K, plus));
}

/** The parameters of an antihermitian matrix in doubles, row-major. */
export function antihermitianParameters(
  N: number,
  { re, im }: { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> },
): number[] {
  const values = Array.from({ length: N }, (_, i) => im[i * (N + 1)]);
  for (let i = 0; i < N; i++)
    for (let j = i + 1; j < N; j++) values.push(re[i * N + j], im[i * N + j]);
  return values;
}
