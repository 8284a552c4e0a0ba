/** Groups, subgroups and representations to induce from: all small ones, and some by name. */
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { mapMatrix, matrixOf, type Matrix } from "../algebra/matrix.ts";
import { fromInteger } from "../algebra/ring.ts";
import { DomainError } from "../errors.ts";
import {
  elementNamed,
  indicesOf,
  isAbelian,
  orderOf,
  type FiniteGroup,
} from "../groups/finiteGroup.ts";
import { representationFrom } from "../groups/irreducible.ts";
import { realCharacters, trivial } from "../groups/linearCharacters.ts";
import { groupNamed } from "../groups/named.ts";
import type { Representation } from "../groups/representation.ts";
import { generated, subgroupAsGroup, twoGenerated } from "../groups/subgroup.ts";

/** A representation ρ of a subgroup H of G; `inclusion` lists the elements of H in G. */
export interface Induction {
  readonly name: string;
  readonly G: FiniteGroup;
  readonly H: FiniteGroup;
  readonly inclusion: readonly number[];
  readonly rho: Representation;
}

type Entry = number | "i" | "-i";
type Images = readonly (readonly [label: string, matrix: Matrix<Entry>])[];

const S3: Images = [
  ["(1 2)", [[0, 1], [1, 0]]],
  ["(1 2 3)", [[-1, -1], [1, 0]]],
]; // prettier-ignore

/** The group and ρ at generators of H. `standard` of S3 is in the basis e_x − e_3. */
const NAMED: Readonly<Record<string, readonly [group: string, images: Images]>> = {
  "S3 ⊃ S3, standard": ["S3", S3],
  "S3 ⊃ S3, trivial": ["S3", [["(1 2)", [[1]]], ["(1 2 3)", [[1]]]]],
  "S3 ⊃ C2, trivial": ["S3", [["(1 2)", [[1]]]]],
  "S3 ⊃ C3, trivial": ["S3", [["(1 2 3)", [[1]]]]],
  "C3xC3 ⊃ C1, trivial": ["C3xC3", []],
  "C4xC4 ⊃ C1, trivial": ["C4xC4", []],
  "C4xC4 ⊃ C2xC2, trivial": ["C4xC4", [["[2, 0]", [[1]]], ["[0, 2]", [[1]]]]],
  "Q8 ⊃ C4, χ1": ["Q8", [["i", [["i"]]]]],
  "A4 ⊃ V4, χ": ["A4", [["(1 2)(3 4)", [[-1]]], ["(1 3)(2 4)", [[1]]]]],
  "S4 ⊃ C1, trivial": ["S4", []],
  "S4 ⊃ C2, trivial": ["S4", [["(1 2)", [[1]]]]],
  "S4 ⊃ C2, sign": ["S4", [["(1 2)", [[-1]]]]],
  "S4 ⊃ C4, χ1": ["S4", [["(1 2 3 4)", [["i"]]]]],
  "S4 ⊃ C4, rotation": ["S4", [["(1 2 3 4)", [[0, -1], [1, 0]]]]],
  "S4 ⊃ V4, χ": ["S4", [["(1 2)(3 4)", [[-1]]], ["(1 3)(2 4)", [[1]]]]],
  "S4 ⊃ S3, trivial": ["S4", [["(1 2)", [[1]]], ["(1 2 3)", [[1]]]]],
  "S4 ⊃ S3, sign": ["S4", [["(1 2)", [[-1]]], ["(1 2 3)", [[1]]]]],
  "S4 ⊃ S3, standard": ["S4", S3],
  "p4/3 ⊃ C1, trivial": ["p4/3", []],
  "p4/3 ⊃ C4, trivial": ["p4/3", [["0,0r", [[1]]]]],
  "p4/3 ⊃ C4, frequency 1": ["p4/3", [["0,0r", [[0, -1], [1, 0]]]]],
  "p4m/3 ⊃ D4, trivial": ["p4m/3", [["0,0r", [[1]]], ["0,0s", [[1]]]]],
  "p4m/3 ⊃ D4, frequency 1": ["p4m/3", [["0,0r", [[0, -1], [1, 0]]], ["0,0s", [[1, 0], [0, -1]]]]],
  "S4 ⊃ D4, square": ["S4", [["(1 2 3 4)", [[0, -1], [1, 0]]], ["(1 3)", [[1, 0], [0, -1]]]]],
}; // prettier-ignore

