import { DomainError } from "../errors.ts";
import { fromInteger, power, type Ring } from "./ring.ts";

/**
 * A polynomial: canonical monomial key ↦ non-zero coefficient. The key of x₁^e₁ … x_n^e_n is
 * `e₁,…,e_n` in the order of the ring's variables. Immutable.
 */
export type Polynomial<T> = ReadonlyMap<string, T>;

/** R[x₁, …, x_n], with its generators. */
export interface PolynomialRing<T> extends Ring<Polynomial<T>> {
  readonly coefficients: Ring<T>;
  readonly variables: readonly string[];
  /** @throws {DomainError} if the ring has no such variable. */
  readonly variable: (name: string) => Polynomial<T>;
  readonly constant: (c: T) => Polynomial<T>;
}

/**
 * The polynomial ring over R in the named variables. Equality is equality of coefficients.
 * Exactness: exact iff R is. Cost: one coefficient product for each pair of terms.
 *
 * @throws {DomainError} if a name is repeated or is not an identifier
 */
export function polynomials<T>(R: Ring<T>, variables: readonly string[]): PolynomialRing<T> {
  checkNames(variables);
  const n = variables.length;
  const unit = keyOf(Array<number>(n).fill(0));
  const constant = (c: T): Polynomial<T> => normalised(R, [[unit, c]]);
  const variable = (name: string): Polynomial<T> => {
    const index = indexOfVariable(variables, name);
    return normalised(R, [[keyOf(variables.map((_, k) => (k === index ? 1 : 0))), R.one]]);
  };
  return {
    name: `${R.name}[${variables.join(", ")}]`,
    exact: R.exact,
    coefficients: R,
    variables,
    variable,
    constant,
    zero: new Map(),
    one: constant(R.one),
    has: (f) =>
      [...f].every(([key, c]) => isKey(key, n) && R.has(c) && (!R.exact || !R.eq(c, R.zero))),
    eq: (f, g) =>
      f.size === g.size &&
      [...f].every(([key, c]) => {
        const other = g.get(key);
        return other !== undefined && R.eq(c, other);
      }),
    add: (f, g) => normalised(R, [...f, ...g]),
    neg: (f) => new Map([...f].map(([key, c]) => [key, R.neg(c)])),
    mul: (f, g) => normalised(R, products(R, f, g)),
    show: (f) => showPolynomial(R, variables, f),
  };
}

/** ∂f/∂x, x the named variable. Cost: linear in the terms. */
export function partial<T>(P: PolynomialRing<T>, f: Polynomial<T>, name: string): Polynomial<T> {
  const R = P.coefficients;
  const index = indexOfVariable(P.variables, name);
  const terms = [...f].flatMap(([key, c]): [string, T][] => {
    const exponents = exponentsOf(key);
    const e = exponents[index];
    if (e === 0) return [];
    exponents[index] = e - 1;
    return [[keyOf(exponents), R.mul(fromInteger(R, BigInt(e)), c)]];
  });
  return normalised(R, terms);
}

/**
 * The image of f under the ring map that is `hom` on coefficients and sends each variable to its
 * value in `point`. Exactness: exact iff S is.
 *
 * @throws {DomainError} if a variable of the ring has no value
 */
export function evaluate<T, S>(
  P: PolynomialRing<T>,
  f: Polynomial<T>,
  S: Pick<Ring<S>, "zero" | "one" | "add" | "mul">,
  hom: (c: T) => S,
  point: ReadonlyMap<string, S>,
): S {
  const values = P.variables.map((name) => {
    const value = point.get(name);
    if (value === undefined) throw new DomainError("evaluate", `a value for ${name}`, "none");
    return value;
  });
  let sum = S.zero;
  for (const [key, c] of f) {
    let term = hom(c);
    exponentsOf(key).forEach((e, k) => {
      if (e > 0) term = S.mul(term, power(S, values[k], e));
    });
    sum = S.add(sum, term);
  }
  return sum;
}

