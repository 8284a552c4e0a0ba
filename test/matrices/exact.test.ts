import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complexField, gaussianRationals } from "../../src/algebra/complex.ts";
import type { Complex, ComplexField } from "../../src/algebra/complex.ts";
import {
  conjugateTranspose,
  eqMatrix,
  identityMatrix,
  mulMatrix,
  unitMatrix,
} from "../../src/algebra/matrix.ts";
import type { Matrix } from "../../src/algebra/matrix.ts";
import type { Law } from "../../src/algebra/laws.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import type { Field } from "../../src/algebra/ring.ts";
import { DomainError } from "../../src/errors.ts";
import { exactMatrices, literalIn, matrixFrom, parameterCount } from "../../src/matrices/exact.ts";
import { freeMatrices } from "../../src/matrices/freeAlgebra.ts";
import type { Words } from "../../src/matrices/freeAlgebra.ts";
import type { Matrices } from "../../src/matrices/signature.ts";
import type { Algebra } from "../../src/term/evaluate.ts";
import { termStore } from "../../src/term/term.ts";
import { rejectedBy, satisfies } from "../algebra/laws.ts";
import { fixed } from "../algebra/samples.ts";

/** An algebra of the signature of matrices, with its equality and what pins it. */
interface Instance<A, S> {
  readonly algebra: Algebra<Matrices, { [s: string]: A | S; M: A; S: S }>;
  readonly eq: (a: A, b: A) => boolean;
  readonly eqS: (a: S, b: S) => boolean;
  /** The facts that no identity of the algebra itself can fix. */
  readonly pins: readonly { readonly title: string; readonly holds: () => boolean }[];
  /** Whether det is defined on these elements. */
  readonly det: boolean;
}

/** The laws of *-algebras with trace and determinant; all but the pins hold in the opposite algebra. */
function starAlgebraLaws<A, S>({ algebra: X, eq, eqS, pins, det }: Instance<A, S>): Law<A>[] {
  const { mul, add, sub, neg, scale } = X;
  return [
    {
      title: "abc = (ab)c = a(bc)",
      holds: (a, b, c) =>
        eq(mul.M(a, b, c), mul.M(mul.M(a, b), c)) && eq(mul.M(a, b, c), mul.M(a, mul.M(b, c))),
    },
    {
      title: "a(b + c) = ab + ac",
      holds: (a, b, c) => eq(mul.M(a, add.M(b, c)), add.M(mul.M(a, b), mul.M(a, c))),
    },
    {
      title: "a + b + c = (c + b) + a",
      holds: (a, b, c) => eq(add.M(a, b, c), add.M(add.M(c, b), a)),
    },
    { title: "1a = a = a1", holds: (a) => eq(mul.M(X.one(), a), a) && eq(mul.M(a, X.one()), a) },
    { title: "a + 0 = a", holds: (a) => eq(add.M(a, X.zero()), a) },
    { title: "a − b + b = a", holds: (a, b) => eq(add.M(sub.M(a, b), b), a) },
    { title: "a + (−a) = 0", holds: (a) => eq(add.M(a, neg.M(a)), X.zero()) },
    { title: "3a = a + a + a", holds: (a) => eq(scale.M(3, a), add.M(a, a, a)) },
    {
      title: "⅔·³⁄₂ a = a, −1·a = −a",
      holds: (a) => eq(scale.M("2/3", scale.M("3/2", a)), a) && eq(scale.M(-1, a), neg.M(a)),
    },
    {
      title: "(ab)† = b†a†",
      holds: (a, b) => eq(X.adjoint(mul.M(a, b)), mul.M(X.adjoint(b), X.adjoint(a))),
    },
    {
      title: "(ab)ᵀ = bᵀaᵀ",
      holds: (a, b) => eq(X.transpose(mul.M(a, b)), mul.M(X.transpose(b), X.transpose(a))),
    },
    {
      title: "(ab)* = a*b*",
      holds: (a, b) => eq(X.conjugate(mul.M(a, b)), mul.M(X.conjugate(a), X.conjugate(b))),
    },
    {
      title: "a† = a*ᵀ = aᵀ*",
      holds: (a) =>
        eq(X.adjoint(a), X.transpose(X.conjugate(a))) &&
        eq(X.adjoint(a), X.conjugate(X.transpose(a))),
    },
    {
      title: "a†† = a = aᵀᵀ",
      holds: (a) => eq(X.adjoint(X.adjoint(a)), a) && eq(X.transpose(X.transpose(a)), a),
    },
    { title: "tr ab = tr ba", holds: (a, b) => eqS(X.tr(mul.M(a, b)), X.tr(mul.M(b, a))) },
    {
      title: "tr(a + ⅓b) = tr a + ⅓ tr b",
      holds: (a, b) =>
        eqS(X.tr(add.M(a, scale.M("1/3", b))), add.S(X.tr(a), scale.S("1/3", X.tr(b)))),
    },
    { title: "tr aᵀ = tr a", holds: (a) => eqS(X.tr(X.transpose(a)), X.tr(a)) },
    {
      title: "st = ts, (s + t)t = st + tt, s − s = 0, −s + s = 0",
      holds: (a, b) => {
        const [s, t] = [X.tr(a), X.tr(b)];
        return (
          eqS(mul.S(s, t), mul.S(t, s)) &&
          eqS(mul.S(add.S(s, t), t), add.S(mul.S(s, t), mul.S(t, t))) &&
          eqS(sub.S(s, s), X.zeroScalar()) &&
          eqS(add.S(neg.S(s), s), X.zeroScalar())
        );
      },
    },
    ...(det
      ? [
          {
            title: "det ab = det a det b",
            holds: (a: A, b: A) => eqS(X.det(mul.M(a, b)), mul.S(X.det(a), X.det(b))),
          },
          { title: "det aᵀ = det a", holds: (a: A) => eqS(X.det(X.transpose(a)), X.det(a)) },
        ]
      : []),
    ...pins,
  ];
}

