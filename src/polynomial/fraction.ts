import { inverseModulo } from "../program/residues.ts";
import { exactQuotient, sorted } from "./division.ts";
import { factorBase, gcdOf, variablePolynomial } from "./factorBase.ts";
import type { Packing } from "./packing.ts";
import {
  accumulator,
  addProduct,
  addProductModulo,
  divided,
  monomial,
  scaled,
  taken,
  zeroPolynomial,
  type Sparse,
} from "./sparse.ts";
import { Unfit } from "./unfit.ts";

/** numerator / (scale · product of factors), the product by its number in the base. */
export interface Fraction {
  readonly numerator: Sparse;
  /** A positive integer; 1 modulo p. */
  readonly scale: number;
  readonly under: number;
}

/** (n/d)·a·b, or (n/d)·a. Modulo p, d = 1 and n is a residue. */
export interface Term {
  readonly n: number;
  readonly d: number;
  readonly a: Fraction;
  readonly b?: Fraction;
}

export interface Fractions {
  readonly one: Fraction;
  readonly variable: (v: number) => Fraction;
  readonly sum: (terms: readonly Term[]) => Fraction;
  readonly quotient: (a: Fraction, b: Fraction) => Fraction;
  /** Products of terms formed so far. */
  readonly work: () => number;
}

/** |x| < 2^53, so that x is exact. */
export function exact(x: number): number {
  if (!(Math.abs(x) < 2 ** 53)) throw new Unfit("coefficient");
  return x;
}

/**
 * Arithmetic of rational functions without gcd: denominators are products over a base of factors found
 * at divisions; a sum goes over the common denominator, then loses each factor that divides it exactly.
 * Modulo p, or over the integers for p = 0.
 *
 * Exactness: exact. Over the integers the sum of absolute products of every coefficient stays below
 * 2^53; keys stay within the packing. Cost: the products of terms; at most `budget`.
 *
 * @throws {Unfit} coefficient, degree, budget; divisor for a division by 0
 */
