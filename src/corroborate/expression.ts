import { primeField } from "../algebra/primeField.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Ring } from "../algebra/ring.ts";
import { fromInteger } from "../algebra/ring.ts";
import { stream } from "../numeric/random.ts";

/** An expression as another system reads it, unexpanded, with what we know of it ourselves. */
export interface Expression {
  readonly text: string;
  /** How the text binds: 0 a sum, 1 a product, 2 a power or a symbol. */
  readonly binds: 0 | 1 | 2;
  /** Monomials once expanded, before anything cancels. */
  readonly terms: number;
  /** Its value at a random point modulo 2^61 − 1: not zero there, not zero. */
  readonly value: bigint;
}

/** Thrown when an expression has more terms, or a longer text, than an engine is asked about. */
export class TooLarge extends Error {
  override readonly name: string = "TooLarge";
}

export interface Expressions extends Ring<Expression> {
  readonly symbol: (name: string) => Expression;
  /** symbol⁻¹: the conjugate of a phase. */
  readonly inverse: (name: string) => Expression;
  readonly literal: (by: number | string) => Expression;
  /** What was used, in the order of first use: unknown ↦ symbol. */
  readonly symbols: ReadonlyMap<string, string>;
}

const F = primeField(2n ** 61n - 1n);

/**
 * The ring of expressions in symbols v0, v1, …: sums, products and powers as text; only 0 and 1 are
 * simplified. A factor met twice becomes a square, as one would write it.
 *
 * Exactness: none; `eq` compares texts. @throws {TooLarge} (from operations) beyond the limits
 */
export function expressions(mostTerms: number, longest = 250 * mostTerms): Expressions {
  const symbols = new Map<string, string>();
  const made = (e: Expression): Expression => {
    if (e.terms > mostTerms) throw new TooLarge(`more than ${mostTerms} terms`);
    if (e.text.length > longest) throw new TooLarge(`a text of more than ${longest} characters`);
    return e;
  };
  const named = (name: string): string => {
    const known = symbols.get(name) ?? `v${symbols.size}`;
    symbols.set(name, known);
    return known;
  };
  const valueOf = (name: string): bigint => stream("corroborate", name).below(2n ** 61n - 2n) + 1n;
  const zero: Expression = { text: "0", binds: 2, terms: 0, value: F.zero };
  const one: Expression = { text: "1", binds: 2, terms: 1, value: F.one };
  const within = (e: Expression, least: number): string =>
    e.binds >= least ? e.text : `(${e.text})`;
  const isZero = (e: Expression): boolean => e.text === "0";

  const add = (a: Expression, b: Expression): Expression => {
    if (isZero(a)) return b;
    if (isZero(b)) return a;
    const text = b.text.startsWith("-") ? `${a.text}${b.text}` : `${a.text}+${b.text}`;
    return made({ text, binds: 0, terms: a.terms + b.terms, value: F.add(a.value, b.value) });
  };
  const neg = (a: Expression): Expression =>
    isZero(a) ? a : { text: `-${within(a, 1)}`, binds: 0, terms: a.terms, value: F.neg(a.value) };
  const mul = (a: Expression, b: Expression): Expression => {
    if (isZero(a) || isZero(b)) return zero;
    if (a.text === "1") return b;
    if (b.text === "1") return a;
    const terms = a.terms * b.terms;
    const value = F.mul(a.value, b.value);
    const power = /^(.*)\^(\d+)$/.exec(a.text);
    if (a.text === b.text && !/^\d/.test(a.text))
      return made({
        text: `${power === null ? within(a, 2) : `(${a.text})`}^2`,
        binds: 2,
        terms,
        value,
      });
    if (power !== null && a.binds === 2 && power[1] === within(b, 2))
      return made({ text: `${power[1]}^${Number(power[2]) + 1}`, binds: 2, terms, value });
    return made({ text: `${within(a, 1)}*${within(b, 1)}`, binds: 1, terms, value });
  };
  return {
    name: "expressions",
    exact: false,
    zero,
    one,
    has: () => true,
    eq: (a, b) => a.text === b.text,
    add,
    neg,
    mul,
    show: (a) => a.text,
    symbols,
    symbol: (name) => ({ text: named(name), binds: 2, terms: 1, value: valueOf(name) }),
    inverse: (name) => ({
      text: `${named(name)}^(-1)`,
      binds: 2,
      terms: 1,
      value: F.inv(valueOf(name)),
    }),
    literal: (by) => {
      const q = parseRational(String(by));
      if (q.n === 0n) return zero;
      const positive = q.n < 0n ? -q.n : q.n;
      const value = F.mul(fromInteger(F, positive), F.inv(fromInteger(F, q.d)));
      const text = q.d === 1n ? String(positive) : `${positive}/${q.d}`;
      const size: Expression = { text, binds: q.d === 1n ? 2 : 0, terms: 1, value };
      return q.n < 0n ? neg(size) : size;
    },
  };
}
