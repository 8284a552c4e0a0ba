import { DomainError } from "../errors.ts";
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { identityMatrix, mulMatrix, type Matrix } from "../algebra/matrix.ts";
import { cyclic } from "./cyclic.ts";
import { dihedral } from "./dihedral.ts";
import { elementNamed, indicesOf, type FiniteGroup } from "./finiteGroup.ts";
import { klein } from "./klein.ts";
import { cyclicCharacter, realCharacters, trivial } from "./linearCharacters.ts";
import { quaternion } from "./quaternion.ts";
import { representation, restrict, tensor, type Representation } from "./representation.ts";
import { pairings, sign, standard } from "./standard.ts";
import { alternating, alternatingInclusion, symmetric } from "./symmetric.ts";

/** D_4 as the symmetries of the square: r a quarter turn, s the reflection diag(1, -1). */
export function square(): Representation {
  const G = dihedral(4);
  return representationFrom(
    G,
    [
      [
        "r",
        [
          [K.zero, K.neg(K.one)],
          [K.one, K.zero],
        ],
      ],
      [
        "s",
        [
          [K.one, K.zero],
          [K.zero, K.neg(K.one)],
        ],
      ],
    ],
    "square",
  );
}

/** Q_8 in SU(2): i ↦ diag(i, -i), j ↦ [[0, 1], [-1, 0]]. */
export function spin(): Representation {
  const G = quaternion();
  return representationFrom(
    G,
    [
      [
        "i",
        [
          [K.i, K.zero],
          [K.zero, K.neg(K.i)],
        ],
      ],
      [
        "j",
        [
          [K.zero, K.one],
          [K.neg(K.one), K.zero],
        ],
      ],
    ],
    "spin",
  );
}

/**
 * The representations of A_4 that are irreducible over Q(i): trivial, the sum ω ⊕ ω̄ of the two
 * cubic characters (they need a cube root of 1, so over Q(i) they exist only together), and the
 * 3-dimensional one.
 */
function irreducibleOfA4(): readonly Representation[] {
  const [G, inclusion] = [alternating(4), alternatingInclusion(4)];
  return [
    trivial(G),
    { ...restrict(pairings(), G, inclusion), name: "ω ⊕ ω̄" },
    { ...restrict(standard(4), G, inclusion), name: "standard" },
  ];
}

const LISTS: Record<string, () => readonly Representation[]> = {
  C1: () => realCharacters(cyclic(1)),
  C2: () => realCharacters(cyclic(2)),
  C4: () => [0, 1, 2, 3].map((k) => cyclicCharacter(4, k)),
  V4: () => realCharacters(klein()),
  S3: () => [trivial(symmetric(3)), sign(3), standard(3)],
  S4: () => [
    trivial(symmetric(4)),
    sign(4),
    pairings(),
    standard(4),
    { ...tensor(standard(4), sign(4)), name: "standard ⊗ sign" },
  ],
  A4: irreducibleOfA4,
  D4: () => [...realCharacters(dihedral(4)), square()],
  Q8: () => [...realCharacters(quaternion()), spin()],
};

/**
 * One of each class of representations irreducible over Q(i), for the groups C1, C2, C4, V4, S3, S4,
 * A4, D4, Q8. All but ω ⊕ ω̄ of A4 stay irreducible over C.
 *
 * @throws {DomainError} listing these names
 */
export function irreducibles(name: string): readonly Representation[] {
  if (!Object.hasOwn(LISTS, name))
    throw new DomainError("irreducibles", `one of ${Object.keys(LISTS).join(", ")}`, `"${name}"`);
  return LISTS[name]();
}

/**
 * The representation with these matrices at these labels, extended along one word of each element.
 *
 * @throws {DomainError} if the labels do not generate G, or the extension is no homomorphism
 */
export function representationFrom(
  G: FiniteGroup,
  images: readonly (readonly [label: string, matrix: Matrix<GaussianRational>])[],
  name: string,
): Representation {
  const steps = images.map(([label, A]) => [elementNamed(G, label), A] as const);
  const found = new Map([[G.identity, identityMatrix(K, images[0][1].length)]]);
  for (const [g, A] of found)
    for (const [s, B] of steps) {
      const next = G.op(g, s);
      if (!found.has(next)) found.set(next, mulMatrix(K, A, B));
    }
  const matrices = indicesOf(G).flatMap((g) => {
    const A = found.get(g);
    return A === undefined ? [] : [A];
  });
  return representation(G, matrices, name);
}
