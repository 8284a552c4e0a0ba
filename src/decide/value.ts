/** The value of an expression at a point: exact where it is rational, else a certified enclosure. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import {
  binds,
  number,
  substitute,
  type Application,
  type Expression,
} from "../formula/expression.ts";
import * as A from "../reals/arithmetic.ts";
import { cos, sin, tan } from "../reals/circular.ts";
import * as C from "../reals/complexBox.ts";
import { complexBox, type ComplexBox } from "../reals/complexBox.ts";
import { e, pi } from "../reals/constants.ts";
import { exactly, fromRational, hull, sign, type Enclosure } from "../reals/enclosure.ts";
import { exp, log } from "../reals/exponential.ts";
import { acosh, asinh, atanh, cosh, sinh, tanh } from "../reals/hyperbolic.ts";
import { acos, asin, atan, atan2 } from "../reals/inverseCircular.ts";
import { pow, powRational } from "../reals/power.ts";
import { TooWide } from "../reals/tooWide.ts";
import { ofRationals } from "./exactValue.ts";
import { Undefined, Unknown } from "./undefined.ts";

export type Value = Rational | ComplexBox;
export type Point = ReadonlyMap<string, Value>;

export function isExact(v: Value): v is Rational {
  return "n" in v;
}

export function boxOf(v: Value, bits: number): ComplexBox {
  return isExact(v) ? complexBox(fromRational(v, bits)) : v;
}

export function isRealValue(v: Value): boolean {
  return isExact(v) || sign(v.im) === 0;
}

/** Where values are sought: over R a root of a negative number is undefined, over C principal. */
export interface Field {
  readonly over: "R" | "C";
  readonly bits: number;
}

const mostSteps = 3000n;
const mostExponent = 20_000n;
/** 10^3000 or so: longer fractions cost more than they tell. */
const longest = 1n << 12_000n;

function isLong({ n, d }: Rational): boolean {
  return n > longest || n < -longest || d > longest;
}

/**
 * @throws {Undefined} where there is certainly no value; {TooWide} for want of bits; {Unknown} where
 * the value cannot be had
 */
export function valueOf(expression: Expression, at: Point, field: Field): Value {
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "symbol") {
    const value = at.get(expression.name);
    if (value === undefined)
      throw new DomainError("value", `a value of ${expression.name}`, "none");
    return value;
  }
  if (expression.kind === "constant") {
    if (expression.name === "i") return C.imaginaryUnit;
    return complexBox(expression.name === "pi" ? pi(field.bits) : e(field.bits));
  }
  if (expression.kind === "matrix") throw new Unknown("a matrix");
  if (binds(expression))
    return expression.op === "integrate"
      ? integral(expression, at, field)
      : bigOperator(expression, at, field);
  const args = expression.args.map((arg) => valueOf(arg, at, field));
  try {
    return applied(expression.op, args, field);
  } catch (error) {
    if (error instanceof TooWide || error instanceof Undefined) throw error;
    if (error instanceof DomainError)
      throw new Undefined(expression.op, "its domain", error.message);
    throw error;
  }
}

/** Enclosed piece by piece: Σ width · f(piece), on more pieces where more bits are asked for. */
function integral({ args }: Application, at: Point, field: Field): Value {
  const [body, index, from, to] = args;
  const [a, b] = [from, to].map((end) => boxOf(valueOf(end, at, field), field.bits));
  if (index.kind !== "symbol") throw new Unknown("an integral");
  const ends = { lo: real("integrate", a), hi: real("integrate", b) };
  const { bits } = field;
  const pieces = Math.min(4 * bits, 1024);
  const step = A.div(A.sub(ends.hi, ends.lo, bits), exactly(pieces), bits);
  let sum = complexBox(exactly(0));
  let left = ends.lo;
  for (let k = 1; k <= pieces; k++) {
    const right = A.add(ends.lo, A.mul(step, exactly(k), bits), bits);
    const point = new Map(at).set(index.name, complexBox(hull(left, right)));
    let value: Value;
    try {
      value = valueOf(body, point, field);
    } catch (error) {
      // An integrand without a bound on a piece may have no integral.
      if (error instanceof DomainError) throw new Unknown(`an integral: ${error.message}`);
      throw error;
    }
    sum = C.add(sum, C.mul(boxOf(value, bits), complexBox(step), bits), bits);
    left = right;
  }
  return sum;
}

