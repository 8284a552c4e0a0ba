import { describe, expect, it } from "vitest";
import { gaussianRationals as K } from "../../src/algebra/complex.ts";
import { conjugateTranspose, eqMatrix, mapMatrix, mulMatrix } from "../../src/algebra/matrix.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { cyclic } from "../../src/groups/cyclic.ts";
import { elementNamed, indicesOf } from "../../src/groups/finiteGroup.ts";
import { induce, regular } from "../../src/groups/induced.ts";
import { homDimension, intertwiners } from "../../src/groups/intertwiners.ts";
import { irreducibles, representationFrom, spin } from "../../src/groups/irreducible.ts";
import { cyclicCharacter, realCharacters, trivial } from "../../src/groups/linearCharacters.ts";
import { groupNamed } from "../../src/groups/named.ts";
import {
  character,
  directSum,
  dual,
  innerProduct,
  integerRepresentation,
  permutationRepresentation,
  pullback,
  representation,
  restrict,
  tensor,
  type Representation,
} from "../../src/groups/representation.ts";
import { natural, pairings, sign, standard } from "../../src/groups/standard.ts";
import { conjugacyClasses, indexOfSubgroup, squaresSubgroup } from "../../src/groups/subgroup.ts";
import {
  alternating,
  alternatingInclusion,
  symmetric,
  symmetricInclusion,
} from "../../src/groups/symmetric.ts";

/** χ at the elements with these labels, printed. */
const valuesAt = (rho: Representation, ...labels: string[]): string[] =>
  labels.map((label) => K.show(character(rho)[elementNamed(rho.group, label)]));
const product = (rho: Representation, sigma: Representation): string =>
  rationals.show(innerProduct(rho.group, character(rho), character(sigma)));

describe("irreducibles", () => {
  it("irreducibles(S4) has the character table of S4 (Fulton & Harris, p. 20)", () => {
    const table = irreducibles("S4").map((rho) =>
      valuesAt(rho, "()", "(1 2)", "(1 2 3)", "(1 2 3 4)", "(1 2)(3 4)").join(" "),
    );
    expect(table).toEqual(["1 1 1 1 1", "1 -1 1 -1 1", "2 0 -1 0 2", "3 1 0 -1 -1", "3 -1 0 1 -1"]);
  });
  it("irreducibles(Q8) and irreducibles(D4) share a character table up to order, 2-dim: 2, -2, 0", () => {
    expect(valuesAt(irreducibles("Q8")[4], "1", "-1", "i", "j", "k")).toEqual([
      "2",
      "-2",
      "0",
      "0",
      "0",
    ]);
    expect(valuesAt(irreducibles("D4")[4], "1", "r^2", "r", "s", "rs")).toEqual([
      "2",
      "-2",
      "0",
      "0",
      "0",
    ]);
  });
  it("irreducibles(C4) holds the powers of i", () => {
    expect(valuesAt(irreducibles("C4")[1], "0", "1", "2", "3")).toEqual(["1", "i", "-1", "-i"]);
    expect(valuesAt(irreducibles("C4")[3], "0", "1", "2", "3")).toEqual(["1", "-i", "-1", "i"]);
  });
  it.each(["C1", "C2", "C4", "V4", "S3", "S4", "D4", "Q8"])(
    "irreducibles(%j) are orthonormal, as many as classes, Σ dim² = order",
    (name) => {
      const list = irreducibles(name);
      const G = groupNamed(name);
      expect(list.length).toBe(conjugacyClasses(G).length);
      expect(list.reduce((sum, rho) => sum + rho.dimension ** 2, 0)).toBe(G.order);
      for (const rho of list)
        for (const sigma of list) expect(product(rho, sigma)).toBe(rho === sigma ? "1" : "0");
    },
  );
  it("irreducibles(A4) are 1, ω ⊕ ω̄ and 3: norms 1, 2, 1", () => {
    const list = irreducibles("A4");
    expect(list.map((rho) => rho.dimension)).toEqual([1, 2, 3]);
    for (const rho of list)
      for (const sigma of list)
        expect(product(rho, sigma)).toBe(rho !== sigma ? "0" : rho.dimension === 2 ? "2" : "1");
    expect(valuesAt(list[1], "(1 2 3)", "(1 3 2)", "(1 2)(3 4)")).toEqual(["-1", "-1", "2"]);
  });
  it("irreducibles(M11) throws, listing the groups it knows", () => {
    expect(() => irreducibles("M11")).toThrow(
      "expected one of C1, C2, C4, V4, S3, S4, A4, D4, Q8, got",
    );
    expect(() => irreducibles("toString")).toThrow("expected one of");
  });
});

describe("realCharacters", () => {
  it.each(["C1", "C2", "C3", "C4", "V4", "S3", "Q8", "D4", "A4", "S4"])(
    "realCharacters(%j) are as many as |G : <squares>|",
    (name) => {
      const G = groupNamed(name);
      expect(realCharacters(G).length).toBe(indexOfSubgroup(G, squaresSubgroup(G)));
    },
  );
});