/** The total degree, -Infinity for 0. */
export function totalDegree<T>(f: Polynomial<T>): number {
  let degree = -Infinity;
  for (const key of f.keys()) {
    const total = exponentsOf(key).reduce((sum, e) => sum + e, 0);
    degree = Math.max(degree, total);
  }
  return degree;
}

/** Σ |coefficient|: with `integers` and `absolute`, or `rationals` and `absoluteRational`. */
export function oneNorm<T>(
  R: Pick<Ring<T>, "zero" | "add">,
  absolute: (c: T) => T,
  f: Polynomial<T>,
): T {
  let sum = R.zero;
  for (const c of f.values()) sum = R.add(sum, absolute(c));
  return sum;
}

/** The terms of f as exponents and coefficient, highest total degree first, then lexicographic. */
export function termsOf<T>(
  f: Polynomial<T>,
): { readonly exponents: readonly number[]; readonly coefficient: T }[] {
  const terms = [...f].map(([key, coefficient]) => ({ exponents: exponentsOf(key), coefficient }));
  const total = (exponents: readonly number[]): number => exponents.reduce((a, b) => a + b, 0);
  return terms.sort((s, t) => {
    const byDegree = total(t.exponents) - total(s.exponents);
    if (byDegree !== 0) return byDegree;
    // Terms of one polynomial differ somewhere.
    const k = s.exponents.findIndex((e, j) => e !== t.exponents[j]);
    return t.exponents[k] - s.exponents[k];
  });
}

function* products<T>(
  R: Ring<T>,
  f: Polynomial<T>,
  g: Polynomial<T>,
): Generator<readonly [string, T]> {
  const right = [...g].map(([key, c]) => [exponentsOf(key), c] as const);
  for (const [key, a] of f) {
    const left = exponentsOf(key);
    for (const [exponents, b] of right)
      yield [keyOf(left.map((e, k) => e + exponents[k])), R.mul(a, b)];
  }
}

/** Sums coefficients of equal keys and drops those that are zero. */
function normalised<T>(R: Ring<T>, terms: Iterable<readonly [string, T]>): Map<string, T> {
  const sums = new Map<string, T>();
  for (const [key, c] of terms) {
    const before = sums.get(key);
    sums.set(key, before === undefined ? c : R.add(before, c));
  }
  for (const [key, c] of sums) if (R.eq(c, R.zero)) sums.delete(key);
  return sums;
}

function showPolynomial<T>(R: Ring<T>, variables: readonly string[], f: Polynomial<T>): string {
  const text = termsOf(f).map(({ exponents, coefficient }) => {
    const monomial = exponents
      .flatMap((e, k) => (e === 0 ? [] : [e === 1 ? variables[k] : `${variables[k]}^${e}`]))
      .join("*");
    const c = R.show(coefficient);
    if (monomial === "") return c;
    if (R.eq(coefficient, R.one)) return monomial;
    if (c === "-1") return `-${monomial}`;
    return `${/^-?[\w/]+$/.test(c) ? c : `(${c})`}*${monomial}`;
  });
  if (text.length === 0) return R.show(R.zero);
  return text.reduce((sum, t) => (t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`));
}

function keyOf(exponents: readonly number[]): string {
  return exponents.join(",");
}

function exponentsOf(key: string): number[] {
  return key === "" ? [] : key.split(",").map(Number);
}

function isKey(key: string, n: number): boolean {
  const exponents = exponentsOf(key);
  return exponents.length === n && exponents.every((e) => Number.isSafeInteger(e) && e >= 0);
}

function indexOfVariable(variables: readonly string[], name: string): number {
  const index = variables.indexOf(name);
  if (index < 0)
    throw new DomainError("polynomials", `one of the variables ${variables.join(", ")}`, name);
  return index;
}

function checkNames(variables: readonly string[]): void {
  variables.forEach((name, k) => {
    if (!/^[\p{L}_][\p{L}\p{N}_']*$/u.test(name))
      throw new DomainError("polynomials", "identifiers as variable names", `"${name}"`);
    if (variables.indexOf(name) !== k)
      throw new DomainError("polynomials", "distinct variables", `${name} twice`);
  });
}