type ExactAlgebra<T> = ReturnType<typeof exactMatrices<T>>;

function exactInstance<T>(
  F: Field<T>,
  K: ComplexField<T>,
  N: number,
  change: Partial<ExactAlgebra<T>> = {},
): Instance<Matrix<Complex<T>>, Complex<T>> {
  const algebra = { ...exactMatrices(F, K, N, (by) => literalIn(F, by)), ...change };
  const unit = (i: number, j: number) => unitMatrix(K, N, i, j);
  const eq = (a: Matrix<Complex<T>>, b: Matrix<Complex<T>>): boolean => eqMatrix(K, a, b);
  const iE = unit(0, 1).map((row) => row.map((z) => K.mul(K.i, z)));
  return {
    algebra,
    eq,
    eqS: K.eq,
    det: true,
    pins: [
      {
        title: "E₀₁E₁₀ = E₀₀ (the order of factors)",
        holds: () => eq(algebra.mul.M(unit(0, 1), unit(1, 0)), unit(0, 0)),
      },
      {
        title: "(iE₀₁)† = −iE₁₀",
        holds: () =>
          eq(algebra.adjoint(iE), algebra.neg.M(algebra.transpose(iE))) &&
          eq(algebra.transpose(unit(0, 1)), unit(1, 0)),
      },
      {
        title: "tr E₀₀ = 1, tr 1 = N",
        holds: () =>
          K.eq(algebra.tr(unit(0, 0)), K.one) &&
          K.eq(algebra.tr(algebra.one()), algebra.scale.S(N, K.one)),
      },
      {
        title: "det 2 = 2^N",
        holds: () =>
          K.eq(algebra.det(algebra.scale.M(2, algebra.one())), algebra.scale.S(2 ** N, K.one)),
      },
      {
        title: "−1 = 0 − 1",
        holds: () =>
          eq(algebra.scale.M(-1, algebra.one()), algebra.sub.M(algebra.zero(), algebra.one())) &&
          !eq(algebra.one(), algebra.zero()),
      },
    ],
  };
}

const smallRational = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 2 }))
  .map(([n, d]) => rational(n, d));
const matrixOver = <T>(part: fc.Arbitrary<T>, N: number): fc.Arbitrary<Matrix<Complex<T>>> => {
  const entry = fc.record({ re: part, im: part }, { noNullPrototype: true });
  const row = fc.array(entry, { minLength: N, maxLength: N });
  return fc.array(row, { minLength: N, maxLength: N });
};

const Q2 = exactInstance(rationals, gaussianRationals, 2);
satisfies("exactMatrices over Q(i), N = 2", starAlgebraLaws(Q2), matrixOver(smallRational, 2), 20);
const p = 2n ** 61n - 1n;
const F = primeField(p);
const Kp = complexField(F, p);
satisfies(
  "exactMatrices over GF(2^61 − 1)[i], N = 3",
  starAlgebraLaws(exactInstance(F, Kp, 3)),
  matrixOver(fc.bigInt(0n, p - 1n), 3),
  10,
);

const propertyOf = (name: string): string | undefined =>
  ({ U: "unitary", H: "hermitian", K: "antihermitian" })[name];

