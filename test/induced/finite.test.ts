import { describe, expect, it } from "vitest";
import { gaussianRationals as K } from "../../src/algebra/complex.ts";
import { rank } from "../../src/algebra/linear.ts";
import { transpose } from "../../src/algebra/matrix.ts";
import { DomainError } from "../../src/errors.ts";
import { indicesOf } from "../../src/groups/finiteGroup.ts";
import { representationFrom } from "../../src/groups/irreducible.ts";
import { character } from "../../src/groups/representation.ts";
import { standard } from "../../src/groups/standard.ts";
import { symmetricInclusion } from "../../src/groups/symmetric.ts";
import { inductionNamed, inductionOf, smallInductions } from "../../src/induced/catalogue.ts";
import { exhaust } from "../../src/induced/finite.ts";
import { indexTimesDimension, inducedCharacter, spaceDimension } from "../../src/induced/spaces.ts";
import { mackey, problemOf, unreversed, type Unknowns, type X } from "./problem.ts";

const translated = (X: X, { f, u, g, h }: Unknowns) =>
  [f(X.op(X.inv(u), X.op(g, X.include(h)))), X.act(X.invH(h), f(X.op(X.inv(u), g)))] as const;

describe("smallInductions()", () => {
  it("has every irreducible representation of every subgroup of every group of order at most 6", () => {
    const bySubgroup = new Map<string, ReturnType<typeof smallInductions>[number][]>();
    for (const I of smallInductions()) {
      const key = `${I.G.name} ${I.inclusion.join()}`;
      bySubgroup.set(key, [...(bySubgroup.get(key) ?? []), I]);
    }
    // Subgroups of C1, …, C6, V4, S3: 1 + 2 + 2 + 3 + 5 + 2 + 4 + 6.
    expect(bySubgroup.size).toBe(25);
    for (const all of bySubgroup.values()) {
      // The sum is faithful on the group algebra iff it contains every irreducible representation.
      const rows = indicesOf(all[0].H).map((h) => all.flatMap((I) => I.rho.matrices[h].flat()));
      expect(rank(K, rows)).toBe(all[0].H.order);
    }
  });

  it("comes by the order of the group, and for one group by |H|, then dim ρ", () => {
    const sorted = (xs: readonly number[]): number[] => [...xs].sort((a, b) => a - b);
    const orders = smallInductions().map((I) => I.G.order);
    expect(orders).toEqual(sorted(orders));
    for (const name of new Set(smallInductions().map((I) => I.G.name))) {
      const keys = smallInductions()
        .filter((I) => I.G.name === name)
        .map((I) => 10 * I.H.order + I.rho.dimension);
      expect(keys, name).toEqual(sorted(keys));
    }
  });
});

describe("inductionNamed", () => {
  it("has the 2-dimensional representation of S3 on its place in S4", () => {
    const I = inductionNamed("S4 ⊃ S3, standard");
    expect(I.inclusion).toEqual(symmetricInclusion(3, 4));
    expect(character(I.rho)).toEqual(character(standard(3)));
  });

  it("throws DomainError listing the names", () => {
    expect(() => inductionNamed("S4 ⊃ S3, spin")).toThrow(/S4 ⊃ S3, standard/);
  });
});

describe("a ρ that is no homomorphism", () => {
  it("is refused when the induction is made", () => {
    const { G, inclusion } = inductionNamed("S4 ⊃ S3, standard");
    const broken = [["(1 2)", [[K.one]]], ["(1 2 3)", [[K.neg(K.one)]]]] as const; // prettier-ignore
    expect(() =>
      inductionOf("broken", G, inclusion, (H) => representationFrom(H, broken, "broken")),
    ).toThrow(DomainError);
  });

  it("put in behind the constructor's back does not pass the claim", () => {
    const I = inductionNamed("S4 ⊃ S3, standard");
    const antihomomorphism = {
      ...I,
      rho: { ...I.rho, matrices: I.rho.matrices.map((A) => transpose(A)) },
    };
    const oneWrong = {
      ...I,
      rho: { ...I.rho, matrices: I.rho.matrices.map((A, h) => (h === 3 ? I.rho.matrices[4] : A)) },
    };
    expect(exhaust(problemOf(translated, mackey), [I]).outcome).toBe("holds");
    expect(exhaust(problemOf(translated, mackey), [antihomomorphism]).outcome).not.toBe("holds");
    expect(exhaust(problemOf(translated, mackey), [oneWrong]).outcome).not.toBe("holds");
  });
});

describe("exhaust", () => {
  it("counts every u, g, h", () => {
    const I = inductionNamed("S4 ⊃ S3, standard");
    expect(exhaust(problemOf(translated, mackey), [I]).cases).toBe(24 * 24 * 6);
  });

  it("is undecided where only f = 0 meets the condition", () => {
    const found = exhaust(problemOf(translated, unreversed), [inductionNamed("S4 ⊃ S3, standard")]);
    expect(found).toMatchObject({ outcome: "undecided" });
    expect(found.reason).toMatch(/vacuous/);
  });

  it("refuses a condition that shares a group element with the sides", () => {
    const problem = problemOf(translated, mackey);
    const shared = {
      ...problem,
      left: problem.given.map((g) => g.left),
      right: problem.given.map((g) => g.right),
    };
    expect(() => exhaust(shared, smallInductions())).toThrow(DomainError);
  });
});

describe("spaceDimension", () => {
  it("is [G:H]·dim V, 0 for ρ(h) with a non-abelian ρ, and the same for an abelian one", () => {
    expect(spaceDimension("S4 ⊃ S3, standard", mackey)).toBe(8);
    expect(spaceDimension("S4 ⊃ S3, standard", unreversed)).toBe(0);
    expect(spaceDimension("S4 ⊃ C4, χ1", unreversed)).toBe(indexTimesDimension("S4 ⊃ C4, χ1"));
  });

  it("agrees with the published character of Ind(2-dim) = 2 + 3 + 3 at the classes of S4", () => {
    // Fulton, Harris, Representation Theory, section 2.3: characters of S4, at 1 and a transposition.
    const chi = inducedCharacter("S4 ⊃ S3, standard");
    const { G } = inductionNamed("S4 ⊃ S3, standard");
    const at = (label: string): string => K.show(chi[G.elements.indexOf(label)]);
    expect(["()", "(1 2)", "(1 2 3)", "(1 2 3 4)", "(1 2)(3 4)"].map(at)).toEqual([
      "8",
      "0",
      "-1",
      "0",
      "0",
    ]);
  });
});
