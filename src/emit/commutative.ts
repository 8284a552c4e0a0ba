import type { Complex, ComplexRing } from "../algebra/complex.ts";
import { matrixOf } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Ring } from "../algebra/ring.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import { exactMatrices, type ExactCarriers } from "../matrices/exact.ts";
import { matrices, matrixFields } from "../matrices/signature.ts";
import { jetsOf, propertyOf, type Jets } from "../matrices/witness.ts";
import { programBuilder, type ProgramBuilder } from "../program/builder.ts";
import type { Program } from "../program/program.ts";
import { groupFunctions } from "../sums/signature.ts";
import { evaluate, type Algebra } from "../term/evaluate.ts";
import { reachable, unknownName, type Term } from "../term/term.ts";

/** An instance of a problem over commuting variables: it holds there iff every root vanishes identically. */
export interface Commutative {
  /** The instance in words: `2x2 matrices`. */
  readonly instance: string;
  readonly program: Program;
}

/**
 * A problem over commuting variables, or why it has no such form.
 *
 * - Matrices: N = 2. A matrix is its entries z and their conjugates z̄, two independent variables each,
 *   since an identity in z and z̄ is one in the real and the imaginary part. Hermitian: z̄_ij = z_ji;
 *   antihermitian: z̄_ij = −z_ji; unitary: Z̄ is the inverse of the transpose, because U(2) is Zariski
 *   dense in GL(2, C), and so are the products s (1, x; 0, 1) (1, 0; y, 1) (1, z; 0, 1).
 * - Functions on a group: the cyclic group of three elements, each value a variable, for all choices of
 *   the unknown elements.
 */
export function commutative(problem: Problem): Commutative | string {
  if (problem.given.length > 0) return "no commutative form: it is stated under a side condition";
  const { name } = problem.signature;
  const B = programBuilder();
  if (name === matrices.name || name === matrixFields.name) {
    const roots = matrixDifferences(B, problem, 2);
    return { instance: "2x2 matrices", program: B.program(roots) };
  }
  if (name === groupFunctions.name)
    return {
      instance: "functions on the cyclic group of 3 elements",
      program: B.program(groupDifferences(B, problem, 3)),
    };
  return `no commutative form: terms over ${name} are no polynomials`;
}

/** The ring of the nodes of a builder. `eq` tells equal nodes, which is sufficient for equal values. */
function nodes(B: ProgramBuilder): Ring<number> {
  return {
    name: "nodes",
    exact: false,
    zero: B.constant(0),
    one: B.constant(1),
    has: () => true,
    eq: (a, b) => a === b,
    add: B.add,
    neg: B.neg,
    mul: B.mul,
    show: String,
  };
}

/** A complex number by its coordinates (z, z̄): conjugation exchanges them. */
function conjugatePairs(B: ProgramBuilder): ComplexRing<number> {
  const both = (a: number): Complex<number> => ({ re: a, im: a });
  return {
    name: "pairs (z, z̄)",
    exact: false,
    zero: both(B.constant(0)),
    one: both(B.constant(1)),
    get i(): never {
      throw new DomainError("conjugatePairs", "rational coefficients", "i");
    },
    has: () => true,
    eq: (a, b) => a.re === b.re && a.im === b.im,
    add: (a, b) => ({ re: B.add(a.re, b.re), im: B.add(a.im, b.im) }),
    neg: (a) => ({ re: B.neg(a.re), im: B.neg(a.im) }),
    mul: (a, b) => ({ re: B.mul(a.re, b.re), im: B.mul(a.im, b.im) }),
    conj: (a) => ({ re: a.im, im: a.re }),
    show: (a) => String(a.re),
  };
}

type Entry = Complex<number>;

