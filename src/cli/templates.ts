/** The page `commute new` writes: every field of the front matter, and the headings to fill in. */
export function pageTemplate(id: string): string {
  return `---
id: ${id}
title: What the theorem says, in one line
# Numbers of the talk's inventory, such as ["2.3"]; empty for a theorem of your own.
talk: []
# The formula exactly as printed on the slide, if there is one, and the claims that refute it as printed:
# slide: "$d \\\\star F = 0$"
# printed: ["last-part-of-a-claims-id"]
# and those that state what is true in its place:
# corrected: ["last-part-of-a-claims-id"]
# Ids of theorems this one uses, such as ["yang-mills/variation"].
uses: []
sources:
  - Author, title, section
---

## As printed

The formula of the slide, word for word.

## As true

The corrected statement, with every hypothesis made explicit.

{{claim state-the-conclusion}}

## Proof

The proof, or the reason, in prose.

## What this does not show

The limits of the evidence.
`;
}

/**
 * The spec `commute new` writes. Its sides are an example that is true, so that it runs at once; it
 * is undecided because of its only model, whose reason names what to fill in.
 */
export function specTemplate(id: string): string {
  return `import { equation, matrices } from "commute";
import type { Model, Term } from "commute";

type M = Term<"M">;

/** Keeps the claim undecided until models of the signature, such as freeMatrixModel(), replace it. */
const unfinished: Model<typeof matrices> = {
  name: "unfinished",
  kind: "proved",
  interprets: Object.keys(matrices.operations),
  canDrop: [],
  check: () => ({
    outcome: "undecided",
    scope: "nothing",
    reason:
      "fill in id, states, over, unknowns, assume, parts, left, right, models and nearMisses of the spec, and title, talk, sources and prose of the page",
  }),
};

// The example below is true: Tr AB = Tr BA. Replace every field by those of your theorem.
export const conclusion = equation({
  // The conclusion in words.
  id: "${id}/state-the-conclusion",
  // TeX of what is claimed.
  states: String.raw\`\\operatorname{Tr}AB=\\operatorname{Tr}BA\`,
  // The signature: matrices, matrixFields, groupFunctions, gridLayers,
  // latticeLinks, inducedFunctions.
  over: matrices,
  unknowns: () => ({ A: "M", B: "M" }) as const,
  // Hypotheses by name. A near miss may go \`without\` one.
  assume: {},
  // Named ingredients, from which both sides are written. A near miss may \`change\` one.
  parts: (X) => ({ product: (a: M, b: M): M => X.mul(a, b) }),
  left: (X, { A, B }, p) => X.tr(p.product(A, B)),
  right: (X, { A, B }) => X.tr(X.mul(B, A)),
  models: [unfinished],
  // One ingredient changed in each: every model must refute it, or be shown blind to it.
  nearMisses: (X) => ({
    adjoint: {
      why: String.raw\`$\\operatorname{Tr}AB^\\dagger$\`,
      change: { product: (a: M, b: M): M => X.mul(a, X.adjoint(b)) },
    },
  }),
});
`;
}