/**
 * Σ and Π from a to b, for b ≥ a − 1: empty at a − 1, which every convention has. Below it conventions
 * differ (0; or, with Karr 1981, minus the sum between): there is no value, and nothing is claimed.
 */
function bigOperator({ op, args }: Application, at: Point, field: Field): Value {
  const [body, index, from, to] = args;
  const [a, b] = [from, to].map((end) => valueOf(end, at, field));
  if (!isExact(a) || !isExact(b) || a.d !== 1n || b.d !== 1n || index.kind !== "symbol")
    throw new Undefined(op, "integers as ends", "others");
  if (b.n < a.n - 1n) throw new Undefined(op, "ends in order", `${a.n} and ${b.n}`);
  if (b.n - a.n > mostSteps) throw new Unknown(`${op} of ${b.n - a.n} terms`);
  let result: Value = op === "sum" ? Q.zero : Q.one;
  for (let k = a.n; k <= b.n; k++) {
    const term = valueOf(substitute(body, index.name, number(k)), at, field);
    result = applied(op === "sum" ? "add" : "mul", [result, term], field);
  }
  return result;
}

function applied(op: string, args: readonly Value[], field: Field): Value {
  const [u, v] = args;
  const exact = args.every(isExact) ? ofRationals(op, args, field.over) : undefined;
  if (exact !== undefined) return isLong(exact) ? boxOf(exact, field.bits) : exact;
  const { bits } = field;
  const [z, w] = args.map((arg) => boxOf(arg, bits));
  switch (op) {
    case "add":
      return C.add(z, w, bits);
    case "sub":
      return C.sub(z, w, bits);
    case "neg":
      return C.neg(z);
    case "mul":
      return C.mul(z, w, bits);
    case "div":
      return C.div(z, w, bits);
    case "where":
      return u;
    case "pow":
      return power(u, v, field);
    case "nthRoot":
      return nthRoot(u, v, field);
    case "abs":
      return complexBox(C.abs(z, bits));
    case "conj":
      return C.conj(z);
    case "re":
      return complexBox(z.re);
    case "im":
      return complexBox(z.im);
    case "arg":
      return complexBox(C.arg(z, bits));
    case "floor":
      return rational(A.floor(real(op, z)));
    case "ceil":
      return rational(A.ceil(real(op, z)));
    case "sign": {
      const s = sign(real(op, z));
      if (s === undefined) throw new TooWide("sign", "one sign", "both");
      return rational(s);
    }
    case "atan2":
      return complexBox(atan2(real(op, z), real(op, w), bits));
    case "factorial":
    case "gamma":
    case "binomial":
    case "mod":
      throw new Unknown(`${op} of numbers that are not exact`);
    default:
      return elementary(op, z, field);
  }
}

function real(op: string, z: ComplexBox): Enclosure {
  if (sign(z.im) === 0) return z.re;
  throw new Unknown(`${op} of a complex number`);
}

const ofReals: Readonly<Record<string, (x: Enclosure, bits: number) => Enclosure>> = {
  ...{ sqrt: A.sqrt, exp, log, sin, cos, tan, asin, acos, atan },
  ...{ sinh, cosh, tanh, asinh, acosh, atanh },
};

