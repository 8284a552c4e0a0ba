import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  characteristicPolynomial,
  minimalPolynomial,
} from "../../src/algebra/characteristicPolynomial.ts";
import { gcd, integers, residue } from "../../src/algebra/integer.ts";
import {
  bareiss,
  hadamardBoundSquared,
  integerDeterminant,
} from "../../src/algebra/integerDeterminant.ts";
import { integerSolutions } from "../../src/algebra/integerSolution.ts";
import { echelon, nullSpace, rank, solve } from "../../src/algebra/linear.ts";
import {
  addMatrix,
  applyMatrix,
  determinant,
  directSumMatrix,
  identityMatrix,
  mapMatrix,
  matrices,
  matrixOf,
  mulMatrix,
  transpose,
  zeroMatrix,
  type Matrix,
} from "../../src/algebra/matrix.ts";
import { determinantModulo, echelonModulo } from "../../src/algebra/modularMatrix.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import { provesKernel, rationalKernel, rationalRank } from "../../src/algebra/rationalKernel.ts";
import { rationalSolutions } from "../../src/algebra/rationalSolution.ts";
import { power } from "../../src/algebra/ring.ts";
import { isSmithForm, smithForm } from "../../src/algebra/smith.ts";
import { provesItself, solutions, type Solution } from "../../src/algebra/solution.ts";
import { divide, univariate, valueAt, type Univariate } from "../../src/algebra/univariate.ts";
import { inverseOfResidue, multiplyAdd, wordPrime } from "../../src/algebra/wordPrimes.ts";
import { aMatrix, anInteger, aRational, fixed } from "./samples.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const runs = (count: number): ReturnType<typeof fixed> => fixed(deep ? 20 * count : count);
const q = (A: Matrix<bigint>): Matrix<Rational> => mapMatrix(A, (a) => rational(a));
const P = BigInt(wordPrime(0));

/** m×n with m, n <= 5; often of low rank, for it is a product through k <= 3. */
const aThinMatrix = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.nat(4))
  .chain(([m, k, n]) => fc.tuple(aMatrix(anInteger, m, k), aMatrix(anInteger, k, n + 1)))
  .map(([A, B]) => mulMatrix(integers, A, B));
const aSquare = fc.integer({ min: 1, max: 5 }).chain((n) => aMatrix(anInteger, n));

describe("wordPrime", () => {
  it("wordPrime(0..3) are the published largest primes below 2^26", () => {
    // primes.utm.edu/lists/2small: 2^26 - k for k = 5, 27, 45, 87.
    expect([3, 0, 1, 2].map(wordPrime)).toEqual([87, 5, 27, 45].map((k) => 2 ** 26 - k));
  });
  it("multiplyAdd and inverseOfResidue agree with bigints, at the ends too", () => {
    const p = wordPrime(0);
    const residues = fc.oneof(fc.integer({ min: 1, max: p - 1 }), fc.constantFrom(1, p - 1));
    fc.assert(
      fc.property(residues, residues, residues, (a, b, c) => {
        const exact = (BigInt(a) * BigInt(b) + BigInt(c)) % P;
        expect(multiplyAdd(a, b, c, p)).toBe(Number(exact));
        expect((BigInt(inverseOfResidue(a, p)) * BigInt(a)) % P).toBe(1n);
        expect(inverseOfResidue(a, p)).toBeLessThan(p);
        expect(inverseOfResidue(a, p)).toBeGreaterThan(0);
      }),
      runs(60),
    );
  });
});

