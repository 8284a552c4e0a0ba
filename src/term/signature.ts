/**
 * A signature is plain data: the sorts of an algebra and, for each operation, the sorts of its
 * arguments and of its result. The types of the recorder and of every model are computed from it.
 */

/** The sort of a function between sorts: a binder's argument, or an unknown function. */
export interface FunctionSort<
  F extends readonly string[] = readonly string[],
  R extends string = string,
> {
  readonly from: F;
  readonly to: R;
}

/** Functions of the sorts `from` with values in `to`: `fn(["G"], "R")`. */
export function fn<const F extends readonly string[], const R extends string>(
  from: F,
  to: R,
): FunctionSort<F, R> {
  return { from, to };
}

export type SortOf = string | FunctionSort;

/** Arguments known when the term is recorded: a direction of differentiation, a rational number. */
export type LiteralKind = "integer" | "rational" | "name";
export type Rational = number | bigint | `${bigint}/${bigint}`;
export type Literal = number | string;

/** An operation with one list of argument sorts and one result sort. */
export interface PlainOperation {
  readonly literals?: readonly LiteralKind[];
  readonly args: readonly SortOf[];
  readonly result: string;
}

/** An operation that every sort of a list has: sums and multiples of matrices and of scalars. */
export interface UniformOperation {
  readonly literals?: readonly LiteralKind[];
  readonly on: readonly string[];
  /** `many`: any number of arguments, at least one. */
  readonly arity: 1 | 2 | "many";
}

export type OperationSignature = PlainOperation | UniformOperation;

/** The sorts of an algebra and its operations, by name. */
export interface Signature {
  readonly name: string;
  readonly sorts: readonly string[];
  readonly operations: Readonly<Record<string, OperationSignature>>;
}

export function isUniform(operation: OperationSignature): operation is UniformOperation {
  return "on" in operation;
}
