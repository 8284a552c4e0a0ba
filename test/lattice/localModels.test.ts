import { describe, expect, it } from "vitest";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { localModels } from "../../src/lattice/localModels.ts";
import type { DiagonalData } from "../../src/lattice/localModels.ts";

const data = (of: Partial<DiagonalData>): DiagonalData => ({
  M: 1,
  n: 7,
  sites: 3,
  data: "trivial",
  classFunction: true,
  ...of,
});

describe("localModels", () => {
  it("on three sites is spanned by the sum of the eigenphases", () => {
    for (const of of [data({}), data({ M: 2, n: 5 }), data({ M: 3, n: 3 })]) {
      const { spectra, basis } = localModels(of);
      expect(basis.length).toBe(1);
      const sums = spectra.map((s) => rational(s.reduce((a, b) => a + b, 0)));
      const at = sums.findIndex((x) => x.n !== 0n);
      const factor = rationals.mul(basis[0][at], rationals.inv(sums[at]));
      expect(basis[0].every((v, k) => rationals.eq(v, rationals.mul(factor, sums[k])))).toBe(true);
    }
  });

  it("on two sites is every odd function", () => {
    const { spectra, basis } = localModels(data({ sites: 2 }));
    expect(basis.length).toBe(3);
    const negative = (s: readonly number[]): number => spectra.findIndex(([x]) => x === 0 - s[0]);
    for (const v of basis)
      spectra.forEach((s, k) => {
        expect(rationals.add(v[k], v[negative(s)]).n).toBe(0n);
      });
  });

  it("with configurations of every C₁ is zero", () => {
    expect(localModels(data({ data: "all" })).basis.length).toBe(0);
  });

  it("of ordered spectra has a factor for each band, until bands of opposite C₁ tie them", () => {
    const ordered = data({ M: 2, n: 5, classFunction: false });
    expect(localModels({ ...ordered, data: "trivial bands" }).basis.length).toBe(2);
    expect(localModels(ordered).basis.length).toBe(1);
  });

  it("localModels with even n throws DomainError", () => {
    expect(() => localModels(data({ n: 4 }))).toThrow(/localModels/);
  });
});