describe("echelonModulo", () => {
  it.each([2, 3, 67108859])("echelonModulo(A, %s) is the echelon form over GF(p)", (p) => {
    const F = primeField(BigInt(p));
    fc.assert(
      fc.property(aThinMatrix, (A) => {
        const there = echelon(
          F,
          mapMatrix(A, (a) => residue(a, BigInt(p))),
        );
        const here = echelonModulo(A, p);
        expect(here.rows).toEqual(mapMatrix(there.rows, Number));
        expect(here.pivots).toEqual(there.pivots);
        const minor = here.pivotRows.map((i) => here.pivots.map((j) => A[i][j]));
        expect(determinantModulo(minor, p)).not.toBe(0);
      }),
      runs(25),
    );
  });
  it("determinantModulo(A, p) is the determinant modulo p", () => {
    fc.assert(
      fc.property(aSquare, fc.constantFrom(2, 7, 67108859), (A, p) => {
        const expected = residue(determinant(integers, A), BigInt(p));
        expect(BigInt(determinantModulo(A, p))).toBe(expected);
      }),
      runs(50),
    );
  });
});

describe("integerDeterminant", () => {
  it("integerDeterminant, bareiss and Hadamard's bound agree with the sum of minors", () => {
    const wild = aSquare.chain((A) =>
      fc.bigInt(0n, 10n ** 12n).map((c) => A.map((row) => row.map((a) => a * c + a))),
    );
    fc.assert(
      fc.property(fc.oneof(aSquare, wild), (A) => {
        const expected = determinant(integers, A);
        expect(integerDeterminant(A)).toBe(expected);
        expect(bareiss(integers, (a, b) => a / b, A)).toBe(expected);
        expect(expected * expected).toBeLessThanOrEqual(hadamardBoundSquared(A));
      }),
      runs(60),
    );
  });
  it("the bound is attained by a Hadamard matrix, and is the smaller of rows and columns", () => {
    const H = [
      [1n, 1n],
      [1n, -1n],
    ];
    expect(hadamardBoundSquared(H)).toBe(integerDeterminant(H) ** 2n);
    expect(
      hadamardBoundSquared([
        [3n, 4n],
        [0n, 0n],
      ]),
    ).toBe(0n);
    expect(
      hadamardBoundSquared([
        [3n, 0n],
        [4n, 1n],
      ]),
    ).toBe(25n);
    expect(
      hadamardBoundSquared([
        [3n, 4n],
        [0n, 1n],
      ]),
    ).toBe(25n);
  });
  it("integerDeterminant([[p]]) is p, -p, p - 1, … at the edge of what one prime tells", () => {
    for (const a of [P, -P, (P - 1n) / 2n, (P + 1n) / 2n, -(P + 1n) / 2n, 0n])
      expect(integerDeterminant([[a]])).toBe(a);
    expect(integerDeterminant([])).toBe(1n);
  });
  it("1/det of Hilbert's matrices is as published", () => {
    // OEIS A005249.
    const published = [1n, 12n, 2160n, 6048000n, 266716800000n, 186313420339200000n];
    published.forEach((expected, k) => {
      const n = k + 1;
      const scale = [1n, 6n, 60n, 420n, 2520n, 27720n][k];
      const H = matrixOf(n, n, (i, j) => scale / BigInt(i + j + 1));
      expect(scale ** BigInt(n)).toBe(expected * integerDeterminant(H));
    });
  });
  it("integerDeterminant and bareiss of 2×1 throw", () => {
    expect(() => integerDeterminant([[1n], [2n]])).toThrow("expected a square matrix, got 2×1");
    expect(() => bareiss(integers, (a, b) => a / b, [[1n, 2n]])).toThrow("got 1×2");
    expect(() => hadamardBoundSquared([[1n, 2n]])).toThrow("a square matrix");
    expect(() => determinantModulo([[1n, 2n]], 7)).toThrow("a square matrix");
  });
});

