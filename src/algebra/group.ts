/** A group as a value: elements are plain immutable data, the group holds the operations. */
export interface Group<T> {
  readonly name: string;
  readonly identity: T;
  readonly has: (a: T) => boolean;
  readonly eq: (a: T, b: T) => boolean;
  /** The product a b; maps and permutations compose as functions, (a b)(x) = a(b(x)). */
  readonly op: (a: T, b: T) => T;
  readonly inv: (a: T) => T;
  /** Faithful: equal elements, and only they, print alike. */
  readonly show: (a: T) => string;
}

/** g x g⁻¹. */
export function conjugate<T>(G: Pick<Group<T>, "op" | "inv">, g: T, x: T): T {
  return G.op(G.op(g, x), G.inv(g));
}

/** a b a⁻¹ b⁻¹. */
export function commutator<T>(G: Pick<Group<T>, "op" | "inv">, a: T, b: T): T {
  return G.op(conjugate(G, a, b), G.inv(b));
}
