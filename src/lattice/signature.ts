/**
 * Unitary links of a lattice and their angles. `M`: unitary matrices of one size (links, gauge
 * transformations, holonomies); `T`: real numbers, measured in turns of 2π; `C`: turns modulo 1.
 */
export const latticeLinks = {
  name: "links of a lattice",
  sorts: ["M", "T", "C"],
  operations: {
    mul: { on: ["M"], arity: "many" },
    adjoint: { args: ["M"], result: "M" },
    one: { args: [], result: "M" },
    /** Im Tr log W / 2π: the sum of the eigenphases, each in (−1/2, 1/2] turns. */
    phase: { args: ["M"], result: "T" },
    /** Im Tr W / 2π. */
    imTrace: { args: ["M"], result: "T" },
    /** arg Tr W / 2π in (−1/2, 1/2]; 0 where the trace vanishes. */
    argTrace: { args: ["M"], result: "T" },
    /** arg det W / 2π, modulo 1. */
    detTurn: { args: ["M"], result: "C" },
    turns: { literals: ["rational"], args: [], result: "T" },
    add: { on: ["T", "C"], arity: "many" },
    sub: { on: ["T", "C"], arity: 2 },
    neg: { on: ["T", "C"], arity: 1 },
    scale: { literals: ["rational"], on: ["T"], arity: 1 },
    wrap: { args: ["T"], result: "C" },
  },
} as const;

/** The type of the signature `latticeLinks`, for models and operations over it. */
export type LatticeLinks = typeof latticeLinks;

/**
 * The hypothesis that no holonomy whose phase is taken has the eigenvalue −1, where the principal
 * logarithm jumps. Every model but the sampled one can do without.
 */
export const noMinusOne = "no-minus-one";

/** The hypothesis that links are 1×1: they commute. */
export const oneBand = "one-band";
