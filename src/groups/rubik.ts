import { parsePermutation } from "./permutation.ts";
import { permutationGroup, type PermutationGroup } from "./permutationGroup.ts";

/**
 * Quarter turns of the faces U, L, F, R, B, D on the 48 stickers that move, numbered face by face
 * in this order, row by row. Source: M. Schönert, "Analyzing Rubik's Cube with GAP".
 */
const TURNS = [
  "(1,3,8,6)(2,5,7,4)(9,33,25,17)(10,34,26,18)(11,35,27,19)",
  "(9,11,16,14)(10,13,15,12)(1,17,41,40)(4,20,44,37)(6,22,46,35)",
  "(17,19,24,22)(18,21,23,20)(6,25,43,16)(7,28,42,13)(8,30,41,11)",
  "(25,27,32,30)(26,29,31,28)(3,38,43,19)(5,36,45,21)(8,33,48,24)",
  "(33,35,40,38)(34,37,39,36)(3,9,46,32)(2,12,47,29)(1,14,48,27)",
  "(41,43,48,46)(42,45,47,44)(14,22,30,38)(15,23,31,39)(16,24,32,40)",
];

/** The group of Rubik's cube, of order 8! 12! 3⁷ 2¹⁰, on its 48 stickers. */
export function rubik(): PermutationGroup {
  return permutationGroup(
    "Rubik's cube",
    48,
    TURNS.map((text) => parsePermutation(48, text)),
  );
}
