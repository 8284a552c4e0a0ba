import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupLaws } from "../../src/algebra/laws.ts";
import { classesOf, classesOfPermutations, orderIn, powerMap } from "../../src/groups/conjugacy.ts";
import { groupNamed } from "../../src/groups/named.ts";
import { mathieu } from "../../src/groups/mathieu.ts";
import {
  compose,
  parsePermutation,
  permutationsOf,
  showPermutation,
  type Permutation,
} from "../../src/groups/permutation.ts";
import {
  coordinatesOf,
  elementWith,
  orbitOf,
  permutationGroup,
  randomElement,
} from "../../src/groups/permutationGroup.ts";
import { rubik } from "../../src/groups/rubik.ts";
import { rejectedBy, satisfiesOnAll } from "../algebra/laws.ts";
import { fixed } from "../algebra/samples.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const [M11, M12, M24] = [11, 12, 24].map(mathieu);
const cycles = (n: number, ...texts: string[]): Permutation[] =>
  texts.map((t) => parsePermutation(n, t));

/** All products of the generators, found by multiplying until nothing is new. */
function closure(n: number, generators: readonly Permutation[]): Set<string> {
  const one = Array.from({ length: n }, (_, x) => x);
  const found = new Map<string, Permutation>([[showPermutation(one), one]]);
  for (const g of found.values())
    for (const s of generators) {
      const next = compose(s, g);
      found.set(showPermutation(next), next);
    }
  return new Set(found.keys());
}

describe("permutationGroup", () => {
  const A4 = permutationGroup("A4", 4, cycles(4, "(1 2 3)", "(2 3 4)"));
  const elements = permutationsOf(4).filter(A4.has);
  satisfiesOnAll("permutationGroup(A4)", groupLaws(A4), elements);

  it("has the elements that its generators multiply to, and no others", () => {
    const all = permutationsOf(5);
    const generators = fc.array(fc.nat(all.length - 1), { maxLength: 3 });
    fc.assert(
      fc.property(generators, (list) => {
        const chosen = list.map((k) => all[k]);
        const G = permutationGroup("G", 5, chosen);
        const expected = closure(5, chosen);
        expect(G.order).toBe(BigInt(expected.size));
        expect(all.filter(G.has).map(showPermutation).sort()).toEqual([...expected].sort());
      }),
      fixed(deep ? 400 : 12),
    );
  });
  it("groupLaws reject the product in the other order only where it is not closed: never here", () => {
    const reversed = { ...A4, op: (p: Permutation, q: Permutation) => compose(q, p) };
    expect(rejectedBy(groupLaws(reversed), elements.slice(0, 6))).toEqual([]);
    expect(rejectedBy(groupLaws({ ...A4, inv: (p) => p }), elements.slice(0, 6))).toEqual([
      "a a⁻¹ = 1 = a⁻¹ a",
    ]);
    const odd = { ...A4, op: (p: Permutation) => [p[1], p[0], p[2], p[3]] };
    expect(rejectedBy(groupLaws(odd), elements.slice(0, 6))).toContain(
      "closed under 1, inverses and products",
    );
    expect(rejectedBy(groupLaws({ ...A4, eq: () => true }), elements.slice(0, 3))).toEqual([
      "equal exactly when printed alike",
    ]);
  });
  it.each([
    [11, 7920n],
    [12, 95040n],
    [22, 443520n],
    [23, 10200960n],
    [24, 244823040n],
  ])("mathieu(%i) has the published order %s", (n, order) => {
    // ATLAS of Finite Groups, 1985.
    expect(mathieu(n).order).toBe(order);
  });
  it("M24 is transitive on five points, M12 sharply, and M11 sharply on four", () => {
    const orbits = ({ chain }: typeof M24): number[] => chain.map(({ orbit }) => orbit.length);
    expect(orbits(M24).slice(0, 5)).toEqual([24, 23, 22, 21, 20]);
    expect(orbits(M12)).toEqual([12, 11, 10, 9, 8]);
    expect(orbits(M11)).toEqual([11, 10, 9, 8]);
  });
  it("rubik has 8! 12! 3⁷ 2¹⁰ elements; a turned corner and two swapped edges are outside", () => {
    const cube = rubik();
    expect(cube.order).toBe(43252003274489856000n);
    expect(cube.order).toBe((40320n * 479001600n * 3n ** 7n * 2n ** 11n) / 2n);
    // Corner 1-9-35, edges 2-34 and 4-10: numbered as in the turns.
    const [corner, flip, twoFlips] = cycles(48, "(1 9 35)", "(2 34)", "(2 34)(4 10)");
    expect([corner, flip, twoFlips].map(cube.has)).toEqual([false, false, true]);
    // The order of (R U R' U')... 6, and of R U: 105. Source: D. Singmaster, Notes, 1981.
    const [U, , , R] = cube.generators;
    expect(orderIn(cube, compose(R, U))).toBe(105);
    expect(orderIn(cube, compose(compose(R, U), compose(cube.inv(R), cube.inv(U))))).toBe(6);
  });
  it("coordinatesOf numbers the elements: elementWith inverts it, and each digit counts", () => {
    const radices = A4.chain.map(({ orbit }) => orbit.length);
    const seen = new Set<string>();
    for (const g of elements) {
      const digits = coordinatesOf(A4, g);
      expect(digits?.every((d, i) => d >= 0 && d < radices[i])).toBe(true);
      expect(elementWith(A4, digits ?? [])).toEqual(g);
      seen.add(String(digits));
    }
    expect(seen.size).toBe(12);
    expect(coordinatesOf(A4, [1, 0, 2, 3])).toBeUndefined();
    expect(
      coordinatesOf(permutationGroup("C2", 4, cycles(4, "(1 2)")), [0, 1, 3, 2]),
    ).toBeUndefined();
    expect(() => elementWith(A4, [9, 0])).toThrow("elementWith: expected a digit below 4, got 9");
  });
  it("randomElement draws members, each of them where each digit is drawn", () => {
    const drawn = new Set<string>();
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 3; b++) {
        const digits = [a, b];
        const g = randomElement(A4, (n) => (digits.shift() ?? 0) % n);
        expect(A4.has(g)).toBe(true);
        drawn.add(showPermutation(g));
      }
    expect(drawn.size).toBe(12);
    let state = 7;
    const below = (n: number): number => (state = (state * 48271) % 2147483647) % n;
    for (let k = 0; k < 20; k++) expect(M24.has(randomElement(M24, below))).toBe(true);
  });
  it("orbitOf lists the points reached", () => {
    const G = { generators: cycles(6, "(1 2 3)", "(5 6)") };
    expect([0, 3, 4].map((x) => [...orbitOf(G, x)].sort())).toEqual([[0, 1, 2], [3], [4, 5]]);
    expect(orbitOf(G, 2)[0]).toBe(2);
  });
  it("refuses what is no permutation of the degree; membership answers no", () => {
    for (const g of [
      [0, 1],
      [0, 0, 1],
      [0, 1, 3],
      [0, 1, 1.5],
    ])
      expect(() => permutationGroup("G", 3, [g])).toThrow(
        `expected permutations of 0..2, got [${g.join(", ")}]`,
      );
    expect(
      [
        [0, 1, 2],
        [0, 1, 2, 3, 4],
        [3, 2, 1, 0],
        [0, 1, 2, 2],
      ].map(A4.has),
    ).toEqual([false, false, true, false]);
    expect(permutationGroup("1", 3, [])).toMatchObject({ order: 1n, chain: [] });
    expect(permutationGroup("1", 3, [[0, 1, 2]]).order).toBe(1n);
    expect(() => mathieu(10)).toThrow("11, 12, 22, 23 or 24 points, got 10");
  });
});

