/** Expressions as sums of hypergeometric terms, right wherever the expression has a value. */
import type { Rational } from "../algebra/rational.ts";
import {
  apply,
  number,
  partsOf,
  rationalValue,
  show,
  substitute,
  symbolsOf,
  type Application,
  type Expression,
} from "../formula/expression.ts";
import { domainOf, type Given } from "../formula/given.ts";
import {
  collect,
  exponential,
  factorialTerm,
  multiply,
  rationalTerm,
  rising,
  type Term,
} from "./hypergeometric.ts";
import * as Form from "./zeilbergerForm.ts";
import { NotHypergeometric } from "./zeilbergerForm.ts";
import * as F from "./zeilbergerFraction.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";
import { productTerm, type Range } from "./zeilbergerProduct.ts";
import {
  isLinear,
  isNonNegative,
  isNonZero,
  isZeroOn,
  within,
  type Region,
} from "./zeilbergerRegion.ts";

/** The variables of one question: integers that the form depends on as such, and constants. */
export interface Reader {
  readonly names: string[];
  readonly numbers: Map<string, number>;
  /** Symbols in ends, exponents, factorials and lower indices. */
  readonly integers: ReadonlySet<string>;
  readonly large: Set<number>;
}

/** Where a subexpression stands: what its indices are called, and what is known of the variables. */
interface Place {
  readonly indices: ReadonlyMap<string, number>;
  readonly region: Region;
}

/** @throws {NotHypergeometric} if one of the symbols that must be integers is not given as one */
export function readerOf(sides: readonly Expression[], given: Given): Reader {
  const integers = integerSymbols(sides);
  for (const name of integers)
    if (domainOf(given, name) !== "integer") throw new NotHypergeometric(`${name} is no integer`);
  const reader: Reader = { names: [], numbers: new Map(), integers, large: new Set() };
  for (const name of integers) numberOf(reader, name);
  return reader;
}

/** Everything else enters rationally, as long as these have values. */
function integerSymbols(sides: readonly Expression[]): Set<string> {
  const found = new Set<string>();
  const visit = (e: Expression, bound: readonly string[]): void => {
    if (e.kind !== "apply") return;
    const take = (part: Expression): void => {
      for (const name of symbolsOf(part)) if (!bound.includes(name)) found.add(name);
    };
    if (e.op === "sum" || e.op === "product") {
      const [body, index, from, to] = e.args;
      [from, to].forEach(take);
      visit(body, [...bound, show(index)]);
      return;
    }
    if (e.op === "pow" || e.op === "binomial") take(e.args[1]);
    if (e.op === "factorial" || e.op === "gamma") take(e.args[0]);
    for (const part of e.args) visit(part, bound);
  };
  for (const side of sides) visit(side, []);
  return found;
}

function numberOf(reader: Reader, name: string): number {
  const known = reader.numbers.get(name);
  if (known !== undefined) return known;
  const v = reader.names.length;
  reader.names.push(name);
  reader.numbers.set(name, v);
  if (!reader.integers.has(name)) reader.large.add(v);
  return v;
}

/** The linear hypotheses on the integers, and that every factorial outside sums has a value. */
export function regionOf(reader: Reader, sides: readonly Expression[], given: Given): Region {
  const region: Region = { constraints: [], large: reader.large };
  const place: Place = { indices: new Map(), region };
  const constraints: Polynomial[] = [];
  const keep = (e: Expression, shift: bigint): void => {
    const { num, den } = attempt(() => rationalOf(reader, e, place)) ?? F.zero;
    const about = [...P.variablesOf(num)];
    if (typeof den === "bigint" && isLinear(num) && !about.some((v) => reader.large.has(v)))
      constraints.push(P.add(num, shift));
  };
  for (const { left, relation, right } of given.comparisons) {
    if (relation === "!=") continue;
    const strict = relation === "<" || relation === ">" ? -1n : 0n;
    if (relation !== "<" && relation !== "<=") keep(apply("sub", left, right), strict);
    if (relation !== ">" && relation !== ">=") keep(apply("sub", right, left), strict);
  }
  const visit = (e: Expression): void => {
    if (e.kind === "apply" && (e.op === "sum" || e.op === "product")) return;
    if (e.kind === "apply" && e.op === "factorial") keep(e.args[0], 0n);
    partsOf(e).forEach(visit);
  };
  sides.forEach(visit);
  return within(region, ...constraints);
}

function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NotHypergeometric) return undefined;
    throw error;
  }
}

/** @throws {NotHypergeometric} with the reason */
export function readForm(reader: Reader, e: Expression, region: Region): Form.Form {
  return read(reader, e, { indices: new Map(), region });
}

function constant({ n, d }: Rational): Term {
  return rationalTerm(F.fraction(n, d));
}

const mostPower = 60n;
const mostExpanded = 64n;

