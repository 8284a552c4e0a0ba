import { DomainError } from "../errors.ts";
import { conjugate, type Group } from "../algebra/group.ts";
import { orderOf, type FiniteGroup } from "./finiteGroup.ts";
import type { Permutation } from "./permutation.ts";
import { coordinatesOf, elementWith, type PermutationGroup } from "./permutationGroup.ts";
import { conjugacyClasses } from "./subgroup.ts";

/** A conjugacy class {x g x⁻¹}. */
export interface ConjugacyClass<T> {
  readonly representative: T;
  readonly members: readonly T[];
  /** The order of its elements. */
  readonly order: number;
}

/** All conjugacy classes of a finite group, by order of elements, then by size; {1} is the first. */
export interface ConjugacyClasses<T> {
  readonly group: Group<T>;
  readonly order: number;
  readonly classes: readonly ConjugacyClass<T>[];
  /** The position of the class of g. @throws {DomainError} if g is not in the group */
  readonly classOf: (g: T) => number;
}

/** The conjugacy classes of a group given by its table. Cost: order² products. */
export function classesOf(G: FiniteGroup): ConjugacyClasses<number> {
  const classes = conjugacyClasses(G).map((members) => ({
    representative: members[0],
    members,
    order: orderOf(G, members[0]),
  }));
  return sorted(G, G.order, classes, (g) => (G.has(g) ? g : -1));
}

const LARGEST_ORDER = 500_000;

/**
 * The conjugacy classes of a permutation group, as orbits under conjugation by the generators on the
 * list of all elements. Cost: order · generators products. Domain: order <= 500 000 (M12, M22).
 *
 * @throws {DomainError} for a larger group
 */
export function classesOfPermutations(G: PermutationGroup): ConjugacyClasses<Permutation> {
  if (G.order > BigInt(LARGEST_ORDER))
    throw new DomainError("classesOfPermutations", `an order <= ${LARGEST_ORDER}`, G.order);
  const order = Number(G.order);
  const radices = G.chain.map(({ orbit }) => orbit.length);
  const place = (g: Permutation): number =>
    coordinatesOf(G, g)?.reduce((sum, digit, i) => sum * radices[i] + digit, 0) ?? -1;
  const seen = new Uint8Array(order);
  const classes: ConjugacyClass<Permutation>[] = [];
  for (let k = 0; k < order; k++) {
    if (seen[k] === 1) continue;
    seen[k] = 1;
    const members = [elementAt(G, radices, k)];
    // The list is read on while it grows.
    for (const member of members)
      for (const s of G.generators) {
        const other = conjugate(G, s, member);
        const at = place(other);
        if (seen[at] === 0) members.push(other);
        seen[at] = 1;
      }
    classes.push({ representative: members[0], members, order: orderIn(G, members[0]) });
  }
  return sorted(G, order, classes, place);
}

/** The least k >= 1 with g^k = 1. */
export function orderIn<T>(G: Pick<Group<T>, "op" | "eq" | "identity">, g: T): number {
  let k = 1;
  for (let power = g; !G.eq(power, G.identity); power = G.op(power, g)) k += 1;
  return k;
}

/** For each class the class of the k-th powers of its elements. Domain: integers k >= 0. */
export function powerMap<T>(C: ConjugacyClasses<T>, k: number): readonly number[] {
  return C.classes.map(({ representative, order }) => {
    let power = C.group.identity;
    for (let j = 0; j < k % order; j++) power = C.group.op(power, representative);
    return C.classOf(power);
  });
}

/** Element k of 0..order-1, by its digits in mixed radix. */
function elementAt(G: PermutationGroup, radices: readonly number[], k: number): Permutation {
  const digits = [...radices];
  let rest = k;
  for (let i = radices.length - 1; i >= 0; i--) {
    digits[i] = rest % radices[i];
    rest = Math.floor(rest / radices[i]);
  }
  return elementWith(G, digits);
}

/** @param place the position of an element among all, -1 for none */
function sorted<T>(
  group: Group<T>,
  order: number,
  found: readonly ConjugacyClass<T>[],
  place: (g: T) => number,
): ConjugacyClasses<T> {
  const classes = [...found].sort(
    (a, b) => a.order - b.order || a.members.length - b.members.length,
  );
  const index = new Int32Array(order);
  classes.forEach(({ members }, k) => members.forEach((g) => (index[place(g)] = k)));
  return {
    group,
    order,
    classes,
    classOf: (g) => {
      const at = place(g);
      if (at < 0) throw new DomainError("classOf", `an element of ${group.name}`, group.show(g));
      return index[at];
    },
  };
}
