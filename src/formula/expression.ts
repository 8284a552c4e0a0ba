/** Formulas as people type them: plain trees, exact numbers, no rewriting. */
import { rational, rationals, showRational, type Rational } from "../algebra/rational.ts";

export type Constant = "pi" | "e" | "i";

/** An expression. `apply` holds arithmetic (`add`, `sub`, …) and the functions of `arities`. */
export type Expression =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "constant"; readonly name: Constant }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "apply"; readonly op: string; readonly args: readonly Expression[] }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] };

export type Application = Extract<Expression, { readonly kind: "apply" }>;

/** Body, index and the two ends. */
export interface Binder extends Application {
  readonly args: readonly [Expression, Expression, Expression, Expression];
}

/**
 * What may be applied, and to how many arguments. `sum` and `product` take a body, its index and the
 * two ends (both included); `diff` a body and a symbol; `integrate` a body and a symbol (an
 * antiderivative), or two ends besides.
 */
export const arities: Readonly<Record<string, readonly [number, number]>> = {
  ...Object.fromEntries(
    ["add", "sub", "mul", "div", "pow", "atan2", "binomial", "nthRoot", "mod", "diff", "dot"].map(
      (op) => [op, [2, 2]],
    ),
  ),
  ...Object.fromEntries(
    ["neg", "sqrt", "cbrt", "exp", "log2", "log10", "abs", "sign", "floor", "ceil", "factorial"]
      .concat(["sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "gamma"])
      .concat(["sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh"])
      .concat(["re", "im", "conj", "arg", "det", "trace", "transpose", "inv"])
      .map((op) => [op, [1, 1]]),
  ),
  log: [1, 2],
  integrate: [2, 4],
  sum: [4, 4],
  product: [4, 4],
};

export function number(value: Rational | bigint | number): Expression {
  return { kind: "number", value: typeof value === "object" ? value : rational(value) };
}

export function symbol(name: string): Expression {
  return { kind: "symbol", name };
}

export function apply(op: string, ...args: Expression[]): Expression {
  return { kind: "apply", op, args };
}

export const pi: Expression = { kind: "constant", name: "pi" };

/** The expression with `by(part)` in place of each direct part. */
export function mapParts(e: Expression, by: (part: Expression) => Expression): Expression {
  if (e.kind === "apply") return { ...e, args: e.args.map(by) };
  if (e.kind === "matrix") return { kind: "matrix", rows: e.rows.map((row) => row.map(by)) };
  return e;
}

export function partsOf(e: Expression): readonly Expression[] {
  if (e.kind === "apply") return e.args;
  return e.kind === "matrix" ? e.rows.flat() : [];
}

/** Does it bind its second argument in its first: a sum, a product, an integral between two ends? */
export function binds(e: Expression): e is Binder {
  return e.kind === "apply" && e.args.length === 4;
}

/** The free symbols, in the order of first use. */
export function symbolsOf(...expressions: readonly Expression[]): string[] {
  const found = new Set<string>();
  const visit = (e: Expression, bound: readonly string[]): void => {
    if (e.kind === "symbol" && !bound.includes(e.name)) found.add(e.name);
    if (!binds(e)) {
      for (const part of partsOf(e)) visit(part, bound);
      return;
    }
    const [body, index, from, to] = e.args;
    visit(from, bound);
    visit(to, bound);
    visit(body, [...bound, index.kind === "symbol" ? index.name : ""]);
  };
  for (const e of expressions) visit(e, []);
  return [...found];
}

/** e with `by` in place of the free symbol; the index of a sum that `by` contains is not captured. */
export function substitute(e: Expression, name: string, by: Expression): Expression {
  if (e.kind === "symbol") return e.name === name ? by : e;
  if (!binds(e)) return mapParts(e, (part) => substitute(part, name, by));
  const [body, index, from, to] = e.args;
  if (index.kind !== "symbol") return e;
  const ends = [from, to].map((end) => substitute(end, name, by));
  if (index.name === name) return { ...e, args: [body, index, ...ends] };
  if (!symbolsOf(by).includes(index.name))
    return { ...e, args: [substitute(body, name, by), index, ...ends] };
  const fresh = symbol(`${index.name}'`);
  const renamed = substitute(body, index.name, fresh);
  return { ...e, args: [substitute(renamed, name, by), fresh, ...ends] };
}

/** Is the expression a rational number written with numbers and + − × ÷ and integer powers alone? */
export function rationalValue(e: Expression): Rational | undefined {
  if (e.kind === "number") return e.value;
  if (e.kind !== "apply") return undefined;
  const args = e.args.map(rationalValue);
  if (args.some((a) => a === undefined)) return undefined;
  const [a, b] = args as Rational[];
  const Q = rationals;
  if (e.op === "neg") return Q.neg(a);
  if (e.op === "add") return Q.add(a, b);
  if (e.op === "sub") return Q.add(a, Q.neg(b));
  if (e.op === "mul") return Q.mul(a, b);
  if (e.op === "div") return b.n === 0n ? undefined : Q.mul(a, Q.inv(b));
  if (e.op !== "pow" || b.d !== 1n || b.n > 10_000n || b.n < -10_000n) return undefined;
  if (b.n >= 0n) return rational(a.n ** b.n, a.d ** b.n);
  return a.n === 0n ? undefined : rational(a.d ** -b.n, a.n ** -b.n);
}

const infix: Readonly<Record<string, readonly [string, number]>> = {
  add: [" + ", 1],
  sub: [" - ", 1],
  mul: ["*", 2],
  div: ["/", 2],
  pow: ["^", 4],
};

/** The expression as `parseExpression` reads it back. */
export function show(e: Expression): string {
  return shown(e, 0);
}

function shown(e: Expression, least: number): string {
  const wrap = (text: string, binding: number): string => (binding < least ? `(${text})` : text);
  if (e.kind === "symbol" || e.kind === "constant") return e.name;
  if (e.kind === "number") {
    const binding = e.value.d === 1n ? 5 : 2;
    return wrap(showRational(e.value), e.value.n < 0n ? Math.min(binding, 1) : binding);
  }
  if (e.kind === "matrix")
    return `[${e.rows.map((row) => `[${row.map(show).join(", ")}]`).join(", ")}]`;
  if (e.op === "neg") return wrap(`-${shown(e.args[0], 2)}`, 1);
  const known = infix[e.op] as (typeof infix)[string] | undefined;
  if (known === undefined) return `${e.op}(${e.args.map(show).join(", ")})`;
  const [sign, binding] = known;
  const [left, right] = e.op === "pow" ? [5, 4] : [binding, binding + (e.op === "add" ? 0 : 1)];
  return wrap(`${shown(e.args[0], left)}${sign}${shown(e.args[1], right)}`, binding);
}