describe("rationalKernel", () => {
  it("rationalKernel is the null space by elimination over Q, and proves itself", () => {
    const aQ = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
      .chain(([m, n]) => aMatrix(fc.oneof(aRational, fc.constant(rational(0))), m, n));
    fc.assert(
      fc.property(fc.oneof(aThinMatrix.map(q), aQ), (A) => {
        const kernel = rationalKernel(A);
        expect(kernel.basis).toEqual(nullSpace(rationals, A));
        expect(kernel.rank).toBe(rank(rationals, A));
        expect(provesKernel(A, kernel)).toBe(true);
      }),
      runs(50),
    );
  });
  it("is not misled by primes that divide a minor", () => {
    // Modulo the first prime the rank is 1, then the pivots are late; modulo the second likewise.
    const second = BigInt(wordPrime(1));
    expect(
      rationalRank(
        q([
          [P, 0n],
          [0n, 1n],
        ]),
      ),
    ).toBe(2);
    const late = q([
      [P * second, 1n, 5n],
      [0n, 1n, 7n],
    ]);
    expect(rationalKernel(late).pivots).toEqual([0, 1]);
    expect(rationalKernel(late).basis).toEqual(nullSpace(rationals, late));
    const early = q([
      [second, 1n, 5n],
      [second, 1n, 5n],
    ]);
    expect(rationalKernel(early).basis).toEqual(nullSpace(rationals, early));
    expect(rationalKernel(early).rank).toBe(1);
  });
  it("of no rows is everything, of no columns nothing", () => {
    expect(rationalKernel([], 2).basis).toEqual(q(identityMatrix(integers, 2)));
    expect(rationalKernel([[], []])).toMatchObject({ rank: 0, basis: [] });
  });
  it("provesKernel rejects each part changed", () => {
    const A = q([
      [1n, 2n, 3n],
      [2n, 4n, 7n],
      [3n, 6n, 10n],
    ]);
    const kernel = rationalKernel(A);
    expect(kernel).toMatchObject({ rank: 2, pivots: [0, 2] });
    const [[x, y, z]] = kernel.basis;
    const twins: Partial<typeof kernel>[] = [
      { rank: 1 },
      { basis: [] },
      { basis: [[x, y, rationals.one]] },
      { basis: [[rational(-4), rational(2), z]] },
      { basis: [[rationals.zero, rationals.zero, rationals.zero]] },
      { minorRows: [0] },
      { minorRows: [0, 0] },
      { pivots: [0, 1] },
      { rank: 1, pivots: [0], minorRows: [0] },
    ];
    for (const twin of twins) expect(provesKernel(A, { ...kernel, ...twin })).toBe(false);
  });
});

