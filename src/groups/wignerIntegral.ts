import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { invariantWeights, terms } from "./wigner.ts";

/**
 * ∫ conj(D_ik) D'_jl over SU(2), of entries on Sym^n and Sym^m, with ∫ |a|^2p |b|^2q = p! q!/(p + q + 1)! and 0
 * for a product of other powers: the moments of the sphere |a|² + |b|² = 1.
 *
 * @param conjugated whether the first is conjugated; a near miss leaves it
 */
export function matrixElementProduct(
  [n, i, k]: readonly [number, number, number],
  [m, j, l]: readonly [number, number, number],
  conjugated = true,
): Rational {
  let sum = rationals.zero;
  for (const [c, a, b, mb, ab] of terms(n, i, k))
    for (const [d, a2, b2, mb2, ab2] of terms(m, j, l)) {
      // The exponents of a, ā, b, b̄ in the product.
      const [p, pBar, q, qBar] = conjugated
        ? [ab + a2, a + ab2, mb + b2, b + mb2]
        : [a + a2, ab + ab2, b + b2, mb + mb2];
      if (p !== pBar || q !== qBar) continue;
      const sign = (mb + mb2) % 2 === 0 ? 1n : -1n;
      const [moment, whole] = [invariantWeights(p + q)[p], invariantWeights(p + q + 1)[0]];
      sum = rationals.add(sum, rational(sign * c * d * moment, whole));
    }
  return sum;
}
