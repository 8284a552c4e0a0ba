/** Expressions as quotients of closed forms: every step holds wherever the expression is defined. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { rationalValue, type Application, type Expression } from "../formula/expression.ts";
import {
  asRational,
  atomPoly,
  conjugatePoly,
  constantPoly,
  integerPoly,
  isReal,
  keyOf,
  leading,
  ofTerms,
  subPoly,
  type Atom,
  type Poly,
} from "./closedForm.ts";
import {
  atomOf,
  isIntegerValued,
  NotClosed,
  opaque,
  piAtom,
  symbolAtom,
  type Context,
} from "./context.ts";
import { bigOperator } from "./bigOperator.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { logarithm } from "./logarithm.ts";
import { asPoly, exponential, raise } from "./power.ts";
import { absolute, root } from "./root.ts";
import { isNonNegative, signOf, withoutSign } from "./sign.ts";

const half: Fraction = F.ofPoly(constantPoly(rational(1, 2)));

/** @throws {NotClosed} where there is no closed form; {Restart} and {TooLarge} as its parts do */
export function convert(context: Context, e: Expression): Fraction {
  const exact = rationalValue(e);
  if (exact !== undefined) return F.ofPoly(constantPoly(exact));
  if (e.kind === "symbol") return F.ofPoly(atomPoly(symbolAtom(context, e.name)));
  if (e.kind === "constant") {
    if (e.name === "pi") return F.ofPoly(atomPoly(piAtom(context)));
    return e.name === "i" ? F.imaginary() : exponential(context, F.one);
  }
  if (e.kind !== "apply") throw new NotClosed("a matrix where a number belongs");
  if (e.op === "integrate") throw new NotClosed("an integral without a proved antiderivative");
  if (e.op === "sum" || e.op === "product") return bigOperator(context, e);
  if (e.op === "binomial") return binomial(context, e);
  return applied(
    context,
    e.op,
    e.args.map((arg) => convert(context, arg)),
  );
}

function applied(context: Context, op: string, args: readonly Fraction[]): Fraction {
  const [u, v] = args;
  const inverted = (f: Fraction): Fraction => {
    if (f.num.size === 0) throw new NotClosed("division by 0");
    return F.inverse(f);
  };
  switch (op) {
    case "add":
      return F.add(u, v);
    case "sub":
      return F.sub(u, v);
    case "neg":
      return F.neg(u);
    case "mul":
      return F.mul(u, v);
    case "div":
      return F.mul(u, inverted(v));
    case "where":
      return u;
    case "pow":
      if (u.num.size === 0 && (F.rationalOf(v)?.n ?? 0n) <= 0n) throw new NotClosed("a power of 0");
      return raise(context, u, v);
    case "sqrt":
      return root(context, u, 2);
    case "nthRoot":
      return realRoot(context, u, v);
    case "exp":
      return exponential(context, u);
    case "log":
      if (u.num.size === 0) throw new NotClosed("log 0");
      return F.ofPoly(logarithm(context, u));
    case "abs":
      return size(context, u);
    case "sign":
      return signum(context, u);
    case "conj":
      return conjugate(context, u);
    case "re":
      return F.halve(F.add(u, conjugate(context, u)));
    case "im":
      return F.mul(F.halve(F.sub(u, conjugate(context, u))), F.power(F.imaginary(), 3));
    case "floor":
      return floor(context, u);
    case "ceil":
      return F.neg(floor(context, F.neg(u)));
    case "mod":
      return F.sub(u, F.mul(v, floor(context, F.mul(u, inverted(v)))));
    case "factorial":
      return factorial(context, u);
    case "gamma":
      return factorial(context, F.sub(u, F.one));
    case "asin":
    case "atan":
      return odd(context, op, u);
    case "acos":
      return F.sub(F.mul(half, F.ofPoly(atomPoly(piAtom(context)))), odd(context, "asin", u));
    case "atan2":
      return angle(context, u, v);
    case "asinh":
    case "acosh":
    case "atanh":
      return inverseHyperbolic(context, op, u);
    default:
      return circular(context, op, u, inverted);
  }
}

/** sin, cos, … and their hyperbolic forms, by exponentials. */
function circular(
  context: Context,
  op: string,
  u: Fraction,
  inverted: (f: Fraction) => Fraction,
): Fraction {
  const hyperbolic = op.endsWith("h");
  const by = hyperbolic ? u : F.mul(F.imaginary(), u);
  const plus = exponential(context, by);
  const minus = exponential(context, F.neg(by));
  const even = F.halve(F.add(plus, minus));
  const difference = F.halve(F.sub(plus, minus));
  // sin u = (e^{iu} − e^{−iu})/(2i)
  const uneven = hyperbolic ? difference : F.mul(difference, F.power(F.imaginary(), 3));
  switch (hyperbolic ? op.slice(0, -1) : op) {
    case "sin":
      return uneven;
    case "cos":
      return even;
    case "tan":
      return F.mul(uneven, inverted(even));
    case "cot":
      return F.mul(even, inverted(uneven));
    case "sec":
      return inverted(even);
    case "csc":
      return inverted(uneven);
    default:
      throw new NotClosed(op);
  }
}

