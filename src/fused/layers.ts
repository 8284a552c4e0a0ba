/**
 * The functions of layers of networks, entry by entry, and their bounds. Notation and constants of `bounds.ts`;
 * x is an entry, x̂ as computed, E its bound; M̃ ≥ |x̂| raised by φ.
 *
 *  - **entrywise** a∘b, and s·b with a number s: the rule of a product of one term,
 *    E = (|a| + E_a)(E_b + κ₀|b|) + E_a|b| + loss;
 *  - **relu** max(0, Re x), **reluEntries** max(0, Re x) + i max(0, Im x): exact, and no two values are moved apart:
 *    E. **corner**: an entry, exactly. **atLeast** max(q, Re x): likewise, E + |q̂ − q|;
 *  - **abs** m = √(re² + im²): re² + im² is computed as |x̂|²(1 + ε) + ζ, |ε| ≤ 2u + u², |ζ| ≤ 1.01η, and
 *    √(a ± b) is within √b of √a. With the rounding of the root, |m̂ − |x̂|| ≤ 2.1u|x̂| + 1.1√η, hence
 *    E + 3uM̃ + 2√η. Past the range of squares m̂ is infinite, which is counted;
 *  - **reciprocal** z = x̄/d, d = re² + im²: where d ≥ `least` = 2²⁰η/u, d̂ = |x̂|²(1 + ε), |ε| ≤ 2.01u, so
 *    |ẑ − 1/x̂| ≤ 3.1u/|x̂| + η ≤ 4uZ + τ with Z = M̃ of ẑ, as 1/|x̂| ≤ (|ẑ| + η)(1 + 3.2u). With w = ZE ≤ 1/4,
 *    |1/x − 1/x̂| ≤ E/(|x̂|(|x̂| − E)) ≤ 1.34 Zw(1 + 7u). Hence Z(2w + 4u) + loss; beyond either condition, and
 *    where d̂ is infinite, the bound is infinite. Of a real x ≥ q > 0, as `atLeast` makes, 1/|x| ≤ 1/q, so E/q
 *    stands for 2w, and w may be anything.
 *
 * A maximum keeps NaN, which its first operand is.
 */
import type { Rational } from "../algebra/rational.ts";
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { ENTRY, VECTOR, writer } from "./macros.ts";
import type { Reading, Writer } from "./macros.ts";
import type { Pointwise } from "./plan.ts";
import { loss, modulusConstants, slack } from "./precision.ts";
import type { Precision } from "./precision.ts";

/** Functions of one kind of code. */
export interface LayerMacros<F> {
  /** (out, a, b); `alone`: a is one number. */
  readonly entrywise: (n: number, alone: boolean, a: Reading, b: Reading) => F;
  /** (out, raised a, rounding of b [, error of a, modulus of b]). */
  readonly entrywiseBound: (n: number, alone: boolean, a: Reading, b: Reading, exact: boolean) => F;
  /** (out, x). */
  readonly pointwise: (n: number, name: Pointwise, x: Reading, q: number) => F;
  /** (out, modulus [, error]). */
  readonly absBound: (n: number, exact: boolean) => F;
  /** (out, x, modulus of 1/x [, error]), for a number; x is real and at least `least`, if that is positive. */
  readonly reciprocalBound: (exact: boolean, least: number) => F;
  /** (out, error): with a constant more. */
  readonly raisedBy: (n: number, more: number) => F;
}

/** q as a number of the lane, and a bound of its rounding. */
export function numberOf(
  p: Precision,
  { n, d }: Rational,
): { readonly value: number; readonly error: number } {
  const quotient = Number(n) / Number(d);
  const value = p.lane === "f32" ? Math.fround(quotient) : quotient;
  // Products with powers of two are exact, in range.
  const isExact = (d & (d - 1n)) === 0n && d < 2n ** 60n && BigInt(value * Number(d)) === n;
  return { value, error: isExact ? 0 : p.up(4 * p.u * Math.abs(value)) + 4 * p.eta };
}

