import type { Finding, Model } from "../claim/model.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { freeMatrices } from "./freeAlgebra.ts";
import type { FreeCarriers, TracePolynomial, Words } from "./freeAlgebra.ts";
import { droppable, matrices, matrixFields } from "./signature.ts";
import type { MatrixFields, Matrices } from "./signature.ts";
import { concretise, jetsOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

/**
 * The free model of matrices and of matrix fields: both sides have the same normal form in the free
 * *-algebra modulo rotation of traces, hence agree for matrices of every size N. A non-zero
 * difference fails only with matrices on which the sides differ.
 */
export function freeMatrixModel(): Model<Matrices> & Model<MatrixFields> {
  return {
    name: "free algebra",
    kind: "proved",
    interprets: Object.keys(matrixFields.operations),
    canDrop: droppable,
    check: (problem, work): Finding => {
      const jets = jetsOf(problem);
      const normal = normalForms(jets, false);
      const before = normalForms(jets, true);
      const scope = "matrices of every size N";
      const cancelled = before.reduce(
        (n, { left, right }) => n + new Set([...left.keys(), ...right.keys()]).size,
        0,
      );
      if (normal.every(({ left, right }) => same(left, right)))
        return { outcome: "holds", scope, cancelled };
      const witness = concretise(problem, work);
      return witness === undefined
        ? {
            outcome: "undecided",
            scope,
            cancelled,
            reason:
              "not free: the normal forms differ, and no small matrices on which the sides differ were found",
          }
        : { outcome: "fails", scope, cancelled, witness };
    },
  };
}

type NormalForm = Words | TracePolynomial;

function normalForms(jets: Jets, unsigned: boolean): { left: NormalForm; right: NormalForm }[] {
  const free = freeMatrices((name) => jets.propertyOf(name), unsigned);
  const point = {
    unknown: (term: Term): Words => free.unknown(term),
    apply: (): Words => new Map(),
  };
  const values = evaluate<typeof matrices, FreeCarriers>(matrices, free.algebra, point, [
    ...jets.left,
    ...jets.right,
  ]);
  const none: NormalForm = new Map();
  return jets.left.map((_, i) => ({
    left: values[i],
    right: values[jets.left.length + i] ?? none,
  }));
}

function same(a: NormalForm, b: NormalForm): boolean {
  if (a.size !== b.size) return false;
  for (const [key, q] of a) {
    const other = b.get(key);
    if (other === undefined || other.n !== q.n || other.d !== q.d) return false;
  }
  return true;
}

/** Whether terms vanish identically, for every N. */
export function isZeroNormalForm(jets: Jets, terms: readonly Term[]): boolean {
  return normalForms({ ...jets, left: terms, right: [] }, false).every(
    ({ left }) => left.size === 0,
  );
}
