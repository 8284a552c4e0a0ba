import { complexOver } from "../algebra/complex.ts";
import type { Complex, ComplexRing } from "../algebra/complex.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import type { ProgramBuilder } from "../program/builder.ts";
import { nodeRing } from "../program/ring.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { exactMatrices } from "./exact.ts";
import type { ExactCarriers } from "./exact.ts";
import { matrices } from "./signature.ts";

/** A complex number as the nodes of its real and imaginary part. */
export type Entry = Complex<number>;

/** The complex nodes of a builder: i² = −1. */
export function complexNodes(B: ProgramBuilder): ComplexRing<number> {
  return complexOver(nodeRing(B));
}

/**
 * The entries of matrix terms as nodes of one commutative program: N² entries for a matrix, one for a
 * scalar, row by row. Cost: N³ nodes for a product.
 *
 * @param unknown the N×N entries of an unknown, 1×1 for a scalar
 */
export function entriesOf(
  B: ProgramBuilder,
  N: number,
  roots: readonly Term[],
  unknown: (u: Term) => Matrix<Entry>,
): (readonly Entry[])[] {
  const point = {
    apply: (): never => {
      throw new DomainError("matrices", "no unknown functions", "one");
    },
    unknown: (u: Term) => (u.sort === "S" ? unknown(u)[0][0] : unknown(u)),
  };
  const literal = (by: number | string): number => B.constant(parseRational(String(by)));
  const algebra = exactMatrices(nodeRing(B), complexNodes(B), N, literal);
  const values = evaluate<typeof matrices, ExactCarriers<number>>(matrices, algebra, point, roots);
  return values.map((x) => ("re" in x ? [x] : (x as Matrix<Entry>).flat()));
}
