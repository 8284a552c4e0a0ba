import { describe, expect, it } from "vitest";
import { commutator, conjugate } from "../../src/algebra/group.ts";
import { groupLaws } from "../../src/algebra/laws.ts";
import { cyclic } from "../../src/groups/cyclic.ts";
import { dihedral } from "../../src/groups/dihedral.ts";
import {
  elementNamed,
  finiteGroup,
  indicesOf,
  isAbelian,
  orderOf,
  sameGroup,
  tabulate,
  type FiniteGroup,
} from "../../src/groups/finiteGroup.ts";
import { groupNamed } from "../../src/groups/named.ts";
import {
  compose,
  inversePermutation,
  permutationsOf,
  signOf,
} from "../../src/groups/permutation.ts";
import { product } from "../../src/groups/product.ts";
import { quaternion } from "../../src/groups/quaternion.ts";
import {
  cosets,
  conjugacyClasses,
  generated,
  generatorsOf,
  indexOfSubgroup,
  isHomomorphism,
  isNormal,
  isSubgroup,
  squaresSubgroup,
  subgroupAsGroup,
} from "../../src/groups/subgroup.ts";
import {
  alternating,
  alternatingInclusion,
  pairingsMap,
  symmetric,
  symmetricInclusion,
} from "../../src/groups/symmetric.ts";
import { rejectedBy, satisfiesOnAll } from "../algebra/laws.ts";

for (const name of [
  "C1",
  "C2",
  "C7",
  "S1",
  "S2",
  "S3",
  "S4",
  "A3",
  "A4",
  "D1",
  "D2",
  "D5",
  "Q8",
  "V4",
  "p4/2",
  "p4m/2",
  "C2xS3",
])
  satisfiesOnAll(`groupNamed("${name}")`, groupLaws(groupNamed(name)), indicesOf(groupNamed(name)));

/** Order; classes; |G : <squares>|; number of elements of order 2. Sources: GroupNames, OEIS. */
const TABLE: readonly (readonly [string, number, number, number, number])[] = [
  ["C1", 1, 1, 1, 0],
  ["C2", 2, 2, 2, 1],
  ["C3", 3, 3, 1, 0],
  ["C4", 4, 4, 2, 1],
  ["V4", 4, 4, 4, 3],
  ["S3", 6, 3, 2, 3],
  ["D4", 8, 5, 4, 5],
  ["Q8", 8, 5, 4, 1],
  ["D5", 10, 4, 2, 5],
  ["A4", 12, 4, 1, 3],
  ["D6", 12, 6, 4, 7],
  ["C3xV4", 12, 12, 4, 3],
  ["S4", 24, 5, 2, 9],
  ["A5", 60, 5, 1, 15],
  ["S5", 120, 7, 2, 25],
];

describe("groupNamed", () => {
  it.each(TABLE)(
    "groupNamed(%j) has order %i, %i classes, %i square classes, %i involutions",
    (name, order, classes, squares, involutions) => {
      const G = groupNamed(name);
      expect(G.order).toBe(order);
      expect(conjugacyClasses(G).length).toBe(classes);
      expect(indexOfSubgroup(G, squaresSubgroup(G))).toBe(squares);
      expect(indicesOf(G).filter((g) => orderOf(G, g) === 2).length).toBe(involutions);
    },
  );
  it.each(["", "M11", "C0", "S", "c2", "C2x", "Q16", "SU2"])(
    "groupNamed(%j) throws, listing the names",
    (name) => {
      expect(() => groupNamed(name)).toThrow(
        `groupNamed: expected one of C<n>, S<n>, A<n>, D<n> (of order 2n), Q8, V4, p4/<n>, p4m/<n>, and products like C2xS3, got "${name}"`,
      );
    },
  );
  it("groupNamed of a group too large to tabulate throws, naming the bound", () => {
    expect(() => groupNamed("S7")).toThrow("a degree from 1 to 6, got 7");
    expect(() => groupNamed("C2000")).toThrow("an order from 1 to 1024, got 2000");
    expect(() => groupNamed("S5xS5")).toThrow("an order from 1 to 1024, got 14400");
  });
});

describe("groupLaws on finite groups", () => {
  const S3 = symmetric(3);
  it("groupLaws reject a table with two products exchanged", () => {
    const op = (i: number, j: number): number => (i === 1 && j < 2 ? S3.op(1, 1 - j) : S3.op(i, j));
    expect(rejectedBy(groupLaws({ ...S3, op }), indicesOf(S3))).toContain("associative");
  });
  it("groupLaws reject the identity as inverse map", () => {
    expect(rejectedBy(groupLaws({ ...S3, inv: (i) => i }), indicesOf(S3))).toEqual([
      "a a⁻¹ = 1 = a⁻¹ a",
    ]);
  });
});

