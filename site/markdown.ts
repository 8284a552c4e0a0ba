import MarkdownIt, { type StateBlock, type StateInline } from "markdown-it";
import { InputError } from "../src/errors.ts";
import { html, raw, type Html } from "./html.ts";
import { displayTex, tex } from "./tex.ts";

/** What a page of Markdown may reach: the file its faults are named by, and how its names resolve. */
export interface MarkdownContext {
  readonly where: string;
  /** Draws what a line `{{kind name}}` stands for; undefined where there is no such thing. */
  readonly place?: (kind: string, name: string) => Html | undefined;
  /** The address of a link to another page's source (`../chapter/slug.md`); undefined where there is none. */
  readonly link?: (href: string) => string | undefined;
  /** Makes ids of headings unique in the page. */
  readonly anchor?: (heading: string) => string;
  /** Where words are explained: the first place of each in the paragraphs of a page becomes a link. */
  readonly words?: { readonly of: ReadonlyMap<string, string>; readonly home: string };
}

/** The end of a formula opened at `from`: the next unescaped `fence`, or -1. */
function closing(text: string, from: number, fence: string): number {
  for (let k = from; k < text.length; k++) {
    if (text[k] === "\\") k++;
    else if (text.startsWith(fence, k)) return k;
  }
  return -1;
}

/** `$…$` and `$$…$$` inside a paragraph. A dollar sign is written `\$`: a lone `$` is a fault, not text. */
function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const fence = src[pos + 1] === "$" ? "$$" : "$";
  const end = closing(src, pos + fence.length, fence);
  if (end < 0) {
    throw new InputError(
      contextOf(state.env).where,
      `a closing ${fence}`,
      src.slice(pos, pos + 60),
    );
  }
  if (!silent) {
    const token = state.push(fence === "$$" ? "display_math" : "inline_math", "math", 0);
    token.content = src.slice(pos + fence.length, end).trim();
  }
  state.pos = end + fence.length;
  return true;
}

/** A block that opens with `$$` and ends at the next line that closes it. */
function blockMath(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const lineAt = (k: number) => state.src.slice(state.bMarks[k] + state.tShift[k], state.eMarks[k]);
  const opening = lineAt(start);
  if (!opening.startsWith("$$")) return false;
  let last = start;
  let body = opening.slice(2);
  while (closing(body, 0, "$$") < 0) {
    if (++last >= end) {
      throw new InputError(contextOf(state.env).where, "a closing $$", opening.slice(0, 60));
    }
    body += `\n${lineAt(last)}`;
  }
  const close = closing(body, 0, "$$");
  // Words after the closing fence: a paragraph that begins with a formula, left to the inline rule.
  if (body.slice(close + 2).trim() !== "") return false;
  if (silent) return true;
  const token = state.push("display_math", "math", 0);
  token.block = true;
  token.content = body.slice(0, close).trim();
  token.map = [start, last + 1];
  state.line = last + 1;
  return true;
}

const placeholder = /^\{\{\s*([a-z]+)\s+([^\s{}]+)\s*\}\}$/;

/** A line `{{claim slug}}` or `{{figure id}}` alone. */
function placed(state: StateBlock, start: number, _end: number, silent: boolean): boolean {
  const line = state.src
    .slice(state.bMarks[start] + state.tShift[start], state.eMarks[start])
    .trim();
  const match = placeholder.exec(line);
  if (match === null) return false;
  if (silent) return true;
  const token = state.push("placeholder", "", 0);
  token.block = true;
  token.info = match[1];
  token.content = match[2];
  token.map = [start, start + 1];
  state.line = start + 1;
  return true;
}

const contextOf = (env: unknown): MarkdownContext =>
  (env as { readonly context: MarkdownContext }).context;

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: true });
markdown.inline.ruler.before("escape", "inline_math", inlineMath);
markdown.block.ruler.before("fence", "display_math", blockMath, {
  alt: ["paragraph", "reference", "blockquote", "list"],
});
markdown.block.ruler.before("fence", "placeholder", placed, { alt: ["paragraph"] });

/** A word as it stands in a text: not a part of a longer one. */
function wordPattern(words: Iterable<string>): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const forms = longestFirst.map((word) => word.replaceAll(/[^\w\s-]/g, ""));
  return new RegExp(`(?<![\\w-])(?:${forms.join("|")})(?![\\w-])`, "i");
}

