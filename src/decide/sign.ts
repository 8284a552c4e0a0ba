/** Signs of real closed forms, from facts and from their shape. */
import { absoluteRational, rational, rationals as Q } from "../algebra/rational.ts";
import {
  asRational,
  dividePoly,
  integerPoly,
  isReal,
  keyOf,
  leading,
  mulPoly,
  negPoly,
  ofTerms,
  scalePoly,
  subPoly,
  type Atom,
  type Poly,
  type Term,
} from "./closedForm.ts";
import { constantSign, isConstant } from "./constant.ts";
import { isIntegerValued, type Context } from "./context.ts";

/** `?` where it is not known; `>=` and `<=` where it may vanish. */
export type Sign = "+" | "-" | "0" | ">=" | "<=" | "?";

const opposite: Readonly<Record<Sign, Sign>> = {
  "+": "-",
  "-": "+",
  "0": "0",
  ">=": "<=",
  "<=": ">=",
  "?": "?",
};

export function isNonNegative(sign: Sign): boolean {
  return sign === "+" || sign === ">=" || sign === "0";
}

function product(a: Sign, b: Sign): Sign {
  if (a === "0" || b === "0") return "0";
  if (a === "?" || b === "?") return "?";
  const negative = [a, b].filter((s) => s === "-" || s === "<=").length === 1;
  const weak = [a, b].some((s) => s === ">=" || s === "<=");
  if (weak) return negative ? "<=" : ">=";
  return negative ? "-" : "+";
}

function sum(a: Sign, b: Sign): Sign {
  if (a === "0") return b;
  if (b === "0") return a;
  if (isNonNegative(a) && isNonNegative(b)) return a === "+" || b === "+" ? "+" : ">=";
  const [c, d] = [opposite[a], opposite[b]];
  if (isNonNegative(c) && isNonNegative(d)) return c === "+" || d === "+" ? "-" : "<=";
  return "?";
}

/**
 * The sign of p at every point where the facts hold; sound, not complete. Depth bounds the search.
 */
export function signOf(context: Context, p: Poly, depth = 3): Sign {
  const value = asRational(p);
  if (value !== undefined) return value.n > 0n ? "+" : value.n < 0n ? "-" : "0";
  if (isConstant(p)) return constantSign(context, p);
  const known = fromFacts(context, p);
  if (known !== "?") return known;
  if (p.size === 1) {
    const sign = termSign(context, leading(p), depth);
    if (sign !== "?" || depth === 0) return sign;
    return (isReal(p) ? byDifference(context, p, depth) : undefined) ?? "?";
  }
  if (depth === 0 || !isReal(p)) return "?";
  const swing = bySwing(p);
  if (swing !== "?") return swing;
  const shape = [...p.values()].map((term) => termSign(context, term, depth - 1)).reduce(sum);
  if (shape !== "?") return shape;
  return (
    byFactor(context, p, depth) ?? byDifference(context, p, depth) ?? quadratic(context, p, depth)
  );
}

/** p is a positive multiple of a fact, or of the opposite of one. */
function fromFacts(context: Context, p: Poly): Sign {
  const key = keyOf(monic(p));
  const other = keyOf(monic(negPoly(p)));
  let sign: Sign = "?";
  for (const { poly, relation } of context.facts) {
    if (relation === "!=") continue;
    const found: Sign = relation === ">" ? "+" : ">=";
    const its = keyOf(monic(poly));
    if (its === key && sign !== "+" && sign !== "-") sign = found;
    if (its === other && sign !== "+" && sign !== "-") sign = opposite[found];
  }
  return sign;
}

/** p over the absolute value of the greatest part of its leading coefficient: positive multiples agree. */
function monic(p: Poly): Poly {
  const { re, im } = leading(p);
  const size = re.n !== 0n ? re : im;
  return scalePoly(p, Q.inv(size.n < 0n ? Q.neg(size) : size));
}

function termSign(context: Context, term: Term, depth: number): Sign {
  const exponentReal = term.exponent.size === 0 || isReal(term.exponent);
  if (term.im.n !== 0n || term.turn.n !== 0n || !exponentReal) return "?";
  let sign: Sign = term.re.n > 0n ? "+" : "-";
  for (const [atom, k] of term.powers) {
    if (!atom.real) return "?";
    const its = depth < 0 ? "?" : atomSign(context, atom, depth);
    if (k % 2 !== 0) sign = product(sign, its);
    // A square; a negative power is nowhere 0.
    else sign = product(sign, its === "+" || its === "-" || k < 0 ? "+" : ">=");
  }
  return sign;
}

