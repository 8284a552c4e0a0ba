import { denominators, type Denominators } from "../program/denominators.ts";
import { inverseModulo } from "../program/residues.ts";
import { degreesOf, exactQuotient, sorted } from "./division.ts";
import type { Packing } from "./packing.ts";
import { divided, monomial, scaled, type Sparse } from "./sparse.ts";

/** The factors that denominators are products of, each sorted, primitive and with its true degrees. */
export interface FactorBase {
  readonly factors: readonly Sparse[];
  readonly products: Denominators;
  /**
   * f = content · product of factors, as the number of that product: known factors are divided out
   * exactly, then powers of variables, and what is left is a new factor. Factors need not be prime.
   */
  readonly factored: (f: Sparse) => { readonly content: number; readonly product: number };
}

const NO_MEASURES = new Float64Array(0);

/** A base that grows with each divisor factored; modulo p, or over the integers for p = 0. */
export function factorBase(packing: Packing, p: number): FactorBase {
  const factors: Sparse[] = [];
  const products = denominators(0);
  const added = (f: Sparse): number => {
    factors.push(f);
    return products.newFactor({ degrees: NO_MEASURES, log2Norm: 0 });
  };
  return {
    factors,
    products,
    factored: (f) => {
      const exponents = new Map<number, number>();
      const { content, primitive } = primitivePart(f, packing, p);
      let rest = primitive;
      const divide = (j: number): void => {
        for (;;) {
          const quotient = exactQuotient(rest, factors[j], packing, p);
          if (quotient === undefined) return;
          rest = quotient;
          exponents.set(j, (exponents.get(j) ?? 0) + 1);
        }
      };
      factors.forEach((_, j) => divide(j));
      for (const v of commonVariables(rest, packing)) divide(added(variablePolynomial(v, packing)));
      if (rest.keys.length > 1 || rest.keys[0] !== 0) exponents.set(added(sorted(rest)), 1);
      return { content, product: products.product(exponents) };
    },
  };
}

export function variablePolynomial(v: number, packing: Packing): Sparse {
  const degrees = packing.limits.map((_, m) => Number(m === packing.measure(v)));
  return monomial(packing.weights[v], 1, degrees);
}

/** f = content · primitive: the gcd with the sign of the leading coefficient; modulo p that coefficient. */
function primitivePart(
  f: Sparse,
  packing: Packing,
  p: number,
): { readonly content: number; readonly primitive: Sparse } {
  const ordered = sorted(f);
  const lead = ordered.coefficients[0];
  const degrees = packing.limits.map(() => 0);
  for (const key of f.keys)
    degreesOf(key, packing)?.forEach((d, m) => (degrees[m] = Math.max(degrees[m], d)));
  if (p > 0) {
    const primitive = { ...scaled(ordered, inverseModulo(lead, p), p), degrees };
    return { content: lead, primitive };
  }
  let content = 0;
  for (const c of ordered.coefficients) content = gcdOf(content, c);
  const primitive = { ...divided(scaled(ordered, Math.sign(lead), 0), content), degrees };
  return { content: Math.sign(lead) * content, primitive };
}

/** The variables that divide every monomial. */
function commonVariables(f: Sparse, packing: Packing): number[] {
  let common: number[] | undefined;
  for (const key of f.keys) {
    const exponents = packing.decode(key);
    if (exponents === undefined) return [];
    common =
      common === undefined
        ? [...exponents.keys()].filter((v) => exponents[v] > 0)
        : common.filter((v) => exponents[v] > 0);
    if (common.length === 0) return [];
  }
  return common ?? [];
}

/** The greatest common divisor, ≥ 0, of integers in doubles. */
export function gcdOf(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
