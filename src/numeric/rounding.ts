/**
 * The constants of running error analysis, and the complex product they bound.
 *
 * Let u be the device's unit roundoff and u' = 2u: a result may be either rounding neighbour.
 * A sum of n products, reassociated or fused in any way, is Σ tᵢ(1 + θᵢ) with |θᵢ| ≤ γ_m,
 * m the most roundings any term meets, γ_m = m u'/(1 − m u').
 * Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., sections 3.1, 4.2.
 *
 * Each operation may also lose η = 2^-126 to underflow, flushed results and flushed operands alike;
 * every operation adds ω = 2^-110 ≥ 2^16 η to its bound, so that a bound is at least 2η wherever a
 * value may be subnormal, and absolute losses of up to 2^15 terms are covered.
 */
import { DomainError } from "../errors.ts";

/** Smallest normal float32. */
export const TINY = 2 ** -126;
/** ω: the underflow allowance of one operation. */
export const OMEGA = 2 ** -110;

/** γ_m for roundings to either neighbour: m·2u/(1 − m·2u). */
export function gamma(u: number, m: number): number {
  const mu = 2 * m * u;
  if (!(mu < 0.5))
    throw new DomainError("gamma", "2 m u < 1/2", mu, "Too many terms for this device");
  return mu / (1 - mu);
}

/**
 * κ with |fl(Σ aᵢbᵢ) − Σ aᵢbᵢ| ≤ κ Σ|aᵢ||bᵢ| for complex a, b, as four real products of length n.
 * Each of the 2n real terms of either part meets at most n + 1 roundings, and
 * (|a'b'| + |a"b"|)² + (|a'b"| + |a"b'|)² = |a|²|b|² + 4|a'a"b'b"| ≤ 2|a|²|b|², so κ = √2 γ_(n+1).
 */
export function kappa(u: number, n: number): number {
  return Math.SQRT2 * gamma(u, n + 1) * (1 + 2 ** -50);
}

/**
 * The factor that keeps a bound a bound when it is itself computed in float32. A sum of non-negative
 * terms after m roundings is at least (1 − u')^m of the exact one, and
 * (1 − u')^-m ≤ 1/(1 − m u') = 1 + γ_m. Two more roundings: of this factor to float32, and of the
 * product with it.
 */
export function inflation(u: number, m: number): number {
  return 1 + gamma(u, m + 3);
}

/** Relative distance of a float32 in the normal range from what it was rounded from: 2^-24, above. */
export const SINGLE_ULP = 2 ** -24 * (1 + 2 ** -20);

/**
 * A float32 b' with b ≤ b' ≤ b(1 + 2^-21), for b = 0 or in the normal range: rounding to float32 and
 * the few doubles that b comes of lose less than the 2^-22 added.
 */
export function roundedUp(bound: number): number {
  return Math.fround(bound * (1 + 2 ** -22));
}

/**
 * Errors of leaves on a device that may flush subnormals: a subnormal part adds 2^-125 (both parts
 * lost), and a given error below 2^-126 is raised to it, lest it be flushed itself. Rounded up.
 */
export function leafBounds(parts: readonly Float32Array[], err?: Float32Array): Float32Array {
  const subnormal = (v: number): boolean => v !== 0 && Math.abs(v) < TINY;
  return parts[0].map((_, at) => {
    const given = err === undefined ? 0 : err[at];
    if (given < 0) throw new DomainError("leafBounds", "errors >= 0", given);
    if (parts.some((part) => subnormal(part[at]))) return given * (1 + 2 ** -22) + 2 * TINY;
    return given > 0 && given < TINY ? TINY : given;
  });
}
