/** Homogeneous line bundles over a finite G/H with transition factors in μ_ℓ ≅ Z/ℓ, counted by cocycles. */
import { echelonModulo } from "../algebra/modularMatrix.ts";
import { cyclic } from "../groups/cyclic.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import { cosets, generatorsOf, isHomomorphism } from "../groups/subgroup.ts";
import { inductionNamed } from "./catalogue.ts";

/** What a near miss leaves out of c(gh, x) = c(g, hx) + c(h, x), or of the division by isomorphism. */
export interface CocycleRule {
  readonly pointMoves: boolean;
  readonly upToIsomorphism: boolean;
}

/** The rule as it is true: the point moves, and isomorphic actions count once. */
export const cocycleRule: CocycleRule = { pointMoves: true, upToIsomorphism: true };

/**
 * An action of G on X × C, X = G/H, is v at x ↦ ζ^c(g, x) v at gx with c(gh, x) = c(g, hx) + c(h, x) in Z/ℓ;
 * c and c + b(gx) − b(x) are isomorphic. The number of classes is ℓ^(dim Z − dim B), by a null space over
 * GF(ℓ). Exact. Domain: ℓ prime.
 */
export function lineBundleCount(
  induction: string,
  l: number,
  rule: CocycleRule = cocycleRule,
): number {
  const { G, inclusion } = inductionNamed(induction);
  const { representatives, indexOf } = cosets(G, inclusion);
  const points = representatives.length;
  const place = (g: number, x: number): number => g * points + x;
  const rows = indicesOf(G).flatMap((g) =>
    generatorsOf(G).flatMap((s) =>
      representatives.map((r, x) => {
        const row = Array<bigint>(G.order * points).fill(0n);
        const moved = rule.pointMoves ? indexOf(G.op(s, r)) : x;
        row[place(G.op(g, s), x)] += 1n;
        row[place(g, moved)] -= 1n;
        row[place(s, x)] -= 1n;
        return row.map((a) => ((a % BigInt(l)) + BigInt(l)) % BigInt(l));
      }),
    ),
  );
  const cocycles = G.order * points - echelonModulo(rows, l).pivots.length;
  // b(gx) − b(x) for all b but the constants: G moves each point to each other.
  return l ** (cocycles - (rule.upToIsomorphism ? points - 1 : 0));
}

/** The number of homomorphisms H → Z/ℓ, by trying all images of generators. */
export function characterCount(induction: string, l: number): number {
  const { H } = inductionNamed(induction);
  const generators = generatorsOf(H);
  let count = 0;
  for (let choice = 0; choice < l ** generators.length; choice++) {
    const images = new Map([[H.identity, 0]]);
    for (const [h, value] of images)
      generators.forEach((s, k) => {
        const next = H.op(h, s);
        const step = Math.floor(choice / l ** k) % l;
        if (!images.has(next)) images.set(next, (value + step) % l);
      });
    if (
      isHomomorphism(
        H,
        cyclic(l),
        indicesOf(H).map((h) => images.get(h) ?? 0),
      )
    )
      count++;
  }
  return count;
}
