/** Points of every connected piece of the region where a claim speaks. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { show as showReal } from "../reals/enclosure.ts";
import { ofTerms, type Poly, type Term } from "./closedForm.ts";
import { enclose, isConstant } from "./constant.ts";
import { contextOf, NotClosed, type Context, type Fact } from "./context.ts";
import { signOf } from "./sign.ts";

export type Place = ReadonlyMap<string, Rational>;

/** a₀ + Σ aₖ xₖ with rational a, of which a fact is the sign. */
interface Linear {
  readonly poly: Poly;
  readonly constant: Poly;
  readonly slopes: ReadonlyMap<string, Rational>;
  readonly relation: Fact["relation"];
}

/**
 * One point for each piece: of a convex region (all facts are linear, or follow from those that are),
 * or, in one variable, of each interval between the places where a denominator vanishes.
 *
 * @throws {NotClosed} where pieces cannot be told
 */
export function connectedPoint(context: Context, names: readonly string[]): Place[] {
  const linear: Linear[] = [];
  const others: Fact[] = [];
  for (const fact of context.facts) {
    if (fact.derived) continue;
    const its = linearOf(fact);
    if (its === undefined) others.push(fact);
    else linear.push(its);
  }
  const base: Context = {
    ...contextOf(context.given),
    atoms: context.atoms,
    facts: context.facts.filter((fact) => !others.includes(fact) && !fact.derived),
  };
  const bent = others.filter(({ poly, relation }) => {
    // That something is not 0 is never used for what is > 0, so all of that may imply it.
    const sign = signOf(relation === "!=" ? context : base, poly, 5);
    const implied =
      sign === "+" || (relation === ">=" && sign === ">=") || (relation === "!=" && sign === "-");
    return !implied;
  });
  const star =
    bent.length > 0 &&
    names.length > 1 &&
    [...linear, ...bent].every((fact) => shrinks(base, fact));
  if (bent.length > 0 && !star) throw new NotClosed("the region may have several pieces");
  const excluded = linear.filter(({ relation }) => relation === "!=");
  if (names.length === 1) return intervals(context, names[0], linear);
  const apart = excluded.filter((one) => !["+", "-"].includes(signOf(base, one.poly)));
  if (apart.length > 0) throw new NotClosed("the region may have several pieces");
  const point = inside(context, names, linear, bent);
  if (point === undefined) throw new NotClosed("no simple point of the region was found");
  return [point];
}

/**
 * Does the condition at x imply the condition at t x for 0 < t ≤ 1? So for forms of one degree, and
 * for c − Σ (monomials ≥ 0) with c > 0. A region of such conditions is a star about 0: connected.
 */
function shrinks(base: Context, { poly, relation }: Pick<Fact, "poly" | "relation">): boolean {
  const terms = [...poly.values()];
  const degreeOf = (t: Term): number => t.powers.reduce((sum, [, k]) => sum + k, 0);
  const polynomial = terms.every(
    (t) => t.exponent.size === 0 && t.powers.every(([atom, k]) => atom.kind === "symbol" && k > 0),
  );
  if (!polynomial || relation === "!=") return false;
  if (terms.every((t) => degreeOf(t) === degreeOf(terms[0]))) return true;
  return terms.every((t) => {
    const sign = signOf(base, ofTerms([t]));
    return degreeOf(t) === 0 ? sign === "+" : sign === "-" || sign === "<=";
  });
}

function linearOf({ poly, relation }: Pick<Fact, "poly" | "relation">): Linear | undefined {
  const slopes = new Map<string, Rational>();
  const constant = new Map(poly);
  for (const [key, term] of poly) {
    const [pair] = term.powers;
    const plain = term.im.n === 0n && term.turn.n === 0n && term.exponent.size === 0;
    if (!plain || term.powers.length !== 1 || pair[0].kind !== "symbol" || pair[1] !== 1) continue;
    slopes.set(pair[0].name, term.re);
    constant.delete(key);
  }
  return isConstant(constant) ? { poly, constant, slopes, relation } : undefined;
}

