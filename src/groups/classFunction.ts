import { DomainError } from "../errors.ts";
import { abelianNumbers as K, fromRational, type AbelianNumber } from "../algebra/abelianNumber.ts";
import { rational, type Rational } from "../algebra/rational.ts";
import type { ClassFunction } from "./characterTable.ts";
import { powerMap, type ConjugacyClasses } from "./conjugacy.ts";

/** <χ, ψ> = 1/|G| Σ_C |C| conj(χ(C)) ψ(C). @throws {DomainError} if a length is not that of C */
export function classInnerProduct<T>(
  C: ConjugacyClasses<T>,
  chi: ClassFunction,
  psi: ClassFunction,
): AbelianNumber {
  demandLength("classInnerProduct", C, chi);
  demandLength("classInnerProduct", C, psi);
  return mean(C, (t) => K.mul(K.conj(chi[t]), psi[t]));
}

/**
 * The indicator of Frobenius and Schur, 1/|G| Σ_g χ(g²): of an irreducible χ it is 1 for a real
 * representation, -1 for a quaternionic one, 0 where χ is not real.
 */
export function frobeniusSchur<T>(C: ConjugacyClasses<T>, chi: ClassFunction): AbelianNumber {
  demandLength("frobeniusSchur", C, chi);
  const squares = powerMap(C, 2);
  return mean(C, (t) => chi[squares[t]]);
}

/** χ ψ, the character of ρ ⊗ σ. */
export function multiplyCharacters(chi: ClassFunction, psi: ClassFunction): ClassFunction {
  return chi.map((value, t) => K.mul(value, psi[t]));
}

/**
 * The class of G that holds each class of H.
 *
 * @param inclusion the injective homomorphism H → G
 */
export function fusion<S, T>(
  H: ConjugacyClasses<S>,
  G: ConjugacyClasses<T>,
  inclusion: (h: S) => T,
): readonly number[] {
  return H.classes.map(({ representative }) => G.classOf(inclusion(representative)));
}

/** Res χ, the values of χ on the classes of the subgroup. */
export function restrictCharacter(fusedTo: readonly number[], chi: ClassFunction): ClassFunction {
  return fusedTo.map((t) => chi[t]);
}

/** Ind ψ(g) = |C_G(g)| Σ_D ψ(D)/|C_H(D)|, over the classes D of H in the class of g. */
export function induceCharacter<S, T>(
  H: ConjugacyClasses<S>,
  G: ConjugacyClasses<T>,
  fusedTo: readonly number[],
  psi: ClassFunction,
): ClassFunction {
  demandLength("induceCharacter", H, psi);
  return G.classes.map(({ members }, t) => {
    const centraliser = G.order / members.length;
    return H.classes.reduce((sum, { members: inH }, d) => {
      if (fusedTo[d] !== t) return sum;
      return K.add(sum, K.mul(fraction(centraliser * inH.length, H.order), psi[d]));
    }, K.zero);
  });
}

/**
 * How often each irreducible character occurs in χ: <χ_i, χ>.
 *
 * @throws {DomainError} if one of them is not rational
 */
export function multiplicities<T>(
  C: ConjugacyClasses<T>,
  irreducible: readonly ClassFunction[],
  chi: ClassFunction,
): readonly Rational[] {
  return irreducible.map((psi) => {
    const product = classInnerProduct(C, psi, chi);
    if (product.conductor !== 1)
      throw new DomainError("multiplicities", "a character with rational ones", K.show(product));
    return product.coordinates[0];
  });
}

/** 1/|G| Σ_C |C| f(C), elements of one order first, which keeps the conductors small. */
function mean<T>(C: ConjugacyClasses<T>, f: (t: number) => AbelianNumber): AbelianNumber {
  const sums = new Map<number, AbelianNumber>();
  C.classes.forEach(({ members, order }, t) => {
    const term = K.mul(fraction(members.length, C.order), f(t));
    sums.set(order, K.add(sums.get(order) ?? K.zero, term));
  });
  return [...sums.values()].reduce(K.add);
}

function fraction(n: number, d: number): AbelianNumber {
  return fromRational(rational(n, d));
}

function demandLength<T>(where: string, C: ConjugacyClasses<T>, chi: ClassFunction): void {
  if (chi.length !== C.classes.length)
    throw new DomainError(where, `${C.classes.length} values`, chi.length);
}
