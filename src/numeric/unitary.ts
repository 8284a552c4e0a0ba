/** Random unitary matrices in doubles, their Cayley parameters, and how unitary they are. */
import { DomainError } from "../errors.ts";
import type { Batch, Batches } from "./batch.ts";
import {
  dagger,
  determinant,
  frobenius,
  identity,
  inverse,
  kappaDouble,
  matrix,
  multiply,
  plus,
  type ComplexMatrix,
} from "./complexMatrix.ts";
import type { Stream } from "./random.ts";
import { roundedUp } from "./rounding.ts";

/** Independent complex normal entries: the Ginibre ensemble. */
export function ginibre(s: Stream, n: number): ComplexMatrix {
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let at = 0; at < n * n; at++) {
    re[at] = s.normal();
    im[at] = s.normal();
  }
  return { n, re, im };
}

/**
 * Q of A = QR with R's diagonal real and positive, columns orthonormalised twice. That choice of
 * phases is what makes Q Haar distributed for A Ginibre; a QR without it does not.
 *
 * Source: Mezzadri, "How to generate random matrices from the classical compact groups",
 * Notices AMS 54 (2007), sections 4, 5.
 */
export function orthonormalise(a: ComplexMatrix): ComplexMatrix {
  const n = a.n;
  const [re, im] = [a.re.slice(), a.im.slice()];
  const project = (j: number): void => {
    for (let k = 0; k < j; k++) {
      let [pr, pi] = [0, 0];
      for (let i = 0; i < n; i++) {
        const [p, q] = [i * n + k, i * n + j];
        pr += re[p] * re[q] + im[p] * im[q];
        pi += re[p] * im[q] - im[p] * re[q];
      }
      for (let i = 0; i < n; i++) {
        const [p, q] = [i * n + k, i * n + j];
        re[q] -= pr * re[p] - pi * im[p];
        im[q] -= pr * im[p] + pi * re[p];
      }
    }
    let norm = 0;
    for (let i = 0; i < n; i++) norm += re[i * n + j] ** 2 + im[i * n + j] ** 2;
    norm = Math.sqrt(norm);
    if (!(norm > 0)) throw new DomainError("orthonormalise", "independent columns", `norm ${norm}`);
    for (let i = 0; i < n; i++) {
      re[i * n + j] /= norm;
      im[i * n + j] /= norm;
    }
  };
  for (let j = 0; j < n; j++) {
    project(j);
    project(j);
  }
  return { n, re, im };
}

/** A Haar random element of U(n). */
export function haarUnitary(s: Stream, n: number): ComplexMatrix {
  return orthonormalise(ginibre(s, n));
}

/** A Haar random element of SU(n): U·diag(1, …, 1, 1/det U). */
export function haarSpecialUnitary(s: Stream, n: number): ComplexMatrix {
  const U = haarUnitary(s, n);
  const { re, im } = determinant(U);
  const norm = Math.hypot(re, im);
  const [c, d] = [re / norm, -im / norm];
  return matrix(n, (i, j) => {
    const [x, y] = [U.re[i * n + j], U.im[i * n + j]];
    return j < n - 1 ? [x, y] : [x * c - y * d, x * d + y * c];
  });
}

/** X = (1 − W)(1 + W)⁻¹, made exactly skew-Hermitian. @throws if W has the eigenvalue −1. */
export function cayley(W: ComplexMatrix): ComplexMatrix {
  const one = identity(W.n);
  const X = multiply(plus(one, W, -1), inverse(plus(one, W)));
  const S = plus(X, dagger(X), -1);
  return { n: W.n, re: S.re.map((v) => v / 2), im: S.im.map((v) => v / 2) };
}

/** W = (1 − X)(1 + X)⁻¹, unitary for skew-Hermitian X; 1 + X is then always invertible. */
export function fromCayley(X: ComplexMatrix): ComplexMatrix {
  const one = identity(X.n);
  return multiply(plus(one, X, -1), inverse(plus(one, X)));
}

/**
 * An upper bound of ‖W†W − 1‖_F, which is at least ‖W − U‖_F for the nearest unitary U: its
 * singular values obey |σ − 1| ≤ |σ² − 1|. The computed residual errs by κ_n‖W‖_F² + 2^-53 n.
 */
export function defect(W: ComplexMatrix): number {
  const residual = frobenius(plus(multiply(dagger(W), W), identity(W.n), -1));
  const size = frobenius(W);
  return (residual + kappaDouble(W.n + 1) * size * size) * (1 + 2 ** -40);
}

/**
 * Distance (Frobenius) from W to some element of SU(n): to the nearest unitary U as in `defect`,
 * and from U to U·e^(−iφ/n), φ = arg det U = arg det W, at most √n·|φ|/n ≤ |φ|; and
 * |φ| ≤ (π/2)|det W − 1| for |det W − 1| < 1.
 */
export function specialDefect(W: ComplexMatrix): number {
  const { re, im, bound } = determinant(W);
  return defect(W) + 1.571 * (Math.hypot(re - 1, im) * (1 + 2 ** -40) + bound);
}

/**
 * A batch of leaves whose true values are exactly unitary matrices near the given ones: each entry
 * carries |W − float32(W)| plus the distance to the group (`of`: `defect` or `specialDefect`).
 */
export function toBatch(
  ops: Pick<Batches, "fromArrays">,
  Ws: readonly ComplexMatrix[],
  of: (W: ComplexMatrix) => number = defect,
): Batch {
  if (Ws.length === 0) throw new DomainError("toBatch", "at least one matrix", 0);
  const n = Ws[0].n;
  const count = Ws.length * n * n;
  const [re, im, err] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  Ws.forEach((W, sample) => {
    if (W.n !== n) throw new DomainError("toBatch", `matrices of one size ${n}`, W.n);
    const distance = of(W);
    W.re.forEach((x, entry) => {
      const at = sample * n * n + entry;
      re[at] = x;
      im[at] = W.im[entry];
      const rounding = Math.hypot(x - re[at], W.im[entry] - im[at]);
      err[at] = roundedUp(rounding + distance);
    });
  });
  return ops.fromArrays(re, im, Ws.length, n, n, err);
}
