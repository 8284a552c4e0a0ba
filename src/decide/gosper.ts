/**
 * Indefinite and creative telescoping: G with Σ_j a_j(n) F(n + j, k) = G(n, k + 1) − G(n, k). Of order
 * 0 it is Gosper's algorithm. Sources: Petkovšek, Wilf and Zeilberger, A = B (1996), §5.3 and §6.3.
 */
import { FrameworkError } from "../errors.ts";
import { relation } from "./gosperKernel.ts";
import {
  multiply,
  overCommon,
  rationalTerm,
  rising,
  smallInteger,
  substitute,
  type Term,
} from "./hypergeometric.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";

/** Σ_j a_j F(n + j, k) = G(n, k + 1) − G(n, k), at every k where the base has a value at k and k + 1. */
export interface Telescoper {
  readonly a: readonly Polynomial[];
  readonly G: Term;
  /** F(n + j, k) and G(n, k) are rational multiples of it. */
  readonly base: Term;
  /** Where this is 0, one of the multiples has no value. */
  readonly poles: Polynomial;
  /** G(n, k)/F(n, k), not in lowest terms. */
  readonly certificate: Quotient;
}

/** A quotient of polynomials. */
export interface Quotient {
  readonly above: Polynomial;
  readonly below: Polynomial;
}

const mostShift = 8;
const mostUnknowns = 26;

/**
 * A telescoper of the given order, checked as an identity of polynomials; undefined if none is found,
 * or one of lower order.
 *
 * @param n the variable of the recurrence; of order 0 it is not used
 */
export function telescoper(
  term: Term,
  n: number,
  k: number,
  order: number,
): Telescoper | undefined {
  const shifted = (j: number): Polynomial => P.add(P.variable(n), BigInt(j));
  const rows = Array.from({ length: order + 1 }, (_, j) =>
    j === 0 ? term : substitute(term, n, shifted(j)),
  );
  const { common, multiples } = overCommon(rows);
  const D = multiples.map(({ den }) => den).reduce(leastCommonMultiple);
  const p = multiples.map(({ num, den }) => P.mul(num, P.exactly(D, den)));
  const base: Term = { ...common, coefficient: F.fraction(1n, D) };
  const steps = ratio(base, k);
  const { q, r, c } = petkovsek(steps, k);
  const lower = P.substitute(r, k, P.sub(P.variable(k), 1n));
  const right = p.map((pj) => P.mul(pj, c));
  const solution = solve(right, q, lower, k);
  if (solution === undefined) return undefined;
  const { a, x } = solution;
  if (a[order] === 0n) return undefined;
  check(right, solution, q, lower, k);
  checkSteps(steps, q, r, c, k);
  const factor = F.fraction(P.mul(lower, x), c);
  return {
    a,
    G: multiply(base, rationalTerm(factor)),
    base,
    poles: P.mul(D, c),
    certificate: { above: P.mul(lower, x), below: P.mul(c, p[0]) },
  };
}

function leastCommonMultiple(p: Polynomial, q: Polynomial): Polynomial {
  return P.mul(p, P.exactly(q, P.gcd(p, q)));
}

/** base(k + 1)/base(k). */
function ratio(base: Term, k: number): Quotient {
  const next = P.add(P.variable(k), 1n);
  const { den } = base.coefficient;
  const above = [den];
  const below = [P.substitute(den, k, next)];
  const power = base.bases.get(k);
  if (power !== undefined) {
    above.push(power.num);
    below.push(power.den);
  }
  for (const { argument, inverse } of base.factorials) {
    const slope = smallInteger(P.coefficientsIn(argument, k).at(1) ?? 0n);
    const [up, down] = inverse ? [below, above] : [above, below];
    if (slope > 0) up.push(rising(argument, slope));
    if (slope < 0) down.push(rising(P.add(argument, BigInt(slope)), -slope));
  }
  return { above: P.product(above), below: P.product(below) };
}

