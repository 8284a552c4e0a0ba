/** Functions G → V on a finite group, generic within the solutions of linear side conditions. */
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { nullSpace } from "../algebra/linear.ts";
import {
  addMatrix,
  matrixOf,
  mulMatrix,
  negMatrix,
  scaleMatrix,
  type Matrix,
} from "../algebra/matrix.ts";
import { fromReal } from "../algebra/complex.ts";
import { parseRational, rationals } from "../algebra/rational.ts";
import type { Given, Problem } from "../claim/problem.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import { cosets, type Cosets } from "../groups/subgroup.ts";
import { evaluate, type Algebra } from "../term/evaluate.ts";
import { printTerm, reachable, unknownName, type Term } from "../term/term.ts";
import type { Induction } from "./catalogue.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";

/** A vector of V whose entries are linear forms in parameters: entry a is Σ_t A[a][t] c_t. */
export type Forms = Matrix<GaussianRational>;

/** A point [r_k, v] of the associated bundle, over the representative r_k of its coset. */
export interface BundlePoint {
  readonly coset: number;
  readonly vector: Forms;
}

export interface FiniteCarriers {
  readonly [sort: string]: number | Forms | BundlePoint;
  readonly G: number;
  readonly H: number;
  readonly V: Forms;
  readonly E: BundlePoint;
}

const cosetsOf = new WeakMap<Induction, Cosets>();

/** The operations on one finite example; ρ enters through its matrices alone. */
export function finiteAlgebra(I: Induction): Algebra<InducedFunctions, FiniteCarriers> {
  const { G, H, rho, inclusion } = I;
  const parts = cosetsOf.get(I) ?? cosets(G, inclusion);
  cosetsOf.set(I, parts);
  const inH = new Map(inclusion.map((g, h) => [g, h]));
  const act = (h: number, v: Forms): Forms =>
    h === H.identity ? v : mulMatrix(K, rho.matrices[h], v);
  const pair = (g: number, v: Forms): BundlePoint => {
    const h = inH.get(parts.partOf(g));
    if (h === undefined) throw new FrameworkError(`${I.name}: a coset part outside H`);
    return { coset: parts.indexOf(g), vector: act(h, v) };
  };
  const add = (...xs: Forms[]): Forms => xs.reduce((a, b) => addMatrix(K, a, b));
  return {
    op: G.op,
    inv: G.inv,
    e: () => G.identity,
    opH: H.op,
    invH: H.inv,
    include: (h) => inclusion[h],
    act,
    add: { V: add },
    sub: { V: (a, b) => addMatrix(K, a, negMatrix(K, b)) },
    neg: { V: (a) => negMatrix(K, a) },
    scale: { V: (by, a) => scaleMatrix(K, fromReal(rationals, parseRational(String(by))), a) },
    pair,
    actE: (u, x) => pair(G.op(u, parts.representatives[x.coset]), x.vector),
  };
}

/** The generic unknowns that satisfy the side conditions, as linear forms in `dimension` parameters. */
export interface Solutions {
  readonly dimension: number;
  readonly apply: (name: string, args: readonly (number | Forms | BundlePoint)[]) => Forms;
  readonly vector: (name: string) => Forms;
}

/**
 * A basis of all (f, v, …) that satisfy every instance of the side conditions: the null space of the
 * conditions at all values of the group elements that occur in them. An equation linear in the
 * unknowns lies in the row span of the conditions iff it vanishes on this basis.
 *
 * @throws {DomainError} if an unknown is no function G → V, or a condition shares a group element with
 * the sides
 */
export function solutions(
  problem: Pick<Problem, "unknowns" | "given" | "left" | "right">,
  I: Induction,
): Solutions {
  const d = I.rho.dimension;
  const blocks = new Map<string, number>();
  let size = 0;
  for (const u of problem.unknowns) {
    if (u.sort === "G" || u.sort === "H") continue;
    const isFunction =
      typeof u.sort !== "string" && u.sort.from.join() === "G" && u.sort.to === "V";
    if (!isFunction && (u.sort !== "V" || u.count !== undefined))
      throw new DomainError("finiteInduced", "unknown functions G → V and vectors", u.name);
    blocks.set(u.name, size);
    size += isFunction ? I.G.order * d : d;
  }
  checkQuantified(problem);
  const offset = (name: string): number => blocks.get(name) ?? 0;
  const basis = problem.given.length === 0 ? undefined : basisOf(I, problem.given, blocks, size);
  const at = (from: number): Forms =>
    basis === undefined
      ? matrixOf(d, size, (a, t) => (t === from + a ? K.one : K.zero))
      : matrixOf(d, basis.length, (a, t) => basis[t][from + a]);
  const memo = new Map<number, Forms>();
  const value = (from: number): Forms => {
    const known = memo.get(from) ?? at(from);
    memo.set(from, known);
    return known;
  };
  return {
    dimension: basis === undefined ? size : basis.length,
    apply: (name, [g]) => value(offset(name) + Number(g) * d),
    vector: (name) => value(offset(name)),
  };
}