describe("solutions", () => {
  const aSystem = aThinMatrix.chain((A) =>
    fc
      .tuple(fc.array(anInteger, { minLength: A.length, maxLength: A.length }), fc.boolean())
      .map(([v, inside]) => {
        const x = A[0].map((_, j) => v[j % v.length]);
        return [A, inside ? applyMatrix(integers, A, x) : v] as const;
      }),
  );
  it("solutions over Q and modular ones agree, prove themselves, and decide as the ranks do", () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(aSystem, ([A, b]) => {
        const [B, c] = [q(A), b.map((a) => rational(a))];
        const direct = solutions(rationals, B, c);
        const modular = rationalSolutions(B, c);
        const augmented = B.map((row, i) => [...row, c[i]]);
        expect(direct.solvable).toBe(rank(rationals, augmented) === rank(rationals, B));
        expect(modular.solvable).toBe(direct.solvable);
        expect(provesItself(rationals, B, c, direct)).toBe(true);
        expect(provesItself(rationals, B, c, modular)).toBe(true);
        if (direct.solvable) {
          expect(modular).toEqual(direct);
          expect(direct.kernel.length).toBe(B[0].length - rank(rationals, B));
          expect(solve(rationals, B, c)).toEqual(direct.particular);
        }
        seen.add(direct.solvable);
      }),
      runs(40),
    );
    expect(seen.size).toBe(2);
  });
  it("over GF(3) lists exactly the solutions found by trying all", () => {
    const F = primeField(3n);
    const elements = [0n, 1n, 2n];
    const all = elements.flatMap((x) => elements.flatMap((y) => elements.map((z) => [x, y, z])));
    const aF = fc.constantFrom(...elements);
    fc.assert(
      fc.property(aMatrix(aF, 2, 3), fc.tuple(aF, aF), (A, b) => {
        const found = all.filter((x) => applyMatrix(F, A, x).every((a, i) => a === b[i]));
        const answer = solutions(F, A, b);
        expect(provesItself(F, A, b, answer)).toBe(true);
        expect(found.length).toBe(answer.solvable ? 3 ** answer.kernel.length : 0);
      }),
      runs(40),
    );
  });
  it("provesItself rejects wrong answers of each kind", () => {
    const A = q([
      [1n, 1n],
      [2n, 2n],
    ]);
    const [b, c] = [
      [1n, 2n],
      [1n, 3n],
    ].map((v) => v.map((a) => rational(a)));
    const wrong: [readonly Rational[], Solution<Rational>][] = [
      [b, { solvable: true, particular: [rational(1), rational(1)], kernel: [] }],
      [b, { solvable: true, particular: b.slice(0, 1).concat(rational(0)), kernel: [b] }],
      [b, { solvable: false, combination: [rational(-2), rational(1)] }],
      [c, { solvable: false, combination: [rational(1), rational(0)] }],
      [c, { solvable: false, combination: [rational(-4), rational(2)] }],
    ];
    for (const [side, answer] of wrong)
      expect(provesItself(rationals, A, side, answer)).toBe(false);
    expect(provesItself(rationals, A, c, solutions(rationals, A, c))).toBe(true);
  });
  it("without rows everything solves; sides of another length throw", () => {
    expect(solutions(rationals, [], [], 1)).toMatchObject({ particular: [rationals.zero] });
    expect(rationalSolutions([], [], 1)).toMatchObject({ kernel: [[rationals.one]] });
    expect(() => solutions(rationals, [], [rational(1)])).toThrow("length 0, got 1");
    expect(() => rationalSolutions([], [rational(1)])).toThrow("length 0, got 1");
    expect(() => integerSolutions([], [1n])).toThrow("length 0, got 1");
  });
  it("a wide system with answers of many digits is solved exactly", () => {
    const n = 12;
    const H = matrixOf(n, n, (i, j) => rational(1, i + j + 1));
    const ones = Array<Rational>(n).fill(rationals.one);
    const answer = rationalSolutions(H, ones);
    expect(provesItself(rationals, H, ones, answer)).toBe(true);
    // The first row of the inverse of Hilbert's matrix sums to (-1)^(n+1) n.
    expect(answer).toMatchObject({ solvable: true, kernel: [] });
    if (answer.solvable) expect(answer.particular[0]).toEqual(rational(-n));
  });
});

