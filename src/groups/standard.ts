import { DomainError } from "../errors.ts";
import { permutationsOf, signOf } from "./permutation.ts";
import {
  integerRepresentation,
  permutationRepresentation,
  pullback,
  type Representation,
} from "./representation.ts";
import { pairingsMap, symmetric } from "./symmetric.ts";

/** The sign of a permutation, as a representation of S_n. */
export function sign(n: number): Representation {
  return integerRepresentation(
    symmetric(n),
    permutationsOf(n).map((p) => [[signOf(p)]]),
    "sign",
  );
}

/** S_n on K^n by permuting the basis. */
export function natural(n: number): Representation {
  const permutations = permutationsOf(n);
  return permutationRepresentation(symmetric(n), n, (g, x) => permutations[g][x], "natural");
}

/**
 * The standard representation of S_n, on the vectors of K^n with coordinate sum 0, in the basis
 * e_x - e_{n-1}, x < n - 1: integer matrices of dimension n - 1. Domain: 2 <= n <= 6.
 */
export function standard(n: number): Representation {
  const G = symmetric(n);
  if (n < 2) throw new DomainError("standard", "n >= 2", n);
  const rows = Array.from({ length: n - 1 }, (_, x) => x);
  // g (e_x - e_last) = (e_gx - e_last) - (e_glast - e_last), where e_last - e_last = 0.
  const matrices = permutationsOf(n).map((p) =>
    rows.map((y) => rows.map((x) => (p[x] === y ? 1 : 0) - (p[n - 1] === y ? 1 : 0))),
  );
  return integerRepresentation(G, matrices, "standard");
}

/** The 2-dimensional representation of S_4 through S_4 → S_3. */
export function pairings(): Representation {
  return { ...pullback(standard(3), symmetric(4), pairingsMap()), name: "pairings" };
}
