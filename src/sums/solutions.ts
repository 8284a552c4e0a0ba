import { gcd } from "../algebra/integer.ts";
import { parseRational, rational, rationals, type Rational } from "../algebra/rational.ts";
import { rationalRank } from "../algebra/rationalKernel.ts";
import type { Equation } from "../claim/equation.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import type { FiniteGroup } from "../groups/finiteGroup.ts";
import { groupNamed } from "../groups/named.ts";
import { evaluate, type Algebra } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import { groupFunctions, type GroupFunctions } from "./signature.ts";

/** Group elements at every choice of the unknown ones at once: one index a choice. */
type Elements = Uint16Array;

/** q · Π names[i](at[i]), at every choice at once. */
interface Product {
  readonly q: Rational;
  readonly names: readonly string[];
  readonly at: readonly Elements[];
}

interface BatchCarriers {
  readonly [sort: string]: Elements | number | readonly Product[];
  readonly G: Elements;
  readonly K: number;
  readonly R: readonly Product[];
}

/** The non-zero coefficients of a condition: column, coefficient, next column, its coefficient, … */
type Row = readonly number[];

/** Rows of integers of this height are summed in doubles without rounding. */
const LARGEST = 2 ** 40;

/**
 * The dimension of the space of functions ψ on a finite group for which an equation linear in ψ holds
 * for all values of its other unknowns: |G| minus the rank of the linear conditions on ψ, which are
 * the coefficients of left − right at each choice of group elements and of the other functions'
 * values. The graph is the equation's own. One channel.
 *
 * Exactness: exact, over Q. Cost: |G|^n products of the sides' terms for n unknown group elements,
 * all choices in one pass; then modular elimination of the distinct conditions, which proves its rank.
 *
 * @throws {DomainError} if the equation is not linear in the unknown
 */
export function solutionDimension(equation: Equation, group: string, unknown: string): number {
  const G = groupNamed(group);
  const rows = new Map<string | number, Row>();
  for (const difference of differencesOn(equation, G))
    for (const row of conditionsOn(unknown, G, difference)) {
      const key = keyOf(row, G.order);
      if (!rows.has(key)) rows.set(key, [...row]);
    }
  const matrix = [...rows.values()].map((row) => {
    const dense = Array<Rational>(G.order).fill(rationals.zero);
    for (let i = 0; i < row.length; i += 2) dense[row[i]] = rational(row[i + 1]);
    return dense;
  });
  return G.order - rationalRank(matrix);
}

/** Tells rows apart; most have two small coefficients, and then it is one number. */
function keyOf(row: Row, order: number): string | number {
  const [k, a, l, b] = row;
  if (row.length === 4 && Math.abs(a) < 128 && Math.abs(b) < 128)
    return (((a + 128) * 256 + b + 128) * order + k) * order + l;
  return row.join();
}

/** left − right of each equation of the problem, as products, at every choice of group elements. */
function differencesOn(equation: Equation, G: FiniteGroup): (readonly Product[])[] {
  const problem = equation.problems()[0];
  const roots = [...problem.left, ...problem.right];
  const free = reachable(roots).filter((t) => t.op === "unknown" && t.sort === "G");
  const choices = G.order ** free.length;
  const algebra = batchAlgebra(G, choices);
  const values = new Map(
    free.map((t, i) => [
      t,
      Uint16Array.from(
        { length: choices },
        (_, choice) => Math.floor(choice / G.order ** i) % G.order,
      ),
    ]),
  );
  const sides = evaluate<GroupFunctions, BatchCarriers>(
    groupFunctions,
    algebra,
    {
      unknown: (term) => {
        const value = values.get(term);
        if (value === undefined)
          throw new FrameworkError(`solutions: no value for ${unknownName(term)}`);
        return value;
      },
      apply: (name, [at]) => [{ q: rationals.one, names: [name], at: [at as Elements] }],
    },
    roots,
  ) as (readonly Product[])[];
  const n = problem.left.length;
  return problem.left.map((_, i) => algebra.sub.R(sides[i], sides[n + i]));
}