export function fractions(packing: Packing, p: number, budget: number): Fractions {
  const base = factorBase(packing, p);
  const { products } = base;
  const cofactors = new Map<string, Sparse>();
  const table = accumulator();
  const flat = packing.limits.map(() => 0);
  const unit = monomial(0, 1, flat);
  let done = 0;

  const work = (amount: number): void => {
    done += amount;
    if (done > budget) throw new Unfit("budget");
  };
  /** The degrees of A·B, once its work, its degrees and (over the integers) its norm are known to fit. */
  const admitted = (A: Sparse, B: Sparse): readonly number[] => {
    work(A.keys.length * B.keys.length);
    if (p === 0) exact(A.norm * B.norm);
    if (B === unit) return A.degrees;
    const degrees = A.degrees.map((d, m) => d + B.degrees[m]);
    if (degrees.some((d, m) => d > packing.limits[m])) throw new Unfit("degree");
    return degrees;
  };
  const times = (A: Sparse, B: Sparse): Sparse => {
    if (B === unit) return A;
    if (A === unit) return B;
    const degrees = admitted(A, B);
    if (p > 0) addProductModulo(table, A, B, 1, p);
    else addProduct(table, A, B, 1);
    return taken(table, degrees, p);
  };
  /** The factors of the product `to` that `from` lacks, multiplied out. */
  const cofactor = (from: number, to: number): Sparse => {
    if (from === to) return unit;
    const key = `${from} ${to}`;
    let product = cofactors.get(key);
    if (product === undefined) {
      product = unit;
      const has = products.exponents(from);
      for (const [j, e] of products.exponents(to))
        for (let k = has.get(j) ?? 0; k < e; k++) product = times(product, base.factors[j]);
      cofactors.set(key, product);
    }
    return product;
  };
  const reduced = (numerator: Sparse, scale: number, under: number): Fraction => {
    if (numerator.keys.length === 0) return { numerator, scale: 1, under: 0 };
    // In order once, for all the divisions tried.
    let N = under === 0 ? numerator : sorted(numerator);
    let cancelled: Map<number, number> | undefined;
    for (const [j, exponent] of products.exponents(under))
      for (let e = exponent; e > 0; e--) {
        const quotient = exactQuotient(N, base.factors[j], packing, p);
        if (quotient === undefined) break;
        work(quotient.keys.length * base.factors[j].keys.length);
        N = quotient;
        cancelled ??= new Map(products.exponents(under));
        cancelled.set(j, e - 1);
      }
    const left = cancelled === undefined ? under : products.product(cancelled);
    if (scale === 1) return { numerator: N, scale, under: left };
    let common = scale;
    for (const c of N.coefficients) if ((common = gcdOf(common, c)) === 1) break;
    return { numerator: divided(N, common), scale: scale / common, under: left };
  };

  const sum = (terms: readonly Term[]): Fraction => {
    const kept = terms.filter(
      ({ n, a, b }) => n !== 0 && a.numerator.keys.length > 0 && b?.numerator.keys.length !== 0,
    );
    if (kept.length === 0) return { numerator: zeroPolynomial, scale: 1, under: 0 };
    if (kept.length === 1 && kept[0].n === 1 && kept[0].d === 1 && kept[0].b === undefined)
      return kept[0].a;
    let [scale, under] = [1, 0];
    const below = kept.map(({ d, a, b }) => {
      const own = b === undefined ? a.under : products.times(a.under, b.under);
      const ownScale = exact(exact(d * a.scale) * (b?.scale ?? 1));
      under = products.common(under, own);
      if (scale % ownScale !== 0) scale = exact((scale / gcdOf(scale, ownScale)) * ownScale);
      return { own, ownScale };
    });
    const degrees = flat.slice();
    let norm = 0;
    const parts = kept.map(({ n, a, b }, i) => {
      let [A, B] = [a.numerator, b?.numerator ?? unit];
      const missing = cofactor(below[i].own, under);
      if (B === unit) B = missing;
      else if (A.keys.length < B.keys.length) A = times(A, missing);
      else B = times(B, missing);
      admitted(A, B).forEach((d, m) => (degrees[m] = Math.max(degrees[m], d)));
      const m = n * (scale / below[i].ownScale);
      // Every partial sum of every coefficient is bounded by this.
      if (p === 0) norm = exact(norm + exact(Math.abs(exact(m)) * (A.norm * B.norm)));
      return { A, B, m };
    });
    for (const { A, B, m } of parts)
      if (p > 0) addProductModulo(table, A, B, m, p);
      else addProduct(table, A, B, m);
    return reduced(taken(table, degrees, p), scale, under);
  };

  return {
    one: { numerator: unit, scale: 1, under: 0 },
    variable: (v) => ({ numerator: variablePolynomial(v, packing), scale: 1, under: 0 }),
    sum,
    // (A/P) / (B/Q) = A (Q/g) / ((P/g) B), g what P and Q have in common.
    quotient: (a, b) => {
      if (b.numerator.keys.length === 0) throw new Unfit("divisor");
      const { content, product } = base.factored(b.numerator);
      const joint = products.common(a.under, b.under);
      const missing = cofactor(a.under, joint);
      const under = products.times(products.over(joint, b.under), product);
      if (p > 0) {
        const m = inverseModulo(content, p);
        return reduced(scaled(times(a.numerator, missing), m, p), 1, under);
      }
      const shared = gcdOf(content, b.scale);
      const m = exact(Math.sign(content) * (b.scale / shared));
      exact(Math.abs(m) * exact(a.numerator.norm * missing.norm));
      const scale = exact(a.scale * (Math.abs(content) / shared));
      return reduced(scaled(times(a.numerator, missing), m, 0), scale, under);
    },
    work: () => done,
  };
}
