import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  abelianNumbers as A,
  fromRational,
  rootOfUnity,
  rootSum,
  type AbelianNumber,
} from "../../src/algebra/abelianNumber.ts";
import {
  cyclotomicField,
  cyclotomicPolynomial,
  galois,
  type Coordinates,
} from "../../src/algebra/cyclotomic.ts";
import { integers } from "../../src/algebra/integer.ts";
import { fieldLaws, involutionLaws, ringLaws } from "../../src/algebra/laws.ts";
import { polynomials, type Polynomial } from "../../src/algebra/polynomial.ts";
import { circleRelation, lorentzRelation, quotientRing } from "../../src/algebra/quotient.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { power, sub } from "../../src/algebra/ring.ts";
import { univariate } from "../../src/algebra/univariate.ts";
import { rejectedBy, satisfies } from "./laws.ts";
import { anInteger, aPolynomial, fixed } from "./samples.ts";

const small = fc.integer({ min: -3, max: 3 }).map((n) => rational(n));
const inField = (degree: number): fc.Arbitrary<Coordinates> =>
  fc.array(small, { minLength: degree, maxLength: degree });

for (const [n, degree] of [
  [1, 1],
  [4, 2],
  [5, 4],
  [12, 4],
]) {
  const K = cyclotomicField(n);
  satisfies(
    `cyclotomicField(${n})`,
    [...ringLaws(K), ...fieldLaws(K), ...involutionLaws(K)],
    inField(degree),
    8,
  );
}
const anAbelian = fc
  .tuple(fc.constantFrom(1, 3, 4, 5, 6, 8, 12), fc.array(small, { minLength: 1, maxLength: 3 }))
  .map(([n, list]) => rootSum(n, list));
satisfies("abelianNumbers", [...ringLaws(A), ...fieldLaws(A), ...involutionLaws(A)], anAbelian, 8);

describe("cyclotomicPolynomial", () => {
  it("Φ_n is as published for n = 1, …, 12, and Φ_105 has the coefficient -2", () => {
    const Z = univariate(integers);
    // OEIS A013595.
    expect(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => Z.show(cyclotomicPolynomial(n))),
    ).toEqual([
      "x - 1",
      "x + 1",
      "x^2 + x + 1",
      "x^2 + 1",
      "x^4 + x^3 + x^2 + x + 1",
      "x^2 - x + 1",
      "x^6 + x^5 + x^4 + x^3 + x^2 + x + 1",
      "x^4 + 1",
      "x^6 + x^3 + 1",
      "x^4 - x^3 + x^2 - x + 1",
      "x^10 + x^9 + x^8 + x^7 + x^6 + x^5 + x^4 + x^3 + x^2 + x + 1",
      "x^4 - x^2 + 1",
    ]);
    expect(cyclotomicPolynomial(105)[7]).toBe(-2n);
    expect(cyclotomicPolynomial(105).length).toBe(49);
    for (const n of [0, -3, 1.5]) expect(() => cyclotomicPolynomial(n)).toThrow(`n >= 1, got ${n}`);
  });
});

describe("cyclotomicField", () => {
  const K = cyclotomicField(12);
  it("ζ has order n, and its powers are the roots", () => {
    for (const n of [1, 2, 5, 12]) {
      const F = cyclotomicField(n);
      for (let k = 1; k < n; k++) expect(F.eq(power(F, F.root(1), k), F.one)).toBe(false);
      for (let k = -n; k < 2 * n; k++) expect(F.root(k)).toEqual(power(F, F.root(1), k + n));
      expect(power(F, F.root(1), n)).toEqual(F.one);
    }
  });
  it("galois is an automorphism for k coprime to n, conjugation for -1, and composes", () => {
    fc.assert(
      fc.property(inField(4), inField(4), (a, b) => {
        for (const k of [1, 5, 7, 11]) {
          const g = (x: Coordinates): Coordinates => galois(K, k, x);
          expect(g(K.mul(a, b))).toEqual(K.mul(g(a), g(b)));
          expect(g(K.add(a, b))).toEqual(K.add(g(a), g(b)));
          expect(galois(K, 5, g(a))).toEqual(galois(K, 5 * k, a));
        }
        expect(galois(K, -1, a)).toEqual(K.conj(a));
        expect(galois(K, 1, a)).toEqual(a);
      }),
      fixed(8),
    );
    expect(galois(K, 5, K.root(1))).toEqual(K.root(5));
    for (const k of [0, 2, 3, -4])
      expect(() => galois(K, k, K.one)).toThrow(`k coprime to 12, got ${k}`);
  });
  it("laws reject a wrong Φ_12 by its conjugation, and 1/a of the wrong element", () => {
    const samples = [K.root(1), K.root(2), K.add(K.one, K.root(3)), K.zero];
    const shift = (a: Coordinates): Coordinates => [a[3], a[0], a[1], a[2]];
    expect(rejectedBy(involutionLaws({ ...K, conj: shift }), samples)).toEqual([
      "conj(ab) = conj(b) conj(a)",
      "conj of order two",
    ]);
    expect(rejectedBy(fieldLaws({ ...K, inv: K.conj }), samples)).toEqual([
      "a a⁻¹ = 1 for a ≠ 0",
      "refuses to invert 0",
    ]);
    const pointwise = (a: Coordinates, b: Coordinates): Coordinates =>
      a.map((x, k) => rationals.mul(x, b[k]));
    expect(rejectedBy(ringLaws({ ...K, mul: pointwise }), samples)).toEqual(["1 neutral"]);
    expect([[rationals.one], K.one].map(K.has)).toEqual([false, true]);
    expect(K.show(K.root(4))).toBe("ζ12^2 - 1");
  });
});

