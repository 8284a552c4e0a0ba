import { fn } from "../term/signature.ts";

/**
 * Functions on a group and their sums. `G`: group elements (grid points, when the group is Z² or a
 * torus); `K`: channel indices; `R`: numbers of any commutative ring. `sum` is over the group against
 * a measure that is invariant as far as the hypotheses `left-invariant` and `right-invariant` say.
 */
export const groupFunctions = {
  name: "functions on a group",
  sorts: ["G", "K", "R"],
  operations: {
    op: { args: ["G", "G"], result: "G" },
    inv: { args: ["G"], result: "G" },
    e: { args: [], result: "G" },
    sum: { args: [fn(["G"], "R")], result: "R" },
    sumChannels: { args: [fn(["K"], "R")], result: "R" },
    add: { on: ["R"], arity: "many" },
    sub: { on: ["R"], arity: 2 },
    neg: { on: ["R"], arity: 1 },
    scale: { literals: ["rational"], on: ["R"], arity: 1 },
    mul: { on: ["R"], arity: "many" },
    zero: { args: [], result: "R" },
  },
} as const;

/**
 * The same with real convolution layers: `layer(kind, f, psi, x)` is the output at pixel x of the
 * layer of that kind with filter ψ on the signal f. Kinds: `circular`, `zero-padded`, `strided` (by 2,
 * each output repeated over its 2×2 block), `pooled` (mean over 2×2 blocks, repeated over the block).
 */
export const gridLayers = {
  name: "convolution layers on a grid",
  sorts: groupFunctions.sorts,
  operations: {
    ...groupFunctions.operations,
    layer: {
      literals: ["name"],
      args: [fn(["G", "K"], "R"), fn(["G", "K"], "R"), "G"],
      result: "R",
    },
  },
} as const;

export type GroupFunctions = typeof groupFunctions;
export type GridLayers = typeof gridLayers;
