import type { Literal, OperationSignature, Signature } from "./signature.ts";
import { isUniform } from "./signature.ts";
import { printTerm, reachable } from "./term.ts";
import type { Term, TermStore } from "./term.ts";
import { rebuild } from "./transform.ts";

/** One change of one node: what it becomes, in words and as a term. */
export interface Mutation {
  /** What is changed, without the terms it happens to. */
  readonly what: string;
  /** The same with the terms, printed when asked: a shared node prints as often as it is used. */
  readonly says: string;
  readonly node: Term;
  readonly becomes: Term;
}

/** Operations of one argument of their own sort, dropped or inserted. */
const invertible = new Set(["inv", "invH", "adjoint", "transpose", "conjugate", "neg"]);
/** Operations whose value does not depend on the order of their arguments. */
const symmetric = new Set(["add"]);

/**
 * All single-node mutations of a side: two arguments swapped, an inverse, adjoint or sign dropped or
 * inserted, + and − exchanged, a literal or a direction of d changed, an unknown or a bound variable
 * replaced by another of its sort. Each leaves the term closed and well-sorted, whether true or not.
 *
 * @param all both sides: where other unknowns are taken from
 */
export function mutations(
  signature: Signature,
  store: TermStore,
  side: readonly Term[],
  all: readonly Term[],
): Mutation[] {
  const everywhere = reachable(all);
  return reachable(side).flatMap((node) => [
    ...swaps(store, node),
    ...drops(node),
    ...inserts(signature, store, node),
    ...exchanges(signature, store, node),
    ...literals(signature, store, node, everywhere),
    ...renamings(store, node, everywhere),
    ...rebindings(store, node),
  ]);
}

/** The side with the node replaced wherever it occurs. */
export function mutated(store: TermStore, side: readonly Term[], mutation: Mutation): Term[] {
  return rebuild(store, side, (term) => (term === mutation.node ? mutation.becomes : undefined));
}

function made(node: Term, becomes: Term, what: string): Mutation[] {
  if (node === becomes) return [];
  const mutation = {
    node,
    becomes,
    what,
    get says(): string {
      return `${what}: ${printTerm(node)} → ${printTerm(becomes)}`;
    },
  };
  return [mutation];
}

function swaps(store: TermStore, node: Term): Mutation[] {
  if (node.op === "lambda" || symmetric.has(node.op)) return [];
  return node.args.flatMap((a, i) =>
    node.args.flatMap((b, j) => {
      if (j <= i || a.sort !== b.sort) return [];
      const args = node.args.map((x, k) => (k === i ? b : k === j ? a : x));
      return made(node, store.term(node.sort, node.op, node.literals, args), "arguments swapped");
    }),
  );
}

function drops(node: Term): Mutation[] {
  return invertible.has(node.op) && node.args[0].sort === node.sort
    ? made(node, node.args[0], `${node.op} dropped`)
    : [];
}

function inserts(signature: Signature, store: TermStore, node: Term): Mutation[] {
  return Object.entries(signature.operations).flatMap(([op, shape]) => {
    if (!invertible.has(op)) return [];
    const takes = isUniform(shape)
      ? shape.on.includes(node.sort)
      : shape.args[0] === node.sort && shape.result === node.sort;
    return takes ? made(node, store.term(node.sort, op, [], [node]), `${op} inserted`) : [];
  });
}

function exchanges(signature: Signature, store: TermStore, node: Term): Mutation[] {
  const has = (op: string): boolean => {
    const shape = signature.operations[op] as OperationSignature | undefined;
    return shape !== undefined && isUniform(shape) && shape.on.includes(node.sort);
  };
  const [first, ...rest] = node.args;
  if (node.op === "sub" && has("add"))
    return made(node, store.term(node.sort, "add", [], node.args), "− becomes +");
  if (node.op !== "add" || rest.length === 0 || !has("sub")) return [];
  const last = rest.length === 1 ? rest[0] : store.term(node.sort, "add", [], rest);
  return made(node, store.term(node.sort, "sub", [], [first, last]), "+ becomes −");
}

function literals(
  signature: Signature,
  store: TermStore,
  node: Term,
  everywhere: readonly Term[],
): Mutation[] {
  const kinds = (signature.operations[node.op] as OperationSignature | undefined)?.literals ?? [];
  return kinds.flatMap((kind, at) =>
    others(kind, node, at, everywhere).flatMap((literal) => {
      const changed = node.literals.map((l, k) => (k === at ? literal : l));
      const what = node.op === "d" ? "direction changed" : "literal changed";
      return made(node, store.term(node.sort, node.op, changed, node.args), what);
    }),
  );
}

/** Other values for a literal: multiples of a number, or names and indices met in the same place. */
function others(kind: string, node: Term, at: number, everywhere: readonly Term[]): Literal[] {
  const own = node.literals[at];
  if (kind === "rational") {
    const text = String(own);
    const [n, d = "1"] = text.split("/");
    const minus = text.startsWith("-") ? text.slice(1) : `-${text}`;
    return Number(n) === 0
      ? [1]
      : [minus, `${BigInt(n) * 2n}/${d}`, `${BigInt(n) + BigInt(d)}/${d}`];
  }
  const met = everywhere.filter((t) => t.op === node.op).map((t) => t.literals[at]);
  return [...new Set(met)].filter((l) => l !== own);
}

function renamings(store: TermStore, node: Term, everywhere: readonly Term[]): Mutation[] {
  if (node.op === "unknown")
    return everywhere
      .filter((t) => t.op === "unknown" && t.sort === node.sort)
      .flatMap((other) => made(node, other, "another unknown"));
  if (node.op !== "apply") return [];
  const sorts = (t: Term): string => t.args.map((a) => a.sort).join();
  const names = everywhere
    .filter((t) => t.op === "apply" && t.sort === node.sort && sorts(t) === sorts(node))
    .map((t) => t.literals[0]);
  return [...new Set(names)].flatMap((name) =>
    made(node, store.term(node.sort, "apply", [name], node.args), "another function"),
  );
}

/** Inside one binder: its variable becomes another variable or unknown of the sort that is in scope there. */
function rebindings(store: TermStore, node: Term): Mutation[] {
  if (node.op !== "lambda") return [];
  const end = Number(node.literals[0]) + Number(node.literals[1]);
  const inside = reachable(node.args);
  const level = (t: Term): number => Number(t.literals[0]);
  const own = inside.filter(
    (t) => t.op === "bound" && level(t) >= Number(node.literals[0]) && level(t) < end,
  );
  // A level below `end` that a nested binder binds anew has no meaning of its own there: none does,
  // as levels count from the root.
  const inScope = inside.filter((t) => t.op === "unknown" || (t.op === "bound" && level(t) < end));
  return own.flatMap((variable) =>
    inScope
      .filter((other) => other !== variable && other.sort === variable.sort)
      .flatMap((other) => {
        const body = rebuild(store, node.args, (t) => (t === variable ? other : undefined));
        return made(
          node,
          store.term(node.sort, "lambda", node.literals, body),
          `${printTerm(variable)} becomes ${printTerm(other)}`,
        );
      }),
  );
}
