/** Signs by raising the precision until an enclosure excludes zero. */
import { sign, type Enclosure } from "./enclosure.ts";
import { DomainError } from "../errors.ts";
import { isZero, type ComplexBox } from "./complexBox.ts";
import { TooWide } from "./tooWide.ts";

export type Sign = "positive" | "negative" | "zero" | "unknown";

const firstBits = 64;

/** Runs `decide` at 64, 128, … and at last maxBits bits, until it decides; TooWide asks for more. */
function raise<T>(decide: (bits: number) => T | undefined, maxBits: number): T | undefined {
  if (!Number.isInteger(maxBits) || maxBits < 1)
    throw new DomainError("signOf", "a positive number of bits", maxBits);
  for (let bits = Math.min(firstBits, maxBits); ; bits = Math.min(2 * bits, maxBits)) {
    try {
      const decided = decide(bits);
      if (decided !== undefined) return decided;
    } catch (error) {
      if (!(error instanceof TooWide)) throw error;
    }
    if (bits === maxBits) return undefined;
  }
}

/**
 * The sign of the number that `compute` encloses at any precision. "zero" only where both ends are
 * 0, which an exact computation alone achieves; a number that is 0 for a deeper reason stays
 * "unknown" at every precision. Cost: at most twice that of the last precision.
 *
 * @throws {DomainError} where the number itself is outside a domain
 */
export function signOf(compute: (bits: number) => Enclosure, maxBits: number): Sign {
  const found = raise((bits) => sign(compute(bits)), maxBits);
  return found === undefined ? "unknown" : found > 0 ? "positive" : found < 0 ? "negative" : "zero";
}

/**
 * Is the complex number that `compute` encloses at any precision other than 0? false only where it
 * is computed as exactly 0; undefined where no precision up to maxBits decides.
 *
 * @throws {DomainError} where the number itself is outside a domain
 */
export function isNonZero(
  compute: (bits: number) => ComplexBox,
  maxBits: number,
): boolean | undefined {
  const zero = raise((bits) => isZero(compute(bits)), maxBits);
  return zero === undefined ? undefined : !zero;
}