/** An odd function as an atom of the argument with a positive leading coefficient. */
function odd(context: Context, name: string, u: Fraction): Fraction {
  if (u.num.size === 0) return F.zero;
  const p = asPoly(context, u);
  const plain = withoutSign(p);
  const real = context.given.over === "R" && isReal(p);
  const value = F.ofPoly(opaque(context, name, [plain], real));
  return keyOf(plain) === keyOf(p) ? value : F.neg(value);
}

/** asinh u = log(u + √(u²+1)), acosh u = log(u + √(u−1)√(u+1)), atanh u = (log(1+u) − log(1−u))/2. */
function inverseHyperbolic(context: Context, op: string, u: Fraction): Fraction {
  const log = (f: Fraction): Fraction => F.ofPoly(logarithm(context, f));
  if (op === "atanh") return F.halve(F.sub(log(F.add(F.one, u)), log(F.sub(F.one, u))));
  const square =
    op === "asinh"
      ? root(context, F.add(F.mul(u, u), F.one), 2)
      : F.mul(root(context, F.sub(u, F.one), 2), root(context, F.add(u, F.one), 2));
  return log(F.add(u, square));
}

/** The angle of (x, y): atan(y/x) where x > 0. */
function angle(context: Context, y: Fraction, x: Fraction): Fraction {
  if (context.given.over === "R" && x.den.size === 0 && signOf(context, x.num) === "+")
    return odd(context, "atan", F.mul(y, F.inverse(x)));
  return F.ofPoly(opaque(context, "atan2", [asPoly(context, y), asPoly(context, x)], true));
}

/** The real root of odd degree of any real number, or the principal one. */
function realRoot(context: Context, u: Fraction, v: Fraction): Fraction {
  const degree = F.rationalOf(v);
  if (degree?.d !== 1n || degree.n < 1n || degree.n > 100n)
    throw new NotClosed("a root whose degree is no natural number");
  const q = Number(degree.n);
  if (q % 2 === 0 || context.given.over === "C") return root(context, u, q);
  const sign = u.den.size === 0 ? signOf(context, u.num) : "?";
  if (sign === "+" || sign === ">=") return root(context, u, q);
  if (sign === "-" || sign === "<=") return F.neg(root(context, F.neg(u), q));
  const p = asPoly(context, u);
  const key = `real root ${q} ${keyOf(p)}`;
  const rest = { kind: "root", name: "real root", of: p, degree: q, real: true } as const;
  return F.ofPoly(atomPoly(atomOf(context, key, rest)));
}

/** |u|: over C the root of u ū. */
function size(context: Context, u: Fraction): Fraction {
  if (context.given.over === "R" && isReal(u.num)) return absolute(context, u);
  const other = conjugate(context, u);
  const norm = F.mul(u, other);
  const value = F.rationalOf(norm);
  if (value?.n === 0n) return F.zero;
  return nonNegativeRoot(context, norm);
}

/** √ of what is ≥ 0 by its origin. */
function nonNegativeRoot(context: Context, u: Fraction): Fraction {
  const value = F.rationalOf(u);
  if (value !== undefined) return root(context, u, 2);
  const p = asPoly(context, u);
  const direct = rootOfExponential(context, p);
  if (direct !== undefined) return direct;
  const key = `norm ${keyOf(p)}`;
  const rest = { kind: "root", name: "norm", of: p, degree: 2, real: true } as const;
  return F.ofPoly(atomPoly(atomOf(context, key, rest)));
}

/** √(c e^E) = √c e^{E/2} for c > 0 and E = Ē. */
function rootOfExponential(context: Context, p: Poly): Fraction | undefined {
  if (p.size !== 1) return undefined;
  const { re, im, turn, powers, exponent } = leading(p);
  const other = conjugatePoly(exponent, (atom) => conjugateAtom(context, atom));
  const real = other !== undefined && keyOf(other) === keyOf(exponent);
  const positive = re.n > 0n && im.n === 0n && turn.n === 0n && powers.length === 0;
  if (!positive || !real) return undefined;
  const by = F.mul(half, F.ofPoly(exponent));
  return F.mul(root(context, F.ofPoly(constantPoly(re)), 2), exponential(context, by));
}

/** z̄ is a symbol beside z. */
function conjugateAtom(context: Context, atom: Atom): Atom | undefined {
  if (atom.kind !== "symbol") return undefined;
  const name = atom.name.startsWith("conj ") ? atom.name.slice(5) : `conj ${atom.name}`;
  return atomOf(context, `symbol ${name}`, { kind: "symbol", name, real: false });
}

