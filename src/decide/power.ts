/** Exponentials and powers of closed forms. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import {
  asGaussian,
  constantPoly,
  leading,
  mulPoly,
  ofTerms,
  onePoly,
  turnTerm,
  type Poly,
  type Term,
} from "./closedForm.ts";
import { isIntegerAtom, isIntegerValued, NotClosed, opaque, type Context } from "./context.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { formalLogarithm, logarithm } from "./logarithm.ts";
import { signOf } from "./sign.ts";
import { absolute, root } from "./root.ts";

/** The closed form itself, or with the denominator as an opaque factor. */
export function asPoly(context: Context, u: Fraction): Poly {
  if (u.den.size === 0) return u.num;
  const below = F.denominator(u);
  return mulPoly(u.num, opaque(context, "reciprocal", [below], u.num.size > 0));
}

/** e^u: e^{iπq} becomes a root of unity, e^{q log v} a power of v, e^{ik atan v} algebraic. */
export function exponential(context: Context, u: Fraction): Fraction {
  let result: Fraction = F.one;
  const left: Term[] = [];
  for (const term of asPoly(context, u).values()) {
    const special = specialFactor(context, term);
    if (special === undefined) left.push(term);
    else result = F.mul(result, special);
  }
  if (left.length === 0) return result;
  return F.mul(result, F.ofPoly(ofTerms([{ ...leading(onePoly), exponent: ofTerms(left) }])));
}

function specialFactor(context: Context, term: Term): Fraction | undefined {
  const { re, im, powers } = term;
  if (term.turn.n !== 0n || term.exponent.size > 0 || powers.length === 0) return undefined;
  const pi = powers.find(([atom, k]) => atom.kind === "pi" && k === 1);
  const others = powers.filter((one) => one !== pi);
  if (pi !== undefined && im.n !== 0n) return turned(context, term, others);
  const [[atom, k]] = powers;
  if (powers.length > 1 || k !== 1) return undefined;
  const real = im.n === 0n;
  if (atom.kind === "log" && atom.of !== undefined && real) {
    const integer = re.d === 1n;
    if (atom.name === "formal log" && !integer) return undefined;
    const base = F.ofPoly(atom.of);
    // log|v| over R: a power of |v|, which is v where the atom was made for v > 0 (see `sized`).
    return rationalPower(context, sized(context, base, atom.name), re);
  }
  const branches = atom.name === "asin" || (atom.name === "atan" && context.given.over === "R");
  if (branches && re.n === 0n && im.d === 1n) {
    const [v] = atom.args ?? [];
    const iv = F.mul(F.imaginary(), F.ofPoly(v));
    const norm = F.ofPoly(mulPoly(v, v));
    const cosine = root(context, atom.name === "asin" ? F.sub(F.one, norm) : F.add(F.one, norm), 2);
    const unit =
      atom.name === "asin" ? F.add(cosine, iv) : F.mul(F.add(F.one, iv), F.inverse(cosine));
    return F.power(unit, Number(im.n));
  }
  return undefined;
}

/** The number whose logarithm a real atom log|v| is: |v|; a formal or complex one is of v itself. */
function sized(context: Context, v: Fraction, name: string): Fraction {
  if (name === "formal log" || context.given.over === "C") return v;
  return absolute(context, v);
}

/** e^{(re + i im) π · others}: i im π q is a root of unity, for integers others modulo 2. */
function turned(context: Context, term: Term, others: Term["powers"]): Fraction | undefined {
  const integers = others.every(([atom, k]) => k > 0 && isIntegerAtom(context, atom));
  if (!integers) return undefined;
  const { re, im } = term;
  const half = rational(1, 2);
  const halves = Q.mul(im, half);
  const floor = halves.n >= 0n ? halves.n / halves.d : -((-halves.n + halves.d - 1n) / halves.d);
  const reduced = Q.add(im, rational(-2n * floor));
  const rest: Term[] = re.n === 0n ? [] : [{ ...term, im: Q.zero }];
  if (others.length === 0) {
    const unit = ofTerms([{ ...turnTerm(leading(onePoly), im), exponent: ofTerms(rest) }]);
    return F.ofPoly(unit);
  }
  if (reduced.n === im.n && reduced.d === im.d && re.n === 0n) return undefined;
  if (reduced.n !== 0n) rest.push({ ...term, re: Q.zero, im: reduced });
  return F.ofPoly(ofTerms([{ ...leading(onePoly), exponent: ofTerms(rest) }]));
}

/** u^{n/d}, principal; over R of u ≥ 0 unless d = 1. */
export function rationalPower(context: Context, u: Fraction, by: Rational): Fraction {
  const n = Number(by.n);
  if (!Number.isSafeInteger(n) || Math.abs(n) > 5000 || by.d > 1000n)
    return exponential(context, F.mul(F.ofPoly(constantPoly(by)), F.ofPoly(logarithm(context, u))));
  return F.power(root(context, u, Number(by.d)), n);
}

/** u^v: rational powers as above, integer powers of anything, else e^{v log u} (over R for u > 0). */
export function raise(context: Context, u: Fraction, v: Fraction): Fraction {
  const by = F.rationalOf(v);
  if (by !== undefined) return rationalPower(context, u, by);
  if (isE(u)) return exponential(context, v);
  if (u.num.size === 0) throw new NotClosed("a power of 0 with a symbol as exponent");
  const integer = v.den.size === 0 && isIntegerValued(context, v.num);
  // Over R, (−1)^y is defined at even integers y: without u > 0 no one logarithm serves.
  if (!integer && context.given.over === "R" && !isPositive(context, u))
    throw new NotClosed("a power of what is not known to be positive, with a symbol as exponent");
  const log = integer ? formalLogarithm(context, u) : logarithm(context, u);
  return exponential(context, F.mul(v, F.ofPoly(log)));
}

function isPositive(context: Context, u: Fraction): boolean {
  return signOf(context, u.num) === "+" && signOf(context, F.denominator(u)) === "+";
}

/** Is u the number e = e^1? */
function isE(u: Fraction): boolean {
  if (u.den.size > 0 || u.num.size !== 1) return false;
  const { re, im, turn, powers, exponent } = leading(u.num);
  const unit = re.n === 1n && re.d === 1n && im.n === 0n && turn.n === 0n && powers.length === 0;
  const by = exponent.size === 1 ? asGaussian(exponent) : undefined;
  return unit && by?.[0].n === 1n && by[0].d === 1n && by[1].n === 0n;
}

export const imaginaryUnit: Poly = constantPoly(Q.zero, Q.one);
