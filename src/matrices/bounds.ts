import { parseRational } from "../algebra/rational.ts";
import type { Algebra, Point } from "../term/evaluate.ts";
import type { Matrices } from "./signature.ts";

/**
 * A bound on every entry of a matrix, or on a scalar, as a fraction of polynomials in the real
 * parameters: the numerator's real and imaginary part have total degree ≤ `degree` and 1-norm ≤ `norm`
 * (counted before any cancellation), and the denominator is the product of the named factors.
 */
export interface Bound {
  readonly degree: bigint;
  readonly norm: bigint;
  readonly denominator: ReadonlyMap<string, number>;
}

/** Degree and 1-norm of a denominator factor. */
export interface Factor {
  readonly degree: bigint;
  readonly norm: bigint;
}

interface BoundCarriers {
  readonly [sort: string]: Bound;
  readonly M: Bound;
  readonly S: Bound;
}

const none: ReadonlyMap<string, number> = new Map();
const constant = (norm: bigint): Bound => ({ degree: 0n, norm, denominator: none });

/**
 * The interpreter of degrees and 1-norms for N×N matrices (design.md 1.1). A complex product (a + ib)(c
 * + id) has real part ac − bd, so norms multiply with a factor 2; a matrix product sums N of them. Sums
 * are brought to a common denominator, factor by factor.
 */
export function boundMatrices(N: number): {
  readonly algebra: Algebra<Matrices, BoundCarriers>;
  readonly point: (propertyOf: (name: string) => string | undefined) => Point<BoundCarriers>;
  readonly difference: (a: Bound, b: Bound) => Bound;
  readonly factors: ReadonlyMap<string, Factor>;
} {
  const size = BigInt(N);
  const factors = new Map<string, Factor>();

  /** The factor by which a numerator grows when the missing denominators are multiplied in. */
  const over = (x: Bound, denominator: ReadonlyMap<string, number>): Bound => {
    let { degree, norm } = x;
    for (const [name, exponent] of denominator)
      for (let e = x.denominator.get(name) ?? 0; e < exponent; e++) {
        const factor = factors.get(name) ?? { degree: 0n, norm: 1n };
        degree += factor.degree;
        norm *= (factor.degree === 0n ? 1n : 2n) * factor.norm;
      }
    return { degree, norm, denominator };
  };
  const common = (xs: readonly Bound[]): Map<string, number> => {
    const all = new Map<string, number>();
    for (const x of xs)
      for (const [name, e] of x.denominator) all.set(name, Math.max(all.get(name) ?? 0, e));
    return all;
  };
  const sum = (...xs: Bound[]): Bound => {
    const denominator = common(xs);
    return xs
      .map((x) => over(x, denominator))
      .reduce((a, b) => ({
        degree: a.degree > b.degree ? a.degree : b.degree,
        norm: a.norm + b.norm,
        denominator,
      }));
  };
  const times = (a: Bound, b: Bound, terms: bigint): Bound => {
    const denominator = new Map(a.denominator);
    for (const [name, e] of b.denominator) denominator.set(name, (denominator.get(name) ?? 0) + e);
    return { degree: a.degree + b.degree, norm: 2n * terms * a.norm * b.norm, denominator };
  };
  const scale = (by: number | string, x: Bound): Bound => {
    const q = parseRational(String(by));
    const norm = x.norm * (q.n < 0n ? -q.n : q.n);
    if (q.d === 1n) return { ...x, norm };
    const name = `the integer ${q.d}`;
    factors.set(name, { degree: 0n, norm: q.d });
    return {
      degree: x.degree,
      norm,
      denominator: new Map([...x.denominator, [name, (x.denominator.get(name) ?? 0) + 1]]),
    };
  };
  const same = (x: Bound): Bound => x;
  /** Conjugation turns a denominator into its conjugate, another factor of the same size. */
  const conjugated = (x: Bound): Bound => ({
    ...x,
    denominator: new Map(
      [...x.denominator].map(([name, e]) => {
        if (name.startsWith("the integer")) return [name, e];
        const bar = name.endsWith("*") ? name.slice(0, -1) : `${name}*`;
        const factor = factors.get(name);
        if (factor !== undefined) factors.set(bar, factor);
        return [bar, e];
      }),
    ),
  });
  const product = (...xs: Bound[]): Bound => xs.reduce((a, b) => times(a, b, size));

  return {
    factors,
    difference: (a, b) => sum(a, b),
    algebra: {
      add: { M: sum, S: sum },
      sub: { M: sum, S: sum },
      neg: { M: same, S: same },
      scale: { M: scale, S: scale },
      mul: { M: product, S: (...xs) => xs.reduce((a, b) => times(a, b, 1n)) },
      one: () => constant(1n),
      zero: () => constant(0n),
      zeroScalar: () => constant(0n),
      adjoint: conjugated,
      transpose: same,
      conjugate: conjugated,
      tr: (x) => ({ ...x, norm: x.norm * size }),
      /** N! signed products of N entries. */
      det: (x) => {
        const power = Array.from({ length: N }, () => x).reduce((a, b) => times(a, b, 1n));
        return { ...power, norm: power.norm * factorial(N) };
      },
    },
    point: (propertyOf) => ({
      apply: () => constant(0n),
      unknown: (term) => {
        const name = String(term.literals[0]);
        if (propertyOf(name) !== "unitary") return { degree: 1n, norm: 1n, denominator: none };
        return cayley(`det(1+X[${name}${String(term.literals[1])}])`, N, factors);
      },
    }),
  };
}

/**
 * (1 − X) adj(1 + X) / det(1 + X) with entries x + iy of X: a minor of size k has k! products of k
 * entries, of 1-norm ≤ 2^(k−1) each.
 */
function cayley(name: string, N: number, factors: Map<string, Factor>): Bound {
  const minor = (k: number): bigint => factorial(k) * (k > 0 ? 2n ** BigInt(k - 1) : 1n);
  factors.set(name, { degree: BigInt(N), norm: minor(N) });
  return {
    degree: BigInt(N),
    norm: 2n * BigInt(N) * minor(N - 1),
    denominator: new Map([[name, 1]]),
  };
}

function factorial(n: number): bigint {
  return n < 2 ? 1n : BigInt(n) * factorial(n - 1);
}
