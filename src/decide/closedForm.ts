/**
 * Closed forms: finite sums of (Gaussian rational) · e^{iπt} · atoms · e^{closed form}. Atoms are
 * symbols, π, roots of closed forms, logarithms and opaque values. Products of exponentials add their
 * exponents, roots are reduced by rᵠ = radicand, so that equal closed forms of symbols and
 * exponentials alone have equal keys.
 */
import { rational, rationals as Q, showRational, type Rational } from "../algebra/rational.ts";

export interface Atom {
  readonly id: number;
  /** Real wherever it is defined. */
  readonly real: boolean;
  readonly kind: "symbol" | "pi" | "root" | "log" | "opaque";
  /** Of a root: atom^degree = radicand. Of a logarithm: its argument. */
  readonly of?: Poly;
  readonly degree?: number;
  readonly name: string;
  /** The arguments of an opaque value, such as atan(u). */
  readonly args?: readonly Poly[];
}

/** (re + i im) · e^{iπ turn} · Π atom^power · e^{exponent}, 0 ≤ turn < 1/2. */
export interface Term {
  readonly re: Rational;
  readonly im: Rational;
  readonly turn: Rational;
  readonly powers: readonly (readonly [Atom, number])[];
  readonly exponent: Poly;
}

/** A sum of terms by the key of all but their coefficients; none has the coefficient 0. */
export type Poly = ReadonlyMap<string, Term>;

export const zeroPoly: Poly = new Map();
const none: Rational = Q.zero;

export function keyOfTerm({ turn, powers, exponent }: Term): string {
  const monomial = powers.map(([atom, k]) => `${atom.id}^${k}`).join(" ");
  const turned = turn.n === 0n ? "" : showRational(turn);
  return `${turned}|${monomial}|${exponent.size === 0 ? "" : `(${keyOf(exponent)})`}`;
}

/** Equal closed forms, as far as the normal form goes, have equal keys. */
export function keyOf(p: Poly): string {
  return [...p]
    .map(([key, { re, im }]) => `${showRational(re)},${showRational(im)}*${key}`)
    .sort()
    .join("+");
}

export function constantPoly(re: Rational, im: Rational = none): Poly {
  return re.n === 0n && im.n === 0n ? zeroPoly : ofTerms([monomial(re, im, [], zeroPoly)]);
}

export function integerPoly(n: bigint | number): Poly {
  return constantPoly(rational(n));
}

export const onePoly: Poly = integerPoly(1);

export function monomial(
  re: Rational,
  im: Rational,
  powers: Term["powers"],
  exponent: Poly,
  turn: Rational = none,
): Term {
  return { re, im, turn, powers, exponent };
}

export function atomPoly(atom: Atom, power = 1): Poly {
  return ofTerms([monomial(Q.one, none, [[atom, power]], zeroPoly)]);
}

/** Sums terms of one key. */
export function ofTerms(terms: Iterable<Term>): Poly {
  const sum = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOfTerm(term);
    const before = sum.get(key);
    const re = before === undefined ? term.re : Q.add(before.re, term.re);
    const im = before === undefined ? term.im : Q.add(before.im, term.im);
    if (re.n === 0n && im.n === 0n) sum.delete(key);
    else sum.set(key, before === undefined ? term : { ...term, re, im });
  }
  return sum;
}

export function addPoly(p: Poly, q: Poly): Poly {
  if (p.size === 0) return q;
  return q.size === 0 ? p : ofTerms([...p.values(), ...q.values()]);
}

export function scalePoly(p: Poly, re: Rational, im: Rational = none): Poly {
  return ofTerms([...p.values()].map((term) => scaleTerm(term, re, im)));
}

export function negPoly(p: Poly): Poly {
  return scalePoly(p, rational(-1));
}

export function subPoly(p: Poly, q: Poly): Poly {
  return addPoly(p, negPoly(q));
}

function scaleTerm(term: Term, re: Rational, im: Rational): Term {
  if (im.n === 0n) return { ...term, re: Q.mul(term.re, re), im: Q.mul(term.im, re) };
  return {
    ...term,
    re: Q.add(Q.mul(term.re, re), Q.neg(Q.mul(term.im, im))),
    im: Q.add(Q.mul(term.re, im), Q.mul(term.im, re)),
  };
}

/** Thrown when a closed form grows beyond the work allowed. */
export class TooLarge extends Error {
  override readonly name: string = "TooLarge";
}

