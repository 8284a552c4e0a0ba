/** Roots and absolute values of closed forms. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import {
  addPoly,
  asRational,
  atomPoly,
  compareTerms,
  constantPoly,
  inverseTerm,
  isReal,
  keyOf,
  leading,
  mulPoly,
  negPoly,
  ofTerms,
  onePoly,
  powPoly,
  scalePoly,
  subPoly,
  turnTerm,
  zeroPoly,
  dividePoly,
  type Poly,
  type Term,
} from "./closedForm.ts";
import { atomOf, rootAtom, type Context } from "./context.ts";
import { primePowers } from "./factor.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { isNonNegative, signOf, withoutSign } from "./sign.ts";

/** The principal root u^{1/q}: over R of u ≥ 0 (for even and odd q), over C the principal branch. */
export function root(context: Context, u: Fraction, q: number): Fraction {
  if (q === 1) return u;
  const { num, den } = u;
  if (den.size === 0) return rootOfPoly(context, num, q);
  // (n/d)^{1/q} = (n d^{q−1})^{1/q} / |d|, and over C only where d > 0.
  const below = F.denominator(u);
  const sign = signOf(context, below);
  if (sign === "+")
    return F.mul(rootOfPoly(context, num, q), F.inverse(rootOfPoly(context, below, q)));
  if (context.given.over === "C" || !isReal(below))
    return F.ofPoly(atomPoly(rootAtom(context, opaqueQuotient(context, u), q, false, "root")));
  const lifted = mulPoly(num, powPoly(below, q - 1));
  const size = q % 2 === 0 ? absoluteOfPoly(context, below) : F.ofPoly(below);
  if (q % 2 !== 0) return oddQuotient(context, num, below, q);
  return F.mul(rootOfPoly(context, lifted, q), F.inverse(size));
}

/** u = n/d ≥ 0 with odd q: (n d^{q−1})^{1/q}/d has a radicand of the sign of n, so |n| and |d|. */
function oddQuotient(context: Context, num: Poly, below: Poly, q: number): Fraction {
  const [n, d] = [absoluteOfPoly(context, num), absoluteOfPoly(context, below)];
  if (n.den.size > 0 || d.den.size > 0) throw new Error("an absolute value is a closed form");
  return F.mul(rootOfPoly(context, n.num, q), F.inverse(rootOfPoly(context, d.num, q)));
}

function opaqueQuotient(context: Context, u: Fraction): Poly {
  const key = `quotient ${F.showKey(u)}`;
  const args = [u.num, F.denominator(u)];
  return atomPoly(atomOf(context, key, { kind: "opaque", name: "quotient", args, real: false }));
}

function rootOfPoly(context: Context, u: Poly, q: number): Fraction {
  if (u.size === 0) return F.zero;
  const value = asRational(u);
  if (value !== undefined) return rootOfRational(context, value, q);
  if (u.size === 1) return rootOfTerm(context, leading(u), q);
  const { content, rest } = positiveContent(u);
  const outside = rootOfRational(context, content, q);
  if (context.given.over === "R") {
    const square = q % 2 === 0 ? squareRoot(rest) : undefined;
    if (square !== undefined && isReal(square))
      return F.mul(outside, root(context, absoluteOfPoly(context, square), q / 2));
    for (const { poly, relation } of context.facts) {
      if (relation === "!=" || poly.size < 2 || keyOf(poly) === keyOf(rest)) continue;
      const { rest: factor } = positiveContent(poly);
      const quotient = keyOf(factor) === keyOf(rest) ? undefined : dividePoly(rest, factor, 40);
      // r(ab) = r(a) r(b) for a ≥ 0 and any b, with principal roots.
      if (quotient !== undefined) {
        const parts = [rootOfPoly(context, factor, q), rootOfPoly(context, quotient, q)];
        return F.mul(outside, F.mul(parts[0], parts[1]));
      }
    }
  }
  const real = context.given.over === "R" && isReal(rest);
  return F.mul(outside, F.ofPoly(atomPoly(rootAtom(context, rest, q, real, "root"))));
}

/** u = c · rest with a rational c > 0 and rest of coprime integer coefficients. */
export function positiveContent(u: Poly): { readonly content: Rational; readonly rest: Poly } {
  let content: Rational | undefined;
  for (const { re, im } of u.values())
    for (const part of [re, im]) {
      if (part.n === 0n) continue;
      const size = part.n < 0n ? Q.neg(part) : part;
      content = content === undefined ? size : commonMeasure(content, size);
    }
  const c = content ?? Q.one;
  return { content: c, rest: scalePoly(u, Q.inv(c)) };
}

