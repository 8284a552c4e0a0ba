import { parseRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { unknownName } from "../term/term.ts";
import type { GroupFunctions } from "./signature.ts";

/** What may be assumed of the group and of its measure. */
export interface Invariance {
  readonly left: boolean;
  readonly right: boolean;
  readonly commutative: boolean;
}

/** A letter and its exponent ±1; a reduced word of the free (or free abelian) group. */
export type Word = readonly (readonly [letter: string, sign: 1 | -1])[];

/** A value of an unknown function, or of a measure that is not invariant, at given points. */
interface Factor {
  readonly name: string;
  /** Words for points of the group, letters for channels. */
  readonly args: readonly (Word | string)[];
}

/** q · sum over the binders of a product of factors. */
export interface Summand {
  readonly q: Rational;
  readonly sums: readonly string[];
  readonly channels: readonly string[];
  readonly factors: readonly Factor[];
}

export interface SumCarriers {
  readonly [sort: string]: Word | string | readonly Summand[];
  readonly G: Word;
  readonly K: string;
  readonly R: readonly Summand[];
}

/** Products of words, reduced; sorted when the group is commutative. */
export function wordOperations(commutative: boolean): {
  readonly op: (a: Word, b: Word) => Word;
  readonly inv: (a: Word) => Word;
} {
  const sorted = (a: Word): Word => {
    const exponents = new Map<string, number>();
    for (const [letter, sign] of a) exponents.set(letter, (exponents.get(letter) ?? 0) + sign);
    return [...exponents]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([letter, n]) =>
        Array.from({ length: Math.abs(n) }, (): Word[number] => [letter, n > 0 ? 1 : -1]),
      );
  };
  const op = (a: Word, b: Word): Word => {
    if (commutative) return sorted([...a, ...b]);
    const product = [...a];
    for (const letter of b) {
      const last = product.at(-1);
      if (last !== undefined && last[0] === letter[0] && last[1] === -letter[1]) product.pop();
      else product.push(letter);
    }
    return product;
  };
  return {
    op,
    inv: (a) =>
      (commutative ? sorted : (w: Word) => w)(
        [...a].reverse().map(([l, s]) => [l, s === 1 ? -1 : 1]),
      ),
  };
}

/**
 * The free model of functions on a group: formal sums over the group of products of values of unknown
 * functions at words of the free group (free abelian, if the group is commutative). A sum whose
 * measure is not invariant carries the weight as one more factor.
 */
export function freeSums(invariance: Invariance): {
  readonly algebra: Algebra<GroupFunctions, SumCarriers>;
  readonly unknown: (term: Term) => Word | string | readonly Summand[];
  readonly apply: (
    name: string,
    args: readonly (Word | string | readonly Summand[])[],
  ) => readonly Summand[];
} {
  const { op, inv } = wordOperations(invariance.commutative);
  let fresh = 0;
  const add = (...xs: (readonly Summand[])[]): readonly Summand[] => xs.flat();
  const scale = (q: Rational, x: readonly Summand[]): readonly Summand[] =>
    q.n === 0n ? [] : x.map((s) => ({ ...s, q: rationals.mul(q, s.q) }));
  const minusOne = rationals.neg(rationals.one);
  /** The same summand with binders of its own, so that a product never captures. */
  const renamed = (s: Summand): Summand => {
    const names = new Map([...s.sums, ...s.channels].map((v) => [v, `${v.slice(0, 2)}${fresh++}`]));
    const name = (v: string): string => names.get(v) ?? v;
    return {
      q: s.q,
      sums: s.sums.map(name),
      channels: s.channels.map(name),
      factors: s.factors.map((f) => ({
        name: f.name,
        args: f.args.map((a) =>
          typeof a === "string" ? name(a) : a.map(([l, e]): Word[number] => [name(l), e]),
        ),
      })),
    };
  };
  const times = (a: readonly Summand[], b: readonly Summand[]): readonly Summand[] =>
    a.flatMap((x) =>
      b.map(renamed).map((y) => ({
        q: rationals.mul(x.q, y.q),
        sums: [...x.sums, ...y.sums],
        channels: [...x.channels, ...y.channels],
        factors: [...x.factors, ...y.factors],
      })),
    );
  const unweighted = invariance.left || invariance.right;
  const algebra: Algebra<GroupFunctions, SumCarriers> = {
    op,
    inv,
    e: () => [],
    sum: (f) => {
      const h = `$h${fresh++}`;
      const weight: Factor[] = unweighted ? [] : [{ name: "weight", args: [[[h, 1]]] }];
      return f([[h, 1]]).map((s) => ({
        ...s,
        sums: [...s.sums, h],
        factors: [...s.factors, ...weight],
      }));
    },
    sumChannels: (f) => {
      const k = `$k${fresh++}`;
      return f(k).map((s) => ({ ...s, channels: [...s.channels, k] }));
    },
    add: { R: add },
    sub: { R: (a, b) => add(a, scale(minusOne, b)) },
    neg: { R: (a) => scale(minusOne, a) },
    scale: { R: (by, a) => scale(parseRational(String(by)), a) },
    mul: { R: (...xs) => xs.reduce(times) },
    zero: () => [],
  };
  return {
    algebra,
    unknown: (term) => {
      const name = unknownName(term);
      if (term.sort === "G") return [[name, 1]];
      if (term.sort === "K") return name;
      return [{ q: rationals.one, sums: [], channels: [], factors: [{ name, args: [] }] }];
    },
    apply: (name, args) => [
      {
        q: rationals.one,
        sums: [],
        channels: [],
        factors: [{ name, args: args as readonly (Word | string)[] }],
      },
    ],
  };
}

