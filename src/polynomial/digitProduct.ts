import { DomainError } from "../errors.ts";
import { sorted } from "./division.ts";
import type { Sparse } from "./sparse.ts";

/** A product whose coefficients may pass 2^53. */
export interface LongPolynomial {
  readonly keys: Float64Array;
  /** Of term i. */
  readonly coefficient: (i: number) => bigint;
}

/** Above this a table of all keys costs more memory than it saves time. */
const LARGEST_RANGE = 2 ** 24;

/**
 * A·B over the integers, coefficients of any size: c = c₀ + c₁ 2^b with |c₀|, |c₁| ≤ 2^(b−1), and the three
 * sums of digit products
 *
 *   Σ a₀b₀,   Σ (a₀b₁ + a₁b₀),   Σ a₁b₁
 *
 * are kept apart in tables over all keys below `range`. With n terms in the shorter factor each is at most
 * 2n 2^(2b−2) < 2^53, so doubles are exact, and no residues are needed.
 *
 * Domain: keys of A·B below `range` ≤ 2^24; |coefficients| ≤ 2^(2b−2), which for n = 10^4 is 2^38.
 * Exactness: exact. Cost: four products a pair of terms, 24 bytes a key.
 *
 * @throws {DomainError} outside the domain
 */
export function digitProduct(A: Sparse, B: Sparse, range: number): LongPolynomial {
  if (!(range <= LARGEST_RANGE))
    throw new DomainError("digitProduct", `keys below ${LARGEST_RANGE}`, range);
  // In order of keys the tables are walked in order too, by lines that the cache holds.
  const [short, long] = (A.keys.length < B.keys.length ? [A, B] : [B, A]).map(sorted);
  const bits = Math.floor((52 - Math.log2(Math.max(1, short.keys.length))) / 2) + 1;
  const s = digits(short, bits);
  const l = digits(long, bits);
  const reach = largest(short.keys) + largest(long.keys);
  if (reach >= range)
    throw new DomainError("digitProduct", `keys of the product below ${range}`, reach);
  const sums = new Float64Array(3 * range);
  const places = Int32Array.from(long.keys, (key) => 3 * key);
  const { low: l0, high: l1 } = l;
  for (let i = 0; i < short.keys.length; i++) {
    const at = (3 * short.keys[i]) | 0;
    const a0 = s.low[i];
    const a1 = s.high[i];
    for (let j = 0; j < places.length; j++) {
      const k = (at + places[j]) | 0;
      const b0 = l0[j];
      const b1 = l1[j];
      sums[k] += a0 * b0;
      sums[k + 1] += a0 * b1 + a1 * b0;
      sums[k + 2] += a1 * b1;
    }
  }
  return collected(sums, bits);
}

/** Balanced digits: c = low + high · 2^bits. */
function digits(
  { coefficients }: Sparse,
  bits: number,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const base = 2 ** bits;
  const high = Float64Array.from(coefficients, (c) => Math.round(c / base));
  const low = Float64Array.from(coefficients, (c, i) => c - high[i] * base);
  if (high.some((h) => Math.abs(h) > base / 2))
    throw new DomainError("digitProduct", `coefficients up to 2^${2 * bits - 2}`, "a larger one");
  return { low, high };
}

/** The terms that are not 0, in order of keys; digits may cancel to 0 only together. */
function collected(sums: Float64Array, bits: number): LongPolynomial {
  const shift = BigInt(bits);
  const at = (k: number): bigint =>
    BigInt(sums[k]) + ((BigInt(sums[k + 1]) + (BigInt(sums[k + 2]) << shift)) << shift);
  const keys: number[] = [];
  for (let k = 0; k < sums.length; k += 3) {
    if (sums[k] === 0 && sums[k + 1] === 0 && sums[k + 2] === 0) continue;
    // Sums of digit products are no digits themselves: 2^b − 1·2^b is 0.
    if (at(k) !== 0n) keys.push(k / 3);
  }
  return { keys: Float64Array.from(keys), coefficient: (i) => at(3 * keys[i]) };
}

function largest(values: readonly number[]): number {
  let most = 0;
  for (const v of values) if (v > most) most = v;
  return most;
}
