/** Quotients of closed forms: a numerator over factors of the denominator, without greatest divisors. */
import { rational, rationals as Q } from "../algebra/rational.ts";
import {
  addPoly,
  asRational,
  constantPoly,
  dividePoly,
  integerPoly,
  inverseTerm,
  keyOf,
  leading,
  mulPoly,
  negPoly,
  ofTerms,
  onePoly,
  powPoly,
  scalePoly,
  zeroPoly,
  type Poly,
} from "./closedForm.ts";
import { DomainError } from "../errors.ts";

interface Factor {
  readonly factor: Poly;
  readonly power: number;
}

/** num / Π factor^power; the factors are no monomials and have distinct keys. */
export interface Fraction {
  readonly num: Poly;
  readonly den: ReadonlyMap<string, Factor>;
}

const none: Fraction["den"] = new Map();

export const zero: Fraction = { num: zeroPoly, den: none };
export const one: Fraction = { num: onePoly, den: none };

export function ofPoly(num: Poly): Fraction {
  return { num, den: none };
}

export function ofInteger(n: bigint | number): Fraction {
  return ofPoly(integerPoly(n));
}

/** The fraction with factors of the denominator that divide the numerator taken out. */
function cancelled(num: Poly, den: Fraction["den"]): Fraction {
  if (num.size === 0) return zero;
  let top = num;
  const left = new Map<string, Factor>();
  for (const [key, { factor, power }] of den) {
    let k = power;
    while (k > 0 && top.size <= 60 && factor.size <= 12) {
      const quotient = dividePoly(top, factor, 80);
      if (quotient === undefined) break;
      top = quotient;
      k -= 1;
    }
    if (k > 0) left.set(key, { factor, power: k });
  }
  return { num: top, den: left };
}

export function mul(a: Fraction, b: Fraction): Fraction {
  if (a.num.size === 0 || b.num.size === 0) return zero;
  if (a.den.size === 0 && b.den.size === 0) return ofPoly(mulPoly(a.num, b.num));
  const den = new Map(a.den);
  for (const [key, { factor, power }] of b.den)
    den.set(key, { factor, power: power + (den.get(key)?.power ?? 0) });
  return cancelled(mulPoly(a.num, b.num), den);
}

export function neg(a: Fraction): Fraction {
  return { num: negPoly(a.num), den: a.den };
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.num.size === 0) return b;
  if (b.num.size === 0) return a;
  if (a.den.size === 0 && b.den.size === 0) return ofPoly(addPoly(a.num, b.num));
  const den = new Map(a.den);
  for (const [key, one] of b.den) if (one.power > (den.get(key)?.power ?? 0)) den.set(key, one);
  const lifted = (f: Fraction): Poly => {
    let num = f.num;
    for (const [key, { factor, power }] of den)
      num = mulPoly(num, powPoly(factor, power - (f.den.get(key)?.power ?? 0)));
    return num;
  };
  return cancelled(addPoly(lifted(a), lifted(b)), den);
}

export function sub(a: Fraction, b: Fraction): Fraction {
  return add(a, neg(b));
}

/** Π factor^power. */
export function denominator(a: Fraction): Poly {
  let product = onePoly;
  for (const { factor, power } of a.den.values())
    product = mulPoly(product, powPoly(factor, power));
  return product;
}

/**
 * 1/p: a monomial where p is one; roots go to the numerator, 1/r = r^(q−1)/radicand.
 *
 * @throws {DomainError} if p is 0
 */
export function inversePoly(p: Poly): Fraction {
  if (p.size === 0) throw new DomainError("inverse", "a closed form that is not 0", "0");
  if (p.size === 1) {
    const [term] = p.values();
    const plain = { ...term, powers: term.powers.filter(([atom]) => atom.kind !== "root") };
    const inverse = inverseTerm(plain);
    let result = ofPoly(inverse === undefined ? onePoly : ofTerms([inverse]));
    for (const [atom, k] of term.powers) {
      if (atom.kind !== "root" || atom.of === undefined || atom.degree === undefined) continue;
      const complement = ofTerms([
        { ...leading(onePoly), powers: atom.degree === k ? [] : [[atom, atom.degree - k]] },
      ]);
      result = mul(result, mul(ofPoly(complement), inversePoly(atom.of)));
    }
    return result;
  }
  // One factor for p and for its multiples by monomials.
  const inverse = inverseTerm(leading(p));
  if (inverse === undefined)
    return { num: onePoly, den: new Map([[keyOf(p), { factor: p, power: 1 }]]) };
  const unit = ofTerms([inverse]);
  const factor = mulPoly(p, unit);
  return { num: unit, den: new Map([[keyOf(factor), { factor, power: 1 }]]) };
}

export function inverse(a: Fraction): Fraction {
  let result = mul(inversePoly(a.num), ofPoly(denominator(a)));
  if (result.num.size === 0) result = zero;
  return result;
}

export function power(a: Fraction, n: number): Fraction {
  const base = n < 0 ? inverse(a) : a;
  let result = one;
  for (let k = Math.abs(n), square = base; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = mul(result, square);
    if (k > 1) square = mul(square, square);
  }
  return result;
}

/** The rational number a is, if it is one. */
export function rationalOf(a: Fraction): ReturnType<typeof asRational> {
  return a.den.size === 0 ? asRational(a.num) : undefined;
}

export function halve(a: Fraction): Fraction {
  return { num: scalePoly(a.num, rational(1, 2)), den: a.den };
}

export function imaginary(): Fraction {
  return ofPoly(constantPoly(Q.zero, Q.one));
}

export function showKey(a: Fraction): string {
  const den = [...a.den].map(([key, { power: k }]) => `(${key})^${k}`).sort();
  return `${keyOf(a.num)}/${den.join("")}`;
}
