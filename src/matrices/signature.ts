/**
 * Matrices and their scalars. `M`: N×N complex matrices (in a field theory: matrix-valued functions);
 * `S`: complex scalars. The size N belongs to the model, never to the term.
 */
export const matrices = {
  name: "matrices",
  sorts: ["M", "S"],
  operations: {
    add: { on: ["M", "S"], arity: "many" },
    sub: { on: ["M", "S"], arity: 2 },
    neg: { on: ["M", "S"], arity: 1 },
    /** The rational multiple q·x. */
    scale: { literals: ["rational"], on: ["M", "S"], arity: 1 },
    mul: { on: ["M", "S"], arity: "many" },
    one: { args: [], result: "M" },
    zero: { args: [], result: "M" },
    zeroScalar: { args: [], result: "S" },
    adjoint: { args: ["M"], result: "M" },
    transpose: { args: ["M"], result: "M" },
    conjugate: { args: ["M"], result: "M" },
    tr: { args: ["M"], result: "S" },
    det: { args: ["M"], result: "S" },
  },
} as const;

/**
 * Matrix-valued fields: matrices with commuting derivations `d`. A direction is a coordinate
 * 0 … d−1, or `delta`, the first variation of every field.
 */
export const matrixFields = {
  name: "matrix fields",
  sorts: matrices.sorts,
  operations: {
    ...matrices.operations,
    d: { literals: ["name"], on: ["M", "S"], arity: 1 },
    /** The Euler–Lagrange derivative of a scalar by the field of that name and index. */
    euler: { literals: ["name", "integer"], args: ["S"], result: "M" },
  },
} as const;

/**
 * Layers of networks whose features are matrices: scalars act on matrices, and there are scalar
 * functions that are no polynomials. The last four read entries, which a change of basis does not keep:
 * they are there to be refuted.
 */
export const matrixLayers = {
  name: "layers of matrices",
  sorts: matrices.sorts,
  operations: {
    ...matrices.operations,
    /** s·W. */
    times: { args: ["S", "M"], result: "M" },
    /** max(0, Re s). */
    relu: { args: ["S"], result: "S" },
    /** |s|. */
    abs: { args: ["S"], result: "S" },
    /** 1/s. */
    reciprocal: { args: ["S"], result: "S" },
    /** max(q, Re s). */
    atLeast: { literals: ["rational"], args: ["S"], result: "S" },
    /** The entrywise product. */
    hadamard: { args: ["M", "M"], result: "M" },
    /** The entry W_11. */
    corner: { args: ["M"], result: "S" },
    /** max(0, Re W_ij) + i max(0, Im W_ij). */
    reluEntries: { args: ["M"], result: "M" },
    /** The mean of |W_ij| over the N² entries. */
    meanEntry: { args: ["M"], result: "S" },
  },
} as const;

export type Matrices = typeof matrices;
export type MatrixLayers = typeof matrixLayers;
export type MatrixFields = typeof matrixFields;

/** The properties of unknown matrices: the models that read them can go without each. */
export const droppable: readonly string[] = ["unitary", "hermitian", "antihermitian"];