export const mostTerms = 4000;

/** Cost: a product of terms for each pair; roots raised beyond their degree are expanded. */
export function mulPoly(p: Poly, q: Poly): Poly {
  if (p === onePoly) return q;
  if (q === onePoly) return p;
  if (p.size * q.size > 20 * mostTerms) throw new TooLarge(`${p.size} × ${q.size} terms`);
  let plain: Term[] = [];
  let rest: Poly = zeroPoly;
  for (const s of p.values())
    for (const t of q.values()) {
      const term = mulTerm(s, t);
      const reduced = reducedRoots(term);
      if (reduced === undefined) plain.push(term);
      else rest = addPoly(rest, reduced);
    }
  const product = addPoly(ofTerms(plain), rest);
  plain = [];
  if (product.size > mostTerms) throw new TooLarge(`${product.size} terms`);
  return product;
}

export function powPoly(p: Poly, n: number): Poly {
  let result = onePoly;
  for (let k = n, square = p; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = mulPoly(result, square);
    if (k > 1) square = mulPoly(square, square);
  }
  return result;
}

const half = rational(1, 2);

/** e^{iπ turn} with 0 ≤ turn < 1/2, and the power of i that was taken out. */
export function normalTurn(turn: Rational): { readonly turn: Rational; readonly quarter: number } {
  const halves = Q.mul(turn, rational(2));
  const floor = halves.n >= 0n ? halves.n / halves.d : -((-halves.n + halves.d - 1n) / halves.d);
  const quarter = Number(((floor % 4n) + 4n) % 4n);
  return { turn: Q.add(turn, Q.neg(Q.mul(half, rational(floor)))), quarter };
}

const units: readonly (readonly [Rational, Rational])[] = [
  [Q.one, none],
  [none, Q.one],
  [rational(-1), none],
  [none, rational(-1)],
];

/** term · e^{iπ t}. */
export function turnTerm(term: Term, t: Rational): Term {
  if (t.n === 0n) return term;
  const { turn, quarter } = normalTurn(Q.add(term.turn, t));
  const [re, im] = units[quarter];
  return { ...scaleTerm(term, re, im), turn };
}

/** The product before roots are reduced. */
function mulTerm(s: Term, t: Term): Term {
  const product: Term = {
    ...scaleTerm({ ...s, turn: none }, t.re, t.im),
    powers: mulPowers(s.powers, t.powers),
    exponent: addPoly(s.exponent, t.exponent),
  };
  return turnTerm(product, Q.add(s.turn, t.turn));
}

export function mulPowers(s: Term["powers"], t: Term["powers"]): Term["powers"] {
  if (s.length === 0) return t;
  if (t.length === 0) return s;
  const merged: (readonly [Atom, number])[] = [];
  for (let i = 0, j = 0; i < s.length || j < t.length;) {
    const a = i < s.length ? s[i][0].id : Infinity;
    const b = j < t.length ? t[j][0].id : Infinity;
    if (a < b) merged.push(s[i++]);
    else if (b < a) merged.push(t[j++]);
    else {
      const k = s[i][1] + t[j][1];
      if (k !== 0) merged.push([s[i][0], k]);
      i += 1;
      j += 1;
    }
  }
  return merged;
}

/** The term with every root below its degree, or undefined if it is so already. */
function reducedRoots(term: Term): Poly | undefined {
  const over = term.powers.find(
    ([atom, k]) => atom.kind === "root" && k >= (atom.degree ?? Infinity),
  );
  if (over === undefined) return undefined;
  const [atom, k] = over;
  const degree = atom.degree ?? 1;
  const left = k % degree;
  const powers = term.powers
    .map((one) => (one === over ? ([atom, left] as const) : one))
    .filter(([, e]) => e !== 0);
  const raised = powPoly(atom.of ?? onePoly, Math.floor(k / degree));
  return mulPoly(ofTerms([{ ...term, powers }]), raised);
}

/** The number that p is, if it is one without atoms: re + i im. */
export function asGaussian(p: Poly): readonly [Rational, Rational] | undefined {
  if (p.size === 0) return [none, none];
  const [term] = p.values();
  const plain = p.size === 1 && term.powers.length === 0 && term.exponent.size === 0;
  return plain && term.turn.n === 0n ? [term.re, term.im] : undefined;
}

