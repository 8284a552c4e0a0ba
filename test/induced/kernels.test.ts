import { describe, expect, it } from "vitest";
import {
  doubleCosets,
  intertwiningRule,
  kernelDimension,
  kernelValues,
  layerCharacterProduct,
  layerCorrespondence,
  mackeyTerms,
} from "../../src/induced/kernels.ts";

const [C2, C2sign, S3] = ["S4 ⊃ C2, trivial", "S4 ⊃ C2, sign", "S4 ⊃ S3, standard"];

describe("kernels between induced representations", () => {
  it("are counted as Mackey's sum says: 5 for C2 trivial to C2 sign on S4, of 7 double cosets", () => {
    expect(doubleCosets(C2, C2sign).map((c) => c.length)).toEqual([2, 2, 4, 4, 4, 4, 4].sort());
    expect([...mackeyTerms(C2, C2sign)].sort()).toEqual([0, 0, 1, 1, 1, 1, 1]);
    expect(kernelDimension(C2, C2sign, intertwiningRule)).toBe(5);
    expect(layerCharacterProduct(C2, C2sign)).toBe("5");
  });
  it("have signs on their double coset: κ(h'gh) = ρ'(h')κ(g)ρ(h) with ρ trivial and ρ' the sign", () => {
    for (const kappa of kernelValues(C2, C2sign))
      expect([...kappa].sort((a, b) => a - b).filter((v) => v !== 0)).toEqual([-1, -1, 1, 1]);
  });
  it("lose a map, or gain one twice, when a side of the condition is left out", () => {
    const left = layerCorrespondence(S3, C2sign, { ...intertwiningRule, left: "free" });
    expect(left).toMatchObject({ kernels: 8, mackey: 0, rank: 8, intertwiners: 4 });
    const right = layerCorrespondence(S3, C2sign, { ...intertwiningRule, right: "free" });
    expect(right.kernels).toBeGreaterThan(right.rank);
  });
  it("refuses two inductions to different groups", () => {
    expect(() => kernelDimension("S3 ⊃ S3, standard", C2, intertwiningRule)).toThrow(
      "subgroups of S3",
    );
  });
});

it("κ(gh) = κ(g)ρ(h⁻¹) leaves nothing for a non-abelian ρ, though involutions generate S3", () => {
  const of = "S3 ⊃ S3, standard";
  expect(kernelDimension(of, of, { ...intertwiningRule, right: "ρ(h⁻¹)" })).toBe(0);
  expect(kernelDimension(of, of, intertwiningRule)).toBe(1);
});
