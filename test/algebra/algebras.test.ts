import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  algebra,
  basisVector,
  commutatorAlgebra,
  isAnticommutative,
  isAssociative,
  isCommutative,
  isLieAlgebra,
  satisfiesJacobi,
  scaleVector,
  withUnit,
  type Algebra,
  type UnitalAlgebra,
  type Vector,
} from "../../src/algebra/algebra.ts";
import {
  clifford,
  complexAlgebra,
  dualNumbers,
  jets,
  quaternions,
  su2,
} from "../../src/algebra/algebras.ts";
import { bladeLabels, gradeOf, indicesOfBlade, sortingSign } from "../../src/algebra/blades.ts";
import { complexOver } from "../../src/algebra/complex.ts";
import { exterior, exteriorDerivative, gradePart, hodgeStar } from "../../src/algebra/exterior.ts";
import { integers } from "../../src/algebra/integer.ts";
import { involutionLaws, ringLaws, unitalRingLaws } from "../../src/algebra/laws.ts";
import { mulMatrix, type Matrix } from "../../src/algebra/matrix.ts";
import { evaluate, polynomials, type Polynomial } from "../../src/algebra/polynomial.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { power } from "../../src/algebra/ring.ts";
import { rejectedBy, satisfies } from "./laws.ts";
import { anInteger, aPolynomial, fixed } from "./samples.ts";

const aVector = (n: number): fc.Arbitrary<Vector<bigint>> =>
  fc.array(anInteger, { minLength: n, maxLength: n });
const H = quaternions(integers);
const C = complexAlgebra(integers);
const e = <T>(A: Algebra<T>, k: number): Vector<T> => basisVector(A, k);

satisfies("complexAlgebra(Z)", [...ringLaws(C), ...involutionLaws(C)], aVector(2), 20);
satisfies("quaternions(Z)", [...unitalRingLaws(H), ...involutionLaws(H)], aVector(4), 20);
satisfies("jets(Z, 3)", ringLaws(jets(integers, 3)), aVector(4), 20);
satisfies("clifford(Z, 2, 1)", unitalRingLaws(clifford(integers, 2, 1)), aVector(8), 8);
satisfies("exterior(Z, 3)", unitalRingLaws(exterior(integers, 3)), aVector(8), 8);