type Basis = readonly (readonly GaussianRational[])[];
const bases = new WeakMap<Induction, Map<string, Basis>>();

function basisOf(
  I: Induction,
  given: readonly Given[],
  blocks: ReadonlyMap<string, number>,
  size: number,
): Basis {
  const memo = bases.get(I) ?? new Map<string, Basis>();
  bases.set(I, memo);
  const key = JSON.stringify([
    [...blocks],
    given.map(({ left, right }) => `${printTerm(left)} = ${printTerm(right)}`),
  ]);
  const known = memo.get(key);
  if (known !== undefined) return known;
  const d = I.rho.dimension;
  const unit = (from: number): Forms =>
    matrixOf(d, size, (a, t) => (t === from + a ? K.one : K.zero));
  const generic: Pick<Solutions, "apply" | "vector"> = {
    apply: (name, [g]) => unit((blocks.get(name) ?? 0) + Number(g) * d),
    vector: (name) => unit(blocks.get(name) ?? 0),
  };
  const rows: GaussianRational[][] = [];
  for (const { left, right } of given) {
    if (left.sort !== "V")
      throw new DomainError("finiteInduced", "a condition on vectors", left.sort);
    for (const values of assignmentsOf(I, [left, right])) {
      const [l, r] = evaluateAt(I, generic, values, [left, right]) as Forms[];
      for (const row of addMatrix(K, l, negMatrix(K, r)))
        if (row.some((x) => !K.eq(x, K.zero))) rows.push([...row]);
    }
  }
  const found = nullSpace(K, distinct(rows), size);
  memo.set(key, found);
  return found;
}

function distinct(rows: readonly GaussianRational[][]): GaussianRational[][] {
  return [...new Map(rows.map((row) => [row.map(K.show).join(), row])).values()];
}

/** A condition is for all values of what occurs in it alone; a shared group element would be fixed. */
function checkQuantified(problem: Pick<Problem, "given" | "left" | "right">): void {
  const elements = (roots: readonly Term[]): Term[] =>
    reachable(roots).filter((t) => t.op === "unknown" && (t.sort === "G" || t.sort === "H"));
  const free = new Set(elements([...problem.left, ...problem.right]));
  const shared = elements(problem.given.flatMap((g) => [g.left, g.right])).find((t) => free.has(t));
  if (shared !== undefined)
    throw new DomainError(
      "given",
      "group elements that occur in the condition alone",
      unknownName(shared),
    );
}

/** All values of the group elements that occur in the terms, in order; the last varies fastest. */
export function* assignmentsOf(
  I: Induction,
  roots: readonly Term[],
): Generator<ReadonlyMap<Term, number>> {
  const free = reachable(roots).filter(
    (t) => t.op === "unknown" && (t.sort === "G" || t.sort === "H"),
  );
  const ranges = free.map((t) => (t.sort === "G" ? I.G.order : I.H.order));
  const total = ranges.reduce((n, r) => n * r, 1);
  for (let index = 0; index < total; index++) {
    const values = new Map<Term, number>();
    let rest = index;
    for (let i = free.length - 1; i >= 0; i--) {
      values.set(free[i], rest % ranges[i]);
      rest = Math.floor(rest / ranges[i]);
    }
    yield values;
  }
}

/** The terms at given group elements and generic functions. */
export function evaluateAt(
  I: Induction,
  generic: Pick<Solutions, "apply" | "vector">,
  values: ReadonlyMap<Term, number>,
  roots: readonly Term[],
): (number | Forms | BundlePoint)[] {
  const point = {
    unknown: (term: Term): number | Forms => {
      if (term.sort === "V") return generic.vector(unknownName(term));
      const value = values.get(term);
      if (value === undefined)
        throw new DomainError("finiteInduced", "unknowns of sort G, H or V", unknownName(term));
      return value;
    },
    apply: generic.apply,
  };
  return evaluate<InducedFunctions, FiniteCarriers>(inducedFunctions, algebraOf(I), point, roots);
}

const algebras = new WeakMap<Induction, Algebra<InducedFunctions, FiniteCarriers>>();

function algebraOf(I: Induction): Algebra<InducedFunctions, FiniteCarriers> {
  const known = algebras.get(I) ?? finiteAlgebra(I);
  algebras.set(I, known);
  return known;
}
