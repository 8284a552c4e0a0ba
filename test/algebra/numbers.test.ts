import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  complexField,
  complexOver,
  fromReal,
  gaussianRationals,
  normSquared,
} from "../../src/algebra/complex.ts";
import { gcd, integers } from "../../src/algebra/integer.ts";
import { fieldLaws, involutionLaws, ringLaws } from "../../src/algebra/laws.ts";
import { isPrime, primeField, primesBelow } from "../../src/algebra/primeField.ts";
import {
  compareRationals,
  parseRational,
  rational,
  rationals,
  showRational,
} from "../../src/algebra/rational.ts";
import { fromInteger, power } from "../../src/algebra/ring.ts";
import { satisfies, satisfiesOnAll } from "./laws.ts";
import { aComplex, anInteger, aRational, fixed } from "./samples.ts";

const range = (n: number): bigint[] => Array.from({ length: n }, (_, k) => BigInt(k));
const big = primeField(2n ** 61n - 1n);
const gf3i = complexField(primeField(3n), 3n);
const allOfGf9 = range(3).flatMap((re) => range(3).map((im) => ({ re, im })));

satisfies("integers", ringLaws(integers), fc.bigInt());
satisfies("rationals", [...ringLaws(rationals), ...fieldLaws(rationals)], aRational);
satisfiesOnAll(
  "primeField(2n)",
  [...ringLaws(primeField(2n)), ...fieldLaws(primeField(2n))],
  range(2),
);
satisfiesOnAll(
  "primeField(11n)",
  [...ringLaws(primeField(11n)), ...fieldLaws(primeField(11n))],
  range(11),
);
satisfies(
  "primeField(2^61 - 1)",
  [...ringLaws(big), ...fieldLaws(big)],
  fc.bigInt(0n, 2n ** 61n - 2n),
);
satisfiesOnAll(
  "complexField(GF(3))",
  [...ringLaws(gf3i), ...fieldLaws(gf3i), ...involutionLaws(gf3i)],
  allOfGf9,
);
satisfies(
  "complexOver(integers)",
  [...ringLaws(complexOver(integers)), ...involutionLaws(complexOver(integers))],
  aComplex(anInteger),
);
satisfies(
  "gaussianRationals",
  [
    ...ringLaws(gaussianRationals),
    ...fieldLaws(gaussianRationals),
    ...involutionLaws(gaussianRationals),
  ],
  aComplex(aRational),
);

