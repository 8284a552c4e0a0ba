import { DomainError } from "../errors.ts";
import type { Literal } from "./signature.ts";
import { eulerLagrange } from "./euler.ts";
import type { Term, TermStore } from "./term.ts";

/** Operations through which a derivation passes unchanged, factor by factor, or by the product rule. */
const linear = new Set(["add", "sub", "neg", "scale", "tr", "transpose", "conjugate", "adjoint"]);
const constants = new Set(["one", "zero", "zeroScalar"]);

/**
 * Removes the derivations of a term: ∂(xy) = ∂x·y + x·∂y, ∂ commutes with sums, rational multiples and
 * traces, and ∂ of an unknown is a new unknown, its jet `A[0]_{1}`. Derivatives commute, so the
 * directions of a jet are sorted; ∂ of a constant is zero. Euler–Lagrange derivatives are replaced by their definition. A graph
 * without `d` is then read by any model of the algebra.
 *
 * Cost: one node a node and direction; the store shares what is equal.
 */
export function prolong(
  store: TermStore,
  roots: readonly Term[],
  isConstant: (name: string) => boolean = () => false,
): Term[] {
  const plain = new Map<Term, Term>();
  const derived = new Map<string, Map<Term, Term>>();

  const visit = (term: Term): Term => {
    const known = plain.get(term);
    if (known !== undefined) return known;
    const args = term.args.map(visit);
    const made =
      term.op === "d"
        ? derive(args[0], term.literals[0])
        : term.op === "euler"
          ? eulerLagrange(store, args[0], term.literals[0], term.literals[1], derive)
          : store.term(term.sort, term.op, term.literals, args);
    plain.set(term, made);
    return made;
  };

  const derive = (term: Term, direction: Literal): Term => {
    const memo = derived.get(String(direction)) ?? new Map<Term, Term>();
    derived.set(String(direction), memo);
    const known = memo.get(term);
    if (known !== undefined) return known;
    const made = derivative(store, term, direction, (t) => derive(t, direction), isConstant);
    memo.set(term, made);
    return made;
  };

  return roots.map(visit);
}

function derivative(
  store: TermStore,
  term: Term,
  direction: Literal,
  derive: (t: Term) => Term,
  isConstant: (name: string) => boolean,
): Term {
  const { sort, op, literals, args } = term;
  if (op === "unknown") {
    if (isConstant(String(literals[0]))) return zero(store, sort);
    const [name, index, ...directions] = literals;
    return store.term(sort, op, [name, index, ...[...directions, direction].sort(byName)], []);
  }
  if (constants.has(op)) return zero(store, sort);
  if (linear.has(op)) return store.term(sort, op, literals, args.map(derive));
  if (op === "mul") {
    const products = args.map((_, i) =>
      store.term(
        sort,
        "mul",
        [],
        args.map((a, j) => (i === j ? derive(a) : a)),
      ),
    );
    return products.length === 1 ? products[0] : store.term(sort, "add", [], products);
  }
  throw new DomainError(
    "differentiate",
    "sums, products, traces and unknowns",
    op,
    "Expand it first.",
  );
}

function zero(store: TermStore, sort: string): Term {
  return store.term(sort, sort === "S" ? "zeroScalar" : "zero", [], []);
}

function byName(a: Literal, b: Literal): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
