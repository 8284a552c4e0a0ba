/**
 * Wigner matrices of SU(2) without square roots: D(g) on Sym^n(C²), n = 2ℓ, in the basis e₁^(n−k) e₂^k,
 * for g = [[a, −b̄], [b, ā]] with Gaussian integers a, b. g/√N is in SU(2), N = |a|² + |b|², and D(g)/N^ℓ
 * its matrix; so identities of degree in g are exact without any division.
 */
import { complexOver, type Complex } from "../algebra/complex.ts";
import { integers } from "../algebra/integer.ts";
import { matrixOf, type Matrix } from "../algebra/matrix.ts";
import { fromInteger, power, sub } from "../algebra/ring.ts";
import { DomainError } from "../errors.ts";

/** Z[i]. */
export const gaussianIntegers = complexOver(integers);
const Z = gaussianIntegers;
export type GaussianInteger = Complex<bigint>;
/** A matrix over Z[i]: the entries of a Wigner matrix times a power of the norm. */
export type GaussianMatrix = Matrix<GaussianInteger>;

/** (a, b): the quaternion a + bj, up to the names of its units. */
export interface IntegerQuaternion {
  readonly a: GaussianInteger;
  readonly b: GaussianInteger;
}

/** The quaternion (a + ai·i) + (b + bi·i) j, from integers. */
export function quaternion(a: number, ai: number, b: number, bi: number): IntegerQuaternion {
  const entry = (re: number, im: number): GaussianInteger => ({ re: BigInt(re), im: BigInt(im) });
  return { a: entry(a, ai), b: entry(b, bi) };
}

/** The product of the matrices [[a, −b̄], [b, ā]]. */
export function timesQuaternion(g: IntegerQuaternion, h: IntegerQuaternion): IntegerQuaternion {
  return {
    a: sub(Z, Z.mul(g.a, h.a), Z.mul(Z.conj(g.b), h.b)),
    b: Z.add(Z.mul(g.b, h.a), Z.mul(Z.conj(g.a), h.b)),
  };
}

/** N = |a|² + |b|². */
export function quaternionNorm({ a, b }: IntegerQuaternion): bigint {
  return a.re ** 2n + a.im ** 2n + b.re ** 2n + b.im ** 2n;
}

/** (c + dt) p(t), the coefficients of p lowest first. */
function timesLinear(
  c: GaussianInteger,
  d: GaussianInteger,
  p: readonly GaussianInteger[],
): readonly GaussianInteger[] {
  return Array.from({ length: p.length + 1 }, (_, i) =>
    Z.add(i < p.length ? Z.mul(c, p[i]) : Z.zero, i > 0 ? Z.mul(d, p[i - 1]) : Z.zero),
  );
}

const fromColumns = (columns: readonly (readonly GaussianInteger[])[]): GaussianMatrix =>
  matrixOf(columns.length, columns.length, (i, k) => columns[k][i]);

/**
 * D(g) by recurrence in the degree: column k of Sym^n is that of Sym^(n−1) times g e₁ = a e₁ + b e₂, the
 * last one times g e₂ = −b̄ e₁ + ā e₂. Exact. Cost: O(n³).
 */
export function wignerByDegree(n: number, { a, b }: IntegerQuaternion): GaussianMatrix {
  let columns: readonly (readonly GaussianInteger[])[] = [[Z.one]];
  for (let m = 0; m < n; m++) {
    const last = timesLinear(Z.neg(Z.conj(b)), Z.conj(a), columns[m]);
    columns = [...columns.map((p) => timesLinear(a, b, p)), last];
  }
  return fromColumns(columns);
}

/** What a near miss changes in the recurrence in the row. */
export interface RowRecurrence {
  readonly sign: 1n | -1n;
  /** The factor of the entry two rows above: n − i + 1 in row i. */
  readonly above: (n: number, i: number) => number;
}

/** The recurrence as it is true: what a near miss changes one ingredient of. */
export const rowRecurrence: RowRecurrence = { sign: 1n, above: (n, i) => n - i + 1 };

