import type { Rational } from "../algebra/rational.ts";
import { fromInteger, power, sub, type Field, type Ring } from "../algebra/ring.ts";
import { DomainError } from "../errors.ts";
import { operation, type Program } from "./program.ts";

/**
 * The values of the roots at a point, `values` in the order of `program.variables`: the reference
 * interpreter. Every node is evaluated, so a division by 0 anywhere is an error.
 *
 * Exactness: that of R. Cost: one operation of R a node.
 *
 * @throws {DomainError} if a divisor is 0 at the point, if R has no division and the program needs
 * one, or if there are not as many values as variables
 */
export function evaluate<T>(
  R: Ring<T> | Field<T>,
  program: Program,
  values: readonly T[],
): readonly T[] {
  const { ops, left, right, variables, constants, roots } = program;
  if (values.length !== variables.length)
    throw new DomainError("evaluate", `${variables.length} values`, values.length);
  const at: T[] = [];
  const quotient = (a: T, b: T): T => {
    if (!("inv" in R)) throw new DomainError("evaluate", "a field, for a division", R.name);
    return R.mul(a, R.inv(b));
  };
  const constant = ({ n, d }: Rational): T =>
    d === 1n ? fromInteger(R, n) : quotient(fromInteger(R, n), fromInteger(R, d));
  const compute = (k: number): T => {
    const a = left[k];
    const b = right[k];
    switch (ops[k]) {
      case operation.variable:
        return values[a];
      case operation.constant:
        return constant(constants[a]);
      case operation.add:
        return R.add(at[a], at[b]);
      case operation.sub:
        return sub(R, at[a], at[b]);
      case operation.neg:
        return R.neg(at[a]);
      case operation.mul:
        return R.mul(at[a], at[b]);
      case operation.div:
        return quotient(at[a], at[b]);
      default:
        return power(R, at[a], b);
    }
  };
  for (let k = 0; k < ops.length; k++) at.push(compute(k));
  return roots.map((root) => at[root]);
}
