/** Is a closed form 0 wherever it is defined? */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import * as A from "../reals/arithmetic.ts";
import * as C from "../reals/complexBox.ts";
import { pi } from "../reals/constants.ts";
import { compare } from "../reals/dyadic.ts";
import { ofTerms, zeroPoly, type Atom, type Poly, type Term } from "./closedForm.ts";
import { enclose, isConstant, isZeroConstant } from "./constant.ts";
import type { Context } from "./context.ts";
import * as F from "./fraction.ts";
import { exponential } from "./power.ts";

/**
 * A proof that p = 0: every coefficient, grouped by symbols and by exponentials of symbols, is a
 * constant that is 0. False says only that there is no such proof.
 */
export function isZero(context: Context, p: Poly): boolean {
  if (p.size === 0) return true;
  const groups = new Map<string, Term[]>();
  for (const term of p.values()) {
    const [constant, rest] = split(term);
    const key = `${rest.powers.map(([atom, k]) => `${atom.id}^${k}`).join(" ")}|${[...rest.exponent]
      .map(([k, { re, im }]) => `${k}:${re.n}/${re.d},${im.n}/${im.d}`)
      .sort()
      .join("+")}`;
    groups.set(key, [...(groups.get(key) ?? []), constant]);
  }
  return [...groups.values()].every((terms) => {
    const coefficient = ofTerms(terms);
    return isZeroConstant(context, coefficient) ?? isZeroLinearForm(context, coefficient);
  });
}

/** The constant factor of a term and the rest. */
function split(term: Term): readonly [Term, Pick<Term, "powers" | "exponent">] {
  const constant = (atom: Atom): boolean =>
    isConstant(ofTerms([{ ...term, powers: [[atom, 1]], exponent: zeroPoly }]));
  const inside: Term[] = [];
  const outside: Term[] = [];
  for (const one of term.exponent.values())
    (isConstant(ofTerms([one])) ? inside : outside).push(one);
  return [
    {
      ...term,
      powers: term.powers.filter(([atom]) => constant(atom)),
      exponent: ofTerms(inside),
    },
    { powers: term.powers.filter(([atom]) => !constant(atom)), exponent: ofTerms(outside) },
  ];
}

/**
 * Σ q_j λ_j = 0 for logarithms, arctangents, arcsines of algebraic numbers and π: the real logarithms
 * vanish if Π α^{M q} = 1, the angles if e^{iM angle} = 1 and |M angle| < 2π; M clears the
 * denominators. Source: Machin's formula, read backwards.
 */
function isZeroLinearForm(context: Context, p: Poly): boolean {
  const angles: Term[] = [];
  const logs: Term[] = [];
  let clear = 1n;
  for (const term of p.values()) {
    const [pair] = term.powers;
    const single = term.powers.length === 1 && pair[1] === 1;
    const plain = term.im.n === 0n && term.turn.n === 0n && term.exponent.size === 0;
    if (!single || !plain) return false;
    const { kind, name } = pair[0];
    if (kind === "pi" || name === "atan" || name === "asin") angles.push(term);
    else if (kind === "log" && name === "log" && context.given.over === "R") logs.push(term);
    else return false;
    clear = (clear * term.re.d) / common(clear, term.re.d);
  }
  if (clear > 1000n) return false;
  const m = rational(clear);
  return isOne(context, times(logs, m, Q.zero)) && isFullTurn(context, times(angles, Q.zero, m));
}

function common(a: bigint, b: bigint): bigint {
  return b === 0n ? a : common(b, a % b);
}

function times(terms: readonly Term[], re: Rational, im: Rational): Poly {
  return ofTerms(
    terms.map((term) => ({ ...term, re: Q.mul(term.re, re), im: Q.mul(term.re, im) })),
  );
}

/** e^p = 1, with e^p algebraic. */
function isOne(context: Context, p: Poly): boolean {
  if (p.size === 0) return true;
  const value = exponential(context, F.ofPoly(p));
  const difference = F.sub(value, F.one).num;
  return isConstant(difference) && isZeroConstant(context, difference) === true;
}

/** e^p = 1 and |p| < 2π, so p = 0. */
function isFullTurn(context: Context, p: Poly): boolean {
  if (p.size === 0) return true;
  if (!isOne(context, p)) return false;
  const bits = 128;
  const angle = C.abs(enclose(context, p, bits), bits);
  return compare(angle.hi, A.scale(pi(bits), 1).lo) < 0;
}
