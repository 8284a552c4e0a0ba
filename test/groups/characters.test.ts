import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  abelianNumbers as K,
  fromRational,
  rootOfUnity,
  rootSum,
  type AbelianNumber,
} from "../../src/algebra/abelianNumber.ts";
import { rational } from "../../src/algebra/rational.ts";
import { sub } from "../../src/algebra/ring.ts";
import { characterTableLaws, reciprocityLaw } from "../../src/groups/characterLaws.ts";
import { irreducibleCharacters, type ClassFunction } from "../../src/groups/characterTable.ts";
import {
  classInnerProduct,
  frobeniusSchur,
  fusion,
  induceCharacter,
  multiplicities,
  multiplyCharacters,
  restrictCharacter,
} from "../../src/groups/classFunction.ts";
import {
  classesOf,
  classesOfPermutations,
  type ConjugacyClasses,
} from "../../src/groups/conjugacy.ts";
import { indicesOf, type FiniteGroup } from "../../src/groups/finiteGroup.ts";
import { induce } from "../../src/groups/induced.ts";
import { irreducibles } from "../../src/groups/irreducible.ts";
import { generalLinear, specialLinear } from "../../src/groups/linearGroup.ts";
import { mathieu } from "../../src/groups/mathieu.ts";
import { groupNamed } from "../../src/groups/named.ts";
import { character } from "../../src/groups/representation.ts";
import { generated, subgroupAsGroup } from "../../src/groups/subgroup.ts";
import { rejectedBy } from "../algebra/laws.ts";
import { fixed } from "../algebra/samples.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const integer = (n: number): AbelianNumber => fromRational(rational(n));

interface Table {
  readonly C: ConjugacyClasses<number>;
  readonly X: readonly ClassFunction[];
}
const tables = new Map<FiniteGroup, Table>();
function tableOf(G: FiniteGroup): Table {
  const known = tables.get(G);
  if (known !== undefined) return known;
  const C = classesOf(G);
  const table = { C, X: irreducibleCharacters(C) };
  tables.set(G, table);
  return table;
}
const SL25 = specialLinear(2, 5);
const profile = <T>(C: ConjugacyClasses<T>): string =>
  C.classes.map(({ order, members }) => `${order}:${members.length}`).join(" ");

/** Values by name; the classes in the order of `profile`, those of one order and size in any. */
const z5 = (...powers: number[]): AbelianNumber =>
  powers.map((k) => rootOfUnity(5, k)).reduce(K.add);
const golden = K.neg(z5(2, 3));
const NAMED: Readonly<Record<string, AbelianNumber>> = {
  g: golden,
  h: sub(K, K.one, golden),
  w: rootOfUnity(3),
  v: rootOfUnity(3, 2),
  "-g": K.neg(golden),
  "-h": sub(K, golden, K.one),
  "-w": K.neg(rootOfUnity(3)),
  "-v": K.neg(rootOfUnity(3, 2)),
  r: K.add(rootOfUnity(8), rootOfUnity(8, 3)),
  "-r": K.neg(K.add(rootOfUnity(8), rootOfUnity(8, 3))),
  b: [1, 3, 4, 5, 9].map((k) => rootOfUnity(11, k)).reduce(K.add),
  c: [2, 6, 7, 8, 10].map((k) => rootOfUnity(11, k)).reduce(K.add),
};
const named = (text: string): AbelianNumber => NAMED[text] ?? integer(Number(text));

/** Are the rows the same set, after some exchange of columns of one order and size? */
function sameTable(
  columns: string,
  X: readonly ClassFunction[],
  published: readonly string[],
): boolean {
  const text = (rows: readonly ClassFunction[]): string =>
    rows
      .map((row) => row.map(K.show).join("|"))
      .sort()
      .join("\n");
  const expected = published.map((row) => row.split(" ").map(named));
  const labels = columns.split(" ");
  const arrangements = (used: readonly number[]): readonly (readonly number[])[] => {
    if (used.length === labels.length) return [used];
    return labels.flatMap((label, k) =>
      label === labels[used.length] && !used.includes(k) ? arrangements([...used, k]) : [],
    );
  };
  return arrangements([]).some(
    (order) => text(X) === text(expected.map((row) => order.map((k) => row[k]))),
  );
}

