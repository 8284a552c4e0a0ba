import { evidenceKinds, type ClaimRecord } from "../src/record/schema.ts";
import { badge, ladder, meanings, sign } from "./badge.ts";
import { believeAddress, believeTitle } from "./believe.ts";
import { emblem } from "./emblem.ts";
import { html, join, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Entry } from "./library.ts";
import { mapOf } from "./map.ts";
import { textWithTex } from "./markdown.ts";
import { count, plural } from "./numbers.ts";
import { chapterOf, chapterTitle } from "./page.ts";
import { displayTex } from "./tex.ts";
import { toleranceAddress, toleranceTitle } from "./tolerance.ts";
import { witnessLine } from "./witness.ts";
import {
  addressOf,
  effective,
  faceOf,
  nameOf,
  statesPrinted,
  wordsOf,
  type Claims,
  type Face,
} from "./verdict.ts";

const faces: readonly Face[] = ["failing", "holds", "refuted", "undecided", "quoted"];

const tallies: Record<Face, readonly [string, string]> = {
  failing: ["fails", "fail"],
  holds: ["holds", "hold"],
  refuted: ["false form refuted, as expected", "false forms refuted, as expected"],
  undecided: ["undecided", "undecided"],
  quoted: ["quoted, not checked", "quoted, not checked"],
};

/** Claims by verdict; a failing one is never left out, and none is counted twice. */
export function totals(claims: readonly ClaimRecord[]): Record<Face, number> {
  const out = { failing: 0, holds: 0, refuted: 0, undecided: 0, quoted: 0 };
  for (const claim of claims) out[faceOf(claim)]++;
  return out;
}

function totalsList(all: readonly ClaimRecord[], claims: Claims): Html {
  const tally = totals(all);
  const misses = all.flatMap((claim) => claim.nearMisses);
  const killed = misses.filter((miss) => miss.killed).length;
  const byKind = evidenceKinds.flatMap((kind) => {
    const n = all.filter(
      (one) => faceOf(one) === "holds" && effective(one, claims) === kind,
    ).length;
    return n === 0 ? [] : [html`${count(n)} ${kind}`];
  });
  const shown = faces.filter((face) => face !== "failing" || tally.failing > 0);
  return html`<dl class="totals">
    ${shown.map((face) => {
      const held =
        face === "holds" &&
        byKind.length > 0 &&
        html`<dd class="kinds-held">${join(byKind, ", ")}</dd>`;
      return html`<div class="of-${face}">
        <dt>${sign(face)} ${tallies[face][tally[face] === 1 ? 0 : 1]}</dt>
        <dd>${count(tally[face])}</dd>
        ${held}
      </div>`;
    })}
    <div class="${killed < misses.length ? "of-failing" : ""}">
      <dt>near misses rejected</dt>
      <dd>${count(killed)}<span class="of"> of ${count(misses.length)}</span></dd>
    </div>
  </dl>`;
}

/** What is true in place of the printed forms of a page. */
function correctedForms({ page, record }: Entry, claims: Claims): Html {
  const named = (record?.claims ?? []).filter(({ id }) => page.corrected.includes(nameOf(id)));
  return html`${named.map((claim) => {
    const face = faceOf(claim);
    const kind = face === "holds" ? effective(claim, claims) : undefined;
    return html`<div class="corrected">
      ${displayTex(claim.states, claim.id)}
      <p><a href="${addressOf(claim)}">${wordsOf(claim.id)}</a> ${badge(face, kind)}</p>
    </div>`;
  })}`;
}

/** The printed forms that are refuted, each with a counterexample and its corrected form: the best way in. */
function errata(entries: readonly Entry[], claims: Claims): Html {
  const items = entries.flatMap((entry) => {
    const { page, record } = entry;
    const refuted = (record?.claims ?? []).filter(
      (claim) => faceOf(claim) === "refuted" && statesPrinted(page, claim),
    );
    if (refuted.length === 0) return [];
    return [
      html`<li>
        <h3><a href="${addressOf(refuted[0])}">${textWithTex(page.title, page.file)}</a></h3>
        ${refuted.map((claim) => {
          const witness = claim.evidence.find((one) => one.witness !== undefined)?.witness;
          return html`${displayTex(claim.states, claim.id)}
          ${witness !== undefined && html`<p class="witness-says">${sign("refuted")} ${witnessLine(witness)}</p>`}`;
        })}
        ${correctedForms(entry, claims)}
      </li>`,
    ];
  });
  if (items.length === 0) return html``;
  return html`<section aria-labelledby="errata">
    <h2 id="errata">Refuted as printed</h2>
    <p>
      These formulas are false in the form in which they were shown. Each has a counterexample, and
      under it what is true.
    </p>
    <ul class="errata">
      ${items}
    </ul>
  </section>`;
}