/** The operations at every choice at once; a bound element is the same at all of them. */
function batchAlgebra(G: FiniteGroup, choices: number): Algebra<GroupFunctions, BatchCarriers> {
  const everywhere = G.elements.map((_, g) => new Uint16Array(choices).fill(g));
  const scale = (q: Rational, x: readonly Product[]): Product[] =>
    x.map((p) => ({ ...p, q: rationals.mul(q, p.q) }));
  const times = (a: readonly Product[], b: readonly Product[]): Product[] =>
    a.flatMap((x) =>
      b.map((y) => ({
        q: rationals.mul(x.q, y.q),
        names: [...x.names, ...y.names],
        at: [...x.at, ...y.at],
      })),
    );
  const minus = rationals.neg(rationals.one);
  return {
    op: (a, b) => a.map((g, choice) => G.op(g, b[choice])),
    inv: (a) => a.map(G.inv),
    e: () => everywhere[G.identity],
    sum: (f) => everywhere.flatMap((h) => [...f(h)]),
    sumChannels: (f) => f(0),
    add: { R: (...xs) => xs.flat() },
    sub: { R: (a, b) => [...a, ...scale(minus, b)] },
    neg: { R: (a) => scale(minus, a) },
    scale: { R: (by, a) => scale(parseRational(String(by)), a) },
    mul: { R: (...xs) => xs.reduce(times) },
    zero: () => [],
  };
}

/**
 * The condition on ψ at each choice and each monomial in the other functions, but for 0 = 0. The array
 * is filled anew for each.
 */
function* conditionsOn(
  unknown: string,
  G: FiniteGroup,
  products: readonly Product[],
): Generator<Row> {
  const common = products.reduce((n, { q }) => (n / gcd(n, q.d)) * q.d, 1n);
  const read = products.map(({ q, names, at }) => {
    const own = names.indexOf(unknown);
    if (own < 0 || names.lastIndexOf(unknown) !== own)
      throw new DomainError("solutionDimension", `an equation linear in ${unknown}`, names.join());
    const others = names.map((name, i) => ({ name, at: at[i] })).filter((_, i) => i !== own);
    others.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (new Set(others.map((o) => o.name)).size !== others.length)
      throw new DomainError("solutionDimension", "each other function once", names.join());
    const coefficient = Number((q.n * common) / q.d);
    if (Math.abs(coefficient) * products.length > LARGEST)
      throw new DomainError("solutionDimension", `coefficients below 2^40`, coefficient);
    return { coefficient, column: at[own], others };
  });
  const kinds = [...new Set(read.map((r) => r.others.map((o) => o.name).join()))];
  const choices = read[0]?.column.length ?? 0;
  for (const kind of kinds) {
    const same = read.filter((r) => r.others.map((o) => o.name).join() === kind);
    /** The row of each monomial at this choice, in one array that the next choice finds empty. */
    const slots = new Map<number, number>();
    const sums = new Float64Array(same.length * G.order);
    const entries: number[] = [];
    for (let choice = 0; choice < choices; choice++) {
      slots.clear();
      for (const { coefficient, column, others } of same) {
        let monomial = 0;
        for (const o of others) monomial = monomial * G.order + o.at[choice];
        let slot = slots.get(monomial);
        if (slot === undefined) slots.set(monomial, (slot = slots.size));
        sums[slot * G.order + column[choice]] += coefficient;
      }
      for (let slot = 0; slot < slots.size; slot++) {
        entries.length = 0;
        for (let k = 0, at = slot * G.order; k < G.order; k++, at++) {
          if (sums[at] === 0) continue;
          entries.push(k, sums[at]);
          sums[at] = 0;
        }
        if (entries.length > 0) yield entries;
      }
    }
  }
}
