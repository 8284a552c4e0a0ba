import { abelianNumbers as K, fromRational } from "../algebra/abelianNumber.ts";
import type { Law } from "../algebra/laws.ts";
import { rational } from "../algebra/rational.ts";
import type { ClassFunction } from "./characterTable.ts";
import {
  classInnerProduct,
  frobeniusSchur,
  induceCharacter,
  multiplyCharacters,
  restrictCharacter,
} from "./classFunction.ts";
import { orderIn, powerMap, type ConjugacyClasses } from "./conjugacy.ts";

/** The laws of a character table, on triples of indices of characters or classes. */
export function characterTableLaws<T>(
  C: ConjugacyClasses<T>,
  table: readonly ClassFunction[],
): readonly Law<number>[] {
  const inverses = powerMap(C, C.order - 1);
  const integer = (n: number): ReturnType<typeof fromRational> => fromRational(rational(n));
  return [
    {
      title: "as many characters as classes",
      holds: () => table.length === C.classes.length,
    },
    {
      title: "<χ_i, χ_j> = δ_ij",
      holds: (i, j) => K.eq(classInnerProduct(C, table[i], table[j]), i === j ? K.one : K.zero),
    },
    {
      title: "Σ_χ χ(C_i) conj χ(C_j) = δ_ij |G|/|C_i|",
      holds: (i, j) => {
        const sum = table.reduce((s, chi) => K.add(s, K.mul(chi[i], K.conj(chi[j]))), K.zero);
        const { members } = C.classes[i];
        return K.eq(sum, integer(i === j ? C.order / members.length : 0));
      },
    },
    {
      title: "χ_i χ_j is a sum of characters",
      holds: (i, j) =>
        table.every((chi) => {
          const product = multiplyCharacters(table[i], table[j]);
          const { conductor, coordinates } = classInnerProduct(C, chi, product);
          return conductor === 1 && coordinates[0].d === 1n && coordinates[0].n >= 0n;
        }),
    },
    {
      title: "χ_i(g⁻¹) = conj χ_i(g)",
      holds: (i, t) => K.eq(table[i][inverses[t]], K.conj(table[i][t])),
    },
    {
      title: "Σ_χ ν(χ) χ(1) counts the g with g² = 1",
      holds: () => {
        const sum = table.reduce(
          (s, chi) => K.add(s, K.mul(frobeniusSchur(C, chi), chi[0])),
          K.zero,
        );
        const roots = C.classes.filter(
          ({ representative }) => orderIn(C.group, representative) <= 2,
        );
        return K.eq(sum, integer(roots.reduce((count, { members }) => count + members.length, 0)));
      },
    },
  ];
}

/**
 * Frobenius: <Ind ψ_j, χ_i>_G = <ψ_j, Res χ_i>_H, on indices i of characters of G and j of H.
 *
 * @param induced by default `induceCharacter`
 */
export function reciprocityLaw<S, T>(
  H: ConjugacyClasses<S>,
  G: ConjugacyClasses<T>,
  fusedTo: readonly number[],
  ofH: readonly ClassFunction[],
  ofG: readonly ClassFunction[],
  induced: (psi: ClassFunction) => ClassFunction = (psi) => induceCharacter(H, G, fusedTo, psi),
): Law<number> {
  return {
    title: "<Ind ψ, χ> = <ψ, Res χ>",
    holds: (i, j) =>
      K.eq(
        classInnerProduct(G, induced(ofH[j]), ofG[i]),
        classInnerProduct(H, ofH[j], restrictCharacter(fusedTo, ofG[i])),
      ),
  };
}
