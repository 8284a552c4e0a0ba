import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplyTruncated } from "../../src/algebra/kronecker.ts";
import { ringLaws } from "../../src/algebra/laws.ts";
import {
  combineForms,
  compareForms,
  dilateForm,
  eisensteinForm,
  etaForm,
  multiplyForms,
  serreDerivative,
} from "../../src/algebra/modularForm.ts";
import {
  discriminant,
  eisenstein,
  etaQuotient,
  eulerProduct,
  eulerProductCubed,
  jInvariant,
} from "../../src/algebra/modularExpansions.ts";
import {
  addSeries,
  coefficientOf,
  dilate,
  divideSeries,
  eulerDerivative,
  mulSeries,
  negSeries,
  powerSeriesOf,
  precisionOf,
  qSeries,
  qSeriesRing,
  scaleSeries,
  truncate,
  type QSeries,
} from "../../src/algebra/qSeries.ts";
import { primeDivisors } from "../../src/algebra/primeDivisors.ts";
import { indexOfGamma0, sturmBound } from "../../src/algebra/sturm.ts";
import { rejectedBy, satisfies } from "./laws.ts";
import { anInteger, fixed } from "./samples.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const aQ = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.array(anInteger, { minLength: 4, maxLength: 8 }))
  .map(([order, list]) => qSeries(order, list));
const Q = qSeriesRing(12);
const first = (f: QSeries, count: number, from: number = f.order): bigint[] =>
  Array.from({ length: count }, (_, k) => coefficientOf(f, from + k));

describe("multiplyTruncated", () => {
  /** Σ_(i+j=k) f_i g_j, as the definition says. */
  const definition = (f: readonly bigint[], g: readonly bigint[], length: number): bigint[] =>
    Array.from(
      { length: f.length && g.length ? Math.min(length, f.length + g.length - 1) : 0 },
      (_, k) =>
        f.reduce((sum, a, i) => (k >= i && k - i < g.length ? sum + a * g[k - i] : sum), 0n),
    );
  it("multiplyTruncated is the convolution, for long, short, sparse and huge factors", () => {
    const size = fc.constantFrom(0n, 1n, 7n, 255n, 256n, 2n ** 64n, 10n ** 40n);
    const entry = fc.oneof(
      size,
      size.map((a) => -a),
      fc.bigInt(-(2n ** 70n), 2n ** 70n),
    );
    const list = fc.oneof(
      fc.array(entry, { maxLength: 15 }),
      fc.array(entry, { minLength: 12, maxLength: 40 }),
    );
    fc.assert(
      fc.property(list, list, fc.nat(60), (f, g, length) => {
        expect(multiplyTruncated(f, g, length)).toEqual(definition(f, g, length));
      }),
      fixed(deep ? 20_000 : 80),
    );
  });
  it("holds where each digit is as large as it may be, with either sign", () => {
    for (const c of [1n, -1n, 15n, -16n, 2n ** 32n - 1n, -(2n ** 32n)])
      for (const n of [12, 15, 16, 31]) {
        const [f, g] = [Array<bigint>(n).fill(c), Array<bigint>(n).fill(-c)];
        expect(multiplyTruncated(f, f, n)).toEqual(definition(f, f, n));
        expect(multiplyTruncated(f, g, 2 * n)).toEqual(definition(f, g, 2 * n));
      }
  });
  it("leaves room for the sum of many terms of one size, zeros not counted", () => {
    const n = 600;
    const f = Array.from({ length: n + 12 }, (_, k) => (k < 12 ? 0n : 1n));
    const g = f.map(() => 15n);
    const expected = f.map((_, k) => (k < 12 ? 0n : 15n * BigInt(k - 11)));
    expect(multiplyTruncated(f, g, n + 12)).toEqual(expected);
    expect(multiplyTruncated(g, f, n + 12)).toEqual(expected);
  });
  it("cuts away what grows only above the length", () => {
    const f = Array.from({ length: 40 }, (_, k) => (-1n) ** BigInt(k) * 10n ** BigInt(2 * k));
    expect(multiplyTruncated(f, f, 14)).toEqual(definition(f, f, 14));
    expect(multiplyTruncated(f, [...f].reverse(), 40)).toEqual(definition(f, [...f].reverse(), 40));
  });
});