function read(reader: Reader, e: Expression, place: Place): Form.Form {
  const of = (part: Expression): Form.Form => read(reader, part, place);
  if (e.kind === "number") return Form.ofTerm(constant(e.value));
  if (e.kind === "symbol") {
    const v = place.indices.get(e.name) ?? numberOf(reader, e.name);
    return Form.ofTerm(rationalTerm(F.ofPolynomial(P.variable(v))));
  }
  if (e.kind !== "apply") return opaque(reader, e, place);
  const [u, v] = e.args;
  switch (e.op) {
    case "add":
      return Form.add(of(u), of(v));
    case "sub":
      return Form.add(of(u), Form.negate(of(v)));
    case "neg":
      return Form.negate(of(u));
    case "mul":
      return Form.times(of(u), of(v));
    case "div":
      return Form.times(of(u), Form.ofTerm(inverse(of(v), place)));
    case "where":
      return of(u);
    case "pow":
      return power(reader, e, place);
    case "factorial":
      return Form.ofTerm(factorial(integral(reader, u, place), place));
    case "gamma":
      return Form.ofTerm(factorial(P.sub(integral(reader, u, place), 1n), place));
    case "binomial":
      return binomial(reader, e, place);
    case "sum":
    case "product":
      return bigOperator(reader, e, place);
    default:
      return opaque(reader, e, place);
  }
}

const noNumbers = new Set(["diff", "integrate", "det", "trace", "transpose", "inv", "dot"]);

/** Might it stand for a matrix, or for one of many functions? */
function isNoNumber(e: Expression): boolean {
  if (e.kind === "matrix" || (e.kind === "apply" && noNumbers.has(e.op))) return true;
  return partsOf(e).some(isNoNumber);
}

/** A constant of the question: a number that does not depend on its integers and indices. */
function opaque(reader: Reader, e: Expression, { indices }: Place): Form.Form {
  if (isNoNumber(e)) throw new NotHypergeometric(`${show(e)} is not known to be a number`);
  const bound = symbolsOf(e).find((name) => reader.integers.has(name) || indices.has(name));
  if (bound !== undefined)
    throw new NotHypergeometric(`${show(e)} is not hypergeometric in ${bound}`);
  return Form.ofTerm(rationalTerm(F.ofPolynomial(P.variable(numberOf(reader, show(e))))));
}

/** The term inverted, if it is known to be nowhere 0. */
function inverse(form: Form.Form, { region }: Place): Term {
  const found = Form.reciprocal(form);
  if (!isNonZero(region, found.coefficient.den)) throw new NotHypergeometric("a divisor may be 0");
  for (const one of found.factorials)
    if (!one.inverse && !isNonNegative(region, one.argument))
      throw new NotHypergeometric("a binomial in a denominator may be 0");
  return found;
}

function rationalOf(reader: Reader, e: Expression, place: Place): F.Fraction {
  const { terms, sums } = read(reader, e, place);
  const [term] = terms;
  if (terms.length === 0 && sums.length === 0) return F.zero;
  if (terms.length > 1 || sums.length > 0 || term.factorials.length > 0 || term.bases.size > 0)
    throw new NotHypergeometric(`${show(e)} is no rational function`);
  return term.coefficient;
}

/** A linear form with integer coefficients. */
function integral(reader: Reader, e: Expression, place: Place): Polynomial {
  const { num, den } = rationalOf(reader, e, place);
  if (den !== 1n || !isLinear(num))
    throw new NotHypergeometric(`${show(e)} is no integer linear form`);
  return num;
}

function power(reader: Reader, e: Application, place: Place): Form.Form {
  const [base, exponent] = e.args;
  const value = rationalValue(exponent);
  if (value !== undefined && value.d !== 1n) return opaque(reader, e, place);
  if (value !== undefined) {
    const size = value.n < 0n ? -value.n : value.n;
    if (size > mostPower) throw new NotHypergeometric(`a power of ${size}`);
    const form = read(reader, base, place);
    const factor = value.n < 0n ? Form.ofTerm(inverse(form, place)) : form;
    let result = Form.ofTerm(rationalTerm(F.one));
    for (let k = 0n; k < size; k++) result = Form.times(result, factor);
    return result;
  }
  const by = integral(reader, exponent, place);
  const of = rationalOf(reader, base, place);
  // 0^L is 1 for L = 0 and 0 for L > 0, as 1/(−L)! is.
  if (of.num === 0n && isNonNegative(place.region, by))
    return Form.ofTerm(factorialTerm(P.neg(by), true));
  const names = [...P.variablesOf(of.num), ...P.variablesOf(of.den)];
  if (names.some((v) => !reader.large.has(v)) || of.num === 0n)
    throw new NotHypergeometric(`the base of ${show(e)} is no constant`);
  return Form.ofTerm(exponential(of, by));
}

function factorial(argument: Polynomial, { region }: Place): Term {
  if (!isNonNegative(region, argument))
    throw new NotHypergeometric("a factorial may be one of a negative number");
  return factorialTerm(argument, false);
}