describe("rational", () => {
  it("rational(6, -8) is -3/4 in lowest terms", () => {
    expect(rational(6, -8)).toEqual({ n: -3n, d: 4n });
    expect(rational(0n, -7n)).toEqual({ n: 0n, d: 1n });
  });
  it("has refuses fractions that are not in lowest terms over a positive denominator", () => {
    const pairs = [
      [2n, 4n],
      [1n, -2n],
      [1n, 0n],
      [0n, 2n],
      [0n, 1n],
      [-3n, 2n],
    ];
    expect(pairs.map(([n, d]) => rationals.has({ n, d }))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });
  it("rational(1, 0) and rational(0.5) throw DomainError", () => {
    expect(() => rational(1, 0)).toThrow("rational: expected a non-zero denominator, got 0");
    expect(() => rational(0.5)).toThrow("rational: expected a safe integer, got 0.5");
  });
  it("parseRational reads what showRational writes", () => {
    fc.assert(
      fc.property(aRational, (a) => rationals.eq(parseRational(showRational(a)), a)),
      fixed(60),
    );
    expect(parseRational(" +6 / 8 ")).toEqual({ n: 3n, d: 4n });
  });
  it.each(["", "1/", "1/-2", "0.5", "1e3", "x"])("parseRational(%j) throws", (text) => {
    expect(() => parseRational(text)).toThrow("an integer or a fraction like -3/4");
  });
  it("parseRational(1/0) throws, naming the denominator", () => {
    expect(() => parseRational("1/0")).toThrow("a non-zero denominator");
  });
  it("compareRationals orders -1/2 < 1/3 < 2/5 as the decimals do", () => {
    const sorted = [rational(2, 5), rational(-1, 2), rational(1, 3)].sort(compareRationals);
    expect(sorted.map(showRational)).toEqual(["-1/2", "1/3", "2/5"]);
    expect(compareRationals(rational(2, 4), rational(1, 2))).toBe(0);
  });
});

describe("isPrime", () => {
  it("isPrime agrees with the sieve below 2000", () => {
    const composite = new Set<number>();
    for (let a = 2; a < 45; a++) for (let b = a * a; b < 2000; b += a) composite.add(b);
    for (let n = 0; n < 2000; n++) expect(isPrime(BigInt(n))).toBe(n > 1 && !composite.has(n));
  });
  it("isPrime rejects strong pseudoprimes to many bases and accepts Mersenne's", () => {
    // Jaeschke 1993: 3215031751 for 2, 3, 5, 7; 341550071728321 for the primes to 17.
    for (const n of [2047n, 3215031751n, 341550071728321n, 3825123056546413051n])
      expect(isPrime(n)).toBe(false);
    for (const n of [2n ** 31n - 1n, 2n ** 61n - 1n, 2n ** 64n - 59n])
      expect(isPrime(n)).toBe(true);
  });
  it("isPrime(2^64) throws: not decided by these bases", () => {
    expect(() => isPrime(2n ** 64n)).toThrow("expected n < 2^64");
  });
});

describe("primeField", () => {
  it.each([0n, 1n, 4n, 561n])("primeField(%s) throws", (p) => {
    expect(() => primeField(p)).toThrow(`expected a prime p < 2^64, got ${p}`);
  });
  it("primesBelow gives the published largest primes below 2^61 and 2^64", () => {
    // primes.utm.edu/lists/2small: 2^n - k.
    expect(primesBelow(2n ** 61n, 3).map((p) => 2n ** 61n - p)).toEqual([1n, 31n, 45n]);
    expect(primesBelow(2n ** 64n, 3).map((p) => 2n ** 64n - p)).toEqual([59n, 83n, 95n]);
  });
  it("primesBelow keeps to the condition", () => {
    expect(primesBelow(30n, 4, (p) => p % 4n === 3n)).toEqual([23n, 19n, 11n, 7n]);
    expect(() => primesBelow(10n, 5)).toThrow("expected 5 such primes below 10, got 4");
  });
});

describe("complexField", () => {
  it("complexField(GF(5), 5n) throws, for there -1 = 2²", () => {
    expect(() => complexField(primeField(5n), 5n)).toThrow("≡ 3 mod 4");
    expect(() => complexField(primeField(2n), 2n)).toThrow("≡ 3 mod 4");
  });
  it("complexField(GF(5)).inv(1 + 2i) throws: its norm is 0", () => {
    expect(() => complexField(primeField(5n)).inv({ re: 1n, im: 2n })).toThrow("re² + im² ≠ 0");
  });
  it("gaussianRationals has i² = -1 and conj(i) = -i ≠ i", () => {
    const { i, mul, neg, one, conj, eq } = gaussianRationals;
    expect(eq(mul(i, i), neg(one))).toBe(true);
    expect(eq(conj(i), neg(i))).toBe(true);
    expect(eq(conj(i), i)).toBe(false);
  });
  it("normSquared is z times its conjugate", () => {
    const C = gaussianRationals;
    fc.assert(
      fc.property(aComplex(aRational), (z) =>
        C.eq(fromReal(rationals, normSquared(rationals, z)), C.mul(z, C.conj(z))),
      ),
      fixed(60),
    );
  });
  it("show writes complex numbers as one does by hand", () => {
    const z = (re: number, im: number) =>
      gaussianRationals.show({ re: rational(re), im: rational(im, 2) });
    expect([z(0, 0), z(0, 2), z(1, -2), z(-1, 3), z(0, -1)]).toEqual([
      "0",
      "i",
      "1-i",
      "-1+3/2i",
      "-1/2i",
    ]);
  });
});

describe("ring", () => {
  it("fromInteger(R, n) is n mod 11, for negative n too", () => {
    const F = primeField(11n);
    for (let n = -25n; n < 25n; n++) expect(fromInteger(F, n)).toBe(((n % 11n) + 11n) % 11n);
  });
  it("power(R, a, k) is a ** k", () => {
    for (let k = 0; k < 20; k++) expect(power(integers, -3n, k)).toBe((-3n) ** BigInt(k));
    expect(() => power(integers, 2n, -1)).toThrow("an integer exponent >= 0, got -1");
  });
  it("gcd divides both and gcd(0, 0) is 0", () => {
    expect([gcd(-12n, 18n), gcd(0n, -5n), gcd(0n, 0n)]).toEqual([6n, 5n, 0n]);
  });
});
