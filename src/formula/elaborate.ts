/** Matrices become their entries, derivatives their formulas: what is left is scalar and explicit. */
import { InputError } from "../errors.ts";
import { derivative, plus, times } from "./derivative.ts";
import type { Equation } from "./equation.ts";
import { apply, mapParts, number, show, type Expression } from "./expression.ts";

type Rows = readonly (readonly Expression[])[];

/** One scalar equation of an equation: an entry of its matrices, or the whole. */
export interface Entry {
  readonly name: string;
  readonly left: Expression;
  readonly right: Expression;
}

/**
 * The scalar equations of an equation. `integrate(f, x)` is some antiderivative, so that an equation
 * with one is about derivatives: both sides are differentiated, and equal up to a constant.
 *
 * @throws {InputError} where shapes do not fit
 */
export function entriesOf({ left, right }: Equation): Entry[] {
  const variable = integrationVariable(left) ?? integrationVariable(right);
  const [a, b] = [left, right].map((side) =>
    scalars(
      variable === undefined ? side : apply("diff", side, { kind: "symbol", name: variable }),
    ),
  );
  if (a.kind !== "matrix" && b.kind !== "matrix") return [{ name: "", left: a, right: b }];
  if (a.kind !== "matrix" || b.kind !== "matrix" || shape(a.rows) !== shape(b.rows)) {
    const shapes = [a, b].map((side) => (side.kind === "matrix" ? shape(side.rows) : "a number"));
    throw new InputError("equation", "sides of one shape", shapes.join(" and "));
  }
  return a.rows.flatMap((row, i) =>
    row.map((entry, j) => ({ name: `(${i + 1}, ${j + 1})`, left: entry, right: b.rows[i][j] })),
  );
}

function shape(rows: Rows): string {
  return `${rows.length}×${rows[0].length}`;
}

function integrationVariable(e: Expression): string | undefined {
  if (e.kind !== "apply") return undefined;
  const indefinite = e.op === "integrate" && e.args.length === 2;
  if (indefinite && e.args[1].kind === "symbol") return e.args[1].name;
  return e.args.map(integrationVariable).find((name) => name !== undefined);
}

/** e without `diff`, `integrate` under `diff`, and matrices but at the top. */
export function scalars(e: Expression): Expression {
  if (e.kind === "apply" && e.op === "diff") return differentiated(e.args[0], e.args[1]);
  if (e.kind === "apply" && e.op === "integrate" && e.args.length === 2)
    throw new InputError("integrate", "a side that is linear in it", show(e));
  const f = mapParts(e, scalars);
  if (f.kind !== "apply" || !f.args.some((arg) => arg.kind === "matrix")) return f;
  return matrixOperation(f.op, f.args);
}

/** diff(integrate(f, x), x) = f: the antiderivative itself is never needed. */
function differentiated(e: Expression, variable: Expression): Expression {
  if (variable.kind !== "symbol") throw new InputError("diff", "a symbol", show(variable));
  const x = variable.name;
  const inverse = e.kind === "apply" && e.op === "integrate" && e.args.length === 2;
  if (inverse && show(e.args[1]) === x) return scalars(e.args[0]);
  const linear = e.kind === "apply" && ["add", "sub", "neg"].includes(e.op);
  if (linear && integrationVariable(e) === x)
    return apply(e.op, ...e.args.map((arg) => differentiated(arg, variable)));
  const f = scalars(e);
  // 1/x is the derivative of log x where log x is defined, and nothing is where it is not.
  return apply("where", scalars(derivative(f, x)), f);
}

