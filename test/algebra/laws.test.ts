import { describe, expect, it } from "vitest";
import { complexField, complexOver } from "../../src/algebra/complex.ts";
import type { Group } from "../../src/algebra/group.ts";
import {
  derivationLaws,
  fieldLaws,
  groupLaws,
  involutionLaws,
  matrixLaws,
  ringLaws,
} from "../../src/algebra/laws.ts";
import { matrices, type Matrix } from "../../src/algebra/matrix.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rejectedBy } from "./laws.ts";

const F = primeField(5n);
const xs = [0n, 1n, 2n, 3n, 4n];

/** Title of the law ↦ an instance broken so that this law fails. */
const brokenRings: Record<string, Partial<typeof F>> = {
  "closed under 0, 1, +, - and *": { neg: (a) => 5n - a, eq: (a, b) => (a - b) % 5n === 0n },
  "distinguishes 0 and 1": { eq: () => true },
  "+ associative": { add: (a, b) => (a * a * b * b + a + b) % 5n },
  "+ commutative": { add: (a, b) => (a + 2n * b) % 5n },
  "0 neutral": { add: (a, b) => (a + b + 1n) % 5n },
  "a + (-a) = 0": { neg: (a) => a },
  "* associative": { mul: (a, b) => (a * a * b) % 5n },
  "1 neutral": { mul: (a, b) => (2n * a * b) % 5n },
  "a(b + c) = ab + ac": { mul: (a, b) => (a * b * b) % 5n },
  "(a + b)c = ac + bc": { mul: (a, b) => (a * a * b) % 5n },
  "* commutative": { mul: (a) => a },
};

describe("ringLaws", () => {
  const titles = ringLaws(F).map((law) => law.title);
  it("accepts GF(5) and has a broken twin for each of its laws", () => {
    expect(rejectedBy(ringLaws(F), xs)).toEqual([]);
    expect(Object.keys(brokenRings)).toEqual(titles);
  });
  it.each(titles)("rejects a twin that violates %s", (title) => {
    expect(rejectedBy(ringLaws({ ...F, ...brokenRings[title] }), xs)).toContain(title);
  });
  it("rejects eq always true by distinguishing 0 and 1 alone", () => {
    expect(rejectedBy(ringLaws({ ...F, eq: () => true }), xs)).toEqual(["distinguishes 0 and 1"]);
  });
  it("rejects an unreduced product", () => {
    const broken = { ...F, mul: (a: bigint, b: bigint) => a * b };
    expect(rejectedBy(ringLaws(broken), xs)).toContain("closed under 0, 1, +, - and *");
  });
});

describe("fieldLaws", () => {
  it.each([
    ["inverses inside the field", { inv: (a: bigint) => F.inv(a) + 5n }],
    ["a a⁻¹ = 1 for a ≠ 0", { inv: (a: bigint) => (a === 0n ? F.inv(a) : a) }],
    ["refuses to invert 0", { inv: (a: bigint) => (a * a * a) % 5n }],
  ])("rejects a twin that violates %s", (title, broken) => {
    expect(rejectedBy(fieldLaws({ ...F, ...broken }), xs)).toEqual([title]);
  });
  it("rejects the complex extension of GF(5), where -1 is a square", () => {
    const C = complexField(F);
    const elements = xs.map((x) => ({ re: x, im: 2n }));
    expect(() => rejectedBy(fieldLaws(C), elements)).toThrow("re² + im² ≠ 0");
  });
});

describe("involutionLaws", () => {
  const R = complexOver(primeField(3n));
  type Z = { re: bigint; im: bigint };
  const zs: Z[] = [0n, 1n, 2n].flatMap((re) => [0n, 1n, 2n].map((im) => ({ re, im })));
  it.each([
    ["conj inside the ring", (z: Z) => ({ re: z.re, im: -z.im })],
    ["conj additive", (z: Z) => R.mul(z, z)],
    ["conj(ab) = conj(b) conj(a)", (z: Z) => R.neg(z)],
    ["conj of order two", () => R.zero],
  ])("rejects a twin that violates %s", (title, conj) => {
    expect(rejectedBy(involutionLaws({ ...R, conj }), zs)).toContain(title);
  });
});

