import { parseRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import { FrameworkError } from "../errors.ts";
import { isAbelian } from "../groups/finiteGroup.ts";
import type { FiniteGroup } from "../groups/finiteGroup.ts";
import { groupNamed } from "../groups/named.ts";
import type { Witness } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { GridLayers, GroupFunctions } from "./signature.ts";
import { gridLayers } from "./signature.ts";
import { isFilter, isTap, layerAt } from "./layer.ts";

/** A polynomial with rational coefficients in the values of the unknown functions: `f[1,0]·psi[2,0]`. */
export type Values = ReadonlyMap<string, Rational>;

export interface FiniteCarriers {
  readonly [sort: string]: number | Values;
  readonly G: number;
  readonly K: number;
  readonly R: Values;
}

/** How many groups there are of each order: what "smallest" may claim (Hölder; OEIS A000001). */
const groupsOfOrder: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 1,
  4: 2,
  5: 1,
  6: 2,
  7: 1,
  8: 5,
};

/**
 * Functions on finite groups, every case: the unknown functions are generic (their values are the
 * variables of a polynomial ring), so one evaluation at a choice of group elements decides all
 * functions with values in any commutative ring at once. Dropping an invariance weighs the sum with
 * a generic weight.
 */
export function finiteGroups(
  names: readonly string[],
  channels: readonly number[] = [1],
): Model<GroupFunctions> & Model<GridLayers> {
  return {
    name: `${names.join(", ")}${channels.some((k) => k > 1) ? `; ${channels.join(" and ")} channels` : ""}`,
    kind: "exhausted",
    interprets: Object.keys(gridLayers.operations),
    canDrop: ["left-invariant", "right-invariant", "commutative"],
    check: (problem): Finding => exhaust(problem, names, channels),
  };
}

function exhaust(problem: Problem, names: readonly string[], channels: readonly number[]): Finding {
  const scope = `all functions on ${names.join(", ")}, values in any commutative ring`;
  const seen: FiniteGroup[] = [];
  let cases = 0;
  let nonzero = false;
  for (const name of names) {
    const G = groupNamed(name);
    if (problem.hypotheses.includes("commutative") && !isAbelian(G)) continue;
    for (const K of hasChannels(problem) ? channels : [1]) {
      const found = exhaustGroup(problem, G, K);
      cases += found.cases;
      nonzero ||= found.nonzero;
      if (found.witness !== undefined)
        return {
          outcome: "fails",
          scope,
          cases,
          witness: { ...found.witness, size: isSmallest(G, seen) ? "smallest" : "found" },
        };
    }
    seen.push(G);
  }
  if (!nonzero)
    return { outcome: "undecided", scope, cases, reason: "every term of both sides is zero" };
  return { outcome: "holds", scope, cases };
}

function hasChannels(problem: Problem): boolean {
  return problem.unknowns.some(
    (u) => u.sort === "K" || (typeof u.sort !== "string" && u.sort.from.includes("K")),
  );
}

/** Every group of smaller order was exhausted before, and the elements come in order. */
function isSmallest(G: FiniteGroup, seen: readonly FiniteGroup[]): boolean {
  for (let n = 2; n < G.order; n++)
    if (seen.filter((H) => H.order === n).length !== groupsOfOrder[n]) return false;
  return true;
}

/**
 * The first difference of both sides on the torus Z_n², every case with generic functions, filters
 * vanishing outside the offsets −1, 0, 1: `undefined` if there is none.
 */
export function torusWitness(problem: Problem, n: number, channels: number): Witness | undefined {
  const generic = variables();
  const filters = new Set(problem.unknowns.filter(isFilter).map((u) => u.name));
  const supported: FiniteFunctions = (name, args) =>
    filters.has(name) && !isTap(n, Number(args[0])) ? new Map() : generic(name, args);
  const K = hasChannels(problem) ? channels : 1;
  const { witness } = exhaustGroup(problem, groupNamed(`C${n}xC${n}`), K, supported);
  return witness === undefined ? undefined : { ...witness, size: "found" };
}