/** The first place of each explained word in the paragraphs becomes a link; headings, links and tables do not. */
markdown.core.ruler.push("explained_words", (state) => {
  const { words } = contextOf(state.env);
  if (words === undefined || words.of.size === 0) return;
  const open = new Map(words.of);
  state.tokens.forEach((block, k) => {
    const isProse = block.type === "inline" && state.tokens[k - 1]?.type === "paragraph_open";
    if (!isProse || block.children === null) return;
    let inLink = 0;
    block.children = block.children.flatMap((token) => {
      if (token.type === "link_open") inLink++;
      if (token.type === "link_close") inLink--;
      if (token.type !== "text" || inLink > 0 || open.size === 0) return [token];
      const made = [];
      let rest = token.content;
      for (;;) {
        const match = open.size === 0 ? null : wordPattern(open.keys()).exec(rest);
        const address = match === null ? undefined : open.get(match[0].toLowerCase());
        if (match === null || address === undefined) break;
        const [before, link, word, close] = ["text", "word_open", "text", "word_close"].map(
          (type) =>
            new state.Token(type, "a", type === "word_open" ? 1 : type === "word_close" ? -1 : 0),
        );
        before.content = rest.slice(0, match.index);
        link.attrSet("class", "word");
        link.attrSet("href", words.home + address);
        word.content = match[0];
        made.push(before, link, word, close);
        rest = rest.slice(match.index + match[0].length);
        for (const [form, where] of open) if (where === address) open.delete(form);
      }
      token.content = rest;
      return [...made, token];
    });
  });
});

/** The TeX of a formula, in characters, that is still kept on one line. */
const longest = 30;

markdown.renderer.rules["inline_math"] = (tokens, k, _options, env) => {
  const { markup } = tex(tokens[k].content, contextOf(env).where);
  // A comma or full stop after a formula does not begin the next line; a long formula must be free
  // to break between its parts, or it is wider than a phone.
  if (tokens[k].content.length > longest) return markup;
  const next = tokens.at(k + 1);
  const mark = next?.type === "text" ? /^[.,;:!?)]+/.exec(next.content)?.[0] : undefined;
  if (next === undefined || mark === undefined) return markup;
  next.content = next.content.slice(mark.length);
  return `<span class="together">${markup}${mark}</span>`;
};
markdown.renderer.rules["display_math"] = (tokens, k, _options, env) =>
  displayMarkup(tokens[k].content, contextOf(env).where, tokens[k].block);

/** A `<div>` may not stand in a paragraph, where the box has to be a span. */
function displayMarkup(formula: string, where: string, block: boolean): string {
  const { markup } = displayTex(formula, where);
  return block ? `${markup}\n` : markup.replace(/^<div/, "<span").replace(/<\/div>$/, "</span>");
}

markdown.renderer.rules["placeholder"] = (tokens, k, _options, env) => {
  const { where, place } = contextOf(env);
  const { info, content } = tokens[k];
  const drawn = place?.(info, content);
  if (drawn === undefined) {
    throw new InputError(where, `{{${info} …}} to name a ${info} of this page`, `"${content}"`);
  }
  return drawn.markup;
};
markdown.renderer.rules["heading_open"] = (tokens, k, options, env, self) => {
  const { anchor } = contextOf(env);
  if (anchor !== undefined) tokens[k].attrSet("id", anchor(tokens[k + 1].content));
  return self.renderToken(tokens, k, options);
};
markdown.renderer.rules["link_open"] = (tokens, k, options, env, self) => {
  const { where, link } = contextOf(env);
  const href = String(tokens[k].attrGet("href") ?? "");
  if (!/^([a-z]+:|#)/i.test(href)) {
    const target = link?.(href);
    if (target === undefined)
      throw new InputError(where, "a link to a page that exists", `"${href}"`);
    tokens[k].attrSet("href", target);
  }
  return self.renderToken(tokens, k, options);
};
markdown.renderer.rules["table_open"] = () =>
  '<div class="scroll" tabindex="0" role="group"><table>\n';
markdown.renderer.rules["table_close"] = () => "</table></div>\n";
/** Code scrolls in its own box, which a keyboard has to reach. */
const code: NonNullable<(typeof markdown.renderer.rules)["fence"]> = (tokens, k) =>
  `${html`<pre tabindex="0"><code>${tokens[k].content}</code></pre>`.markup}\n`;
markdown.renderer.rules["fence"] = code;
markdown.renderer.rules["code_block"] = code;
// A page has no pictures but the figures of its record: nothing is loaded from elsewhere.
markdown.renderer.rules["image"] = (tokens, k, _options, env) => {
  throw new InputError(
    contextOf(env).where,
    "a figure of the record, {{figure id}}",
    `![${tokens[k].content}]`,
  );
};

/**
 * A page's Markdown. Raw HTML is off, TeX is set at build time.
 *
 * @throws {InputError} naming the file and the formula, name or link that does not resolve
 */
export const blockMarkdown = (source: string, context: MarkdownContext): Html =>
  raw(markdown.render(source, { context }));

/** One line of Markdown, without a paragraph around it: captions, titles, quotes. */
export const inlineMarkdown = (source: string, where: string): Html =>
  raw(markdown.renderInline(source, { context: { where } }));

/** The names that lines `{{kind name}}` of a page ask for, in their order. */
export function placeholders(source: string, where: string): { kind: string; name: string }[] {
  return markdown
    .parse(source, { context: { where } })
    .filter((token) => token.type === "placeholder")
    .map((token) => ({ kind: token.info, name: token.content }));
}

/** Plain text in which only `$…$` means anything: reasons, hypotheses, labels of figures. */
export function textWithTex(text: string, where: string): Html {
  const parts = text.split(/\$([^$]+)\$/);
  return html`${parts.map((part, k) => (k % 2 === 1 ? tex(part, where) : part))}`;
}
