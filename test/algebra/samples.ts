import fc from "fast-check";
import { type Complex } from "../../src/algebra/complex.ts";
import type { Matrix } from "../../src/algebra/matrix.ts";
import type { Polynomial, PolynomialRing } from "../../src/algebra/polynomial.ts";
import { rational, type Rational } from "../../src/algebra/rational.ts";

/** fast-check's options for so many runs from the seed of this repository. */
export function fixed(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns, seed: 20240601 };
}

/** Small integers, zero and units often. */
export const anInteger: fc.Arbitrary<bigint> = fc.bigInt(-12n, 12n);

/** Rationals of small height, sometimes of large. */
export const aRational: fc.Arbitrary<Rational> = fc
  .oneof(
    fc.tuple(fc.bigInt(-9n, 9n), fc.bigInt(1n, 6n)),
    fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n)),
  )
  .map(([n, d]) => rational(n, d));

export function aComplex<T>(part: fc.Arbitrary<T>): fc.Arbitrary<Complex<T>> {
  return fc.record({ re: part, im: part }, { noNullPrototype: true });
}

/** Sums of at most four monomials with exponents at most 2. */
export function aPolynomial<T>(
  P: PolynomialRing<T>,
  coefficient: fc.Arbitrary<T>,
): fc.Arbitrary<Polynomial<T>> {
  const exponents = fc.tuple(...P.variables.map(() => fc.nat(2)));
  return fc.array(fc.tuple(coefficient, exponents), { maxLength: 4 }).map((terms) =>
    terms.reduce((sum, [c, es]) => {
      const monomial = es.reduce(
        (f, e, k) =>
          Array.from({ length: e }).reduce<Polynomial<T>>(
            (g) => P.mul(g, P.variable(P.variables[k])),
            f,
          ),
        P.constant(c),
      );
      return P.add(sum, monomial);
    }, P.zero),
  );
}

export function aMatrix<T>(
  entry: fc.Arbitrary<T>,
  m: number,
  n: number = m,
): fc.Arbitrary<Matrix<T>> {
  const row = fc.array(entry, { minLength: n, maxLength: n });
  return fc.array(row, { minLength: m, maxLength: m });
}