function matrixDifferences(B: ProgramBuilder, problem: Problem, N: 2): number[] {
  const jets = jetsOf(problem);
  const values = evaluate<typeof matrices, ExactCarriers<number>>(
    matrices,
    exactMatrices(nodes(B), conjugatePairs(B), N, (by) => B.constant(parseRational(String(by)))),
    {
      unknown: (u) => unknownMatrix(B, unknownName(u), propertyOf(jets, u), N),
      apply: () => {
        throw new DomainError("commutative", "no unknown functions of matrices", problem.claim);
      },
    },
    [...jets.left, ...jets.right],
  );
  const entries = (x: Matrix<Entry> | Entry): readonly Entry[] => ("re" in x ? [x] : x.flat());
  return jets.left.flatMap((_, c) => {
    const right = entries(values[jets.left.length + c]);
    return entries(values[c]).map((z, k) => B.sub(z.re, right[k].re));
  });
}

function unknownMatrix(
  B: ProgramBuilder,
  name: string,
  property: ReturnType<Jets["propertyOf"]>,
  N: 2,
): Matrix<Entry> {
  const entry = (i: number, j: number): number => B.variable(`${name} ${i + 1}${j + 1}`);
  const from = (conjugate: (i: number, j: number) => number): Matrix<Entry> =>
    matrixOf(N, N, (i, j) => ({ re: entry(i, j), im: conjugate(i, j) }));
  switch (property) {
    case undefined:
      return from((i, j) => B.variable(`conj ${name} ${i + 1}${j + 1}`));
    case "hermitian":
      return from((i, j) => entry(j, i));
    case "antihermitian":
      return from((i, j) => B.neg(entry(j, i)));
    case "unitary": {
      const [s, x, y, z] = ["s", "x", "y", "z"].map((part) => B.variable(`${name} ${part}`));
      const one = B.constant(1);
      const d = B.add(one, B.mul(x, y));
      const a = B.add(one, B.mul(y, z));
      const b = B.add(B.mul(d, z), x);
      const inverse = B.div(one, s);
      const pair = (entry: number, conjugate: number): Entry => ({
        re: B.mul(s, entry),
        im: B.mul(inverse, conjugate),
      });
      return [
        [pair(d, a), pair(b, B.neg(y))],
        [pair(y, B.neg(b)), pair(a, d)],
      ];
    }
    default:
      throw new DomainError("commutative", "unitary, hermitian or antihermitian", property);
  }
}

interface GroupCarriers {
  readonly [sort: string]: number;
  readonly G: number;
  readonly K: number;
  readonly R: number;
}

function groupDifferences(B: ProgramBuilder, problem: Problem, n: number): number[] {
  const roots = [...problem.left, ...problem.right];
  const free = reachable(roots).filter((t) => t.op === "unknown" && t.sort === "G");
  const add = (...xs: number[]): number => xs.reduce(B.add, B.constant(0));
  const algebra: Algebra<typeof groupFunctions, GroupCarriers> = {
    op: (a, b) => (a + b) % n,
    inv: (a) => (n - a) % n,
    e: () => 0,
    sum: (f) => add(...Array.from({ length: n }, (_, h) => f(h))),
    sumChannels: (f) => f(0),
    add: { R: add },
    sub: { R: B.sub },
    neg: { R: B.neg },
    scale: { R: (by, a) => B.mul(B.constant(parseRational(String(by))), a) },
    mul: { R: (...xs) => xs.reduce(B.mul) },
    zero: () => B.constant(0),
  };
  return Array.from({ length: n ** free.length }, (_, choice) => {
    const at = new Map(free.map((t, i): [Term, number] => [t, Math.floor(choice / n ** i) % n]));
    const point = {
      unknown: (t: Term): number =>
        t.sort === "R" ? B.variable(unknownName(t)) : (at.get(t) ?? 0),
      apply: (name: string, args: readonly number[]): number =>
        B.variable(`${name}(${args.join()})`),
    };
    const values = evaluate<typeof groupFunctions, GroupCarriers>(
      groupFunctions,
      algebra,
      point,
      roots,
    );
    return problem.left.map((_, i) => B.sub(values[i], values[problem.left.length + i]));
  }).flat();
}
