import type { Stream } from "../../src/numeric/random.ts";
import type { Exact } from "./exact.ts";

/** An exactly unitary matrix and its rounding, at most `defect` away (Frobenius), part of it added on purpose. */
export interface NearlyUnitary {
  readonly exact: Exact;
  readonly near: { readonly re: readonly number[]; readonly im: readonly number[] };
}

export function nearlyUnitary(
  s: Stream,
  n: number,
  round: (x: number) => number,
  defect: number,
): NearlyUnitary {
  // A product of exact reflections 1 − 2 v v†/(v†v), v small Gaussian integers, and a phase (a + bi)²/(a² + b²).
  let U = phase(s, n);
  for (let k = 0; k < 2; k++) U = reflect(s, U);
  const push = (): number => ((2 * s.unit() - 1) * defect) / (4 * n);
  const part = (of: readonly bigint[]): number[] =>
    of.map((v) => round(Number(v) / Number(U.den) + push()));
  return { exact: U, near: { re: part(U.re), im: part(U.im) } };
}

function phase(s: Stream, n: number): Exact {
  const [a, b] = [BigInt(s.integer(1, 9)), BigInt(s.integer(-9, 9))];
  const diagonal = (value: bigint): bigint[] =>
    Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? value : 0n));
  return { n, re: diagonal(a * a - b * b), im: diagonal(2n * a * b), den: a * a + b * b };
}

function reflect(s: Stream, U: Exact): Exact {
  const { n } = U;
  const v = Array.from({ length: n }, () => [s.integer(-5, 5), s.integer(-5, 5)].map(BigInt));
  const norm = v.reduce((sum, [x, y]) => sum + x * x + y * y, 0n);
  if (norm === 0n) return U;
  const re: bigint[] = [];
  const im: bigint[] = [];
  // (norm·1 − 2 v v†) U
  for (let k = 0; k < n * n; k++) {
    const [row, col] = [Math.floor(k / n), k % n];
    let [p, q] = [norm * U.re[k], norm * U.im[k]];
    for (let t = 0; t < n; t++) {
      const [x, y] = [
        v[row][0] * v[t][0] + v[row][1] * v[t][1],
        v[row][1] * v[t][0] - v[row][0] * v[t][1],
      ];
      const [a, b] = [U.re[t * n + col], U.im[t * n + col]];
      p -= 2n * (x * a - y * b);
      q -= 2n * (x * b + y * a);
    }
    re.push(p);
    im.push(q);
  }
  return { n, re, im, den: norm * U.den };
}