/**
 * The normal form of a formal sum: each bound h is reindexed (h ↦ ahb, as far as the measure is
 * invariant; h ↦ h⁻¹ if it is invariant on both sides) so that one factor has the simplest argument it
 * can have; of all such choices and of all names of the binders, the least is taken. Equal normal
 * forms prove equality for every group with that invariance; the form is complete where each h occurs
 * once in some argument.
 */
export function normalForm(x: readonly Summand[], invariance: Invariance): Map<string, Rational> {
  const form = new Map<string, Rational>();
  for (const summand of x) {
    const key = canonical(summand, invariance);
    const total = rationals.add(form.get(key) ?? rationals.zero, summand.q);
    if (total.n === 0n) form.delete(key);
    else form.set(key, total);
  }
  return form;
}

function canonical(summand: Summand, invariance: Invariance): string {
  let least: string | undefined;
  const settle = (s: Summand, open: readonly string[]): void => {
    if (open.length === 0) {
      for (const order of permutations(s.sums))
        for (const channels of permutations(s.channels)) {
          const key = print(s, order, channels, invariance.commutative);
          if (least === undefined || key < least) least = key;
        }
      return;
    }
    for (const h of open) {
      const rest = open.filter((v) => v !== h);
      const substitutions = pivots(s, h, invariance);
      if (substitutions.length === 0) settle(s, rest);
      for (const value of substitutions)
        settle(substitute(s, h, value, invariance.commutative), rest);
    }
  };
  settle(summand, summand.sums);
  return least ?? "";
}

/** For each argument x h^±1 y in which h occurs once, the word to put for h that simplifies it. */
function pivots(s: Summand, h: string, { left, right, commutative }: Invariance): Word[] {
  const { op, inv } = wordOperations(commutative);
  const found: Word[] = [];
  for (const word of s.factors.flatMap((f) => f.args)) {
    if (typeof word === "string") continue;
    const at = word.findIndex(([l]) => l === h);
    if (at < 0 || word.some(([l], i) => l === h && i !== at)) continue;
    const [x, y, sign] = [word.slice(0, at), word.slice(at + 1), word[at][1]];
    const one: Word = [[h, 1]];
    // An invariant measure on an abelian group is invariant on both sides, hence under inversion.
    if ((left && right) || (commutative && (left || right)))
      found.push(sign === 1 ? op(op(inv(x), one), inv(y)) : op(op(y, [[h, -1]]), x));
    else if (left) found.push(op(sign === 1 ? inv(x) : y, one));
    else if (right) found.push(op(one, sign === 1 ? inv(y) : x));
  }
  return found;
}

function substitute(s: Summand, h: string, value: Word, commutative: boolean): Summand {
  const { op, inv } = wordOperations(commutative);
  const put = (w: Word): Word =>
    w.reduce<Word>(
      (done, [l, sign]) => op(done, l === h ? (sign === 1 ? value : inv(value)) : [[l, sign]]),
      [],
    );
  return {
    ...s,
    factors: s.factors.map((f) => ({
      ...f,
      args: f.args.map((a) => (typeof a === "string" ? a : put(a))),
    })),
  };
}

function print(
  s: Summand,
  order: readonly string[],
  channels: readonly string[],
  commutative: boolean,
): string {
  const names = new Map([
    ...order.map((v, i): [string, string] => [v, `h${i}`]),
    ...channels.map((v, i): [string, string] => [v, `k${i}`]),
  ]);
  const name = (v: string): string => names.get(v) ?? `'${v}`;
  const printWord = (word: Word): string => {
    const letters = word.map(([l, e]) => `${name(l)}${e === 1 ? "" : "^-1"}`);
    // Sorted by their new names: the old ones depend on which sum was written first.
    return (commutative ? letters.sort() : letters).join(" ");
  };
  const factors = s.factors.map(
    (f) =>
      `${f.name}(${f.args.map((a) => (typeof a === "string" ? name(a) : printWord(a))).join(", ")})`,
  );
  return `Σ${order.length},${channels.length} ${factors.sort().join(" · ")}`;
}

function permutations<T>(xs: readonly T[]): T[][] {
  if (xs.length === 0) return [[]];
  return xs.flatMap((x, i) =>
    permutations([...xs.slice(0, i), ...xs.slice(i + 1)]).map((rest) => [x, ...rest]),
  );
}