describe("representation", () => {
  const S3 = symmetric(3);
  const transposed = (rho: Representation) =>
    rho.matrices.map((A) => A.map((_, i) => A.map((row) => row[i])));
  it("representation refuses the transposes of standard(3), an antihomomorphism", () => {
    expect(() => representation(S3, transposed(standard(3)), "bad")).toThrow(
      "representation bad of S3: expected ρ(g)ρ(s) = ρ(gs), got g = ",
    );
  });
  it("representation refuses a wrong count, shape or identity", () => {
    expect(() => integerRepresentation(S3, [[[1]]], "bad")).toThrow("expected 6 matrices, got 1");
    const ones = indicesOf(S3).map(() => [[1]]);
    expect(() =>
      integerRepresentation(
        S3,
        [
          ...ones.slice(1),
          [
            [1, 0],
            [0, 1],
          ],
        ],
        "bad",
      ),
    ).toThrow("matrices of size 1, got 2");
    expect(() =>
      integerRepresentation(
        S3,
        indicesOf(S3).map(() => [[2]]),
        "bad",
      ),
    ).toThrow("the identity matrix");
  });
  it("representation refuses every single sign flip of spin()", () => {
    for (let g = 0; g < 8; g++) {
      const matrices = spin().matrices.map((A, k) => (k === g ? mapMatrix(A, K.neg) : A));
      expect(() => representation(spin().group, matrices, "flipped")).toThrow();
    }
  });
  it("representation stores homomorphisms: all products of standard(4), not only by generators", () => {
    const { group: G, matrices } = standard(4);
    for (const g of indicesOf(G))
      for (const h of indicesOf(G))
        expect(eqMatrix(K, mulMatrix(K, matrices[g], matrices[h]), matrices[G.op(g, h)])).toBe(
          true,
        );
  });
  it("permutationRepresentation refuses the right action x ↦ g⁻¹x", () => {
    const act = (g: number, x: number): number => S3.op(S3.inv(g), x);
    expect(() => permutationRepresentation(S3, 6, act, "bad")).toThrow("ρ(g)ρ(s) = ρ(gs)");
  });
  it("representationFrom refuses labels that do not generate", () => {
    expect(() => representationFrom(symmetric(3), [["(1 2)", [[K.one]]]], "half")).toThrow(
      "6 matrices, got 2",
    );
  });
  it("cyclicCharacter(6, 3) is a sign; (3, 1) and (8, 1) need roots of 1 outside Q(i)", () => {
    expect(valuesAt(cyclicCharacter(6, 3), "0", "1", "2", "5")).toEqual(["1", "-1", "1", "-1"]);
    expect(valuesAt(cyclicCharacter(8, -2), "1", "2", "3")).toEqual(["-i", "-1", "i"]);
    expect(() => cyclicCharacter(3, 1)).toThrow("n | 4k, got 3, 1");
    expect(() => cyclicCharacter(8, 1)).toThrow("n | 4k");
  });
  it("spin() is unitary", () => {
    const { matrices } = spin();
    for (const A of matrices)
      expect(eqMatrix(K, mulMatrix(K, A, conjugateTranspose(K, A)), matrices[0])).toBe(true);
  });
  it("the natural character counts fixed points, and natural = trivial ⊕ standard", () => {
    expect(valuesAt(natural(4), "()", "(1 2)", "(1 2 3)", "(1 2)(3 4)")).toEqual([
      "4",
      "2",
      "1",
      "0",
    ]);
    const sum = directSum(trivial(symmetric(4)), standard(4));
    expect(character(sum)).toEqual(character(natural(4)));
    expect(homDimension(sum, natural(4))).toBe(2);
  });
  it("tensor multiplies characters, dual conjugates them", () => {
    const square = tensor(standard(3), standard(3));
    // standard² = trivial + sign + standard for S3 (Fulton & Harris, exercise 1.13).
    expect(irreducibles("S3").map((rho) => product(rho, square))).toEqual(["1", "1", "1"]);
    const chi = cyclicCharacter(4, 1);
    expect(character(dual(chi))).toEqual(character(cyclicCharacter(4, 3)));
    expect(homDimension(chi, dual(chi))).toBe(0);
  });
  it("tensor and directSum refuse different groups", () => {
    expect(() => tensor(standard(3), standard(4))).toThrow("two representations of S3, got S4");
    expect(() => directSum(trivial(cyclic(4)), trivial(groupNamed("V4")))).toThrow(
      "two representations of C4, got V4",
    );
  });
  it("restrict(standard(4), A4) is irreducible and refuses a map that is not injective", () => {
    const rho = restrict(standard(4), alternating(4), alternatingInclusion(4));
    expect(product(rho, rho)).toBe("1");
    const toOne = indicesOf(cyclic(2)).map(() => 0);
    expect(() => restrict(standard(4), cyclic(2), toOne)).toThrow(
      "an injective homomorphism C2 → S4",
    );
    expect(pullback(standard(4), cyclic(2), toOne).dimension).toBe(3);
    expect(() => pullback(standard(4), cyclic(2), [0, 3])).toThrow("a homomorphism C2 → S4");
  });
  it("innerProduct refuses a class function of the wrong length", () => {
    expect(() => innerProduct(S3, [K.one], character(sign(3)))).toThrow("6 values, got 1");
  });
});