describe("parsePermutation", () => {
  it("inverts showPermutation", () => {
    for (const p of permutationsOf(4)) expect(parsePermutation(4, showPermutation(p))).toEqual(p);
    expect(parsePermutation(4, " (1,3)( 2 , 4 ) ")).toEqual([2, 3, 0, 1]);
    expect(parsePermutation(3, "")).toEqual([0, 1, 2]);
  });
  it.each([
    ["(1 2", "cycles like"],
    ["(1 2)x", "cycles like"],
    ["(1 5)", "distinct points from 1 to 4, got 5"],
    ["(0 1)", "distinct points from 1 to 4, got 0"],
    ["(1 2)(2 3)", "distinct points from 1 to 4, got 2"],
  ])("parsePermutation(4, %j) throws: %s", (text, message) => {
    expect(() => parsePermutation(4, text)).toThrow(message);
  });
});

describe("conjugacy classes", () => {
  it("of M11 are the ten of the ATLAS", () => {
    const C = classesOfPermutations(M11);
    expect(C.classes.map(({ order, members }) => `${order}:${members.length}`)).toEqual(
      // Centralisers 7920, 48, 18, 8, 5, 6, 8, 8, 11, 11.
      ["1:1", "2:165", "3:440", "4:990", "5:1584", "6:1320", "8:990", "8:990", "11:720", "11:720"],
    );
    C.classes.forEach(({ members }, k) => {
      expect(new Set(members.slice(0, 50).map(C.classOf))).toEqual(new Set([k]));
    });
    // 3 is a square modulo 11 and 2 is none, so cubes of 11A are 11A again and squares 11B.
    expect(powerMap(C, 2)).toEqual([0, 0, 2, 1, 4, 2, 3, 3, 9, 8]);
    expect(powerMap(C, 3)).toEqual([0, 1, 0, 3, 4, 1, 6, 7, 8, 9]);
    expect(powerMap(C, 0)).toEqual(C.classes.map(() => 0));
    expect(powerMap(C, 11).slice(8)).toEqual([0, 0]);
    expect(() => C.classOf([1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toThrow(
      "an element of M11, got (1 2)",
    );
  });
  it("as orbits of permutations are those of the table, for S4 and A5", () => {
    for (const [name, n, ...texts] of [
      ["S4", 4, "(1 2)", "(1 2 3 4)"],
      ["A5", 5, "(1 2 3)", "(3 4 5)"],
    ] as const) {
      const profile = (C: {
        classes: readonly { order: number; members: readonly unknown[] }[];
      }): string[] => C.classes.map(({ order, members }) => `${order}:${members.length}`);
      const G = permutationGroup(name, n, cycles(n, ...texts));
      expect(profile(classesOfPermutations(G))).toEqual(profile(classesOf(groupNamed(name))));
    }
    expect(() => classesOf(groupNamed("S3")).classOf(6)).toThrow("an element of S3");
  });
  it("refuses groups too large to list", () => {
    expect(() => classesOfPermutations(M24)).toThrow("an order <= 500000, got 244823040");
  });
  it.runIf(deep)("of M12 are fifteen, of M22 twelve", () => {
    // ATLAS of Finite Groups, 1985.
    expect(classesOfPermutations(M12).classes.length).toBe(15);
    expect(classesOfPermutations(mathieu(22)).classes.length).toBe(12);
  });
});
