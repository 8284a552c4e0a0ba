import { DomainError } from "../errors.ts";
import { gaussianRationals as K } from "../algebra/complex.ts";
import { power } from "../algebra/ring.ts";
import { cyclic } from "./cyclic.ts";
import { indicesOf, type FiniteGroup } from "./finiteGroup.ts";
import { integerRepresentation, representation, type Representation } from "./representation.ts";
import { generatorsOf, isHomomorphism } from "./subgroup.ts";

/** ρ(g) = 1 on K^1. */
export function trivial(G: FiniteGroup): Representation {
  return integerRepresentation(
    G,
    indicesOf(G).map(() => [[1]]),
    "trivial",
  );
}

/**
 * The character j ↦ ζ^(jk) of C_n, ζ = exp(2πi/n).
 *
 * Domain: ζ^k lies in Q(i), i.e. n / gcd(n, k) divides 4.
 */
export function cyclicCharacter(n: number, k: number): Representation {
  const G = cyclic(n);
  if (!Number.isInteger((4 * k) / n))
    throw new DomainError(
      "cyclicCharacter",
      "n, k with exp(2πik/n) in Q(i), i.e. n | 4k",
      `${n}, ${k}`,
    );
  const quarterTurns = (((4 * k) / n) % 4) + 4;
  const matrices = indicesOf(G).map((j) => [[power(K, K.i, (quarterTurns * j) % 4)]]);
  return representation(G, matrices, `χ${k}`);
}

/** All homomorphisms G → {1, -1}, the trivial one first: as many as |G : <squares>|. */
export function realCharacters(G: FiniteGroup): readonly Representation[] {
  const generators = generatorsOf(G);
  const choices = Array.from({ length: 1 << generators.length }, (_, choice) =>
    spreadSigns(G, generators, choice),
  );
  return choices
    .filter((bits) => isHomomorphism(G, cyclic(2), bits))
    .map((bits, k) =>
      integerRepresentation(
        G,
        bits.map((bit) => [[1 - 2 * bit]]),
        k === 0 ? "trivial" : `ε${k}`,
      ),
    );
}

/** The bits (1 for -1) that `choice` gives the generators, carried along one word of each element. */
function spreadSigns(G: FiniteGroup, generators: readonly number[], choice: number): number[] {
  const bits = new Map([[G.identity, 0]]);
  for (const [g, bit] of bits)
    generators.forEach((s, k) => {
      if (!bits.has(G.op(g, s))) bits.set(G.op(g, s), bit ^ ((choice >> k) & 1));
    });
  return indicesOf(G).map((g) => bits.get(g) ?? 0);
}
