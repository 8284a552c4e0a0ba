/** sinh, cosh, tanh and their inverses, with small relative error near their zeros. */
import { DomainError } from "../errors.ts";
import { abs, add, div, mul, neg, scale, sqrt, square, sub } from "./arithmetic.ts";
import * as D from "./dyadic.ts";
import type { Dyadic } from "./dyadic.ts";
import { increasing, point, show, type Enclosure } from "./enclosure.ts";
import { exp, expm1, log1p } from "./exponential.ts";
import { TooWide } from "./tooWide.ts";

const one = point(D.one);

/** Digits beyond `bits` that the few roundings of a formula below may cost. */
const guard = 8;

/** f at a ≥ 0, continued as an odd function. */
function odd(f: (a: Dyadic) => Enclosure): (a: Dyadic) => Enclosure {
  return (a) => (a.m < 0n ? neg(f(D.negate(a))) : f(a));
}

/** {sinh x}: (u + u/(1 + u))/2 with u = exp x − 1. Domain: |x| < 2^40. @throws {DomainError} */
export function sinh(x: Enclosure, bits: number): Enclosure {
  const p = bits + guard;
  const at = odd((a) => {
    const u = expm1(point(a), p);
    return scale(add(u, div(u, add(one, u, p), p), bits), -1);
  });
  return increasing(x, at);
}

/** {cosh x}: (exp x + exp(−x))/2, increasing with |x|. Domain: |x| < 2^40. @throws {DomainError} */
export function cosh(x: Enclosure, bits: number): Enclosure {
  const p = bits + guard;
  const at = (a: Dyadic): Enclosure => {
    const u = exp(point(a), p);
    const value = scale(add(u, div(one, u, p), bits), -1);
    return { lo: D.greater(value.lo, D.one), hi: value.hi };
  };
  return increasing(abs(x), at);
}

/** {tanh x}: u/(u + 2) with u = exp(2x) − 1; beyond 2^40 between 1 − 2^-2^40 and 1. */
export function tanh(x: Enclosure, bits: number): Enclosure {
  const p = bits + guard;
  const at = odd((a) => {
    // 1 − tanh a < 2 exp(−2a) < 2^(1 − 2a), and a > bits.
    if (a.m !== 0n && D.magnitude(a) > D.bitLength(BigInt(bits)) + 1)
      return { lo: D.sum(D.one, D.dyadic(-1n, -2 * bits), bits, -1), hi: D.one };
    const u = expm1(point(D.shift(a, 1)), p);
    const value = div(u, add(u, scale(one, 1), p), bits);
    return { lo: value.lo, hi: D.lesser(value.hi, D.one) };
  });
  return increasing(x, at);
}

/** {asinh x}: log(1 + x + x²/(1 + √(1 + x²))) for x ≥ 0. */
export function asinh(x: Enclosure, bits: number): Enclosure {
  const p = bits + guard;
  const at = odd((a) => {
    const [A, S] = [point(a), square(point(a), p)];
    const root = sqrt(add(one, S, p), p);
    return log1p(add(A, div(S, add(one, root, p), p), p), bits);
  });
  return increasing(x, at);
}

/** {acosh x}: log(1 + t + √(t(x + 1))) with t = x − 1. Domain: x ≥ 1. @throws {DomainError} */
export function acosh(x: Enclosure, bits: number): Enclosure {
  const expected = "a number >= 1";
  if (D.compare(x.hi, D.one) < 0) throw new DomainError("acosh", expected, show(x));
  if (D.compare(x.lo, D.one) < 0) throw new TooWide("acosh", expected, show(x));
  const p = bits + guard;
  return increasing(x, (a) => {
    const A = point(a);
    const t = sub(A, one, p);
    return log1p(add(t, sqrt(mul(t, add(A, one, p), p), p), p), bits);
  });
}

/** {atanh x}: log(1 + 2x/(1 − x))/2 for x ≥ 0. Domain: |x| < 1. @throws {DomainError} */
export function atanh(x: Enclosure, bits: number): Enclosure {
  const expected = "a number in (-1, 1)";
  const { lo, hi } = x;
  const minusOne = D.negate(D.one);
  if (D.compare(lo, D.one) >= 0 || D.compare(hi, minusOne) <= 0)
    throw new DomainError("atanh", expected, show(x));
  if (D.compare(lo, minusOne) <= 0 || D.compare(hi, D.one) >= 0)
    throw new TooWide("atanh", expected, show(x));
  const p = bits + guard;
  const at = odd((a) => {
    const twice = point(D.shift(a, 1));
    return scale(log1p(div(twice, sub(one, point(a), p), p), bits), -1);
  });
  return increasing(x, at);
}