/** (t over b): 0 for b < 0, t (t − 1) … (t − b + 1)/b! for b ≥ 0. */
function binomial(reader: Reader, e: Application, place: Place): Form.Form {
  const [top, bottom] = e.args;
  const b = integral(reader, bottom, place);
  if (typeof b === "bigint") return fewFactors(reader, top, b, place);
  const t = integral(reader, top, place);
  const below = (argument: Polynomial): Term => factorialTerm(argument, true);
  if (isNonNegative(place.region, t)) {
    const factors = [factorialTerm(t, false), below(b), below(P.sub(t, b))];
    return Form.ofTerm(factors.reduce(multiply));
  }
  // (t over b) = (−1)^b (b − t − 1 over b), for 0 ≤ t < b as well. Source: DLMF 26.3.
  const above = P.sub(P.sub(b, t), 1n);
  if (isNonNegative(place.region, above)) {
    const sign = exponential(F.ofPolynomial(-1n), b);
    const factors = [sign, factorialTerm(above, false), below(b), below(P.sub(-1n, t))];
    return Form.ofTerm(factors.reduce(multiply));
  }
  throw new NotHypergeometric(`the sign of ${show(top)} is not known`);
}

function fewFactors(reader: Reader, top: Expression, b: bigint, place: Place): Form.Form {
  if (b < 0n) return Form.ofTerm(rationalTerm(F.zero));
  if (b > mostPower) throw new NotHypergeometric(`a binomial over ${b}`);
  const { num, den } = rationalOf(reader, top, place);
  // t (t − 1) … (t − b + 1) with t = num/den.
  const factors = Array.from({ length: Number(b) }, (_, j) => P.sub(num, P.mul(den, BigInt(j))));
  const below = P.mul(P.power(den, Number(b)), rising(0n, Number(b)));
  return Form.ofTerm(rationalTerm(F.fraction(P.product(factors), below)));
}

const empty: Form.Form = { terms: [], sums: [] };

/** A sum or a product. */
function bigOperator(reader: Reader, e: Application, place: Place): Form.Form {
  const [body, index, first, last] = e.args;
  const from = integral(reader, first, place);
  const end = endOf(reader, last, place);
  const length = P.sub(end.above, from);
  if (end.by === 1n && typeof length === "bigint") {
    if (length < -1n || length > mostExpanded)
      throw new NotHypergeometric(`${e.op} over ${length} steps`);
    let result = e.op === "sum" ? empty : Form.ofTerm(rationalTerm(F.one));
    for (let j = 0n; j <= length; j++) {
      const at = substitute(body, show(index), apply("add", first, number(j)));
      const part = read(reader, at, place);
      result = e.op === "sum" ? Form.add(result, part) : Form.times(result, part);
    }
    return result;
  }
  if (!isNonNegative(place.region, P.sub(end.above, P.mul(end.by, P.sub(from, 1n)))))
    throw new NotHypergeometric(
      `the hypotheses do not say that ${show(first)} <= ${show(last)} + 1`,
    );
  const k = reader.names.length;
  reader.names.push(show(index));
  const range = { index: k, from, to: end.above };
  const indices = new Map(place.indices).set(show(index), k);
  const at = P.variable(k);
  const region = within(place.region, P.sub(at, from), P.sub(range.to, at));
  const inside: Place = { indices, region };
  if (e.op === "sum") return summation(read(reader, body, inside), range, end.by, region);
  if (end.by !== 1n) throw new NotHypergeometric("a product to a floor");
  return Form.ofTerm(productTerm(rationalOf(reader, body, inside), range, place.region));
}

function summation(
  { terms, sums }: Form.Form,
  range: Range,
  by: bigint,
  region: Region,
): Form.Form {
  if (sums.length > 0) throw new NotHypergeometric("a sum inside a sum");
  const found = collect(terms);
  if (by !== 1n) {
    // Beyond ⌊to/by⌋ the terms have to be 0 by themselves, and to ≥ ⌊to/by⌋.
    const beyond = within(region, P.sub(P.sub(P.mul(by, P.variable(range.index)), range.to), 1n));
    if (
      !found.every((term) => isZeroOn(term, beyond)) ||
      !isNonNegative(region, P.add(range.to, 1n))
    )
      throw new NotHypergeometric("the terms beyond a floor are not known to be 0");
  }
  return { terms: [], sums: found.map((term) => ({ ...range, term })) };
}

/** The upper end ⌊above/by⌋. */
interface End {
  readonly above: Polynomial;
  readonly by: bigint;
}

function endOf(reader: Reader, e: Expression, place: Place): End {
  if (e.kind !== "apply" || e.op !== "floor") return { above: integral(reader, e, place), by: 1n };
  const { num, den } = rationalOf(reader, e.args[0], place);
  if (typeof den !== "bigint" || !isLinear(num)) throw new NotHypergeometric(`the end ${show(e)}`);
  return { above: num, by: den };
}
