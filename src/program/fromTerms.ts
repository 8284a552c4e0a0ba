import { parseRational, rational } from "../algebra/rational.ts";
import type { Literal } from "../term/signature.ts";
import { reachable, unknownName, type Term } from "../term/term.ts";
import { DomainError } from "../errors.ts";
import type { ProgramBuilder } from "./builder.ts";

/**
 * The nodes of terms over the signature `scalars`; an unknown becomes the variable of its printed name,
 * so `A[1]_{0}`, a jet, is a variable of its own. Cost: one node for each argument.
 *
 * @throws {DomainError} on an operation of another signature, or a division by the constant 0
 */
export function fromTerms(B: ProgramBuilder, roots: readonly Term[]): number[] {
  const nodes = new Map<Term, number>();
  for (const term of reachable(roots)) {
    const args = term.args.map((a) => nodes.get(a) ?? 0);
    nodes.set(term, lower(B, term, args));
  }
  return roots.map((root) => nodes.get(root) ?? 0);
}

function lower(B: ProgramBuilder, term: Term, args: readonly number[]): number {
  const [a, b] = args;
  switch (term.op) {
    case "unknown":
      return B.variable(unknownName(term));
    case "rational":
      return B.constant(rationalOf(term.literals[0]));
    case "add":
      return args.reduce(B.add);
    case "mul":
      return args.reduce(B.mul);
    case "sub":
      return B.sub(a, b);
    case "neg":
      return B.neg(a);
    case "div":
      return B.div(a, b);
    case "power":
      return B.power(a, Number(term.literals[0]));
    default:
      throw new DomainError("fromTerms", "an operation of the signature scalars", term.op);
  }
}

function rationalOf(literal: Literal): ReturnType<typeof rational> {
  return typeof literal === "number" ? rational(literal) : parseRational(literal);
}
