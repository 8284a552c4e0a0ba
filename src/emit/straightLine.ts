import type { Rational } from "../algebra/rational.ts";
import { operation, type Program } from "../program/program.ts";
import type { Question } from "./question.ts";

/** How a language with infix operators writes a straight-line program. */
export interface Infix {
  readonly constant: (value: Rational) => string;
  readonly assign: (name: string, value: string) => string;
}

/** The k-th variable of a program: no language reserves a `v` with a number, nor a `t`. */
export function variableName(k: number): string {
  return `v${k + 1}`;
}

/** True iff the program divides: a ring of polynomials does not hold it. */
export function divides(program: Program): boolean {
  return program.ops.includes(operation.div);
}

/** What is asked, and which of v1, v2, … stands for which variable of the claim, as comments. */
export function legend({ name, about, program, expects }: Question, comment: string): string[] {
  return [
    `${name}, ${about}: expected ${expects}`,
    ...program.variables.map((variable, k) => `${variableName(k)} is ${variable}`),
  ].map((line) => `${comment} ${line.replaceAll(/[^\x20-\x7e]|\*\//g, "?")}`);
}

/** One assignment a node, variables v1, v2, … and nodes t1, t2, …; and what the roots are called. */
export function straightLine(
  program: Program,
  syntax: Infix,
): { readonly lines: readonly string[]; readonly roots: readonly string[] } {
  const { ops, left, right, constants, roots } = program;
  const names: string[] = [];
  const lines: string[] = [];
  for (let k = 0; k < ops.length; k++) {
    const [a, b] = [names[left[k]], names[right[k]]];
    const node = (value: string): void => {
      names.push(`t${k + 1}`);
      lines.push(syntax.assign(`t${k + 1}`, value));
    };
    switch (ops[k]) {
      case operation.variable:
        names.push(variableName(left[k]));
        break;
      case operation.constant:
        names.push(syntax.constant(constants[left[k]]));
        break;
      case operation.add:
        node(`${a}+${b}`);
        break;
      case operation.sub:
        node(`${a}-${b}`);
        break;
      case operation.neg:
        node(`-${a}`);
        break;
      case operation.mul:
        node(`${a}*${b}`);
        break;
      case operation.div:
        node(`${a}/${b}`);
        break;
      default:
        node(`${a}^${right[k]}`);
    }
  }
  return { lines, roots: roots.map((root) => names[root]) };
}

/** `(3/4)`, `(-3)`, `5`: a constant that may stand anywhere in a product or a power. */
export function parenthesised({ n, d }: Rational): string {
  if (d !== 1n) return `(${n}/${d})`;
  return n < 0n ? `(${n})` : String(n);
}
