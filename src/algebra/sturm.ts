import { DomainError } from "../errors.ts";
import { primeDivisors } from "./primeDivisors.ts";

/** [SL₂(Z) : Γ₀(N)] = N Π_(p | N) (1 + 1/p). Source: Diamond & Shurman, 1.2. */
export function indexOfGamma0(level: number): number {
  return primeDivisors(level).reduce((index, p) => (index / p) * (p + 1), level);
}

/**
 * ⌊k [SL₂(Z) : Γ₀(N)] / 12⌋: a form of weight k on Γ₀(N), which has k·index/12 zeros in all, is 0
 * if its coefficients of q⁰, …, q^bound are.
 *
 * Domain: even k >= 0. Source: Serre, A Course in Arithmetic, VII 3.1 (valence formula); J. Sturm,
 * Lecture Notes in Math. 1240 (1987).
 *
 * @throws {DomainError} for an odd or negative weight, or no level
 */
export function sturmBound(weight: number, level: number): number {
  if (!Number.isInteger(weight / 2) || weight < 0)
    throw new DomainError("sturmBound", "an even weight k >= 0", weight);
  return Math.floor((weight * indexOfGamma0(level)) / 12);
}
