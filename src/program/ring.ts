import { rationals, showRational } from "../algebra/rational.ts";
import type { Ring } from "../algebra/ring.ts";
import { operation } from "./program.ts";
import type { ProgramBuilder } from "./builder.ts";

/**
 * The nodes of a builder as a ring: whatever is generic over a ring, as matrices are, records its
 * entries as programs here.
 *
 * `eq` compares nodes: equal nodes are equal functions, and different ones may be too, so the ring is not
 * exact. `decide` decides.
 */
export function nodeRing(B: ProgramBuilder): Ring<number> {
  const { op, name } = B.nodes;
  return {
    name: "programs",
    exact: false,
    zero: B.constant(rationals.zero),
    one: B.constant(rationals.one),
    has: (a) => Number.isInteger(a) && a >= 0,
    eq: (a, b) => a === b,
    add: B.add,
    neg: B.neg,
    mul: B.mul,
    show: (a) => {
      if (op(a) === operation.variable) return name(a);
      const { constants, ops } = B.program([a]);
      return ops[0] === operation.constant && ops.length === 1
        ? showRational(constants[0])
        : `node ${a}`;
    },
  };
}
