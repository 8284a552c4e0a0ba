import type { ClaimRecord, Corroboration } from "../src/record/schema.ts";
import { badge } from "./badge.ts";
import { evidenceTable } from "./evidence.ts";
import { html, join, type Html } from "./html.ts";
import { textWithTex } from "./markdown.ts";
import { killTable } from "./nearMisses.ts";
import { displayTex } from "./tex.ts";
import { effective, faceOf, nameOf, strongest, wordsOf, type Claims } from "./verdict.ts";
import { command } from "./witness.ts";

/** What a card needs besides its claim. */
export interface CardContext {
  /** Every claim of the site, to colour this one no stronger than what it rests on. */
  readonly claims: Claims;
  /** The page of a claim, relative to the page the card stands on. */
  readonly address: (claim: string) => string;
  /** From the page the card stands on to the site's root: "../". */
  readonly home: string;
  /** The sides as recorded: formula and graph. */
  readonly recorded: Html;
  /** Links to scripts of other engines. */
  readonly certificate: Html;
  /** How to cite it and to read it by a program. */
  readonly citation: Html;
  /** The claim's figures, where the page places none of them itself. */
  readonly figures: readonly Html[];
}

function restsOn(claim: ClaimRecord, { address }: CardContext): Html {
  const items = claim.rests.map(({ claim: id, lemma }) =>
    id === undefined
      ? html`<li>the lemma: ${textWithTex(lemma ?? "", claim.id)}</li>`
      : html`<li><a href="${address(id)}">${id}</a></li>`,
  );
  return section("Rests on", items);
}

const section = (title: string, items: readonly Html[]): Html =>
  items.length === 0
    ? html``
    : html`<div class="premises">
        <h4>${title}</h4>
        <ul>
          ${items}
        </ul>
      </div>`;

const corroborationSays: Record<Corroboration["says"], string> = {
  agree: "agrees",
  disagree: "disagrees",
  cannot: "cannot tell",
};

/** Other engines' opinion, in plain sight and never part of the verdict. */
function corroborationRow(claim: ClaimRecord): Html {
  if (claim.corroboration.length === 0) return html``;
  return html`<div class="corroboration">
    <h4>Second opinion <span class="note">not counted</span></h4>
    <ul class="plain">
      ${claim.corroboration.map(
        ({ engine, version, says, about }) =>
          html`<li class="opinion-${says}">
            <span class="model">${engine} ${version}</span>
            <strong>${corroborationSays[says]}</strong>
            <span class="note">${about}</span>
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Says, in the claim's own words, what the colour of the card is worth. */
function standing(claim: ClaimRecord, claims: Claims): Html {
  const own = strongest(claim);
  const counted = effective(claim, claims);
  const lemmas = claim.rests.flatMap(({ lemma }) => (lemma === undefined ? [] : [lemma]));
  if (faceOf(claim) !== "holds" || own === undefined) return html``;
  if (counted !== own) {
    return html`<p class="note">
      Itself ${own}; no stronger than what it rests on: ${counted ?? "a claim that does not hold"}.
    </p>`;
  }
  if (lemmas.length === 0) return html``;
  const given = lemmas.map((lemma) => textWithTex(lemma, claim.id));
  return html`<p class="note">${own}, given ${join(given, "; ")}.</p>`;
}

/** The verdict card of a claim: what is claimed, the evidence, what would have made it fail, how to replay it. */
export function card(claim: ClaimRecord, context: CardContext): Html {
  const face = faceOf(claim);
  const kind = face === "holds" ? effective(claim, context.claims) : strongest(claim);
  const name = nameOf(claim.id);
  const hypotheses = claim.hypotheses.map(
    ({ id, says }) =>
      html`<li>${textWithTex(says, claim.id)} <code class="quiet">${id}</code></li>`,
  );
  return html`<article
    class="claim claim-${face}"
    id="${name}"
    aria-labelledby="${name}-name"
    data-claim="${claim.id}"
    data-outcome="${claim.outcome}"
    data-passes="${claim.passes ? "yes" : "no"}"
    data-expects="${claim.expects}"
  >
    <header>
      <h3 id="${name}-name"><a href="#${name}">${wordsOf(claim.id)}</a></h3>
      ${badge(face, kind)}
    </header>
    <p class="claim-id"><code>${claim.id}</code> <span>${claim.shape}</span></p>
    ${displayTex(claim.states, claim.id)}
    ${claim.reason !== undefined && html`<p class="reason">${claim.reason}</p>`}
    ${standing(claim, context.claims)} ${section("Hypotheses", hypotheses)}
    ${restsOn(claim, context)}
    ${claim.shape !== "quoted" && html`${evidenceTable(claim, context.home)} ${killTable(claim, claim.id)}`}
    ${corroborationRow(claim)} ${context.recorded} ${context.certificate} ${context.figures}
    ${
      claim.shape !== "quoted" &&
      html`<div class="replay">
        <h4>Replay</h4>
        ${command(`npx commute replay ${claim.id}`)}
      </div>`
    }
    ${context.citation}
  </article>`;
}
