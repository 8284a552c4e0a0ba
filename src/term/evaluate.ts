import { FrameworkError } from "../errors.ts";
import type {
  FunctionSort,
  Literal,
  OperationSignature,
  PlainOperation,
  Signature,
  UniformOperation,
} from "./signature.ts";
import { isUniform } from "./signature.ts";
import type { Term } from "./term.ts";

/** The carrier of each sort in a model: `{ M: Matrix; S: Scalar }`. */
export type Carriers = Readonly<Record<string, unknown>>;

type Value<C extends Carriers, A> = A extends string
  ? C[A]
  : A extends FunctionSort<infer F, infer R>
    ? (...xs: { [I in keyof F]: C[F[I]] }) => C[R]
    : never;

type Values<C extends Carriers, A extends readonly unknown[]> = { [I in keyof A]: Value<C, A[I]> };

type Literals<L> = L extends readonly unknown[] ? { [I in keyof L]: Literal } : [];

type Interpretation<O extends OperationSignature, C extends Carriers> = O extends PlainOperation
  ? (...xs: [...Literals<O["literals"]>, ...Values<C, O["args"]>]) => C[O["result"]]
  : O extends UniformOperation
    ? {
        readonly [T in O["on"][number]]: (
          ...xs: O["arity"] extends "many"
            ? [...Literals<O["literals"]>, ...C[T][]]
            : O["arity"] extends 2
              ? [...Literals<O["literals"]>, C[T], C[T]]
              : [...Literals<O["literals"]>, C[T]]
        ) => C[T];
      }
    : never;

/** A model's operations: for each operation of the signature, what it does on the carriers. */
export type Algebra<S extends Signature, C extends Carriers> = {
  readonly [K in keyof S["operations"]]: Interpretation<S["operations"][K], C>;
};

/** The values of the unknowns at one point of a model. */
export interface Point<C extends Carriers> {
  readonly unknown: (term: Term) => C[string];
  readonly apply: (name: string, args: readonly C[string][]) => C[string];
}

/** Thrown when a model does not interpret an operation; reported before anything runs. */
export class NotInterpreted extends Error {
  override readonly name: string = "NotInterpreted";
  readonly operation: string;
  constructor(operation: string) {
    super(`the model does not interpret ${operation}`);
    this.operation = operation;
  }
}

/**
 * Folds closed terms over an algebra: each node once a binding of the variables it depends on. Memo
 * tables are keyed by node and kept per level; entering a binder saves and restores the deeper ones.
 *
 * Cost: one operation a node and binding.
 */
export function evaluate<S extends Signature, C extends Carriers>(
  signature: S,
  algebra: Partial<Algebra<S, C>>,
  point: Point<C>,
  roots: readonly Term[],
): C[string][] {
  const memos: Map<Term, unknown>[] = [new Map<Term, unknown>()];
  const bound: unknown[] = [];
  const run = (term: Term): unknown => {
    const memo = memos[term.depth];
    if (memo === undefined)
      throw new FrameworkError(`evaluate: a bound variable escapes its binder`);
    const known = memo.get(term);
    if (known !== undefined) return known;
    const value = compute(term);
    memo.set(term, value);
    return value;
  };
  const compute = (term: Term): unknown => {
    if (term.op === "unknown") return point.unknown(term);
    if (term.op === "bound") return bound[Number(term.literals[0])];
    if (term.op === "apply")
      return point.apply(String(term.literals[0]), term.args.map(run) as C[string][]);
    if (term.op === "lambda") return closure(term);
    const shape = signature.operations[term.op];
    const entry = algebra[term.op] as unknown;
    const operation = isUniform(shape)
      ? (entry as Record<string, unknown> | undefined)?.[term.sort]
      : entry;
    if (typeof operation !== "function") throw new NotInterpreted(term.op);
    return (operation as (...xs: unknown[]) => unknown)(...term.literals, ...term.args.map(run));
  };
  const closure = (term: Term): unknown => {
    const level = Number(term.literals[0]);
    const count = Number(term.literals[1]);
    return (...xs: unknown[]): unknown => {
      const savedMemos = memos.splice(level + 1);
      const savedBound = bound.splice(level);
      for (let i = 0; i < count; i++) {
        bound[level + i] = xs[i];
        memos[level + 1 + i] = new Map<Term, unknown>();
      }
      try {
        return run(term.args[0]);
      } finally {
        memos.length = level + 1;
        bound.length = level;
        memos.push(...savedMemos);
        bound.push(...savedBound);
      }
    };
  };
  return roots.map((root) => {
    if (root.depth !== 0)
      throw new FrameworkError("evaluate: expected closed terms, got a free bound variable");
    return run(root) as C[string];
  });
}
