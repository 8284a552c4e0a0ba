/** Exact complex matrices over one denominator, in BigInt: the oracle of the fused kernels. */
import { parseRational } from "../../src/algebra/rational.ts";
import { matrices } from "../../src/matrices/signature.ts";
import type { Matrices } from "../../src/matrices/signature.ts";
import { evaluate } from "../../src/term/evaluate.ts";
import type { Algebra } from "../../src/term/evaluate.ts";
import { unknownName } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";

/** (re + i im)/den, row-major n×n. */
export interface Exact {
  readonly n: number;
  readonly re: readonly bigint[];
  readonly im: readonly bigint[];
  readonly den: bigint;
}

/** A double is m·2^e. */
function parts(x: number): readonly [bigint, number] {
  if (x === 0) return [0n, 0];
  let [m, e] = [x, 0];
  for (; Math.abs(m) >= 2 ** 53; e += 8) m /= 256;
  for (; !Number.isInteger(m); e -= 8) m *= 256;
  return [BigInt(m), e];
}

export function fromDoubles(n: number, re: ArrayLike<number>, im: ArrayLike<number>): Exact {
  const all = [Array.from(re), Array.from(im)].map((part) => part.map(parts));
  const least = Math.min(0, ...all.flat().map(([, e]) => e));
  const [a, b] = all.map((part) => part.map(([m, e]) => m << BigInt(e - least)));
  return { n, re: a, im: b, den: 1n << BigInt(-least) };
}

const map = (x: Exact, f: (v: bigint) => bigint): Exact => ({
  ...x,
  re: x.re.map(f),
  im: x.im.map(f),
});

function sum(x: Exact, y: Exact): Exact {
  if (x.den === y.den)
    return { ...x, re: x.re.map((v, k) => v + y.re[k]), im: x.im.map((v, k) => v + y.im[k]) };
  const [a, b] = [map(x, (v) => v * y.den), map(y, (v) => v * x.den)];
  const den = x.den * y.den;
  return sum({ ...a, den }, { ...b, den });
}

function product(x: Exact, y: Exact): Exact {
  const { n } = x;
  const at = (f: (a: number, b: number) => bigint): bigint[] =>
    Array.from({ length: n * n }, (_, k) => {
      let total = 0n;
      for (let t = 0; t < n; t++) total += f(Math.floor(k / n) * n + t, t * n + (k % n));
      return total;
    });
  return {
    n,
    re: at((a, b) => x.re[a] * y.re[b] - x.im[a] * y.im[b]),
    im: at((a, b) => x.re[a] * y.im[b] + x.im[a] * y.re[b]),
    den: x.den * y.den,
  };
}

const transpose = (x: Exact): Exact => {
  const turn = (part: readonly bigint[]): bigint[] =>
    part.map((_, k) => part[(k % x.n) * x.n + Math.floor(k / x.n)]);
  return { ...x, re: turn(x.re), im: turn(x.im) };
};
const conjugate = (x: Exact): Exact => ({ ...x, im: x.im.map((v) => -v) });

const scalar = (re: bigint, im: bigint, den: bigint): Exact => ({ n: 1, re: [re], im: [im], den });

const trace = (x: Exact): Exact => {
  const over = (part: readonly bigint[]): bigint =>
    part.reduce((s, v, k) => (k % (x.n + 1) === 0 ? s + v : s), 0n);
  return scalar(over(x.re), over(x.im), x.den);
};

/** Along the first row. */
function det(x: Exact): Exact {
  const { n } = x;
  if (n === 1) return x;
  let total = scalar(0n, 0n, 1n);
  for (let j = 0; j < n; j++) {
    const rest = (part: readonly bigint[]): bigint[] =>
      part.filter((_, k) => k >= n && k % n !== j);
    const minor = det({ n: n - 1, re: rest(x.re), im: rest(x.im), den: x.den });
    const term = product(scalar(x.re[j], x.im[j], x.den), minor);
    total = sum(total, j % 2 === 0 ? term : map(term, (v) => -v));
  }
  return total;
}

const units = (n: number, value: bigint): Exact => {
  const re = Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? value : 0n));
  return { n, re, im: re.map(() => 0n), den: 1n };
};

/** Terms of the signature `matrices` at given matrices. */
export function exactly(
  n: number,
  unknown: (name: string) => Exact,
  roots: readonly Term[],
): Exact[] {
  interface Carriers {
    readonly [sort: string]: Exact;
    readonly M: Exact;
    readonly S: Exact;
  }
  const uniform = <F>(f: F): { readonly M: F; readonly S: F } => ({ M: f, S: f });
  const scale = (by: number | string, x: Exact): Exact => {
    const q = parseRational(String(by));
    return { ...map(x, (v) => v * q.n), den: x.den * q.d };
  };
  const algebra: Algebra<Matrices, Carriers> = {
    add: uniform((...xs: Exact[]) => xs.reduce(sum)),
    sub: uniform((x: Exact, y: Exact) =>
      sum(
        x,
        map(y, (v) => -v),
      ),
    ),
    neg: uniform((x: Exact) => map(x, (v) => -v)),
    scale: uniform(scale),
    mul: uniform((...xs: Exact[]) => xs.reduce(product)),
    one: () => units(n, 1n),
    zero: () => units(n, 0n),
    zeroScalar: () => units(1, 0n),
    adjoint: (x) => conjugate(transpose(x)),
    transpose,
    conjugate,
    tr: trace,
    det,
  };
  const point = {
    unknown: (term: Term) => unknown(unknownName(term)),
    apply: (): never => {
      throw new Error("no functions");
    },
  };
  return evaluate<Matrices, Carriers>(matrices, algebra, point, roots);
}

/** num/den to 2^-50 relatively; below the doubles it is 0. */
function quotient(num: bigint, den: bigint): number {
  const bits = (v: bigint): number => 4 * v.toString(16).length;
  const [a, b] = [bits(num), bits(den)].map((k) => Math.max(0, k - 72));
  const value = Number(num >> BigInt(a)) / Number(den >> BigInt(b));
  const e = a - b;
  return value * 2 ** Math.trunc(e / 2) * 2 ** (e - Math.trunc(e / 2));
}

/** |x̂ − x| at each entry. */
export function errors(x: Exact, re: ArrayLike<number>, im: ArrayLike<number>): number[] {
  const computed = fromDoubles(x.n, re, im);
  const difference = sum(
    computed,
    map(x, (v) => -v),
  );
  const absolute = (v: bigint): bigint => (v < 0n ? -v : v);
  return difference.re.map((v, k) =>
    Math.hypot(
      quotient(absolute(v), difference.den),
      quotient(absolute(difference.im[k]), difference.den),
    ),
  );
}
