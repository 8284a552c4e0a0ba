/** Logarithms of closed forms as sums of logarithms of factors. */
import { absoluteRational, rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import {
  addPoly,
  asRational,
  atomPoly,
  constantPoly,
  dividePoly,
  isReal,
  keyOf,
  leading,
  ofTerms,
  onePoly,
  scalePoly,
  subPoly,
  zeroPoly,
  type Poly,
  type Term,
} from "./closedForm.ts";
import { atomOf, NotClosed, opaque, piAtom, Restart, type Context } from "./context.ts";
import { primePowers } from "./factor.ts";
import { denominator, type Fraction } from "./fraction.ts";
import { positiveContent, squareRoot } from "./root.ts";
import { signOf, withoutSign } from "./sign.ts";

/**
 * log u. Over R, where u > 0, it is the sum of log|factor|; over C only positive rational factors
 * are split off, and the rest keeps its branch.
 */
export function logarithm(context: Context, u: Fraction): Poly {
  if (context.given.over === "R") {
    const below = denominator(u);
    if (!isReal(u.num) || !isReal(below))
      throw new NotClosed("the logarithm of a complex number over R");
    return subPoly(logOfSize(context, u.num), logOfSize(context, below));
  }
  if (u.den.size > 0) return opaque(context, "log", [u.num, denominator(u)], false);
  const { content, rest } = positiveContent(u.num);
  const split = logOfRational(context, content.n, content.d);
  const value = asRational(rest);
  if (value !== undefined) return value.n > 0n ? split : addPoly(split, imaginaryPi(context));
  const angle = argumentOfUnit(rest);
  if (angle !== undefined) return addPoly(split, scalePoly(imaginaryPi(context), angle));
  return addPoly(split, logAtom(context, rest, false));
}

/** t with p = |p| e^{iπt}, −1 < t ≤ 1, for p a real or imaginary number times a root of unity. */
function argumentOfUnit(p: Poly): Rational | undefined {
  if (p.size !== 1) return undefined;
  const { re, im, turn, powers, exponent } = leading(p);
  if (powers.length > 0 || exponent.size > 0 || (re.n !== 0n && im.n !== 0n)) return undefined;
  if (absoluteRational(re).n + absoluteRational(im).n !== 1n || re.d * im.d !== 1n)
    return undefined;
  const quarter =
    im.n > 0n ? rational(1, 2) : im.n < 0n ? rational(-1, 2) : rational(re.n > 0n ? 0 : 1);
  const t = Q.add(turn, quarter);
  return t.n > t.d ? Q.add(t, rational(-2)) : t;
}

/**
 * A logarithm of u of which only integer multiples are exponentiated, u^n for integer n: any branch
 * does, so that factors split freely and log(−1) = iπ. Where a factor is not known to be positive,
 * its logarithm is an atom of its own, never log|factor|.
 */
export function formalLogarithm(context: Context, u: Fraction): Poly {
  return subPoly(formalOfPoly(context, u.num), formalOfPoly(context, denominator(u)));
}

function formalOfPoly(context: Context, p: Poly): Poly {
  const { content, rest } = positiveContent(withoutSign(p));
  const turned = keyOf(withoutSign(p)) === keyOf(p) ? zeroPoly : imaginaryPi(context);
  const sum = addPoly(turned, logOfRational(context, content.n, content.d));
  if (rest.size > 1) {
    for (const [key, base] of context.bases) {
      const quotient = key === keyOf(rest) ? undefined : dividePoly(rest, base, 40);
      if (quotient !== undefined && !isUnit(quotient))
        return addPoly(sum, addPoly(formalOfPoly(context, base), formalOfPoly(context, quotient)));
    }
    context.bases.set(keyOf(rest), rest);
    return addPoly(sum, formalAtom(context, rest));
  }
  const { powers, exponent, turn, re, im } = leading(rest);
  let log = addPoly(sum, exponent);
  for (const [atom, k] of powers)
    log = addPoly(log, scalePoly(formalAtom(context, atomPoly(atom)), rational(k)));
  const unit = { ...leading(onePoly), turn, re, im };
  return asRational(ofTerms([unit])) === undefined
    ? addPoly(log, formalAtom(context, ofTerms([unit])))
    : log;
}

function formalAtom(context: Context, of: Poly): Poly {
  if (signOf(context, of) === "+") return logOfSize(context, of);
  const key = `formal log ${keyOf(of)}`;
  return atomPoly(atomOf(context, key, { kind: "log", name: "formal log", of, real: false }));
}

function imaginaryPi(context: Context): Poly {
  return scalePoly(atomPoly(piAtom(context)), Q.zero, Q.one);
}

/** log|p|, split into factors. */
export function logOfSize(context: Context, p: Poly): Poly {
  if (keyOf(p) === keyOf(onePoly)) return zeroPoly;
  if (p.size === 1) return logOfTerm(context, leading(p));
  const { content, rest } = positiveContent(withoutSign(p));
  return addPoly(logOfRational(context, content.n, content.d), logOfSum(context, rest));
}

function logOfRational(context: Context, n: bigint, d: bigint): Poly {
  let sum = zeroPoly;
  for (const [size, sign] of [
    [n < 0n ? -n : n, 1],
    [d, -1],
  ] as const)
    for (const [prime, k] of primePowers(size)) {
      const log = logAtom(context, constantPoly(rational(prime)), true);
      sum = addPoly(sum, scalePoly(log, rational(sign * k)));
    }
  return sum;
}

function logAtom(context: Context, of: Poly, real: boolean): Poly {
  return atomPoly(atomOf(context, `log ${keyOf(of)}`, { kind: "log", name: "log", of, real }));
}

function logOfTerm(context: Context, term: Term): Poly {
  if (term.im.n !== 0n || term.turn.n !== 0n)
    return logAtom(context, withoutSign(ofTerms([term])), isReal(ofTerms([term])));
  let sum = addPoly(logOfRational(context, term.re.n, term.re.d), zeroPoly);
  if (isReal(term.exponent)) sum = addPoly(sum, term.exponent);
  else
    sum = addPoly(
      sum,
      logAtom(context, ofTerms([{ ...leading(onePoly), exponent: term.exponent }]), false),
    );
  for (const [atom, k] of term.powers) {
    const inner =
      atom.kind === "root" && atom.of !== undefined
        ? scalePoly(
            atom.name === "abs" && atom.args !== undefined
              ? logOfSize(context, atom.args[0])
              : scalePoly(logOfSize(context, atom.of), rational(1, atom.degree ?? 1)),
            Q.one,
          )
        : logAtom(context, atomPoly(atom), atom.real);
    sum = addPoly(sum, scalePoly(inner, rational(k)));
  }
  return sum;
}

/** A sum: divided by the sums met before, and they by it, until all are apart. */
function logOfSum(context: Context, p: Poly): Poly {
  const key = keyOf(p);
  if (!context.bases.has(key)) {
    for (const [other, base] of context.bases) {
      const quotient = dividePoly(p, base, 40);
      if (quotient !== undefined && !isUnit(quotient))
        return addPoly(logAtomOfBase(context, base), logOfSize(context, quotient));
      const inverse = dividePoly(base, p, 40);
      if (inverse === undefined || isUnit(inverse)) continue;
      context.bases.delete(other);
      context.bases.set(key, p);
      throw new Restart();
    }
    const square = squareRoot(p);
    if (square !== undefined) return scalePoly(logOfSize(context, square), rational(2));
    context.bases.set(key, p);
  }
  return logAtomOfBase(context, p);
}

function logAtomOfBase(context: Context, p: Poly): Poly {
  return logAtom(context, p, isReal(p));
}

function isUnit(p: Poly): boolean {
  return p.size === 1 && asRational(p) !== undefined;
}