describe("algebra", () => {
  const algebras: [Algebra<bigint>, string][] = [
    [C, "commutative associative"],
    [dualNumbers(integers), "commutative associative"],
    [jets(integers, 4), "commutative associative"],
    [H, "associative"],
    [clifford(integers, 2, 1), "associative"],
    [clifford(integers, 0, 1), "commutative associative"],
    [exterior(integers, 3), "associative"],
    [su2(integers), "anticommutative Jacobi"],
    [commutatorAlgebra(H), "anticommutative Jacobi"],
    [algebra(integers, "zero", ["a"], () => []), "commutative anticommutative associative Jacobi"],
  ];
  it.each(algebras.map(([A, text]) => [A.name, text, A] as const))(
    "%s is: %s",
    (_, properties, A) => {
      const found = [
        isCommutative(A) && "commutative",
        isAnticommutative(A) && "anticommutative",
        isAssociative(A) && "associative",
        satisfiesJacobi(A) && "Jacobi",
      ];
      expect(found.filter((p) => p !== false).join(" ")).toBe(properties);
      expect(isLieAlgebra(A)).toBe(
        properties.includes("anticommutative Jacobi") || A.name === "zero",
      );
    },
  );
  it("each property is seen to fail where one structure constant is changed", () => {
    const twin = (A: Algebra<bigint>, i: number, j: number, sign: bigint): Algebra<bigint> =>
      algebra(integers, "twin", A.labels, (a, b) =>
        A.structure(a, b).map(([k, c]) => [k, a === i && b === j ? sign * c : c]),
      );
    expect(isCommutative(twin(jets(integers, 2), 0, 1, -1n))).toBe(false);
    expect(isAssociative(twin(H, 1, 2, -1n))).toBe(false);
    expect(isAnticommutative(twin(su2(integers), 0, 1, 2n))).toBe(false);
    // Antisymmetric, but [e1, [e1, e2]] = e1 breaks Jacobi's identity with e3.
    const bracket = algebra(integers, "no Lie algebra", ["e1", "e2", "e3"], (i, j) => {
      if (i === j) return [];
      return [[i + j === 3 ? 1 : 0, i < j ? 1n : -1n]];
    });
    expect([isAnticommutative(bracket), satisfiesJacobi(bracket), isLieAlgebra(bracket)]).toEqual([
      true,
      false,
      false,
    ]);
    // Over GF(2) a symmetric bracket with e e ≠ 0 is its own negative, and yet not alternating.
    const F = primeField(2n);
    expect(isAnticommutative(algebra(F, "square", ["a", "b"], () => [[1, 1n]]))).toBe(false);
    expect(
      isAnticommutative(algebra(F, "squares", ["a", "b"], (i, j) => (i === j ? [[1, 1n]] : []))),
    ).toBe(false);
  });
  it("unitalRingLaws reject the quaternions with ij = -k, and involutionLaws the identity", () => {
    const samples = [0, 1, 2, 3].map((k) => e(H, k)).concat([[1n, 2n, 0n, -1n]]);
    const wrong = algebra(integers, "H'", H.labels, (a, b) =>
      a === 1 && b === 2 ? [[3, -1n]] : H.structure(a, b),
    );
    expect(rejectedBy(unitalRingLaws({ ...wrong, one: H.one }), samples)).toEqual([
      "* associative",
    ]);
    expect(rejectedBy(involutionLaws({ ...H, conj: (a) => a }), samples)).toEqual([
      "conj(ab) = conj(b) conj(a)",
    ]);
    const flipped = (a: Vector<bigint>): Vector<bigint> => [a[0], -a[1], a[2], a[3]];
    expect(rejectedBy(involutionLaws({ ...H, conj: flipped }), samples)).toEqual([]);
    expect(rejectedBy(ringLaws(H), samples)).toEqual(["* commutative"]);
  });
  it("withUnit accepts the unit of H and refuses another, and a product that is not associative", () => {
    const { mul, one } = withUnit(algebra(integers, "H", H.labels, H.structure), H.one);
    expect(mul(one, e(H, 2))).toEqual(e(H, 2));
    expect(() => withUnit(H, e(H, 1))).toThrow("expected the unit of H(Z), got i");
    const leftZero = algebra(integers, "left", ["a", "b"], (i) => [[i, 1n]]);
    expect(() => withUnit(leftZero, e(leftZero, 0))).toThrow("expected the unit of left, got a");
    const odd = algebra(integers, "odd", ["1", "a", "b"], (i, j) =>
      i * j === 0 ? [[i + j, 1n]] : i === 1 && j === 1 ? [[2, 1n]] : i === 1 ? [[1, 1n]] : [],
    );
    expect(() => withUnit(odd, e(odd, 0))).toThrow("expected an associative product, got odd");
  });
  it("shows elements, keeps to its module, and refuses products outside the basis", () => {
    expect(H.show([1n, -1n, 0n, 3n])).toBe("1 - i + 3*k");
    expect([H.show(H.zero), H.show(e(H, 1)), H.show([0n, 0n, -2n, 0n])]).toEqual([
      "0",
      "i",
      "-2*j",
    ]);
    const P = polynomials(integers, ["x"]);
    expect(complexAlgebra(P).show([P.zero, P.add(P.variable("x"), P.one)])).toBe("(x + 1)*i");
    expect([[1n], [1n, 2n, 3n, 4n]].map(H.has)).toEqual([false, true]);
    expect(quaternions(primeField(3n)).has([0n, 0n, 3n, 0n])).toBe(false);
    expect(scaleVector(H, 3n, [1n, 0n, -1n, 2n])).toEqual([3n, 0n, -3n, 6n]);
    for (const k of [2, -1, 0.5])
      expect(() => algebra(integers, "bad", ["a", "b"], () => [[k, 1n]])).toThrow(
        `products on a basis of 2, got ${k}`,
      );
    expect(() => jets(integers, -1)).toThrow("an order k >= 0, got -1");
  });
});

