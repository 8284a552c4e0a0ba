import { evidenceKinds, type ClaimRecord, type EvidenceKind } from "../src/record/schema.ts";
import { badge, ladder, meanings, sign } from "./badge.ts";
import { html, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Entry } from "./library.ts";
import { textWithTex } from "./markdown.ts";
import { mutationsAddress } from "./mutations.ts";
import { plural } from "./numbers.ts";
import { displayTex } from "./tex.ts";
import { addressOf, faceOf, statesPrinted, wordsOf } from "./verdict.ts";
import { witnessLine } from "./witness.ts";

export const believeAddress = "how-much-to-believe.html";
export const believeTitle = "How much to believe";

/** What a pass of each kind takes on trust besides what all of them do, and what it cannot see. */
const trusts: Readonly<Record<EvidenceKind, { readonly trusts: string; readonly blind: string }>> =
  {
    proved: {
      trusts:
        "The rewriting rules of one free model (a free algebra, a free group, polynomials, formal sums) and the theorem that what holds there holds in every model; the premises printed beside it.",
      blind: "Nothing in its scope. A wrong rule of ours would show as a false proof.",
    },
    exhausted: {
      trusts:
        "The tables of the finite structures; for functions on a group, that a polynomial identity in their values is checked coefficient by coefficient.",
      blind: "Every structure that is not on the list.",
    },
    certified: {
      trusts: "Outward rounding of each elementary function, held to multiple precision in tests.",
      blind: "Points between those of the grid, unless the scope says an interval.",
    },
    "sampled-exact": {
      trusts: "The degree and norm bounds, which interpreters of the same graph compute.",
      blind:
        "A false identity that vanishes at every drawn point: the printed probability is that of this.",
    },
    "sampled-float": {
      trusts:
        "The unit roundoff and the errors of functions measured on the device, doubled; the bound's rules.",
      blind:
        "Every change smaller than the printed power, and sets of inputs too thin to be drawn.",
    },
    estimated: {
      trusts: "The random generator, and the interval's stated error rate.",
      blind: "Everything inside the interval.",
    },
  };

/** The refuted printed form that most kinds of evidence looked at; by id among equals. */
function specimen(entries: readonly Entry[]): ClaimRecord | undefined {
  const kinds = ({ evidence }: ClaimRecord): number =>
    new Set(evidence.filter(({ outcome }) => outcome === "fails").map(({ kind }) => kind)).size;
  return entries
    .flatMap(({ page, record }) =>
      (record?.claims ?? []).filter(
        (claim) => faceOf(claim) === "refuted" && statesPrinted(page, claim),
      ),
    )
    .sort((a, b) => kinds(b) - kinds(a) || (a.id < b.id ? -1 : 1))[0];
}

/** One false formula put to every kind of evidence it has. */
function stopped(claim: ClaimRecord): Html {
  const rows = [...claim.evidence].sort(
    (a, b) => evidenceKinds.indexOf(a.kind) - evidenceKinds.indexOf(b.kind),
  );
  return html`<section class="prose" aria-labelledby="stopped">
    <h2 id="stopped">One false formula on the ladder</h2>
    <p>
      This was printed, and is false: <a href="${addressOf(claim)}">${wordsOf(claim.id)}</a>. Each
      kind of evidence was asked on its own.
    </p>
    ${displayTex(claim.states, claim.id)}
    <ul class="plain kills">
      ${rows.map(
        ({ kind, model, outcome, witness }) =>
          html`<li>
            <p>${ladder(kind)} ${kind} <span class="note">${textWithTex(model, claim.id)}</span></p>
            <p class="witness-says">
              ${sign(outcome === "fails" ? "refuted" : "undecided")}
              ${outcome === "fails" ? (witness === undefined ? "refuted" : witnessLine(witness)) : "did not see it"}
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The page that says what a verdict rests on, and what could still be wrong. */
export function believePage(entries: readonly Entry[]): string {
  const all = entries.flatMap(({ record }) => record?.claims ?? []);
  const misses = all.flatMap(({ nearMisses }) => nearMisses);
  const killed = misses.filter((miss) => miss.killed).length;
  const shown = specimen(entries);
  return layout({
    title: `${believeTitle} · Commute`,
    description: "What each kind of evidence trusts, what it cannot see, and what could be wrong.",
    home: "",
    trail: html` <span aria-hidden="true">/</span> ${believeTitle}`,
    main: html`<header class="opening">
        <h1>${believeTitle}</h1>
        <p class="lead">
          A verdict is worth what it was checked by. Here is what each kind of evidence means, what
          it takes on trust, and what it cannot see.
        </p>
      </header>
      <section class="prose kinds" aria-labelledby="ladder">
        <h2 id="ladder">The ladder</h2>
        <dl>
          ${evidenceKinds.map(
            (kind) =>
              html`<div>
                <dt>${ladder(kind)} ${kind}</dt>
                <dd>
                  <p>${meanings[kind]}</p>
                  <p><span class="label">Trusts</span> ${trusts[kind].trusts}</p>
                  <p><span class="label">Cannot see</span> ${trusts[kind].blind}</p>
                </dd>
              </div>`,
          )}
        </dl>
        <p>
          What was printed because the talk says it, and was not checked, is marked
          ${badge("quoted")}, and is never green.
        </p>
      </section>
      ${shown !== undefined && stopped(shown)}
      <section class="prose" aria-labelledby="able-to-fail">
        <h2 id="able-to-fail">Every check is shown able to fail</h2>
        <p>
          A check that cannot fail says nothing. So every claim is put again with one ingredient
          changed: a sign, a transpose, an order of factors, a dropped hypothesis. Each change must
          be refuted by a counterexample, or shown by an exact kind to be true where it was not
          refuted. Of ${plural(misses.length, "such near miss", "such near misses")} on this site
          ${killed === misses.length ? "all" : killed} were stopped. A printed form that is refuted
          is shown beside its corrected form, which must hold in the same models.
        </p>
        <p>
          What is undecided is never a pass: no input that met the hypotheses, sides that are one
          and the same graph, nothing that cancelled, not a number, a check that did not run.
        </p>
      </section>
      <section class="prose" aria-labelledby="wrong">
        <h2 id="wrong">What could still be wrong</h2>
        <ul>
          <li>
            <strong>The statement.</strong> What is checked is the spec. That it says what the TeX
            above it says, a reader has to see: the spec stands at the end of each page.
          </li>
          <li>
            <strong>Our code.</strong> No kernel of a proof assistant stands behind a proof here.
            What stands there: several models of one graph that must agree, laws that reject broken
            instances, <a href="${mutationsAddress}">single-token mutants</a> of the engines that
            the tests have to notice, and the second opinions of other programs on each claim they
            can read. These opinions are printed and never counted.
          </li>
          <li>
            <strong>The machine.</strong> One JavaScript engine runs all of it. Another one, in your
            browser, runs the same spec when you press the button.
          </li>
          <li>
            <strong>A cited lemma.</strong> Where a proof rests on a textbook's theorem, it says so:
            proved, given that.
          </li>
        </ul>
      </section>`,
    footer: html`<p>Counts and the counterexamples are from this site's own records.</p>`,
  });
}