describe("homDimension", () => {
  it("homDimension is the inner product of characters, over all pairs of irreducibles and sums of S4", () => {
    const list = [...irreducibles("S4"), natural(4), tensor(pairings(), pairings())];
    for (const rho of list)
      for (const sigma of list)
        expect(rational(homDimension(rho, sigma))).toEqual(
          innerProduct(rho.group, character(rho), character(sigma)),
        );
  });
  it("intertwiners of natural(3) commute with every matrix: spanned by 1 and J", () => {
    const rho = natural(3);
    const basis = intertwiners(rho, rho);
    expect(basis.length).toBe(2);
    for (const T of basis)
      for (const A of rho.matrices)
        expect(eqMatrix(K, mulMatrix(K, T, A), mulMatrix(K, A, T))).toBe(true);
  });
  it.each([
    [natural(4), standard(4)],
    [standard(4), natural(4)],
  ])("intertwiners(ρ, σ) satisfy Tρ(g) = σ(g)T for all g, both ways round", (rho, sigma) => {
    const [T, ...others] = intertwiners(rho, sigma);
    expect(others).toEqual([]);
    expect([T.length, T[0].length]).toEqual([sigma.dimension, rho.dimension]);
    rho.matrices.forEach((A, g) =>
      expect(eqMatrix(K, mulMatrix(K, T, A), mulMatrix(K, sigma.matrices[g], T))).toBe(true),
    );
  });
  it("homDimension(ω ⊕ ω̄, itself) of A4 is 2: irreducible over Q(i) but not over C", () => {
    const rho = irreducibles("A4")[1];
    expect(homDimension(rho, rho)).toBe(2);
  });
});

describe("induce", () => {
  const [S3, S4] = [symmetric(3), symmetric(4)];
  const inclusion = symmetricInclusion(3, 4);
  const induced = irreducibles("S3").map((rho) => induce(rho, S4, inclusion));
  it("induce satisfies Frobenius reciprocity on S4 ⊃ S3, against the branching rule of Young diagrams", () => {
    // Rows: Ind of trivial, sign, standard; columns: trivial, sign, 2+2, 3+1, 2+1+1.
    const branching = [
      [1, 0, 0, 1, 0],
      [0, 1, 0, 0, 1],
      [0, 0, 1, 1, 1],
    ];
    irreducibles("S3").forEach((rho, r) =>
      irreducibles("S4").forEach((pi, c) => {
        expect(homDimension(induced[r], pi)).toBe(branching[r][c]);
        expect(homDimension(rho, restrict(pi, S3, inclusion))).toBe(branching[r][c]);
      }),
    );
  });
  it("induce of trivial from S3 has the character of natural(4)", () => {
    expect(character(induced[0])).toEqual(character(natural(4)));
  });
  it("induce agrees with Frobenius' formula χ(g) = 1/|H| Σ_x χ_H(x⁻¹gx)", () => {
    const place = new Map(inclusion.map((g, h) => [g, h]));
    irreducibles("S3").forEach((rho, r) => {
      const chi = character(rho);
      for (const g of indicesOf(S4)) {
        const terms = indicesOf(S4).map((x) => place.get(S4.op(S4.op(S4.inv(x), g), x)));
        const sum = terms.reduce(
          (total, h) => (h === undefined ? total : K.add(total, chi[h])),
          K.zero,
        );
        expect(K.mul({ re: rational(1, 6), im: rational(0) }, sum)).toEqual(
          character(induced[r])[g],
        );
      }
    });
  });
  it("induce from Z/4 = <i> in Q8 of the faithful character is spin()", () => {
    const G = groupNamed("Q8");
    const i = elementNamed(G, "i");
    const powers = [G.identity, i, G.op(i, i), G.inv(i)];
    const rho = induce(cyclicCharacter(4, 1), G, powers);
    expect(character(rho)).toEqual(character(spin()));
    expect(homDimension(rho, spin())).toBe(1);
  });
  it("induce of trivial from the trivial subgroup is regular(G), which holds each irreducible dim times", () => {
    const list = irreducibles("S3");
    expect(induce(trivial(cyclic(1)), S3, [S3.identity]).matrices).toEqual(regular(S3).matrices);
    expect(list.map((rho) => homDimension(rho, regular(S3)))).toEqual(
      list.map((rho) => rho.dimension),
    );
  });
  it("induce refuses a list that is no inclusion", () => {
    expect(() => induce(trivial(cyclic(2)), S4, [0, 3])).toThrow(
      "induce: expected an injective homomorphism C2 → S4",
    );
  });
});
