import type { Problem } from "../claim/problem.ts";
import { bounds } from "../program/bounds.ts";
import { programBuilder } from "../program/builder.ts";
import { fromTerms } from "../program/fromTerms.ts";
import type { Program } from "../program/program.ts";

/** left − right of every component, in one program. */
export function differences({ left, right }: Problem): Program {
  const B = programBuilder();
  const nodes = fromTerms(B, [...left, ...right]);
  return B.program(left.map((_, k) => B.sub(nodes[k], nodes[left.length + k])));
}

/** Whether every monomial of both sides is 0 before anything cancels: then there is nothing to check. */
export function isVacuous({ left, right }: Problem): boolean {
  const B = programBuilder();
  const { roots } = bounds(B.program(fromTerms(B, [...left, ...right])));
  return roots.every(({ log2Norm }) => log2Norm === -Infinity);
}

export const vacuous = "every term of both sides is zero";
