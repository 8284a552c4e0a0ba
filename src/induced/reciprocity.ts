import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { conjugate } from "../algebra/group.ts";
import { DomainError } from "../errors.ts";
import { induce } from "../groups/induced.ts";
import { homDimension } from "../groups/intertwiners.ts";
import { irreducibles } from "../groups/irreducible.ts";
import {
  character,
  innerProduct,
  restrict,
  type Representation,
} from "../groups/representation.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import { conjugacyClasses, cosets } from "../groups/subgroup.ts";
import { rationals } from "../algebra/rational.ts";
import { inductionNamed } from "./catalogue.ts";
import {
  inducedCharacter,
  translationRepresentation,
  type Condition,
  type Translation,
} from "./spaces.ts";

const classes = new Map<string, readonly Representation[]>();

/** The irreducible representation of G with this name. */
function irreducible(induction: string, pi: string): Representation {
  const { G } = inductionNamed(induction);
  const all = classes.get(G.name) ?? irreducibles(G.name);
  classes.set(G.name, all);
  const found = all.find(({ name }) => name === pi);
  if (found === undefined)
    throw new DomainError(
      "irreducible",
      `one of ${all.map(({ name }) => name).join(", ")}`,
      `"${pi}"`,
    );
  return found;
}

/** dim Hom_G({f | condition} with T_u, π) by exact linear algebra. */
export function homFromFunctions(
  induction: string,
  pi: string,
  condition: Condition,
  translation: Translation,
): number | string {
  const action = translationRepresentation(induction, condition, translation);
  if (action === "zero") return 0;
  return action === "not invariant" ? action : homDimension(action, irreducible(induction, pi));
}

/** dim Hom_H(ρ, Res π) by exact linear algebra. */
export function homToRestriction(induction: string, pi: string): number {
  const { H, inclusion, rho } = inductionNamed(induction);
  return homDimension(rho, restrict(irreducible(induction, pi), H, inclusion));
}

/** ⟨χ_ρ, Res χ_π⟩_H. */
export function restrictedProduct(induction: string, pi: string): string {
  const { H, inclusion, rho } = inductionNamed(induction);
  const chi = character(irreducible(induction, pi));
  return rationals.show(
    innerProduct(
      H,
      character(rho),
      inclusion.map((g) => chi[g]),
    ),
  );
}

/** ⟨Ind χ_ρ, χ_π⟩_G with the formula for the induced character. */
export function inducedProduct(induction: string, pi: string): string {
  const { G } = inductionNamed(induction);
  return rationals.show(
    innerProduct(G, inducedCharacter(induction), character(irreducible(induction, pi))),
  );
}

/** A class function as its values at the classes, in order. */
export function atClasses(induction: string, chi: readonly GaussianRational[]): string {
  return conjugacyClasses(inductionNamed(induction).G)
    .map(([g]) => K.show(chi[g]))
    .join(", ");
}

/** The trace of T_u on {f | condition} at each class of u. */
export function translationCharacter(
  induction: string,
  condition: Condition,
  translation: Translation,
): string {
  const action = translationRepresentation(induction, condition, translation);
  if (action === "not invariant") return action;
  const { G } = inductionNamed(induction);
  return atClasses(induction, action === "zero" ? G.elements.map(() => K.zero) : character(action));
}

/** The character of the block matrices of Ind ρ on coset representatives. */
export function blockCharacter(induction: string): string {
  const { G, inclusion, rho } = inductionNamed(induction);
  return atClasses(induction, character(induce(rho, G, inclusion)));
}

/** The character of Ind ρ by its formula. */
export function formulaCharacter(induction: string): string {
  return atClasses(induction, inducedCharacter(induction));
}

/**
 * The trace of g on functions on G/H, as the number of cosets xH with gxH = xH, at each class; or, for a
 * near miss, of those with gxg⁻¹H = xH.
 */
export function cosetCharacter(induction: string, moves: "gx" | "gxg⁻¹" = "gx"): string {
  const { G, inclusion } = inductionNamed(induction);
  const { representatives, indexOf } = cosets(G, inclusion);
  return conjugacyClasses(G)
    .map(([g]) => {
      const moved = (x: number): number => (moves === "gx" ? G.op(g, x) : conjugate(G, g, x));
      return representatives.filter((x, k) => indexOf(moved(x)) === k).length;
    })
    .join(", ");
}

/** An element outside all conjugates of H, or of 1, with a trace on Ind ρ that is not 0, if there is one. */
export function characterVanishes(
  induction: string,
  off?: string,
): { readonly g: string; readonly trace: string } | undefined {
  const { G, inclusion } = inductionNamed(induction);
  const inside = new Set(off === undefined ? inclusion : [G.identity]);
  const chi = inducedCharacter(induction);
  const g = indicesOf(G).find(
    (y) => !K.eq(chi[y], K.zero) && indicesOf(G).every((x) => !inside.has(conjugate(G, x, y))),
  );
  return g === undefined ? undefined : { g: G.show(g), trace: K.show(chi[g]) };
}
