import type { Complex, ComplexRing } from "../algebra/complex.ts";
import { matrixOf } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { sub } from "../algebra/ring.ts";
import type { Problem } from "../claim/problem.ts";
import { exactMatrices } from "../matrices/exact.ts";
import type { ExactCarriers } from "../matrices/exact.ts";
import { matrices, matrixFields } from "../matrices/signature.ts";
import { jetsOf, propertyOf } from "../matrices/witness.ts";
import type { Jets } from "../matrices/witness.ts";
import { groupFunctions } from "../sums/signature.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { expressions, TooLarge } from "./expression.ts";
import type { Expression, Expressions } from "./expression.ts";

/** Expressions that all vanish identically iff left = right in this instance of a problem. */
export interface Question {
  /** The instance in words: `2×2 matrices`. */
  readonly instance: string;
  readonly differences: readonly Expression[];
  readonly symbols: readonly string[];
  readonly terms: number;
}

/**
 * The largest instance of a problem that stays below so many terms, or why there is none.
 *
 * - matrices: N = 2, else 1, an entry and its conjugate two symbols;
 * - functions on a group: C3, else C2, each value a symbol, all choices of the unknown elements.
 */
export function question(problem: Problem, mostTerms: number): Question | string {
  if (problem.given.length > 0)
    return "it is stated under a side condition: no polynomial identity";
  const { name } = problem.signature;
  const isMatrices = name === matrices.name || name === matrixFields.name;
  if (!isMatrices && name !== groupFunctions.name) return `terms over ${name} are no polynomials`;
  let reason = "";
  for (const size of isMatrices ? [2, 1] : [3, 2])
    try {
      const E = expressions(mostTerms);
      const found = isMatrices
        ? matrixDifferences(problem, size, E)
        : groupDifferences(problem, size, E);
      if (typeof found === "string") return found;
      const terms = found.reduce((sum, e) => sum + e.terms, 0);
      if (terms > mostTerms) throw new TooLarge(`${terms} terms, more than ${mostTerms}`);
      const instance = isMatrices ? `${size}×${size} matrices` : `all functions on C${size}`;
      return { instance, differences: found, symbols: [...E.symbols.values()], terms };
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      reason = error.message;
    }
  return `too large: ${reason}`;
}

type Entry = Complex<Expression>;

/**
 * A complex number by its coordinates (z, z̄), as two independent symbols: products are taken in each
 * coordinate, conjugation exchanges them. An identity in z and z̄ is one in the real and the imaginary part.
 */
function conjugatePairs(E: Expressions): ComplexRing<Expression> {
  const both = (e: Expression): Entry => ({ re: e, im: e });
  return {
    name: "pairs (z, z̄)",
    exact: false,
    zero: both(E.zero),
    one: both(E.one),
    // i is no pair of expressions with rational coefficients; no operation of the signature asks for it.
    i: both(E.zero),
    has: () => true,
    eq: (a, b) => E.eq(a.re, b.re) && E.eq(a.im, b.im),
    add: (a, b) => ({ re: E.add(a.re, b.re), im: E.add(a.im, b.im) }),
    neg: (a) => ({ re: E.neg(a.re), im: E.neg(a.im) }),
    mul: (a, b) => ({ re: E.mul(a.re, b.re), im: E.mul(a.im, b.im) }),
    conj: (a) => ({ re: a.im, im: a.re }),
    show: (a) => E.show(a.re),
  };
}

function matrixDifferences(problem: Problem, N: number, E: Expressions): Expression[] | string {
  const jets = jetsOf(problem);
  const K = conjugatePairs(E);
  const values = evaluate<typeof matrices, ExactCarriers<Expression>>(
    matrices,
    exactMatrices(E, K, N, E.literal),
    {
      unknown: (t) => unknownMatrix(jets, t, N, E),
      apply: () => K.zero,
    },
    [...jets.left, ...jets.right],
  );
  const entries = (x: Matrix<Entry> | Entry): Entry[] => ("re" in x ? [x] : x.flat());
  const n = jets.left.length;
  return values
    .slice(0, n)
    .flatMap((l, c) => entries(l).map((z, k) => sub(E, z.re, entries(values[n + c])[k].re)));
}