/** James & Liebeck, Representations and Characters of Groups; the ATLAS for A5 and M11. */
const PUBLISHED: readonly (readonly [FiniteGroup, string, readonly string[]])[] = [
  [groupNamed("C1"), "1:1", ["1"]],
  [groupNamed("C3"), "1:1 3:1 3:1", ["1 1 1", "1 w v", "1 v w"]],
  [groupNamed("S3"), "1:1 2:3 3:2", ["1 1 1", "1 -1 1", "2 0 -1"]],
  [groupNamed("A4"), "1:1 2:3 3:4 3:4", ["1 1 1 1", "1 1 w v", "1 1 v w", "3 -1 0 0"]],
  [
    groupNamed("S4"),
    "1:1 2:3 2:6 3:8 4:6",
    ["1 1 1 1 1", "1 1 -1 1 -1", "2 2 0 -1 0", "3 -1 1 0 -1", "3 -1 -1 0 1"],
  ],
  [
    groupNamed("A5"),
    "1:1 2:15 3:20 5:12 5:12",
    ["1 1 1 1 1", "3 -1 0 g h", "3 -1 0 h g", "4 0 1 -1 -1", "5 1 -1 0 0"],
  ],
  [
    groupNamed("S5"),
    "1:1 2:10 2:15 3:20 4:30 5:24 6:20",
    [
      "1 1 1 1 1 1 1",
      "1 -1 1 1 -1 1 -1",
      "4 2 0 1 0 -1 -1",
      "4 -2 0 1 0 -1 1",
      "5 1 1 -1 -1 0 1",
      "5 -1 1 -1 1 0 -1",
      "6 0 -2 0 0 1 0",
    ],
  ],
  [
    groupNamed("Q8"),
    "1:1 2:1 4:2 4:2 4:2",
    ["1 1 1 1 1", "1 1 1 -1 -1", "1 1 -1 1 -1", "1 1 -1 -1 1", "2 -2 0 0 0"],
  ],
  [
    groupNamed("D4"),
    "1:1 2:1 2:2 2:2 4:2",
    ["1 1 1 1 1", "1 1 -1 -1 1", "1 1 1 -1 -1", "1 1 -1 1 -1", "2 -2 0 0 0"],
  ],
  [groupNamed("D5"), "1:1 2:5 5:2 5:2", ["1 1 1 1", "1 -1 1 1", "2 0 -h -g", "2 0 -g -h"]],
  [
    specialLinear(2, 3),
    "1:1 2:1 3:4 3:4 4:6 6:4 6:4",
    [
      "1 1 1 1 1 1 1",
      "1 1 w v 1 w v",
      "1 1 v w 1 v w",
      "3 3 0 0 -1 0 0",
      "2 -2 -1 -1 0 1 1",
      "2 -2 -w -v 0 w v",
      "2 -2 -v -w 0 v w",
    ],
  ],
  [
    generalLinear(2, 3),
    "1:1 2:1 2:12 3:8 4:6 6:8 8:6 8:6",
    [
      "1 1 1 1 1 1 1 1",
      "1 1 -1 1 1 1 -1 -1",
      "2 2 0 -1 2 -1 0 0",
      "3 3 1 0 -1 0 -1 -1",
      "3 3 -1 0 -1 0 1 1",
      "2 -2 0 -1 0 1 r -r",
      "2 -2 0 -1 0 1 -r r",
      "4 -4 0 1 0 -1 0 0",
    ],
  ],
];

