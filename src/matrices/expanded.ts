import { matrixOf } from "../algebra/matrix.ts";
import type { Finding, Model } from "../claim/model.ts";
import { decide, type Decision } from "../polynomial/decide.ts";
import { programBuilder } from "../program/builder.ts";
import { unknownName } from "../term/term.ts";
import { entriesOf } from "./entries.ts";
import { matrices } from "./signature.ts";
import type { Matrices } from "./signature.ts";
import { concretise, jetsOf, type Jets } from "./witness.ts";

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
        const { left, difference } = expansion(jetsOf(problem), N);
        if (difference.kind === "undecided")
          return { outcome: "undecided", scope, reason: `budget: ${difference.why}` };
        if (difference.kind === "nonzero") {
          const witness = concretise(problem, work, [N]);
          return witness === undefined
            ? {
                outcome: "undecided",
                scope,
                reason: "the polynomials differ, and no small integers were found at which they do",
              }
            : { outcome: "fails", scope, witness };
        }
        if (left.kind === "nonzero") cancelled += left.terms;
      }
      return { outcome: "holds", scope, cancelled };
    },
  };
}

/** What the expansion of left − right, and that of left alone, comes to at size N. */
function expansion(
  jets: Jets,
  N: number,
): { readonly left: Decision; readonly difference: Decision } {
  const B = programBuilder();
  const entries = entriesOf(B, N, [...jets.left, ...jets.right], (u) =>
    matrixOf(N, N, (i, j) => ({
      re: B.variable(`${unknownName(u)}_${i}${j}`),
      im: B.constant(0),
    })),
  );
  const n = jets.left.length;
  const nodes = (of: readonly (typeof entries)[number][]): number[] =>
    of.flat().flatMap(({ re, im }) => [re, im]);
  const left = nodes(entries.slice(0, n));
  const right = nodes(entries.slice(n));
  return {
    left: decide(B.program(left)),
    difference: decide(B.program(left.map((node, k) => B.sub(node, right[k])))),
  };
}
