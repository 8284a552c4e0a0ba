import { DomainError } from "../errors.ts";
import { parsePermutation } from "./permutation.ts";
import { permutationGroup, type PermutationGroup } from "./permutationGroup.ts";

/** Standard generators on 11, 12, 22, 23, 24 points. Source: ATLAS of Group Representations v3. */
const GENERATORS: Readonly<Record<number, readonly [string, string]>> = {
  11: ["(2,10)(4,11)(5,7)(8,9)", "(1,4,3,8)(2,5,6,9)"],
  12: ["(1,4)(3,10)(5,11)(6,12)", "(1,8,9)(2,3,4)(5,12,11)(6,10,7)"],
  22: [
    "(1,13)(2,8)(3,16)(4,12)(6,22)(7,17)(9,10)(11,14)",
    "(1,22,3,21)(2,18,4,13)(5,12)(6,11,7,15)(8,14,20,10)(17,19)",
  ],
  23: [
    "(1,2)(3,4)(7,8)(9,10)(13,14)(15,16)(19,20)(21,22)",
    "(1,16,11,3)(2,9,21,12)(4,5,8,23)(6,22,14,18)(13,20)(15,17)",
  ],
  24: [
    "(1,4)(2,7)(3,17)(5,13)(6,9)(8,15)(10,19)(11,18)(12,21)(14,16)(20,24)(22,23)",
    "(1,4,6)(2,21,14)(3,9,15)(5,18,10)(13,17,16)(19,24,23)",
  ],
};

/**
 * The sporadic simple group M_n of Mathieu on n points. Domain: n = 11, 12, 22, 23, 24.
 *
 * @throws {DomainError} for another n
 */
export function mathieu(n: number): PermutationGroup {
  if (!Object.hasOwn(GENERATORS, n))
    throw new DomainError("mathieu", "11, 12, 22, 23 or 24 points", n);
  return permutationGroup(
    `M${n}`,
    n,
    GENERATORS[n].map((text) => parsePermutation(n, text)),
  );
}