describe("smithForm", () => {
  /** d₀ … d_(k-1) is the greatest common divisor of the k×k minors. */
  function minorsGcd(A: Matrix<bigint>, k: number): bigint {
    const subsets = (n: number): number[][] =>
      Array.from({ length: 1 << n }, (_, set) =>
        Array.from({ length: n }, (_, i) => i).filter((i) => set & (1 << i)),
      ).filter((s) => s.length === k);
    let divisor = 0n;
    for (const rows of subsets(A.length))
      for (const columns of subsets(A[0].length))
        divisor = gcd(
          divisor,
          determinant(
            integers,
            rows.map((i) => columns.map((j) => A[i][j])),
          ),
        );
    return divisor;
  }
  it("smithForm is one, with the invariants of the minors", () => {
    fc.assert(
      fc.property(aThinMatrix, (A) => {
        const S = smithForm(A);
        expect(isSmithForm(A, S)).toBe(true);
        expect(S.invariants.length).toBe(rank(rationals, q(A)));
        let product = 1n;
        S.invariants.forEach((d, k) => {
          product *= d;
          expect(product).toBe(minorsGcd(A, k + 1));
        });
      }),
      runs(25),
    );
  });
  it("smithForm of diag(4, 6) is diag(2, 12), of diag(-6, 10, 15) is diag(1, 30, 30)", () => {
    expect(
      smithForm([
        [4n, 0n],
        [0n, 6n],
      ]).invariants,
    ).toEqual([2n, 12n]);
    const A = [
      [-6n, 0n, 0n],
      [0n, 10n, 0n],
      [0n, 0n, 15n],
    ];
    expect(smithForm(A).invariants).toEqual([1n, 30n, 30n]);
    expect(smithForm([], 2)).toMatchObject({
      D: [],
      V: identityMatrix(integers, 2),
      invariants: [],
    });
    expect(smithForm(zeroMatrix(integers, 2)).invariants).toEqual([]);
  });
  it("isSmithForm rejects each condition broken", () => {
    const A = [
      [2n, 0n],
      [0n, 6n],
    ];
    const one = identityMatrix(integers, 2);
    const S = smithForm(A);
    const two = [
      [2n, 0n],
      [0n, 1n],
    ];
    const diagonal = (a: bigint, d: bigint): Matrix<bigint> => [
      [a, 0n],
      [0n, d],
    ];
    expect(isSmithForm(A, { U: one, V: one, D: A, invariants: [2n, 6n] })).toBe(true);
    expect(isSmithForm(A, { ...S, U: mulMatrix(integers, two, S.U) })).toBe(false);
    for (const [U, V] of [
      [two, one],
      [one, two],
    ])
      expect(isSmithForm(A, { U, V, D: diagonal(4n, 6n), invariants: [4n, 6n] })).toBe(false);
    expect(isSmithForm([[1n]], { U: [[2n]], V: [[1n]], D: [[2n]], invariants: [2n] })).toBe(false);
    expect(isSmithForm([[1n]], { U: [[1n]], V: [[2n]], D: [[2n]], invariants: [2n] })).toBe(false);
    const wrongOrder = diagonal(6n, 2n);
    expect(isSmithForm(wrongOrder, { U: one, V: one, D: wrongOrder, invariants: [6n, 2n] })).toBe(
      false,
    );
    const negative = diagonal(-2n, 6n);
    expect(isSmithForm(negative, { U: one, V: one, D: negative, invariants: [-2n, 6n] })).toBe(
      false,
    );
    const full = [
      [1n, 1n],
      [0n, 1n],
    ];
    expect(isSmithForm(full, { U: one, V: one, D: full, invariants: [1n, 1n] })).toBe(false);
    expect(isSmithForm(A, { U: one, V: one, D: A, invariants: [2n] })).toBe(false);
  });
});

