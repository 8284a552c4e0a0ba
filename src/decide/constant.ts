/** Closed forms without symbols: enclosures at any precision, and a zero test that proves. */
import type { Rational } from "../algebra/rational.ts";
import * as A from "../reals/arithmetic.ts";
import * as C from "../reals/complexBox.ts";
import { complexBox, type ComplexBox } from "../reals/complexBox.ts";
import { pi } from "../reals/constants.ts";
import { exactly, fromRational, sign, type Enclosure } from "../reals/enclosure.ts";
import * as exponential from "../reals/exponential.ts";
import { asin, atan } from "../reals/inverseCircular.ts";
import { TooWide } from "../reals/tooWide.ts";
import { DomainError } from "../errors.ts";
import { isReal, ofTerms, zeroPoly, type Atom, type Poly, type Term } from "./closedForm.ts";
import { NotClosed, type Context } from "./context.ts";

/** No symbol anywhere in it, and only functions whose values can be enclosed. */
export function isConstant(p: Poly): boolean {
  return [...p.values()].every(
    ({ powers, exponent }) =>
      isConstant(exponent) && powers.every(([atom]) => isConstantAtom(atom)),
  );
}

function isConstantAtom(atom: Atom): boolean {
  if (atom.kind === "pi") return true;
  if (atom.kind === "symbol") return false;
  if (atom.kind === "opaque" && atom.name !== "atan" && atom.name !== "asin") return false;
  return [...(atom.args ?? []), ...(atom.of === undefined ? [] : [atom.of])].every(isConstant);
}

/** An enclosure of the number. @throws {TooWide} for want of bits; {DomainError} outside a domain */
export function enclose(context: Context, p: Poly, bits: number): ComplexBox {
  let sum = complexBox(exactly(0));
  for (const term of p.values()) sum = C.add(sum, encloseTerm(context, term, bits), bits);
  return sum;
}

function encloseTerm(context: Context, term: Term, bits: number): ComplexBox {
  const q = (value: Rational): Enclosure => fromRational(value, bits);
  let product = complexBox(q(term.re), q(term.im));
  if (term.turn.n !== 0n) {
    const angle = A.mul(pi(bits), q(term.turn), bits);
    product = C.mul(product, C.exp(complexBox(exactly(0), angle), bits), bits);
  }
  for (const [atom, k] of term.powers) {
    const value = encloseAtom(context, atom, bits);
    for (let j = 0; j < Math.abs(k); j++)
      product = k > 0 ? C.mul(product, value, bits) : C.div(product, value, bits);
  }
  if (term.exponent.size > 0)
    product = C.mul(product, C.exp(enclose(context, term.exponent, bits), bits), bits);
  return product;
}

function encloseAtom(context: Context, atom: Atom, bits: number): ComplexBox {
  const real = (x: Enclosure): ComplexBox => complexBox(x);
  if (atom.kind === "pi") return real(pi(bits));
  if (atom.kind === "root" && atom.of !== undefined && atom.degree !== undefined) {
    if (atom.name === "abs" && atom.args !== undefined)
      return real(C.abs(enclose(context, atom.args[0], bits), bits));
    const of = enclose(context, atom.of, bits);
    if (atom.name === "real root") return real(A.nthRoot(of.re, atom.degree, bits));
    if (sign(of.im) === 0 && (sign(of.re) ?? -1) >= 0)
      return real(A.nthRoot(of.re, atom.degree, bits));
    if (atom.degree === 2) return C.sqrt(of, bits);
    const log = C.log(of, bits);
    const q = exactly(atom.degree);
    return C.exp(complexBox(A.div(log.re, q, bits), A.div(log.im, q, bits)), bits);
  }
  if (atom.kind === "log" && atom.of !== undefined) {
    const of = enclose(context, atom.of, bits);
    if (context.given.over === "C" || atom.name === "formal log") return C.log(of, bits);
    return real(exponential.log(C.abs(of, bits), bits));
  }
  const [u] = (atom.args ?? []).map((arg) => enclose(context, arg, bits));
  if (atom.kind === "opaque" && sign(u.im) === 0) {
    if (atom.name === "atan") return real(atan(u.re, bits));
    if (atom.name === "asin") return real(asin(u.re, bits));
  }
  throw new NotClosed(`the value of ${atom.name}`);
}

const startBits = 128;
/** Beyond so many bits a constant is left undecided. */
const mostBits = 40_000;

/** The sign of a real constant: by enclosures, or 0 by the bound below. */
export function constantSign(context: Context, p: Poly): "+" | "-" | "0" | "?" {
  if (!isReal(p)) return "?";
  for (let bits = startBits; bits <= 512; bits *= 2) {
    const s = attempt(() => sign(enclose(context, p, bits).re));
    if (s === 1) return "+";
    if (s === -1) return "-";
  }
  return isZeroConstant(context, p) === true ? "0" : "?";
}

function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TooWide || error instanceof NotClosed) return undefined;
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/**
 * Is the constant 0? `true` is a proof: grouped by powers of π, logarithms and exponentials, every
 * coefficient is an algebraic number below its root bound. `false` is a certified enclosure without
 * 0. Independence of logarithms is never assumed, so that both may fail: undefined.
 */