/** The free algebra on two letters without a property, and one of each. */
function freeInstance(): Instance<Words, Words> {
  const free = freeMatrices(propertyOf);
  const same = (a: Words, b: Words): boolean =>
    a.size === b.size && [...a].every(([w, q]) => rationals.eq(q, b.get(w) ?? rationals.zero));
  const letter = freeLetters(free);
  const { algebra: X } = free;
  const [a, b, u, h, k] = letter;
  return {
    algebra: X,
    eq: same,
    eqS: same,
    det: false,
    pins: [
      {
        title: "ab is spelt a, b (the order of factors)",
        holds: () => [...X.mul.M(a, b).keys()][0] === [...a.keys()][0] + [...b.keys()][0],
      },
      {
        title: "ab ≠ ba, a† ≠ aᵀ ≠ a* ≠ a",
        holds: () =>
          !same(X.mul.M(a, b), X.mul.M(b, a)) &&
          [X.adjoint(a), X.transpose(a), X.conjugate(a), a].every((x, i, all) =>
            all.every((y, j) => i === j || !same(x, y)),
          ),
      },
      {
        title: "uu† = 1 = u†u, aa† ≠ 1",
        holds: () =>
          same(X.mul.M(u, X.adjoint(u)), X.one()) &&
          same(X.mul.M(X.adjoint(u), u), X.one()) &&
          !same(X.mul.M(a, X.adjoint(a)), X.one()),
      },
      {
        title: "uuᵀ ≠ 1, uᵀu* = 1",
        holds: () =>
          !same(X.mul.M(u, X.transpose(u)), X.one()) &&
          same(X.mul.M(X.transpose(u), X.conjugate(u)), X.one()),
      },
      {
        title: "tr abab† ≠ tr aabb†, tr a ≠ tr a†",
        holds: () =>
          !same(X.tr(X.mul.M(a, b, a, X.adjoint(b))), X.tr(X.mul.M(a, a, b, X.adjoint(b)))) &&
          !same(X.tr(a), X.tr(X.adjoint(a))),
      },
      {
        title: "h† = h, hᵀ = h* ≠ h, k† = −k, kᵀ = −k* ≠ −k",
        holds: () =>
          same(X.adjoint(h), h) &&
          same(X.transpose(h), X.conjugate(h)) &&
          !same(X.conjugate(h), h) &&
          same(X.adjoint(k), X.neg.M(k)) &&
          same(X.transpose(k), X.neg.M(X.conjugate(k))) &&
          !same(X.conjugate(k), k),
      },
      {
        title: "tr kᵀk* = −tr k*k*, tr (kk* − k*k) = 0, tr k² ≠ 0, tr kk*k ≠ 0",
        holds: () =>
          same(
            X.tr(X.mul.M(X.transpose(k), X.conjugate(k))),
            X.neg.S(X.tr(X.mul.M(X.conjugate(k), X.conjugate(k)))),
          ) &&
          X.tr(X.sub.M(X.mul.M(k, X.conjugate(k)), X.mul.M(X.conjugate(k), k))).size === 0 &&
          X.tr(X.mul.M(k, k)).size > 0 &&
          X.tr(X.mul.M(k, X.conjugate(k), k)).size > 0,
      },
      {
        title: "tr kh* = −tr k*h",
        holds: () =>
          same(X.tr(X.mul.M(k, X.conjugate(h))), X.neg.S(X.tr(X.mul.M(X.conjugate(k), h)))),
      },
      {
        title: "det h* = det h, det k* det k* = det k det k, det k* ≠ det k, det kᵀ = det k",
        holds: () => {
          const square = (x: Words): Words => X.mul.S(X.det(x), X.det(x));
          return (
            same(X.det(X.conjugate(h)), X.det(h)) &&
            same(square(X.conjugate(k)), square(k)) &&
            !same(X.det(X.conjugate(k)), X.det(k)) &&
            same(X.det(X.transpose(k)), X.det(k))
          );
        },
      },
      {
        title: "tr a tr b ≠ tr ab",
        holds: () => !same(X.mul.S(X.tr(a), X.tr(b)), X.tr(X.mul.M(a, b))),
      },
      {
        title: "det a²u u† = (det a)², det a* ≠ det a",
        holds: () =>
          same(X.det(X.mul.M(a, a)), X.mul.S(X.det(a), X.det(a))) &&
          same(X.mul.S(X.det(u), X.det(X.adjoint(u))), X.det(X.one())) &&
          !same(X.det(X.adjoint(a)), X.det(a)),
      },
    ],
  };
}