/**
 * D(g) by the three-term recurrence in the row: column k is the eigenvector of g H g⁻¹, H = diag(1, −1) on C²,
 * of weight n − 2k, and N g H g⁻¹ = [[p, q], [q̄, −p]] with p = |a|² − |b|², q = 2ab̄ is tridiagonal on Sym^n:
 *
 *   (i + 1) q c_{i+1} = (N(n − 2k) − (n − 2i) p) c_i − (n − i + 1) q̄ c_{i−1},   c_0 = a^(n−k) (−b̄)^k.
 *
 * Exact. Cost: O(n²). Source: L. C. Biedenharn, J. D. Louck, Angular Momentum in Quantum Physics, section 3.6.
 *
 * @throws {DomainError} if ab = 0: there is nothing to divide by
 */
export function wignerByRow(
  n: number,
  g: IntegerQuaternion,
  { sign, above }: RowRecurrence = rowRecurrence,
): GaussianMatrix {
  const { a, b } = g;
  const q = Z.mul(fromInteger(Z, 2n), Z.mul(a, Z.conj(b)));
  if (Z.eq(q, Z.zero)) throw new DomainError("wignerByRow", "a and b other than 0", "0");
  const p = sign * (a.re ** 2n + a.im ** 2n - b.re ** 2n - b.im ** 2n);
  const N = quaternionNorm(g);
  return fromColumns(
    Array.from({ length: n + 1 }, (_, k) => {
      const column = [Z.mul(power(Z, a, n - k), power(Z, Z.neg(Z.conj(b)), k))];
      for (let i = 0; i < n; i++) {
        const diagonal = N * BigInt(n - 2 * k) - BigInt(n - 2 * i) * p;
        const own = Z.mul(fromInteger(Z, diagonal), column[i]);
        const before =
          i === 0
            ? Z.zero
            : Z.mul(Z.mul(fromInteger(Z, BigInt(above(n, i))), Z.conj(q)), column[i - 1]);
        column.push(quotient(sub(Z, own, before), Z.mul(fromInteger(Z, BigInt(i + 1)), q)));
      }
      return column;
    }),
  );
}

/** x / y in Z[i], towards 0 where it is not whole: then a comparison fails. */
function quotient(x: GaussianInteger, y: GaussianInteger): GaussianInteger {
  const { re, im } = Z.mul(x, Z.conj(y));
  const norm = y.re ** 2n + y.im ** 2n;
  return { re: re / norm, im: im / norm };
}

/** C(n, k). */
export function binomial(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 0; i < k; i++) value = (value * BigInt(n - i)) / BigInt(i + 1);
  return value;
}

/** D(g) by Wigner's sum: Σ_s C(n−k, i−s) C(k, s) a^(n−k−i+s) b^(i−s) (−b̄)^(k−s) ā^s. Exact. Cost: O(n³). */
export function wignerBySum(n: number, { a, b }: IntegerQuaternion): GaussianMatrix {
  const powers = [a, b, Z.neg(Z.conj(b)), Z.conj(a)].map((x) => {
    const list = [Z.one];
    for (let k = 0; k < n; k++) list.push(Z.mul(list[k], x));
    return list;
  });
  return matrixOf(n + 1, n + 1, (i, k) =>
    terms(n, i, k).reduce(
      (sum, [c, ...e]) =>
        Z.add(
          sum,
          e.reduce((t, m, v) => Z.mul(t, powers[v][m]), fromInteger(Z, c)),
        ),
      Z.zero,
    ),
  );
}

type SumTerm = readonly [c: bigint, a: number, b: number, minusB: number, aBar: number];

/** The terms of Wigner's sum, by exponents of a, b, −b̄, ā. */
export function terms(n: number, i: number, k: number): readonly SumTerm[] {
  const found: SumTerm[] = [];
  for (let s = Math.max(0, i + k - n); s <= Math.min(i, k); s++)
    found.push([binomial(n - k, i - s) * binomial(k, s), n - k - i + s, i - s, k - s, s]);
  return found;
}

/** i!(n − i)!: the weights of an invariant Hermitian form, Σ w_i |c_i|² on Sym^n. */
export function invariantWeights(n: number): readonly bigint[] {
  const factorial = (m: number): bigint => (m < 2 ? 1n : BigInt(m) * factorial(m - 1));
  return Array.from({ length: n + 1 }, (_, i) => factorial(i) * factorial(n - i));
}
