import { DomainError } from "../errors.ts";
import { cyclic } from "./cyclic.ts";
import { dihedral } from "./dihedral.ts";
import type { FiniteGroup } from "./finiteGroup.ts";
import { klein } from "./klein.ts";
import { planeGroup } from "./planeGroup.ts";
import { product } from "./product.ts";
import { quaternion } from "./quaternion.ts";
import { alternating, symmetric } from "./symmetric.ts";

const FAMILIES: Record<string, (n: number) => FiniteGroup> = {
  C: cyclic,
  S: symmetric,
  A: alternating,
  D: dihedral,
};

/** What `groupNamed` reads. */
export const knownGroupNames =
  "C<n>, S<n>, A<n>, D<n> (of order 2n), Q8, V4, p4/<n>, p4m/<n>, and products like C2xS3";

/**
 * The group with this name: `C12`, `S4`, `A5`, `D4` (of order 8), `Q8`, `V4`, `p4m/3`,
 * the motions of the torus Z_3², `C2xS3`.
 *
 * @throws {DomainError} listing the known names
 */
export function groupNamed(name: string): FiniteGroup {
  let group = made.get(name);
  if (group === undefined) made.set(name, (group = make(name)));
  return group;
}

/** Groups are immutable, and their tables are what takes time. */
const made = new Map<string, FiniteGroup>();

function make(name: string): FiniteGroup {
  const factors = name.split("x").map(factorNamed);
  if (factors.some((G) => G === undefined))
    throw new DomainError("groupNamed", `one of ${knownGroupNames}`, `"${name}"`);
  return factors.filter((G) => G !== undefined).reduce(product);
}

function factorNamed(name: string): FiniteGroup | undefined {
  if (name === "Q8") return quaternion();
  if (name === "V4") return klein();
  const plane = /^p4(m?)\/([1-9]\d*)$/.exec(name);
  if (plane !== null) return planeGroup(Number(plane[2]), plane[1] === "m");
  const match = /^([CSAD])([1-9]\d*)$/.exec(name);
  return match === null ? undefined : FAMILIES[match[1]](Number(match[2]));
}
