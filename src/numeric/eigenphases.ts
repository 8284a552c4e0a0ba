/** Approximate eigenvectors of a normal matrix, by Jacobi rotations. */
import { identity, type ComplexMatrix } from "./complexMatrix.ts";

/** A ≈ V diag(re + i im) V†, V nearly unitary; how nearly is for the caller to bound. */
export interface Eigen {
  readonly vectors: ComplexMatrix;
  readonly re: readonly number[];
  readonly im: readonly number[];
}

/** Quadratic convergence ends well before; the residual is checked by whoever uses the result. */
const sweeps = 30;

/**
 * Unitary V that makes V†AV as diagonal as can be: each rotation in the plane (p, q) maximises the
 * sum of |diagonal|² there, whose closed form is the dominant eigenvector of a real 3×3 matrix.
 *
 * Source: Goldstine, Horwitz, J. ACM 6 (1959); angles as in Cardoso, Souloumiac, "Jacobi angles for
 * simultaneous diagonalization", SIAM J. Matrix Anal. Appl. 17 (1996), section 2. Cost: O(n³) a sweep.
 */
export function diagonalise(a: ComplexMatrix): Eigen {
  const n = a.n;
  const [re, im] = [a.re.slice(), a.im.slice()];
  const { re: vr, im: vi } = identity(n);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let turned = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const angle = planeAngle(re, im, n, p, q);
        turned = Math.max(turned, Math.hypot(angle.sr, angle.si));
        if (angle.sr === 0 && angle.si === 0) continue;
        columns(re, im, n, p, q, angle);
        rows(re, im, n, p, q, angle);
        columns(vr, vi, n, p, q, angle);
      }
    if (turned < 1e-15) break;
  }
  const diagonal = (x: Float64Array): number[] =>
    Array.from({ length: n }, (_, i) => x[i * (n + 1)]);
  return { vectors: { n, re: vr, im: vi }, re: diagonal(re), im: diagonal(im) };
}

/** The rotation with columns (c, s) and (−s̄, c). */
interface Angle {
  readonly c: number;
  readonly sr: number;
  readonly si: number;
}

const still: Angle = { c: 1, sr: 0, si: 0 };

/** h = (a_pp − a_qq, a_pq + a_qp, i(a_qp − a_pq)); G = Re h (Re h)ᵀ + Im h (Im h)ᵀ has rank two. */
function planeAngle(re: Float64Array, im: Float64Array, n: number, p: number, q: number): Angle {
  const [pp, qq, pq, qp] = [p * (n + 1), q * (n + 1), p * n + q, q * n + p];
  const u = [re[pp] - re[qq], re[pq] + re[qp], im[pq] - im[qp]];
  const v = [im[pp] - im[qq], im[pq] + im[qp], re[qp] - re[pq]];
  // Below rounding: nothing to turn, and in a multiple eigenvalue the angle would be noise.
  if (re[pq] ** 2 + im[pq] ** 2 + re[qp] ** 2 + im[qp] ** 2 < 2 ** -104) return still;
  const dot = (x: number[], y: number[]): number => x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
  // The dominant eigenvector of G is αu + βv, (α, β) that of the Gram matrix of u and v.
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const turn = Math.atan2(2 * uv, uu - vv) / 2;
  const w = u.map((x, k) => Math.cos(turn) * x + Math.sin(turn) * v[k]);
  const length = Math.sqrt(dot(w, w)) * (w[0] < 0 ? -1 : 1);
  if (length === 0) return still;
  const [x, y, z] = w.map((part) => part / length);
  const c = Math.sqrt((1 + x) / 2);
  return { c, sr: y / (2 * c), si: -z / (2 * c) };
}

/** x ← x·R on columns p, q. */
function columns(
  re: Float64Array,
  im: Float64Array,
  n: number,
  p: number,
  q: number,
  r: Angle,
): void {
  for (let k = 0; k < n; k++) turnPair(re, im, k * n + p, k * n + q, r);
}

/** x ← R†·x on rows p, q. */
function rows(re: Float64Array, im: Float64Array, n: number, p: number, q: number, r: Angle): void {
  const conjugate = { c: r.c, sr: r.sr, si: -r.si };
  for (let k = 0; k < n; k++) turnPair(re, im, p * n + k, q * n + k, conjugate);
}

/** (x, y) ← (c x + s y, −s̄ x + c y). */
function turnPair(re: Float64Array, im: Float64Array, at: number, to: number, r: Angle): void {
  const { c, sr, si } = r;
  const [xr, xi, yr, yi] = [re[at], im[at], re[to], im[to]];
  re[at] = c * xr + sr * yr - si * yi;
  im[at] = c * xi + sr * yi + si * yr;
  re[to] = c * yr - sr * xr - si * xi;
  im[to] = c * yi - sr * xi + si * xr;
}