/** ū where every atom is real or a symbol. */
function conjugate(context: Context, u: Fraction): Fraction {
  const bar = (p: Poly): Poly => {
    const direct = conjugatePoly(p, (atom) => conjugateAtom(context, atom));
    if (direct !== undefined) return direct;
    throw new NotClosed("a conjugate of what is not known to be real");
  };
  return F.mul(F.ofPoly(bar(u.num)), F.inverse(F.ofPoly(bar(F.denominator(u)))));
}

function signum(context: Context, u: Fraction): Fraction {
  const sign = u.den.size === 0 && isReal(u.num) ? signOf(context, u.num) : "?";
  if (sign === "+") return F.one;
  if (sign === "-") return F.neg(F.one);
  return odd(context, "sign", u);
}

/** ⌊u + n⌋ = ⌊u⌋ + n for integers n. */
function floor(context: Context, u: Fraction): Fraction {
  const p = asPoly(context, u);
  const integers = ofTerms(
    [...p.values()].flatMap((term) => {
      const one = ofTerms([term]);
      if (isIntegerValued(context, one)) return [term];
      const value = asRational(one);
      if (value === undefined) return [];
      const whole = value.n >= 0n ? value.n / value.d : -((-value.n + value.d - 1n) / value.d);
      return whole === 0n ? [] : [leading(integerPoly(whole))];
    }),
  );
  const rest = subPoly(p, integers);
  const value = asRational(rest);
  if (value !== undefined && value.n >= 0n && value.n < value.d) return F.ofPoly(integers);
  return F.add(F.ofPoly(integers), F.ofPoly(opaque(context, "floor", [rest], isReal(rest))));
}

/** u!, with integers taken out: (v + m)! = v! (v + 1) … (v + m). */
function factorial(context: Context, u: Fraction): Fraction {
  const p = asPoly(context, u);
  const constant = [...p.values()].find((t) => t.powers.length === 0 && t.exponent.size === 0);
  const { n, d }: Rational = constant?.re ?? Q.zero;
  const shift = n >= 0n ? n / d : -((-n + d - 1n) / d);
  if (shift > 1000n || shift < -1000n) throw new NotClosed("a factorial far from its neighbours");
  const base = subPoly(p, integerPoly(shift));
  const value = asRational(base);
  if (value?.n === 0n && shift < 0n) throw new NotClosed("the factorial of a negative integer");
  const start: Fraction =
    value?.n === 0n ? F.one : F.ofPoly(opaque(context, "factorial", [base], isReal(base)));
  let result = start;
  for (let j = 1n; j <= shift; j++) result = F.mul(result, F.add(F.ofPoly(base), F.ofInteger(j)));
  for (let j = 0n; j > shift; j--)
    result = F.mul(result, F.inverse(F.add(F.ofPoly(base), F.ofInteger(j))));
  return result;
}

/** n over k: a polynomial in n for a natural number k, n!/(k!(n−k)!) for integers n ≥ 0. */
function binomial(context: Context, e: Application): Fraction {
  const [n, k] = e.args.map((arg) => convert(context, arg));
  const constant = F.rationalOf(k);
  if (constant?.d === 1n && constant.n <= 200n) {
    let result = constant.n < 0n ? F.zero : F.one;
    for (let j = 0n; j < constant.n; j++) {
      result = F.mul(result, F.sub(n, F.ofInteger(j)));
      result = F.mul(result, F.ofPoly(constantPoly(rational(1n, j + 1n))));
    }
    return result;
  }
  const integers = [n, k].every((u) => u.den.size === 0 && isIntegerValued(context, u.num));
  const top = n.den.size === 0 ? signOf(context, n.num) : "?";
  // With n ≥ 0, 1/k! and 1/(n−k)! are 0 at negative integers, as 1/Γ is, and so is the binomial.
  if (integers && isNonNegative(top))
    return F.mul(factorial(context, n), reciprocals(context, [k, F.sub(n, k)]));
  // (−n over k) = (−1)^k (n+k−1 over k) for k ≥ 0. Source: Concrete Mathematics, (5.14).
  if (integers && top === "-" && isNonNegative(signOf(context, k.num))) {
    const sign = raise(context, F.neg(F.one), k);
    const upper = F.sub(F.sub(k, n), F.one);
    const below = reciprocals(context, [k, F.sub(upper, k)]);
    return F.mul(sign, F.mul(factorial(context, upper), below));
  }
  const args = [asPoly(context, n), asPoly(context, k)];
  return F.ofPoly(opaque(context, "binomial", args, args.every(isReal)));
}

function reciprocals(context: Context, below: readonly Fraction[]): Fraction {
  return below.map((u) => F.inverse(factorial(context, u))).reduce(F.mul);
}