/** The greatest rational of which both are integer multiples. */
function commonMeasure(a: Rational, b: Rational): Rational {
  let [x, y] = [a.n * b.d, b.n * a.d];
  while (y !== 0n) [x, y] = [y, x % y];
  return rational(x, a.d * b.d);
}

/** n^{1/q}: prime by prime, so that equal roots are found equal. */
function rootOfRational(context: Context, value: Rational, q: number): Fraction {
  if (value.n < 0n) {
    // Over C the principal root turns by π/q; over R nothing is there to be right or wrong about.
    const size = rootOfRational(context, Q.neg(value), q);
    const turned = ofTerms([turnTerm(leading(onePoly), rational(1, q))]);
    return F.mul(size, F.ofPoly(turned));
  }
  const top = rootOfInteger(context, value.n, q);
  return value.d === 1n ? top : F.mul(top, F.inverse(rootOfInteger(context, value.d, q)));
}

function rootOfInteger(context: Context, n: bigint, q: number): Fraction {
  let result = F.one;
  for (const [prime, k] of primePowers(n)) {
    const whole = F.ofInteger(prime ** BigInt(Math.floor(k / q)));
    result = F.mul(result, whole);
    const left = k % q;
    if (left === 0) continue;
    const base = rootAtom(context, constantPoly(rational(prime)), q, true, "root");
    const degree = base.degree ?? q;
    result = F.mul(result, F.ofPoly(powPoly(atomPoly(base), (left * degree) / q)));
  }
  return result;
}

/** Factor by factor: what is known to be ≥ 0 goes out, and squares as absolute values. */
function rootOfTerm(context: Context, term: Term, q: number): Fraction {
  const real = context.given.over === "R";
  let outside: Fraction = F.one;
  let inside: Term = { ...term, powers: [], exponent: zeroPoly };
  if (term.im.n === 0n && term.turn.n === 0n) {
    const size = term.re.n < 0n ? Q.neg(term.re) : term.re;
    outside = rootOfRational(context, size, q);
    inside = { ...inside, re: term.re.n < 0n ? rational(-1) : Q.one };
  }
  if (term.exponent.size > 0) {
    const out = real && isReal(term.exponent);
    const part = out ? scalePoly(term.exponent, rational(1, q)) : term.exponent;
    if (out) outside = F.mul(outside, F.ofPoly(ofTerms([{ ...leading(onePoly), exponent: part }])));
    else inside = { ...inside, exponent: part };
  }
  for (const [atom, k] of term.powers) {
    const one = atomPoly(atom);
    if (real && isNonNegative(signOf(context, one))) {
      const base = rootAtom(context, one, q, true, "root");
      const unit = (base.degree ?? q) / q;
      outside = F.mul(outside, F.power(F.ofPoly(one), Math.floor(k / q)));
      const left = k - q * Math.floor(k / q);
      if (left > 0) outside = F.mul(outside, F.ofPoly(powPoly(atomPoly(base), left * unit)));
    } else if (real && atom.real && q % 2 === 0 && k % 2 === 0 && q === 2) {
      const size = absoluteOfPoly(context, one);
      outside = F.mul(outside, F.power(size, k / 2));
    } else inside = { ...inside, powers: [...inside.powers, [atom, k]] };
  }
  const left = ofTerms([inside]);
  const value = asRational(left);
  if (value !== undefined) return F.mul(outside, rootOfRational(context, value, q));
  const radicand = inside.powers.some(([, k]) => k < 0) ? undefined : left;
  if (radicand === undefined) {
    // x^{-1} under a root of unknown sign: √(c/x) = √(c x)/|x|.
    const inverted = inside.powers.filter(([, k]) => k < 0);
    const below = ofTerms([
      { ...leading(onePoly), powers: inverted.map(([atom, k]) => [atom, -k] as const) },
    ]);
    const above = ofTerms([{ ...inside, powers: inside.powers.filter(([, k]) => k > 0) }]);
    const lifted = mulPoly(above, powPoly(below, q - 1));
    if (real && q % 2 === 0) {
      const size = absoluteOfPoly(context, below);
      return F.mul(outside, F.mul(rootOfPoly(context, lifted, q), F.inverse(size)));
    }
  }
  const itsReal = real && isReal(left);
  return F.mul(outside, F.ofPoly(atomPoly(rootAtom(context, left, q, itsReal, "root"))));
}