function theoremItem({ page, record }: Entry, claims: Claims): Html {
  return html`<li class="theorem">
    <h3>
      <a href="${page.id}.html">${textWithTex(page.title, page.file)}</a>
      ${page.talk.length > 0 && html`<span class="talk">${page.talk.join(", ")}</span>`}
    </h3>
    ${
      record === undefined
        ? html`<p class="note">definition</p>`
        : html`<ul class="summary">
            ${record.claims.map((claim) => {
              const face = faceOf(claim);
              const killed = claim.nearMisses.filter((miss) => miss.killed).length;
              return html`<li class="of-${face}">
                <a href="${addressOf(claim)}">${wordsOf(claim.id)}</a>
                ${claim.nearMisses.length > 0 && html`<span class="killed" title="near misses rejected">${killed}/${claim.nearMisses.length}</span>`}
                ${badge(face, face === "holds" ? effective(claim, claims) : undefined)}
              </li>`;
            })}
          </ul>`
    }
  </li>`;
}

function chapters(entries: readonly Entry[], claims: Claims): Html[] {
  const names = [...new Set(entries.map(({ page }) => chapterOf(page.id)))];
  return names.map(
    (name) =>
      html`<section aria-labelledby="chapter-${name}">
        <h2 id="chapter-${name}">${chapterTitle(name)}</h2>
        <ul class="theorems">
          ${entries.filter(({ page }) => chapterOf(page.id) === name).map((entry) => theoremItem(entry, claims))}
        </ul>
      </section>`,
  );
}

const rungs = (measured: boolean): Html =>
  html`<section class="kinds" aria-labelledby="evidence">
    <h2 id="evidence">What the verdicts are worth</h2>
    <dl>
      ${evidenceKinds.map(
        (kind) =>
          html`<div id="evidence-${kind}">
            <dt>${ladder(kind)} ${kind}</dt>
            <dd>${meanings[kind]}</dd>
          </div>`,
      )}
      <div id="evidence-quoted">
        <dt>${sign("quoted")} quoted</dt>
        <dd>An empirical result or context, printed because the talk says it. Not checked.</dd>
      </div>
    </dl>
    <p>
      Every checked claim carries near misses: the same formula with one ingredient changed. A claim
      is published as holding only if each of them was refuted by a counterexample, or shown by an
      exact kind of evidence to be true where it was not refuted.
      <a href="${believeAddress}">${believeTitle}</a> says what each kind trusts, and cannot see.
    </p>
    ${
      measured &&
      html`<p>
        Floats are compared with a bound, not with a tolerance:
        <a href="${toleranceAddress}">${toleranceTitle}</a>, measured beside other checkers.
      </p>`
    }
  </section>`;

/**
 * The front page: what this is, totals a sceptic can check, errata, chapters, how to read; and the way to
 * what was measured of faults, where it was.
 */
export function frontPage(entries: readonly Entry[], claims: Claims, measured = false): string {
  const all = [...claims.values()];
  const bad = all.filter((claim) => ["failing", "undecided"].includes(faceOf(claim)));
  return layout({
    title: "Commute: executable mathematics",
    description:
      "Every formula of a talk, checked, with how strongly and what would have made it fail.",
    home: "",
    main: html`<header class="opening front">
        <div>
          <h1>Commute</h1>
          <p class="lead">
            Is this formula, as printed, true, and how do you know? Every claim of the talk
            <cite>The Quest for Unification</cite> is written once, evaluated in models, and printed
            beside what was checked, how strongly, and what would have made it fail.
          </p>
        </div>
        ${emblem}
      </header>
      ${
        bad.length > 0 &&
        html`<div class="alarm-box" role="note">
          <p><strong>${plural(bad.length, "claim does", "claims do")} not pass:</strong></p>
          <ul>
            ${bad.map((claim) => html`<li><a href="${addressOf(claim)}">${claim.id}</a> ${claim.reason}</li>`)}
          </ul>
        </div>`
      }
      ${totalsList(all, claims)} ${errata(entries, claims)} ${mapOf(entries, claims)}
      ${chapters(entries, claims)} ${rungs(measured)}`,
    footer: html`<p>${source(entries)}</p>`,
  });
}

/** The commits, efforts and Node versions the printed verdicts come from. */
function source(entries: readonly Entry[]): Html {
  const records = entries.flatMap(({ record }) => record ?? []);
  const distinct = (values: readonly string[]): string => [...new Set(values)].sort().join(", ");
  return html`${plural(records.length, "record")} of commit
    <code>${distinct(records.map(({ commit }) => commit.slice(0, 12)))}</code>, Node
    ${distinct(records.map(({ node }) => node))}, effort
    ${distinct(records.map(({ effort }) => effort))}.`;
}
