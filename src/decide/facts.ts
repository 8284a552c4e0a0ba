/** What is known wherever a claim speaks: its hypotheses, and that both sides are defined. */
import { rational } from "../algebra/rational.ts";
import { binds, partsOf, type Expression } from "../formula/expression.ts";
import {
  addPoly,
  atomPoly,
  constantPoly,
  integerPoly,
  isReal,
  mulPoly,
  negPoly,
  scalePoly,
  subPoly,
  type Poly,
} from "./closedForm.ts";
import { isConstant } from "./constant.ts";
import { isIntegerValued, NotClosed, piAtom, type Context, type Fact } from "./context.ts";
import { convert } from "./convert.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { isNonNegative, signOf } from "./sign.ts";

/** Adds the facts of the hypotheses and, over R, of the domains of the expressions. */
export function collectFacts(context: Context, sides: readonly Expression[]): void {
  for (const { left, relation, right } of context.given.comparisons) {
    const difference = tried(() => F.sub(convert(context, left), convert(context, right)));
    if (difference === undefined) continue;
    const up = relation === "<" || relation === "<=" ? F.neg(difference) : difference;
    if (relation === "!=") addFact(context, up, "!=");
    else if (isAbsolute(left) && relation.startsWith("<"))
      addFact(context, up, relation === "<" ? ">" : ">=", true);
    else if (relation === "=") {
      addFact(context, up, ">=");
      addFact(context, F.neg(up), ">=");
    } else addFact(context, up, relation === ">" || relation === "<" ? ">" : ">=");
    ranges(context, left, relation, right);
  }
  if (context.given.over === "C") return;
  for (const side of sides) domainFacts(context, side);
  trigonometricFacts(context, sides);
}

function isAbsolute(e: Expression): boolean {
  return e.kind === "apply" && e.op === "abs";
}

function tried<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NotClosed) return undefined;
    throw error;
  }
}

/** |x| < c is −c < x < c. */
function ranges(context: Context, left: Expression, relation: string, right: Expression): void {
  if (!isAbsolute(left) || !relation.startsWith("<")) return;
  const [u, c] = [partsOf(left)[0], right].map((e) => tried(() => convert(context, e)));
  if (u === undefined || c === undefined) return;
  const strict = relation === "<" ? ">" : ">=";
  addFact(context, F.sub(c, u), strict);
  addFact(context, F.add(c, u), strict);
  addFact(context, F.sub(F.mul(c, c), F.mul(u, u)), strict, true);
}

/** u > 0, u ≥ 0 or u ≠ 0, as a fact on a closed form where the denominator has a sign. */
function addFact(context: Context, u: Fraction, relation: Fact["relation"], derived = false): void {
  if (!isReal(u.num) || u.num.size === 0) return;
  let poly = u.num;
  for (const { factor, power } of u.den.values()) {
    if (relation === "!=" || power % 2 === 0) continue;
    const sign = isReal(factor) ? signOf(context, factor) : "?";
    if (sign === "-" || sign === "<=") poly = negPoly(poly);
    else if (!isNonNegative(sign)) poly = mulPoly(poly, factor);
  }
  if (isConstant(poly)) return;
  context.facts.push({ poly, relation, derived });
}

/** Where the real functions of e are defined. */
function domainFacts(context: Context, e: Expression): void {
  if (binds(e)) {
    if (e.op === "integrate") return;
    const [, , from, to] = e.args;
    const length = tried(() => F.sub(convert(context, to), convert(context, from)));
    if (length !== undefined) addFact(context, F.add(length, F.one), ">=");
    return;
  }
  for (const part of partsOf(e)) domainFacts(context, part);
  if (e.kind !== "apply") return;
  const say = (
    of: (u: Fraction) => Fraction,
    relation: Fact["relation"],
    k = 0,
    derived = false,
  ): void => {
    const fact = tried(() => of(convert(context, e.args[k])));
    if (fact !== undefined) addFact(context, fact, relation, derived);
  };
  const same = (u: Fraction): Fraction => u;
  switch (e.op) {
    case "div":
      return say(same, "!=", 1);
    case "tan":
    case "sec":
      return say(() => convert(context, { ...e, op: "cos" }), "!=");
    case "cot":
    case "csc":
      return say(() => convert(context, { ...e, op: "sin" }), "!=");
    case "coth":
    case "csch":
      return say(same, "!=");
    case "sqrt":
      return say(same, ">=");
    case "log":
      return say(same, ">");
    case "asin":
    case "acos":
    case "atanh": {
      const relation = e.op === "atanh" ? ">" : ">=";
      say((u) => F.sub(F.one, u), relation);
      say((u) => F.add(F.one, u), relation);
      return say((u) => F.sub(F.one, F.mul(u, u)), relation, 0, true);
    }
    case "acosh":
      return say((u) => F.sub(u, F.one), ">=");
    case "factorial": {
      const u = tried(() => convert(context, e.args[0]));
      if (u?.den.size === 0 && isIntegerValued(context, u.num)) addFact(context, u, ">=");
      return;
    }
    case "pow":
      return powerFacts(context, e.args[0], e.args[1]);
    case "nthRoot": {
      const degree = tried(() => F.rationalOf(convert(context, e.args[1])));
      if (degree?.d === 1n && degree.n % 2n === 0n) say(same, ">=");
    }
  }
}

