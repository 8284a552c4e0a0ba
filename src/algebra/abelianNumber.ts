import { cyclotomicField, type Coordinates, type CyclotomicField } from "./cyclotomic.ts";
import { inverseModulo } from "./euclid.ts";
import { rational, rationals, type Rational } from "./rational.ts";
import type { Field, StarRing } from "./ring.ts";
import { primeDivisors } from "./primeDivisors.ts";

/**
 * A number in some Q(ζ_n), by its coordinates there, n the least possible: the conductor. So equal
 * numbers are equal data.
 */
export interface AbelianNumber {
  readonly conductor: number;
  readonly coordinates: Coordinates;
}

/**
 * The union of the fields Q(ζ_n), where the values of all characters of finite groups lie: the
 * maximal abelian extension of Q. Exactness: exact. Cost: that of Q(ζ_n), n the least common multiple
 * of the conductors, and a descent to the conductor of the result.
 */
export const abelianNumbers: Field<AbelianNumber> & StarRing<AbelianNumber> = {
  name: "Q(ζ∞)",
  exact: true,
  zero: fromRational(rationals.zero),
  one: fromRational(rationals.one),
  has: ({ conductor, coordinates }) => {
    const K = cyclotomicField(conductor);
    return K.has(coordinates) && descended(conductor, coordinates).conductor === conductor;
  },
  eq: (a, b) =>
    a.conductor === b.conductor && cyclotomicField(a.conductor).eq(a.coordinates, b.coordinates),
  add: (a, b) => inCommonField(a, b, (K) => K.add),
  neg: ({ conductor, coordinates }) => ({ conductor, coordinates: coordinates.map(rationals.neg) }),
  mul: (a, b) => inCommonField(a, b, (K) => K.mul),
  inv: ({ conductor, coordinates }) =>
    descended(conductor, cyclotomicField(conductor).inv(coordinates)),
  conj: ({ conductor, coordinates }) => ({
    conductor,
    coordinates: cyclotomicField(conductor).conj(coordinates),
  }),
  show: ({ conductor, coordinates }) => cyclotomicField(conductor).show(coordinates),
};

/** A rational number as an abelian one. */
export function fromRational(a: Rational): AbelianNumber {
  return { conductor: 1, coordinates: [a] };
}

/** Σ_k c_k ζ_n^k. @throws {DomainError} unless n >= 1 */
export function rootSum(n: number, coefficients: readonly Rational[]): AbelianNumber {
  return descended(n, cyclotomicField(n).combine(coefficients));
}

/** exp(2πik/n). Domain: n >= 1, k >= 0. */
export function rootOfUnity(n: number, k: number = 1): AbelianNumber {
  return descended(n, cyclotomicField(n).root(k));
}

function inCommonField(
  a: AbelianNumber,
  b: AbelianNumber,
  operation: (K: CyclotomicField) => (x: Coordinates, y: Coordinates) => Coordinates,
): AbelianNumber {
  const n = lcm(a.conductor, b.conductor);
  const K = cyclotomicField(n);
  return descended(n, operation(K)(embedded(K, a), embedded(K, b)));
}

/** The coordinates in the larger field: ζ_m = ζ_n^(n/m). */
function embedded(K: CyclotomicField, { conductor, coordinates }: AbelianNumber): Coordinates {
  if (conductor === K.order) return coordinates;
  const step = K.order / conductor;
  const spread = Array<Rational>(K.order).fill(rationals.zero);
  coordinates.forEach((x, j) => (spread[j * step] = x));
  return K.combine(spread);
}

/** The same number in the least field: for each p | n the mean over Gal is tried, and kept if equal. */
function descended(n: number, coordinates: Coordinates): AbelianNumber {
  for (const p of primeDivisors(n)) {
    const smaller = { conductor: n / p, coordinates: mean(n, p, coordinates) };
    const K = cyclotomicField(n);
    if (K.eq(embedded(K, smaller), coordinates)) return descended(n / p, smaller.coordinates);
  }
  return { conductor: n, coordinates };
}

/**
 * The mean over the automorphisms of Q(ζ_n) that fix Q(ζ_m), m = n/p, in the coordinates of the
 * latter. Where p divides m it is 0 on ζ_n^j but for p | j. Else ζ_n = ζ_p^u ζ_m^v with v p ≡ 1
 * modulo m, and ζ_p^(uj) has the mean -1/(p-1) but for p | j.
 */
function mean(n: number, p: number, coordinates: Coordinates): Coordinates {
  const m = n / p;
  const ramified = m % p === 0;
  const v = ramified ? 0 : Number(inverseModulo(BigInt(p), BigInt(m)));
  const sum = Array<Rational>(m).fill(rationals.zero);
  coordinates.forEach((x, j) => {
    const weight = j % p === 0 ? rationals.one : ramified ? rationals.zero : rational(-1, p - 1);
    const target = ramified ? Math.floor(j / p) : (j * v) % m;
    sum[target] = rationals.add(sum[target], rationals.mul(weight, x));
  });
  return cyclotomicField(m).combine(sum);
}

function lcm(a: number, b: number): number {
  let n = a;
  while (n % b !== 0) n += a;
  return n;
}