/** s with s² = u and a leading term; found by leading terms, checked by squaring. */
export function squareRoot(u: Poly): Poly | undefined {
  if (u.size > 40) return undefined;
  const first = rootOfLeading(leading(u));
  if (first === undefined) return undefined;
  let s = ofTerms([first]);
  const doubled = inverseTerm({
    ...first,
    re: Q.add(first.re, first.re),
    im: Q.add(first.im, first.im),
  });
  if (doubled === undefined) return undefined;
  for (let step = 0; step < 20; step++) {
    const rest = subPoly(u, mulPoly(s, s));
    if (rest.size === 0) return s;
    const next = mulPoly(ofTerms([leading(rest)]), ofTerms([doubled]));
    if (compareTerms(leading(next), leading(s)) >= 0) return undefined;
    s = addPoly(s, next);
  }
  return undefined;
}

function rootOfLeading(term: Term): Term | undefined {
  if (term.turn.n !== 0n || term.powers.some(([atom, k]) => k % 2 !== 0 || atom.kind === "root"))
    return undefined;
  const negative = term.im.n === 0n && term.re.n < 0n;
  const re = rationalRoot(negative ? Q.neg(term.re) : term.re);
  if (re === undefined || term.im.n !== 0n) return undefined;
  return {
    re: negative ? Q.zero : re,
    im: negative ? re : Q.zero,
    turn: term.turn,
    powers: term.powers.map(([atom, k]) => [atom, k / 2] as const),
    exponent: scalePoly(term.exponent, rational(1, 2)),
  };
}

function rationalRoot({ n, d }: Rational): Rational | undefined {
  const [a, b] = [integerSquareRoot(n), integerSquareRoot(d)];
  return a === undefined || b === undefined ? undefined : rational(a, b);
}

function integerSquareRoot(n: bigint): bigint | undefined {
  if (n < 0n) return undefined;
  let r = BigInt(Math.floor(Math.sqrt(Number(n))));
  for (let step = 0; step < 200; step++) {
    if (r * r === n) return r;
    const next = r === 0n ? 1n : (r + n / r) / 2n;
    if (next === r || next === r + 1n || next === r - 1n) {
      for (const c of [r - 1n, r, r + 1n, next]) if (c >= 0n && c * c === n) return c;
      return undefined;
    }
    r = next;
  }
  return undefined;
}

/** |u| over R: by signs, factor by factor, else a root of u² of one sign. */
export function absolute(context: Context, u: Fraction): Fraction {
  let result = absoluteOfPoly(context, u.num);
  for (const { factor, power } of u.den.values())
    result = F.mul(result, F.power(F.inverse(absoluteOfPoly(context, factor)), power));
  return result;
}

export function absoluteOfPoly(context: Context, u: Poly): Fraction {
  const sign = signOf(context, u);
  if (isNonNegative(sign)) return F.ofPoly(u);
  if (sign === "-" || sign === "<=") return F.ofPoly(negPoly(u));
  if (u.size === 1) {
    const term = leading(u);
    if (term.powers.length + term.exponent.size > 1) {
      let result = absoluteOfPoly(context, ofTerms([{ ...term, powers: [], exponent: zeroPoly }]));
      if (term.exponent.size > 0)
        result = F.mul(
          result,
          absoluteOfPoly(context, ofTerms([{ ...leading(onePoly), exponent: term.exponent }])),
        );
      for (const [atom, k] of term.powers)
        result = F.mul(result, F.power(absoluteOfPoly(context, atomPoly(atom)), k));
      return result;
    }
    const [pair] = term.powers;
    const single = term.powers.length === 1 && pair[1] !== 1;
    if (single) {
      const base = absoluteOfPoly(context, atomPoly(pair[0]));
      const coefficient = absoluteOfPoly(context, ofTerms([{ ...term, powers: [] }]));
      return F.mul(coefficient, F.power(base, pair[1]));
    }
  }
  for (const { poly, relation } of context.facts) {
    if (relation === "!=" || poly.size < 2 || u.size < 2) continue;
    const quotient = dividePoly(u, poly, 40);
    if (quotient !== undefined && quotient.size < u.size * 2 && asRational(quotient) === undefined)
      return F.mul(F.ofPoly(poly), absoluteOfPoly(context, quotient));
  }
  const { content, rest } = positiveContent(withoutSign(u));
  const square = mulPoly(rest, rest);
  const atom = atomOf(context, `abs ${keyOf(rest)}`, {
    kind: "root",
    name: "abs",
    of: square,
    degree: 2,
    real: true,
    args: [rest],
  });
  return F.ofPoly(scalePoly(atomPoly(atom), content));
}
