import fc from "fast-check";
import { rational } from "../../src/algebra/rational.ts";
import type { Rational } from "../../src/algebra/rational.ts";
import { parameterCount } from "../../src/matrices/exact.ts";
import { propertyOf } from "../../src/matrices/witness.ts";
import type { Parameters } from "../../src/claim/shrink.ts";
import type { Jets } from "../../src/matrices/witness.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Rational as Literal } from "../../src/term/signature.ts";
import { unknownName } from "../../src/term/term.ts";
import type { Fields, M, Unknowns } from "./problem.ts";

/** A term that is still to be recorded: a function of the operations and the unknowns. */
export type Recipe = (X: Fields, u: Unknowns) => M;

const literals: readonly Literal[] = [-1, 2, "1/2", "-3/2", 0];

/** Random matrix terms with at most `letters` unknowns: sums, products, multiples, †, ᵀ, *, nested. */
export function aTerm(letters: number): fc.Arbitrary<Recipe> {
  const leaf: fc.Arbitrary<Recipe> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(...(["A", "B", "U", "H", "K"] as const)).map(
        (n): Recipe =>
          (_, u) =>
            u[n],
      ),
    },
    { weight: 1, arbitrary: fc.constant<Recipe>((X) => X.one()) },
  );
  if (letters <= 1) return leaf;
  const half = Math.floor(letters / 2);
  const pair = fc.tuple(aTerm(half), aTerm(letters - half));
  const one = aTerm(letters - 1);
  return fc.oneof(
    pair.map(
      ([f, g]): Recipe =>
        (X, u) =>
          X.mul(f(X, u), g(X, u)),
    ),
    pair.map(
      ([f, g]): Recipe =>
        (X, u) =>
          X.add(f(X, u), g(X, u)),
    ),
    pair.map(
      ([f, g]): Recipe =>
        (X, u) =>
          X.sub(f(X, u), g(X, u)),
    ),
    one.map(
      (f): Recipe =>
        (X, u) =>
          X.adjoint(f(X, u)),
    ),
    one.map(
      (f): Recipe =>
        (X, u) =>
          X.transpose(f(X, u)),
    ),
    one.map(
      (f): Recipe =>
        (X, u) =>
          X.conjugate(f(X, u)),
    ),
    one.map(
      (f): Recipe =>
        (X, u) =>
          X.neg(f(X, u)),
    ),
    fc.tuple(fc.constantFrom(...literals), one).map(
      ([q, f]): Recipe =>
        (X, u) =>
          X.scale(q, f(X, u)),
    ),
  );
}

/** Small random rational parameters of every unknown, from a seeded stream. */
export function parametersAt(jets: Jets, N: number, label: string, height = 3): Parameters {
  const s = stream("20240601", "parameters", label, String(N));
  return new Map(
    jets.unknowns.map((u): [string, Rational[]] => [
      unknownName(u),
      Array.from({ length: parameterCount(propertyOf(jets, u), N) }, () =>
        rational(s.integer(-height, height), s.integer(1, 2)),
      ),
    ]),
  );
}
