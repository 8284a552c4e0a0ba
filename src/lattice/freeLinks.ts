import { parseRational, rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import { FrameworkError } from "../errors.ts";
import type { Algebra, Point } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { LatticeLinks } from "./signature.ts";

/** A reduced word of the free group: the letter u > 0 or its adjoint −u. */
export type Word = readonly number[];

/**
 * A rational combination of symbols. In `T`: `1`, and phases and traces of cyclic words. In `C`:
 * `1` modulo 1, determinants of letters, and what of a symbol no determinant can express.
 */
export type Combination = ReadonlyMap<string, Rational>;

export interface FreeCarriers {
  readonly [sort: string]: Word | Combination;
  readonly M: Word;
  readonly T: Combination;
  readonly C: Combination;
}

/**
 * The free model: unitary letters, free of relations. Phases and traces are class functions of
 * cyclic words; Im Tr is odd under adjunction, and so is the phase where no eigenvalue is −1; arg det
 * is additive; and wrap ∘ phase = arg det, as e^{Tr log W} = det W (axioms of this model, not
 * something it proves).
 *
 * @param odd whether the phase may be assumed odd under adjunction
 * @param commute whether the letters commute: one band
 */
export function freeLinks(
  odd: boolean,
  commute = false,
): {
  readonly algebra: Algebra<LatticeLinks, FreeCarriers>;
  readonly point: Point<FreeCarriers>;
  /** Symbols met before anything cancelled. */
  readonly met: () => number;
} {
  const letters = new Map<string, number>();
  let met = 0;
  const product = (a: Word, b: Word): Word => (commute ? sorted([...a, ...b]) : concat(a, b));
  const symbol = (
    kind: "phase" | "imTrace" | "argTrace",
    word: Word,
    signed: boolean,
  ): Combination => {
    const forward = commute ? word : cyclic(word);
    if (forward.length === 0) return new Map();
    met++;
    const key = (w: Word): string => `${kind} ${w.join(",")}`;
    const turnedWord = commute ? sorted(adjoint(forward)) : cyclic(adjoint(forward));
    const [there, back] = [key(forward), key(turnedWord)];
    const turned = signed && back < there;
    return new Map([[turned ? back : there, turned ? minusOne : rationals.one]]);
  };
  const addT = (...xs: Combination[]): Combination => sum(xs);
  const scaleT = (by: number | string, x: Combination): Combination =>
    times(parseRational(String(by)), x);
  const addC = (...xs: Combination[]): Combination => wrapped(sum(xs));
  const negC = (x: Combination): Combination => wrapped(times(minusOne, x));
  return {
    met: () => met,
    point: {
      apply: () => {
        throw new FrameworkError("links have no unknown functions");
      },
      unknown: (term) => {
        const name = unknownName(term);
        const letter = letters.get(name) ?? letters.size + 1;
        letters.set(name, letter);
        return [letter];
      },
    },
    algebra: {
      mul: { M: (...xs) => xs.reduce(product) },
      adjoint: (w) => product(adjoint(w), []),
      one: () => [],
      phase: (w) => symbol("phase", w, odd),
      imTrace: (w) => symbol("imTrace", w, true),
      argTrace: (w) => symbol("argTrace", w, false),
      detTurn: (w) => {
        met += w.length;
        return sum(w.map((u) => new Map([[`det ${Math.abs(u)}`, rational(Math.sign(u))]])));
      },
      turns: (q) => sum([new Map([["1", parseRational(String(q))]])]),
      add: { T: addT, C: addC },
      sub: { T: (a, b) => addT(a, times(minusOne, b)), C: (a, b) => addC(a, negC(b)) },
      neg: { T: (a) => times(minusOne, a), C: negC },
      scale: { T: scaleT },
      wrap: wrapped,
    },
  };
}

const minusOne = rationals.neg(rationals.one);

function adjoint(w: Word): Word {
  return w.map((u) => -u).reverse();
}

function concat(a: Word, b: Word): Word {
  let i = 0;
  while (i < a.length && i < b.length && a[a.length - 1 - i] === -b[i]) i++;
  return [...a.slice(0, a.length - i), ...b.slice(i)];
}

/** The word of commuting letters: sorted, without a letter beside its adjoint. */
function sorted(word: Word): Word {
  const exponents = new Map<number, number>();
  for (const u of word)
    exponents.set(Math.abs(u), (exponents.get(Math.abs(u)) ?? 0) + Math.sign(u));
  return [...exponents]
    .sort(([a], [b]) => a - b)
    .flatMap(([letter, e]) => Array.from({ length: Math.abs(e) }, () => letter * Math.sign(e)));
}

/** The least rotation after cyclic cancellation: a class function sees no more of a word. */
function cyclic(word: Word): Word {
  let w = word;
  while (w.length > 1 && w[0] === -w[w.length - 1]) w = w.slice(1, -1);
  let least = w;
  for (let i = 1; i < w.length; i++) {
    const rotated = [...w.slice(i), ...w.slice(0, i)];
    const at = rotated.findIndex((u, j) => u !== least[j]);
    if (at >= 0 && rotated[at] < least[at]) least = rotated;
  }
  return least;
}

function sum(xs: readonly Combination[]): Combination {
  const total = new Map<string, Rational>();
  for (const x of xs)
    for (const [s, q] of x) {
      const c = rationals.add(total.get(s) ?? rationals.zero, q);
      if (c.n === 0n) total.delete(s);
      else total.set(s, c);
    }
  return total;
}

function times(q: Rational, x: Combination): Combination {
  return q.n === 0n ? new Map() : new Map([...x].map(([s, c]) => [s, rationals.mul(q, c)]));
}

/** Modulo 1: constants in [0, 1), and n·phase(w) = n·Σ det of the letters of w for the integer part n. */
function wrapped(x: Combination): Combination {
  const parts: Combination[] = [];
  for (const [s, q] of x) {
    const whole = s === "1" || s.startsWith("phase ") ? floor(q) : rationals.zero;
    parts.push(new Map([[s, rationals.add(q, rationals.neg(whole))]]));
    if (!s.startsWith("phase ")) continue;
    for (const u of s.slice("phase ".length).split(",").map(Number))
      parts.push(new Map([[`det ${Math.abs(u)}`, u > 0 ? whole : rationals.neg(whole)]]));
  }
  return sum(parts);
}

function floor(q: Rational): Rational {
  const remainder = ((q.n % q.d) + q.d) % q.d;
  return { n: (q.n - remainder) / q.d, d: 1n };
}

export function sameCombination(a: Combination, b: Combination): boolean {
  return a.size === b.size && [...a].every(([s, q]) => rationals.eq(q, b.get(s) ?? rationals.zero));
}