function freeLetters(free: ReturnType<typeof freeMatrices>): Words[] {
  const store = termStore();
  return ["A", "B", "U", "H", "K"].map((name) =>
    free.unknown(store.term("M", "unknown", [name, ""], [])),
  );
}

const freeElement: fc.Arbitrary<Words> = (() => {
  const free = freeMatrices(propertyOf);
  const { algebra: X } = free;
  const letters = freeLetters(free).flatMap((x) => [x, X.adjoint(x), X.transpose(x)]);
  const word = fc
    .array(fc.constantFrom(...letters), { maxLength: 3 })
    .map((xs) => xs.reduce((a, b) => X.mul.M(a, b), X.one()));
  return fc
    .array(fc.tuple(fc.integer({ min: -2, max: 2 }), word), { maxLength: 3 })
    .map((terms) => terms.reduce((sum, [q, w]) => X.add.M(sum, X.scale.M(q, w)), X.zero()));
})();
satisfies("freeMatrices", starAlgebraLaws(freeInstance()), freeElement, 40);

describe("starAlgebraLaws", () => {
  type A = Matrix<Complex<ReturnType<typeof rational>>>;
  const K = gaussianRationals;
  const q = (n: number, m = 0) => ({ re: rational(n), im: rational(m) });
  const elements: A[] = [
    [
      [q(1), q(2, 1)],
      [q(0), q(1, -1)],
    ],
    [
      [q(0, 1), q(1)],
      [q(3), q(-1)],
    ],
    [
      [q(2), q(0)],
      [q(1, 1), q(0, 2)],
    ],
  ];
  const X = Q2.algebra;
  type Broken = Partial<typeof X>;
  const broken: Record<string, Broken> = {
    "abc = (ab)c = a(bc)": {
      mul: { ...X.mul, M: (...xs) => xs.reduceRight((a, b) => X.mul.M(a, X.transpose(b))) },
    },
    "a(b + c) = ab + ac": {
      mul: { ...X.mul, M: (...xs) => xs.reduce((a, b) => X.mul.M(a, b, b)) },
    },
    "a + b + c = (c + b) + a": {
      add: { ...X.add, M: (a, b) => (b === undefined ? a : X.add.M(a, b)) },
    },
    "1a = a = a1": { one: () => X.scale.M(2, X.one()) },
    "a + 0 = a": { zero: () => X.one() },
    "a − b + b = a": { sub: { ...X.sub, M: (a, b) => X.sub.M(b, a) } },
    "a + (−a) = 0": { neg: { ...X.neg, M: (a) => a } },
    "3a = a + a + a": { scale: { ...X.scale, M: (_, a) => a } },
    "⅔·³⁄₂ a = a, −1·a = −a": {
      scale: { ...X.scale, M: (by, a) => X.scale.M(String(by).replace("-", ""), a) },
    },
    "(ab)† = b†a†": { adjoint: (a) => X.conjugate(a) },
    "(ab)ᵀ = bᵀaᵀ": { transpose: (a) => X.conjugate(a) },
    "(ab)* = a*b*": { conjugate: (a) => X.adjoint(a) },
    "a† = a*ᵀ = aᵀ*": { adjoint: (a) => X.transpose(a) },
    "a†† = a = aᵀᵀ": { transpose: (a) => X.scale.M(2, X.transpose(a)) },
    "tr ab = tr ba": { tr: (a) => a[0][1] },
    "tr(a + ⅓b) = tr a + ⅓ tr b": { tr: (a) => X.det(a) },
    "tr aᵀ = tr a": { tr: (a) => a[0][1] },
    "st = ts, (s + t)t = st + tt, s − s = 0, −s + s = 0": { mul: { ...X.mul, S: (a) => a } },
    "det ab = det a det b": { det: (a) => X.tr(a) },
    "det aᵀ = det a": { det: (a) => a[0][1] },
    "E₀₁E₁₀ = E₀₀ (the order of factors)": {
      mul: { ...X.mul, M: (...xs) => X.mul.M(...[...xs].reverse()) },
    },
    "(iE₀₁)† = −iE₁₀": { adjoint: (a) => X.transpose(a), conjugate: (a) => a },
    "tr E₀₀ = 1, tr 1 = N": { tr: () => K.zero },
    "det 2 = 2^N": { det: () => K.one },
    "−1 = 0 − 1": { zero: () => X.one() },
  };
  const laws = (change: Broken) =>
    starAlgebraLaws(exactInstance(rationals, gaussianRationals, 2, change));
  const pinned = (change: Broken): string[] => rejectedBy(laws(change), elements);
  it("accepts matrices over Q(i) and has a broken twin for each law", () => {
    expect(rejectedBy(laws({}), elements)).toEqual([]);
    expect(Object.keys(broken)).toEqual(laws({}).map((l) => l.title));
  });
  it.each(Object.keys(broken))("rejects a twin that violates %s", (title) => {
    expect(pinned(broken[title])).toContain(title);
  });
  it("rejects the opposite algebra by the order of factors alone", () => {
    expect(pinned(broken["E₀₁E₁₀ = E₀₀ (the order of factors)"])).toEqual([
      "E₀₁E₁₀ = E₀₀ (the order of factors)",
    ]);
  });
});

