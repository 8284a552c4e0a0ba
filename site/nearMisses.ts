import type { ClaimRecord, NearMissRecord } from "../src/record/schema.ts";
import { html, type Html } from "./html.ts";
import { textWithTex } from "./markdown.ts";
import { plural, real } from "./numbers.ts";
import { witnessBlock } from "./witness.ts";

type Judgement = NearMissRecord["by"][number];

/** What a model made of a near miss: it refutes it, is shown unable to see it, or let it pass. */
export function fate(judgement: Judgement): "refuted" | "blind" | "survived" {
  if (judgement.outcome === "fails") return "refuted";
  return judgement.blind === true ? "blind" : "survived";
}

const signs = { refuted: "✕", blind: "○", survived: "!" } as const;

const says = {
  refuted: "refuted",
  blind: "blind: true here, shown by an exact kind",
  survived: "survived",
} as const;

function judgementLine(judgement: Judgement): Html {
  const how = fate(judgement);
  const { kind, model, reason, witness, worstRatio } = judgement;
  const line = html`<span class="judgement">
    <span class="fate fate-${how}" aria-hidden="true">${signs[how]}</span>
    <span>
      <span class="model">${model}</span> <span class="kind">${kind}</span>
      <span class="fate-says">${says[how]}</span>
      ${worstRatio !== undefined && html` <span class="note">residual / bound ${real(worstRatio)}</span>`}
      ${reason !== undefined && html` <em>${reason}</em>`}
    </span>
  </span>`;
  if (witness === undefined) return html`<li>${line}</li>`;
  return html`<li>
    <details>
      <summary>${line}</summary>
      ${witnessBlock(witness)}
    </details>
  </li>`;
}

/** The kill table: each variant of the claim that differs in one ingredient, and what each model made of it. */
export function killTable(claim: ClaimRecord, where: string): Html {
  const { nearMisses } = claim;
  // An expected refutation is controlled by the corrected form, not by near misses of its own.
  if (nearMisses.length === 0 && claim.expects === "fails") return html``;
  if (nearMisses.length === 0) return html`<p class="note">No near misses.</p>`;
  const killed = nearMisses.filter((miss) => miss.killed).length;
  return html`<table class="stack kills">
    <caption>
      Near misses: ${killed} of ${plural(nearMisses.length, "variant")} rejected
    </caption>
    <thead>
      <tr>
        <th scope="col">What was changed</th>
        <th scope="col">What each model made of it</th>
      </tr>
    </thead>
    <tbody>
      ${nearMisses.map(
        (miss) =>
          html`<tr class="${miss.killed ? "" : "survivor"}">
            <th scope="row">
              <code>${miss.id}</code>
              <span class="why">${textWithTex(miss.why, where)}</span>
              ${!miss.killed && html`<strong class="alarm">not rejected</strong>`}
            </th>
            <td data-label="Models">
              <ul class="plain">
                ${miss.by.map(judgementLine)}
              </ul>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
