import { rationals } from "../algebra/rational.ts";
import { rationalRank } from "../algebra/rationalKernel.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Equation } from "../claim/equation.ts";
import { groupNamed } from "../groups/named.ts";
import { DomainError } from "../errors.ts";
import { differencesOn } from "./finite.ts";

/**
 * The dimension of the space of functions ψ on a finite group for which an equation linear in ψ holds
 * for all values of its other unknowns: |G| minus the rank of the linear conditions on ψ, which are
 * the coefficients of left − right at each choice of group elements and of the other functions'
 * values. The graph is the equation's own. One channel.
 *
 * Exactness: exact, over Q. Cost: |G|^n evaluations for n unknown group elements, then modular
 * elimination of the distinct conditions, which proves its rank.
 *
 * @throws {DomainError} if the equation is not linear in the unknown
 */
export function solutionDimension(equation: Equation, group: string, unknown: string): number {
  const G = groupNamed(group);
  const column = (variable: string): number => Number(/\[(\d+)/.exec(variable)?.[1]);
  const own = `${unknown}[`;
  /** The distinct conditions, each by its sorted coefficients. */
  const conditions = new Map<string, ReadonlyMap<number, Rational>>();
  for (const difference of differencesOn(equation.problems()[0], G, 1)) {
    const byOthers = new Map<string, Map<number, Rational>>();
    for (const [monomial, q] of difference) {
      const factors = monomial.split("·");
      const at = factors.findIndex((f) => f.startsWith(own));
      if (at < 0 || factors.some((f, i) => i > at && f.startsWith(own)))
        throw new DomainError("solutionDimension", `an equation linear in ${unknown}`, monomial);
      const [variable] = factors.splice(at, 1);
      const others = factors.join("·");
      const row = byOthers.get(others) ?? new Map<number, Rational>();
      row.set(column(variable), q);
      byOthers.set(others, row);
    }
    for (const row of byOthers.values()) {
      const entries = [...row].sort(([a], [b]) => a - b);
      conditions.set(entries.map(([k, q]) => `${k}:${q.n}/${q.d}`).join(), row);
    }
  }
  const rows = [...conditions.values()].map((row) =>
    Array.from({ length: G.order }, (_, k) => row.get(k) ?? rationals.zero),
  );
  return G.order - rationalRank(rows);
}
