import { gcd } from "../algebra/integer.ts";
import type { Field } from "../algebra/ring.ts";
import type { Bounds } from "../program/bounds.ts";
import { evaluate } from "../program/evaluate.ts";
import type { Program } from "../program/program.ts";
import { Unfit } from "./unfit.ts";

/** A polynomial over Q: integer coefficients by packed monomial, over one denominator. */
interface Wide {
  readonly terms: ReadonlyMap<bigint, bigint>;
  readonly scale: bigint;
}

/** Terms of all nodes together, of some 150 bytes: below 1 GiB. */
const MOST_TERMS = 2 ** 22;

/**
 * The number of terms of every root of a program without divisions by non-constants, keys and
 * coefficients of any size: for what packs in no double, such as 72 variables of degree 1.
 *
 * Exactness: exact. Cost: about 1 µs a product of terms, of which at most `budget` are formed, and every
 * node's terms, of which at most 2^22 are kept.
 *
 * @throws {Unfit} budget; degree if the bound on a degree is infinite; divisor at a division
 */
export function wideTerms(program: Program, known: Bounds, budget: number): readonly number[] {
  if (known.degrees.some((d) => d === Infinity)) throw new Unfit("degree");
  let left = budget;
  let kept = 0;
  const keep = (amount: number): void => {
    kept += amount;
    if (kept > MOST_TERMS) throw new Unfit("budget");
  };
  const work = (amount: number): void => {
    left -= amount;
    if (left < 0) throw new Unfit("budget");
  };
  const made = (terms: Map<bigint, bigint>, scale: bigint): Wide => {
    for (const [key, c] of terms) if (c === 0n) terms.delete(key);
    keep(terms.size);
    return { terms, scale };
  };
  const constant = (n: bigint, scale: bigint): Wide => made(new Map([[0n, n]]), scale);
  const ring: Field<Wide> = {
    name: "Q[x]",
    exact: true,
    zero: constant(0n, 1n),
    one: constant(1n, 1n),
    has: (f) => f.scale > 0n,
    eq: (f, g) => ring.add(f, ring.neg(g)).terms.size === 0,
    add: (f, g) => {
      work(f.terms.size + g.terms.size);
      const common = gcd(f.scale, g.scale);
      const [mf, mg] = [g.scale / common, f.scale / common];
      const sum = new Map([...f.terms].map(([key, c]) => [key, c * mf]));
      for (const [key, c] of g.terms) sum.set(key, (sum.get(key) ?? 0n) + c * mg);
      return made(sum, f.scale * mf);
    },
    neg: (f) => ({ ...f, terms: new Map([...f.terms].map(([key, c]) => [key, -c])) }),
    mul: (f, g) => {
      work(f.terms.size * g.terms.size);
      const product = new Map<bigint, bigint>();
      for (const [k, a] of f.terms) {
        for (const [l, b] of g.terms) product.set(k + l, (product.get(k + l) ?? 0n) + a * b);
        if (kept + product.size > MOST_TERMS) throw new Unfit("budget");
      }
      return made(product, f.scale * g.scale);
    },
    // Denominators of constants: the only divisors that polynomials have.
    inv: ({ terms, scale }) => {
      const c = terms.get(0n);
      if (c === undefined || terms.size > 1) throw new Unfit("divisor");
      return constant(c < 0n ? -scale : scale, c < 0n ? -c : c);
    },
    show: (f) => `${f.terms.size} terms over ${f.scale}`,
  };
  let shift = 0n;
  const variables = known.degrees.map((degree) => {
    const key = 1n << shift;
    // Bits for every exponent up to the bound, which no node passes.
    shift += BigInt(degree.toString(2).length);
    return made(new Map([[key, 1n]]), 1n);
  });
  return evaluate(ring, program, variables).map(({ terms }) => terms.size);
}