describe("finiteGroup", () => {
  it("finiteGroup refuses repeated labels, missing identity, missing inverse and missing products", () => {
    const make = (op: (i: number, j: number) => number, labels = ["a", "b"]): FiniteGroup =>
      finiteGroup("G", labels, op);
    expect(() => make((i, j) => (i + j) % 2, ["a", "a"])).toThrow("distinct labels");
    expect(() => make((i) => i)).toThrow("an identity");
    expect(() => make((i, j) => i * j)).toThrow("an inverse of a");
    expect(() => make((i, j) => i + j)).toThrow("products inside the list");
    expect(() => tabulate("odd", [1, 3], (a, b) => a + b, String)).toThrow(
      "products inside the list",
    );
  });
  it("elementNamed finds a label, and lists the labels otherwise", () => {
    expect(elementNamed(quaternion(), "-k")).toBe(7);
    expect(() => elementNamed(cyclic(3), "3")).toThrow(
      'an element of C3, got "3". The elements are 0, 1, 2',
    );
  });
  it("isAbelian and sameGroup tell C6 from S3 and V4 from C4", () => {
    expect(["C6", "V4", "C2xC4"].every((name) => isAbelian(groupNamed(name)))).toBe(true);
    expect(["S3", "D4", "Q8", "C2xS3"].some((name) => isAbelian(groupNamed(name)))).toBe(false);
    expect(sameGroup(groupNamed("V4"), groupNamed("C4"))).toBe(false);
    expect(sameGroup(groupNamed("V4"), product(cyclic(2), cyclic(2)))).toBe(true);
  });
});

describe("conventions", () => {
  const named = (G: FiniteGroup, ...labels: string[]): string =>
    G.show(labels.map((label) => elementNamed(G, label)).reduce(G.op));
  it("symmetric(3) composes as functions: (1 2)(2 3) = (1 2 3), the right factor first", () => {
    expect(named(symmetric(3), "(1 2)", "(2 3)")).toBe("(1 2 3)");
    expect(named(symmetric(3), "(2 3)", "(1 2)")).toBe("(1 3 2)");
    expect(compose([1, 0, 2], [0, 2, 1])).toEqual([1, 2, 0]);
  });
  it("planeGroup(3, true) moves by x ↦ Ax + t: a shift after a turn, and the turn of a shift before it", () => {
    const G = groupNamed("p4m/3");
    // r(0, 1) = (−1, 0) = (2, 0), and s(0, 1) = (0, −1) = (0, 2).
    expect(named(G, "0,1", "0,0r")).toBe("0,1r");
    expect(named(G, "0,0r", "0,1")).toBe("2,0r");
    expect(named(G, "0,0s", "0,1")).toBe("0,2s");
    expect(named(G, "0,0s", "0,0r")).toBe("0,0r^3s");
  });
  it("dihedral(4) has s r = r⁻¹ s and quaternion() has ij = k, ji = -k", () => {
    expect(named(dihedral(4), "s", "r")).toBe("r^3s");
    expect(named(dihedral(4), "r", "s")).toBe("rs");
    expect(named(quaternion(), "i", "j")).toBe("k");
    expect(named(quaternion(), "j", "i")).toBe("-k");
    expect(named(quaternion(), "i", "j", "k")).toBe("-1");
  });
  it("product(S3, D4) multiplies both components in order", () => {
    const [G, H] = [symmetric(3), dihedral(4)];
    const P = product(G, H);
    for (const i of indicesOf(P))
      for (const j of indicesOf(P))
        expect(P.op(i, j)).toBe(G.op(i >> 3, j >> 3) * 8 + H.op(i & 7, j & 7));
    expect(named(P, "[(1 2), s]", "[(2 3), r]")).toBe("[(1 2 3), r^3s]");
  });
  it("commutator is aba⁻¹b⁻¹, and conjugate gxg⁻¹ renames the points of x by g", () => {
    const G = symmetric(3);
    const [a, b] = [elementNamed(G, "(1 2)"), elementNamed(G, "(1 2 3)")];
    expect(G.show(conjugate(G, b, a))).toBe("(2 3)");
    expect(G.show(commutator(G, a, b))).toBe(named(G, "(1 2)", "(1 2 3)", "(1 2)", "(1 3 2)"));
    expect(G.show(commutator(G, b, a))).not.toBe(G.show(commutator(G, a, b)));
  });
  it("signOf agrees with the parity of the number of inversions", () => {
    for (const p of permutationsOf(5)) {
      const inversions = p.flatMap((y, x) => p.slice(x + 1).filter((z) => z < y)).length;
      expect(signOf(p)).toBe(inversions % 2 === 0 ? 1 : -1);
      expect(compose(p, inversePermutation(p))).toEqual([0, 1, 2, 3, 4]);
    }
  });
});

