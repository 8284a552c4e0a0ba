import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianRationals } from "../../src/algebra/complex.ts";
import { integers } from "../../src/algebra/integer.ts";
import { matrixLaws } from "../../src/algebra/laws.ts";
import {
  echelon,
  eliminationDeterminant,
  inverse,
  nullSpace,
  rank,
  solve,
} from "../../src/algebra/linear.ts";
import {
  addMatrix,
  applyMatrix,
  conjugateTranspose,
  determinant,
  directSumMatrix,
  eqMatrix,
  identityMatrix,
  kronecker,
  mapMatrix,
  matrices,
  matrixOf,
  mulMatrix,
  scaleMatrix,
  showMatrix,
  trace,
  transpose,
  zeroMatrix,
  type Matrix,
} from "../../src/algebra/matrix.ts";
import { polynomials } from "../../src/algebra/polynomial.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import { power, sub } from "../../src/algebra/ring.ts";
import { satisfies } from "./laws.ts";
import { aComplex, aMatrix, anInteger, aRational, fixed } from "./samples.ts";

const Q = rationals;
const F7 = primeField(7n);
const aResidue = fc.bigInt(0n, 6n);
const rationalMatrix = (rows: number[][]): Matrix<Rational> => mapMatrix(rows, (a) => rational(a));
const runs = fixed(40);

satisfies("matrices(integers, 3)", matrixLaws(matrices(integers, 3)), aMatrix(anInteger, 3), 30);
satisfies("matrices(GF(7), 2)", matrixLaws(matrices(F7, 2)), aMatrix(aResidue, 2), 30);
satisfies(
  "matrices(Q(i), 2)",
  matrixLaws(matrices(gaussianRationals, 2)),
  aMatrix(aComplex(aRational), 2),
  20,
);

describe("determinant", () => {
  it("determinant agrees with elimination over Q and over GF(7)", () => {
    for (const n of [1, 2, 4, 5]) {
      fc.assert(
        fc.property(aMatrix(aRational, n), (A) =>
          Q.eq(determinant(Q, A), eliminationDeterminant(Q, A)),
        ),
        fixed(15),
      );
      fc.assert(
        fc.property(
          aMatrix(aResidue, n),
          (A) => determinant(F7, A) === eliminationDeterminant(F7, A),
        ),
        fixed(30),
      );
    }
  });
  it("determinant of Vandermonde's matrix is the product of differences, as polynomials", () => {
    const P = polynomials(integers, ["a", "b", "c", "d"]);
    const xs = P.variables.map(P.variable);
    const vandermonde = xs.map((x) => [0, 1, 2, 3].map((k) => power(P, x, k)));
    let expected = P.one;
    for (let j = 0; j < 4; j++)
      for (let i = 0; i < j; i++) expected = P.mul(expected, sub(P, xs[j], xs[i]));
    expect(P.eq(determinant(P, vandermonde), expected)).toBe(true);
  });
  it("determinant of the 0×0 matrix is 1 and of a permutation matrix its sign", () => {
    expect(determinant(integers, [])).toBe(1n);
    expect(
      determinant(integers, [
        [0n, 1n, 0n],
        [0n, 0n, 1n],
        [1n, 0n, 0n],
      ]),
    ).toBe(1n);
    expect(
      determinant(integers, [
        [0n, 1n, 0n],
        [1n, 0n, 0n],
        [0n, 0n, 1n],
      ]),
    ).toBe(-1n);
  });
  it("determinant of Hilbert's 5×5 matrix is 1/266716800000 (OEIS A005249)", () => {
    const H = matrixOf(5, 5, (i, j) => rational(1, i + j + 1));
    expect(determinant(Q, H)).toEqual(rational(1n, 266716800000n));
    expect(eliminationDeterminant(Q, H)).toEqual(rational(1n, 266716800000n));
  });
  it("determinant refuses a 2×3 and a 21×21 matrix", () => {
    expect(() => determinant(integers, zeroMatrix(integers, 2, 3))).toThrow(
      "a square matrix, got 2×3",
    );
    expect(() => determinant(integers, identityMatrix(integers, 21))).toThrow("Over a field use");
  });
});

