/** Finite sums and products. */
import {
  apply,
  number,
  show,
  substitute,
  symbol,
  symbolsOf,
  type Application,
  type Expression,
} from "../formula/expression.ts";
import {
  isReal,
  keyOf,
  leading,
  ofTerms,
  onePoly,
  subPoly,
  integerPoly,
  type Atom,
  type Poly,
  type Term,
} from "./closedForm.ts";
import { NotClosed, opaque, symbolAtom, type Context } from "./context.ts";
import { convert } from "./convert.ts";
import { faulhaber } from "./faulhaber.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { asPoly } from "./power.ts";

const mostExpanded = 400n;

/**
 * A sum or product: expanded between numbers; else, with the integer part of its upper end split
 * off, sums of powers of the index in closed form, and an atom for each other summand.
 */
export function bigOperator(context: Context, e: Application): Fraction {
  const [body, index, from, to] = e.args;
  if (index.kind !== "symbol") throw new NotClosed(`the index ${show(index)}`);
  const join = e.op === "sum" ? F.add : F.mul;
  const start: Fraction = e.op === "sum" ? F.zero : F.one;
  const at = (k: Expression): Fraction => convert(context, substitute(body, index.name, k));
  const [a, b] = [convert(context, from), convert(context, to)];
  const length = F.rationalOf(F.sub(b, a));
  if (length !== undefined) {
    if (length.d !== 1n || length.n < -1n || length.n > mostExpanded)
      throw new NotClosed(`a ${e.op} over ${length.n}/${length.d} steps`);
    let result = start;
    for (let j = 0n; j <= length.n; j++) result = join(result, at(apply("add", from, number(j))));
    return result;
  }
  const end = asPoly(context, b);
  const shift = constantPart(end);
  const base = subPoly(end, integerPoly(shift));
  const bound = freshIndex(e);
  const domains = new Map(context.given.domains).set(bound, "integer");
  const inner: Context = { ...context, given: { ...context.given, domains } };
  const summand = convert(inner, substitute(body, index.name, symbol(bound)));
  let result =
    e.op === "sum"
      ? sumOfParts(inner, symbolAtom(inner, bound), summand, a, base)
      : atomOf(inner, "product", summand, a, base);
  const back = (j: bigint): Expression => apply("sub", to, number(j));
  for (let j = 0n; j < shift; j++) result = join(result, at(back(j)));
  for (let j = -1n; j >= shift; j--) {
    const term = at(back(j));
    result = e.op === "sum" ? F.sub(result, term) : F.mul(result, F.inverse(term));
  }
  return result;
}

/** One name for the index of equal sums, and not that of a sum around this one. */
function freshIndex(e: Application): string {
  const free = symbolsOf(e);
  for (let depth = 0; ; depth++) if (!free.includes(`#${depth}`)) return `#${depth}`;
}

function constantPart(p: Poly): bigint {
  const constant = [...p.values()].find((t) => t.powers.length === 0 && t.exponent.size === 0);
  if (constant === undefined || constant.im.n !== 0n || constant.re.d !== 1n) return 0n;
  if (constant.re.n > 50n || constant.re.n < -50n) throw new NotClosed("ends far apart");
  return constant.re.n;
}

function atomOf(
  context: Context,
  op: string,
  summand: Fraction,
  a: Fraction,
  base: Poly,
): Fraction {
  const name = `${op} ${F.showKey(summand)} from ${F.showKey(a)}`;
  const real = isReal(summand.num) && isReal(F.denominator(summand)) && isReal(base);
  return F.ofPoly(opaque(context, name, [base], real));
}

/** Σ_g c_g Σ_k s_g(k): factors without the index go outside, term by term. */
function sumOfParts(
  context: Context,
  index: Atom,
  summand: Fraction,
  a: Fraction,
  base: Poly,
): Fraction {
  const [inside, outside] = split([...summand.den], ([, { factor }]) => reaches(factor, index));
  const below: Fraction = { num: onePoly, den: new Map(inside) };
  const groups = new Map<string, { readonly part: Term; readonly factors: Term[] }>();
  for (const term of summand.num.values()) {
    const { part, factor } = parted(term, index);
    const key = keyOf(ofTerms([part]));
    const group = groups.get(key) ?? { part, factors: [] };
    group.factors.push(factor);
    groups.set(key, group);
  }
  let total: Fraction = F.zero;
  for (const { part, factors } of groups.values()) {
    const power = inside.length === 0 ? powerOf(part, index) : undefined;
    const body = F.mul(F.ofPoly(ofTerms([part])), below);
    const sum =
      power === undefined
        ? atomOf(context, "sum", body, a, base)
        : F.sub(faulhaber(power, F.ofPoly(base)), faulhaber(power, F.sub(a, F.one)));
    total = F.add(total, F.mul(F.ofPoly(ofTerms(factors)), sum));
  }
  return F.mul(total, { num: onePoly, den: new Map(outside) });
}

function split<T>(all: readonly T[], by: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(by), all.filter((one) => !by(one))];
}

function reaches(p: Poly, index: Atom): boolean {
  return [...p.values()].some(
    ({ powers, exponent }) =>
      reaches(exponent, index) || powers.some(([atom]) => atomReaches(atom, index)),
  );
}

function atomReaches(atom: Atom, index: Atom): boolean {
  if (atom === index) return true;
  const inside = [...(atom.args ?? []), ...(atom.of === undefined ? [] : [atom.of])];
  // The name of a sum holds the key of its summand, and that the numbers of its atoms.
  return inside.some((p) => reaches(p, index)) || atom.name.includes(`${index.id}^`);
}

/** term = factor · part, where part has what depends on the index and the coefficient 1. */
function parted(term: Term, index: Atom): { readonly part: Term; readonly factor: Term } {
  const [mine, others] = split([...term.powers], ([atom]) => atomReaches(atom, index));
  const exponents = [...term.exponent.values()];
  const [within, without] = split(exponents, (one) => reaches(ofTerms([one]), index));
  const unit = leading(onePoly);
  return {
    part: { ...unit, powers: mine, exponent: ofTerms(within) },
    factor: { ...term, powers: others, exponent: ofTerms(without) },
  };
}

/** p where the part is index^p, p ≥ 0. */
function powerOf({ powers, exponent }: Term, index: Atom): number | undefined {
  if (exponent.size > 0 || powers.length > 1) return undefined;
  if (powers.length === 0) return 0;
  const [[atom, k]] = powers;
  return atom === index && k > 0 && k <= 40 ? k : undefined;
}
