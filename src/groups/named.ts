import { DomainError } from "../errors.ts";
import { cyclic } from "./cyclic.ts";
import { dihedral } from "./dihedral.ts";
import type { FiniteGroup } from "./finiteGroup.ts";
import { klein } from "./klein.ts";
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
  "C<n>, S<n>, A<n>, D<n> (of order 2n), Q8, V4, and products like C2xS3";

/**
 * The group with this name: `C12`, `S4`, `A5`, `D4` (of order 8), `Q8`, `V4`, `C2xS3`.
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
  const match = /^([CSAD])([1-9]\d*)$/.exec(name);
  return match === null ? undefined : FAMILIES[match[1]](Number(match[2]));
}