interface Exhausted {
  readonly cases: number;
  readonly nonzero: boolean;
  readonly witness?: Omit<Witness, "size">;
}

function exhaustGroup(
  problem: Problem,
  G: FiniteGroup,
  K: number,
  functions = variables(),
): Exhausted {
  const roots = [...problem.left, ...problem.right];
  const free = reachable(roots).filter(
    (t) => t.op === "unknown" && (t.sort === "G" || t.sort === "K"),
  );
  const weighted =
    problem.dropped.includes("left-invariant") || problem.dropped.includes("right-invariant");
  const algebra = finiteAlgebra(G, K, weighted);
  const range = (t: Term): number => (t.sort === "G" ? G.order : K);
  const basis = basisSize(problem, G, K);
  let [cases, nonzero] = [0, false];
  for (const values of assignments(free.map(range))) {
    const at = new Map(free.map((t, i) => [t, values[i]]));
    const sides = evaluate<GridLayers, FiniteCarriers>(
      gridLayers,
      algebra,
      pointAt(at, functions),
      roots,
    ) as Values[];
    cases += basis;
    const n = problem.left.length;
    for (let i = 0; i < n; i++) {
      const [left, right] = [sides[i], sides[n + i]];
      nonzero ||= left.size > 0 || right.size > 0;
      const monomial = firstDifference(left, right);
      if (monomial === undefined) continue;
      return { cases, nonzero: true, witness: witnessAt(problem, G, K, at, monomial, left, right) };
    }
  }
  return { cases, nonzero };
}

type FiniteFunctions = (name: string, args: readonly (number | Values)[]) => Values;

/** Values of the unknown functions, one variable for each name and arguments, made once. */
function variables(): FiniteFunctions {
  const made = new Map<string, Values>();
  return (name, args) => {
    const key = `${name}[${(args as readonly number[]).join(",")}]`;
    const known = made.get(key) ?? new Map([[key, rationals.one]]);
    made.set(key, known);
    return known;
  };
}

function pointAt(
  at: ReadonlyMap<Term, number>,
  functions: FiniteFunctions,
): {
  unknown: (term: Term) => number | Values;
  apply: (name: string, args: readonly (number | Values)[]) => Values;
} {
  return {
    unknown: (term) => {
      if (term.sort === "R") return new Map([[unknownName(term), rationals.one]]);
      const value = at.get(term);
      if (value === undefined)
        throw new FrameworkError(`finite: no value for ${unknownName(term)}`);
      return value;
    },
    apply: functions,
  };
}

export function finiteAlgebra(
  G: FiniteGroup,
  K: number,
  weighted: boolean,
): Algebra<GridLayers, FiniteCarriers> {
  const addAll = (xs: Iterable<Values>): Values => {
    const sum = new Map<string, Rational>();
    for (const x of xs) for (const [m, q] of x) put(sum, m, q);
    return sum;
  };
  const add = (...xs: Values[]): Values => (xs.length === 1 ? xs[0] : addAll(xs));
  const scale = (q: Rational, x: Values): Values =>
    q.n === 0n ? new Map() : new Map([...x].map(([m, c]) => [m, rationals.mul(q, c)]));
  // The same two values of functions meet at many choices of group elements.
  const products = new WeakMap<Values, WeakMap<Values, Values>>();
  const times = (a: Values, b: Values): Values => {
    const row = products.get(a) ?? new WeakMap<Values, Values>();
    const known = row.get(b);
    if (known !== undefined) return known;
    const product = multiply(a, b);
    if (a.size === 1 && b.size === 1) {
      row.set(b, product);
      products.set(a, row);
    }
    return product;
  };
  const multiply = (a: Values, b: Values): Values => {
    const product = new Map<string, Rational>();
    for (const [u, p] of a)
      for (const [v, q] of b) put(product, timesMonomial(u, v), rationals.mul(p, q));
    return product;
  };
  const minus = rationals.neg(rationals.one);
  return {
    op: G.op,
    inv: G.inv,
    e: () => G.identity,
    sum: (f) =>
      add(
        ...Array.from({ length: G.order }, (_, h) =>
          weighted ? times(new Map([[`weight[${h}]`, rationals.one]]), f(h)) : f(h),
        ),
      ),
    sumChannels: (f) => add(...Array.from({ length: K }, (_, k) => f(k))),
    add: { R: add },
    sub: { R: (a, b) => add(a, scale(minus, b)) },
    neg: { R: (a) => scale(minus, a) },
    scale: { R: (by, a) => scale(parseRational(String(by)), a) },
    mul: { R: (...xs) => xs.reduce(times) },
    zero: () => new Map(),
    layer: (kind, f, psi, x) =>
      layerAt(String(kind), Math.round(Math.sqrt(G.order)), K, x, {
        product: (y, offset, k) => times(f(y, k), psi(offset, k)),
        sum: (terms) => add(...terms),
        quarter: (value) => scale({ n: 1n, d: 4n }, value),
      }),
  };
}

