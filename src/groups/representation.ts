import { DomainError } from "../errors.ts";
import { gaussianRationals as K, fromReal, type GaussianRational } from "../algebra/complex.ts";
import {
  directSumMatrix,
  eqMatrix,
  identityMatrix,
  kronecker,
  mapMatrix,
  matrixOf,
  mulMatrix,
  sizeOfSquare,
  trace,
  transpose,
  type Matrix,
} from "../algebra/matrix.ts";
import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { indicesOf, sameGroup, type FiniteGroup } from "./finiteGroup.ts";
import { generatorsOf, isHomomorphism } from "./subgroup.ts";

/** A homomorphism G → GL_n(Q(i)): `matrices[g]` acts on column vectors, ρ(gh) = ρ(g) ρ(h). */
export interface Representation {
  readonly name: string;
  readonly group: FiniteGroup;
  readonly dimension: number;
  readonly matrices: readonly Matrix<GaussianRational>[];
}

/**
 * The representation with these matrices, one for each element. Checked at construction: ρ(1) = 1
 * and ρ(g)ρ(s) = ρ(gs) for all g and all s in a generating set, which gives every product.
 *
 * @throws {DomainError} naming the first g, s for which it fails
 */
export function representation(
  G: FiniteGroup,
  matrices: readonly Matrix<GaussianRational>[],
  name: string,
): Representation {
  const where = `representation ${name} of ${G.name}`;
  if (matrices.length !== G.order)
    throw new DomainError(where, `${G.order} matrices`, matrices.length);
  const dimension = sizeOfSquare(where, matrices[G.identity]);
  for (const A of matrices)
    if (sizeOfSquare(where, A) !== dimension)
      throw new DomainError(where, `matrices of size ${dimension}`, A.length);
  if (!eqMatrix(K, matrices[G.identity], identityMatrix(K, dimension)))
    throw new DomainError(where, "the identity matrix at the identity", "another");
  for (const s of generatorsOf(G))
    for (const g of indicesOf(G))
      if (!eqMatrix(K, mulMatrix(K, matrices[g], matrices[s]), matrices[G.op(g, s)]))
        throw new DomainError(where, "ρ(g)ρ(s) = ρ(gs)", `g = ${G.show(g)}, s = ${G.show(s)}`);
  return { name, group: G, dimension, matrices };
}

/** A representation by integer matrices, as numbers. */
export function integerRepresentation(
  G: FiniteGroup,
  matrices: readonly Matrix<number>[],
  name: string,
): Representation {
  const entry = (a: number): GaussianRational => fromReal(rationals, rational(a));
  return representation(
    G,
    matrices.map((A) => mapMatrix(A, entry)),
    name,
  );
}

/** The action on K^points by ρ(g) e_x = e_{act(g, x)}. @throws {DomainError} if it is no action */
export function permutationRepresentation(
  G: FiniteGroup,
  points: number,
  act: (g: number, x: number) => number,
  name: string,
): Representation {
  const matrices = indicesOf(G).map((g) =>
    matrixOf(points, points, (y, x) => (act(g, x) === y ? 1 : 0)),
  );
  return integerRepresentation(G, matrices, name);
}

/** ρ ⊕ σ. @throws {DomainError} if the groups differ */
export function directSum(rho: Representation, sigma: Representation): Representation {
  checkSameGroup("directSum", rho, sigma);
  const matrices = rho.matrices.map((A, g) => directSumMatrix(K, A, sigma.matrices[g]));
  return representation(rho.group, matrices, `${rho.name} ⊕ ${sigma.name}`);
}

/** ρ ⊗ σ, (ρ ⊗ σ)(g) = ρ(g) ⊗ σ(g). @throws {DomainError} if the groups differ */
export function tensor(rho: Representation, sigma: Representation): Representation {
  checkSameGroup("tensor", rho, sigma);
  const matrices = rho.matrices.map((A, g) => kronecker(K, A, sigma.matrices[g]));
  return representation(rho.group, matrices, `${rho.name} ⊗ ${sigma.name}`);
}

/** ρ*(g) = ρ(g⁻¹)^T. */
export function dual(rho: Representation): Representation {
  const G = rho.group;
  const matrices = indicesOf(G).map((g) => transpose(rho.matrices[G.inv(g)]));
  return representation(G, matrices, `${rho.name}*`);
}

/** ρ ∘ f for a homomorphism f: H → G, given by the list of images. */
export function pullback(
  rho: Representation,
  H: FiniteGroup,
  images: readonly number[],
): Representation {
  if (!isHomomorphism(H, rho.group, images))
    throw new DomainError(
      "pullback",
      `a homomorphism ${H.name} → ${rho.group.name}`,
      `[${images.join(", ")}]`,
    );
  return representation(
    H,
    images.map((g) => rho.matrices[g]),
    `${rho.name}|${H.name}`,
  );
}

/** Res_H ρ along an injective homomorphism H → G, given by the list of images. */
export function restrict(
  rho: Representation,
  H: FiniteGroup,
  inclusion: readonly number[],
): Representation {
  checkInclusion("restrict", H, rho.group, inclusion);
  return pullback(rho, H, inclusion);
}

/** χ(g) = tr ρ(g), one value for each element. */
export function character(rho: Representation): readonly GaussianRational[] {
  return rho.matrices.map((A) => trace(K, A));
}

/**
 * <χ, ψ> = 1/|G| Σ_g conj(χ(g)) ψ(g): for characters the dimension of Hom_G.
 *
 * @throws {DomainError} if a function has the wrong length, or the product is not rational
 */
export function innerProduct(
  G: FiniteGroup,
  chi: readonly GaussianRational[],
  psi: readonly GaussianRational[],
): Rational {
  for (const f of [chi, psi])
    if (f.length !== G.order) throw new DomainError("innerProduct", `${G.order} values`, f.length);
  const sum = chi.reduce((total, x, g) => K.add(total, K.mul(K.conj(x), psi[g])), K.zero);
  if (sum.im.n !== 0n) throw new DomainError("innerProduct", "a rational value", K.show(sum));
  return rationals.mul(sum.re, rational(1, G.order));
}

/** @throws {DomainError} unless the list is an injective homomorphism H → G */
export function checkInclusion(
  where: string,
  H: FiniteGroup,
  G: FiniteGroup,
  inclusion: readonly number[],
): void {
  if (!isHomomorphism(H, G, inclusion) || new Set(inclusion).size !== H.order)
    throw new DomainError(
      where,
      `an injective homomorphism ${H.name} → ${G.name}`,
      `[${inclusion.join(", ")}]`,
    );
}

/** @throws {DomainError} unless both are representations of the same product table */
export function checkSameGroup(where: string, rho: Representation, sigma: Representation): void {
  if (!sameGroup(rho.group, sigma.group))
    throw new DomainError(where, `two representations of ${rho.group.name}`, sigma.group.name);
}