describe("derivationLaws", () => {
  it.each([
    ["d inside the ring", () => 5n],
    ["d(a + b) = da + db", (a: bigint) => (a * a) % 5n],
    ["d(ab) = da b + a db", (a: bigint) => a],
  ])("rejects a twin that violates %s", (title, d) => {
    expect(rejectedBy(derivationLaws(F, d), xs)).toContain(title);
  });
});

describe("matrixLaws", () => {
  const R = primeField(3n);
  const M = matrices(R, 2);
  type A = Matrix<bigint>;
  const elements: A[] = [
    M.zero,
    M.one,
    [
      [0n, 1n],
      [0n, 0n],
    ],
    [
      [1n, 2n],
      [1n, 0n],
    ],
    [
      [2n, 0n],
      [1n, 1n],
    ],
  ];
  const entrywise = (f: (a: bigint, b: bigint) => bigint) => (X: A, Y: A) =>
    X.map((row, i) => row.map((a, j) => f(a, Y[i][j])));
  /** Laws of the matrices themselves; those of a ring have their twins above. */
  const brokenMatrices: Record<string, Partial<typeof M>> = {
    "E₀₁E₁₀ = E₀₀ (the order of factors)": { mul: (X, Y) => M.mul(Y, X) },
    "tr AB = tr BA": { trace: (X) => X[0][1] },
    "tr(A + B) = tr A + tr B": { trace: M.det },
    "tr E₀₀ = 1": { trace: () => 0n },
    "(AB)ᵀ = BᵀAᵀ": { transpose: (X) => X },
    "E₀₁ᵀ = E₁₀": { transpose: (X) => X },
    "det AB = det A det B": { det: M.trace },
    "det Aᵀ = det A": { det: (X) => X[0][1] },
    "det diag(a, 1, …, 1) = a": { det: () => 1n },
  };
  it("accepts M_2(GF(3)) and has a broken twin for each law beyond those of a ring", () => {
    expect(rejectedBy(matrixLaws(M), elements)).toEqual([]);
    expect(
      matrixLaws(M)
        .slice(10)
        .map((law) => law.title),
    ).toEqual(Object.keys(brokenMatrices));
  });
  it.each(Object.keys(brokenMatrices))("rejects a twin that violates %s", (title) => {
    expect(rejectedBy(matrixLaws({ ...M, ...brokenMatrices[title] }), elements)).toContain(title);
  });
  it("rejects the opposite algebra by the order of factors alone", () => {
    const opposite = { ...M, mul: (X: A, Y: A) => M.mul(Y, X) };
    expect(rejectedBy(matrixLaws(opposite), elements)).toEqual([
      "E₀₁E₁₀ = E₀₀ (the order of factors)",
    ]);
  });
  it("rejects the entrywise product", () => {
    expect(rejectedBy(matrixLaws({ ...M, mul: entrywise(R.mul) }), elements)).toContain(
      "1 neutral",
    );
  });
  it("matrixLaws of 1×1 matrices throws, for no product pins the order", () => {
    expect(() => matrixLaws(matrices(R, 1))).toThrow("expected a size of at least 2, got 1");
  });
});

describe("groupLaws", () => {
  const G: Group<number> = {
    name: "Z/3",
    identity: 0,
    has: (a) => a >= 0 && a < 3,
    eq: (a, b) => a === b,
    op: (a, b) => (a + b) % 3,
    inv: (a) => (3 - a) % 3,
    show: String,
  };
  const brokenGroups: Record<string, Partial<typeof G>> = {
    "closed under 1, inverses and products": { op: (a, b) => a + b },
    "equal exactly when printed alike": { eq: () => true },
    associative: { op: (a, b) => (3 + a - b) % 3 },
    "1 neutral": { identity: 1 },
    "a a⁻¹ = 1 = a⁻¹ a": { inv: (a) => a },
  };
  it("accepts Z/3 and has a broken twin for each of its laws", () => {
    expect(rejectedBy(groupLaws(G), [0, 1, 2])).toEqual([]);
    expect(groupLaws(G).map((law) => law.title)).toEqual(Object.keys(brokenGroups));
  });
  it.each(Object.keys(brokenGroups))("rejects a twin that violates %s", (title) => {
    expect(rejectedBy(groupLaws({ ...G, ...brokenGroups[title] }), [0, 1, 2])).toContain(title);
  });
});