describe("matrix", () => {
  it("mulMatrix([[1, 2], [3, 4]], [[0, 1], [1, 1]]) is [[2, 3], [4, 7]]", () => {
    const product = mulMatrix(
      integers,
      [
        [1n, 2n],
        [3n, 4n],
      ],
      [
        [0n, 1n],
        [1n, 1n],
      ],
    );
    expect(showMatrix(integers, product)).toBe("[[2, 3], [4, 7]]");
  });
  it("kronecker has the mixed product property (A ⊗ B)(C ⊗ D) = AC ⊗ BD and blocks A_ij B", () => {
    const M = aMatrix(anInteger, 2);
    fc.assert(
      fc.property(M, M, M, M, (A, B, C, D) => {
        const left = mulMatrix(integers, kronecker(integers, A, B), kronecker(integers, C, D));
        const AC = mulMatrix(integers, A, C);
        return eqMatrix(integers, left, kronecker(integers, AC, mulMatrix(integers, B, D)));
      }),
      runs,
    );
    expect(kronecker(integers, [[2n, 3n]], [[1n], [5n]])).toEqual([
      [2n, 3n],
      [10n, 15n],
    ]);
  });
  it("conjugateTranspose, directSumMatrix, trace and scaleMatrix on small examples", () => {
    const { i, neg, zero, one } = gaussianRationals;
    expect(
      conjugateTranspose(gaussianRationals, [
        [i, one],
        [zero, one],
      ]),
    ).toEqual([
      [neg(i), zero],
      [one, one],
    ]);
    expect(directSumMatrix(integers, [[1n]], [[2n, 3n]])).toEqual([
      [1n, 0n, 0n],
      [0n, 2n, 3n],
    ]);
    expect(trace(integers, scaleMatrix(integers, 5n, identityMatrix(integers, 3)))).toBe(15n);
    expect(transpose([[1n, 2n]])).toEqual([[1n], [2n]]);
  });
  it("addMatrix, mulMatrix and applyMatrix refuse shapes that do not fit", () => {
    const [A, B] = [zeroMatrix(integers, 2), zeroMatrix(integers, 3)];
    expect(() => addMatrix(integers, A, B)).toThrow("of shape 2×2, got 3×3");
    const wide = zeroMatrix(integers, 2, 3);
    expect(() => addMatrix(integers, A, wide)).toThrow("of shape 2×2, got 2×3");
    expect(() => addMatrix(integers, wide, B)).toThrow("of shape 2×3, got 3×3");
    expect(eqMatrix(integers, A, wide)).toBe(false);
    expect(() => mulMatrix(integers, A, B)).toThrow("a right factor of 2 rows, got 3");
    expect(() => applyMatrix(integers, A, [1n])).toThrow("a vector of length 2, got 1");
    expect(eqMatrix(integers, A, B)).toBe(false);
    expect(() => matrices(integers, 0)).toThrow("a size n >= 1");
  });
});

describe("linear", () => {
  it("echelon of a textbook 3×4 matrix is its reduced form", () => {
    const { rows, pivots } = echelon(
      Q,
      rationalMatrix([
        [1, 2, -1, -4],
        [2, 3, -1, -11],
        [-2, 0, -3, 22],
      ]),
    );
    expect(rows).toEqual(
      rationalMatrix([
        [1, 0, 0, -8],
        [0, 1, 0, 1],
        [0, 0, 1, -2],
      ]),
    );
    expect(pivots).toEqual([0, 1, 2]);
  });
  it("nullSpace is killed by A and has dimension columns - rank, and rank Aᵀ = rank A", () => {
    fc.assert(
      fc.property(aMatrix(aResidue, 3, 5), (A) => {
        const basis = nullSpace(F7, A);
        expect(basis.length).toBe(5 - rank(F7, A));
        expect(rank(F7, transpose(A))).toBe(rank(F7, A));
        if (basis.length > 0) expect(rank(F7, basis)).toBe(basis.length);
        for (const v of basis) expect(applyMatrix(F7, A, v)).toEqual([0n, 0n, 0n]);
      }),
      runs,
    );
  });
  it("nullSpace of no equations in two unknowns is the whole plane", () => {
    expect(nullSpace(F7, [], 2)).toEqual([
      [1n, 0n],
      [0n, 1n],
    ]);
  });
  it("nullSpace has as many vectors as a count of all solutions says, over GF(3)", () => {
    const F = primeField(3n);
    const A = [
      [1n, 2n, 0n],
      [2n, 1n, 0n],
    ];
    const xs = [0n, 1n, 2n];
    const all = xs.flatMap((a) => xs.flatMap((b) => xs.map((d) => [a, b, d])));
    const solutions = all.filter((v) => applyMatrix(F, A, v).every((a) => a === 0n));
    expect(solutions.length).toBe(3 ** nullSpace(F, A).length);
  });
  it("solve finds x with Ax = b where b is in the image, and undefined elsewhere", () => {
    fc.assert(
      fc.property(aMatrix(aResidue, 3), fc.tuple(aResidue, aResidue, aResidue), (A, x) => {
        const b = applyMatrix(F7, A, x);
        const found = solve(F7, A, b);
        return found !== undefined && applyMatrix(F7, A, found).every((a, i) => a === b[i]);
      }),
      runs,
    );
    expect(
      solve(
        F7,
        [
          [1n, 1n],
          [2n, 2n],
        ],
        [1n, 3n],
      ),
    ).toBeUndefined();
  });
  it("inverse times A is 1 on both sides, and a singular A is refused", () => {
    fc.assert(
      fc.property(aMatrix(aRational, 3), (A) => {
        fc.pre(!Q.eq(determinant(Q, A), Q.zero));
        const one = identityMatrix(Q, 3);
        const B = inverse(Q, A);
        return eqMatrix(Q, mulMatrix(Q, A, B), one) && eqMatrix(Q, mulMatrix(Q, B, A), one);
      }),
      runs,
    );
    expect(() =>
      inverse(
        Q,
        rationalMatrix([
          [1, 2],
          [2, 4],
        ]),
      ),
    ).toThrow("a matrix of rank 2, got 1");
  });
});
