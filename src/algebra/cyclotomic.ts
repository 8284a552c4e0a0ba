import { DomainError } from "../errors.ts";
import { integers } from "./integer.ts";
import { rational, rationals, type Rational } from "./rational.ts";
import type { Field, StarRing } from "./ring.ts";
import { divide, gcdModulo, trimmed, univariate, type Univariate } from "./univariate.ts";

/** The coordinates of an element of Q(ζ_n) in 1, ζ, …, ζ^(φ(n)-1). */
export type Coordinates = readonly Rational[];

/** Q(ζ), ζ = exp(2πi/n), with complex conjugation ζ ↦ ζ⁻¹. */
export interface CyclotomicField extends Field<Coordinates>, StarRing<Coordinates> {
  readonly order: number;
  /** Σ_k c_k ζ^k, over as many powers as there are coefficients. */
  readonly combine: (coefficients: readonly Rational[]) => Coordinates;
  /** ζ^k, for any integer k. */
  readonly root: (k: number) => Coordinates;
}

/**
 * Φ_n over Z, from x^n - 1 = Π_(d | n) Φ_d. Cost: n² products, then kept.
 *
 * @throws {DomainError} unless n >= 1
 */
export function cyclotomicPolynomial(n: number): Univariate<bigint> {
  if (!Number.isInteger(n) || n < 1) throw new DomainError("cyclotomicPolynomial", "n >= 1", n);
  const known = polynomialsFound.get(n);
  if (known !== undefined) return known;
  let quotient: Univariate<bigint> = [-1n, ...Array<bigint>(n - 1).fill(0n), 1n];
  for (let d = 1; d <= n / 2; d++)
    if (n % d === 0) [quotient] = divide(integers, quotient, cyclotomicPolynomial(d), (a) => a);
  polynomialsFound.set(n, quotient);
  return quotient;
}

const polynomialsFound = new Map<number, Univariate<bigint>>();
const fieldsFound = new Map<number, CyclotomicField>();

/**
 * The field Q(ζ_n) = Q[x]/Φ_n(x). Exactness: exact. Cost: φ(n)² products of rationals for a product,
 * Euclid's algorithm with Φ_n for an inverse.
 *
 * @throws {DomainError} unless n >= 1
 */
export function cyclotomicField(n: number): CyclotomicField {
  const known = fieldsFound.get(n);
  if (known !== undefined) return known;
  const modulus = cyclotomicPolynomial(n);
  const degree = modulus.length - 1;
  const padded = (f: Univariate<Rational>): Coordinates =>
    Array.from({ length: degree }, (_, k) => f.at(k) ?? rationals.zero);
  const powers = rootPowers(n, modulus);
  const combine = (coefficients: readonly Rational[]): Coordinates => {
    const sum = Array<Rational>(degree).fill(rationals.zero);
    coefficients.forEach((c, k) => {
      if (c.n === 0n) return;
      powers[k % n].forEach((e, j) => {
        if (e !== 0n) sum[j] = rationals.add(sum[j], rationals.mul(c, rational(e)));
      });
    });
    return sum;
  };
  const field: CyclotomicField = {
    name: `Q(ζ${n})`,
    exact: true,
    order: n,
    zero: padded([]),
    one: padded([rationals.one]),
    combine,
    root: (k) => powers[((k % n) + n) % n].map((e) => rational(e)),
    has: (a) => a.length === degree && a.every(rationals.has),
    eq: (a, b) => a.every((x, k) => rationals.eq(x, b[k])),
    add: (a, b) => a.map((x, k) => rationals.add(x, b[k])),
    neg: (a) => a.map(rationals.neg),
    mul: (a, b) => combine(products.mul(trimmed(rationals, a), trimmed(rationals, b))),
    inv: (a) => {
      const [gcd, s] = gcdModulo(
        rationals,
        trimmed(rationals, a),
        modulus.map((c) => rational(c)),
      );
      if (gcd.length !== 1) throw new DomainError(`Q(ζ${n}).inv`, "an element other than 0", 0);
      return padded(s);
    },
    conj: (a) => galois(field, -1, a),
    show: univariate(rationals, `ζ${n}`).show,
  };
  fieldsFound.set(n, field);
  return field;
}

const products = univariate(rationals);

/** The image of a under the automorphism ζ ↦ ζ^k. @throws {DomainError} unless gcd(k, n) = 1 */
export function galois(K: CyclotomicField, k: number, a: Coordinates): Coordinates {
  const n = K.order;
  const moved = Array<Rational>(n).fill(rationals.zero);
  a.forEach((x, j) => (moved[(((j * k) % n) + n) % n] = x));
  if (!isCoprime(k, n)) throw new DomainError("galois", `k coprime to ${n}`, k);
  return K.combine(moved);
}

function isCoprime(a: number, b: number): boolean {
  let [x, y] = [Math.abs(a), b];
  while (y !== 0) [x, y] = [y, x % y];
  return x === 1;
}

/** The coordinates of ζ^0, …, ζ^(n-1), each the shift of the one before modulo Φ_n. */
function rootPowers(n: number, modulus: Univariate<bigint>): readonly (readonly bigint[])[] {
  const degree = modulus.length - 1;
  const powers: bigint[][] = [Array.from({ length: degree }, (_, k) => (k === 0 ? 1n : 0n))];
  while (powers.length < n) {
    const last = powers[powers.length - 1];
    const overflow = last[degree - 1];
    powers.push(last.map((_, k) => (k === 0 ? 0n : last[k - 1]) - overflow * modulus[k]));
  }
  return powers;
}
