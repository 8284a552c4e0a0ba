import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/** V_4 = {1, a, b, ab}, every square 1; the product adds the indices without carry. */
export function klein(): FiniteGroup {
  return finiteGroup("V4", ["1", "a", "b", "ab"], (i, j) => i ^ j);
}
