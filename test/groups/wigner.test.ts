import { describe, expect, it } from "vitest";
import { rational } from "../../src/algebra/rational.ts";
import {
  gaussianIntegers as Z,
  quaternion,
  wignerByDegree,
  wignerByRow,
  wignerBySum,
} from "../../src/groups/wigner.ts";
import { matrixElementProduct } from "../../src/groups/wignerIntegral.ts";

describe("Wigner matrices at a = 2, b = 1", () => {
  const g = quaternion(2, 0, 1, 0);
  // (2x + y)², (2x + y)(−x + 2y), (−x + 2y)², as columns.
  const expected = ["4", "-2", "1", "4", "3", "-4", "1", "2", "4"];
  it.each([wignerByDegree, wignerByRow, wignerBySum])(
    "%o gives the squares of 2x + y, −x + 2y",
    (D) => {
      expect(D(2, g).flat().map(Z.show)).toEqual(expected);
    },
  );
  it("have d^ℓ_00 = P_ℓ(cos β) in the middle, here cos β = 3/5 and N = 5", () => {
    const middle = (l: number): bigint => wignerByRow(2 * l, g)[l][l].re;
    // P_1 = 3/5 and P_2 = (3·9/25 − 1)/2 = 1/25.
    expect([middle(1), middle(2)]).toEqual([3n, 1n]);
  });
});

it("wignerByRow refuses a diagonal matrix", () => {
  expect(() => wignerByRow(1, quaternion(1, 0, 0, 0))).toThrow("a and b other than 0");
});

it("matrixElementProduct integrates |a|⁴ to 1/3 and a² to 0", () => {
  expect(matrixElementProduct([2, 0, 0], [2, 0, 0])).toEqual(rational(1, 3));
  expect(matrixElementProduct([0, 0, 0], [2, 0, 0])).toEqual(rational(0));
});