describe("abelianNumbers", () => {
  const sum = (n: number, ...powers: number[]): AbelianNumber =>
    powers.map((k) => rootOfUnity(n, k)).reduce(A.add);
  const integer = (n: number): AbelianNumber => fromRational(rational(n));
  it("Gauss's sums are square roots: √5, √-3, √2, √-7, √-11", () => {
    const roots: [AbelianNumber, number, number][] = [
      [sub(A, sum(5, 1, 4), sum(5, 2, 3)), 5, 5],
      [sub(A, sum(3, 1), sum(3, 2)), -3, 3],
      [sum(8, 1, 7), 2, 8],
      [sum(8, 1, 3), -2, 8],
      [sub(A, sum(7, 1, 2, 4), sum(7, 3, 5, 6)), -7, 7],
      [sub(A, sum(11, 1, 3, 4, 5, 9), sum(11, 2, 6, 7, 8, 10)), -11, 11],
      [sum(12, 1, 11), 3, 12],
    ];
    for (const [root, square, conductor] of roots) {
      expect(A.mul(root, root)).toEqual(integer(square));
      expect(root.conductor).toBe(conductor);
    }
    expect(A.mul(roots[0][0], roots[2][0]).conductor).toBe(40);
  });
  it("the conductor is the least: ζ₆, ζ₁₀ and ζ₂ lie lower, ζ₁₂⁴ is ζ₃, 1 + ζ + … + ζ⁶ is 0", () => {
    expect([6, 10, 2, 12, 9].map((n) => rootOfUnity(n).conductor)).toEqual([3, 5, 1, 12, 9]);
    expect(rootOfUnity(12, 4)).toEqual(rootOfUnity(3));
    expect(rootOfUnity(9, 3)).toEqual(rootOfUnity(3));
    expect(rootOfUnity(2)).toEqual(integer(-1));
    expect(
      rootSum(
        7,
        Array.from({ length: 7 }, () => rational(1)),
      ),
    ).toEqual(A.zero);
    expect(A.mul(rootOfUnity(8), rootOfUnity(12, 11))).toEqual(rootOfUnity(24));
    expect(A.mul(rootOfUnity(24), rootOfUnity(24))).toEqual(rootOfUnity(12));
    expect(A.has(rootOfUnity(6))).toBe(true);
    expect(A.has({ conductor: 6, coordinates: cyclotomicField(6).root(1) })).toBe(false);
    expect(A.has({ conductor: 3, coordinates: [rational(1)] })).toBe(false);
  });
  it("two descriptions of one number are one datum", () => {
    const list = fc.array(small, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(3, 4, 5, 6, 8), fc.constantFrom(2, 3, 4), list, (n, m, c) => {
        const spread = c.flatMap((x) => [x, ...Array.from({ length: m - 1 }, () => rational(0))]);
        expect(rootSum(n * m, spread)).toEqual(rootSum(n, c));
        const a = rootSum(n, c);
        expect(A.mul(A.mul(a, rootOfUnity(n * m)), A.conj(rootOfUnity(n * m)))).toEqual(a);
      }),
      fixed(20),
    );
  });
  it("shows and refuses as its fields do", () => {
    expect(A.show(sum(5, 1, 4))).toBe("-ζ5^3 - ζ5^2 - 1");
    expect(A.show(integer(-7))).toBe("-7");
    expect(() => A.inv(A.zero)).toThrow("an element other than 0");
  });
});

