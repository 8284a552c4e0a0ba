/** The sum of the eigenphases of a unitary matrix, enclosed. */
import { DomainError, FrameworkError } from "../errors.ts";
import {
  dagger,
  determinant,
  frobenius,
  identity,
  kappaDouble,
  matrix,
  multiply,
  plus,
  type ComplexMatrix,
} from "./complexMatrix.ts";
import { diagonalise, type Eigen } from "./eigenphases.ts";
import * as I from "../reals/interval.ts";
import { arg, pi } from "../reals/intervalTrig.ts";

/** Σ_j arg λ_j = Im Tr log W, principal branch, within `bound` of `value`. */
export interface PhaseSum {
  readonly exceptional: false;
  readonly value: number;
  readonly bound: number;
  /** Every eigenphase is at least this far from ±π. */
  readonly gap: number;
  /** The sum is arg det W + 2π·winding, where arg det W could be told from ±π. */
  readonly winding?: number;
  /** Approximate eigenphases, each within `radius` of its own true one. */
  readonly phases: readonly number[];
  readonly radius: number;
}

/** An eigenvalue that cannot be told from −1, where the principal logarithm jumps. */
export interface Exceptional {
  readonly exceptional: true;
  /** Lower bound of the distance of the eigenphases to ±π: 0. */
  readonly gap: 0;
  readonly radius: number;
}

/** Up to this size the bound of the determinant is useful, and more is not needed. */
const largest = 7;

/** `W` approximates a true unitary matrix, each entry within `err`. */
export function phaseSum(W: ComplexMatrix, err: number): PhaseSum | Exceptional {
  if (W.n > largest) throw new DomainError("phaseSum", `a size up to ${largest}`, W.n);
  if (!(err >= 0)) throw new DomainError("phaseSum", "an entrywise error >= 0", err);
  requireUnitary(W, err);
  const eigen = diagonalise(W);
  const radius = eigenvalueRadius(W, err, eigen);
  const discs = eigen.re.map((re, j) => arg(I.around(re, radius), I.around(eigen.im[j], radius)));
  if (!(radius < 1) || discs.includes(undefined)) return { exceptional: true, gap: 0, radius };
  const known = discs.filter((disc) => disc !== undefined);
  const sum = known.reduce(I.add, I.interval(0));
  const gap = Math.min(...known.map((d) => Math.min(I.sub(pi, d).lo, I.add(pi, d).lo)));
  const pinned = pin(W, err, sum);
  const best = pinned?.value ?? sum;
  const value = I.midpoint(best);
  const phases = known.map(I.midpoint);
  return {
    exceptional: false,
    value,
    bound: Math.max(I.sub(best, I.interval(value)).hi, I.sub(I.interval(value), best).hi),
    gap,
    phases,
    radius: Math.max(...known.map(I.width)),
    ...(pinned === undefined ? {} : { winding: pinned.winding }),
  };
}

/**
 * W is unitary within its error: ‖Ŵ†Ŵ − 1‖ ≤ 2E + E² with E = n·err ≥ ‖Ŵ − W‖_F, plus rounding.
 * The true W is assumed unitary; this only catches an argument that cannot be near one.
 */
function requireUnitary(W: ComplexMatrix, err: number): void {
  const E = W.n * err;
  const off = frobenius(plus(multiply(dagger(W), W), identity(W.n), -1));
  const allowed = (2 * E + E * E) * (1 + 2 ** -40) + kappaDouble(W.n + 1) * frobenius(W) ** 2;
  if (!(off * (1 - 2 ** -30) <= allowed))
    throw new DomainError("phaseSum", `a unitary matrix within ${err} an entry`, `defect ${off}`);
}

/**
 * δ such that the true eigenvalues, suitably ordered, are each within δ of the computed ones.
 *
 * Let Q be the unitary matrix nearest to V, d = ‖V†V − 1‖_F ≥ ‖Q − V‖_F. Then Q†WQ = Λ + R with
 * ‖R‖_F = ‖WQ − QΛ‖_F ≤ ‖ŴV − VΛ‖_F + ‖W − Ŵ‖_F ‖V‖ + d(1 + max|λ|). Both Q†WQ and Λ are normal,
 * so Σ|λ_j − λ̂_j|² ≤ ‖R‖_F² in some order. Source: Hoffman, Wielandt, Duke Math. J. 20 (1953), th. 1;
 * unlike discs of Bauer–Fike (1960) it pairs the eigenvalues, multiple ones too.
 * Rounding of the residual: κ_(n+1)(‖W‖_F + max|λ|)‖V‖_F.
 */
export function eigenvalueRadius(
  W: ComplexMatrix,
  err: number,
  { vectors: V, re, im }: Eigen,
): number {
  const n = W.n;
  const scaled = matrix(n, (i, j) => {
    const [x, y] = [V.re[i * n + j], V.im[i * n + j]];
    return [x * re[j] - y * im[j], x * im[j] + y * re[j]];
  });
  const [w, v] = [frobenius(W), frobenius(V)];
  const top = Math.max(...re.map((x, j) => Math.hypot(x, im[j])));
  const kappa = kappaDouble(n + 1);
  const residual = frobenius(plus(multiply(W, V), scaled, -1)) + kappa * (w + top) * v;
  const d = frobenius(plus(multiply(dagger(V), V), identity(n), -1)) + kappa * v * v;
  return (residual + n * err * v + d * (1 + top)) * (1 + 2 ** -40);
}

/** The sum as arg det W + 2π·integer, where det W avoids the cut and one integer fits. */
function pin(
  W: ComplexMatrix,
  err: number,
  sum: I.Interval,
): { readonly value: I.Interval; readonly winding: number } | undefined {
  const det = determinant(W, err);
  const angle = arg(I.around(det.re, det.bound), I.around(det.im, det.bound));
  if (angle === undefined) return undefined;
  const turn = I.scale(2, pi);
  const winding = Math.round((I.midpoint(sum) - I.midpoint(angle)) / (2 * Math.PI));
  if (I.width(sum) > 3 || I.width(angle) > 3) return undefined;
  const value = I.meet(sum, I.add(angle, I.scale(winding, turn)));
  if (value === undefined)
    throw new FrameworkError(
      `phaseSum: eigenphases ${I.show(sum)} contradict arg det ${I.show(angle)}`,
    );
  return { value, winding };
}