describe("subgroup", () => {
  const S4 = symmetric(4);
  const elements = (...labels: string[]): number[] =>
    labels.map((label) => elementNamed(S4, label));
  it("generated by (1 2) and (1 2 3 4) is S4, by 3-cycles A4, by nothing 1", () => {
    expect(generated(S4, elements("(1 2)", "(1 2 3 4)")).length).toBe(24);
    expect(generated(S4, elements("(1 2 3)", "(2 3 4)"))).toEqual(alternatingInclusion(4));
    expect(generated(S4, [])).toEqual([S4.identity]);
  });
  it("generatorsOf generates and has at most log2 of the order many", () => {
    for (const name of ["C1", "C12", "V4", "S4", "Q8", "A5"]) {
      const G = groupNamed(name);
      expect(generated(G, generatorsOf(G)).length).toBe(G.order);
      expect(generatorsOf(G).length).toBeLessThanOrEqual(Math.log2(G.order));
    }
  });
  it("the classes of S4 have sizes 1, 6, 8, 3, 6 and are the cycle types", () => {
    const classes = conjugacyClasses(S4);
    expect(classes.map((c) => c.length).sort()).toEqual([1, 3, 6, 6, 8]);
    const type = (g: number): string => S4.show(g).replace(/\d/g, "*");
    for (const c of classes) expect(new Set(c.map(type)).size).toBe(1);
  });
  it("isSubgroup and isNormal: V4 normal in S4, <(1 2)> only a subgroup, {(1 2)} not even that", () => {
    const V4 = elements("()", "(1 2)(3 4)", "(1 3)(2 4)", "(1 4)(2 3)");
    expect([isSubgroup(S4, V4), isNormal(S4, V4)]).toEqual([true, true]);
    const pair = elements("()", "(1 2)");
    expect([isSubgroup(S4, pair), isNormal(S4, pair)]).toEqual([true, false]);
    expect([isSubgroup(S4, elements("(1 2)")), isSubgroup(S4, [])]).toEqual([false, false]);
    expect(() => indexOfSubgroup(S4, elements("(1 2)"))).toThrow("a subgroup of S4");
  });
  it("cosets of S3 in S4 partition it into 4, with g = r_k h and h in S3", () => {
    const H = symmetricInclusion(3, 4);
    const { representatives, indexOf, partOf } = cosets(S4, H);
    expect(representatives.length).toBe(4);
    expect(representatives[0]).toBe(S4.identity);
    for (const g of indicesOf(S4)) {
      expect(H).toContain(partOf(g));
      expect(S4.op(representatives[indexOf(g)], partOf(g))).toBe(g);
      // H fixes the point 4, so left cosets gH are told apart by g(4), and right ones are not.
      const image = (x: number): number => permutationsOf(4)[x][3];
      for (const x of indicesOf(S4)) expect(indexOf(g) === indexOf(x)).toBe(image(g) === image(x));
    }
    expect(() => indexOf(24)).toThrow("an element of S4, got 24");
  });
  it("subgroupAsGroup(S4, A4) is the table of alternating(4)", () => {
    expect(sameGroup(subgroupAsGroup(S4, alternatingInclusion(4)), alternating(4))).toBe(true);
  });
  it("pairingsMap is a homomorphism of S4 onto S3 with kernel V4", () => {
    const map = pairingsMap();
    const S3 = symmetric(3);
    expect(isHomomorphism(S4, S3, map)).toBe(true);
    expect(new Set(map).size).toBe(6);
    expect(
      indicesOf(S4)
        .filter((g) => map[g] === S3.identity)
        .map((g) => S4.show(g)),
    ).toEqual(["()", "(1 2)(3 4)", "(1 3)(2 4)", "(1 4)(2 3)"]);
  });
  it("isHomomorphism rejects inversion of S3, an antihomomorphism", () => {
    const S3 = symmetric(3);
    expect(isHomomorphism(S3, S3, indicesOf(S3))).toBe(true);
    expect(isHomomorphism(S3, S3, indicesOf(S3).map(S3.inv))).toBe(false);
    expect(isHomomorphism(S3, S3, [0])).toBe(false);
  });
});
