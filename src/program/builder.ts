import { rational, rationals, showRational } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import { power as powerOf, sub as difference } from "../algebra/ring.ts";
import { DomainError } from "../errors.ts";
import { nodeTable } from "./nodeTable.ts";
import { arity, operation, type Program } from "./program.ts";

const { variable, constant, add, sub, neg, mul, div, power } = operation;

/** Reads the nodes of a builder, coded as in `Program`. */
export interface Nodes {
  readonly op: (node: number) => number;
  readonly left: (node: number) => number;
  readonly right: (node: number) => number;
  /** The name of a variable's node. */
  readonly name: (node: number) => string;
}

/** Records a straight-line program; nodes are numbers, equal nodes are one. */
export interface ProgramBuilder {
  readonly variable: (name: string) => number;
  readonly constant: (value: Rational | bigint | number) => number;
  readonly add: (a: number, b: number) => number;
  readonly sub: (a: number, b: number) => number;
  readonly neg: (a: number) => number;
  readonly mul: (a: number, b: number) => number;
  /** @throws {DomainError} if b is the constant 0 */
  readonly div: (a: number, b: number) => number;
  /** a^k for any integer k; a^0 = 1. @throws {DomainError} if k is no 31-bit integer, or a = 0 > k */
  readonly power: (a: number, k: number) => number;
  readonly nodes: Nodes;
  /** The program of what the roots reach; the nodes stay usable. */
  readonly program: (roots: readonly number[]) => Program;
}

/**
 * A new builder. Folded are constants, 0 and 1 as neutral elements, − −a, and 0·a where a holds no
 * division: 0·(1/a) keeps its node, since it is undefined where a = 0. Cost: one probe a node.
 */
export function programBuilder(): ProgramBuilder {
  const table = nodeTable();
  const variables: string[] = [];
  const variableIndex = new Map<string, number>();
  const constants: Rational[] = [];
  /** By value: integers as they are, fractions as text. */
  const constantIndex = new Map<bigint | string, number>();
  const numbers = new Map<number, number>();
  /** Nodes that hold a division by a non-constant: undefined somewhere. */
  const partial: boolean[] = [];

  const node = (op: number, left: number, right: number, isPartial: boolean): number => {
    const made = table.node(op, left, right);
    if (made === partial.length) partial.push(isPartial);
    return made;
  };
  const valueOf = (a: number): Rational | undefined =>
    table.op(a) === constant ? constants[table.left(a)] : undefined;
  const literal = (value: Rational): number => {
    const key = value.d === 1n ? value.n : showRational(value);
    let index = constantIndex.get(key);
    if (index === undefined) constantIndex.set(key, (index = constants.push(value) - 1));
    return node(constant, index, 0, false);
  };
  const zero = literal(rationals.zero);
  const one = literal(rationals.one);
  const minusOne = literal(rational(-1));
  const binary = (op: number, a: number, b: number): number =>
    node(op, a, b, partial[a] || partial[b]);

  const negative = (a: number): number => {
    const value = valueOf(a);
    if (value !== undefined) return literal(rationals.neg(value));
    return table.op(a) === neg ? table.left(a) : node(neg, a, 0, partial[a]);
  };
  const product = (a: number, b: number): number => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x !== undefined && y !== undefined) return literal(rationals.mul(x, y));
    if (a === one) return b;
    if (b === one) return a;
    if ((a === zero && !partial[b]) || (b === zero && !partial[a])) return zero;
    if (a === minusOne) return negative(b);
    if (b === minusOne) return negative(a);
    return a < b ? binary(mul, a, b) : binary(mul, b, a);
  };
  const quotient = (a: number, b: number): number => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (b === zero) throw new DomainError("program.div", "a divisor that is not 0", 0);
    if (x !== undefined && y !== undefined) return literal(rationals.mul(x, rationals.inv(y)));
    if (y !== undefined) return product(literal(rationals.inv(y)), a);
    return node(div, a, b, true);
  };
  const powered = (a: number, k: number): number => {
    if (!Number.isInteger(k) || Math.abs(k) >= 2 ** 31)
      throw new DomainError("program.power", "an integer exponent of 31 bits", k);
    const value = valueOf(a);
    if (k < 0) return quotient(one, powered(a, -k));
    // Larger powers wait for an interpreter that knows what it can hold.
    if (value !== undefined && (k <= 64 || (value.d === 1n && value.n ** 2n <= 1n)))
      return literal(powerOf(rationals, value, k));
    if (k === 0 && !partial[a]) return one;
    return k === 1 ? a : node(power, a, k, partial[a]);
  };
  return {
    variable: (name) => {
      let index = variableIndex.get(name);
      if (index === undefined) variableIndex.set(name, (index = variables.push(name) - 1));
      return node(variable, index, 0, false);
    },
    constant: (value) => {
      if (typeof value === "object") return literal(value);
      if (typeof value === "bigint") return literal(rational(value));
      let known = numbers.get(value);
      if (known === undefined) numbers.set(value, (known = literal(rational(value))));
      return known;
    },
    add: (a, b) => {
      const [x, y] = [valueOf(a), valueOf(b)];
      if (x !== undefined && y !== undefined) return literal(rationals.add(x, y));
      if (a === zero) return b;
      if (b === zero) return a;
      return a < b ? binary(add, a, b) : binary(add, b, a);
    },
    sub: (a, b) => {
      const [x, y] = [valueOf(a), valueOf(b)];
      if (x !== undefined && y !== undefined) return literal(difference(rationals, x, y));
      if (b === zero) return a;
      return a === zero ? negative(b) : binary(sub, a, b);
    },
    neg: negative,
    mul: product,
    div: quotient,
    power: powered,
    nodes: { ...table, name: (k) => variables[table.left(k)] },
    program: (roots) => restricted({ ...table.view(), variables, constants, roots }),
  };
}

/** The nodes that the roots reach, renumbered in order, with the variables and constants they use. */
function restricted(all: Program): Program {
  const { ops, left, right, roots } = all;
  const top = roots.reduce((highest, root) => Math.max(highest, root), -1);
  const reached = new Uint8Array(top + 1);
  for (const root of roots) reached[root] = 1;
  let size = 0;
  for (let k = top; k >= 0; k--) {
    if (reached[k] === 0) continue;
    size++;
    if (arity[ops[k]] > 0) reached[left[k]] = 1;
    if (arity[ops[k]] > 1) reached[right[k]] = 1;
  }
  const place = new Int32Array(top + 1);
  const out = {
    ops: new Uint8Array(size),
    left: new Int32Array(size),
    right: new Int32Array(size),
    variables: [] as string[],
    constants: [] as Rational[],
  };
  for (let k = 0, at = 0; k <= top; k++) {
    if (reached[k] === 0) continue;
    const op = ops[k];
    out.ops[at] = op;
    out.left[at] =
      op === variable
        ? out.variables.push(all.variables[left[k]]) - 1
        : op === constant
          ? out.constants.push(all.constants[left[k]]) - 1
          : place[left[k]];
    out.right[at] = arity[op] > 1 ? place[right[k]] : right[k];
    place[k] = at++;
  }
  return { ...out, roots: roots.map((root) => place[root]) };
}
