import type { Rational } from "../algebra/rational.ts";

/**
 * A straight-line program over a commutative ring with division, in structure-of-arrays form: node k
 * is `ops[k]` applied to `left[k]` and `right[k]`. Children come before parents.
 *
 * | operation  | left               | right                  |
 * | ---------- | ------------------ | ---------------------- |
 * | `variable` | index in variables | 0                      |
 * | `constant` | index in constants | 0                      |
 * | `neg`      | node               | 0                      |
 * | `power`    | node               | integer exponent k ≥ 0 |
 * | the others | node               | node                   |
 *
 * Every division of what was recorded is a node, so the program is defined exactly where the recorded
 * formula is. A claim "left = right" is the program with root left − right.
 */
export interface Program {
  readonly ops: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly variables: readonly string[];
  readonly constants: readonly Rational[];
  readonly roots: readonly number[];
}

/** The codes in `Program.ops`. */
export const operation = {
  variable: 0,
  constant: 1,
  add: 2,
  sub: 3,
  neg: 4,
  mul: 5,
  div: 6,
  power: 7,
} as const;

/** How many of `left`, `right` are nodes, by operation code. */
export const arity: readonly number[] = [0, 0, 2, 2, 1, 2, 2, 1];

/** Nodes that a node or a root refers to more than once are shared: the number of references to each. */
export function references(program: Program): Int32Array {
  const { ops, left, right, roots } = program;
  const count = new Int32Array(ops.length);
  for (let k = 0; k < ops.length; k++) {
    if (arity[ops[k]] > 0) count[left[k]]++;
    if (arity[ops[k]] > 1) count[right[k]]++;
  }
  for (const root of roots) count[root]++;
  return count;
}