const named = new Map<string, Induction>();

/**
 * The induction with this name, such as `S4 ⊃ S3, standard`. That ρ is a homomorphism is checked.
 *
 * @throws {DomainError} listing the names
 */
export function inductionNamed(name: string): Induction {
  const known = named.get(name);
  if (known !== undefined) return known;
  if (!Object.hasOwn(NAMED, name))
    throw new DomainError("inductionNamed", `one of ${Object.keys(NAMED).join("; ")}`, `"${name}"`);
  const [group, images] = NAMED[name];
  const G = groupNamed(group);
  const inclusion = generated(
    G,
    images.map(([label]) => elementNamed(G, label)),
  );
  const made = inductionOf(name, G, inclusion, (H) =>
    images.length === 0
      ? trivial(H)
      : representationFrom(
          H,
          images.map(([label, A]) => [label, mapMatrix(A, entry)]),
          name,
        ),
  );
  named.set(name, made);
  return made;
}

/** The induction of ρ, made from the subgroup as a group of its own. */
export function inductionOf(
  name: string,
  G: FiniteGroup,
  inclusion: readonly number[],
  rho: (H: FiniteGroup) => Representation,
): Induction {
  const H = subgroupAsGroup(G, inclusion);
  return { name, G, H, inclusion, rho: rho(H) };
}

/** All groups of these orders are below, so a witness on a group of order 7 or less is smallest. */
export const completeBelow = 7;
const smallGroups = ["C1", "C2", "C3", "C4", "V4", "C5", "C6", "S3"];

let small: readonly Induction[] | undefined;

/**
 * Every group of order at most 6, every subgroup H, and representations of H such that each
 * representation over C is a subrepresentation of a sum of them. An equation that is linear in V and
 * holds for them holds for every ρ of these H. By |G|, and for one G by |H|, then dim ρ.
 */
export function smallInductions(): readonly Induction[] {
  small ??= smallGroups.flatMap((name) => {
    const G = groupNamed(name);
    return twoGenerated(G)
      .flatMap((inclusion) => {
        const H = subgroupAsGroup(G, inclusion, `{${inclusion.map((g) => G.show(g)).join(", ")}}`);
        return enough(H).map((rho): Induction => ({
          name: `${name} ⊃ ${H.name}, ${rho.name}`,
          G,
          H,
          inclusion,
          rho,
        }));
      })
      .sort((a, b) => a.H.order - b.H.order || a.rho.dimension - b.rho.dimension);
  });
  return small;
}

/**
 * Representations over Q(i) whose sums contain every representation over C: for a cyclic group the
 * companion matrices of the cyclotomic polynomials, for V4 the characters, for S3 the irreducible ones.
 */
function enough(H: FiniteGroup): readonly Representation[] {
  const generator = indicesOf(H).find((h) => orderOf(H, h) === H.order);
  if (generator !== undefined)
    return Object.entries(cyclotomic)
      .filter(([d]) => H.order % Number(d) === 0)
      .map(([d, low]) =>
        d === "1"
          ? trivial(H)
          : representationFrom(H, [[H.show(generator), companion(low)]], `companion of Φ${d}`),
      );
  if (isAbelian(H)) return realCharacters(H);
  const ofOrder = (n: number): string => H.show(indicesOf(H).findIndex((h) => orderOf(H, h) === n));
  const [[, s], [, r]] = S3;
  const standard = representationFrom(H, [[ofOrder(2), mapMatrix(s, entry)], [ofOrder(3), mapMatrix(r, entry)]], "standard"); // prettier-ignore
  return [...realCharacters(H), standard];
}

/** Φ_d without its leading coefficient, lowest first. */
const cyclotomic: Readonly<Record<string, readonly number[]>> = {
  1: [-1],
  2: [1],
  3: [1, 1],
  4: [1, 0],
  5: [1, 1, 1, 1],
  6: [1, -1],
};

function companion(low: readonly number[]): Matrix<GaussianRational> {
  const n = low.length;
  return matrixOf(n, n, (i, j) => entry(j === n - 1 ? -low[i] : i === j + 1 ? 1 : 0));
}

function entry(x: Entry): GaussianRational {
  if (typeof x === "number") return fromInteger(K, BigInt(x));
  return x === "i" ? K.i : K.neg(K.i);
}