describe("algebras", () => {
  it("complexAlgebra is R[i] as complexOver has it", () => {
    const K = complexOver(integers);
    fc.assert(
      fc.property(aVector(2), aVector(2), ([a, b], [c, d]) => {
        const { re, im } = K.mul({ re: a, im: b }, { re: c, im: d });
        expect(C.mul([a, b], [c, d])).toEqual([re, im]);
        expect(C.conj([a, b])).toEqual([a, -b]);
      }),
      fixed(30),
    );
  });
  it("jets hold the Taylor coefficients of x⁵ - 2x at 3", () => {
    const P = polynomials(integers, ["x"]);
    const J = jets(integers, 3);
    const x = P.variable("x");
    const f = P.add(power(P, x, 5), P.mul(P.constant(-2n), x));
    const at = (A: UnitalAlgebra<bigint>): Vector<bigint> =>
      evaluate(
        P,
        f,
        A,
        (c) => scaleVector(A, c, A.one),
        new Map([["x", A.add(scaleVector(A, 3n, A.one), e(A, 1))]]),
      );
    // f(3), f'(3), f''(3)/2, f'''(3)/6.
    expect(at(J)).toEqual([237n, 403n, 270n, 90n]);
    expect(at(dualNumbers(integers))).toEqual([237n, 403n]);
    expect(jets(integers, 3).labels).toEqual(["1", "ε", "ε^2", "ε^3"]);
  });
  it("quaternions satisfy Hamilton's i² = j² = k² = ijk = -1 and a norm that multiplies", () => {
    const [i, j, k] = [1, 2, 3].map((n) => e(H, n));
    const minus = H.neg(H.one);
    for (const product of [H.mul(i, i), H.mul(j, j), H.mul(k, k), H.mul(i, H.mul(j, k))])
      expect(product).toEqual(minus);
    // Euler's identity of four squares.
    const norm = (a: Vector<bigint>): bigint => a.reduce((sum, x) => sum + x * x, 0n);
    fc.assert(
      fc.property(aVector(4), aVector(4), (a, b) => {
        expect(norm(H.mul(a, b))).toBe(norm(a) * norm(b));
        expect(H.mul(a, H.conj(a))).toEqual([norm(a), 0n, 0n, 0n]);
      }),
      fixed(30),
    );
  });
  it.each([
    [3, 0],
    [0, 2],
    [1, 3],
    [2, 2],
  ])("clifford(%i, %i) has e_i e_j + e_j e_i = 2 η_ij and is associative", (p, q) => {
    const A = clifford(integers, p, q);
    for (let i = 0; i < p + q; i++)
      for (let j = 0; j < p + q; j++) {
        const [x, y] = [e(A, 1 << i), e(A, 1 << j)];
        const eta = i !== j ? 0n : i < p ? 2n : -2n;
        expect(A.add(A.mul(x, y), A.mul(y, x))).toEqual(scaleVector(A, eta, A.one));
      }
    // A blade is the product of its vectors in order.
    A.labels.forEach((_, blade) => {
      const vectors = indicesOfBlade(blade).map((i) => e(A, 1 << (i - 1)));
      expect(vectors.reduce(A.mul, A.one)).toEqual(e(A, blade));
    });
    if (p + q < 4) expect(isAssociative(A)).toBe(true);
  });
  it("clifford(0, 2) is H, and clifford(2, 0) the real 2×2 matrices", () => {
    const A = clifford(integers, 0, 2);
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 4; b++) expect(A.mul(e(A, a), e(A, b))).toEqual(H.mul(e(H, a), e(H, b)));
    const [B, M] = [clifford(integers, 2, 0), new Map<number, Matrix<bigint>>()];
    M.set(0, [
      [1n, 0n],
      [0n, 1n],
    ])
      .set(1, [
        [1n, 0n],
        [0n, -1n],
      ])
      .set(2, [
        [0n, 1n],
        [1n, 0n],
      ])
      .set(3, [
        [0n, 1n],
        [-1n, 0n],
      ]);
    for (const [a, X] of M)
      for (const [b, Y] of M) {
        const [[k, c]] = B.structure(a, b);
        expect(mulMatrix(integers, X, Y)).toEqual(M.get(k)?.map((row) => row.map((x) => c * x)));
      }
  });
  it("su2 is the cross product, and half the commutators of i, j, k", () => {
    const A = su2(integers);
    const cross = ([a, b, c]: Vector<bigint>, [x, y, z]: Vector<bigint>): bigint[] => [
      b * z - c * y,
      c * x - a * z,
      a * y - b * x,
    ];
    fc.assert(
      fc.property(aVector(3), aVector(3), (a, b) => {
        expect(A.mul(a, b)).toEqual(cross(a, b));
        const [, ...commutator] = commutatorAlgebra(H).mul([0n, ...a], [0n, ...b]);
        expect(commutator).toEqual(scaleVector(A, 2n, A.mul(a, b)));
      }),
      fixed(30),
    );
  });
});

