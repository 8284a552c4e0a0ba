import { DomainError } from "../errors.ts";
import { fromInteger, power, sub, type Ring } from "./ring.ts";

/** The fraction num / s^exp. Several pairs stand for one fraction: compare with the ring's `eq`. */
export interface Localised<A> {
  readonly num: A;
  readonly exp: number;
}

/** R[1/s]. */
export interface LocalisedRing<A> extends Ring<Localised<A>> {
  readonly base: Ring<A>;
  readonly s: A;
  /** 1/s. */
  readonly inverse: Localised<A>;
  readonly embed: (a: A) => Localised<A>;
}

/**
 * The localisation R[1/s], with a/s^m = b/s^n iff a s^n = b s^m.
 *
 * Domain: s is no zero divisor; s = 0 is refused, the rest is the caller's word (over an integral
 * domain, such as polynomials over Z, Q or GF(p), it is the same). Exactness: exact iff R is. No
 * common factors are removed except s^exp under a zero numerator.
 *
 * @throws {DomainError} if s = 0
 */
export function localise<A>(R: Ring<A>, s: A): LocalisedRing<A> {
  if (R.eq(s, R.zero)) throw new DomainError("localise", "s that is no zero divisor", R.show(s));
  const raised = (f: Localised<A>, exp: number): A => R.mul(f.num, power(R, s, exp - f.exp));
  const fraction = (num: A, exp: number): Localised<A> =>
    exp > 0 && R.eq(num, R.zero) ? { num: R.zero, exp: 0 } : { num, exp };
  const common = (f: Localised<A>, g: Localised<A>): [A, A, number] => {
    const exp = Math.max(f.exp, g.exp);
    return [raised(f, exp), raised(g, exp), exp];
  };
  return {
    name: `${R.name}[1/(${R.show(s)})]`,
    exact: R.exact,
    base: R,
    s,
    inverse: { num: R.one, exp: 1 },
    embed: (a) => ({ num: a, exp: 0 }),
    zero: { num: R.zero, exp: 0 },
    one: { num: R.one, exp: 0 },
    has: (f) => R.has(f.num) && Number.isSafeInteger(f.exp) && f.exp >= 0,
    eq: (f, g) => {
      const [a, b] = common(f, g);
      return R.eq(a, b);
    },
    add: (f, g) => {
      const [a, b, exp] = common(f, g);
      return fraction(R.add(a, b), exp);
    },
    neg: (f) => ({ num: R.neg(f.num), exp: f.exp }),
    mul: (f, g) => fraction(R.mul(f.num, g.num), f.exp + g.exp),
    show: (f) => {
      if (f.exp === 0) return R.show(f.num);
      return `(${R.show(f.num)})/(${R.show(s)})${f.exp === 1 ? "" : `^${f.exp}`}`;
    },
  };
}

/**
 * The one derivation of R[1/s] that extends d: d(a/s^m) = (da · s - m a ds) / s^(m+1).
 *
 * Domain: d is a derivation of R.
 */
export function extendDerivation<A>(
  L: LocalisedRing<A>,
  d: (a: A) => A,
): (f: Localised<A>) => Localised<A> {
  const R = L.base;
  const ds = d(L.s);
  return (f) => {
    if (f.exp === 0) return L.embed(d(f.num));
    const inner = R.mul(fromInteger(R, BigInt(f.exp)), R.mul(f.num, ds));
    return { num: sub(R, R.mul(d(f.num), L.s), inner), exp: f.exp + 1 };
  };
}

/** The image of num/s^exp under a ring map `hom` to S, given the inverse of hom(s) there. */
export function evaluateLocalised<A, S>(
  S: Pick<Ring<S>, "one" | "mul">,
  f: Localised<A>,
  hom: (a: A) => S,
  inverseOfS: S,
): S {
  return S.mul(hom(f.num), power(S, inverseOfS, f.exp));
}
