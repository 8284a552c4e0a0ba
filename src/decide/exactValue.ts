/** Functions at rational arguments whose value is rational. */
import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { Undefined, Unknown } from "./undefined.ts";

const mostExponent = 20_000n;
const mostDigits = 3000;

function undefinedAt(op: string, expected: string, got: string): never {
  throw new Undefined(op, expected, got);
}

/** What is decided exactly; undefined leaves it to enclosures. */
export function ofRationals(
  op: string,
  args: readonly Rational[],
  over: "R" | "C",
): Rational | undefined {
  const [a, b] = args;
  switch (op) {
    case "add":
      return Q.add(a, b);
    case "sub":
      return Q.add(a, Q.neg(b));
    case "neg":
      return Q.neg(a);
    case "mul":
      return Q.mul(a, b);
    case "div":
      return b.n === 0n ? undefinedAt("/", "a divisor other than 0", "0") : Q.mul(a, Q.inv(b));
    case "where":
      return a;
    case "pow":
      return rationalPower(a, b);
    case "abs":
      return a.n < 0n ? Q.neg(a) : a;
    case "conj":
    case "re":
      return a;
    case "im":
      return Q.zero;
    case "sign":
      return rational(a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
    case "floor":
      return rational(floorOf(a));
    case "ceil":
      return rational(-floorOf(Q.neg(a)));
    case "mod":
      if (b.n === 0n) return undefinedAt("mod", "a divisor other than 0", "0");
      return Q.add(a, Q.neg(Q.mul(b, rational(floorOf(Q.mul(a, Q.inv(b)))))));
    case "factorial":
      return factorialOf(a);
    case "gamma":
      return factorialOf(Q.add(a, rational(-1)));
    case "binomial":
      return binomialOf(a, b);
    case "exp":
    case "sin":
    case "tan":
    case "sinh":
    case "tanh":
    case "asin":
    case "atan":
    case "asinh":
    case "atanh":
      return a.n === 0n ? (op === "exp" ? Q.one : Q.zero) : undefined;
    case "cos":
    case "cosh":
      return a.n === 0n ? Q.one : undefined;
    case "log":
      if (a.n === 0n || (a.n < 0n && over === "R"))
        return undefinedAt("log", "an argument > 0", "one that is not");
      return a.n === a.d ? Q.zero : undefined;
    case "sqrt":
      return squareRoot(a);
    default:
      return undefined;
  }
}

function floorOf({ n, d }: Rational): bigint {
  return n >= 0n ? n / d : -((-n + d - 1n) / d);
}

function squareRoot(a: Rational): Rational | undefined {
  if (a.n < 0n) return undefined;
  const root = (n: bigint): bigint | undefined => {
    const r = BigInt(Math.round(Math.sqrt(Number(n))));
    return r * r === n ? r : undefined;
  };
  const [n, d] = [root(a.n), root(a.d)];
  return n === undefined || d === undefined ? undefined : rational(n, d);
}

function rationalPower(a: Rational, b: Rational): Rational | undefined {
  if (b.d !== 1n) return undefined;
  if (a.n === 0n && b.n < 0n) return undefinedAt("^", "a base other than 0", "0");
  if (a.n === 0n) return b.n === 0n ? Q.one : Q.zero;
  const size = b.n < 0n ? -b.n : b.n;
  const unit = (n: bigint): boolean => n === 1n || n === -1n;
  if (unit(a.n) && a.d === 1n) return a.n === 1n || size % 2n === 0n ? Q.one : rational(-1);
  const digits = Math.max(String(a.n).length, String(a.d).length);
  if (size > mostExponent || Number(size) * digits > mostDigits) return undefined;
  const [n, d] = [a.n ** size, a.d ** size];
  return b.n < 0n ? rational(d, n) : rational(n, d);
}

function factorialOf(a: Rational): Rational {
  if (a.d !== 1n) throw new Unknown("the gamma function");
  if (a.n < 0n) return undefinedAt("!", "an integer >= 0", String(a.n));
  if (a.n > 2000n) throw new Unknown(`${a.n}!`);
  let product = 1n;
  for (let k = 2n; k <= a.n; k++) product *= k;
  return rational(product);
}

/** (n over k) = n(n−1)…(n−k+1)/k! for integers k ≥ 0, and 0 for k < 0. */
function binomialOf(n: Rational, k: Rational): Rational {
  if (k.d !== 1n) throw new Unknown("a binomial of a fraction");
  if (k.n < 0n) return Q.zero;
  if (k.n > 2000n) throw new Unknown("a large binomial");
  let product = Q.one;
  for (let j = 0n; j < k.n; j++)
    product = Q.mul(product, Q.mul(Q.add(n, rational(-j)), rational(1n, j + 1n)));
  return product;
}
