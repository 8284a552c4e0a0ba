/** Small complex matrices in doubles on the host, with the error bounds of what is computed here. */
import { DomainError } from "../errors.ts";

/** n×n, row-major; plain data, never changed once returned. */
export interface ComplexMatrix {
  readonly n: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Unit roundoff of doubles. */
export const DOUBLE = 2 ** -53;

/** √2 γ_(m+1) for complex sums of m products in doubles (as in `rounding.ts`), rounded up. */
export function kappaDouble(m: number): number {
  return 1.5 * (m + 1) * DOUBLE;
}

/** The n×n matrix with the given entries [re, im]. */
export function matrix(
  n: number,
  entry: (row: number, col: number) => readonly [number, number],
): ComplexMatrix {
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  for (let at = 0; at < n * n; at++) [re[at], im[at]] = entry(Math.floor(at / n), at % n);
  return { n, re, im };
}

export function identity(n: number): ComplexMatrix {
  const re = new Float64Array(n * n);
  for (let at = 0; at < n * n; at += n + 1) re[at] = 1;
  return { n, re, im: new Float64Array(n * n) };
}

/** Entrywise error at most κ_n Σ|a||b|. */
export function multiply(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const n = a.n;
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let [x, y] = [0, 0];
      for (let k = 0, p = i * n, q = j; k < n; k++, p++, q += n) {
        x += a.re[p] * b.re[q] - a.im[p] * b.im[q];
        y += a.re[p] * b.im[q] + a.im[p] * b.re[q];
      }
      re[i * n + j] = x;
      im[i * n + j] = y;
    }
  return { n, re, im };
}

/** The conjugate transpose, exactly. */
export function dagger(a: ComplexMatrix): ComplexMatrix {
  const { n } = a;
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0, from = i; j < n; j++, at++, from += n) {
      re[at] = a.re[from];
      im[at] = -a.im[from];
    }
  return { n, re, im };
}

/** a + c·b with c real. */
export function plus(a: ComplexMatrix, b: ComplexMatrix, c = 1): ComplexMatrix {
  const sum = (x: Float64Array, y: Float64Array): Float64Array => {
    const out = new Float64Array(x.length);
    for (let at = 0; at < x.length; at++) out[at] = x[at] + c * y[at];
    return out;
  };
  return { n: a.n, re: sum(a.re, b.re), im: sum(a.im, b.im) };
}

/** ‖a‖_F, rounded up: the sum of 2n² squares and its root err by less than 2^-40 relatively. */
export function frobenius(a: ComplexMatrix): number {
  let sum = 0;
  for (let at = 0; at < a.re.length; at++) sum += a.re[at] ** 2 + a.im[at] ** 2;
  return Math.sqrt(sum) * (1 + 2 ** -40) + 2 ** -500;
}

/** a⁻¹ by elimination with partial pivoting; no bound is claimed. @throws if a pivot vanishes. */
export function inverse(a: ComplexMatrix): ComplexMatrix {
  const n = a.n;
  const [re, im] = [a.re.slice(), a.im.slice()];
  const { re: sr, im: si } = identity(n);
  const swap = (x: Float64Array, p: number, q: number): void => {
    for (let j = 0; j < n; j++) [x[p * n + j], x[q * n + j]] = [x[q * n + j], x[p * n + j]];
  };
  /** row p += (cr + i ci)·row q */
  const shear = (
    x: Float64Array,
    y: Float64Array,
    p: number,
    q: number,
    cr: number,
    ci: number,
  ): void => {
    for (let j = 0; j < n; j++) {
      const [u, v] = [x[q * n + j], y[q * n + j]];
      x[p * n + j] += cr * u - ci * v;
      y[p * n + j] += cr * v + ci * u;
    }
  };
  for (let col = 0; col < n; col++) {
    let best = col;
    const size = (row: number): number => Math.hypot(re[row * n + col], im[row * n + col]);
    for (let row = col + 1; row < n; row++) if (size(row) > size(best)) best = row;
    const norm = size(best);
    if (!(norm > 0)) throw new DomainError("inverse", "an invertible matrix", `a pivot ${norm}`);
    for (const part of [re, im, sr, si]) swap(part, col, best);
    const [pr, pi] = [re[col * n + col] / norm / norm, -im[col * n + col] / norm / norm];
    shear(re, im, col, col, pr - 1, pi);
    shear(sr, si, col, col, pr - 1, pi);
    for (let row = 0; row < n; row++) {
      if (row === col) continue;
      const [cr, ci] = [-re[row * n + col], -im[row * n + col]];
      shear(re, im, row, col, cr, ci);
      shear(sr, si, row, col, cr, ci);
    }
  }
  return { n, re: sr, im: si };
}

/**
 * det a by expansion over subsets of columns, with |computed − det(a + e)| ≤ bound for every e with
 * entries of modulus at most `err`.
 *
 * With s = Π_i Σ_j|a_ij| ≥ Σ|terms|: the 2n levels of rounding cost κ_(3n) s, and moving the
 * entries costs at most Π_i(Σ_j|a_ij| + n·err) − s.
 */
export function determinant(
  a: ComplexMatrix,
  err = 0,
): { readonly re: number; readonly im: number; readonly bound: number } {
  const n = a.n;
  /** The minor of the first |S| rows and the columns S, at the bit set of S. */
  const minors: (readonly [number, number])[] = [[1, 0]];
  for (let set = 1; set < 1 << n; set++) {
    const row = popcount(set) - 1;
    let [re, im] = [0, 0];
    for (let j = 0; j < n; j++) {
      if ((set & (1 << j)) === 0) continue;
      const [mr, mi] = minors[set & ~(1 << j)];
      const sign = popcount(set >> (j + 1)) % 2 === 0 ? 1 : -1;
      const [x, y] = [a.re[row * n + j], a.im[row * n + j]];
      re += sign * (x * mr - y * mi);
      im += sign * (x * mi + y * mr);
    }
    minors.push([re, im]);
  }
  let [sizes, moved] = [1, 1];
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.hypot(a.re[i * n + j], a.im[i * n + j]);
    sizes *= sum;
    moved *= sum + n * err;
  }
  const [re, im] = minors[(1 << n) - 1];
  // Products and sums of up to n² + n positive numbers: 2^-40 of `moved` covers their rounding.
  const bound =
    Math.max(0, moved - sizes) * (1 + 2 ** -40) + moved * ((err === 0 ? 0 : 2 ** -46) + levels(n));
  return { re, im, bound };
}

/** n levels, each a complex product (κ) and up to n additions: Π(1 + κ_n) − 1 ≤ n κ_n (1 + 2^-30). */
function levels(n: number): number {
  return n * kappaDouble(n) * (1 + 2 ** -30);
}

function popcount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest >>= 1) count += rest & 1;
  return count;
}
