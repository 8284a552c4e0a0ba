import { html, type Html } from "./html.ts";

/** The page that decides the reader's own equation. */
export const checkAddress = "check.html";
export const checkTitle = "Is it true?";

/** The page of words and conventions. */
export const glossaryAddress = "glossary.html";

/** A page around its content. */
export interface Shell {
  readonly title: string;
  readonly description: string;
  /** From this page to the site's root: "" or "../". */
  readonly home: string;
  /** What comes before the content: where the reader is. */
  readonly trail?: Html;
  readonly main: Html;
  readonly footer: Html;
  /** The page re-runs its claims: workers and WebAssembly of the site itself are let in. */
  readonly runs?: boolean;
  /** Scripts of this page, by the names of their files in `assets`; the search is on every page. */
  readonly scripts?: readonly string[];
}

/**
 * The strictest policy the pages satisfy: nothing but the site's own files. KaTeX sets lengths in style
 * attributes, so those (and no style elements) are let in; workers only where there is something to run.
 */
export function policy(runs: boolean): string {
  const own = [
    "default-src 'none'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "connect-src 'self'",
  ];
  const running = ["script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'"];
  return [...own, ...(runs ? running : ["script-src 'self'"])].join("; ");
}

/** The indentation of the templates is no content, except where text is set as it stands. */
function condense(markup: string): string {
  const parts = markup.split(/(<pre[ >][^]*?<\/pre>)/);
  return parts.map((part, k) => (k % 2 === 1 ? part : part.replaceAll(/\s*\n\s*/g, "\n"))).join("");
}

/** A whole document: landmarks, a way past the navigation, and only relative addresses. */
export function layout(shell: Shell): string {
  const { title, description, home, runs = false, scripts = [] } = shell;
  const { markup } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy(runs)}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="description" content="${description}" />
      <title>${title}</title>
      <link rel="icon" href="${home}assets/emblem.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${home}assets/site.css" />
      ${["search", "hover", ...scripts].map((name) => html`<script type="module" src="${home}assets/${name}.js"></script>`)}
    </head>
    <body data-home="${home}">
      <a class="skip" href="#main">Skip to the content</a>
      <nav class="trail" aria-label="Where you are">
        <span>
          ${shell.trail !== undefined && html`<a href="${home}index.html">Commute</a>${shell.trail}`}
        </span>
        <span class="tools">
          <a href="${home}${glossaryAddress}">Glossary</a>
          <a href="${home}${checkAddress}">${checkTitle}</a>
        </span>
      </nav>
      <main id="main">${shell.main}</main>
      <footer>${shell.footer}</footer>
    </body>
  </html>`;
  return `<!doctype html>\n${condense(markup)}\n`;
}