export function isZeroConstant(context: Context, p: Poly): boolean | undefined {
  if (p.size === 0) return true;
  for (let bits = startBits; bits <= 1024; bits *= 2) {
    const away = attempt(() => C.isZero(enclose(context, p, bits)));
    if (away === false) return false;
  }
  const groups = new Map<string, Term[]>();
  for (const term of p.values()) {
    const beyond = term.powers.filter(([atom]) => !isAlgebraic(atom));
    const key = transcendentalKey(term, beyond);
    const algebraic = term.powers.filter(([atom]) => isAlgebraic(atom));
    const list = groups.get(key) ?? [];
    groups.set(key, [...list, { ...term, powers: algebraic, exponent: zeroPoly }]);
  }
  const zero = [...groups.values()].every((terms) => isZeroAlgebraic(context, ofTerms(terms)));
  return zero ? true : undefined;
}

function transcendentalKey(term: Term, beyond: Term["powers"]): string {
  const exponent = [...term.exponent].map(
    ([key, { re, im }]) => `${key}:${re.n}/${re.d},${im.n}/${im.d}`,
  );
  return `${beyond.map(([atom, k]) => `${atom.id}^${k}`).join(" ")}|${exponent.sort().join("+")}`;
}

function isAlgebraic(atom: Atom): boolean {
  return atom.kind === "root" && atom.of !== undefined && isAlgebraicPoly(atom.of);
}

function isAlgebraicPoly(p: Poly): boolean {
  return [...p.values()].every(
    ({ powers, exponent }) => exponent.size === 0 && powers.every(([atom]) => isAlgebraic(atom)),
  );
}

/** log2 of bounds: E = U/L with algebraic integers U, L all of whose conjugates are ≤ 2^u, 2^l. */
interface Size {
  readonly u: number;
  readonly l: number;
}

/**
 * Does the algebraic number vanish? If E ≠ 0 then |E| ≥ 2^−((D−1)u + l), with D the product of the
 * degrees of its roots and of its roots of unity: the BFMSS bound, in logarithms. Source: Burnikel,
 * Funke, Mehlhorn, Schirra, Schmitt, A separation bound for real algebraic expressions, Algorithmica
 * 55 (2009), Theorem 1; roots of unity are algebraic integers with all conjugates of size 1.
 */
function isZeroAlgebraic(context: Context, p: Poly): boolean {
  if (p.size === 0) return true;
  const roots = new Set<Atom>();
  const turns = { lcm: 4n };
  const size = sizeOf(p, roots, turns);
  let degree = Number(totient(turns.lcm));
  for (const atom of roots) degree *= atom.degree ?? 1;
  const needed = Math.ceil((degree - 1) * Math.max(0, size.u) + Math.max(0, size.l)) + 2;
  const bits = needed + Math.ceil(size.u) + Math.ceil(size.l) + 64;
  if (!(bits <= mostBits)) return false;
  const box = attempt(() => enclose(context, p, bits));
  if (box === undefined) return false;
  const small = (x: Enclosure): boolean =>
    [x.lo, x.hi].every(({ m, e }) => m === 0n || bitLength(m) + e < -needed);
  return small(box.re) && small(box.im);
}

function bitLength(m: bigint): number {
  return (m < 0n ? -m : m).toString(2).length;
}

function log2(n: bigint): number {
  // Rounded up: a bound may only grow.
  return n <= 1n ? 0 : bitLength(n);
}

function sizeOf(p: Poly, roots: Set<Atom>, turns: { lcm: bigint }): Size {
  let total: Size = { u: -Infinity, l: 0 };
  for (const term of p.values()) {
    const d = term.re.d * term.im.d;
    const abs = (n: bigint): bigint => (n < 0n ? -n : n);
    let u = log2(abs(term.re.n) * term.im.d + abs(term.im.n) * term.re.d);
    let l = log2(d);
    turns.lcm = lcm(turns.lcm, 2n * term.turn.d);
    for (const [atom, k] of term.powers) {
      roots.add(atom);
      const of = sizeOf(atom.of ?? zeroPoly, roots, turns);
      const q = atom.degree ?? 1;
      // (U/L)^{1/q} = (U L^{q−1})^{1/q}/L, or U/(U^{q−1} L)^{1/q}, whichever is smaller.
      const [ru, rl] =
        of.u >= of.l ? [(of.u + (q - 1) * of.l) / q, of.l] : [of.u, ((q - 1) * of.u + of.l) / q];
      u += Math.abs(k) * (k > 0 ? ru : rl);
      l += Math.abs(k) * (k > 0 ? rl : ru);
    }
    // u₁l₂ + u₂l₁ over l₁l₂; one more than the greater is at least the sum.
    total =
      total.u === -Infinity
        ? { u, l }
        : { u: Math.max(total.u + l, u + total.l) + 1, l: total.l + l };
  }
  return { u: Math.max(total.u, 0) + 1e-6, l: total.l + 1e-6 };
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

function totient(n: bigint): bigint {
  let [result, left] = [n, n];
  for (let p = 2n; p * p <= left; p++) {
    if (left % p !== 0n) continue;
    while (left % p === 0n) left /= p;
    result -= result / p;
  }
  return left > 1n ? result - result / left : result;
}
