import { describe, expect, it } from "vitest";
import { nullity, singularValues } from "../../src/numeric/nullity.ts";

describe("singularValues", () => {
  it("of [[3, 0], [4, 5]] are 3√5 and √5, as AᵀA has trace 50 and determinant 225", () => {
    const { values, bound } = singularValues([[3, 0], [4, 5]], 0); // prettier-ignore
    expect(Math.abs(values[0] - 3 * Math.sqrt(5))).toBeLessThan(bound);
    expect(Math.abs(values[1] - Math.sqrt(5))).toBeLessThan(bound);
    expect(bound).toBeLessThan(1e-12);
  });
  it("of the matrix of ones of size n are n and zeros", () => {
    const ones = Array.from({ length: 12 }, () => Array<number>(12).fill(1));
    const { values, bound } = singularValues(ones, 0);
    expect(Math.abs(values[0] - 12)).toBeLessThan(bound);
    expect(Math.max(...values.slice(1))).toBeLessThan(bound);
  });
});

describe("nullity", () => {
  it("counts columns that depend on others", () => {
    const rows = Array.from({ length: 9 }, (_, i) => [1, i, i * i, 2 * i - 3, (i - 1) ** 2]);
    expect(nullity(rows, 0)).toBe(2);
    expect(nullity([[0, 0, 0]], 0)).toBe(3);
    expect(nullity([[1, 0], [0, 1]], 0)).toBe(0); // prettier-ignore
  });
  it("refuses a singular value that rounding might have left of 0", () => {
    expect(() => nullity([[1, 0], [0, 1e-13]], 0)).toThrow("nullity: expected a singular value"); // prettier-ignore
    expect(() => nullity([[1, 0], [0, 1e-3]], 1e-5)).toThrow("above"); // prettier-ignore
  });
});
