import { fromReal, gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { rational, rationals } from "../algebra/rational.ts";
import { indicesOf } from "./finiteGroup.ts";
import { irreducibles } from "./irreducible.ts";

/** Which of the two matrices stands at the inverse, and how: a near miss conjugates, or does neither. */
export type SchurFactor = "π(g⁻¹)" | "conj π(g)" | "π(g)";

/** Σ_g π_ij(g⁻¹) π'_kl(g) / |G| for all pairs of irreducible representations and all entries. */
export interface MatrixElements {
  readonly products: number;
  /** Those other than 0, and of them those with π = π', i = l, j = k; the values there, by dim π. */
  readonly nonzero: number;
  readonly expected: number;
  readonly values: readonly string[];
}

/**
 * The products of matrix elements of a group named in `irreducibles`, over Q(i). Exact.
 *
 * Cost: |G|·(Σ dim²)² products.
 */
export function matrixElements(name: string, factor: SchurFactor = "π(g⁻¹)"): MatrixElements {
  const elements = irreducibles(name).flatMap((pi, p) =>
    Array.from({ length: pi.dimension ** 2 }, (_, at) => {
      const [i, j] = [Math.floor(at / pi.dimension), at % pi.dimension];
      return { p, i, j, values: pi.matrices.map((A) => A[i][j]) };
    }),
  );
  const G = irreducibles(name)[0].group;
  const share = fromReal(rationals, rational(1, G.order));
  const first = (values: readonly GaussianRational[], g: number): GaussianRational => {
    if (factor === "π(g⁻¹)") return values[G.inv(g)];
    return factor === "π(g)" ? values[g] : K.conj(values[g]);
  };
  const found = { products: 0, nonzero: 0, expected: 0, values: new Set<string>() };
  for (const a of elements)
    for (const b of elements) {
      found.products++;
      const sum = indicesOf(G).reduce(
        (s, g) => K.add(s, K.mul(first(a.values, g), b.values[g])),
        K.zero,
      );
      if (K.eq(sum, K.zero)) continue;
      found.nonzero++;
      if (a.p === b.p && a.i === b.j && a.j === b.i) found.expected++;
      found.values.add(K.show(K.mul(share, sum)));
    }
  return { ...found, values: [...found.values].sort() };
}