satisfies("qSeriesRing(12)", ringLaws(Q), aQ, 40);

describe("qSeries", () => {
  it("ringLaws reject a product that forgets the order, and a normal form with a zero in front", () => {
    const samples = [qSeries(-1, [1n, 2n, 3n]), qSeries(1, [2n, 1n, 0n]), Q.one];
    expect(rejectedBy(ringLaws(Q), samples)).toEqual([]);
    const mul = (f: QSeries, g: QSeries): QSeries => ({ ...mulSeries(f, g), order: f.order });
    expect(rejectedBy(ringLaws({ ...Q, mul }), samples)).toContain("* commutative");
    const neg = ({ order, coefficients }: QSeries): QSeries => ({
      order: order - 1,
      coefficients: [0n, ...coefficients.map((c) => -c)],
    });
    expect(rejectedBy(ringLaws({ ...Q, neg }), samples)).toContain("closed under 0, 1, +, - and *");
  });
  it("products and sums claim no coefficient that is not known", () => {
    fc.assert(
      fc.property(aQ, aQ, aQ, (f, g, tail) => {
        // What lies beyond the precision of f changes nothing that is claimed of f + g and f g.
        const longer = {
          order: f.order,
          coefficients: [...f.coefficients, 5n, ...tail.coefficients],
        };
        fc.pre(f.coefficients.length > 0);
        for (const op of [addSeries, mulSeries]) {
          const [short, long] = [op(f, g), op(longer, g)];
          expect(truncate(long, precisionOf(short))).toEqual(short);
        }
      }),
      fixed(60),
    );
    expect(precisionOf(mulSeries(qSeries(2, [1n, 1n]), qSeries(-5, [1n, 0n, 0n])))).toBe(-1);
    expect(precisionOf(addSeries(qSeries(2, [1n, 1n]), qSeries(-5, [1n, 0n, 0n])))).toBe(-2);
  });
  it("divideSeries inverts the product to as many coefficients as are known", () => {
    const unit = fc
      .tuple(aQ, fc.constantFrom(1n, -1n))
      .map(([f, c]) => ({ order: f.order, coefficients: [c, ...f.coefficients] }));
    fc.assert(
      fc.property(aQ, unit, (f, g) => {
        const y = divideSeries(f, g);
        const n = Math.min(f.coefficients.length, g.coefficients.length);
        expect(y.coefficients.length).toBe(n);
        expect(mulSeries(y, g)).toEqual(truncate(f, f.order + n));
      }),
      fixed(60),
    );
    const n = 40;
    const geometric = divideSeries(
      qSeries(0, [1n, ...Array<bigint>(n - 1).fill(0n)]),
      qSeries(1, [-1n, 2n, ...Array<bigint>(n - 2).fill(0n)]),
    );
    expect(geometric).toEqual(
      qSeries(
        -1,
        Array.from({ length: n }, (_, k) => -(2n ** BigInt(k))),
      ),
    );
    for (const g of [qSeries(0, [2n, 1n]), qSeries(3, [0n])])
      expect(() => divideSeries(Q.one, g)).toThrow("leading coefficient ±1, got");
  });
  it("powers, scaling, dilation, q d/dq, truncation", () => {
    const f = qSeries(-1, [1n, 2n, 0n, 3n]);
    expect(powerSeriesOf(f, -2)).toEqual(divideSeries(Q.one, mulSeries(f, f)));
    expect(powerSeriesOf(f, 3)).toEqual(mulSeries(f, mulSeries(f, f)));
    expect(first(powerSeriesOf(f, 0), 4)).toEqual([1n, 0n, 0n, 0n]);
    expect(scaleSeries(-2n, f)).toEqual(qSeries(-1, [-2n, -4n, 0n, -6n]));
    expect(scaleSeries(0n, f)).toEqual(qSeries(3, []));
    expect(eulerDerivative(f)).toEqual(qSeries(-1, [-1n, 0n, 0n, 6n]));
    expect(dilate(f, 2)).toEqual(qSeries(-2, [1n, 0n, 2n, 0n, 0n, 0n, 3n, 0n]));
    expect(negSeries(f).coefficients).toEqual([-1n, -2n, -0n, -3n]);
    expect([truncate(f, 1), truncate(f, 9), truncate(f, -4)]).toEqual([
      qSeries(-1, [1n, 2n]),
      f,
      qSeries(-4, []),
    ]);
    expect(qSeries(0, [0n, 0n])).toEqual({ order: 2, coefficients: [] });
    expect([coefficientOf(f, -7), coefficientOf(f, 0)]).toEqual([0n, 2n]);
    expect(() => coefficientOf(f, 3)).toThrow("an exponent below 3, got 3");
  });
  it("shows what is known", () => {
    expect(Q.show(qSeries(-1, [1n, -24n, 1n, -1n, 0n]))).toBe("q^-1 - 24 + q - q^2 + O(q^4)");
    expect(Q.show(qSeries(1, [2n]))).toBe("2*q + O(q^2)");
    expect(Q.show(qSeries(0, []))).toBe("O(1)");
    expect(Q.show(qSeries(0, [1n, 1n, 1n, 1n, 1n, 1n, 1n, 1n]))).toBe(
      "1 + q + q^2 + q^3 + q^4 + q^5 + O(q^6)",
    );
    expect(qSeriesRing(3).zero).toEqual({ order: 3, coefficients: [] });
  });
});