export function layerMacros(p: Precision, size: number): LayerMacros<WasmFunction> {
  const f = laneInstructions(p.lane);
  const { tau } = modulusConstants(p, size);
  const inflated = p.up(1 + slack(p, size));
  const place = (n: number, x: Reading, k: number): number =>
    x.transposed ? (k % n) * n + Math.floor(k / n) : k;
  const part = (base: number, k: number, offset: number): number[] => [
    ...i.get(base),
    ...i.load(ENTRY * k + offset),
  ];
  const real = (base: number, k: number): number[] => [...i.get(base), ...i.load(VECTOR * k)];
  const each = (n: number, w: Writer, body: (k: number) => void): WasmFunction => {
    for (let k = 0; k < n * n; k++) body(k);
    return w.done();
  };
  /** re² + im² of the entry. */
  const square = (k: number): number[] =>
    [0, VECTOR].flatMap((of, at) => [
      ...part(1, k, of),
      ...part(1, k, of),
      ...f.mul,
      ...(at === 0 ? [] : f.add),
    ]);
  return {
    entrywise: (n, alone, a, b) => {
      const w = writer(3);
      const [real, imaginary] = b.conjugated ? [f.add, f.sub] : [f.sub, f.add];
      return each(n, w, (k) => {
        const [x, y] = [alone ? 0 : place(n, a, k), place(n, b, k)];
        const [re, im] = [part(1, x, 0), part(1, x, VECTOR)];
        const [u, v] = [part(2, y, 0), part(2, y, VECTOR)];
        w.say(i.get(0), re, u, f.mul, im, v, f.mul, real, i.store(ENTRY * k));
        w.say(i.get(0), im, u, f.mul, re, v, f.mul, imaginary, i.store(ENTRY * k + VECTOR));
      });
    },
    entrywiseBound: (n, alone, a, b, exact) => {
      const w = writer(exact ? 3 : 5);
      return each(n, w, (k) => {
        const [x, y] = [alone ? 0 : place(n, a, k), place(n, b, k)];
        w.say(i.get(0), f.all(loss(p, 1)), real(1, x), real(2, y), f.mul, f.add);
        if (!exact) w.say(real(3, x), real(4, y), f.mul, f.add);
        w.say(i.store(VECTOR * k));
      });
    },
    pointwise: (n, name, x, q) => {
      const w = writer(2);
      const none = [...i.get(0), ...f.all(0)];
      const upFrom = (value: readonly number[], minus: boolean, least: number): number[] => [
        ...value,
        ...(minus ? f.neg : []),
        ...f.all(least),
        ...f.max,
      ];
      const d = w.fresh();
      return each(n, w, (k) => {
        const [re, im] = [part(1, k, 0), part(1, k, VECTOR)];
        const [first, second] = [i.store(ENTRY * k), i.store(ENTRY * k + VECTOR)];
        switch (name) {
          case "relu":
          case "atLeast":
            return w.say(i.get(0), upFrom(re, x.negative, q), first, none, second);
          case "reluEntries":
            w.say(i.get(0), upFrom(re, x.negative, 0), first);
            return w.say(i.get(0), upFrom(im, x.negative !== x.conjugated, 0), second);
          case "abs":
            return w.say(i.get(0), square(k), f.sqrt, first, none, second);
          case "reciprocal":
            w.say(square(k), i.set(d), i.get(0), re, i.get(d), f.div, first);
            return w.say(i.get(0), im, f.neg, i.get(d), f.div, second);
        }
      });
    },
    absBound: (n, exact) => {
      const w = writer(exact ? 2 : 3);
      return each(n, w, (k) => {
        w.say(i.get(0), real(1, k), f.all(p.up(3 * p.u)), f.mul);
        w.say(f.all(p.up(2 * Math.sqrt(p.eta))), f.add);
        if (!exact) w.say(real(2, k), f.all(inflated), f.mul, f.add);
        w.say(i.store(VECTOR * k));
      });
    },
    reciprocalBound: (exact, least) => {
      const w = writer(exact ? 3 : 4);
      const [moved, d] = [w.fresh(), w.fresh()];
      const isFree = exact || least > 0;
      const by = least > 0 ? p.up(inflated / least) : 2 * inflated;
      if (exact) w.say(f.all(0), i.set(moved));
      else w.say(real(3, 0), f.all(by), f.mul, i.set(moved));
      if (!isFree) w.say(real(2, 0), i.get(moved), f.mul, i.set(moved));
      w.say(square(0), i.set(d), i.get(0));
      w.say(f.all(Infinity));
      w.say(real(2, 0), i.get(moved), f.all(p.up(4 * p.u)), f.add, f.mul);
      w.say(f.all(loss(p, 1) + tau), f.add);
      w.say(i.get(d), f.all(p.largest), f.greater);
      if (!isFree) w.say(i.get(moved), f.all(1 / 2), f.greater, i.or);
      w.say(f.all((2 ** 20 * p.eta) / p.u), i.get(d), f.greater, i.or);
      w.say(i.bitselect, i.store(0));
      return w.done();
    },
    raisedBy: (n, more) => {
      const w = writer(2);
      return each(n, w, (k) => {
        w.say(i.get(0), real(1, k), f.all(inflated), f.mul, f.all(more), f.add);
        w.say(i.store(VECTOR * k));
      });
    },
  };
}
