/**
 * The functions of a kernel: each does one operation on whole matrices of one tile, over addresses. A complex
 * entry is two vectors, real part first; a real entry (modulus, bound) is one. Row-major.
 */
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { loss, modulusConstants, slack } from "./precision.ts";
import type { Precision } from "./precision.ts";

export const VECTOR = 16;
export const ENTRY = 2 * VECTOR;

/** How a macro reads an operand. */
export interface Reading {
  readonly transposed: boolean;
  readonly conjugated: boolean;
  readonly negative: boolean;
}

const place = (n: number, x: Reading, row: number, col: number): number =>
  x.transposed ? col * n + row : row * n + col;

/** Code as it is written; parameters are locals 0 … parameters − 1. */
export interface Writer {
  readonly say: (...parts: readonly (readonly number[])[]) => void;
  readonly fresh: () => number;
  readonly done: () => WasmFunction;
}

export function writer(type: WasmFunction["type"]): Writer {
  const code: number[] = [];
  const parameters = Math.max(1, type);
  let vectors = 0;
  return {
    say: (...parts) => {
      for (const part of parts) for (const byte of part) code.push(byte);
    },
    fresh: () => parameters + vectors++,
    done: () => ({ type, vectors, code: Uint8Array.from(code) }),
  };
}

/** A real or imaginary part of an entry, pushed. */
export type Push = () => readonly number[];
/** An entry: its parts pushed. */
export interface Entry {
  readonly re: Push;
  readonly im: Push;
}

/** Leaves M̃ of an entry on the stack; bounds are inflated for matrices of `size` rows. */
export function chord(p: Precision, size: number, w: Writer, x: Entry): void {
  const f = laneInstructions(p.lane);
  const { c1, c2, tau } = modulusConstants(p, size);
  const [a, b] = [w.fresh(), w.fresh()];
  w.say(x.re(), f.abs, i.set(a), x.im(), f.abs, i.set(b));
  w.say(i.get(a), i.get(b), f.max, f.all(c1), f.mul);
  w.say(i.get(a), i.get(b), f.min, f.all(c2), f.mul, f.add, f.all(tau), f.add);
}

/** Functions of one kind of code, F. */
export interface Macros<F> {
  /** (out, a, b): the product of n×n matrices. */
  readonly product: (n: number, a: Reading, b: Reading) => F;
  /** (out, a, b): Σ aᵢⱼ bⱼᵢ. */
  readonly inner: (n: number, a: Reading, b: Reading) => F;
  /** (out, aRaised, bRounding [, aError, bModulus]): the bound of a product. */
  readonly productBound: (n: number, a: Reading, b: Reading, exact: boolean) => F;
  readonly innerBound: (n: number, a: Reading, b: Reading, exact: boolean) => F;
  /** (out, a, b): a + b. */
  readonly sum: (n: number, a: Reading, b: Reading) => F;
  /** (out, modulus of the sum [, error [, error]]). */
  readonly sumBound: (n: number, errors: readonly Reading[]) => F;
  /** (out, a): q a. */
  readonly scale: (n: number, q: number) => F;
  /** (out, modulus of a [, error of a]), with the |q|(1 + ρ) and ρ|q| of `bounds.ts`. */
  readonly scaleBound: (n: number, q: number, rho: number, exact: boolean) => F;
  /** (out, a). */
  readonly trace: (n: number) => F;
  /** (out, a [, error of a]). */
  readonly traceBound: (n: number, exact: boolean) => F;
  /** (out, a): M̃. */
  readonly modulus: (n: number) => F;
  /** (out, modulus, error): |A| + E. */
  readonly raised: (n: number) => F;
  /** (out, modulus [, error]): κ|A| + τ + E. */
  readonly rounding: (n: number, kappa: number, exact: boolean) => F;
  /** (out, a): the norm F, one number. */
  readonly norm: (n: number) => F;
  /** (out, norm): n² times c·F. */
  readonly spread: (entries: number, c: number) => F;
}