describe("modular expansions", () => {
  it("jInvariant has the published coefficients", () => {
    // OEIS A000521.
    const published = [
      1n,
      744n,
      196884n,
      21493760n,
      864299970n,
      20245856256n,
      333202640600n,
      4252023300096n,
    ];
    const j = jInvariant(40);
    expect(j.order).toBe(-1);
    expect(precisionOf(j)).toBe(40);
    expect(first(j, 8)).toEqual(published);
  });
  it("jInvariant to q^1000 agrees with PARI", () => {
    // PARI/GP 2.15: polcoeff(ellj(x + O(x^42)), 39); polcoeff(ellj(x + O(x^1003)), 1000) modulo these.
    const j = jInvariant(1001);
    const c = coefficientOf(j, 1000);
    expect(coefficientOf(j, 39)).toBe(544763881751616630123165410477688n);
    expect([c % 10n ** 12n, c % (2n ** 61n - 1n)]).toEqual([103833600000n, 1997668754951474017n]);
  });
  it("eisenstein is Σ σ_(k-1)(n) qⁿ by its divisors, and E4² = E8, E4 E6 = E10, E4 E10 = E14", () => {
    const sigma = (n: number, e: number): bigint =>
      Array.from({ length: n }, (_, d) =>
        n % (d + 1) === 0 ? BigInt(d + 1) ** BigInt(e) : 0n,
      ).reduce((a, b) => a + b);
    const factors: [number, bigint][] = [
      [2, -24n],
      [4, 240n],
      [6, -504n],
      [8, 480n],
      [10, -264n],
      [14, -24n],
    ];
    for (const [k, factor] of factors)
      expect(first(eisenstein(k, 16), 16)).toEqual(
        Array.from({ length: 16 }, (_, n) => (n === 0 ? 1n : factor * sigma(n, k - 1))),
      );
    expect(() => eisenstein(12, 3)).toThrow("a weight 2, 4, 6, 8, 10 or 14, got 12");
    const E = (k: number): QSeries => eisenstein(k, 40);
    expect(mulSeries(E(4), E(4))).toEqual(E(8));
    expect(mulSeries(E(4), E(6))).toEqual(E(10));
    expect(mulSeries(E(4), E(10))).toEqual(E(14));
  });
  it("discriminant has Ramanujan's τ, and is (E4³ - E6²)/1728", () => {
    // OEIS A000594.
    const tau = [1n, -24n, 252n, -1472n, 4830n, -6048n, -16744n, 84480n, -113643n, -115920n];
    const D = discriminant(60);
    expect([D.order, precisionOf(D)]).toEqual([1, 60]);
    expect(first(D, 10)).toEqual(tau);
    const [E4, E6] = [eisenstein(4, 60), eisenstein(6, 60)];
    const difference = addSeries(powerSeriesOf(E4, 3), negSeries(powerSeriesOf(E6, 2)));
    expect(difference).toEqual(scaleSeries(1728n, D));
  });
  it("eulerProduct and its cube are products of 1 - qⁿ", () => {
    const n = 30;
    const factor = (k: number): QSeries =>
      qSeries(
        0,
        Array.from({ length: n }, (_, i) => (i === 0 ? 1n : i === k ? -1n : 0n)),
      );
    const product = Array.from({ length: n - 1 }, (_, k) => factor(k + 1)).reduce(mulSeries);
    expect(eulerProduct(n)).toEqual(product);
    expect(eulerProductCubed(n)).toEqual(powerSeriesOf(product, 3));
    for (const m of [0, 1, 2, 5, 7, 12, 15, 22])
      expect(eulerProduct(m)).toEqual(truncate(eulerProduct(n), m));
    expect(eulerProductCubed(28)).toEqual(truncate(eulerProductCubed(n), 28));
  });
  it("etaQuotient gives the McKay–Thompson series 2A and 2B", () => {
    // Conway & Norton 1979: T_2B = η(τ)^24/η(2τ)^24 + 24 = q^-1 + 276 q - 2048 q² + …
    const b = etaQuotient(
      [
        [1, 24],
        [2, -24],
      ],
      6,
    );
    expect(b).toEqual(qSeries(-1, [1n, -24n, 276n, -2048n, 11202n, -49152n]));
    // T_2A = T_2B(without constant) + 4096 η(2τ)^24/η(τ)^24 = q^-1 + 4372 q + 96256 q² + 1240002 q³ + …
    const a = addSeries(
      b,
      scaleSeries(
        4096n,
        etaQuotient(
          [
            [1, -24],
            [2, 24],
          ],
          6,
        ),
      ),
    );
    expect(first(a, 5)).toEqual([1n, -24n, 4372n, 96256n, 1240002n]);
    expect(() => etaQuotient([[1, 23]], 4)).toThrow("Σ d r_d ≡ 0 modulo 24, got 23");
    expect(etaQuotient([], 3)).toEqual(qSeries(0, [1n, 0n, 0n]));
    expect(
      etaQuotient(
        [
          [1, 4],
          [5, 4],
        ],
        5,
      ).coefficients,
    ).toEqual([1n, -4n, 2n, 8n, -5n]);
  });
});

