import { nullSpace } from "./linear.ts";
import { applyMatrix, sizeOfSquare, transpose, type Matrix } from "./matrix.ts";
import type { Field, Ring } from "./ring.ts";
import { univariate, type Univariate } from "./univariate.ts";

/**
 * det(x - A) over any commutative ring, without division: the polynomial of each leading block is
 * a Toeplitz matrix of -R Mᵏ C times that of the block before it, M, with border R, C.
 *
 * Exactness: exact iff R is. Cost: O(n⁴) products. Source: Berkowitz, Inf. Process. Lett. 18 (1984).
 *
 * @throws {DomainError} unless A is square
 */
export function characteristicPolynomial<T>(R: Ring<T>, A: Matrix<T>): Univariate<T> {
  const n = sizeOfSquare("characteristicPolynomial", A);
  const dot = (v: readonly T[], w: readonly T[]): T =>
    v.reduce((sum, a, k) => R.add(sum, R.mul(a, w[k])), R.zero);
  let highestFirst: readonly T[] = [R.one];
  for (let size = 0; size < n; size++) {
    const block = A.slice(0, size).map((row) => row.slice(0, size));
    const border = A[size].slice(0, size);
    const toeplitz = [R.one, R.neg(A[size][size])];
    let column: readonly T[] = A.slice(0, size).map((row) => row[size]);
    for (let k = 0; k < size; k++) {
      toeplitz.push(R.neg(dot(border, column)));
      column = applyMatrix(R, block, column);
    }
    const before = highestFirst;
    highestFirst = toeplitz.map((_, i) =>
      dot(before.slice(0, i + 1), toeplitz.slice(0, i + 1).reverse()),
    );
  }
  return [...highestFirst].reverse();
}

/**
 * The monic polynomial m of least degree with m(A) = 0 over a field: while m(A) e ≠ 0 for a basis
 * vector e, m is multiplied by the minimal polynomial of that vector, the first dependency among
 * its images under powers of A. Exactness: exact iff the field is. Cost: O(n⁴) products.
 *
 * @throws {DomainError} unless A is square
 */
export function minimalPolynomial<T>(F: Field<T>, A: Matrix<T>): Univariate<T> {
  const n = sizeOfSquare("minimalPolynomial", A);
  const P = univariate(F);
  let m = P.one;
  for (let e = 0; e < n; e++) {
    const images = [A.map((_, i) => (i === e ? F.one : F.zero))];
    const left = m.reduceRight<readonly T[]>(
      (sum, c) => applyMatrix(F, A, sum).map((a, i) => F.add(a, F.mul(c, images[0][i]))),
      A.map(() => F.zero),
    );
    images[0] = [...left];
    for (let k = 0; k < n; k++) images.push([...applyMatrix(F, A, images[k])]);
    const [dependency] = nullSpace(F, transpose(images));
    m = P.mul(m, dependency.slice(0, dependency.findLastIndex((c) => !F.eq(c, F.zero)) + 1));
  }
  return m;
}
