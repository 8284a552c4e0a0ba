import { DomainError } from "../errors.ts";

/** An open interval of masses m, ends in {−∞, −2, 0, 2, ∞}. */
export interface Masses {
  readonly from: number;
  readonly to: number;
}

/** A momentum of {0, π}², by (cos kx, cos ky). */
export type Corner = readonly [cx: 1 | -1, cy: 1 | -1];

export const corners: readonly Corner[] = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
];

/**
 * The sign of d₃ = m + cos kx + cos ky at a corner, the same for every m of the interval.
 *
 * @throws {DomainError} if it changes inside the interval
 */
export function signAt([cx, cy]: Corner, { from, to }: Masses): 1 | -1 {
  if (from + cx + cy >= 0) return 1;
  if (to + cx + cy <= 0) return -1;
  throw new DomainError("signAt", "masses between two walls", `(${from}, ${to})`);
}

/**
 * The degree of d̂ : T² → S², d = (sin kx, sin ky, m + cos kx + cos ky), by the preimages of the pole
 * s·e₃, s = ±1. They are the corners where d₃ has the sign s, since sin kx = sin ky = 0 there and
 * nowhere else; both poles are regular values, as ∂(d₁, d₂)/∂(kx, ky) = cos kx cos ky = ±1. At the
 * pole s·e₃ the coordinates (d₁, d₂) are oriented by s.
 *
 * Exactness: exact, for all m of the interval at once. Source: Milnor, Topology from the
 * Differentiable Viewpoint, section 5; Qi, Wu, Zhang 2006.
 */
export function signedPreimages(
  masses: Masses,
  pole: 1 | -1,
  orientation: (corner: Corner) => number = ([cx, cy]) => cx * cy,
): number {
  return corners
    .filter((corner) => signAt(corner, masses) === pole)
    .reduce((degree, corner) => degree + pole * orientation(corner), 0);
}
