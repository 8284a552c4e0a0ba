import type { Literal } from "./signature.ts";

/**
 * A term: one node of a hash-consed straight-line program. Equal terms of one store are one object.
 * The phantom parameter is the sort, so that a group element where a number belongs is a compile
 * error: `Type 'Term<"G">' is not assignable to type 'Term<"R">'`.
 */
export interface Term<S extends string = string> {
  readonly sort: S;
  /** An operation of the signature, or one of `unknown`, `apply`, `bound`, `lambda`. */
  readonly op: string;
  readonly literals: readonly Literal[];
  readonly args: readonly Term[];
  /** 1 + the deepest level of a bound variable that is free in the term; 0 if it is closed. */
  readonly depth: number;
  /** Dense within its store, children before parents. */
  readonly id: number;
}

/** The one store of a recording. Terms of two stores are never mixed. */
export interface TermStore {
  readonly size: () => number;
  readonly term: <S extends string>(
    sort: S,
    op: string,
    literals: readonly Literal[],
    args: readonly Term[],
  ) => Term<S>;
}

/**
 * A new store. `lambda` binds the levels `literals[0] … literals[0] + literals[1] − 1` (de Bruijn
 * levels, counted from the root), `bound` is the variable of level `literals[0]`.
 */
export function termStore(): TermStore {
  const terms = new Map<string, Term>();
  return {
    size: () => terms.size,
    term: <S extends string>(
      sort: S,
      op: string,
      literals: readonly Literal[],
      args: readonly Term[],
    ): Term<S> => {
      // With their lengths: a name may contain what separates them.
      const spelt = literals.map((l) => `${String(l).length}:${l}`).join("");
      const key = `${sort}|${op}|${spelt}|${args.map((a) => a.id).join(",")}`;
      const known = terms.get(key);
      if (known !== undefined) return known as Term<S>;
      const made: Term<S> = {
        sort,
        op,
        literals,
        args,
        depth: depthOf(op, literals, args),
        id: terms.size,
      };
      terms.set(key, made);
      return made;
    },
  };
}

function depthOf(op: string, literals: readonly Literal[], args: readonly Term[]): number {
  if (op === "bound") return Number(literals[0]) + 1;
  const inside = args.reduce((deepest, a) => Math.max(deepest, a.depth), 0);
  return op === "lambda" ? Math.min(inside, Number(literals[0])) : inside;
}

/** The terms reachable from the roots, children before parents. */
export function reachable(roots: readonly Term[]): Term[] {
  const seen = new Set<Term>();
  const order: Term[] = [];
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    term.args.forEach(visit);
    order.push(term);
  };
  roots.forEach(visit);
  return order;
}

/** A term as text, prefix form, for messages: `mul(A0, d[1](A1))`. */
export function printTerm(term: Term): string {
  if (term.op === "unknown") return unknownName(term);
  if (term.op === "bound") return `x${term.literals[0]}`;
  if (term.op === "apply") return `${term.literals[0]}(${term.args.map(printTerm).join(", ")})`;
  if (term.op === "lambda") return `x${term.literals[0]} -> ${printTerm(term.args[0])}`;
  const literals = term.literals.length > 0 ? `[${term.literals.join(",")}]` : "";
  return `${term.op}${literals}(${term.args.map(printTerm).join(", ")})`;
}

/** `A[1]`, or `A[1]_{0,1}` for its derivative in the directions 0 and 1. */
export function unknownName(term: Term): string {
  const [name, index, ...directions] = term.literals;
  const base = index === "" ? String(name) : `${name}[${index}]`;
  return directions.length > 0 ? `${base}_{${directions.join(",")}}` : base;
}
