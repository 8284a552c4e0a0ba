import { InputError } from "../src/errors.ts";
import type { ClaimRecord, TheoremRecord } from "../src/record/schema.ts";
import { badge, sign } from "./badge.ts";
import { card } from "./card.ts";
import { certificateRow, type Certificates } from "./certificates.ts";
import { citation } from "./citation.ts";
import { drawFigure } from "./figure/figure.ts";
import type { Words } from "./glossary.ts";
import { html, join, nothing, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import { figuresOf, type Entry } from "./library.ts";
import { blockMarkdown, inlineMarkdown, placeholders, textWithTex } from "./markdown.ts";
import { recordedRow, type RecordedTerms } from "./recorded.ts";
import type { Page } from "../src/theorem/page.ts";
import {
  addressOf,
  effective,
  faceOf,
  nameOf,
  statesPrinted,
  wordsOf,
  type Claims,
} from "./verdict.ts";

/** What a page needs of the others. */
export interface PageContext {
  readonly claims: Claims;
  /** Scripts of other engines. */
  readonly certificates: Certificates;
  /** What the specs' sides were recorded as. */
  readonly recorded: RecordedTerms;
  /** Words that are explained elsewhere. */
  readonly words: Words;
  /** All entries by theorem id. */
  readonly entries: ReadonlyMap<string, Entry>;
}

const home = "../";

/** A chapter's folder as a title: `yang-mills` reads "Yang-Mills". */
export const chapterTitle = (chapter: string): string =>
  chapter.replace(/(^|-)([a-z])/g, (letters) => letters.toUpperCase());

export const chapterOf = (id: string): string => id.slice(0, id.indexOf("/"));

/** The page a claim stands on and its place there, relative to another page of the site. */
const claimAddress = (id: string): string => `${home}${addressOf({ id })}`;

/** Draws cards and figures where the Markdown asks for them, and tells which it did not ask for. */
function placing({ page, record }: Entry, { claims, certificates, recorded }: PageContext) {
  const all = record?.claims ?? [];
  const where = page.file;
  const asked = placeholders(page.body, where);
  const askedFor = (kind: string, name: string): boolean =>
    asked.some((one) => one.kind === kind && one.name === name);
  const draw = (claim: ClaimRecord): Html =>
    card(claim, {
      claims,
      home,
      address: claimAddress,
      citation: record === undefined ? nothing : citation(claim, record, home),
      recorded: recordedRow(recorded.get(claim.id), claim.id),
      certificate: certificateRow(certificates.get(claim.id), home),
      figures: claim.figures
        .filter(({ id }) => !askedFor("figure", id))
        .map((figure) => drawFigure(figure, claim.id, claim.id)),
    });
  const place = (kind: string, name: string): Html | undefined => {
    const named = ({ id }: { readonly id: string }): boolean => id === name;
    if (kind === "claim") {
      const claim = all.find(({ id }) => nameOf(id) === name);
      return claim && draw(claim);
    }
    const of = kind === "figure" ? all.find((claim) => figuresOf([claim]).some(named)) : undefined;
    const figure = of?.figures.find(named);
    return figure && drawFigure(figure, where, of?.id);
  };
  for (const { kind, name } of asked) {
    if (asked.filter((one) => one.kind === kind && one.name === name).length > 1) {
      throw new InputError(where, `{{${kind} …}} to place a ${kind} once`, `"${name}" twice`);
    }
  }
  return { place, rest: all.filter(({ id }) => !askedFor("claim", nameOf(id))).map(draw) };
}

/** Anchors of headings that no card, figure or part of the page has taken. */
function anchors(taken: readonly string[]): (heading: string) => string {
  const used = new Set(taken);
  return (heading) => {
    const words =
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "part";
    let id = words;
    for (let k = 2; used.has(id); k++) id = `${words}-${k}`;
    used.add(id);
    return id;
  };
}

/** The verdicts of the page in one line each, before any prose. */
function summary(record: TheoremRecord, claims: Claims): Html {
  return html`<ul class="summary" aria-label="Verdicts">
    ${record.claims.map((claim) => {
      const face = faceOf(claim);
      const kind = face === "holds" ? effective(claim, claims) : undefined;
      return html`<li class="of-${face}">
        <a href="#${nameOf(claim.id)}">${wordsOf(claim.id)}</a> ${badge(face, kind)}
      </li>`;
    })}
  </ul>`;
}

const runner = (id: string, record: TheoremRecord): Html =>
  html`<section
    class="run"
    id="run"
    aria-labelledby="run-title"
    data-worker="${home}assets/run/${id}.js"
    data-wasm="${home}assets/wasm/"
    data-seed="${record.seed}"
  >
    <h2 id="run-title">Run it here</h2>
    <p>
      The same spec file, checked again in your browser: the exact models, and floating point on
      WebAssembly. Choose another seed, and other samples are drawn.
    </p>
    <p class="no-script">This needs a script. Without one, use the replay commands above.</p>
  </section>`;

/** What was checked, in full: whether it says what the formulas say is for the reader to see. */
const specSource = (file: string, source: string): Html =>
  html`<details class="spec">
    <summary>The spec, <code>${file}</code></summary>
    <pre tabindex="0"><code>${source}</code></pre>
  </details>`;

function neighbours({ page }: Entry, { entries }: PageContext): Html {
  const link = (id: string): Html => {
    const title = entries.get(id)?.page.title ?? id;
    return html`<a href="${home}${id}.html">${textWithTex(title, page.file)}</a>`;
  };
  const usedBy = [...entries.values()].filter((other) => other.page.uses.includes(page.id));
  const lists = [
    ["Uses", page.uses],
    ["Used by", usedBy.map((other) => other.page.id)],
  ] as const;
  const shown = lists.filter(([, ids]) => ids.length > 0);
  if (shown.length === 0) return html``;
  return html`<section class="neighbours" aria-label="Neighbours">
    ${shown.map(([title, ids]) => html`<p><span class="label">${title}</span> ${join(ids.map(link), " · ")}</p>`)}
  </section>`;
}

const sources = ({ page }: Entry): Html =>
  page.sources.length === 0
    ? html``
    : html`<section class="sources">
        <h2 id="sources">Sources</h2>
        <ul>
          ${page.sources.map((source) => html`<li>${inlineMarkdown(source, `${page.file}, field sources`)}</li>`)}
        </ul>
      </section>`;

/** Where the verdicts of a page come from. */
const provenance = (record: TheoremRecord): Html =>
  html`<p>
    Verdicts of commit <code>${record.commit.slice(0, 12)}</code>, Node ${record.node}, effort
    ${record.effort}, seed <code>${record.seed}</code>; inputs
    <code>${record.inputsHash.slice(0, 12)}</code>.
  </p>`;

/** Numbers of chapter 12 of the inventory are theorems that the talk leads to and does not state. */
const isExtension = (n: string): boolean => n.startsWith("12.");

function talkNumbers(talk: readonly string[]): Html {
  const stated = talk.filter((n) => !isExtension(n));
  const beyond = talk.filter(isExtension);
  const parts = [
    ...(stated.length === 0 ? [] : [`Claim ${stated.join(", ")} of the talk`]),
    ...(beyond.length === 0 ? [] : [`Beyond the talk: ${beyond.join(", ")}`]),
  ];
  return parts.length === 0 ? html`` : html`<p class="talk">${parts.join(". ")}</p>`;
}

/** One theorem's page: as printed, as true, how it was checked, and what would have made it fail. */
export function theoremPage(entry: Entry, context: PageContext): string {
  const { page, record } = entry;
  const { place, rest } = placing(entry, context);
  const claims = record?.claims ?? [];
  const taken = [
    ...["main", "run", "run-title", "sources"],
    ...claims.flatMap(({ id }) => [nameOf(id), `${nameOf(id)}-name`]),
    ...figuresOf(claims).map(({ id }) => `figure-${id}`),
  ];
  const link = (href: string): string | undefined => linkedPage(href, page.id, context);
  const body = blockMarkdown(page.body, {
    where: page.file,
    place,
    link,
    anchor: anchors(taken),
    words: { of: context.words, home },
  });
  const chapter = chapterOf(page.id);
  const turns = figuresOf(claims).some(({ dials }) => dials !== undefined);
  return layout({
    title: `${page.title.replaceAll("$", "")} · Commute`,
    description: `${page.title.replaceAll("$", "")}: ${claims.length} claims, each with its evidence.`,
    home,
    ...(record !== undefined && entry.spec !== undefined
      ? { runs: true, scripts: ["run", ...(turns ? ["turn"] : [])] }
      : {}),
    trail: html` <span aria-hidden="true">/</span>
      <a href="${home}index.html#chapter-${chapter}">${chapterTitle(chapter)}</a>`,
    main: html`<header class="opening">
        ${talkNumbers(page.talk)}
        <h1>${textWithTex(page.title, page.file)}</h1>
        ${page.slide !== undefined && slide(page, claims)}
        ${record !== undefined && summary(record, context.claims)}
        ${page.kind === "definition" && html`<p class="note">A definition: there is nothing to check.</p>`}
      </header>
      <div class="prose">${body}</div>
      ${rest.length > 0 && html`<div class="prose rest">${rest}</div>`}
      ${record !== undefined && entry.spec !== undefined && runner(page.id, record)}
      ${entry.source !== undefined && specSource(entry.spec ?? "", entry.source)}
      ${neighbours(entry, context)} ${sources(entry)}`,
    footer: html`${record !== undefined && provenance(record)}`,
  });
}

/** The printed form, marked refuted where a claim that states it is refuted. */
function slide(page: Page, claims: readonly ClaimRecord[]): Html {
  const refuted = claims.filter(
    (claim) => faceOf(claim) === "refuted" && statesPrinted(page, claim),
  );
  const verdict =
    refuted.length === 0
      ? html``
      : html`<p class="verdict-line">
          ${sign("refuted")} As printed this is refuted:
          ${join(
            refuted.map(({ id }) => html`<a href="#${nameOf(id)}">${wordsOf(id)}</a>`),
            ", ",
          )}.
        </p>`;
  return html`<figure class="slide">
    <figcaption>On the slide</figcaption>
    <blockquote tabindex="0">
      ${textWithTex(page.slide ?? "", `${page.file}, field slide`)}
    </blockquote>
    ${verdict}
  </figure>`;
}

/** `../chapter/slug.md#part` or `slug.md` as an address in the site, if there is such a page. */
function linkedPage(href: string, from: string, { entries }: PageContext): string | undefined {
  const target = new URL(href, `https://site/${from}.md`);
  const id = /^\/(.+)\.md$/.exec(target.pathname)?.[1];
  return id !== undefined && entries.has(id) ? `${home}${id}.html${target.hash}` : undefined;
}