function atomSign(context: Context, atom: Atom, depth: number): Sign {
  if (atom.kind === "pi") return "+";
  const known = fromFacts(context, ofTerms([{ ...leading(integerPoly(1)), powers: [[atom, 1]] }]));
  if (known !== "?" || depth === 0) return known;
  if (atom.kind === "root" && atom.of !== undefined) {
    if (atom.name === "real root") return signOf(context, atom.of, depth - 1);
    return signOf(context, atom.of, depth - 1) === "+" ? "+" : ">=";
  }
  if (atom.kind === "log" && atom.of !== undefined) {
    const positive = signOf(context, atom.of, depth - 1);
    if (positive !== "+") return "?";
    return signOf(context, subPoly(atom.of, integerPoly(1)), depth - 1);
  }
  if (atom.name === "factorial" && atom.args?.length === 1) {
    // At a negative number that is no integer it may have either sign.
    const integer = isIntegerValued(context, atom.args[0]);
    return integer || isNonNegative(signOf(context, atom.args[0], depth - 1)) ? "+" : "?";
  }
  if ((atom.name === "atan" || atom.name === "asin") && atom.args?.length === 1)
    return signOf(context, atom.args[0], depth - 1);
  return "?";
}

/** c + Σ a e^{iφ} with real φ is between c − Σ|a| and c + Σ|a|: 1 − sin x ≥ 0. */
function bySwing(p: Poly): Sign {
  let constant = Q.zero;
  let swing = Q.zero;
  for (const { re, im, turn, powers, exponent } of p.values()) {
    const size = Q.add(absoluteRational(re), absoluteRational(im));
    if (powers.length > 0) return "?";
    if (exponent.size === 0 && turn.n === 0n && im.n === 0n) constant = Q.add(constant, re);
    else if (isReal(scalePoly(exponent, Q.zero, Q.one))) swing = Q.add(swing, size);
    else return "?";
  }
  if (swing.n === 0n) return "?";
  const [above, below] = [Q.neg(swing), swing].map((s) => Q.add(constant, s));
  if (above.n >= 0n) return above.n === 0n ? ">=" : "+";
  return below.n > 0n ? "?" : below.n === 0n ? "<=" : "-";
}

/** p = fact · rest. */
function byFactor(context: Context, p: Poly, depth: number): Sign | undefined {
  for (const { poly, relation } of context.facts) {
    if (relation === "!=" || poly.size < 2) continue;
    const quotient = dividePoly(p, poly, 40);
    if (quotient === undefined) continue;
    const sign = product(relation === ">" ? "+" : ">=", signOf(context, quotient, depth - 1));
    if (sign !== "?") return sign;
  }
  return undefined;
}

/** p = λ fact + rest with λ > 0 and the rest of a known sign: 2 + x from x > −1. */
function byDifference(context: Context, p: Poly, depth: number): Sign | undefined {
  for (const { poly, relation } of context.facts) {
    if (relation === "!=") continue;
    const lead = leading(poly);
    const same = [...p.entries()].find(
      ([key]) => key === [...poly].find(([, t]) => t === lead)?.[0],
    );
    if (same === undefined || lead.im.n !== 0n || same[1].im.n !== 0n) continue;
    const ratio = Q.mul(same[1].re, Q.inv(lead.re));
    const rest = subPoly(p, scalePoly(poly, ratio));
    if (rest.size > p.size) continue;
    const part: Sign = relation === ">" ? "+" : ">=";
    const signed = ratio.n > 0n ? part : opposite[part];
    const sign = sum(signed, signOf(context, rest, depth - 1));
    if (sign !== "?") return sign;
  }
  return undefined;
}

/** a s² + b s + c in a symbol s with a of one sign and b² − 4ac of the other, or 0. */
function quadratic(context: Context, p: Poly, depth: number): Sign {
  for (const s of new Set([...p.values()].flatMap(({ powers }) => powers.map(([atom]) => atom)))) {
    const part = (k: number): Poly =>
      ofTerms(
        [...p.values()]
          .filter((t) => (t.powers.find(([atom]) => atom === s)?.[1] ?? 0) === k)
          .map((t) => ({ ...t, powers: t.powers.filter(([atom]) => atom !== s) })),
      );
    const [a, b, c] = [part(2), part(1), part(0)];
    if (a.size === 0 || !s.real || a.size + b.size + c.size !== p.size) continue;
    const minus = subPoly(scalePoly(mulPoly(a, c), rational(4)), mulPoly(b, b));
    const [top, room] = [signOf(context, a, depth - 1), signOf(context, minus, depth - 1)];
    if (top === "+" && room === "+") return "+";
    if (top === "-" && room === "+") return "-";
    if (top === "+" && isNonNegative(room)) return ">=";
    if (top === "-" && isNonNegative(room)) return "<=";
  }
  return "?";
}

/** |p| up to sign: the one of p and −p whose leading coefficient is positive. */
export function withoutSign(p: Poly): Poly {
  const { re, im } = leading(p);
  return re.n < 0n || (re.n === 0n && im.n < 0n) ? negPoly(p) : p;
}
