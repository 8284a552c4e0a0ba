import { expect, it } from "vitest";
import { stream } from "../../src/numeric/random.ts";
import { digitProduct } from "../../src/polynomial/digitProduct.ts";
import type { Sparse } from "../../src/polynomial/sparse.ts";

const sparse = (terms: readonly (readonly [number, number])[]): Sparse => ({
  keys: terms.map(([key]) => key),
  coefficients: terms.map(([, c]) => c),
  norm: 0,
  degrees: [],
});

/** By the definition, over bigints. */
function schoolbook(A: Sparse, B: Sparse): Map<number, bigint> {
  const out = new Map<number, bigint>();
  A.keys.forEach((a, i) =>
    B.keys.forEach((b, j) => {
      const c = BigInt(A.coefficients[i]) * BigInt(B.coefficients[j]);
      out.set(a + b, (out.get(a + b) ?? 0n) + c);
    }),
  );
  return new Map([...out].filter(([, c]) => c !== 0n).sort(([a], [b]) => a - b));
}

const found = (A: Sparse, B: Sparse, range: number): Map<number, bigint> => {
  const { keys, coefficient } = digitProduct(A, B, range);
  return new Map([...keys].map((key, i) => [key, coefficient(i)]));
};

it("digitProduct is the schoolbook product over bigints, signs, carries and cancellations included", () => {
  const draws = stream("digits");
  for (let round = 0; round < 40; round++) {
    const factor = (): Sparse => {
      const keys = new Set(
        Array.from({ length: draws.integer(1, 40) }, () => draws.integer(0, 99)),
      );
      const size = 2 ** draws.integer(1, 45);
      return sparse([...keys].map((key) => [key, draws.integer(-size, size) || 1]));
    };
    const [A, B] = [factor(), factor()];
    expect(found(A, B, 200)).toEqual(schoolbook(A, B));
  }
});

it("digitProduct cancels digits with carries: (x + 2^30)(x − 2^30) has no middle term", () => {
  const big = 2 ** 30;
  const product = found(
    sparse([
      [1, 1],
      [0, big],
    ]),
    sparse([
      [1, 1],
      [0, -big],
    ]),
    4,
  );
  expect(product).toEqual(
    new Map([
      [0, -(2n ** 60n)],
      [2, 1n],
    ]),
  );
});

it("digitProduct refuses keys and coefficients that its tables do not hold", () => {
  const one = sparse([[0, 1]]);
  expect(() => digitProduct(one, sparse([[8, 1]]), 8)).toThrow(/below 8, got 8/);
  expect(() => digitProduct(one, one, 2 ** 25)).toThrow(/keys below/);
  const many = sparse(Array.from({ length: 4096 }, (_, k) => [k, 2 ** 45]));
  expect(() => digitProduct(many, many, 10_000)).toThrow(/coefficients up to 2\^/);
});
