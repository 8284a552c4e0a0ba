import { parseRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { unknownName } from "../term/term.ts";
import type { Matrices } from "./signature.ts";

/**
 * The free *-algebra over Q on the unknown matrices, with traces and determinants.
 *
 * A word is a string, one character a letter: 4·(number of the unknown) + flavour, counted from the
 * private use area U+E000 so that no letter is a printed symbol; bit 0 of the flavour marks the transpose and bit 1 the conjugate (both: the adjoint). Letters of unitary unknowns
 * cancel with their adjoints; those of Hermitian ones are plain or conjugate alone, as H† = H and
 * Hᵀ = H*, with a sign for antihermitian ones. `M` is a rational combination of words. `S` is a
 * commutative polynomial in traces of words, taken up to rotation and transposition (tr xy = tr yx,
 * tr xᵀ = tr x), and in determinants of letters and of −1 (det is multiplicative, of equal value on the
 * transpose: axioms of this model, not something it proves).
 *
 * An identity here holds for matrices of every size N. The converse needs a witness: at one N more may
 * be true. Source: Procesi 1976 (trace identities); Kontsevich 1993 (cyclic words).
 */
export type Words = ReadonlyMap<string, Rational>;
/** Keys: `symbol^exponent` joined by a middle dot, sorted. */
export type TracePolynomial = ReadonlyMap<string, Rational>;

export interface FreeCarriers {
  readonly [sort: string]: Words | TracePolynomial;
  readonly M: Words;
  readonly S: TracePolynomial;
}

export interface FreeMatrices {
  readonly algebra: Algebra<Matrices, FreeCarriers>;
  readonly unknown: (term: Term) => Words;
}

const transposed = 1;
const conjugated = 2;
const adjointed = 3;
const separator = "\u00b7";
/** (−1)^N, of square 1. */
const detMinusOne = "det(-1)";
const firstLetter = 0xe000;
const unknownOf = (code: number): number => (code - firstLetter) >> 2;

/**
 * @param propertyOf `unitary`, `hermitian`, `antihermitian` or nothing, by the name of an unknown
 * @param unsigned the shadow that forgets signs: its support is what was there before cancellation
 */
export function freeMatrices(
  propertyOf: (name: string) => string | undefined,
  unsigned = false,
): FreeMatrices {
  const numbers = new Map<string, number>();
  const properties: (string | undefined)[] = [];
  const minus = unsigned ? (q: Rational) => q : rationals.neg;
  const absolute = (q: Rational): Rational => (unsigned && q.n < 0n ? rationals.neg(q) : q);

  const concat = (a: string, b: string): string => {
    let i = a.length;
    let j = 0;
    while (i > 0 && j < b.length && cancels(a.charCodeAt(i - 1), b.charCodeAt(j), properties)) {
      i--;
      j++;
    }
    return a.slice(0, i) + b.slice(j);
  };

  const multiply = (a: Words, b: Words): Words => {
    const product = new Map<string, Rational>();
    for (const [u, p] of a)
      for (const [v, q] of b) accumulate(product, concat(u, v), rationals.mul(p, q));
    return product;
  };

  const flavour = (x: Words, change: number): Words => {
    const changed = new Map<string, Rational>();
    for (const [w, q] of x) {
      const { word, sign } = flip(w, change, properties);
      accumulate(changed, word, sign === 1 ? q : minus(q));
    }
    return changed;
  };

  const trace = (x: Words): TracePolynomial => {
    const sum = new Map<string, Rational>();
    for (const [w, q] of x) {
      const { word, sign } = cyclic(w, properties);
      if (sign !== 0 || unsigned) accumulate(sum, `tr(${word})^1`, sign === -1 ? minus(q) : q);
    }
    return sum;
  };

  const determinant = (x: Words): TracePolynomial => {
    const [only] = [...x];
    const isMinus = x.size === 1 && rationals.eq(only[1], rationals.neg(rationals.one));
    if (x.size !== 1 || !(isMinus || rationals.eq(only[1], rationals.one)))
      throw new DomainError(
        "free matrices, det",
        "a product of unknowns",
        `a sum of ${x.size} words`,
      );
    const exponents = new Map<string, number>(isMinus ? [[detMinusOne, 1]] : []);
    const count = (symbol: string, by: number): void =>
      void exponents.set(symbol, (exponents.get(symbol) ?? 0) + by);
    for (const letter of only[0]) {
      const code = letter.charCodeAt(0);
      const bar = (code & conjugated) !== 0;
      const base = unknownOf(code);
      const property = properties[base];
      // det U* = (det U)⁻¹, det H* = det H† = det H, and det(−X) of an antihermitian X.
      if (bar && property === "antihermitian") count(detMinusOne, 1);
      count(
        bar && property === undefined ? `det*(${base})` : `det(${base})`,
        bar && property === "unitary" ? -1 : 1,
      );
    }
    return new Map([[monomial(exponents), rationals.one]]);
  };

  const linear = {
    add: (...xs: Words[]): Words => {
      const sum = new Map<string, Rational>();
      for (const x of xs) for (const [w, q] of x) accumulate(sum, w, q);
      return sum;
    },
    neg: (x: Words): Words => new Map([...x].map(([w, q]) => [w, minus(q)])),
    scale: (by: number | string, x: Words): Words => {
      const factor = absolute(parseRational(String(by)));
      return factor.n === 0n
        ? new Map()
        : new Map([...x].map(([w, q]) => [w, rationals.mul(factor, q)]));
    },
  };
  const sub = (a: Words, b: Words): Words => linear.add(a, linear.neg(b));
  const scalarProduct = (a: TracePolynomial, b: TracePolynomial): TracePolynomial => {
    const product = new Map<string, Rational>();
    for (const [u, p] of a)
      for (const [v, q] of b) accumulate(product, timesMonomial(u, v), rationals.mul(p, q));
    return product;
  };

  const algebra: Algebra<Matrices, FreeCarriers> = {
    add: { M: linear.add, S: linear.add },
    sub: { M: sub, S: sub },
    neg: { M: linear.neg, S: linear.neg },
    scale: { M: linear.scale, S: linear.scale },
    mul: {
      M: (...xs) => xs.reduce(multiply),
      S: (...xs) => xs.reduce(scalarProduct),
    },
    one: () => new Map([["", rationals.one]]),
    zero: () => new Map(),
    zeroScalar: () => new Map(),
    adjoint: (x) => flavour(x, adjointed),
    transpose: (x) => flavour(x, transposed),
    conjugate: (x) => flavour(x, conjugated),
    tr: trace,
    det: determinant,
  };

  return {
    algebra,
    unknown: (term) => {
      const name = unknownName(term);
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      properties[number] = propertyOf(String(term.literals[0]));
      return new Map([[String.fromCharCode(firstLetter + 4 * number), rationals.one]]);
    },
  };
}

function accumulate(sum: Map<string, Rational>, key: string, q: Rational): void {
  const known = sum.get(key);
  const total = known === undefined ? q : rationals.add(known, q);
  if (total.n === 0n) sum.delete(key);
  else sum.set(key, total);
}

type Properties = readonly (string | undefined)[];

function cancels(a: number, b: number, properties: Properties): boolean {
  return (a ^ b) === adjointed && properties[unknownOf(a)] === "unitary";
}

/** A word up to sign; 0 for a trace that is its own negative. */
interface SignedWord<Sign extends -1 | 0 | 1> {
  readonly word: string;
  readonly sign: Sign;
}

/** Transposition and adjunction reverse a word, conjugation does not; bound letters lose the transpose. */
function flip(word: string, change: number, properties: Properties): SignedWord<1 | -1> {
  let sign: 1 | -1 = 1;
  const letters = [...word].map((c) => {
    const code = c.charCodeAt(0) ^ change;
    const property = properties[unknownOf(code)];
    if ((code & transposed) === 0 || (property !== "hermitian" && property !== "antihermitian"))
      return String.fromCharCode(code);
    if (property === "antihermitian") sign = sign === 1 ? -1 : 1;
    return String.fromCharCode(code ^ adjointed);
  });
  return { word: ((change & transposed) !== 0 ? letters.reverse() : letters).join(""), sign };
}

/** The least of all rotations of a word and of its transpose, after cyclic cancellation. */
function cyclic(word: string, properties: Properties): SignedWord<1 | 0 | -1> {
  let w = word;
  while (w.length > 1 && cancels(w.charCodeAt(w.length - 1), w.charCodeAt(0), properties))
    w = w.slice(1, -1);
  const turned = flip(w, transposed, properties);
  const [a, b] = [leastRotation(w), leastRotation(turned.word)];
  if (a === b) return { word: a, sign: turned.sign === 1 ? 1 : 0 };
  return a < b ? { word: a, sign: 1 } : { word: b, sign: turned.sign };
}

function leastRotation(w: string): string {
  let least = w;
  for (let i = 1; i < w.length; i++) {
    const rotated = w.slice(i) + w.slice(0, i);
    if (rotated < least) least = rotated;
  }
  return least;
}

function monomial(exponents: ReadonlyMap<string, number>): string {
  return [...exponents]
    .map(([symbol, e]) => [symbol, symbol === detMinusOne ? e % 2 : e] as const)
    .filter(([, e]) => e !== 0)
    .map(([symbol, e]) => `${symbol}^${e}`)
    .sort()
    .join(separator);
}

function timesMonomial(u: string, v: string): string {
  const exponents = new Map<string, number>();
  for (const factor of [u, v].flatMap((m) => (m === "" ? [] : m.split(separator)))) {
    const caret = factor.lastIndexOf("^");
    const symbol = factor.slice(0, caret);
    exponents.set(symbol, (exponents.get(symbol) ?? 0) + Number(factor.slice(caret + 1)));
  }
  return monomial(exponents);
}
