import { describe, expect, it } from "vitest";
import { steerableKernels } from "../../src/induced/steerable.ts";
import { dimensionOnCircle, dimensionOnSphere } from "../../src/induced/steerableLie.ts";

describe("steerableKernels", () => {
  it("from scalars to pseudoscalars on 5 × 5 taps under D4 have signs on the eight taps off all mirrors", () => {
    const [kappa, ...others] = steerableKernels({
      ...{ H: "D4", on: "5 × 5 taps", of: "trivial", to: "mirror" },
    });
    expect(others).toEqual([]);
    const values = kappa.map(([[a]]) => Number(a.coordinates[0].n));
    expect(values.map(Math.abs).reduce((a, b) => a + b)).toBe(8);
    // Taps (1, 2), (−1, 2): mirror images have opposite signs.
    expect(values[3 * 5 + 4]).toBe(-values[5 + 4]);
    expect(values[3 * 5 + 4]).not.toBe(0);
  });
  it("refuses taps that H does not move, and unknown representations", () => {
    const C8 = { H: "C8", on: "3 × 3 taps", of: "trivial", to: "trivial" };
    expect(() => steerableKernels(C8)).toThrow("k odd and n = 4");
    expect(() => steerableKernels({ ...C8, on: "centre and ring", of: "spin" })).toThrow("regular");
  });
});

// Weiler, Cesa 2019, appendix on the kernels of SO(2) and O(2): angular parts between irreducible representations, origin apart.
it("dimensionOnCircle gives 4 and 2 for SO(2), 2 and 1 for O(2), as published", () => {
  expect([dimensionOnCircle(false, 1, 1), dimensionOnCircle(false, 0, 3)]).toEqual([4, 2]);
  expect([dimensionOnCircle(true, 1, 2), dimensionOnCircle(true, 3, 0)]).toEqual([2, 1]);
});

// Weiler et al. 2018, section 4: 2 min(j, l) + 1.
it("dimensionOnSphere(1, 3) is 3, as published", () => {
  expect(dimensionOnSphere(1, 3)).toBe(3);
});
