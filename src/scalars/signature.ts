/**
 * Scalars of a commutative field: polynomials and rational functions of the unknowns. Division is an
 * operation, so a formula is defined where no divisor vanishes.
 */
export const scalars = {
  name: "scalars",
  sorts: ["R"],
  operations: {
    add: { on: ["R"], arity: "many" },
    sub: { on: ["R"], arity: 2 },
    neg: { on: ["R"], arity: 1 },
    mul: { on: ["R"], arity: "many" },
    div: { on: ["R"], arity: 2 },
    /** x^k, k any integer; x^0 = 1. */
    power: { literals: ["integer"], on: ["R"], arity: 1 },
    rational: { literals: ["rational"], args: [], result: "R" },
  },
} as const;

export type Scalars = typeof scalars;