describe("irreducibleCharacters", () => {
  it.each(PUBLISHED.map(([G, columns, rows]) => [G.name, columns, rows, G] as const))(
    "of %s are as published",
    (_, columns, rows, G) => {
      const { C, X } = tableOf(G);
      expect(profile(C)).toBe(columns);
      expect(sameTable(columns, X, rows)).toBe(true);
      expect(X[0].every((value) => K.eq(value, K.one))).toBe(true);
    },
  );
  it("of M11 are those of the ATLAS", () => {
    const C = classesOfPermutations(mathieu(11));
    const X = irreducibleCharacters(C);
    const columns = profile(C);
    const atlas = [
      "1 1 1 1 1 1 1 1 1 1",
      "10 2 1 2 0 -1 0 0 -1 -1",
      "10 -2 1 0 0 1 r -r -1 -1",
      "10 -2 1 0 0 1 -r r -1 -1",
      "11 3 2 -1 1 0 -1 -1 0 0",
      "16 0 -2 0 1 0 0 0 b c",
      "16 0 -2 0 1 0 0 0 c b",
      "44 4 -1 0 -1 1 0 0 0 0",
      "45 -3 0 1 0 0 -1 -1 1 1",
      "55 -1 1 -1 0 -1 1 1 0 0",
    ];
    expect(sameTable(columns, X, atlas)).toBe(true);
    expect(sameTable(columns, X, [...atlas.slice(1), "1 1 1 1 1 1 1 1 1 -1"])).toBe(false);
    // The ATLAS prints + for real and o for complex characters: no indicator of M11 is -1.
    expect(X.map((chi) => K.show(frobeniusSchur(C, chi)))).toEqual(
      "1 1 0 0 1 0 0 1 1 1".split(" "),
    );
  });
  it.runIf(deep)("of M12 have the degrees of the ATLAS", () => {
    const X = irreducibleCharacters(classesOfPermutations(mathieu(12)));
    expect(X.map(([degree]) => Number(K.show(degree)))).toEqual([
      1, 11, 11, 16, 16, 45, 54, 55, 55, 55, 66, 99, 120, 144, 176,
    ]);
  });
  it.each([2, 5, 6])("of C%i are the powers of a root of 1", (n) => {
    const { C, X } = tableOf(groupNamed(`C${n}`));
    const expected = Array.from({ length: n }, (_, k) =>
      C.classes.map(({ representative: j }) => rootOfUnity(n, k * j)),
    );
    const text = (rows: readonly ClassFunction[]): string[] =>
      rows.map((row) => row.map(K.show).join("|")).sort();
    expect(text(X)).toEqual(text(expected));
  });
  it.each([3, 6, 7])("of D%i are 2 cos(2πjk/n) on rotations", (n) => {
    const { C, X } = tableOf(groupNamed(`D${n}`));
    const planes = X.filter((chi) => K.eq(chi[0], integer(2)));
    expect(planes.length).toBe(Math.ceil(n / 2) - 1);
    const rotation = (k: number): ClassFunction =>
      C.classes.map(({ representative: g }) =>
        g < n ? K.add(rootOfUnity(n, k * g), rootOfUnity(n, (n - k) * g)) : K.zero,
      );
    const text = (rows: readonly ClassFunction[]): string[] =>
      rows.map((row) => row.map(K.show).join("|")).sort();
    expect(text(planes)).toEqual(text(planes.map((_, k) => rotation(k + 1))));
  });
  it.each(["C4", "V4", "S3", "S4", "D4", "Q8"])(
    "of %s are the traces of its irreducible matrices",
    (name) => {
      const { C, X } = tableOf(groupNamed(name));
      const traces = irreducibles(name).map((rho) => {
        const chi = character(rho);
        return C.classes.map(({ representative: g }) => rootSum(4, [chi[g].re, chi[g].im]));
      });
      const text = (rows: readonly ClassFunction[]): string[] =>
        rows.map((row) => row.map(K.show).join("|")).sort();
      expect(text(X)).toEqual(text(traces));
    },
  );
});

describe("characterTableLaws", () => {
  const groups = [
    ...PUBLISHED.map(([G]) => G),
    groupNamed("C2xS3"),
    ...(deep ? [SL25, generalLinear(3, 2)] : []),
  ];
  it.each(groups.map((G) => [G.name, G] as const))("hold for %s", (_, G) => {
    const { C, X } = tableOf(G);
    const indices = C.classes.map((_, k) => k);
    for (const { title, holds } of characterTableLaws(C, X))
      for (const i of indices)
        for (const j of indices) if (!holds(i, j, 0)) throw new Error(`${title} at ${i}, ${j}`);
    expect(X.length).toBe(C.classes.length);
  });
  const { C, X } = tableOf(groupNamed("A4"));
  const swapped = (row: ClassFunction): ClassFunction => [row[0], row[2], row[1], row[3]];
  const twins: readonly (readonly [string, readonly ClassFunction[]])[] = [
    ["as many characters as classes", X.slice(1)],
    ["<χ_i, χ_j> = δ_ij", [X[0], X[0], X[1], X[3]]],
    [
      "Σ_χ χ(C_i) conj χ(C_j) = δ_ij |G|/|C_i|",
      [...X.slice(0, 3).map((row) => row.map((a, t) => (t === 3 ? K.neg(a) : a))), X[2]],
    ],
    ["χ_i χ_j is a sum of characters", [X[0], X[1], X[2], X[3].map(K.neg)]],
    ["χ_i(g⁻¹) = conj χ_i(g)", X.map(swapped)],
    ["Σ_χ ν(χ) χ(1) counts the g with g² = 1", [X[0], X[1], X[2], X[0]]],
  ];
  const cases = twins.map(([title, table]) => ({ title, table }));
  it.each(cases)("reject a table that violates $title", ({ title, table }) => {
    const indices = table.map((_, k) => k);
    expect(rejectedBy(characterTableLaws(C, table), indices)).toContain(title);
  });
  it("have a twin each, and are met by A4", () => {
    expect(characterTableLaws(C, X).map((law) => law.title)).toEqual(twins.map(([title]) => title));
    expect(rejectedBy(characterTableLaws(C, X), [0, 1, 2, 3])).toEqual([]);
  });
});

