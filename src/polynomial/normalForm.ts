import { FrameworkError } from "../errors.ts";
import { constantResidues } from "../program/residues.ts";
import { operation, references, type Program } from "../program/program.ts";
import { exact, fractions, type Fraction, type Term } from "./fraction.ts";
import type { Packing } from "./packing.ts";
import { Unfit } from "./unfit.ts";

const { variable, constant, add, sub, neg, mul, div } = operation;

/** The normal form of every root, and the products of terms it took. */
export interface NormalForms {
  readonly roots: readonly Fraction[];
  readonly work: number;
}

/** Terms kept at a time, of some 24 bytes: with the table of the sum at hand 2 GiB are never passed. */
const MOST_TERMS = 2 ** 24;

/**
 * Expands a program into numerators over factored denominators: modulo p, or over the integers for
 * p = 0. A root is 0 iff its numerator has no terms.
 *
 * Sums of products are the one operation: a node used once is expanded into the sum or product above it,
 * so what cancels there is never stored. Every division is carried out, used or not.
 *
 * @throws {Unfit} where a coefficient, a degree or the work does not fit, or a divisor is 0
 */
export function normalForms(
  program: Program,
  packing: Packing,
  p: number,
  budget: number,
): NormalForms {
  const { ops, left, right, roots } = program;
  const F = fractions(packing, p, budget);
  const coefficients = coefficientsOf(program, p);
  const { stored, uses } = plan(program);
  const values: (Fraction | undefined)[] = [];
  let kept = 0;

  const keep = (node: number, value: Fraction): void => {
    if (uses[node] === 0) return;
    kept += value.numerator.keys.length;
    if (kept > MOST_TERMS) throw new Unfit("budget");
    values[node] = value;
  };
  /** A stored value, forgotten after its last use. */
  const use = (node: number): Fraction => {
    const value = values[node];
    if (value === undefined)
      throw new FrameworkError(`normalForms: node ${node} is read too often`);
    if (--uses[node] === 0) {
      kept -= value.numerator.keys.length;
      values[node] = undefined;
    }
    return value;
  };
  const scaledBy = (by: readonly [number, number], c: number): [number, number] => {
    const [n, d] = coefficients(c);
    return p > 0 ? [(by[0] * n) % p, 1] : [exact(by[0] * n), exact(by[1] * d)];
  };
  const negative = ([n, d]: readonly [number, number]): [number, number] =>
    p > 0 ? [n === 0 ? 0 : p - n, d] : [-n, d];
  /** The terms of the sum that a node is. */
  const terms = (node: number): Term[] => {
    const out: Term[] = [];
    const stack: [number, readonly [number, number]][] = [[node, [1, 1]]];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const [k, by] = next;
      const [n, d] = by;
      const [a, b] = [left[k], right[k]];
      if (k !== node && stored[k] === 1 && ops[k] > constant) out.push({ n, d, a: use(k) });
      else if (ops[k] === constant) {
        const [cn, cd] = scaledBy(by, a);
        out.push({ n: cn, d: cd, a: F.one });
      } else if (ops[k] === variable) out.push({ n, d, a: F.variable(a) });
      else if (ops[k] === add) stack.push([a, by], [b, by]);
      else if (ops[k] === sub) stack.push([a, by], [b, negative(by)]);
      else if (ops[k] === neg) stack.push([a, negative(by)]);
      else if (ops[a] === constant) stack.push([b, scaledBy(by, left[a])]);
      else if (ops[b] === constant) stack.push([a, scaledBy(by, left[b])]);
      else out.push({ n, d, a: use(a), b: use(b) });
    }
    return out;
  };
  const raised = (a: Fraction, e: number): Fraction => {
    let result = F.one;
    for (let k = e, square = a; k > 0; k = Math.floor(k / 2)) {
      if (k % 2 === 1) result = F.sum([{ n: 1, d: 1, a: result, b: square }]);
      if (k > 1) square = F.sum([{ n: 1, d: 1, a: square, b: square }]);
    }
    return result;
  };
  for (let k = 0; k < ops.length; k++) {
    if (stored[k] === 0) continue;
    const [a, b] = [left[k], right[k]];
    if (ops[k] === div) keep(k, F.quotient(use(a), use(b)));
    else if (ops[k] === operation.power) keep(k, raised(use(a), b));
    else keep(k, F.sum(terms(k)));
  }
  return { roots: roots.map(use), work: F.work() };
}

/** The constants as n/d with safe integers, or as residues. */
function coefficientsOf(program: Program, p: number): (c: number) => readonly [number, number] {
  if (p > 0) {
    const residues = constantResidues(program, p);
    return (c) => [residues[c], 1];
  }
  return (c) => {
    const { n, d } = program.constants[c];
    return [exact(Number(n)), exact(Number(d))];
  };
}

/**
 * Which nodes get a value of their own, and how often it is read: roots, factors of products, operands of
 * quotients and powers, quotients, and what a sum uses more than once.
 */
function plan(program: Program): { readonly stored: Uint8Array; readonly uses: Int32Array } {
  const { ops, left, right, roots } = program;
  const shared = references(program);
  const size = ops.length;
  const stored = new Uint8Array(size);
  const uses = new Int32Array(size);
  const met = new Uint8Array(size);
  const asValue = (k: number): void => {
    stored[k] = 1;
    uses[k]++;
  };
  const asPart = (k: number): void => {
    const leaf = ops[k] <= constant;
    if (!leaf && (shared[k] > 1 || ops[k] >= div)) asValue(k);
    else met[k] = 1;
  };
  roots.forEach(asValue);
  for (let k = size - 1; k >= 0; k--) {
    // A quotient outside the roots still says where the program is defined.
    if (ops[k] === div) stored[k] = 1;
    if (stored[k] === 0 && met[k] === 0) continue;
    const [a, b] = [left[k], right[k]];
    if (ops[k] <= constant) continue;
    if (ops[k] === add || ops[k] === sub) {
      asPart(a);
      asPart(b);
    } else if (ops[k] === neg) asPart(a);
    else if (ops[k] === mul && ops[a] === constant) asPart(b);
    else if (ops[k] === mul && ops[b] === constant) asPart(a);
    else {
      asValue(a);
      if (ops[k] !== operation.power) asValue(b);
    }
  }
  return { stored, uses };
}