/** u^q with a number q that is no integer has u ≥ 0; with q < 0, u ≠ 0. */
function powerFacts(context: Context, base: Expression, exponent: Expression): void {
  const [u, v] = [base, exponent].map((e) => tried(() => convert(context, e)));
  if (u === undefined || v === undefined || F.rationalOf(u) !== undefined) return;
  const by = F.rationalOf(v);
  if (by !== undefined) {
    if (by.d !== 1n) addFact(context, u, by.n > 0n ? ">=" : ">");
    else if (by.n < 0n) addFact(context, u, "!=");
    return;
  }
}

/** Bounds of a symbol by constants, each with whether it is strict. */
interface Bounds {
  readonly lo?: { readonly at: Poly; readonly strict: boolean };
  readonly hi?: { readonly at: Poly; readonly strict: boolean };
}

function boundsOf(context: Context, name: string): Bounds {
  let bounds: Bounds = {};
  for (const { left, relation, right } of context.given.comparisons) {
    if (relation === "!=" || relation === "=") continue;
    for (const [side, other, up] of [
      [left, right, relation.startsWith(">")],
      [right, left, relation.startsWith("<")],
    ] as const) {
      if (side.kind !== "symbol" || side.name !== name) continue;
      const at = tried(() => convert(context, other));
      if (at?.den.size !== 0 || !isConstant(at.num)) continue;
      const bound = { at: at.num, strict: !relation.endsWith("=") };
      bounds = up ? { ...bounds, lo: bound } : { ...bounds, hi: bound };
    }
  }
  return bounds;
}

/** sin u > 0 for 0 < u < π, cos u > 0 for −π/2 < u < π/2, where u = a x + b and x is bounded. */
function trigonometricFacts(context: Context, sides: readonly Expression[]): void {
  const seen = new Set<string>();
  const visit = (e: Expression): void => {
    for (const part of partsOf(e)) visit(part);
    if (e.kind !== "apply" || e.args.length !== 1) return;
    if (!["sin", "cos", "tan", "cot", "sec", "csc"].includes(e.op)) return;
    const key = JSON.stringify(e.args[0], (_, v: unknown) =>
      typeof v === "bigint" ? String(v) : v,
    );
    if (seen.has(key)) return;
    seen.add(key);
    circularFacts(context, e.args[0]);
  };
  sides.forEach(visit);
  // √(1 − cos² x) and the like ask for the sign of sin x, whatever is written.
  for (const name of new Set(context.given.comparisons.flatMap(symbolsBounded))) {
    const x: Expression = { kind: "symbol", name };
    circularFacts(context, x);
  }
}

function symbolsBounded({ left, right }: { left: Expression; right: Expression }): string[] {
  return [left, right].flatMap((e) => (e.kind === "symbol" ? [e.name] : []));
}

function circularFacts(context: Context, argument: Expression): void {
  const range = rangeOf(context, argument);
  if (range === undefined) return;
  const [lo, hi, strict] = range;
  const pi = atomPoly(piAtom(context));
  const half = scalePoly(pi, rational(1, 2));
  const below = (a: Poly, b: Poly): "strict" | "weak" | undefined => {
    const sign = signOf(context, subPoly(b, a));
    if (sign === "+") return "strict";
    return sign === "0" ? "weak" : undefined;
  };
  const within = (a: Poly, b: Poly): Fact["relation"] | undefined => {
    const ends = [below(a, lo), below(hi, b)];
    if (ends.includes(undefined)) return undefined;
    return ends.every((end, k) => end === "strict" || strict[k]) ? ">" : ">=";
  };
  const say = (op: string, relation: Fact["relation"] | undefined, sign: 1 | -1): void => {
    if (relation === undefined) return;
    const value = tried(() => convert(context, { kind: "apply", op, args: [argument] }));
    if (value !== undefined) addFact(context, sign > 0 ? value : F.neg(value), relation, true);
  };
  const none = constantPoly(rational(0));
  say("sin", within(none, pi), 1);
  say("sin", within(negPoly(pi), none), -1);
  say("cos", within(negPoly(half), half), 1);
  say("cos", within(half, addPoly(pi, half)), -1);
}

function rangeOf(
  context: Context,
  argument: Expression,
): readonly [Poly, Poly, readonly [boolean, boolean]] | undefined {
  const u = tried(() => convert(context, argument));
  if (u?.den.size !== 0) return undefined;
  for (const [key, term] of u.num) {
    const [pair] = term.powers;
    if (term.powers.length !== 1 || pair[0].kind !== "symbol" || pair[1] !== 1) continue;
    if (term.im.n !== 0n || term.turn.n !== 0n || term.exponent.size > 0) continue;
    const rest = new Map([...u.num].filter(([other]) => other !== key));
    if (!isConstant(rest)) continue;
    const { lo, hi } = boundsOf(context, pair[0].name);
    if (lo === undefined || hi === undefined) return undefined;
    const at = (p: Poly): Poly => addPoly(scalePoly(p, term.re), rest);
    return term.re.n > 0n
      ? [at(lo.at), at(hi.at), [lo.strict, hi.strict]]
      : [at(hi.at), at(lo.at), [hi.strict, lo.strict]];
  }
  return undefined;
}

/** Facts n ≥ … of an integer symbol sharpen n > m to n ≥ m + 1. */
export function sharpen(context: Context): void {
  for (const { poly, relation } of [...context.facts])
    if (relation === ">" && isIntegerValued(context, poly))
      context.facts.push({ poly: subPoly(poly, integerPoly(1)), relation: ">=", derived: true });
}
