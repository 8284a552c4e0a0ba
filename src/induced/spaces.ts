/** The space of functions that satisfy a condition, on one finite example: its dimension and action. */
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { commutator } from "../algebra/group.ts";
import { rank } from "../algebra/linear.ts";
import { eqMatrix, matrixOf, mulMatrix, type Matrix } from "../algebra/matrix.ts";
import { declareUnknowns, type Given } from "../claim/problem.ts";
import { FrameworkError } from "../errors.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import { representation, type Representation } from "../groups/representation.ts";
import { cosets } from "../groups/subgroup.ts";
import { recorder, type Operations } from "../term/record.ts";
import { termStore, type Term } from "../term/term.ts";
import { inductionNamed, type Induction } from "./catalogue.ts";
import { groupToVector, inducedFunctions, type InducedFunctions } from "./signature.ts";
import { evaluateAt, solutions } from "./solutions.ts";
import type { BundlePoint, Forms, Solutions } from "./solutions.ts";

type Algebra = Operations<InducedFunctions>;
type GroupFunction = (g: Term<"G">) => Term<"V">;

/** A condition on f at all g and h, as its two sides; the one that a claim takes as `given`. */
export type Condition = (
  X: Algebra,
  f: GroupFunction,
  g: Term<"G">,
  h: Term<"H">,
) => readonly [Term<"V">, Term<"V">];

/** A translation of functions by an element u of G. */
export type Translation = (X: Algebra, u: Term<"G">, f: GroupFunction) => GroupFunction;

/** A space that is zero, or that the translations do not map to itself. */
export type NoAction = "zero" | "not invariant";

/** What is recorded once: f and group elements as unknowns of one store. */
function recording() {
  const store = termStore();
  const X = recorder(inducedFunctions, store);
  const unknowns = {
    f: groupToVector,
    v: "V",
    u: "G",
    g: "G",
    h: "H",
    anyG: "G",
    anyH: "H",
  } as const;
  const { recorded, declarations } = declareUnknowns(store, inducedFunctions, "spaces", unknowns);
  return { X, u: recorded, declarations: declarations.filter((d) => d.name === "f") };
}

function spaceOf(I: Induction, condition: Condition): Solutions {
  const { X, u, declarations } = recording();
  const [left, right] = condition(X, u.f, u.anyG, u.anyH);
  const given: Given = { hypothesis: "condition", left, right };
  return solutions({ unknowns: declarations, given: [given], left: [], right: [] }, I);
}

/**
 * dim {f: G → V | condition}: the null space over Q(i) of the condition at every g and h, as it is
 * recorded. Exactness: exact.
 */
export function spaceDimension(induction: string, condition: Condition): number {
  return spaceOf(inductionNamed(induction), condition).dimension;
}

/** The values of a solution of the condition at the elements of G, coset by coset. */
export interface FibreValues {
  readonly element: string;
  readonly coset: number;
  readonly value: readonly GaussianRational[];
}

/** The sum of all basis solutions, so that no fibre is zero for want of a basis vector. */
export function solutionOnFibres(induction: string, condition: Condition): readonly FibreValues[] {
  const I = inductionNamed(induction);
  const space = spaceOf(I, condition);
  const { representatives } = cosets(I.G, I.inclusion);
  return representatives.flatMap((r, coset) =>
    I.inclusion.map((h): FibreValues => {
      const g = I.G.op(r, h);
      const value = space.apply("f", [g]).map((row) => row.reduce(K.add, K.zero));
      return { element: I.G.show(g), coset, value };
    }),
  );
}

/**
 * The representation u ↦ T_u on {f | condition}, T_u recorded from `translation`, or why there is none.
 * That it is a homomorphism is checked.
 */
export function translationRepresentation(
  induction: string,
  condition: Condition,
  translation: Translation,
): Representation | NoAction {
  const known = actions.find(
    (a) => a.induction === induction && a.condition === condition && a.translation === translation,
  );
  if (known !== undefined) return known.action;
  const action = findAction(inductionNamed(induction), condition, translation);
  actions.push({ induction, condition, translation, action });
  return action;
}

/** Found once: several routes and representations are compared with the same action. */
const actions: {
  readonly induction: string;
  readonly condition: Condition;
  readonly translation: Translation;
  readonly action: Representation | NoAction;
}[] = [];

function findAction(
  I: Induction,
  condition: Condition,
  translation: Translation,
): Representation | NoAction {
  const space = spaceOf(I, condition);
  const n = space.dimension;
  if (n === 0) return "zero";
  const { X, u } = recording();
  const term = translation(X, u.u, u.f)(u.g);
  const at = (element: number, g: number): Forms =>
    evaluateAt(I, space, new Map<Term, number>([[u.u, element], [u.g, g]]), [term])[0] as Forms; // prettier-ignore
  const stacked = (values: (g: number) => Forms): Matrix<GaussianRational> =>
    indicesOf(I.G).flatMap(values);
  const basis = stacked((g) => space.apply("f", [g]));
  const rows = coordinateRows(basis, n);
  const matrices: Matrix<GaussianRational>[] = [];
  for (const element of indicesOf(I.G)) {
    const moved = stacked((g) => at(element, g));
    const T = rows.map((row) => moved[row]);
    if (!eqMatrix(K, mulMatrix(K, basis, T), moved)) return "not invariant";
    matrices.push(T);
  }
  return representation(I.G, matrices, `${I.name}, on functions`);
}

/** For each basis vector an entry that is 1 there and 0 in the others: a null space has them. */
function coordinateRows(basis: Matrix<GaussianRational>, n: number): number[] {
  return Array.from({ length: n }, (_, t) => {
    const row = basis.findIndex((entries) =>
      entries.every((x, s) => K.eq(x, s === t ? K.one : K.zero)),
    );
    if (row < 0) throw new FrameworkError("spaces: a basis that is not reduced");
    return row;
  });
}