/** Midpoint of an enclosure of a constant, as a rational near it. */
function near(context: Context, p: Poly): Rational {
  const { re } = enclose(context, p, 64);
  const text = Number(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/.exec(showReal(re))?.[0] ?? "0");
  return rational(BigInt(Math.round(text * 2 ** 20)), 2n ** 20n);
}

/** Ends and holes in order; a point in each gap that all conditions admit. */
function intervals(context: Context, name: string, linear: readonly Linear[]): Place[] {
  const cuts = linear
    .flatMap(({ constant, slopes }) => {
      const slope = slopes.get(name);
      if (slope === undefined) return [];
      return [Q.mul(near(context, constant), Q.neg(Q.inv(slope)))];
    })
    .sort((a, b) => (a.n * b.d < b.n * a.d ? -1 : 1));
  const middles: Rational[] = [];
  const step = rational(1);
  if (cuts.length === 0) middles.push(Q.zero, Q.one);
  for (const [k, cut] of cuts.entries()) {
    if (k === 0) middles.push(Q.add(cut, Q.neg(step)));
    const next = cuts.at(k + 1);
    if (k + 1 === cuts.length || next === undefined) middles.push(Q.add(cut, step));
    else if (!isSame(cut, next)) middles.push(Q.mul(Q.add(cut, next), rational(1, 2)));
  }
  const places = middles
    .map((value) => new Map([[name, simplest(value)]]))
    .filter((place) => admits(context, linear, place));
  if (places.length === 0) throw new NotClosed("no simple point of the region was found");
  return places;
}

/** The same place; those that are apart by less than can be told here are not decided. */
function isSame(a: Rational, b: Rational): boolean {
  const gap = Q.add(b, Q.neg(a));
  if (gap.n === 0n) return true;
  if (gap.n * 1000n < gap.d) throw new NotClosed("places too near each other to be told apart");
  return false;
}

/** A rational of small denominator near the value: it stays in the gap where gaps are not tiny. */
function simplest(value: Rational): Rational {
  for (const d of [1n, 2n, 4n, 8n]) {
    const n = (2n * value.n * d + value.d) / (2n * value.d);
    const candidate = rational(n, d);
    const away = Q.add(candidate, Q.neg(value));
    if (away.n * 16n < away.d && -away.n * 16n < away.d) return candidate;
  }
  return value;
}

function admits(context: Context, linear: readonly Linear[], place: Place): boolean {
  return linear.every(({ constant, slopes, relation }) => {
    let sum = near(context, constant);
    for (const [name, slope] of slopes) {
      const value = place.get(name);
      if (value === undefined) return false;
      sum = Q.add(sum, Q.mul(slope, value));
    }
    return relation === "!=" ? sum.n !== 0n : sum.n > 0n;
  });
}

/** The sign of a polynomial fact at a point, exactly. */
function isPositiveAt({ poly }: Fact, place: Place): boolean {
  let sum = Q.zero;
  for (const { re, powers } of poly.values()) {
    let product = re;
    for (const [{ name }, k] of powers)
      for (let j = 0; j < k; j++) product = Q.mul(product, place.get(name) ?? Q.zero);
    sum = Q.add(sum, product);
  }
  return sum.n > 0n;
}

function inside(
  context: Context,
  names: readonly string[],
  linear: readonly Linear[],
  bent: readonly Fact[],
): Place | undefined {
  const values = [
    rational(1),
    rational(1, 2),
    rational(2),
    rational(1, 4),
    Q.zero,
    rational(-1),
  ].concat([rational(3), rational(1, 8), rational(-1, 2), rational(-1, 4)]);
  const total = Math.min(values.length ** names.length, 20_000);
  for (let code = 0; code < total; code++) {
    let rest = code;
    const place = new Map<string, Rational>();
    for (const name of names) {
      place.set(name, values[rest % values.length]);
      rest = Math.floor(rest / values.length);
    }
    if (admits(context, linear, place) && bent.every((fact) => isPositiveAt(fact, place)))
      return place;
  }
  return undefined;
}
