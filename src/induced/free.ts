import { parseRational, rationals, type Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName, type Term } from "../term/term.ts";
import type { InducedFunctions } from "./signature.ts";

/** A generator of the free group, or of its free subgroup H, and its exponent. */
export type Letter = readonly [name: string, sign: 1 | -1, of: "G" | "H"];
/** A reduced word. */
export type Word = readonly Letter[];

/** q ρ(rho) f(at), or q ρ(rho) v for a vector v, which has no `at`. */
export interface Summand {
  readonly q: Rational;
  readonly rho: Word;
  readonly name: string;
  readonly at: Word | undefined;
}

export type FormalVector = readonly Summand[];

/** [over, vector] with no letter of H at the end of `over`. */
export interface FormalPoint {
  readonly over: Word;
  readonly vector: FormalVector;
}

export interface FreeCarriers {
  readonly [sort: string]: Word | FormalVector | FormalPoint;
  readonly G: Word;
  readonly H: Word;
  readonly V: FormalVector;
  readonly E: FormalPoint;
}

/**
 * A side condition as a rewriting rule, for every h in H: f(gh) → ρ(h)^exponent f(g), or with hg in
 * place of gh. The Mackey condition is `right`, −1.
 */
export interface Rule {
  readonly f: string;
  readonly side: "right" | "left";
  readonly exponent: number;
}

/** The product of reduced words, reduced. */
export function multiply(a: Word, b: Word): Word {
  const product = [...a];
  for (const letter of b) {
    const last = product.at(-1);
    if (last !== undefined && last[0] === letter[0] && last[1] === -letter[1]) product.pop();
    else product.push(letter);
  }
  return product;
}

export function invert(a: Word): Word {
  return [...a].reverse().map(([name, sign, of]): Letter => [name, sign === 1 ? -1 : 1, of]);
}

function power(a: Word, n: number): Word {
  const base = n < 0 ? invert(a) : a;
  return Array.from({ length: Math.abs(n) }, () => base).reduce<Word>(multiply, []);
}

/** word = rest · tail with the longest tail in H (or head · rest, for `left`). */
function split(word: Word, side: Rule["side"]): { readonly rest: Word; readonly inH: Word } {
  let n = 0;
  if (side === "right") {
    while (n < word.length && word[word.length - 1 - n][2] === "H") n++;
    return { rest: word.slice(0, word.length - n), inH: word.slice(word.length - n) };
  }
  while (n < word.length && word[n][2] === "H") n++;
  return { rest: word.slice(n), inH: word.slice(0, n) };
}

/**
 * The free model of functions G → V with values in a representation of H: G free on the unknown
 * elements of G and of H, H free on the latter, ρ a formal homomorphism. Each rewriting is an instance
 * of the rule or of [gh, v] = [g, ρ(h)v], so equal normal forms are equal for every G, H, ρ and f.
 * For the Mackey condition, whose right side is an action of H, the form does not depend on how a word
 * is split, and it is complete; for other rules it need not be, and a difference decides nothing.
 */
export function freeInduced(rules: readonly Rule[]): {
  readonly algebra: Algebra<InducedFunctions, FreeCarriers>;
  readonly unknown: (term: Term) => Word | FormalVector;
  readonly apply: (
    name: string,
    args: readonly (Word | FormalVector | FormalPoint)[],
  ) => FormalVector;
} {
  const scale = (q: Rational, v: FormalVector): FormalVector =>
    v.map((s) => ({ ...s, q: rationals.mul(q, s.q) }));
  const act = (h: Word, v: FormalVector): FormalVector =>
    v.map((s) => ({ ...s, rho: multiply(h, s.rho) }));
  const pair = (g: Word, v: FormalVector): FormalPoint => {
    const { rest, inH } = split(g, "right");
    return { over: rest, vector: act(inH, v) };
  };
  const minus = rationals.neg(rationals.one);
  return {
    algebra: {
      op: multiply,
      inv: invert,
      e: () => [],
      opH: multiply,
      invH: invert,
      include: (h) => h,
      act,
      add: { V: (...xs) => xs.flat() },
      sub: { V: (a, b) => [...a, ...scale(minus, b)] },
      neg: { V: (a) => scale(minus, a) },
      scale: { V: (by, a) => scale(parseRational(String(by)), a) },
      pair,
      actE: (u, x) => pair(multiply(u, x.over), x.vector),
    },
    unknown: (term) => {
      const name = unknownName(term);
      if (term.sort === "G") return [[name, 1, "G"]];
      if (term.sort === "H") return [[name, 1, "H"]];
      if (term.sort === "V") return [{ q: rationals.one, rho: [], name, at: undefined }];
      throw new DomainError("freeInduced", "unknowns of sort G, H or V", name);
    },
    apply: (name, [g]) => {
      const word = g as Word;
      const rule = rules.find(({ f }) => f === name);
      if (rule === undefined) return [{ q: rationals.one, rho: [], name, at: word }];
      const { rest, inH } = split(word, rule.side);
      return [{ q: rationals.one, rho: power(inH, rule.exponent), name, at: rest }];
    },
  };
}

/** Coefficients by printed summand, zeros left out. */
export function normalForm(v: FormalVector): ReadonlyMap<string, Rational> {
  const form = new Map<string, Rational>();
  for (const s of v) {
    const key = `ρ(${print(s.rho)}) ${s.name}${s.at === undefined ? "" : `(${print(s.at)})`}`;
    const total = rationals.add(form.get(key) ?? rationals.zero, s.q);
    if (total.n === 0n) form.delete(key);
    else form.set(key, total);
  }
  return form;
}

export function print(word: Word): string {
  return word.map(([name, sign]) => `${name}${sign === 1 ? "" : "⁻¹"}`).join(" ");
}
