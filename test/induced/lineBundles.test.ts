import { expect, it } from "vitest";
import { characterCount, lineBundleCount } from "../../src/induced/lineBundles.ts";

// V4 and D4 have four homomorphisms to ±1, C4 two; the bundles over a point of C3 are its three characters.
it.each([
  ["A4 ⊃ V4, χ", 2, 4],
  ["S4 ⊃ D4, square", 2, 4],
  ["Q8 ⊃ C4, χ1", 2, 2],
  ["S3 ⊃ C3, trivial", 3, 3],
  ["S3 ⊃ C3, trivial", 2, 1],
] as const)(
  "line bundles over %s with factors of order %i are %i, as are characters",
  (of, l, count) => {
    expect(lineBundleCount(of, l)).toBe(count);
    expect(characterCount(of, l)).toBe(count);
  },
);
