/** Proofs of equations between sums of hypergeometric terms by creative telescoping. */
import { DomainError } from "../errors.ts";
import type { Expression } from "../formula/expression.ts";
import type { Given } from "../formula/given.ts";
import type { Proof } from "./prove.ts";
import { add, negate, NotHypergeometric } from "./zeilbergerForm.ts";
import { vanishes } from "./zeilbergerInduction.ts";
import { readerOf, readForm, regionOf } from "./zeilbergerRead.ts";
import { isEmpty } from "./zeilbergerRegion.ts";

/**
 * A proof of left = right, or why there is none. Domain: sums Σ F(n, k) whose ends are integer linear
 * forms, where F is a product of binomials, factorials and powers with integer linear arguments and a
 * rational function, besides such terms in n alone. Symbols that are neither in an end nor in an
 * exponent, factorial or lower index enter both sides rationally, so that it is enough to prove the
 * equation for them as large integers.
 *
 * Exactness: a certificate of each sum is checked as an identity of polynomials; the ends, the poles
 * and the points where a recurrence begins or is singular are settled one by one.
 * Source: Petkovšek, Wilf and Zeilberger, A = B (1996), ch. 6.
 */
export function byTelescoping(left: Expression, right: Expression, given: Given): Proof | string {
  try {
    const reader = readerOf([left, right], given);
    const region = regionOf(reader, [left, right], given);
    if (isEmpty(region)) return "telescoping: no integers satisfy the hypotheses";
    const [a, b] = [left, right].map((side) => readForm(reader, side, region));
    const steps = vanishes(add(a, negate(b)), region, reader.names);
    if (typeof steps === "string") return `telescoping: ${steps}`;
    const how =
      steps.length === 0 ? "both sides are the same hypergeometric terms" : steps.join("; ");
    return { how, premises: [] };
  } catch (error) {
    if (error instanceof NotHypergeometric || error instanceof DomainError)
      return `telescoping: ${error.message}`;
    throw error;
  }
}
