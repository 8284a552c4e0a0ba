/** Finite groups on finite sets by name: fixed points of elements, and orbits. */
import type { AbelianNumber } from "../algebra/abelianNumber.ts";
import { conjugate } from "../algebra/group.ts";
import { DomainError } from "../errors.ts";
import { irreducibleCharacters } from "./characterTable.ts";
import { classesOf } from "./conjugacy.ts";
import { elementNamed, indicesOf, type FiniteGroup } from "./finiteGroup.ts";
import { groupNamed } from "./named.ts";
import { permutationsOf } from "./permutation.ts";

/** The irreducible characters of a named group at its classes, the identity's first. */
export interface CharacterTable {
  readonly order: number;
  /** How many elements each class has, and one of them. */
  readonly sizes: readonly number[];
  readonly representatives: readonly number[];
  readonly characters: readonly (readonly AbelianNumber[])[];
}

const tables = new Map<string, CharacterTable>();

/** By Dixon's algorithm, once for each name; see `irreducibleCharacters`. */
export function characterTable(name: string): CharacterTable {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const C = classesOf(groupNamed(name));
  const table: CharacterTable = {
    order: C.order,
    sizes: C.classes.map(({ members }) => members.length),
    representatives: C.classes.map(({ representative }) => representative),
    characters: irreducibleCharacters(C),
  };
  tables.set(name, table);
  return table;
}

interface Action {
  readonly points: number;
  readonly act: (g: number, x: number) => number;
}

/**
 * The action of a named group: `pairs` of the points of S4, `itself by conjugation`, or the
 * `colourings of four corners, k colours` under D4.
 *
 * @throws {DomainError} naming these
 */
function actionOf(G: FiniteGroup, on: string): Action {
  if (on === "itself by conjugation") return { points: G.order, act: (g, x) => conjugate(G, g, x) };
  if (on === "pairs" && G.name === "S4") {
    const permutations = permutationsOf(4);
    return {
      points: 16,
      act: (g, x) => permutations[g][Math.floor(x / 4)] * 4 + permutations[g][x % 4],
    };
  }
  const colours = Number(/^colourings of four corners, (\d+) colours$/.exec(on)?.[1]);
  if (G.name === "D4" && colours > 0) return { points: colours ** 4, act: colouring(G, colours) };
  throw new DomainError("actionOf", "pairs of S4, itself by conjugation, colourings of D4", on);
}

/** D4 moves the corners 0, 1, 2, 3 by r: c ↦ c + 1 and s: c ↦ −c; a colouring goes with them. */
function colouring(G: FiniteGroup, k: number): Action["act"] {
  const [r, s] = [elementNamed(G, "r"), elementNamed(G, "s")];
  const corners = new Map<number, readonly number[]>([[G.identity, [0, 1, 2, 3]]]);
  for (const [g, to] of corners)
    for (const [generator, map] of [
      [r, (c: number) => (c + 1) % 4],
      [s, (c: number) => (4 - c) % 4],
    ] as const) {
      const next = G.op(generator, g);
      if (!corners.has(next)) corners.set(next, to.map(map));
    }
  return (g, x) => {
    const to = corners.get(g) ?? [];
    return to.reduce((sum, c, from) => sum + (Math.floor(x / k ** from) % k) * k ** c, 0);
  };
}

/** 1/|G| Σ_g |{x : gx = x}|, or the mean over the elements other than 1. */
export function fixedPointMean(
  group: string,
  on: string,
  options: { readonly withoutIdentity?: boolean } = {},
): number {
  const G = groupNamed(group);
  const { points, act } = actionOf(G, on);
  const elements = indicesOf(G).filter((g) => options.withoutIdentity !== true || g !== G.identity);
  let fixed = 0;
  for (const g of elements) for (let x = 0; x < points; x++) if (act(g, x) === x) fixed++;
  return fixed / elements.length;
}

/** How many orbits, by joining each x with all gx. */
export function orbitCount(group: string, on: string): number {
  const G = groupNamed(group);
  const { points, act } = actionOf(G, on);
  const seen = new Uint8Array(points);
  let orbits = 0;
  for (let x = 0; x < points; x++) {
    if (seen[x] === 1) continue;
    orbits++;
    for (const g of indicesOf(G)) seen[act(g, x)] = 1;
  }
  return orbits;
}
