/** A factor of denominators: bounds on its degrees and on log2 of its 1-norm. */
export interface Factor {
  readonly degrees: Float64Array;
  readonly log2Norm: number;
}

/** What a numerator is multiplied by to come over a common denominator. */
export interface Cofactor {
  readonly degrees: Float64Array;
  readonly log2Norm: number;
}

/** A product of factors, as exponents by factor number; 0 stands for the empty product. */
export interface Denominators {
  readonly factors: readonly Factor[];
  readonly newFactor: (factor: Factor) => number;
  /** The number of the product of F_j^e_j. */
  readonly product: (exponents: ReadonlyMap<number, number>) => number;
  readonly exponents: (product: number) => ReadonlyMap<number, number>;
  readonly times: (a: number, b: number) => number;
  /** The least common multiple. */
  readonly common: (a: number, b: number) => number;
  /** a / b, for b that divides a. */
  readonly over: (a: number, b: number) => number;
  /** b / a, for a that divides b, as degrees and norm. */
  readonly cofactor: (a: number, b: number) => Cofactor;
}

const none: ReadonlyMap<number, number> = new Map();

/**
 * Products of a growing list of factors, each product kept once. `measures` is how many degrees a
 * factor has. Factors are names: no two are ever found to have a common divisor.
 */
export function denominators(measures: number): Denominators {
  const factors: Factor[] = [];
  const products: ReadonlyMap<number, number>[] = [none];
  const numbers = new Map<string, number>([["", 0]]);
  const known = { times: new Map<number, number>(), common: new Map<number, number>() };
  const cofactors = new Map<number, Cofactor>();
  // Products are few, so a pair fits a safe integer.
  const pair = (a: number, b: number): number => a * 2 ** 26 + b;

  const product = (exponents: ReadonlyMap<number, number>): number => {
    const sorted = [...exponents].filter(([, e]) => e > 0).sort(([i], [j]) => i - j);
    const key = sorted.map(([j, e]) => `${j}^${e}`).join(" ");
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = products.push(new Map(sorted)) - 1));
    return number;
  };
  const merged = (
    memo: Map<number, number>,
    a: number,
    b: number,
    merge: (x: number, y: number) => number,
  ): number => {
    const key = a < b ? pair(a, b) : pair(b, a);
    let number = memo.get(key);
    if (number === undefined) {
      const exponents = new Map(products[a]);
      for (const [j, e] of products[b]) exponents.set(j, merge(exponents.get(j) ?? 0, e));
      memo.set(key, (number = product(exponents)));
    }
    return number;
  };
  return {
    factors,
    newFactor: (factor) => factors.push(factor) - 1,
    product,
    exponents: (number) => products[number],
    times: (a, b) => (a === 0 ? b : b === 0 ? a : merged(known.times, a, b, (x, y) => x + y)),
    common: (a, b) =>
      a === b || b === 0 ? a : a === 0 ? b : merged(known.common, a, b, (x, y) => Math.max(x, y)),
    over: (a, b) => {
      const exponents = new Map(products[a]);
      for (const [j, e] of products[b]) exponents.set(j, (exponents.get(j) ?? 0) - e);
      return product(exponents);
    },
    cofactor: (a, b) => {
      let cofactor = cofactors.get(pair(a, b));
      if (cofactor !== undefined) return cofactor;
      const degrees = new Float64Array(measures);
      let log2Norm = 0;
      for (const [j, e] of products[b]) {
        const missing = e - (products[a].get(j) ?? 0);
        for (let m = 0; m < measures; m++) degrees[m] += missing * factors[j].degrees[m];
        log2Norm += missing * factors[j].log2Norm;
      }
      cofactors.set(pair(a, b), (cofactor = { degrees, log2Norm }));
      return cofactor;
    },
  };
}
