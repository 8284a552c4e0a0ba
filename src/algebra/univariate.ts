import { DomainError } from "../errors.ts";
import { fromInteger, sub, type Field, type Ring } from "./ring.ts";

/** A polynomial in one variable: entry k is the coefficient of x^k, the last not 0; 0 is []. */
export type Univariate<T> = readonly T[];

/** R[x] on coefficient lists, with its variable. */
export interface UnivariateRing<T> extends Ring<Univariate<T>> {
  readonly coefficients: Ring<T>;
  readonly x: Univariate<T>;
}

/** The ring R[x]. Exactness: exact iff R is. Cost: (deg f + 1)(deg g + 1) products. */
export function univariate<T>(R: Ring<T>, variable: string = "x"): UnivariateRing<T> {
  return {
    name: `${R.name}[${variable}]`,
    exact: R.exact,
    coefficients: R,
    x: [R.zero, R.one],
    zero: [],
    one: [R.one],
    has: (f) => f.every(R.has) && (f.length === 0 || !R.eq(f[f.length - 1], R.zero)),
    eq: (f, g) => f.length === g.length && f.every((a, k) => R.eq(a, g[k])),
    add: (f, g) => {
      const [long, short] = f.length < g.length ? [g, f] : [f, g];
      return trimmed(
        R,
        long.map((a, k) => (k < short.length ? R.add(a, short[k]) : a)),
      );
    },
    neg: (f) => f.map(R.neg),
    mul: (f, g) => {
      if (f.length === 0 || g.length === 0) return [];
      const product = Array<T>(f.length + g.length - 1).fill(R.zero);
      f.forEach((a, i) => {
        g.forEach((b, j) => (product[i + j] = R.add(product[i + j], R.mul(a, b))));
      });
      return trimmed(R, product);
    },
    show: (f) => showUnivariate(R, variable, f),
  };
}

/** The degree, -Infinity for 0. */
export function degree<T>(f: Univariate<T>): number {
  return f.length === 0 ? -Infinity : f.length - 1;
}

/** f(x) by Horner's rule. */
export function valueAt<T>(R: Pick<Ring<T>, "zero" | "add" | "mul">, f: Univariate<T>, x: T): T {
  return f.reduceRight((sum, a) => R.add(R.mul(sum, x), a), R.zero);
}

/** df/dx. */
export function derivative<T>(R: Ring<T>, f: Univariate<T>): Univariate<T> {
  return trimmed(
    R,
    f.slice(1).map((a, k) => R.mul(fromInteger(R, BigInt(k + 1)), a)),
  );
}

/**
 * [q, r] with f = q g + r, deg r < deg g.
 *
 * @param inverse of the leading coefficient of g: `F.inv` over a field; over a ring g may be monic
 * @throws {DomainError} if g = 0
 */
export function divide<T>(
  R: Ring<T>,
  f: Univariate<T>,
  g: Univariate<T>,
  inverse: (leading: T) => T,
): [Univariate<T>, Univariate<T>] {
  if (g.length === 0) throw new DomainError("divide", "a divisor that is not 0", "0");
  const unit = inverse(g[g.length - 1]);
  const rest = [...f];
  const quotient: T[] = [];
  for (let shift = f.length - g.length; shift >= 0; shift--) {
    const factor = R.mul(rest[shift + g.length - 1], unit);
    quotient.unshift(factor);
    g.forEach((b, k) => (rest[shift + k] = sub(R, rest[shift + k], R.mul(factor, b))));
  }
  return [trimmed(R, quotient), trimmed(R, rest)];
}

/** [gcd, s] with gcd ≡ s f modulo g, the greatest common divisor monic, or 0 of 0 and 0. */
export function gcdModulo<T>(
  F: Field<T>,
  f: Univariate<T>,
  g: Univariate<T>,
): [Univariate<T>, Univariate<T>] {
  const P = univariate(F);
  let [r0, r1, s0, s1] = [g, f, P.zero, P.one];
  while (r1.length > 0) {
    const [q, r] = divide(F, r0, r1, F.inv);
    [r0, r1, s0, s1] = [r1, r, s1, sub(P, s0, P.mul(q, s1))];
  }
  if (r0.length === 0) return [P.zero, P.one];
  const scale = [F.inv(r0[r0.length - 1])];
  return [P.mul(scale, r0), P.mul(scale, s0)];
}

/** The list without zeros at its end. */
export function trimmed<T>(R: Pick<Ring<T>, "zero" | "eq">, f: readonly T[]): Univariate<T> {
  let length = f.length;
  while (length > 0 && R.eq(f[length - 1], R.zero)) length -= 1;
  return length === f.length ? f : f.slice(0, length);
}

function showUnivariate<T>(R: Ring<T>, variable: string, f: Univariate<T>): string {
  const terms = f.flatMap((a, k) => {
    if (R.eq(a, R.zero)) return [];
    const power = k === 0 ? "" : k === 1 ? variable : `${variable}^${k}`;
    const text = R.show(a);
    if (power === "") return [text];
    if (R.eq(a, R.one)) return [power];
    return [
      text === "-1" ? `-${power}` : `${/^-?[\w/]+$/.test(text) ? text : `(${text})`}*${power}`,
    ];
  });
  if (terms.length === 0) return R.show(R.zero);
  return terms
    .reverse()
    .reduce((sum, t) => (t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`));
}
