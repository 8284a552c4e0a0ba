import { describe, expect, it } from "vitest";
import { abelianNumbers as K, rootSum } from "../../src/algebra/abelianNumber.ts";
import { trace } from "../../src/algebra/matrix.ts";
import { gaussianRationals } from "../../src/algebra/complex.ts";
import { irreducibleCharacters } from "../../src/groups/characterTable.ts";
import { classesOf } from "../../src/groups/conjugacy.ts";
import { innerProduct, character, restrict } from "../../src/groups/representation.ts";
import { specht } from "../../src/groups/specht.ts";
import { alternating, alternatingInclusion, symmetric } from "../../src/groups/symmetric.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";

function partitions(n: number, largest: number = n): number[][] {
  if (n === 0) return [[]];
  return Array.from({ length: Math.min(n, largest) }, (_, k) => k + 1).flatMap((part) =>
    partitions(n - part, part).map((rest) => [part, ...rest]),
  );
}

/** n!/Π hooks: Frame, Robinson, Thrall 1954. */
function hookFormula(partition: readonly number[]): number {
  const n = partition.reduce((a, b) => a + b);
  let quotient = Array.from({ length: n }, (_, k) => k + 1).reduce((a, b) => a * b);
  partition.forEach((part, i) => {
    for (let j = 0; j < part; j++) {
      const below = partition.filter((p, k) => k > i && p > j).length;
      quotient /= part - j + below;
    }
  });
  return quotient;
}

describe("specht", () => {
  it.each(deep ? [2, 3, 4, 5] : [2, 3, 4])(
    "has for the partitions of %i the characters that Dixon's algorithm finds",
    (n) => {
      const C = classesOf(symmetric(n));
      const characters = partitions(n).map((partition) => {
        const rho = specht(partition);
        expect(rho.dimension).toBe(hookFormula(partition));
        return C.classes.map(({ representative: g }) => {
          const { re, im } = trace(gaussianRationals, rho.matrices[g]);
          return K.show(rootSum(4, [re, im]));
        });
      });
      const expected = irreducibleCharacters(C).map((chi) => chi.map(K.show));
      const text = (rows: readonly (readonly string[])[]): string[] => rows.map(String).sort();
      expect(text(characters)).toEqual(text(expected));
    },
  );
  it("(n) is trivial, (1, …, 1) the sign, (n-1, 1) has fixed points minus 1", () => {
    const value = (partition: readonly number[], label: string): string => {
      const rho = specht(partition);
      const g = rho.group.elements.indexOf(label);
      return gaussianRationals.show(character(rho)[g]);
    };
    expect([[4], [1, 1, 1, 1], [3, 1]].map((p) => value(p, "(1 2)"))).toEqual(["1", "-1", "1"]);
    expect([[4], [1, 1, 1, 1], [3, 1]].map((p) => value(p, "(1 2 3)"))).toEqual(["1", "1", "0"]);
    expect(specht([2, 1]).name).toBe("S^(2, 1)");
  });
  it("(2, 1) is Young's seminormal form: (2 3) is 1/2, 1; 3/4, −1/2 on the tableaux 13|2, 12|3", () => {
    const rho = specht([2, 1]);
    const matrix = rho.matrices[rho.group.elements.indexOf("(2 3)")];
    expect(matrix.map((row) => row.map(gaussianRationals.show))).toEqual([
      ["1/2", "1"],
      ["3/4", "-1/2"],
    ]);
  });
  it("(2, 1, 1) stays irreducible on A4; (2, 2) falls into two conjugate lines", () => {
    const norms = [
      [2, 1, 1],
      [2, 2],
    ].map((partition) => {
      const rho = restrict(specht(partition), alternating(4), alternatingInclusion(4));
      return Number(innerProduct(rho.group, character(rho), character(rho)).n);
    });
    expect(norms).toEqual([1, 2]);
  });
  it.each([[[1, 2]], [[2, 0]], [[1]], [[]], [[1.5, 1.5]]])("specht(%j) throws", (partition) => {
    expect(() => specht(partition)).toThrow("a partition of n >= 2");
  });
});
