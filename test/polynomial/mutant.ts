import type { Stream } from "../../src/numeric/random.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { operation, type Program } from "../../src/program/program.ts";

const { add, sub, mul, constant, variable } = operation;

/** The program with one node changed: + ↔ −, × to +, a constant ±1, or a variable for another. */
export function mutant(program: Program, draws: Stream): Program {
  const { ops, left, constants, variables } = program;
  const sites = [...ops.keys()].filter(
    (k) =>
      [add, sub, mul, constant].some((op) => op === ops[k]) ||
      (ops[k] === variable && variables.length > 1),
  );
  const at = sites[draws.integer(0, sites.length - 1)];
  const changed = { ...program, ops: ops.slice(), left: left.slice() };
  if (ops[at] === constant) {
    const value = rationals.add(constants[left[at]], rational(draws.integer(0, 1) * 2 - 1));
    changed.left[at] = constants.length;
    return { ...changed, constants: [...constants, value] };
  }
  if (ops[at] === variable)
    changed.left[at] = (left[at] + draws.integer(1, variables.length - 1)) % variables.length;
  else changed.ops[at] = ops[at] === add ? sub : add;
  return changed;
}
