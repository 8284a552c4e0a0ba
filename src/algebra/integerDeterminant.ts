import { absolute } from "./integer.ts";
import { chineseRemainder } from "./euclid.ts";
import { sizeOfSquare, transpose, type Matrix } from "./matrix.ts";
import { determinantModulo } from "./modularMatrix.ts";
import { sub, type Ring } from "./ring.ts";
import { wordPrime } from "./wordPrimes.ts";

/**
 * det A over an integral domain by fraction-free elimination: after step k the entries are minors
 * of size k + 1, so the division by the last pivot is exact. Cost: O(n³) products and divisions.
 *
 * Source: Bareiss, Math. Comp. 22 (1968).
 *
 * @param quotient a/b where b divides a, as over Z `(a, b) => a / b`
 * @throws {DomainError} unless A is square
 */
export function bareiss<T>(R: Ring<T>, quotient: (a: T, b: T) => T, A: Matrix<T>): T {
  const n = sizeOfSquare("bareiss", A);
  const rows = A.map((row) => [...row]);
  let [odd, last] = [false, R.one];
  for (let k = 0; k < n; k++) {
    const found = rows.findIndex((row, i) => i >= k && !R.eq(row[k], R.zero));
    if (found < 0) return R.zero;
    if (found !== k) odd = !odd;
    [rows[k], rows[found]] = [rows[found], rows[k]];
    const pivot = rows[k][k];
    for (let i = k + 1; i < n; i++) {
      const left = rows[i][k];
      for (let j = k + 1; j < n; j++)
        rows[i][j] = quotient(sub(R, R.mul(pivot, rows[i][j]), R.mul(left, rows[k][j])), last);
    }
    last = pivot;
  }
  return odd ? R.neg(last) : last;
}

/**
 * Hadamard's bound squared: (det A)² <= Π_i Σ_j a_ij², and the same for columns; the smaller.
 *
 * @throws {DomainError} unless A is square
 */
export function hadamardBoundSquared(A: Matrix<bigint>): bigint {
  sizeOfSquare("hadamardBoundSquared", A);
  const bound = (rows: Matrix<bigint>): bigint =>
    rows.reduce((product, row) => product * row.reduce((sum, a) => sum + a * a, 0n), 1n);
  const [byRows, byColumns] = [bound(A), bound(transpose(A))];
  return byRows < byColumns ? byRows : byColumns;
}

/**
 * det A over Z from its residues modulo primes whose product exceeds 2·Hadamard's bound, which
 * leaves one integer. Exactness: exact. Cost: O(n³) word products a prime, O(n log n) primes.
 *
 * @throws {DomainError} unless A is square
 */
export function integerDeterminant(A: Matrix<bigint>): bigint {
  const bound = hadamardBoundSquared(A);
  let [value, modulus] = [0n, 1n];
  for (let k = 0; modulus * modulus <= 4n * bound; k++) {
    const p = wordPrime(k);
    value = chineseRemainder(value, modulus, BigInt(determinantModulo(A, p)), BigInt(p));
    modulus *= BigInt(p);
  }
  return 2n * absolute(value) > modulus ? value - modulus : value;
}