describe("integerSolutions", () => {
  it("integerSolutions solves A x = b exactly, or refutes it by a rational combination", () => {
    const outcomes = { solved: 0, overQ: 0, never: 0 };
    fc.assert(
      fc.property(
        aThinMatrix,
        fc.array(anInteger, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (A, v, inside) => {
          const b = inside
            ? applyMatrix(integers, A, v.slice(0, A[0].length))
            : v.slice(0, A.length);
          const answer = integerSolutions(A, b);
          if (answer.solvable) {
            outcomes.solved += 1;
            expect(applyMatrix(integers, A, answer.particular)).toEqual(b);
            expect(answer.kernel.length).toBe(A[0].length - rank(rationals, q(A)));
            // A saturated kernel: its own invariants are all 1.
            expect(smithForm(answer.kernel).invariants).toEqual(answer.kernel.map(() => 1n));
            for (const k of answer.kernel)
              expect(applyMatrix(integers, A, k).every((a) => a === 0n)).toBe(true);
          } else {
            const y = answer.combination;
            const [yA, [yb]] = [
              applyMatrix(rationals, transpose(q(A)), y),
              applyMatrix(rationals, q([b]), y),
            ];
            expect(yA.every((a) => a.d === 1n)).toBe(true);
            expect(yb.d).toBeGreaterThan(1n);
            outcomes[
              rationalSolutions(
                q(A),
                b.map((a) => rational(a)),
              ).solvable
                ? "overQ"
                : "never"
            ] += 1;
            expect(inside).toBe(false);
          }
        },
      ),
      runs(60),
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
  });
  it("2x = 1 has no integer solution by ½·1; 4x + 6y = 2 has", () => {
    expect(integerSolutions([[2n]], [1n])).toEqual({
      solvable: false,
      combination: [rational(1, 2)],
    });
    expect(integerSolutions([[4n, 6n]], [2n]).solvable).toBe(true);
    expect(integerSolutions([[4n, 6n]], [3n]).solvable).toBe(false);
    expect(integerSolutions([], [], 2)).toMatchObject({ particular: [0n, 0n] });
  });
});

describe("characteristicPolynomial", () => {
  const Z = univariate(integers);
  const constants = (A: Matrix<bigint>): Matrix<Univariate<bigint>> =>
    mapMatrix(A, (a) => (a === 0n ? [] : [a]));
  const at = (A: Matrix<bigint>, f: Univariate<bigint>): Matrix<bigint> => {
    const M = matrices(integers, A.length);
    return valueAt(
      M,
      f.map((c) => mapMatrix(M.one, (e) => c * e)),
      A,
    );
  };
  /** Multiplication by x modulo a monic f. */
  const companion = (f: Univariate<bigint>): Matrix<bigint> =>
    matrixOf(f.length - 1, f.length - 1, (i, j) =>
      j === f.length - 2 ? -f[i] : i === j + 1 ? 1n : 0n,
    );
  it("characteristicPolynomial is det(x - A), and A is a zero of it (Cayley and Hamilton)", () => {
    fc.assert(
      fc.property(aSquare, (A) => {
        const f = characteristicPolynomial(integers, A);
        const x = mapMatrix(identityMatrix(Z, A.length), (e) => Z.mul(e, Z.x));
        const definition = determinant(Z, addMatrix(Z, x, mapMatrix(constants(A), Z.neg)));
        expect(f).toEqual(definition);
        expect(at(A, f)).toEqual(zeroMatrix(integers, A.length));
      }),
      runs(30),
    );
    expect(characteristicPolynomial(integers, [])).toEqual([1n]);
    expect(() => characteristicPolynomial(integers, [[1n, 2n]])).toThrow("a square matrix");
  });
  it("minimalPolynomial kills A, divides the characteristic one, and no smaller power sum does", () => {
    const entries = fc.constantFrom(0n, 0n, 0n, 1n, 2n);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((n) => aMatrix(entries, n)),
        (A) => {
          const F = primeField(3n);
          const [B, M] = [mapMatrix(A, (a) => a % 3n), matrices(F, A.length)];
          const m = minimalPolynomial(F, B);
          expect(m[m.length - 1]).toBe(1n);
          expect(
            valueAt(
              M,
              m.map((c) => mapMatrix(M.one, (e) => F.mul(c, e))),
              B,
            ),
          ).toEqual(M.zero);
          const [, rest] = divide(F, characteristicPolynomial(F, B), m, F.inv);
          expect(rest).toEqual([]);
          const powers = Array.from({ length: m.length - 1 }, (_, k) => power(M, B, k).flat());
          expect(rank(F, powers)).toBe(m.length - 1);
        },
      ),
      runs(40),
    );
  });
  it("minimalPolynomial of C(f) ⊕ C(f) is f, of C(f) ⊕ C(g) is fg for coprime f and g", () => {
    const [f, g] = [
      [-2n, 0n, 0n, 1n],
      [1n, 1n],
    ];
    const min = (A: Matrix<bigint>): Univariate<Rational> => minimalPolynomial(rationals, q(A));
    const rationalised = (h: Univariate<bigint>): Univariate<Rational> => h.map((c) => rational(c));
    expect(min(directSumMatrix(integers, companion(f), companion(f)))).toEqual(rationalised(f));
    const both = directSumMatrix(integers, companion(f), companion(g));
    expect(min(both)).toEqual(rationalised(Z.mul(f, g)));
    expect(min([])).toEqual([rational(1)]);
    expect(() => minimalPolynomial(rationals, q([[1n, 2n]]))).toThrow("a square matrix");
  });
});
