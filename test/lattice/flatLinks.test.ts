import { describe, expect, it } from "vitest";
import { classesOf } from "../../src/groups/conjugacy.ts";
import { groupNamed } from "../../src/groups/named.ts";
import { flatLinks, gaugeConstantLinks, rulesOfFlatness } from "../../src/lattice/flatLinks.ts";

const count = (x: Uint8Array): number => x.reduce((a, b) => a + b, 0);
const lattices = [
  { group: "C3", Nx: 2, Ny: 2 },
  { group: "C2", Nx: 3, Ny: 2 },
  { group: "S3", Nx: 2, Ny: 1 },
  { group: "S3", Nx: 1, Ny: 1 },
  { group: "Q8", Nx: 1, Ny: 2 },
];

describe("flatLinks and gaugeConstantLinks", () => {
  for (const { group, Nx, Ny } of lattices)
    it(`are the same choices for ${group} on the ${Nx}×${Ny} torus, k(G)|G|^V of them`, () => {
      const G = groupNamed(group);
      const flat = flatLinks({ G, Nx, Ny });
      expect(gaugeConstantLinks({ G, Nx, Ny })).toEqual(flat);
      expect(count(flat)).toBe(classesOf(G).classes.length * G.order ** (Nx * Ny));
    });

  it("differ under every wrong rule, somewhere", () => {
    const G = groupNamed("S3");
    const of = { G, Nx: 2, Ny: 1 };
    const right = flatLinks(of);
    for (const wrong of [
      { plaquettes: "inside" as const },
      { last: "plain" as const },
      { holonomies: "all" as const },
      { holonomies: "one" as const },
    ]) {
      const rules = { ...rulesOfFlatness, ...wrong };
      expect([flatLinks(of, rules), gaugeConstantLinks(of, rules)]).not.toEqual([right, right]);
    }
  });

  it("flatLinks of too many choices throws DomainError", () => {
    expect(() => flatLinks({ G: groupNamed("C5"), Nx: 3, Ny: 3 })).toThrow(/flatLinks/);
  });
});
