import { evidenceKinds, type EvidenceKind } from "../src/record/schema.ts";
import { html, raw, type Html } from "./html.ts";
import type { Face } from "./verdict.ts";

// Every verdict has a shape besides its colour: disc, diamond, quotation marks, ring, triangle.
const shapes: Record<Face, string> = {
  holds: '<circle cx="8" cy="8" r="7.5"/><path class="ink" d="M4.5 8.3l2.5 2.5 4.6-5.4"/>',
  refuted:
    '<path d="M8 .2L15.8 8 8 15.8.2 8z"/><path class="ink" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>',
  quoted:
    '<rect x=".5" y="1.5" width="15" height="13" rx="2"/><path class="ink" d="M5.5 5.5v3M5.5 8.5v2M10.5 5.5v5"/>',
  undecided: '<circle class="ring" cx="8" cy="8" r="6.5"/><path class="line" d="M4.8 8h6.4"/>',
  failing: '<path d="M8 .5L15.7 15H.3z"/><path class="ink" d="M8 5.5v5M8 12v1.2"/>',
};

const words: Record<Face, string> = {
  holds: "holds",
  refuted: "refuted, as expected",
  quoted: "quoted, not checked",
  undecided: "undecided",
  failing: "fails",
};

/** The sign of a verdict, for beside its word. */
export const sign = (face: Face): Html =>
  html`<svg class="sign sign-${face}" viewBox="0 0 16 16" aria-hidden="true">
    ${raw(shapes[face])}
  </svg>`;

/** A verdict as a reader sees it: shape, word, and by which kind of evidence. */
export function badge(face: Face, kind?: EvidenceKind, says: string = words[face]): Html {
  const by = kind === undefined ? "" : html`<span class="badge-kind">${kind}</span>`;
  return html`<span class="badge badge-${face}"
    >${sign(face)}<span>${says}</span>${by && html` ${by}`}</span
  >`;
}

/** The evidence ladder, strongest on top: what a pass of each kind means. */
export const meanings: Record<EvidenceKind, string> = {
  proved:
    "Both sides have the same normal form in the free model of the claim's signature, so they are equal in every model: a proof, for all the sizes listed.",
  exhausted: "Every case of a finite structure was evaluated.",
  certified:
    "Decided by interval or integer arithmetic that rounds outward: the true value lies in the enclosure.",
  "sampled-exact":
    "Evaluated at random points of prime fields. A false identity of this degree passes with at most the printed probability.",
  "sampled-float":
    "Evaluated on batches of floating-point samples. The residual stays below a rounding bound computed from the same evaluation; the power says how small a change would have been noticed.",
  estimated: "A seeded statistical interval, or a sequence of refinements. Never a proof.",
};

/** A six-rung ladder, filled up to the height of a kind of evidence. */
export function ladder(kind: EvidenceKind): Html {
  const height = evidenceKinds.length - evidenceKinds.indexOf(kind);
  const rungs = evidenceKinds.map((_, k) => {
    const y = 14 - 2.5 * k;
    return html`<path class="${k < height ? "rung" : "rung rung-empty"}" d="M3 ${y}h10" />`;
  });
  return html`<svg class="ladder" viewBox="0 0 16 16" aria-hidden="true">${rungs}</svg>`;
}