function put(sum: Map<string, Rational>, monomial: string, q: Rational): void {
  const known = sum.get(monomial);
  const total = known === undefined ? q : rationals.add(known, q);
  if (total.n === 0n) sum.delete(monomial);
  else sum.set(monomial, total);
}

function timesMonomial(u: string, v: string): string {
  if (u === "") return v;
  if (v === "") return u;
  if (!u.includes("·") && !v.includes("·")) return u < v ? `${u}·${v}` : `${v}·${u}`;
  return [...u.split("·"), ...v.split("·")].sort().join("·");
}

function* assignments(ranges: readonly number[]): Generator<number[]> {
  const values = ranges.map(() => 0);
  if (ranges.some((r) => r === 0)) return;
  for (;;) {
    yield values;
    let i = values.length - 1;
    while (i >= 0 && values[i] === ranges[i] - 1) values[i--] = 0;
    if (i < 0) return;
    values[i]++;
  }
}

/** The number of choices of a basis function for each unknown function. */
function basisSize(problem: Problem, G: FiniteGroup, K: number): number {
  return problem.unknowns
    .flatMap((u) => (typeof u.sort === "string" ? [] : [u.sort.from]))
    .reduce(
      (product, from) => product * from.reduce((n, s) => n * (s === "G" ? G.order : K), 1),
      1,
    );
}

function firstDifference(left: Values, right: Values): string | undefined {
  for (const [m, q] of left) if (!rationals.eq(q, right.get(m) ?? rationals.zero)) return m;
  for (const m of right.keys()) if (!left.has(m)) return m;
  return undefined;
}

function witnessAt(
  problem: Problem,
  G: FiniteGroup,
  K: number,
  at: ReadonlyMap<Term, number>,
  monomial: string,
  left: Values,
  right: Values,
): Omit<Witness, "size"> {
  const values: Record<string, string> = {};
  for (const [t, value] of at)
    values[unknownName(t)] = t.sort === "G" ? G.elements[value] : String(value);
  for (const factor of monomial.split("·")) {
    const [name, args] = factor.slice(0, -1).split("[");
    const [g, k] = args.split(",");
    const point = G.elements[Number(g)] ?? g;
    const channel = k === undefined ? "" : `, channel ${k}`;
    const delta = `1 at ${point}${channel}, else 0`;
    values[name] = values[name] === undefined ? delta : `${values[name]}; ${delta}`;
  }
  const coefficient = (x: Values): string => rationals.show(x.get(monomial) ?? rationals.zero);
  return {
    says: `${G.name}${K > 1 ? `, ${K} channels` : ""}`,
    values,
    left: coefficient(left),
    right: coefficient(right),
    confirmed: "exact",
    replay: replayCommand(problem.claim, problem.variant),
  };
}
