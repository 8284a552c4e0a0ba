import { expect, it } from "vitest";
import { matrixElements } from "../../src/groups/schur.ts";

it("matrixElements over Q(i) tells that ω ⊕ ω̄ of A4 is not irreducible over C: values that no 1/dim is", () => {
  const { nonzero, expected, values } = matrixElements("A4");
  expect(nonzero).toBeGreaterThan(expected);
  expect(values).not.toEqual(["1", "1/2", "1/3"]);
});

it("matrixElements of Q8 are 8 products of 64, of values 1 and 1/2", () => {
  const all = { products: 64, nonzero: 8, expected: 8, values: ["1", "1/2"] };
  expect(matrixElements("Q8")).toEqual(all);
});