describe("quotientRing", () => {
  const P = polynomials(integers, ["c", "s", "x"]);
  const [c, s, x] = ["c", "s", "x"].map(P.variable);
  const Q = quotientRing(P, [circleRelation(P, "c", "s")]);
  const G = polynomials(integers, ["g", "b"]);
  const L = quotientRing(G, [lorentzRelation(G, "g", "b")]);
  const two = polynomials(rationals, ["c", "s", "u", "v"]);
  const Angles = quotientRing(two, [circleRelation(two, "c", "s"), circleRelation(two, "u", "v")]);
  satisfies("quotientRing, c² + s² = 1", ringLaws(Q), aPolynomial(P, anInteger).map(Q.reduce), 8);
  satisfies(
    "quotientRing, γ²(1 - β²) = 1",
    ringLaws(L),
    aPolynomial(G, anInteger).map(L.reduce),
    8,
  );

  it("reduce is a ring map with the relation in its kernel, and constant on classes", () => {
    const any = aPolynomial(P, anInteger);
    fc.assert(
      fc.property(any, any, any, (f, g, h) => {
        expect(Q.eq(Q.reduce(P.mul(f, g)), Q.mul(Q.reduce(f), Q.reduce(g)))).toBe(true);
        const other = P.add(f, P.mul(h, circleRelation(P, "c", "s")));
        expect(Q.eq(Q.reduce(other), Q.reduce(f))).toBe(true);
        expect(Q.has(Q.reduce(f))).toBe(true);
      }),
      fixed(10),
    );
    expect(Q.reduce(circleRelation(P, "c", "s"))).toEqual(P.zero);
  });
  it("cos 4φ = 8c⁴ - 8c² + 1, sin 3φ = 3s - 4s³, and not with a sign changed", () => {
    const times = (
      [a, b]: Polynomial<bigint>[],
      [d, e]: Polynomial<bigint>[],
    ): Polynomial<bigint>[] => [sub(P, Q.mul(a, d), Q.mul(b, e)), P.add(Q.mul(a, e), Q.mul(b, d))];
    const [unit, twice] = [[Q.variable("c"), Q.variable("s")], times([c, s], [c, s])];
    const [cos4] = times(twice, twice);
    const [, sin3] = times(twice, unit);
    const k = P.constant;
    const expected = [power(P, c, 4), power(P, c, 2)].map((f, n) =>
      P.mul(k(n === 0 ? 8n : -8n), f),
    );
    expect(Q.eq(Q.reduce(cos4), Q.reduce(P.add(P.add(expected[0], expected[1]), k(1n))))).toBe(
      true,
    );
    expect(Q.eq(Q.reduce(cos4), Q.reduce(P.add(P.add(expected[0], expected[1]), k(2n))))).toBe(
      false,
    );
    const s3 = P.mul(k(4n), power(P, s, 3));
    expect(Q.eq(Q.reduce(sin3), Q.reduce(sub(P, P.mul(k(3n), s), s3)))).toBe(true);
    expect(Q.eq(Q.reduce(sin3), Q.reduce(P.add(P.mul(k(3n), s), s3)))).toBe(false);
  });
  it("γ² - γ²β² = 1 in every product, and γβ stays", () => {
    const [g, b] = [G.variable("g"), G.variable("b")];
    const [g2, gb] = [G.mul(g, g), G.mul(g, b)];
    expect(L.show(L.mul(gb, gb))).toBe("g^2 - 1");
    expect(L.show(L.mul(L.mul(gb, gb), gb))).toBe("g^3*b - g*b");
    expect(L.eq(L.mul(g2, b), L.reduce(G.mul(g2, b)))).toBe(true);
    expect(L.show(L.reduce(G.mul(g2, G.mul(b, G.mul(b, b)))))).toBe("g^2*b - b");
  });
  it("two angles: (cu - sv)² + (su + cv)² = 1", () => {
    const [p, q, u, v] = ["c", "s", "u", "v"].map(two.variable);
    const cos = sub(two, two.mul(p, u), two.mul(q, v));
    const sin = two.add(two.mul(q, u), two.mul(p, v));
    expect(Angles.add(Angles.mul(cos, cos), Angles.mul(sin, sin))).toEqual(Angles.one);
    expect(Angles.eq(Angles.mul(cos, cos), Angles.one)).toBe(false);
  });
  it("ringLaws reject products that are not reduced", () => {
    const samples = [c, s, P.add(x, s)].map(Q.reduce);
    expect(rejectedBy(ringLaws({ ...Q, mul: P.mul }), samples)).toEqual([
      "closed under 0, 1, +, - and *",
    ]);
    expect(rejectedBy(ringLaws(Q), samples)).toEqual([]);
  });
  it("refuses relations that do not decide: shared variables, coefficients, constants", () => {
    const square = power(P, c, 2);
    expect(() => quotientRing(P, [square, P.mul(c, s)])).toThrow(
      "coprime leading monomials, got two with c",
    );
    expect(() => quotientRing(P, [P.add(square, square)])).toThrow(
      "a leading coefficient 1 or -1, got 2",
    );
    expect(() => quotientRing(P, [P.one])).toThrow("relations of positive degree, got 1");
    expect(() => quotientRing(P, [P.zero])).toThrow("relations of positive degree, got 0");
    const linear = quotientRing(P, [P.neg(sub(P, c, s))]);
    expect([linear.variable("c"), linear.constant(3n), linear.variable("x")]).toEqual([
      s,
      P.constant(3n),
      x,
    ]);
    expect(Q.name).toBe("Z[c, s, x]/(c^2 + s^2 - 1)");
  });
});