describe("sturmBound", () => {
  it("indexOfGamma0 counts the points of the projective line over Z/N", () => {
    // |P¹(Z/N)|: pairs (a, b) generating Z/N, up to units. OEIS A001615.
    for (let N = 1; N <= 24; N++) {
      const all = Array.from({ length: N }, (_, a) => a);
      const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
      const units = all.filter((a) => gcd(a, N) === 1).length;
      const pairs = all.flatMap((a) => all.filter((b) => gcd(gcd(a, b), N) === 1)).length;
      expect(indexOfGamma0(N)).toBe(pairs / units);
    }
  });
  it("sturmBound is the published bound of Magma and Sage", () => {
    // Sage: [Gamma0(N).sturm_bound(k) for (k, N)], which is ⌊k·index/12⌋.
    expect(
      [
        [12, 1],
        [2, 11],
        [4, 4],
        [24, 1],
        [2, 37],
        [10, 1],
        [0, 7],
      ].map(([k, N]) => sturmBound(k, N)),
    ).toEqual([1, 2, 2, 2, 6, 0, 0]);
    for (const k of [3, -2, 2.5])
      expect(() => sturmBound(k, 1)).toThrow(`an even weight k >= 0, got ${k}`);
    expect(() => sturmBound(2, 0)).toThrow("an integer n >= 1, got 0");
    expect([1, 2, 12, 49, 97, 210].map(primeDivisors)).toEqual([
      [],
      [2],
      [2, 3],
      [7],
      [97],
      [2, 3, 5, 7],
    ]);
  });
});

