import type { Rational } from "../algebra/rational.ts";
import { operation, type Program } from "../program/program.ts";
import { sound, type Dialect, type Question } from "./question.ts";
import { legend, variableName } from "./straightLine.ts";

/** A node as a fraction of two SMT terms; no denominator: a polynomial. */
interface Fraction {
  readonly over: string;
  readonly under: string | undefined;
}

const integer = (n: bigint): string => (n < 0n ? `(- ${-n})` : String(n));
const literal = ({ n, d }: Rational): string => (d === 1n ? integer(n) : `(/ ${integer(n)} ${d})`);
const times = (...factors: (string | undefined)[]): string => {
  const kept = factors.filter((f) => f !== undefined);
  return kept.length === 1 ? kept[0] : `(* ${kept.join(" ")})`;
};

/**
 * The program with its divisions cleared: definitions of numerators and denominators, the numerators of
 * the roots, and the divisors, none of which may be 0. Without this, x/0 has any value in SMT-LIB.
 */
function cleared(program: Program): {
  readonly lines: readonly string[];
  readonly roots: readonly string[];
  readonly divisors: readonly string[];
} {
  const { ops, left, right, constants, roots } = program;
  const nodes: Fraction[] = [];
  const lines: string[] = [];
  const divisors = new Set<string>();
  const define = (name: string, value: string): string => {
    lines.push(`(define-fun ${name} () Real ${value})`);
    return name;
  };
  const sum = (op: "+" | "-", a: Fraction, b: Fraction): Fraction =>
    a.under === b.under
      ? { over: `(${op} ${a.over} ${b.over})`, under: a.under }
      : {
          over: `(${op} ${times(a.over, b.under)} ${times(b.over, a.under)})`,
          under: product(a.under, b.under),
        };
  const product = (a: string | undefined, b: string | undefined): string | undefined =>
    a === undefined && b === undefined ? undefined : times(a, b);
  const power = (a: string, k: number): string => {
    if (k === 0) return "1";
    // By squaring, since SMT-LIB has no power of reals: definitions keep it short.
    if (k === 1) return a;
    const root = power(a, k >> 1);
    const half = define(`s${lines.length}`, root);
    return times(half, half, k % 2 === 1 ? a : undefined);
  };
  const compute = (k: number): Fraction => {
    const [a, b] = [nodes[left[k]], nodes[right[k]]];
    switch (ops[k]) {
      case operation.variable:
        return { over: variableName(left[k]), under: undefined };
      case operation.constant:
        return { over: literal(constants[left[k]]), under: undefined };
      case operation.add:
        return sum("+", a, b);
      case operation.sub:
        return sum("-", a, b);
      case operation.neg:
        return { over: `(- ${a.over})`, under: a.under };
      case operation.mul:
        return { over: times(a.over, b.over), under: product(a.under, b.under) };
      case operation.div:
        divisors.add(b.over);
        return { over: times(a.over, b.under), under: times(a.under, b.over) };
      default:
        return {
          over: power(a.over, right[k]),
          under: a.under === undefined ? undefined : power(a.under, right[k]),
        };
    }
  };
  for (let k = 0; k < ops.length; k++) {
    const { over, under } = compute(k);
    const isLeaf = ops[k] === operation.variable || ops[k] === operation.constant;
    nodes.push({
      over: isLeaf ? over : define(`t${k + 1}`, over),
      under: under === undefined || !under.startsWith("(") ? under : define(`d${k + 1}`, under),
    });
  }
  return { lines, roots: roots.map((root) => nodes[root].over), divisors: [...divisors] };
}

/** Of z3's own units, some seconds. */
const workLimit = 20_000_000;

/** `smt.script` with a budget of work of one's own. @throws {DomainError} as `Dialect.script` says */
export function smtScript(questions: readonly Question[], work: number = workLimit): string {
  return [...sound(questions).flatMap((question) => asked(question, work)), ""].join("\n");
}

function asked(question: Question, work: number): string[] {
  const { name, program } = question;
  const { lines, roots, divisors } = cleared(program);
  const different = roots.map((t) => `(distinct ${t} 0)`);
  return [
    ...legend(question, ";"),
    // A fresh start, not `push`: z3 decides by cylindrical algebraic decomposition only then. A
    // budget of work, so that the answer does not depend on the clock: beyond it, `unknown`.
    "(reset)",
    `(set-option :rlimit ${work})`,
    "(set-logic QF_NRA)",
    ...program.variables.map((_, k) => `(declare-const ${variableName(k)} Real)`),
    ...lines,
    ...divisors.map((d) => `(assert (distinct ${d} 0))`),
    `(assert ${different.length === 1 ? different[0] : `(or ${different.join(" ")})`})`,
    `(echo "${name}:")`,
    "(check-sat)",
  ];
}

/**
 * SMT-LIB 2.6, logic QF_NRA: is there a real point, no divisor 0, where a root is not 0? `unsat` is
 * `true`. A polynomial with rational coefficients that vanishes on all of R vanishes identically.
 */
export const smt: Dialect = {
  engine: "z3",
  extension: "smt2",
  command: (file) => ["z3", file],
  script: (questions) => smtScript(questions),
};
