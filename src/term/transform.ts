import type { Term, TermStore } from "./term.ts";

/**
 * Rebuilds a term bottom-up in a store. The rule sees each node with its arguments rebuilt, and
 * returns its replacement or `undefined` to keep it.
 */
export function rebuild(
  store: TermStore,
  roots: readonly Term[],
  rule: (term: Term, args: readonly Term[]) => Term | undefined,
): Term[] {
  const memo = new Map<Term, Term>();
  const visit = (term: Term): Term => {
    const known = memo.get(term);
    if (known !== undefined) return known;
    const args = term.args.map(visit);
    const made = rule(term, args) ?? store.term(term.sort, term.op, term.literals, args);
    memo.set(term, made);
    return made;
  };
  return roots.map(visit);
}