/** The macros for one precision; `size` is the largest n, by which bounds are inflated. */
export function macros(p: Precision, size: number): Macros<WasmFunction> {
  const f = laneInstructions(p.lane);
  const { tau } = modulusConstants(p, size);
  const inflated = p.up(1 + slack(p, size));
  const at = (base: number, offset: number): readonly number[] => [
    ...i.get(base),
    ...i.load(offset),
  ];
  const real =
    (base: number, k: number): Push =>
    () =>
      at(base, VECTOR * k);
  const entry = (base: number, k: number): Entry => ({
    re: () => at(base, ENTRY * k),
    im: () => at(base, ENTRY * k + VECTOR),
  });

  const tree = (w: Writer, from: number, to: number, term: (t: number) => void): void => {
    if (to - from === 1) return term(from);
    const middle = (from + to + 1) >> 1;
    tree(w, from, middle, term);
    tree(w, middle, to, term);
    w.say(f.add);
  };
  /** The parts of Σ of the products, each rounded first, summed as a balanced tree (`additions`). */
  const dot = (
    w: Writer,
    a: readonly Entry[],
    b: readonly Entry[],
    flip: boolean,
  ): { readonly re: () => void; readonly im: () => void } => {
    const products = (p1: Push, q1: Push, p2: Push, q2: Push, op: readonly number[]): void =>
      w.say(p1(), q1(), f.mul, p2(), q2(), f.mul, op);
    return {
      re: () =>
        tree(w, 0, a.length, (t) =>
          products(a[t].re, b[t].re, a[t].im, b[t].im, flip ? f.add : f.sub),
        ),
      im: () =>
        tree(w, 0, a.length, (t) =>
          products(a[t].im, b[t].re, a[t].re, b[t].im, flip ? f.sub : f.add),
        ),
    };
  };
  /** Keeps entries in locals. */
  const held = (w: Writer, x: Entry): Entry => {
    const [re, im] = [w.fresh(), w.fresh()];
    w.say(x.re(), i.set(re), x.im(), i.set(im));
    return { re: () => i.get(re), im: () => i.get(im) };
  };
  const heldReal = (w: Writer, x: Push): Push => {
    const local = w.fresh();
    w.say(x(), i.set(local));
    return () => i.get(local);
  };
  const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
  /** Σ of products of reals pushed, after what is on the stack. */
  const multiplyAdd = (w: Writer, x: Push, y: Push): void => w.say(x(), y(), f.mul, f.add);
  const each = (
    parameters: WasmFunction["type"],
    entries: number,
    body: (w: Writer, k: number) => void,
  ): WasmFunction => {
    const w = writer(parameters);
    for (const k of range(entries)) {
      w.say(i.get(0));
      body(w, k);
      w.say(i.store(VECTOR * k));
    }
    return w.done();
  };

  return {
    product: (n, a, b) => {
      const w = writer(3);
      for (const row of range(n)) {
        const left = range(n).map((t) => {
          const x = entry(1, place(n, a, row, t));
          return n <= 4 ? held(w, x) : x;
        });
        for (const col of range(n)) {
          const right = range(n).map((t) => entry(2, place(n, b, t, col)));
          const column = right.map((x) => lazily(w, x));
          const { re, im } = dot(w, left, column, b.conjugated);
          w.say(i.get(0));
          re();
          w.say(i.store(ENTRY * (row * n + col)), i.get(0));
          im();
          w.say(i.store(ENTRY * (row * n + col) + VECTOR));
        }
      }
      return w.done();
    },
    inner: (n, a, b) => {
      const w = writer(3);
      const rows = range(n).map((row) => {
        const left = range(n).map((t) => lazily(w, entry(1, place(n, a, row, t))));
        const right = range(n).map((t) => lazily(w, entry(2, place(n, b, t, row))));
        const sum = dot(w, left, right, b.conjugated);
        const [re, im] = [w.fresh(), w.fresh()];
        sum.re();
        w.say(i.set(re));
        sum.im();
        w.say(i.set(im));
        return { re, im };
      });
      w.say(i.get(0));
      tree(w, 0, n, (row) => w.say(i.get(rows[row].re)));
      w.say(i.store(0), i.get(0));
      tree(w, 0, n, (row) => w.say(i.get(rows[row].im)));
      w.say(i.store(VECTOR));
      return w.done();
    },
    productBound: (n, a, b, exact) => {
      const w = writer(exact ? 3 : 5);
      for (const col of range(n)) {
        const column = (base: number): Push[] =>
          range(n).map((t) => heldReal(w, real(base, place(n, b, t, col))));
        const [G, M] = [column(2), exact ? [] : column(4)];
        for (const row of range(n)) {
          w.say(i.get(0), f.all(loss(p, n)));
          for (const t of range(n)) {
            multiplyAdd(w, real(1, place(n, a, row, t)), G[t]);
            if (!exact) multiplyAdd(w, real(3, place(n, a, row, t)), M[t]);
          }
          w.say(i.store(VECTOR * (row * n + col)));
        }
      }
      return w.done();
    },
    innerBound: (n, a, b, exact) => {
      const w = writer(exact ? 3 : 5);
      const total = w.fresh();
      for (const row of range(n)) {
        w.say(row === 0 ? f.all(n * loss(p, n)) : i.get(total));
        // Rows first, as few roundings meet each term as in a product of matrices.
        w.say(f.all(0));
        for (const t of range(n)) {
          multiplyAdd(w, real(1, place(n, a, row, t)), real(2, place(n, b, t, row)));
          if (!exact) multiplyAdd(w, real(3, place(n, a, row, t)), real(4, place(n, b, t, row)));
        }
        w.say(f.add, i.set(total));
      }
      w.say(i.get(0), i.get(total), i.store(0));
      return w.done();
    },
    sum: (n, a, b) => {
      const w = writer(3);
      for (const row of range(n))
        for (const col of range(n)) {
          const [x, y] = [entry(1, place(n, a, row, col)), entry(2, place(n, b, row, col))];
          const out = ENTRY * (row * n + col);
          const minus = b.negative !== b.conjugated;
          w.say(i.get(0), x.re(), y.re(), b.negative ? f.sub : f.add, i.store(out));
          w.say(i.get(0), x.im(), y.im(), minus ? f.sub : f.add, i.store(out + VECTOR));
        }
      return w.done();
    },
    sumBound: (n, errors) =>
      each((2 + errors.length) as 2 | 3 | 4, n * n, (w, k) => {
        w.say(real(1, k)(), f.all(p.up(p.u)), f.mul, f.all(tau), f.add);
        errors.forEach((reading, e) => {
          const from = place(n, reading, Math.floor(k / n), k % n);
          multiplyAdd(w, real(2 + e, from), () => f.all(inflated));
        });
      }),
    scale: (n, q) => each2(n * n, (w, k, part) => w.say(at(1, ENTRY * k + part), f.all(q), f.mul)),
    scaleBound: (n, q, rho, exact) =>
      each(exact ? 2 : 3, n * n, (w, k) => {
        const carried = p.up(q * (1 + rho) * inflated);
        w.say(real(1, k)(), f.all(p.up(q * rho + p.eta)), f.mul, f.all(loss(p, 1)), f.add);
        if (!exact) multiplyAdd(w, real(2, k), () => f.all(carried));
      }),
    trace: (n) => {
      const w = writer(2);
      for (const part of [0, VECTOR]) {
        w.say(i.get(0));
        for (const k of range(n)) {
          w.say(at(1, ENTRY * k * (n + 1) + part));
          if (k > 0) w.say(f.add);
        }
        w.say(i.store(part));
      }
      return w.done();
    },
    traceBound: (n, exact) => {
      const w = writer(exact ? 2 : 3);
      const [re, im, bound] = [w.fresh(), w.fresh(), w.fresh()];
      w.say(f.all(tau), i.set(bound));
      for (const k of range(n)) {
        const x = entry(1, k * (n + 1));
        if (k === 0) w.say(x.re(), i.set(re), x.im(), i.set(im));
        else {
          w.say(i.get(re), x.re(), f.add, i.set(re), i.get(im), x.im(), f.add, i.set(im));
          w.say(i.get(bound));
          chord(p, size, w, { re: () => i.get(re), im: () => i.get(im) });
          w.say(f.all(p.up(p.u)), f.mul, f.add, i.set(bound));
        }
        if (exact) continue;
        w.say(i.get(bound));
        multiplyAdd(w, real(2, k * (n + 1)), () => f.all(inflated));
        w.say(i.set(bound));
      }
      // Each further product u·M̃ may lose η/2.
      w.say(i.get(0), i.get(bound), f.all(n * tau), f.add, i.store(0));
      return w.done();
    },
    modulus: (n) => each(2, n * n, (w, k) => chord(p, size, w, entry(1, k))),
    raised: (n) =>
      each(3, n * n, (w, k) => {
        w.say(real(1, k)());
        multiplyAdd(w, real(2, k), () => f.all(inflated));
      }),
    rounding: (n, kappa, exact) =>
      each(exact ? 2 : 3, n * n, (w, k) => {
        w.say(real(1, k)(), f.all(p.up(kappa)), f.mul, f.all(tau), f.add);
        if (!exact) w.say(real(2, k)(), f.add);
      }),
    norm: (n) => {
      const w = writer(2);
      w.say(i.get(0));
      tree(w, 0, 2 * n * n, (k) => {
        const x = heldReal(w, real(1, k));
        w.say(x(), x(), f.mul);
      });
      w.say(f.sqrt, f.all(p.up(1 + slack(p, n * n))), f.mul, f.all(p.theta), f.add, i.store(0));
      return w.done();
    },
    spread: (entries, c) => each(2, entries, (w) => w.say(real(1, 0)(), f.all(c), f.mul)),
  };

  function each2(
    entries: number,
    body: (w: Writer, k: number, part: number) => void,
  ): WasmFunction {
    const w = writer(2);
    for (const k of range(entries))
      for (const part of [0, VECTOR]) {
        w.say(i.get(0));
        body(w, k, part);
        w.say(i.store(ENTRY * k + part));
      }
    return w.done();
  }

  /** An entry loaded into locals at its first use. */
  function lazily(w: Writer, x: Entry): Entry {
    const once = (part: Push): Push => {
      let local: number | undefined;
      return () => {
        if (local !== undefined) return i.get(local);
        local = w.fresh();
        return [...part(), ...i.tee(local)];
      };
    };
    return { re: once(x.re), im: once(x.im) };
  }
}