describe("class functions", () => {
  const G = groupNamed("S4");
  const { C, X } = tableOf(G);
  it("reciprocityLaw holds for random subgroups of S4, A5 and GL(2, 3)", () => {
    const orders = new Set<number>();
    const choice = fc.tuple(
      fc.constantFrom(G, groupNamed("A5"), PUBLISHED[11][0]),
      fc.nat(),
      fc.nat(),
    );
    fc.assert(
      fc.property(choice, ([whole, a, b]) => {
        const members = generated(whole, [a % whole.order, b % whole.order]);
        fc.pre(members.length < whole.order);
        orders.add(members.length);
        const [above, below] = [tableOf(whole), tableOf(subgroupAsGroup(whole, members, "H"))];
        const fused = fusion(below.C, above.C, (h) => members[h]);
        const law = reciprocityLaw(below.C, above.C, fused, below.X, above.X);
        above.X.forEach((_, i) =>
          below.X.forEach((__, j) => expect(law.holds(i, j, 0)).toBe(true)),
        );
      }),
      fixed(deep ? 200 : 6),
    );
    expect(orders.size).toBeGreaterThan(2);
  });
  const members = generated(G, [1, 2]);
  const H = subgroupAsGroup(G, members, "H");
  const below = tableOf(H);
  const fused = fusion(below.C, C, (h) => members[h]);
  it("reciprocityLaw rejects induction without the centralisers", () => {
    const naive = (psi: ClassFunction): ClassFunction =>
      C.classes.map((_, t) =>
        below.C.classes.reduce((sum, __, d) => (fused[d] === t ? K.add(sum, psi[d]) : sum), K.zero),
      );
    const law = reciprocityLaw(below.C, C, fused, below.X, X, naive);
    expect(X.every((_, i) => below.X.every((__, j) => law.holds(i, j, 0)))).toBe(false);
  });
  it("induceCharacter is the trace of the induced matrices", () => {
    const rho = irreducibles("S3").map((r) => ({ ...r, group: H }));
    expect(H.order).toBe(6);
    for (const r of rho) {
      const traces = character(induce(r, G, members));
      const chi = character(r);
      const psi = below.C.classes.map(({ representative: h }) =>
        rootSum(4, [chi[h].re, chi[h].im]),
      );
      const expected = C.classes.map(({ representative: g }) =>
        rootSum(4, [traces[g].re, traces[g].im]),
      );
      expect(induceCharacter(below.C, C, fused, psi)).toEqual(expected);
    }
  });
  it("multiplicities of the permutation character of S4 on S4/S3 are 1, 0, 0, 1, 0", () => {
    const permutation = induceCharacter(below.C, C, fused, below.X[0]);
    const found = multiplicities(C, X, permutation).map(({ n }) => Number(n));
    expect(found.filter((m) => m === 1).length).toBe(2);
    expect(found[0]).toBe(1);
    expect(permutation.map((value) => Number(K.show(value)))).toEqual([4, 0, 2, 1, 0]);
    expect(restrictCharacter(fused, permutation).map((value) => Number(K.show(value)))).toEqual([
      4, 2, 1,
    ]);
    expect(multiplyCharacters(permutation, permutation)[0]).toEqual(integer(16));
  });
  it("the indicators of Frobenius and Schur: S4 all 1, Q8 and SL(2, 5) have -1, C3 has 0", () => {
    const indicators = (group: FiniteGroup): string => {
      const table = tableOf(group);
      return table.X.map((chi) => K.show(frobeniusSchur(table.C, chi))).join(" ");
    };
    expect(indicators(G)).toBe("1 1 1 1 1");
    expect(indicators(groupNamed("Q8"))).toBe("1 1 1 1 -1");
    expect(indicators(groupNamed("C3"))).toBe("1 0 0");
    expect(indicators(SL25).split(" ").sort().join(" ")).toBe("-1 -1 -1 -1 1 1 1 1 1");
  });
  it("values of the wrong number or of no character are refused", () => {
    const short = X[0].slice(1);
    expect(() => classInnerProduct(C, short, X[0])).toThrow("expected 5 values, got 4");
    expect(() => classInnerProduct(C, X[0], short)).toThrow("expected 5 values, got 4");
    expect(() => frobeniusSchur(C, short)).toThrow("expected 5 values, got 4");
    expect(() => induceCharacter(below.C, C, fused, X[0])).toThrow("expected 3 values, got 5");
    const odd = X[0].map(() => rootOfUnity(5));
    expect(() => multiplicities(C, X, odd)).toThrow("a character with rational ones, got ζ5");
  });
});

describe("linear groups", () => {
  it("GL(n, q) has Π (qⁿ - qᵏ) elements, SL(n, q) a (q - 1)-th of them", () => {
    const orders: [FiniteGroup, number][] = [
      [generalLinear(2, 2), 6],
      [PUBLISHED[11][0], 48],
      [specialLinear(2, 2), 6],
      [PUBLISHED[10][0], 24],
      [SL25, 120],
      [generalLinear(1, 5), 4],
    ];
    for (const [group, order] of orders) expect(group.order).toBe(order);
    expect(indicesOf(specialLinear(1, 3))).toEqual([0]);
    expect(SL25.name).toBe("SL(2, 5)");
  });
});
