import { DomainError } from "../errors.ts";
import { fromInteger, sub, type Field, type Ring } from "./ring.ts";

/** a₀ + a₁x + … + a_(n-1)x^(n-1) + O(xⁿ), as its n coefficients. */
export type Series<T> = readonly T[];

/** R[x]/(xⁿ). */
export interface SeriesRing<T> extends Ring<Series<T>> {
  readonly coefficients: Ring<T>;
  readonly precision: number;
  readonly x: Series<T>;
}

/**
 * The ring of power series over R modulo xⁿ. Exactness: exact iff R is, for the n coefficients are
 * all there is. Cost: n(n+1)/2 products.
 *
 * @throws {DomainError} unless n >= 1
 */
export function powerSeries<T>(R: Ring<T>, n: number, variable: string = "x"): SeriesRing<T> {
  if (!Number.isInteger(n) || n < 1) throw new DomainError("powerSeries", "a precision n >= 1", n);
  const monomial = (e: number): Series<T> =>
    Array.from({ length: n }, (_, k) => (k === e ? R.one : R.zero));
  return {
    name: `${R.name}[[${variable}]]/(${variable}^${n})`,
    exact: R.exact,
    coefficients: R,
    precision: n,
    x: monomial(1),
    zero: Array<T>(n).fill(R.zero),
    one: monomial(0),
    has: (f) => f.length === n && f.every(R.has),
    eq: (f, g) => f.every((a, k) => R.eq(a, g[k])),
    add: (f, g) => f.map((a, k) => R.add(a, g[k])),
    neg: (f) => f.map(R.neg),
    mul: (f, g) => f.map((_, k) => convolution(R, f, g, 0, k)),
    show: (f) =>
      [...f.map((a, k) => `(${R.show(a)})${variable}^${k}`), `O(${variable}^${n})`].join(" + "),
  };
}

/**
 * 1/f by g_k = -g₀ Σ_(j>=1) f_j g_(k-j).
 *
 * @param inverse of a unit of R: `F.inv` over a field; over Z `(a) => a`, for 1 and -1
 * @throws {DomainError} if what `inverse` answers is no inverse of f₀
 */
export function reciprocal<T>(S: SeriesRing<T>, f: Series<T>, inverse: (a: T) => T): Series<T> {
  const R = S.coefficients;
  const first = unitInverse(R, f[0], inverse, "reciprocal");
  const g = [first];
  for (let k = 1; k < S.precision; k++) g.push(R.neg(R.mul(first, convolution(R, f, g, 1, k))));
  return g;
}

/** f(g) by Horner's rule. @throws {DomainError} unless g₀ = 0 */
export function composeSeries<T>(S: SeriesRing<T>, f: Series<T>, g: Series<T>): Series<T> {
  const R = S.coefficients;
  demandConstant(R, "composeSeries", g, R.zero);
  const plus = (h: Series<T>, a: T): Series<T> => [R.add(h[0], a), ...h.slice(1)];
  return f.reduceRight((sum, a) => plus(S.mul(sum, g), a), S.zero);
}

/**
 * The g with g(f(x)) = x = f(g(x)): each g_k removes the power x^k from x - Σ_(j<k) g_j f^j.
 *
 * @param inverse of a unit of R
 * @throws {DomainError} unless f₀ = 0 and f₁ is a unit
 */
export function reversion<T>(S: SeriesRing<T>, f: Series<T>, inverse: (a: T) => T): Series<T> {
  const R = S.coefficients;
  demandConstant(R, "reversion", f, R.zero);
  if (S.precision === 1) return S.zero;
  const unit = unitInverse(R, f[1], inverse, "reversion");
  const g: T[] = [R.zero];
  let [rest, power, scale] = [S.x, f, unit];
  for (let k = 1; k < S.precision; k++) {
    const a = R.mul(rest[k], scale);
    g.push(a);
    rest = sub(
      S,
      rest,
      power.map((b) => R.mul(a, b)),
    );
    [power, scale] = [S.mul(power, f), R.mul(scale, unit)];
  }
  return g;
}

/** df/dx, in the same ring: its last coefficient is not known and set to 0. */
export function differentiate<T>(S: SeriesRing<T>, f: Series<T>): Series<T> {
  const R = S.coefficients;
  return f.map((_, k) =>
    k + 1 < f.length ? R.mul(fromInteger(R, BigInt(k + 1)), f[k + 1]) : R.zero,
  );
}

/** k ↦ 1/k in a field. @throws {DomainError} if the characteristic divides k */
export function reciprocals<T>(F: Field<T>): (k: number) => T {
  return (k) => F.inv(fromInteger(F, BigInt(k)));
}

/**
 * exp f = Σ f^k/k!, from g' = f' g: k g_k = Σ_(j>=1) j f_j g_(k-j).
 *
 * @param over k ↦ 1/k in R, for k < n
 * @throws {DomainError} unless f₀ = 0
 */
export function exponential<T>(S: SeriesRing<T>, f: Series<T>, over: (k: number) => T): Series<T> {
  const R = S.coefficients;
  demandConstant(R, "exponential", f, R.zero);
  const weighted = f.map((a, j) => R.mul(fromInteger(R, BigInt(j)), a));
  const g = [R.one];
  for (let k = 1; k < S.precision; k++) g.push(R.mul(over(k), convolution(R, weighted, g, 1, k)));
  return g;
}

/**
 * log f = -Σ (1 - f)^k/k, from f g' = f': g_k = f_k - (1/k) Σ_(0<j<k) j g_j f_(k-j).
 *
 * @param over k ↦ 1/k in R, for k < n
 * @throws {DomainError} unless f₀ = 1
 */
export function logarithm<T>(S: SeriesRing<T>, f: Series<T>, over: (k: number) => T): Series<T> {
  const R = S.coefficients;
  demandConstant(R, "logarithm", f, R.one);
  const g = [R.zero];
  const weighted = [R.zero];
  for (let k = 1; k < S.precision; k++) {
    const known = convolution(R, weighted, f, 1, k, k - 1);
    g.push(sub(R, f[k], R.mul(over(k), known)));
    weighted.push(R.mul(fromInteger(R, BigInt(k)), g[k]));
  }
  return g;
}

/** Σ_(from<=j<=to) f_j g_(k-j). */
function convolution<T>(
  R: Ring<T>,
  f: Series<T>,
  g: Series<T>,
  from: number,
  k: number,
  to: number = k,
): T {
  let sum = R.zero;
  for (let j = from; j <= to; j++) sum = R.add(sum, R.mul(f[j], g[k - j]));
  return sum;
}

function unitInverse<T>(R: Ring<T>, a: T, inverse: (a: T) => T, where: string): T {
  const b = inverse(a);
  if (!R.eq(R.mul(a, b), R.one)) throw new DomainError(where, `a unit of ${R.name}`, R.show(a));
  return b;
}

function demandConstant<T>(R: Ring<T>, where: string, f: Series<T>, constant: T): void {
  if (!R.eq(f[0], constant))
    throw new DomainError(where, `constant term ${R.show(constant)}`, R.show(f[0]));
}
