/** Markup that is already safe: only `html`, `raw` and the renderers that escape may make one. */
export interface Html {
  readonly markup: string;
}

type Slot = Html | readonly Slot[] | string | number | bigint | false | null | undefined;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe between tags and inside quoted attributes. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]);

/** Markup made elsewhere by a renderer that escapes: KaTeX with trust off, markdown-it with raw HTML off. */
export const raw = (markup: string): Html => ({ markup });

export const nothing: Html = raw("");

function markup(slot: Slot): string {
  if (slot === false || slot === null || slot === undefined) return "";
  if (typeof slot === "object") {
    return "markup" in slot ? slot.markup : slot.map(markup).join("");
  }
  return escape(String(slot));
}

/** A template in which every slot is escaped unless it is itself `Html`; lists are joined, false vanishes. */
export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  return raw(strings.map((text, k) => text + markup(slots[k])).join(""));
}

export const join = (parts: readonly Html[], separator: string): Html =>
  raw(parts.map((part) => part.markup).join(escape(separator)));
