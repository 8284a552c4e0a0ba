import { DomainError } from "../errors.ts";
import {
  dilate,
  divideSeries,
  mulSeries,
  powerSeriesOf,
  qSeries,
  truncate,
  type QSeries,
} from "./qSeries.ts";

/** -2k/B_k for the weights k at which it is an integer. */
const FACTORS: Readonly<Record<number, bigint>> = {
  2: -24n,
  4: 240n,
  6: -504n,
  8: 480n,
  10: -264n,
  14: -24n,
};

/**
 * E_k = 1 - (2k/B_k) Σ_n σ_(k-1)(n) qⁿ + O(q^precision). Exactness: exact, by a sieve.
 *
 * Domain: k = 2, 4, 6, 8, 10, 14. Source: Serre, A Course in Arithmetic, VII 4.2.
 *
 * @throws {DomainError} for another weight
 */
export function eisenstein(k: number, precision: number): QSeries {
  if (!Object.hasOwn(FACTORS, k))
    throw new DomainError("eisenstein", "a weight 2, 4, 6, 8, 10 or 14", k);
  const coefficients = Array<bigint>(precision).fill(0n);
  for (let d = 1; d < precision; d++) {
    const term = FACTORS[k] * BigInt(d) ** BigInt(k - 1);
    for (let n = d; n < precision; n += d) coefficients[n] += term;
  }
  return qSeries(
    0,
    coefficients.map((c, n) => (n === 0 ? 1n : c)),
  );
}

/** Π_(n>=1) (1 - qⁿ) + O(q^precision) = Σ_k (-1)^k q^(k(3k-1)/2): Euler's pentagonal numbers. */
export function eulerProduct(precision: number): QSeries {
  const coefficients = Array<bigint>(precision).fill(0n);
  for (let k = 0, n = 0; n < precision; k++, n = (k * (3 * k - 1)) / 2)
    for (const exponent of [n, n + k])
      if (exponent < precision) coefficients[exponent] = k % 2 === 0 ? 1n : -1n;
  return qSeries(0, coefficients);
}

/** Π_(n>=1) (1 - qⁿ)³ + O(q^precision) = Σ_k (-1)^k (2k + 1) q^(k(k+1)/2), after Jacobi. */
export function eulerProductCubed(precision: number): QSeries {
  const coefficients = Array<bigint>(precision).fill(0n);
  for (let k = 0; (k * (k + 1)) / 2 < precision; k++)
    coefficients[(k * (k + 1)) / 2] = BigInt(k % 2 === 0 ? 2 * k + 1 : -2 * k - 1);
  return qSeries(0, coefficients);
}

/**
 * Π_d η(dτ)^(r_d), η(τ) = q^(1/24) Π (1 - qⁿ), to `length` coefficients.
 *
 * @param exponents the pairs [d, r_d]
 * @throws {DomainError} unless Σ d r_d is a multiple of 24
 */
export function etaQuotient(
  exponents: readonly (readonly [d: number, r: number])[],
  length: number,
): QSeries {
  const order = exponents.reduce((sum, [d, r]) => sum + d * r, 0) / 24;
  if (!Number.isInteger(order))
    throw new DomainError("etaQuotient", "Σ d r_d ≡ 0 modulo 24", 24 * order);
  const eta = (r: number): QSeries =>
    r % 3 === 0
      ? powerSeriesOf(eulerProductCubed(length), r / 3)
      : powerSeriesOf(eulerProduct(length), r);
  const one = qSeries(0, [1n, ...Array<bigint>(length - 1).fill(0n)]);
  const product = exponents
    .map(([d, r]) => truncate(dilate(eta(r), d), length))
    .reduce(mulSeries, one);
  return { order: product.order + order, coefficients: product.coefficients };
}

/** Δ = η²⁴ = q Π (1 - qⁿ)²⁴ + O(q^precision); its coefficients are Ramanujan's τ(n). */
export function discriminant(precision: number): QSeries {
  return etaQuotient([[1, 24]], precision - 1);
}

/** j = E₄³/Δ = 1/q + 744 + 196884 q + … + O(q^precision). */
export function jInvariant(precision: number): QSeries {
  const length = precision + 1;
  return divideSeries(powerSeriesOf(eisenstein(4, length), 3), etaQuotient([[1, 24]], length));
}