/** above/below = q(k) c(k + 1)/(r(k) c(k)) with q(k) and r(k + h) without common divisor, h = 0, 1, … */
function petkovsek(
  { above, below }: Quotient,
  k: number,
): { readonly q: Polynomial; readonly r: Polynomial; readonly c: Polynomial } {
  let [q, r, c]: Polynomial[] = [above, below, 1n];
  const moved = (p: Polynomial, by: number): Polynomial =>
    P.substitute(p, k, P.add(P.variable(k), BigInt(by)));
  for (let h = 0; h <= mostShift; h++) {
    const common = P.gcd(q, moved(r, h));
    if (common === 1n || (h > 0 && P.degreeIn(common, k) < 1)) continue;
    q = P.exactly(q, common);
    r = P.exactly(r, moved(common, -h));
    for (let i = 1; i <= h; i++) c = P.mul(c, moved(common, -i));
  }
  return { q, r, c };
}

interface Solution {
  readonly a: readonly Polynomial[];
  readonly x: Polynomial;
}

/** Σ_j a_j right_j = q(k) x(k + 1) − lower(k) x(k) with a_j free of k, not all 0. */
function solve(
  right: readonly Polynomial[],
  q: Polynomial,
  lower: Polynomial,
  k: number,
): Solution | undefined {
  const degree = Math.max(...right.map((p) => P.degreeIn(p, k)));
  const top = Math.max(-1, degreeBound(degree, q, lower, k));
  const unknowns = top + 1 + right.length;
  if (unknowns > mostUnknowns) return undefined;
  const next = P.add(P.variable(k), 1n);
  const images = Array.from({ length: top + 1 }, (_, i) => {
    const image = P.sub(P.mul(q, P.power(next, i)), P.mul(lower, P.power(P.variable(k), i)));
    return P.coefficientsIn(P.neg(image), k);
  });
  const columns = [...images, ...right.map((p) => P.coefficientsIn(p, k))];
  const height = Math.max(...columns.map((column) => column.length));
  const matrix = Array.from({ length: height }, (_, i) =>
    columns.map((column) => column.at(i) ?? 0n),
  );
  const found = relation(matrix, unknowns, top + 1);
  if (found === undefined) return undefined;
  const last = found.findLast((p) => p !== 0n) ?? 1n;
  const signed = P.leadingInteger(last) < 0n ? found.map(P.neg) : found;
  const powers = signed.slice(0, top + 1).map((p, i) => P.mul(p, P.power(P.variable(k), i)));
  return { a: signed.slice(top + 1), x: powers.reduce(P.add, 0n) };
}

/** The degree of x at most, −1 if x = 0. Source: A = B, §5.3, step 3. */
function degreeBound(degree: number, q: Polynomial, lower: Polynomial, k: number): number {
  const [minus, plus] = [P.sub(q, lower), P.add(q, lower)];
  const [below, top] = [P.degreeIn(minus, k), P.degreeIn(plus, k)];
  if (below >= top) return degree - below;
  const generic = degree - top + 1;
  const lead = P.coefficientsIn(plus, k)[top];
  const next = P.coefficientsIn(minus, k).at(top - 1) ?? 0n;
  const special = top === 0 ? undefined : P.quotient(P.mul(-2n, next), lead);
  if (typeof special === "bigint" && special > BigInt(generic) && special < BigInt(mostUnknowns))
    return Number(special);
  return generic;
}

function check(
  right: readonly Polynomial[],
  { a, x }: Solution,
  q: Polynomial,
  lower: Polynomial,
  k: number,
): void {
  const left = right.map((p, j) => P.mul(a[j], p)).reduce(P.add);
  const up = P.mul(q, P.substitute(x, k, P.add(P.variable(k), 1n)));
  if (!P.equal(left, P.sub(up, P.mul(lower, x))))
    throw new FrameworkError("telescoper: the solution does not satisfy its equation");
}

function checkSteps(
  { above, below }: Quotient,
  q: Polynomial,
  r: Polynomial,
  c: Polynomial,
  k: number,
): void {
  const next = P.substitute(c, k, P.add(P.variable(k), 1n));
  const [left, right] = [P.product([above, r, c]), P.product([below, q, next])];
  if (!P.equal(left, right)) throw new FrameworkError("telescoper: no normal form of the ratio");
}
