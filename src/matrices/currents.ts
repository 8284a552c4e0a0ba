import { prolong } from "../term/differentiate.ts";
import type { Literal } from "../term/signature.ts";
import { rebuild } from "../term/transform.ts";
import type { Term, TermStore } from "../term/term.ts";

/** The name of θ_μ = Ω†∂_μΩ. */
export function currentName(name: Literal, direction: Literal): string {
  return `${name}†d${direction}${name}`;
}

/**
 * Writes the jets of unitary fields by their Maurer–Cartan currents θ_μ = Ω†∂_μΩ, which are
 * antihermitian and bound by nothing else:
 *
 *   ∂_μΩ = Ωθ_μ,   ∂_ν∂_μΩ = Ω(θ_νθ_μ + ∂_νθ_μ),   and so on for μ <= ν <= ….
 *
 * A jet has its directions sorted, so that only ∂_ν…θ_μ with μ <= ν <= … occur: those are free, and the
 * others follow from dθ + θ∧θ = 0. The map from the jets of Ω to Ω and these is a bijection onto unitary
 * and antihermitian matrices; models draw and reduce by the right side alone.
 *
 * Cost: 2^k products for a jet of order k. Source: Kobayashi, Nomizu, Foundations of Differential
 * Geometry I, section I.4; Olver, Equivalence, Invariants, and Symmetry, chapter 16 (moving coframes).
 */
export function byCurrents(
  store: TermStore,
  roots: readonly Term[],
  isUnitary: (name: string) => boolean,
): Term[] {
  return rebuild(store, roots, (term) =>
    term.op === "unknown" && term.literals.length > 2 && isUnitary(String(term.literals[0]))
      ? jetByCurrents(store, term)
      : undefined,
  );
}

function jetByCurrents(store: TermStore, { sort, literals }: Term): Term {
  const [name, index, ...directions] = literals;
  const field = store.term(sort, "unknown", [name, index], []);
  const first = (direction: Literal): Term =>
    store.term(
      sort,
      "mul",
      [],
      [field, store.term(sort, "unknown", [currentName(name, direction), index], [])],
    );
  const [lowest, ...rest] = directions;
  return rest.reduce((jet, direction) => {
    const derived = prolong(store, [store.term(sort, "d", [direction], [jet])]);
    // Of Ω itself, which is a factor of every product, that is the one new jet.
    const made = store.term(sort, "unknown", [name, index, direction], []);
    return rebuild(store, derived, (t) => (t === made ? first(direction) : undefined))[0];
  }, first(lowest));
}
