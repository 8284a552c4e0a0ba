import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bezout,
  chineseRemainder,
  inverseModulo,
  rationalReconstruction,
} from "../../src/algebra/euclid.ts";
import { gcd, integers } from "../../src/algebra/integer.ts";
import { derivationLaws, ringLaws } from "../../src/algebra/laws.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import {
  degree,
  derivative,
  divide,
  gcdModulo,
  trimmed,
  univariate,
  valueAt,
  type Univariate,
} from "../../src/algebra/univariate.ts";
import { rejectedBy, satisfies } from "./laws.ts";
import { anInteger, fixed } from "./samples.ts";

const Z = univariate(integers);
const F = primeField(5n);
const F5 = univariate(F, "t");
const aZ = fc.array(anInteger, { maxLength: 4 }).map((f) => trimmed(integers, f));
const aF = fc.array(fc.bigInt(0n, 4n), { maxLength: 5 }).map((f) => trimmed(F, f));
const derive = (f: Univariate<bigint>): Univariate<bigint> => derivative(F, f);

satisfies("univariate(integers)", ringLaws(Z), aZ, 30);
satisfies("univariate(GF(5))", [...ringLaws(F5), ...derivationLaws(F5, derive)], aF, 30);

describe("univariate", () => {
  it("ringLaws reject sums and products that keep a zero at the end", () => {
    const samples = [[1n, 1n], [4n, 4n], []];
    const add = (f: Univariate<bigint>, g: Univariate<bigint>): Univariate<bigint> =>
      [0, 1].map((k) => F.add(f[k] ?? 0n, g[k] ?? 0n));
    expect(rejectedBy(ringLaws(F5), samples)).toEqual([]);
    expect(rejectedBy(ringLaws({ ...F5, add }), samples)).toContain(
      "closed under 0, 1, +, - and *",
    );
    const shifted = (f: Univariate<bigint>): Univariate<bigint> => [...f, 0n];
    expect(rejectedBy(ringLaws({ ...F5, neg: shifted }), samples)).toContain(
      "closed under 0, 1, +, - and *",
    );
  });
  it("(x + 1)^2 (x - 2) is x^3 - 3*x - 2", () => {
    const f = Z.mul(Z.mul([1n, 1n], [1n, 1n]), [-2n, 1n]);
    expect(f).toEqual([-2n, -3n, 0n, 1n]);
    expect([Z.show(f), Z.show([]), Z.show([0n, -1n]), F5.show([1n, 1n, 3n])]).toEqual([
      "x^3 - 3*x - 2",
      "0",
      "-x",
      "3*t^2 + t + 1",
    ]);
    expect(univariate(Z, "y").show([[], [1n, 1n]])).toBe("(x + 1)*y");
  });
  it("has refuses a zero at the end and foreign coefficients", () => {
    expect([[1n, 0n], [7n], [1n], []].map(F5.has)).toEqual([false, false, true, true]);
  });
  it("degree, valueAt and the variable", () => {
    expect([[], [3n], Z.x].map(degree)).toEqual([-Infinity, 0, 1]);
    expect(valueAt(integers, [1n, 2n, 3n], 10n)).toBe(321n);
    expect(
      valueAt(
        Z,
        [1n, 2n, 3n].map((c) => [c]),
        Z.x,
      ),
    ).toEqual([1n, 2n, 3n]);
    expect(derivative(integers, [7n, 1n, 5n, 2n])).toEqual([1n, 10n, 6n]);
  });
  it("divide gives the one quotient with a rest of less degree", () => {
    fc.assert(
      fc.property(aF, aF, (f, g) => {
        fc.pre(g.length > 0);
        const [q, r] = divide(F, f, g, F.inv);
        expect(F5.add(F5.mul(q, g), r)).toEqual(f);
        expect(degree(r)).toBeLessThan(degree(g));
        expect(F5.has(q) && F5.has(r)).toBe(true);
      }),
      fixed(60),
    );
    expect(divide(integers, [1n, 0n, 0n, 2n], [1n, 1n], (a) => a)).toEqual([[2n, -2n, 2n], [-1n]]);
    expect(() => divide(F, [1n], [], F.inv)).toThrow("divide: expected a divisor that is not 0");
  });
  it("gcdModulo gives the monic common divisor of greatest degree, with its cofactor", () => {
    const linear = [0n, 1n, 2n, 3n, 4n].map((root) => [F.neg(root), 1n]);
    const product = (roots: readonly number[], unit: bigint): Univariate<bigint> =>
      roots.reduce<Univariate<bigint>>((f, k) => F5.mul(f, linear[k]), [unit]);
    const roots = fc.uniqueArray(fc.nat(4));
    fc.assert(
      fc.property(roots, roots, (a, b) => {
        const [f, g] = [product(a, 2n), product(b, 3n)];
        const [divisor, s] = gcdModulo(F, f, g);
        expect(divisor).toEqual(
          product(
            a.filter((root) => b.includes(root)),
            1n,
          ),
        );
        const [, rest] = divide(F, F5.add(divisor, F5.neg(F5.mul(s, f))), g, F.inv);
        expect(rest).toEqual([]);
      }),
      fixed(60),
    );
    expect(gcdModulo(F, [], [])).toEqual([[], [1n]]);
    expect(gcdModulo(F, [2n, 2n], [])).toEqual([[1n, 1n], [3n]]);
  });
});

describe("euclid", () => {
  it("bezout writes the greatest common divisor as a combination", () => {
    const a = fc.bigInt(-60n, 60n);
    fc.assert(
      fc.property(a, a, (x, y) => {
        const { gcd: g, s, t } = bezout(x, y);
        expect([s * x + t * y, g]).toEqual([g, gcd(x, y)]);
      }),
      fixed(100),
    );
  });
  it("inverseModulo finds each unit of Z/12 and refuses the rest", () => {
    expect([1n, 5n, 7n, -1n].map((a) => inverseModulo(a, 12n))).toEqual([1n, 5n, 7n, 11n]);
    expect(inverseModulo(2n, 9n)).toBe(5n);
    for (const a of [0n, 2n, 9n, -4n])
      expect(() => inverseModulo(a, 12n)).toThrow(`expected a unit modulo 12, got ${a}`);
  });
  it("chineseRemainder gives each residue of 5·7 once", () => {
    for (let x = 0n; x < 35n; x++) {
      expect(chineseRemainder(x % 5n, 5n, x % 7n, 7n)).toBe(x);
      expect(chineseRemainder(x - 35n, 5n, x + 70n, 7n)).toBe(x);
    }
    expect(() => chineseRemainder(1n, 6n, 2n, 4n)).toThrow("expected a unit modulo 4");
  });
  it.each([101n, 36n, 98n])("rationalReconstruction modulo %s finds all small fractions", (m) => {
    // Found by trial of every fraction in the range; gcd(s, m) = 1 makes r/s a residue.
    const fractions = new Map<bigint, string>();
    for (let s = 1n; 2n * s * s <= m; s++)
      for (let r = -m; r <= m; r++)
        if (2n * r * r <= m && gcd(r, s) === 1n && gcd(s, m) === 1n)
          fractions.set((((r * inverseModulo(s, m)) % m) + m) % m, rationals.show(rational(r, s)));
    for (let a = 0n; a < m; a++) {
      const found = rationalReconstruction(a, m);
      expect(found === undefined ? undefined : rationals.show(found)).toBe(fractions.get(a));
    }
    expect(fractions.size).toBeGreaterThan(8);
  });
});
