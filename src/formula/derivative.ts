import { rational } from "../algebra/rational.ts";
import { InputError } from "../errors.ts";
import { apply, mapParts, number, symbolsOf, type Expression } from "./expression.ts";

const zero = number(0);
const one = number(1);
const two = number(2);
const is = (e: Expression, n: bigint): boolean =>
  e.kind === "number" && e.value.d === 1n && e.value.n === n;

export const plus = (a: Expression, b: Expression): Expression =>
  is(a, 0n) ? b : is(b, 0n) ? a : apply("add", a, b);
export const times = (a: Expression, b: Expression): Expression =>
  is(a, 0n) || is(b, 0n) ? zero : is(a, 1n) ? b : is(b, 1n) ? a : apply("mul", a, b);
const minus = (a: Expression): Expression => (is(a, 0n) ? a : apply("neg", a));
const over = (a: Expression, b: Expression): Expression => (is(a, 0n) ? a : apply("div", a, b));
const square = (a: Expression): Expression => apply("pow", a, two);
const root = (a: Expression): Expression => apply("sqrt", a);

/** f'(u) of the functions of one variable. */
const outer: Readonly<Record<string, (u: Expression) => Expression>> = {
  exp: (u) => apply("exp", u),
  log: (u) => over(one, u),
  sqrt: (u) => over(one, times(two, root(u))),
  sin: (u) => apply("cos", u),
  cos: (u) => minus(apply("sin", u)),
  tan: (u) => plus(one, square(apply("tan", u))),
  cot: (u) => minus(plus(one, square(apply("cot", u)))),
  sec: (u) => times(apply("sec", u), apply("tan", u)),
  csc: (u) => minus(times(apply("csc", u), apply("cot", u))),
  sinh: (u) => apply("cosh", u),
  cosh: (u) => apply("sinh", u),
  tanh: (u) => apply("sub", one, square(apply("tanh", u))),
  coth: (u) => apply("sub", one, square(apply("coth", u))),
  sech: (u) => minus(times(apply("sech", u), apply("tanh", u))),
  csch: (u) => minus(times(apply("csch", u), apply("coth", u))),
  asin: (u) => over(one, root(apply("sub", one, square(u)))),
  acos: (u) => minus(over(one, root(apply("sub", one, square(u))))),
  atan: (u) => over(one, plus(one, square(u))),
  asinh: (u) => over(one, root(plus(square(u), one))),
  acosh: (u) => over(one, times(root(apply("sub", u, one)), root(plus(u, one)))),
  atanh: (u) => over(one, apply("sub", one, square(u))),
  // Not sign(u), which is 0 at 0: |u| has no derivative there.
  abs: (u) => over(u, apply("abs", u)),
};

/**
 * de/dx by the rules of calculus: right wherever e and the formula are both defined.
 *
 * @throws {InputError} where there is no rule
 */
export function derivative(e: Expression, x: string): Expression {
  if (e.kind === "symbol") return e.name === x ? one : zero;
  if (!symbolsOf(e).includes(x)) return zero;
  if (e.kind === "matrix") return mapParts(e, (entry) => derivative(entry, x));
  if (e.kind !== "apply") return zero;
  const [u, v] = e.args;
  const d = (a: Expression): Expression => derivative(a, x);
  switch (e.op) {
    case "add":
      return plus(d(u), d(v));
    case "sub":
      return plus(d(u), minus(d(v)));
    case "neg":
      return minus(d(u));
    case "mul":
      return plus(times(d(u), v), times(u, d(v)));
    case "div":
      return over(plus(times(d(u), v), minus(times(u, d(v)))), square(v));
    case "where":
      return apply("where", d(u), v);
    case "pow":
      return powerRule(u, v, x);
    case "nthRoot":
      return over(times(d(u), e), times(v, u));
    case "atan2":
      return over(plus(times(v, d(u)), minus(times(u, d(v)))), plus(square(u), square(v)));
    case "sum": {
      if (symbolsOf(e.args[2], e.args[3]).includes(x) || is(d(u), 0n)) break;
      return apply("sum", d(u), ...e.args.slice(1));
    }
  }
  const rule = Object.hasOwn(outer, e.op) ? outer[e.op] : undefined;
  if (rule === undefined || e.args.length !== 1)
    throw new InputError("diff", "a function whose derivative is known here", e.op);
  return times(rule(u), d(u));
}

function powerRule(u: Expression, v: Expression, x: string): Expression {
  if (!symbolsOf(v).includes(x)) {
    const less =
      v.kind === "number"
        ? number(rational(v.value.n - v.value.d, v.value.d))
        : apply("sub", v, one);
    const power = is(less, 1n) ? u : apply("pow", u, less);
    return times(times(v, power), derivative(u, x));
  }
  const whole = apply("pow", u, v);
  if (u.kind === "constant" && u.name === "e") return times(whole, derivative(v, x));
  const exponent = plus(
    times(derivative(v, x), apply("log", u)),
    over(times(v, derivative(u, x)), u),
  );
  return times(whole, exponent);
}
