import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { InputError } from "../errors.ts";
import { faultsOf, shown } from "../record/issues.ts";

const frontMatter = z.strictObject({
  /** `<chapter>/<slug>`, equal to the path. */
  id: z.string(),
  title: z.string().min(1),
  /** Inventory numbers of the talk's claims. */
  talk: z
    .array(
      z.string().regex(/^\d+\.\d+$/, { error: 'a number of the inventory in quotes, as "2.3"' }),
    )
    .default([]),
  /** The printed formula, quoted. */
  slide: z.string().min(1).optional(),
  /** The claims, by the last part of their ids, that state the printed formula and refute it. */
  printed: z.array(z.string()).default([]),
  /** The claims, likewise, that state what is true in its place. */
  corrected: z.array(z.string()).default([]),
  /** Ids of theorems. */
  uses: z.array(z.string()).default([]),
  sources: z.array(z.string().min(1)).default([]),
  /** Nothing to check: a page without a spec. */
  kind: z.literal("definition").optional(),
});

/** A page of mathematics: its front matter, and its prose in Markdown. */
export interface Page extends Readonly<z.infer<typeof frontMatter>> {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly body: string;
}

/** Ids are `<chapter>/<slug>`, in lower case with dashes. */
export const theoremId: RegExp = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

export interface ParsedPage {
  readonly page?: Page;
  readonly faults: readonly InputError[];
}

/** Parses `theorems/<chapter>/<slug>.md`. Every fault names the file, the field, expected and got. */
export function parsePage(file: string, text: string): ParsedPage {
  const fault = (where: string, expected: string, got: string, hint?: string): ParsedPage => ({
    faults: [new InputError(where, expected, got, hint)],
  });
  const parts = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)([\s\S]*)$/m.exec(text);
  if (!text.startsWith("---") || parts === null) {
    const opened = text.startsWith("---");
    const expected = opened ? "a line --- that ends the front matter" : "front matter between ---";
    return fault(`${file}, front matter`, expected, opened ? "none" : shown(text.split("\n")[0]));
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(parts[1], { lineCounter, prettyErrors: false });
  const broken = document.errors[0] as (typeof document.errors)[number] | undefined;
  if (broken !== undefined) {
    // What is left open is noticed at the end: the last line of the front matter is named then.
    const last = parts[1].trimEnd().split("\n").length + 1;
    const line = Math.min(lineCounter.linePos(broken.pos[0]).line + 1, last);
    const found = text.split("\n")[line - 1];
    const message = broken.message.replaceAll(/\s+/g, " ");
    return fault(`${file}, line ${line}`, "YAML", shown(found), message);
  }
  const value: unknown = document.toJS();
  const parsed = frontMatter.safeParse(value);
  if (!parsed.success) return { faults: faultsOf(file, parsed.error, value) };
  const path = file.replace(/^theorems\//, "").replace(/\.md$/, "");
  if (parsed.data.id !== path) {
    return fault(`${file}, field id`, `${path}, as the path`, shown(parsed.data.id));
  }
  if (!theoremId.test(path)) {
    return fault(file, "a path theorems/<chapter>/<slug>.md in lower case with dashes", path);
  }
  return { page: { ...parsed.data, file, body: parts[2] }, faults: [] };
}
