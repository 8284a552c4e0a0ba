import { readFile } from "node:fs/promises";
import { join as path } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { InputError } from "../src/errors.ts";
import { faultsOf } from "../src/record/issues.ts";
import { html, join, type Html } from "./html.ts";
import { glossaryAddress, layout } from "./layout.ts";
import type { Entry } from "./library.ts";
import { inlineMarkdown, textWithTex } from "./markdown.ts";

export const glossaryTitle = "Glossary and conventions";

const file = "theorems/glossary.yaml";
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const form = z.strictObject({
  terms: z.array(
    z.strictObject({
      id: slug,
      term: z.string(),
      /** Other forms of the word. */
      also: z.array(z.string()).default([]),
      says: z.string(),
      /** Theorems on it. */
      see: z.array(z.string()).default([]),
    }),
  ),
  conventions: z.array(z.strictObject({ id: slug, subject: z.string(), says: z.string() })),
});

export type Glossary = z.infer<typeof form>;

/** What a repository without words of its own has. */
export const noGlossary: Glossary = { terms: [], conventions: [] };

/**
 * The glossary of a repository; an empty one where it has no file for it.
 *
 * @throws {InputError} naming the first place that is not as it should be
 */
export async function readGlossary(root: string): Promise<Glossary> {
  const text = await readFile(path(root, file), "utf8").catch(() => undefined);
  if (text === undefined) return noGlossary;
  const value: unknown = parse(text);
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  throw faultsOf(file, parsed.error, value)[0];
}

/** Where a word of a page is explained, relative to the site's root. */
export type Words = ReadonlyMap<string, string>;

/** Every form of every term, in lower case. @throws {InputError} if two terms share a form */
export function wordsIn({ terms }: Glossary): Words {
  const words = new Map<string, string>();
  for (const { id, term, also } of terms)
    for (const word of [term, ...also].map((one) => one.toLowerCase())) {
      if (words.has(word)) throw new InputError(file, "each word once", `"${word}" twice`);
      words.set(word, `${glossaryAddress}#${id}`);
    }
  return words;
}

function seeAlso(see: readonly string[], entries: readonly Entry[]): Html {
  const links = see.map((id) => {
    const found = entries.find(({ page }) => page.id === id);
    if (found === undefined) throw new InputError(`${file}, field see`, "a theorem", id);
    return html`<a href="${id}.html">${textWithTex(found.page.title, found.page.file)}</a>`;
  });
  return links.length === 0 ? html`` : html`<p class="note">See ${join(links, "; ")}.</p>`;
}

/** The page of words and conventions. */
export function glossaryPage(glossary: Glossary, entries: readonly Entry[]): string {
  const terms = [...glossary.terms].sort((a, b) =>
    a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1,
  );
  return layout({
    title: `${glossaryTitle} · Commute`,
    description: "Words of the pages, and the conventions that every page keeps.",
    home: "",
    trail: html` <span aria-hidden="true">/</span> ${glossaryTitle}`,
    main: html`<header class="opening">
        <h1>${glossaryTitle}</h1>
      </header>
      <section class="prose words" aria-labelledby="conventions">
        <h2 id="conventions">Conventions</h2>
        <p>
          Fixed once, and used on every page. The slides differ among themselves in some of them.
        </p>
        <dl>
          ${glossary.conventions.map(
            ({ id, subject, says }) =>
              html`<div id="convention-${id}">
                <dt>${subject}</dt>
                <dd>${inlineMarkdown(says, file)}</dd>
              </div>`,
          )}
        </dl>
      </section>
      <section class="prose words" aria-labelledby="glossary">
        <h2 id="glossary">Glossary</h2>
        <dl>
          ${terms.map(
            ({ id, term, says, see }) =>
              html`<div id="${id}">
                <dt>${term}</dt>
                <dd>
                  <p>${inlineMarkdown(says, file)}</p>
                  ${seeAlso(see, entries)}
                </dd>
              </div>`,
          )}
        </dl>
      </section>`,
    footer: html`<p>From <code>${file}</code>.</p>`,
  });
}