describe("compareForms", () => {
  const [E4, E6] = [eisensteinForm(4), eisensteinForm(6)];
  const delta = etaForm(1, [[1, 24]]);
  const cube = multiplyForms(E4, multiplyForms(E4, E4));
  const square = multiplyForms(E6, E6);
  it("proves E4³ - E6² = 1728 Δ by two coefficients and names its premises", () => {
    const left = combineForms(1n, cube, -1n, square);
    expect(compareForms(left, combineForms(1728n, delta, 0n, delta))).toEqual({
      equal: true,
      bound: 1,
      premises: [
        "E4 ∈ M_4(Γ₀(1)): Serre, A Course in Arithmetic, VII 2.3",
        "E6 ∈ M_6(Γ₀(1)): Serre, A Course in Arithmetic, VII 2.3",
        "η(τ)^24 ∈ M_12(Γ₀(1)): Gordon, Hughes, Newman; Ligozat",
        "a form of weight 12 on Γ₀(1) that is O(q^2) is 0: Sturm",
      ],
    });
  });
  it("forms carry readable names", () => {
    expect(cube.name).toBe("E4·(E4·E4)");
    expect(combineForms(2n, cube, -1n, square).name).toBe("2·(E4·(E4·E4)) + -1·(E6·E6)");
    expect([serreDerivative(E4).name, dilateForm(delta, 2).name]).toEqual(["ϑE4", "η(τ)^24(2τ)"]);
    expect(
      etaForm(11, [
        [1, 2],
        [11, 2],
      ]).name,
    ).toBe("η(τ)^2 η(11τ)^2");
  });
  it("refutes 1727 Δ, E4³ = E6² and a difference first seen at the bound", () => {
    const left = combineForms(1n, cube, -1n, square);
    expect(compareForms(left, combineForms(1727n, delta, 0n, delta))).toEqual({
      equal: false,
      exponent: 1,
      left: 1728n,
      right: 1727n,
    });
    expect(compareForms(cube, square)).toEqual({
      equal: false,
      exponent: 1,
      left: 720n,
      right: -1008n,
    });
    const power = multiplyForms(delta, delta);
    const nothing = combineForms(0n, power, 0n, power);
    expect(compareForms(power, nothing)).toEqual({
      equal: false,
      exponent: 2,
      left: 1n,
      right: 0n,
    });
  });
  it("proves Ramanujan's derivatives of E4 and E6 and that Δ' = E2 Δ", () => {
    // 12 q E4' - 4 E2 E4 = -4 E6, 12 q E6' - 6 E2 E6 = -6 E4², 12 q Δ' = 12 E2 Δ.
    const proved = [
      compareForms(serreDerivative(E4), combineForms(-4n, E6, 0n, E6)),
      compareForms(
        serreDerivative(E6),
        combineForms(-6n, multiplyForms(E4, E4), 0n, eisensteinForm(8)),
      ),
      compareForms(
        serreDerivative(delta),
        combineForms(0n, eisensteinForm(14), 0n, eisensteinForm(14)),
      ),
    ];
    expect(proved.map((p) => p.equal)).toEqual([true, true, true]);
    expect(compareForms(serreDerivative(E4), combineForms(4n, E6, 0n, E6)).equal).toBe(false);
  });
  it("proves 15 θ⁸ = E4(τ) - 2 E4(2τ) + 16 E4(4τ) on Γ₀(4) by three coefficients", () => {
    const theta8 = etaForm(4, [
      [1, -16],
      [2, 40],
      [4, -16],
    ]);
    expect(first(theta8.expansion(4), 4)).toEqual([1n, 16n, 112n, 448n]);
    const pair = combineForms(1n, E4, -2n, dilateForm(E4, 2));
    const right = combineForms(1n, pair, 16n, dilateForm(E4, 4));
    expect(compareForms(combineForms(15n, theta8, 0n, theta8), right)).toMatchObject({
      equal: true,
      bound: 2,
    });
    expect(right).toMatchObject({ level: 4, weight: 4 });
    const wrong = combineForms(1n, pair, 15n, dilateForm(E4, 4));
    expect(compareForms(combineForms(15n, theta8, 0n, theta8), wrong)).toMatchObject({
      exponent: 0,
    });
  });
  it("dilateForm is f(q^d), cut where asked", () => {
    expect(first(dilateForm(E4, 3).expansion(8), 8)).toEqual([1n, 0n, 0n, 240n, 0n, 0n, 2160n, 0n]);
    expect(precisionOf(dilateForm(E4, 3).expansion(8))).toBe(8);
    expect(dilateForm(dilateForm(E4, 2), 3).level).toBe(6);
    expect(multiplyForms(dilateForm(E4, 4), dilateForm(E4, 6)).level).toBe(12);
    for (const d of [0, -1, 1.5]) {
      expect(() => dilateForm(E4, d)).toThrow(`dilateForm: expected an integer d >= 1, got ${d}`);
      expect(() => dilate(E4.expansion(3), d)).toThrow(
        `dilate: expected an integer d >= 1, got ${d}`,
      );
    }
    expect(dilateForm(E4, 2).premises).toEqual([
      ...E4.premises,
      "f(2τ) ∈ M_4(Γ₀(2)) for f ∈ M_4(Γ₀(1)): Koblitz, III.3",
    ]);
  });
  it("etaForm of level 11 is the newform of the elliptic curve 11a", () => {
    // LMFDB 11.2.a.a.
    expect(
      first(
        etaForm(11, [
          [1, 2],
          [11, 2],
        ]).expansion(11),
        10,
        1,
      ),
    ).toEqual([1n, -2n, -1n, 2n, 1n, 2n, -2n, 0n, -2n, -2n]);
  });
  it("etaForm of levels 14 and 15 are the newforms of the elliptic curves 14a and 15a", () => {
    // PARI/GP 2.15: ellan(ellinit([1,0,1,4,-6]), 10), ellan(ellinit([1,1,1,-10,-10]), 10).
    const divisors = (...ds: number[]) => ds.map((d) => [d, 1] as const);
    expect(first(etaForm(14, divisors(1, 2, 7, 14)).expansion(11), 10, 1)).toEqual([
      1n, -1n, -2n, 1n, 0n, 2n, 1n, -1n, 1n, 0n,
    ]); // prettier-ignore
    expect(first(etaForm(15, divisors(1, 3, 5, 15)).expansion(11), 10, 1)).toEqual([
      1n, -1n, -1n, -1n, 1n, 1n, 0n, 3n, 1n, -1n,
    ]); // prettier-ignore
  });
  it.each<[number, [number, number][], string]>([
    [2, [[3, 8]], "divisors of 2"],
    [1, [[1, 20]], "Σ d r_d ≡ 0 modulo 24"],
    [
      2,
      [
        [1, 8],
        [2, 8],
      ],
      "no error",
    ],
    [
      4,
      [
        [1, 8],
        [4, 4],
      ],
      "Σ (N/d) r_d ≡ 0 modulo 24",
    ],
    [
      23,
      [
        [1, 1],
        [23, 1],
      ],
      "an even weight",
    ],
    [
      2,
      [
        [1, 24],
        [2, -12],
      ],
      "Σ (N/d) r_d",
    ],
    [
      2,
      [
        [1, 16],
        [2, -8],
      ],
      "no error",
    ],
    [
      2,
      [
        [1, 31],
        [2, -15],
      ],
      "Σ d r_d",
    ],
    [
      3,
      [
        [1, 9],
        [3, -3],
      ],
      "an even weight",
    ],
    [
      3,
      [
        [1, 15],
        [3, -7],
      ],
      "Σ d r_d",
    ],
    [1, [[1, -24]], "no pole"],
    [
      4,
      [
        [1, 24],
        [4, -24],
      ],
      "no pole at the cusps of denominator 4",
    ],
    [
      2,
      [
        [1, -8],
        [2, 16],
      ],
      "no error",
    ],
    [
      5,
      [
        [1, 5],
        [5, -1],
      ],
      "Π d^(r_d) a square",
    ],
  ])("etaForm(%i, %j): %s", (level, exponents, message) => {
    const run = (): number => etaForm(level, exponents).weight;
    if (message === "no error") expect(run()).toBeGreaterThan(0);
    else expect(run).toThrow(message);
  });
  it("weights that differ, E2 and E12 are refused", () => {
    expect(() => compareForms(E4, E6)).toThrow("a right side of weight 4, got 6");
    expect(() => combineForms(1n, E4, 1n, E6)).toThrow("a second form of weight 4, got 6");
    expect(() => eisensteinForm(2)).toThrow("a weight of at least 4, got 2");
    expect(() => eisensteinForm(12)).toThrow("a weight 2, 4, 6, 8, 10 or 14, got 12");
  });
});
