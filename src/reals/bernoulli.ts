import type { Rational } from "../algebra/rational.ts";
import { rational } from "../algebra/rational.ts";

let tangents: readonly bigint[] = [];

/**
 * The tangent numbers T₁ … T_n, tan x = Σ T_k x^(2k−1)/(2k−1)!, all positive integers.
 *
 * Cost: n² products by small integers. Source: Brent and Harvey 2011, "Fast computation of
 * Bernoulli, tangent and secant numbers", algorithm TangentNumbers.
 */
function tangentNumbers(n: number): readonly bigint[] {
  const T = [0n, 1n];
  for (let k = 2; k <= n; k++) T[k] = BigInt(k - 1) * T[k - 1];
  for (let k = 2; k <= n; k++)
    for (let j = k; j <= n; j++) T[j] = BigInt(j - k) * T[j - 1] + BigInt(j - k + 2) * T[j];
  return T;
}

/** B_{2k} = (−1)^(k−1) 2k T_k/(4^k (4^k − 1)), exactly. Domain: integers k ≥ 1. */
export function bernoulli(k: number): Rational {
  if (tangents.length <= k) tangents = tangentNumbers(Math.max(32, 2 * k));
  const four = 4n ** BigInt(k);
  const n = 2n * BigInt(k) * tangents[k];
  return rational(k % 2 === 1 ? n : -n, four * (four - 1n));
}