/** How functions and sections correspond on one example. */
export interface Correspondence {
  /** Whether [g, f(g)] depends on gH alone, for every solution f. */
  readonly wellDefined: boolean;
  readonly kernel: number;
  readonly rank: number;
  /** How many sections supported on one coset are lifted to a solution that has them as its section. */
  readonly lifted: number;
}

/**
 * f ↦ s_f, s_f(gH) = [g, f(g)], on {f | condition}, and back: the section with s(rH) = [r, v] is
 * lifted to f(rh) = lift(h, v).
 */
export function correspondence(
  induction: string,
  condition: Condition,
  lift: (X: Algebra, h: Term<"H">, v: Term<"V">) => Term<"V">,
): Correspondence {
  const I = inductionNamed(induction);
  const { representatives } = cosets(I.G, I.inclusion);
  const space = spaceOf(I, condition);
  const { X, u } = recording();
  const section = X.pair(u.g, u.f(u.g));
  const sectionOf = (generic: Pick<Solutions, "apply" | "vector">): BundlePoint[] =>
    indicesOf(I.G).map(
      (g) => evaluateAt(I, generic, new Map([[u.g, g]]), [section])[0] as BundlePoint,
    );
  const values = (points: readonly BundlePoint[]): Matrix<GaussianRational> =>
    representatives.flatMap((r) => points[r].vector);
  const constant = (points: readonly BundlePoint[]): boolean =>
    points.every((p) => eqMatrix(K, p.vector, points[representatives[p.coset]].vector));

  const [left, right] = condition(X, u.f, u.g, u.h);
  const lifting = lift(X, u.h, u.v);
  const isLifted = (r: number, a: number): boolean => {
    const vector: Forms = I.rho.matrices[0].map((_, b) => [b === a ? K.one : K.zero]);
    const zero: Forms = vector.map(() => [K.zero]);
    const f = new Map<number, Forms>();
    for (const h of indicesOf(I.H))
      f.set(
        I.G.op(r, I.inclusion[h]),
        evaluateAt(I, { apply: () => zero, vector: () => vector }, new Map([[u.h, h]]), [
          lifting,
        ])[0] as Forms,
      );
    const generic = {
      apply: (_: string, [g]: readonly unknown[]) => f.get(Number(g)) ?? zero,
      vector: () => zero,
    };
    const solves = indicesOf(I.G).every((g) =>
      indicesOf(I.H).every((h) => {
        const [l, x] = evaluateAt(I, generic, new Map<Term, number>([[u.g, g], [u.h, h]]), [left, right]) as Forms[]; // prettier-ignore
        return eqMatrix(K, l, x);
      }),
    );
    const expected = representatives.flatMap((x) => (x === r ? vector : zero));
    const points = sectionOf(generic);
    return solves && constant(points) && eqMatrix(K, values(points), expected);
  };

  const points = sectionOf(space);
  const rankOf = space.dimension === 0 ? 0 : rank(K, values(points));
  const all = representatives.flatMap((r) =>
    Array.from({ length: I.rho.dimension }, (_, a) => isLifted(r, a)),
  );
  return {
    wellDefined: constant(points),
    kernel: space.dimension - rankOf,
    rank: rankOf,
    lifted: all.filter(Boolean).length,
  };
}

/** [G:H]·dim V. */
export function indexTimesDimension(induction: string): number {
  const { G, H, rho } = inductionNamed(induction);
  return (G.order / H.order) * rho.dimension;
}

/** tr P for the projector (Pf)(g) = 1/|H| Σ_h ρ(h) f(gh), summed over its diagonal entries. */
export function projectorTrace(induction: string): string {
  const { G, H, rho, inclusion } = inductionNamed(induction);
  const diagonal = indicesOf(G).flatMap((g) =>
    indicesOf(H).flatMap((h) =>
      G.op(g, inclusion[h]) === g ? rho.matrices[h].map((row, a) => row[a]) : [],
    ),
  );
  return K.show(K.mul(diagonal.reduce(K.add, K.zero), K.inv(integer(H.order))));
}

/** The induced character 1/|H| Σ_x χ(x⁻¹ g x), the sum over x in G with x⁻¹gx in H. */
export function inducedCharacter(induction: string): readonly GaussianRational[] {
  const { G, H, rho, inclusion } = inductionNamed(induction);
  const traces = new Map(
    inclusion.map((g, h) => [
      g,
      rho.matrices[h].reduce((sum, row, a) => K.add(sum, row[a]), K.zero),
    ]),
  );
  return indicesOf(G).map((g) => {
    const values = indicesOf(G).map((x) => traces.get(G.op(G.op(G.inv(x), g), x)) ?? K.zero);
    return K.mul(values.reduce(K.add, K.zero), K.inv(integer(H.order)));
  });
}

function integer(n: number): GaussianRational {
  return matrixOf(1, n, () => K.one)[0].reduce(K.add, K.zero);
}

/**
 * [G:H] dim {v ∈ V : ρ(c) v = v for every commutator c of H}: of all of V iff ρ has commuting values. Exact
 * over Q(i).
 */
export function indexTimesCommutatorFixed(induction: string): number {
  const { G, H, rho } = inductionNamed(induction);
  const rows = indicesOf(H).flatMap((h) =>
    indicesOf(H).flatMap((k) =>
      rho.matrices[commutator(H, h, k)].map((row, i) =>
        row.map((a, j) => (i === j ? K.add(a, K.neg(K.one)) : a)),
      ),
    ),
  );
  return (G.order / H.order) * (rho.dimension - rank(K, rows));
}
