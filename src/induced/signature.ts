import { fn } from "../term/signature.ts";

/**
 * Functions on a group with values in a representation of a subgroup. `G`: the group; `H`: the
 * subgroup, `include` its inclusion; `V`: the space of ρ, `act(h, v)` = ρ(h)v; `E`: the total space of
 * the associated bundle G×_ρ V, `pair(g, v)` = [g, v] with [gh, v] = [g, ρ(h)v] and
 * `actE(u, [g, v])` = [ug, v].
 */
export const inducedFunctions = {
  name: "functions with values in a representation",
  sorts: ["G", "H", "V", "E"],
  operations: {
    op: { args: ["G", "G"], result: "G" },
    inv: { args: ["G"], result: "G" },
    e: { args: [], result: "G" },
    opH: { args: ["H", "H"], result: "H" },
    invH: { args: ["H"], result: "H" },
    include: { args: ["H"], result: "G" },
    act: { args: ["H", "V"], result: "V" },
    add: { on: ["V"], arity: "many" },
    sub: { on: ["V"], arity: 2 },
    neg: { on: ["V"], arity: 1 },
    scale: { literals: ["rational"], on: ["V"], arity: 1 },
    pair: { args: ["G", "V"], result: "E" },
    actE: { args: ["G", "E"], result: "E" },
  },
} as const;

export type InducedFunctions = typeof inducedFunctions;

/** The sort of an unknown function G → V, the only unknown functions that the models know. */
export const groupToVector = fn(["G"], "V");
