import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/** Products of 1, i, j, k: [sign, unit] with ij = k, jk = i, ki = j. */
const UNITS: readonly (readonly (readonly [1 | -1, number])[])[] = [
  [
    [1, 0],
    [1, 1],
    [1, 2],
    [1, 3],
  ],
  [
    [1, 1],
    [-1, 0],
    [1, 3],
    [-1, 2],
  ],
  [
    [1, 2],
    [-1, 3],
    [-1, 0],
    [1, 1],
  ],
  [
    [1, 3],
    [1, 2],
    [-1, 1],
    [-1, 0],
  ],
];

/** Q_8 = {1, -1, i, -i, j, -j, k, -k} in this order, with i² = j² = k² = ijk = -1. */
export function quaternion(): FiniteGroup {
  return finiteGroup("Q8", ["1", "-1", "i", "-i", "j", "-j", "k", "-k"], (a, b) => {
    const [sign, unit] = UNITS[a >> 1][b >> 1];
    const negative = (a + b + (sign === -1 ? 1 : 0)) % 2;
    return 2 * unit + negative;
  });
}