function matrixOperation(op: string, args: readonly Expression[]): Expression {
  const [a, b] = args;
  const rows = a.kind === "matrix" ? a.rows : undefined;
  const others = args.length > 1 && b.kind === "matrix" ? b.rows : undefined;
  if (rows !== undefined) {
    if (op === "neg") return entrywise(rows, (entry) => apply("neg", entry));
    if (op === "transpose") return made(rows[0].map((_, j) => rows.map((row) => row[j])));
    if (op === "conj") return entrywise(rows, (entry) => apply("conj", entry));
    if (op === "trace")
      return square(rows, op)
        .map((row, i) => row[i])
        .reduce(plus);
    if (op === "det") return determinant(square(rows, op));
    if (op === "inv") return inverse(square(rows, op));
    if (op === "pow") return power(square(rows, op), b);
    if (op === "div" && others === undefined) return entrywise(rows, (x) => apply("div", x, b));
    if (op === "mul" && others === undefined) return entrywise(rows, (x) => times(x, b));
    if ((op === "add" || op === "sub") && others !== undefined) {
      if (shape(rows) !== shape(others)) throw wrongShape(op, rows, others);
      return made(rows.map((row, i) => row.map((x, j) => apply(op, x, others[i][j]))));
    }
    if (op === "mul" && others !== undefined) return multiplied(rows, others);
    if (op === "dot" && others !== undefined && shape(rows) === shape(others))
      return rows.flatMap((row, i) => row.map((x, j) => times(x, others[i][j]))).reduce(plus);
  }
  if (op === "mul" && others !== undefined) return entrywise(others, (x) => times(a, x));
  throw new InputError(op, "an operation of matrices of fitting shapes", args.map(show).join(", "));
}

function made(rows: Rows): Expression {
  return { kind: "matrix", rows };
}

function entrywise(rows: Rows, by: (entry: Expression) => Expression): Expression {
  return made(rows.map((row) => row.map(by)));
}

function wrongShape(op: string, a: Rows, b: Rows): InputError {
  return new InputError(op, "matrices of fitting shapes", `${shape(a)} and ${shape(b)}`);
}

function square(rows: Rows, op: string): Rows {
  if (rows.length !== rows[0].length) throw new InputError(op, "a square matrix", shape(rows));
  return rows;
}

function multiplied(a: Rows, b: Rows): Expression {
  if (a[0].length !== b.length) throw wrongShape("mul", a, b);
  return made(
    a.map((row) => b[0].map((_, j) => row.map((x, k) => times(x, b[k][j])).reduce(plus))),
  );
}

function minor(rows: Rows, i: number, j: number): Rows {
  return rows.filter((_, r) => r !== i).map((row) => row.filter((_, c) => c !== j));
}

/** By the first row. */
function determinant(rows: Rows): Expression {
  if (rows.length === 1) return rows[0][0];
  return rows[0]
    .map((x, j) => {
      const term = times(x, determinant(minor(rows, 0, j)));
      return j % 2 === 0 ? term : apply("neg", term);
    })
    .reduce(plus);
}

/** Adjugate over determinant. */
function inverse(rows: Rows): Expression {
  const d = determinant(rows);
  if (rows.length === 1) return made([[apply("div", number(1), d)]]);
  return made(
    rows.map((row, i) =>
      row.map((_, j) => {
        const cofactor = determinant(minor(rows, j, i));
        return apply("div", (i + j) % 2 === 0 ? cofactor : apply("neg", cofactor), d);
      }),
    ),
  );
}

function power(rows: Rows, exponent: Expression): Expression {
  const value = exponent.kind === "number" ? exponent.value : undefined;
  const negative = exponent.kind === "apply" && exponent.op === "neg";
  if (negative) return power((inverse(rows) as { readonly rows: Rows }).rows, exponent.args[0]);
  if (value?.d !== 1n || value.n < 0n || value.n > 12n)
    throw new InputError("pow", "a matrix to an integer power from -12 to 12", show(exponent));
  let product = made(rows.map((row, i) => row.map((_, j) => number(i === j ? 1 : 0))));
  for (let k = 0n; k < value.n; k++)
    product = multiplied((product as { readonly rows: Rows }).rows, rows);
  return product;
}