/**
 * A general matrix has an entry and its conjugate for symbols, a Hermitian one an entry and the one
 * across the diagonal, with the sign of an antihermitian one. U(N) is Zariski dense in GL(N), U† in
 * g⁻¹: u and u⁻¹ at N = 1; at N = 2, s·g with det g = 1, that is g = (a, b; c, (1 + bc)/a).
 */
function unknownMatrix(jets: Jets, t: Term, N: number, E: Expressions): Matrix<Entry> {
  const name = unknownName(t);
  const property = propertyOf(jets, t);
  const entry = (i: number, j: number): Expression => E.symbol(`${name} ${i}${j}`);
  if (property === "hermitian")
    return matrixOf(N, N, (i, j) => ({ re: entry(i, j), im: entry(j, i) }));
  if (property === "antihermitian")
    return matrixOf(N, N, (i, j) => ({ re: entry(i, j), im: E.neg(entry(j, i)) }));
  if (property !== "unitary")
    return matrixOf(N, N, (i, j) => ({ re: entry(i, j), im: E.symbol(`${name}* ${i}${j}`) }));
  const [s, t1] = [E.symbol(`${name} s`), E.inverse(`${name} s`)];
  if (N === 1) return [[{ re: s, im: t1 }]];
  const [a, b, c] = ["a", "b", "c"].map((x) => E.symbol(`${name} ${x}`));
  const d = E.mul(E.add(E.one, E.mul(b, c)), E.inverse(`${name} a`));
  const pair = (re: Expression, im: Expression): Entry => ({ re: E.mul(s, re), im: E.mul(t1, im) });
  return [
    [pair(a, d), pair(b, E.neg(c))],
    [pair(c, E.neg(b)), pair(d, a)],
  ];
}

interface GroupCarriers {
  readonly [sort: string]: number | Expression;
  readonly G: number;
  readonly K: number;
  readonly R: Expression;
}

function groupDifferences(problem: Problem, n: number, E: Expressions): Expression[] {
  const roots = [...problem.left, ...problem.right];
  const free = reachable(roots).filter((t) => t.op === "unknown" && t.sort === "G");
  const add = (...xs: Expression[]): Expression => xs.reduce(E.add);
  const algebra: Algebra<typeof groupFunctions, GroupCarriers> = {
    op: (a, b) => (a + b) % n,
    inv: (a) => (n - a) % n,
    e: () => 0,
    sum: (f) => add(...Array.from({ length: n }, (_, h) => f(h))),
    sumChannels: (f) => f(0),
    add: { R: add },
    sub: { R: (a, b) => sub(E, a, b) },
    neg: { R: E.neg },
    scale: { R: (by, a) => E.mul(E.literal(by), a) },
    mul: { R: (...xs) => xs.reduce(E.mul) },
    zero: () => E.zero,
  };
  const differences: Expression[] = [];
  for (let choice = 0; choice < n ** free.length; choice++) {
    const at = new Map(free.map((t, i) => [t, Math.floor(choice / n ** i) % n]));
    const point = {
      unknown: (t: Term): number | Expression =>
        t.sort === "R" ? E.symbol(unknownName(t)) : (at.get(t) ?? 0),
      apply: (name: string, args: readonly (number | Expression)[]): Expression =>
        E.symbol(`${name}(${args.map(String).join()})`),
    };
    const values = evaluate<typeof groupFunctions, GroupCarriers>(
      groupFunctions,
      algebra,
      point,
      roots,
    ) as Expression[];
    problem.left.forEach((_, i) => {
      differences.push(sub(E, values[i], values[problem.left.length + i]));
    });
  }
  return differences;
}
