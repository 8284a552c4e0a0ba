import { complexOver } from "../algebra/complex.ts";
import type { Complex } from "../algebra/complex.ts";
import { eqMatrix, matrixOf } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { polynomials } from "../algebra/polynomial.ts";
import type { Polynomial } from "../algebra/polynomial.ts";
import { parseRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import { FrameworkError } from "../errors.ts";
import { evaluate } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { exactMatrices } from "./exact.ts";
import type { ExactCarriers } from "./exact.ts";
import { matrices } from "./signature.ts";
import type { Matrices } from "./signature.ts";
import { concretise, jetsOf } from "./witness.ts";

/** Adjoints and conjugates are no polynomials in the entries. */
const polynomial = Object.keys(matrices.operations).filter(
  (op) => op !== "adjoint" && op !== "conjugate",
);

/**
 * N×N matrices whose entries are the variables of a polynomial ring over Q: both sides expand to the
 * same polynomials, hence agree for all matrices of the listed sizes over any commutative Q-algebra.
 */
export function expandedMatrices(options: { readonly sizes: readonly number[] }): Model<Matrices> {
  return {
    name: `polynomials in the entries, N = ${options.sizes.join(", ")}`,
    kind: "proved",
    interprets: polynomial,
    canDrop: [],
    check: (problem, work): Finding => {
      const scope = `N = ${options.sizes.join(", ")}`;
      let cancelled = 0;
      for (const N of options.sizes) {
        const terms = agreeAt(jetsOf(problem), N);
        if (terms === "differ") {
          const witness = concretise(problem, work, [N]);
          return witness === undefined
            ? {
                outcome: "undecided",
                scope,
                reason: "the polynomials differ, and no small integers were found at which they do",
              }
            : { outcome: "fails", scope, witness };
        }
        cancelled += terms;
      }
      return { outcome: "holds", scope, cancelled };
    },
  };
}

/** The number of terms that cancel when the sides agree at size N. */
function agreeAt(jets: ReturnType<typeof jetsOf>, N: number): number | "differ" {
  const name = (u: Term, i: number, j: number): string =>
    `${unknownName(u).replace(/\W/g, "")}_${i}${j}`;
  const variables = jets.unknowns.flatMap((u) =>
    [...Array(N * N).keys()].map((k) => name(u, Math.floor(k / N), k % N)),
  );
  const P = polynomials(rationals, variables);
  const K = complexOver(P);
  type Entry = Complex<Polynomial<Rational>>;
  const point = {
    apply: (): never => {
      throw new FrameworkError("matrices have no unknown functions");
    },
    unknown: (u: Term): Matrix<Entry> =>
      matrixOf(N, N, (i, j) => ({ re: P.variable(name(u, i, j)), im: P.zero })),
  };
  const literal = (by: number | string): Polynomial<Rational> =>
    P.constant(parseRational(String(by)));
  const values = evaluate<typeof matrices, ExactCarriers<Polynomial<Rational>>>(
    matrices,
    exactMatrices(P, K, N, literal),
    point,
    [...jets.left, ...jets.right],
  );
  const n = jets.left.length;
  const entries = (x: (typeof values)[number]): readonly Entry[] =>
    "re" in x ? [x] : (x as Matrix<Entry>).flat();
  const same = jets.left.every((_, i) => {
    const [l, r] = [values[i], values[n + i]];
    return "re" in l && "re" in r
      ? K.eq(l, r)
      : eqMatrix(K, l as Matrix<Entry>, r as Matrix<Entry>);
  });
  return same
    ? values
        .slice(0, n)
        .flatMap(entries)
        .reduce((sum, z) => sum + z.re.size, 0)
    : "differ";
}
