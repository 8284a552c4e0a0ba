import { echelon } from "../algebra/linear.ts";
import { rationals } from "../algebra/rational.ts";
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
 * Exactness: exact, over Q. Cost: |G|^n evaluations for n unknown group elements, then elimination of
 * the distinct conditions.
 *
 * @throws {DomainError} if the equation is not linear in the unknown
 */
export function solutionDimension(equation: Equation, group: string, unknown: string): number {
  const G = groupNamed(group);
  const column = (variable: string): number => Number(/\[(\d+)/.exec(variable)?.[1]);
  const rows = new Map<string, Rational[]>();
  for (const difference of differencesOn(equation.problems()[0], G, 1)) {
    const conditions = new Map<string, Rational[]>();
    for (const [monomial, q] of difference) {
      const factors = monomial.split("·");
      const own = factors.filter((f) => f.startsWith(`${unknown}[`));
      if (own.length !== 1)
        throw new DomainError("solutionDimension", `an equation linear in ${unknown}`, monomial);
      const others = factors.filter((f) => f !== own[0]).join("·");
      const row = conditions.get(others) ?? Array.from({ length: G.order }, () => rationals.zero);
      row[column(own[0])] = rationals.add(row[column(own[0])], q);
      conditions.set(others, row);
    }
    for (const row of conditions.values()) rows.set(row.map(rationals.show).join(), row);
  }
  return G.order - echelon(rationals, [...rows.values()]).pivots.length;
}