describe("exterior", () => {
  const A = exterior(integers, 4);
  it("the wedge of vectors is the determinant, and odd forms anticommute", () => {
    const rows = fc.tuple(aVector(4), aVector(4));
    fc.assert(
      fc.property(rows, ([v, w]) => {
        const form = (x: Vector<bigint>): Vector<bigint> =>
          A.labels.map((_, blade) => (gradeOf(blade) === 1 ? x[Math.log2(blade)] : 0n));
        const product = A.mul(form(v), form(w));
        A.labels.forEach((_, blade) => {
          const [i, j] = indicesOfBlade(blade).map((k) => k - 1);
          expect(product[blade]).toBe(gradeOf(blade) === 2 ? v[i] * w[j] - v[j] * w[i] : 0n);
        });
        expect(A.mul(form(v), form(v))).toEqual(A.zero);
      }),
      fixed(20),
    );
  });
  it("αβ = (-1)^(kl) βα on degrees k and l, and not otherwise", () => {
    for (let a = 0; a < 16; a++)
      for (let b = 0; b < 16; b++) {
        const [x, y] = [A.mul(e(A, a), e(A, b)), A.mul(e(A, b), e(A, a))];
        expect(x).toEqual((gradeOf(a) * gradeOf(b)) % 2 === 0 ? y : A.neg(y));
        expect(A.eq(x, A.zero)).toBe((a & b) !== 0);
      }
  });
  it.each<[string, (1 | -1)[]]>([
    ["Euclidean plane", [1, 1]],
    ["Euclidean space", [1, 1, 1]],
    ["Minkowski, mostly plus", [-1, 1, 1, 1]],
    ["Minkowski, mostly minus", [1, -1, -1, -1]],
    ["two times", [-1, -1, 1, 1]],
    ["five dimensions", [-1, 1, 1, 1, 1]],
  ])("hodgeStar, %s: α ∧ ⋆β = <α, β> vol and ⋆⋆ = (-1)^(k(n-k)) sign", (_, signature) => {
    const n = signature.length;
    const L = exterior(integers, n);
    const star = hodgeStar(L, signature);
    const volume = L.labels.length - 1;
    for (let a = 0; a <= volume; a++) {
      for (let b = 0; b <= volume; b++) {
        const inner =
          a === b ? indicesOfBlade(a).reduce((product, i) => product * signature[i - 1], 1) : 0;
        const top = gradeOf(a) === gradeOf(b) ? L.mul(e(L, a), star(e(L, b)))[volume] : 0n;
        expect(top).toBe(BigInt(inner));
      }
      const k = gradeOf(a);
      const sign = signature.reduce<number>((s, x) => s * x, (-1) ** (k * (n - k)));
      expect(star(star(e(L, a)))).toEqual(scaleVector(L, BigInt(sign), e(L, a)));
    }
  });
  it("hodgeStar in space turns dx into dy ∧ dz; a signature of another length throws", () => {
    const L = exterior(integers, 3);
    expect(L.show(hodgeStar(L, [1, 1, 1])([0n, 1n, 2n, 0n, 3n, 0n, 0n, 0n]))).toBe(
      "3*e12 - 2*e13 + e23",
    );
    expect(() => hodgeStar(L, [1, 1])).toThrow("expected 3 signs, got 2");
    expect(gradePart(L, [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n], 2)).toEqual([
      0n,
      0n,
      0n,
      4n,
      0n,
      6n,
      7n,
      0n,
    ]);
  });
  const P = polynomials(integers, ["x", "y", "z"]);
  const L = exterior(P, 3);
  it("exteriorDerivative is grad, curl and div; d² = 0; d(αβ) = dα β ± α dβ", () => {
    const [x, y, z] = ["x", "y", "z"].map(P.variable);
    const d = (f: Vector<Polynomial<bigint>>): Vector<Polynomial<bigint>> =>
      exteriorDerivative(P, L, f);
    const one = L.labels.map((_, blade) =>
      blade === 1 ? P.mul(y, z) : blade === 2 ? P.mul(x, x) : P.zero,
    );
    expect(L.show(d(one))).toBe("(2*x - z)*e12 - y*e13");
    expect(L.show(d(L.labels.map((_, k) => (k === 6 ? P.mul(x, z) : k === 5 ? y : P.zero))))).toBe(
      "(z - 1)*e123",
    );
    const aForm = fc.tuple(...L.labels.map(() => aPolynomial(P, anInteger)));
    fc.assert(
      fc.property(aForm, aForm, fc.nat(3), (f, g, k) => {
        expect(d(d(f))).toEqual(L.zero);
        const a = gradePart(L, f, k);
        const sign = k % 2 === 0 ? L.mul(a, d(g)) : L.neg(L.mul(a, d(g)));
        expect(L.eq(d(L.mul(a, g)), L.add(L.mul(d(a), g), sign))).toBe(true);
      }),
      fixed(3),
    );
    expect(() => exteriorDerivative(P, exterior(P, 2), [])).toThrow(
      "expected Λ of P^3, got Λ(Z[x, y, z]^2)",
    );
  });
});

describe("blades", () => {
  it("bladeLabels names the sets of indices, up to ten dimensions", () => {
    expect(bladeLabels(3)).toEqual(["1", "e1", "e2", "e12", "e3", "e13", "e23", "e123"]);
    expect(bladeLabels(10)[513]).toBe("e1_10");
    expect(bladeLabels(10)[511]).toBe("e123456789");
    for (const n of [11, -1, 1.5])
      expect(() => bladeLabels(n)).toThrow(`a dimension from 0 to 10, got ${n}`);
  });
  it("sortingSign is the sign of the permutation that sorts the factors", () => {
    // By bubble sort over adjacent exchanges.
    for (let a = 0; a < 16; a++)
      for (let b = 0; b < 16; b++) {
        const list = [...indicesOfBlade(a), ...indicesOfBlade(b)];
        let sign = 1;
        for (let end = list.length; end > 1; end--)
          for (let k = 1; k < end; k++)
            if (list[k - 1] > list[k]) {
              [list[k - 1], list[k]] = [list[k], list[k - 1]];
              sign = -sign;
            }
        expect(sortingSign(a, b)).toBe(sign);
      }
  });
});
