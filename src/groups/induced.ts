import { gaussianRationals as K } from "../algebra/complex.ts";
import { matrixOf } from "../algebra/matrix.ts";
import { indicesOf, type FiniteGroup } from "./finiteGroup.ts";
import { checkInclusion, representation, type Representation } from "./representation.ts";
import { cosets } from "./subgroup.ts";

/**
 * Ind_H^G ρ on the basis r_k ⊗ e_a (index k·dim ρ + a), r_k the representatives of G/H:
 * g (r_k ⊗ e_a) = r_l ⊗ ρ(h) e_a where g r_k = r_l h.
 *
 * @param inclusion the injective homomorphism H → G as a list of images
 * @throws {DomainError} if it is none
 */
export function induce(
  rho: Representation,
  G: FiniteGroup,
  inclusion: readonly number[],
): Representation {
  const H = rho.group;
  checkInclusion("induce", H, G, inclusion);
  const { representatives, indexOf, partOf } = cosets(G, inclusion);
  const inH = new Map(inclusion.map((g, h) => [g, h]));
  const d = rho.dimension;
  const matrices = indicesOf(G).map((g) => {
    const moved = representatives.map((r) => G.op(g, r));
    const target = moved.map(indexOf);
    const blocks = moved.map((x) => rho.matrices[inH.get(partOf(x)) ?? H.identity]);
    return matrixOf(representatives.length * d, representatives.length * d, (i, j) => {
      const k = Math.floor(j / d);
      return target[k] === Math.floor(i / d) ? blocks[k][i % d][j % d] : K.zero;
    });
  });
  return representation(G, matrices, `Ind ${rho.name}`);
}

/** The regular representation ρ(g) e_x = e_{gx}: Ind from the trivial subgroup. */
export function regular(G: FiniteGroup): Representation {
  const matrices = indicesOf(G).map((g) =>
    matrixOf(G.order, G.order, (y, x) => (G.op(g, x) === y ? K.one : K.zero)),
  );
  return representation(G, matrices, "regular");
}