describe("matrixFrom", () => {
  const parameters = (property: string | undefined, N: number) =>
    fc.array(smallRational, {
      minLength: parameterCount(property, N),
      maxLength: parameterCount(property, N),
    });
  it.each([1, 2, 3])("of a unitary %i×%i unknown is unitary exactly, over Q(i)", (N) => {
    const K = gaussianRationals;
    fc.assert(
      fc.property(parameters("unitary", N), (ps) => {
        const U = matrixFrom(rationals, K, N, "unitary", ps);
        return (
          eqMatrix(K, mulMatrix(K, U, conjugateTranspose(K, U)), identityMatrix(K, N)) &&
          eqMatrix(K, mulMatrix(K, conjugateTranspose(K, U), U), identityMatrix(K, N))
        );
      }),
      fixed(30),
    );
  });
  it("of a unitary unknown depends on every parameter, and is 1 where all are 0", () => {
    const K = gaussianRationals;
    const at = (k: number) =>
      matrixFrom(
        rationals,
        K,
        2,
        "unitary",
        [0, 1, 2, 3].map((i) => rational(i === k ? 1 : 0)),
      );
    expect(eqMatrix(K, at(-1), identityMatrix(K, 2))).toBe(true);
    const shown = [0, 1, 2, 3].map((k) =>
      JSON.stringify(at(k), (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)),
    );
    expect(new Set(shown).size).toBe(4);
  });
  it("of a unitary unknown over GF(p) is unitary, or throws where 1 + X is singular", () => {
    const p = 7n;
    const F = primeField(p);
    const K = complexField(F, p);
    let [singular, unitary] = [0, 0];
    for (let k = 0n; k < p ** 4n; k += 5n) {
      const ps = [k % p, (k / p) % p, (k / p ** 2n) % p, k / p ** 3n];
      try {
        const U = matrixFrom(F, K, 2, "unitary", ps);
        expect(eqMatrix(K, mulMatrix(K, U, conjugateTranspose(K, U)), identityMatrix(K, 2))).toBe(
          true,
        );
        unitary++;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        singular++;
      }
    }
    expect(unitary).toBeGreaterThan(0);
    // At most D of p values of each parameter: a share of 2/7 at most (design.md 1.1).
    expect(singular).toBeGreaterThan(0);
    expect(singular / (singular + unitary)).toBeLessThanOrEqual(2 / 7);
  });
  it("of Hermitian and antihermitian unknowns has that symmetry", () => {
    const K = gaussianRationals;
    fc.assert(
      fc.property(parameters("hermitian", 2), (ps) => {
        const H = matrixFrom(rationals, K, 2, "hermitian", ps);
        const X = matrixFrom(rationals, K, 2, "antihermitian", ps);
        const minus = conjugateTranspose(K, X).map((row) => row.map(K.neg));
        return eqMatrix(K, conjugateTranspose(K, H), H) && eqMatrix(K, minus, X);
      }),
      fixed(20),
    );
  });
  it("takes the diagonal of an antihermitian matrix, then x + iy above it, row by row", () => {
    const ps = Array.from({ length: 16 }, (_, k) => rational(k + 1));
    const X = matrixFrom(rationals, gaussianRationals, 4, "antihermitian", ps);
    expect(X.map((row) => row.map(({ re, im }) => [Number(re.n), Number(im.n)]))).toEqual([
      [[0, 1], [5, 6], [7, 8], [9, 10]],
      [[-5, 6], [0, 2], [11, 12], [13, 14]],
      [[-7, 8], [-11, 12], [0, 3], [15, 16]],
      [[-9, 10], [-13, 14], [-15, 16], [0, 4]],
    ]); // prettier-ignore
  });
  it("refuses a property it does not know", () => {
    expect(() => matrixFrom(rationals, gaussianRationals, 1, "orthogonal", [rational(0)])).toThrow(
      "expected a property: unitary, hermitian or antihermitian, got orthogonal",
    );
  });
});
