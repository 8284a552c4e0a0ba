import { programBuilder, type ProgramBuilder } from "../../../../src/program/builder.ts";
import type { Program } from "../../../../src/program/program.ts";

/** A claim of the bench: each root of the program is identically 0. */
export interface ExactClaim {
  readonly name: string;
  /** The differences left − right, as nodes of the builder. */
  readonly differences: (B: ProgramBuilder) => readonly number[];
}

/** The claim as recorded from scratch. */
export function recorded(claim: ExactClaim): Program {
  const B = programBuilder();
  return B.program(claim.differences(B));
}

/** The false twin: the first difference with a monomial of two of its own variables added. */
export function twin(claim: ExactClaim): Program {
  const B = programBuilder();
  const [first, ...rest] = claim.differences(B);
  const { variables } = B.program([first, ...rest]);
  const [x, y] = [variables[0], variables[variables.length - 1]].map(B.variable);
  return B.program([B.add(first, B.mul(x, y)), ...rest]);
}

/** The sum of the nodes; terms that are the constant 0 are dropped. */
export function sum(B: ProgramBuilder, terms: readonly number[]): number {
  const zero = B.constant(0);
  const kept = terms.filter((t) => t !== zero);
  return kept.length === 0 ? zero : kept.reduce(B.add);
}

/** The product; 0 if a factor is the constant 0, whatever poles the others have. */
export function product(B: ProgramBuilder, ...factors: readonly number[]): number {
  const zero = B.constant(0);
  return factors.includes(zero) ? zero : factors.reduce(B.mul);
}

export const range = (n: number): number[] => [...Array(n).keys()];
