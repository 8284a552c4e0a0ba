import { polynomials, type Polynomial } from "../../src/algebra/polynomial.ts";
import { rationals, type Rational } from "../../src/algebra/rational.ts";
import type { Field } from "../../src/algebra/ring.ts";
import { DomainError } from "../../src/errors.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import type { Program } from "../../src/program/program.ts";

/** n/d with polynomials that are never reduced. */
export interface Quotient {
  readonly n: Polynomial<Rational>;
  readonly d: Polynomial<Rational>;
}

/**
 * The roots of a program as unreduced quotients of polynomials over Q, by the schoolbook ring of
 * `src/algebra`: an algorithm and a representation of its own. `undefined` if a divisor is 0.
 */
export function schoolbook(program: Program): readonly Quotient[] | undefined {
  const P = polynomials(rationals, program.variables.length > 0 ? program.variables : ["x"]);
  const over = (n: Polynomial<Rational>, d: Polynomial<Rational>): Quotient => ({ n, d });
  const isOne = (d: Polynomial<Rational>): boolean => P.eq(d, P.one);
  const field: Field<Quotient> = {
    name: "Q(x)",
    exact: true,
    zero: over(P.zero, P.one),
    one: over(P.one, P.one),
    has: () => true,
    eq: (a, b) => P.eq(P.mul(a.n, b.d), P.mul(b.n, a.d)),
    add: (a, b) =>
      isOne(a.d) && isOne(b.d)
        ? over(P.add(a.n, b.n), P.one)
        : over(P.add(P.mul(a.n, b.d), P.mul(b.n, a.d)), P.mul(a.d, b.d)),
    neg: (a) => over(P.neg(a.n), a.d),
    mul: (a, b) => over(P.mul(a.n, b.n), P.mul(a.d, b.d)),
    inv: (a) => {
      if (P.eq(a.n, P.zero)) throw new DomainError("Q(x).inv", "a non-zero quotient", "0");
      // Constants are divided by at once: a polynomial keeps the denominator 1.
      const [[monomial, c]] = a.n;
      return a.n.size === 1 && /^[0,]*$/.test(monomial)
        ? over(P.mul(a.d, P.constant(rationals.inv(c))), P.one)
        : over(a.d, a.n);
    },
    show: (a) => `(${P.show(a.n)})/(${P.show(a.d)})`,
  };
  try {
    return evaluate(
      field,
      program,
      program.variables.map((v) => over(P.variable(v), P.one)),
    );
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