export function asRational(p: Poly): Rational | undefined {
  const value = asGaussian(p);
  return value?.[1].n === 0n ? value[0] : undefined;
}

/** Every atom that p reaches, its roots', logarithms' and exponents' included. */
export function atomsOf(p: Poly, found = new Set<Atom>()): ReadonlySet<Atom> {
  for (const { powers, exponent } of p.values()) {
    atomsOf(exponent, found);
    for (const [atom] of powers) {
      if (found.has(atom)) continue;
      found.add(atom);
      for (const inner of atom.args ?? []) atomsOf(inner, found);
      if (atom.of !== undefined) atomsOf(atom.of, found);
    }
  }
  return found;
}

/** The complex conjugate, where every atom is real or has a `partner`; else undefined. */
export function conjugatePoly(
  p: Poly,
  partner: (atom: Atom) => Atom | undefined = () => undefined,
): Poly | undefined {
  const terms: Term[] = [];
  for (const term of p.values()) {
    const exponent = conjugatePoly(term.exponent, partner);
    let powers: Term["powers"] = [];
    for (const [atom, k] of term.powers) {
      const other = atom.real ? atom : partner(atom);
      if (other === undefined) return undefined;
      powers = mulPowers(powers, [[other, k]]);
    }
    if (exponent === undefined) return undefined;
    const flipped = { ...term, im: Q.neg(term.im), turn: none, powers, exponent };
    terms.push(turnTerm(flipped, Q.neg(term.turn)));
  }
  return ofTerms(terms);
}

export function isReal(p: Poly): boolean {
  const other = conjugatePoly(p);
  return other !== undefined && keyOf(other) === keyOf(p);
}

type Coordinates = ReadonlyMap<string, Rational>;

/** A term as a point of a rational vector space, where products are sums. */
function coordinates({ powers, exponent }: Term): Coordinates {
  const at = new Map<string, Rational>();
  for (const [atom, k] of powers) at.set(`a${atom.id}`, rational(k));
  for (const [key, { re, im }] of exponent) {
    if (re.n !== 0n) at.set(`e${key}`, re);
    if (im.n !== 0n) at.set(`f${key}`, im);
  }
  return at;
}

/** A total order of terms that products respect (lexicographic): leading terms multiply. */
export function compareTerms(s: Term, t: Term): number {
  const [a, b] = [coordinates(s), coordinates(t)];
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  for (const name of names) {
    const difference = Q.add(a.get(name) ?? none, Q.neg(b.get(name) ?? none));
    if (difference.n !== 0n) return difference.n > 0n ? 1 : -1;
  }
  const turned = Q.add(s.turn, Q.neg(t.turn));
  return turned.n === 0n ? 0 : turned.n > 0n ? 1 : -1;
}

/** The greatest term. Domain: p ≠ 0. */
export function leading(p: Poly): Term {
  return [...p.values()].reduce((best, term) => (compareTerms(term, best) > 0 ? term : best));
}

/** 1/term; undefined if it has roots, whose inverse is no term. */
export function inverseTerm(term: Term): Term | undefined {
  if (term.powers.some(([atom]) => atom.kind === "root")) return undefined;
  const norm = Q.inv(Q.add(Q.mul(term.re, term.re), Q.mul(term.im, term.im)));
  const inverse: Term = {
    re: Q.mul(term.re, norm),
    im: Q.neg(Q.mul(term.im, norm)),
    turn: none,
    powers: term.powers.map(([atom, k]) => [atom, -k] as const),
    exponent: negPoly(term.exponent),
  };
  return turnTerm(inverse, Q.neg(term.turn));
}

/**
 * q with q·d = p, checked by that product; undefined if the division by leading terms finds none.
 * Cost: at most `most` steps.
 */
export function dividePoly(p: Poly, d: Poly, most = 200): Poly | undefined {
  const inverse = inverseTerm(leading(d));
  if (inverse === undefined) return undefined;
  let rest = p;
  let quotient = zeroPoly;
  for (let step = 0; rest.size > 0; step++) {
    if (step === most || rest.size > 4 * (p.size + d.size) + 50) return undefined;
    const next = ofTerms([mulTerm(leading(rest), inverse)]);
    quotient = addPoly(quotient, next);
    rest = subPoly(rest, mulPoly(next, d));
  }
  return keyOf(mulPoly(quotient, d)) === keyOf(p) ? quotient : undefined;
}
