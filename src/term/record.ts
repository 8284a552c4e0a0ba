import { DomainError } from "../errors.ts";
import { isUniform } from "./signature.ts";
import type {
  FunctionSort,
  Literal,
  LiteralKind,
  OperationSignature,
  PlainOperation,
  Rational,
  Signature,
  SortOf,
  UniformOperation,
} from "./signature.ts";
import type { Term, TermStore } from "./term.ts";

type LiteralArguments<L> = L extends readonly LiteralKind[]
  ? {
      [I in keyof L]: L[I] extends "rational"
        ? Rational
        : L[I] extends "integer"
          ? number
          : string | number;
    }
  : [];

/** What stands for a sort in a recorded formula: a term, or a function of terms. */
export type Recorded<A extends SortOf> = A extends string
  ? Term<A>
  : A extends FunctionSort<infer F, infer R>
    ? (...xs: { [I in keyof F]: Term<F[I]> }) => Term<R>
    : never;

type RecordedAll<A extends readonly SortOf[]> = { [I in keyof A]: Recorded<A[I]> };

type RecordedOperation<O extends OperationSignature> = O extends PlainOperation
  ? (...xs: [...LiteralArguments<O["literals"]>, ...RecordedAll<O["args"]>]) => Term<O["result"]>
  : O extends UniformOperation
    ? O["arity"] extends "many"
      ? OnEach<O["on"][number], LiteralArguments<O["literals"]>>
      : <T extends O["on"][number]>(
          ...xs: O["arity"] extends 2
            ? [...LiteralArguments<O["literals"]>, Term<T>, Term<NoInfer<T>>]
            : [...LiteralArguments<O["literals"]>, Term<T>]
        ) => Term<T>
    : never;

/** One overload a sort: a list of terms of two sorts fits none, where a type parameter would widen. */
type OnEach<T extends string, L extends readonly unknown[]> = (
  T extends string ? (f: (...xs: [...L, ...Term<T>[]]) => Term<T>) => void : never
) extends (f: infer F) => void
  ? F
  : never;

/** The record of operations a claim is written over: `X.mul(a, b)`, `X.sum((h) => …)`. */
export type Operations<S extends Signature> = {
  readonly [K in keyof S["operations"]]: RecordedOperation<S["operations"][K]>;
};

/**
 * The recording algebra of a signature: its operations build terms in the store. Binders are
 * functions, recorded once with a fresh variable of the current level.
 *
 * @throws {DomainError} (from an operation) if an argument has another sort than the signature says:
 * what the types say is checked again, as a spec may be JavaScript.
 */
export function recorder<S extends Signature>(signature: S, store: TermStore): Operations<S> {
  const levels = { current: 0 };
  const operations: Record<string, (...xs: unknown[]) => Term> = {};
  for (const [op, shape] of Object.entries(signature.operations)) {
    const count = shape.literals?.length ?? 0;
    operations[op] = (...xs) => {
      const where = `${signature.name}.${op}`;
      const literals = xs.slice(0, count).map((x) => literal(where, x));
      const rest = xs.slice(count);
      if (isUniform(shape)) {
        const args = rest.map((x, i) => asTerm(where, i, x));
        const sort = args[0]?.sort ?? "none";
        const arityFits = shape.arity === "many" ? args.length > 0 : args.length === shape.arity;
        if (!arityFits) throw new DomainError(where, `${shape.arity} arguments`, args.length);
        args.forEach((a, i) =>
          expectSort(where, i, shape.on.includes(sort) ? sort : shape.on.join(" or "), a),
        );
        return store.term(sort, op, literals, args);
      }
      if (rest.length !== shape.args.length)
        throw new DomainError(where, `${shape.args.length} arguments`, rest.length);
      const args = shape.args.map((sort, i) =>
        typeof sort === "string"
          ? expectSort(where, i, sort, asTerm(where, i, rest[i]))
          : lambda(store, levels, where, sort, rest[i]),
      );
      return store.term(shape.result, op, literals, args);
    };
  }
  return operations as Operations<S>;
}

function lambda(
  store: TermStore,
  levels: { current: number },
  where: string,
  sort: FunctionSort,
  f: unknown,
): Term {
  if (typeof f !== "function") throw new DomainError(where, "a function of terms", typeof f);
  const level = levels.current;
  const variables = sort.from.map((s, i) => store.term(s, "bound", [level + i], []));
  levels.current += variables.length;
  try {
    const body = asTerm(where, 0, (f as (...xs: Term[]) => unknown)(...variables));
    expectSort(`${where}, result of the function`, 0, sort.to, body);
    return store.term(
      `(${sort.from.join(",")})->${sort.to}`,
      "lambda",
      [level, variables.length],
      [body],
    );
  } finally {
    levels.current = level;
  }
}

function literal(where: string, x: unknown): Literal {
  if (typeof x === "number" && !Number.isFinite(x))
    throw new DomainError(where, "a finite number", x);
  if (typeof x === "number" || typeof x === "string") return x;
  if (typeof x === "bigint") return String(x);
  throw new DomainError(where, "a literal number or name", typeof x);
}

function asTerm(where: string, position: number, x: unknown): Term {
  if (typeof x === "object" && x !== null && "op" in x && "sort" in x) return x as Term;
  throw new DomainError(`${where}, argument ${position + 1}`, "a term", typeof x);
}

function expectSort(where: string, position: number, sort: string, term: Term): Term {
  if (term.sort !== sort)
    throw new DomainError(
      `${where}, argument ${position + 1}`,
      `a term of sort ${sort}`,
      term.sort,
    );
  return term;
}