/** What has a value for every real argument, or none outside its domain that is complex. */
const wholeLine = new Set(["exp", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh"]);

function elementary(op: string, z: ComplexBox, field: Field): Value {
  const { bits } = field;
  const flipped: Readonly<Record<string, string>> = {
    ...{ cot: "tan", sec: "cos", csc: "sin", coth: "tanh", sech: "cosh", csch: "sinh" },
  };
  if (Object.hasOwn(flipped, op)) {
    if (op === "cot") return C.div(box("cos", z, field), box("sin", z, field), bits);
    return C.div(complexBox(exactly(1)), box(flipped[op], z, field), bits);
  }
  const f = Object.hasOwn(ofReals, op) ? ofReals[op] : undefined;
  if (f === undefined) throw new Unknown(op);
  const isReal = sign(z.im) === 0;
  if (isReal && (field.over === "R" || wholeLine.has(op))) return complexBox(f(z.re, bits));
  return complexFunction(op, z, field);
}

function box(op: string, z: ComplexBox, field: Field): ComplexBox {
  return boxOf(elementary(op, z, field), field.bits);
}

/** By exp, log and √ on the principal branch. */
function complexFunction(op: string, z: ComplexBox, { bits }: Field): ComplexBox {
  const one = complexBox(exactly(1));
  const square = C.mul(z, z, bits);
  const half = (w: ComplexBox): ComplexBox => C.scale(w, -1);
  const overI = (w: ComplexBox): ComplexBox => C.neg(C.timesI(w));
  const iz = C.timesI(z);
  switch (op) {
    case "exp":
      return C.exp(z, bits);
    case "log":
      return C.log(z, bits);
    case "sqrt":
      return C.sqrt(z, bits);
    case "sin":
      return overI(half(C.sub(C.exp(iz, bits), C.exp(C.neg(iz), bits), bits)));
    case "cos":
      return half(C.add(C.exp(iz, bits), C.exp(C.neg(iz), bits), bits));
    case "sinh":
      return half(C.sub(C.exp(z, bits), C.exp(C.neg(z), bits), bits));
    case "cosh":
      return half(C.add(C.exp(z, bits), C.exp(C.neg(z), bits), bits));
    case "tan":
    case "tanh": {
      const [s, c] = op === "tan" ? ["sin", "cos"] : ["sinh", "cosh"];
      const field = { over: "C", bits } as const;
      return C.div(complexFunction(s, z, field), complexFunction(c, z, field), bits);
    }
    // asin z = −i log(iz + √(1−z²)), acos z = π/2 − asin z. Source: DLMF 4.23.19.
    case "asin":
    case "acos": {
      const arc = overI(C.log(C.add(iz, C.sqrt(C.sub(one, square, bits), bits), bits), bits));
      return op === "asin" ? arc : C.sub(complexBox(A.scale(pi(bits), -1)), arc, bits);
    }
    // atan z = (i/2)(log(1 − iz) − log(1 + iz)). Source: DLMF 4.23.26.
    case "atan": {
      const [minus, plus] = [C.sub(one, iz, bits), C.add(one, iz, bits)];
      return C.timesI(half(C.sub(C.log(minus, bits), C.log(plus, bits), bits)));
    }
    case "asinh":
      return C.log(C.add(z, C.sqrt(C.add(square, one, bits), bits), bits), bits);
    case "acosh": {
      const roots = [C.sub(z, one, bits), C.add(z, one, bits)].map((w) => C.sqrt(w, bits));
      return C.log(C.add(z, C.mul(roots[0], roots[1], bits), bits), bits);
    }
    case "atanh": {
      const [plus, minus] = [C.add(one, z, bits), C.sub(one, z, bits)];
      return half(C.sub(C.log(plus, bits), C.log(minus, bits), bits));
    }
    default:
      throw new Unknown(op);
  }
}

function power(u: Value, v: Value, field: Field): Value {
  const { bits } = field;
  const base = boxOf(u, bits);
  if (isExact(v) && v.d === 1n) {
    const size = v.n < 0n ? -v.n : v.n;
    if (size > mostExponent) {
      if (!isRealValue(u)) throw new Unknown("a large power");
      return complexBox(A.powInteger(base.re, v.n, bits));
    }
    if (isRealValue(u)) return complexBox(A.powInteger(base.re, v.n, bits));
    let product = complexBox(exactly(1));
    for (let k = size, square = base; k > 0n; k >>= 1n, square = C.mul(square, square, bits))
      if (k & 1n) product = C.mul(product, square, bits);
    return v.n < 0n ? C.div(complexBox(exactly(1)), product, bits) : product;
  }
  const exponent = boxOf(v, bits);
  if (field.over === "R" && isRealValue(u) && isRealValue(v))
    return complexBox(isExact(v) ? powRational(base.re, v, bits) : pow(base.re, exponent.re, bits));
  const positive = isRealValue(u) && sign(base.re) === 1;
  const logarithm = positive ? complexBox(log(base.re, bits)) : C.log(base, bits);
  return C.exp(C.mul(exponent, logarithm, bits), bits);
}

function nthRoot(u: Value, v: Value, field: Field): Value {
  if (!isExact(v) || v.d !== 1n || v.n < 1n || v.n > BigInt(A.largestRoot))
    throw new Unknown("nthRoot");
  if (field.over === "C") return power(u, rational(1n, v.n), field);
  return complexBox(A.nthRoot(real("nthRoot", boxOf(u, field.bits)), Number(v.n), field.bits));
}
