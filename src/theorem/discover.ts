import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { InputError } from "../errors.ts";
import { parsePage, type Page } from "./page.ts";

/** A page and the spec beside it. A definition has no spec. */
export interface Theorem {
  readonly id: string;
  readonly page: Page;
  /** Relative to the root of the repository. */
  readonly spec?: string;
}

export interface Library {
  /** Sorted by id. */
  readonly theorems: readonly Theorem[];
  /** Everything wrong with pages and specs that can be seen without running one. */
  readonly faults: readonly InputError[];
}

async function filesUnder(root: string, folder: string, ending: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(join(root, folder), { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const paths = names.filter((name) => name.endsWith(ending));
  return paths.map((name) => `${folder}/${name.split(sep).join("/")}`).sort();
}

function idOfSpec(spec: string): string {
  return spec.slice("specs/".length, -".spec.ts".length);
}

/** The faults of a library that no single page shows. */
function faultsBetween(
  pages: readonly Page[],
  files: Set<string>,
  specs: Set<string>,
): InputError[] {
  const faults: InputError[] = [];
  const ids = new Set(pages.map((page) => page.id));
  for (const page of pages) {
    const spec = `specs/${page.id}.spec.ts`;
    if (page.kind === "definition" && specs.has(spec)) {
      faults.push(new InputError(`${page.file}, field kind`, `no ${spec}`, "one", "Drop either"));
    }
    if (page.kind !== "definition" && !specs.has(spec)) {
      const hint = "Write it, or say kind: definition";
      faults.push(new InputError(page.file, `a spec ${spec}`, "none", hint));
    }
    for (const used of page.uses.filter((id) => !ids.has(id) && !files.has(`theorems/${id}.md`))) {
      const hint = `There is no theorems/${used}.md`;
      faults.push(new InputError(`${page.file}, field uses`, "ids of theorems", used, hint));
    }
  }
  for (const spec of specs) {
    const page = `theorems/${idOfSpec(spec)}.md`;
    if (!files.has(page)) faults.push(new InputError(spec, `a page ${page}`, "none"));
  }
  return faults;
}

/** Ids that several pages state: all but one of them also differ from their path. */
function duplicates(ids: readonly { file: string; id: string }[]): InputError[] {
  const first = new Map<string, string>();
  return ids.flatMap(({ file, id }) => {
    const before = first.get(id);
    first.set(id, before ?? file);
    if (before === undefined) return [];
    return [new InputError(`${file}, field id`, "an id used once", `${id}, used by ${before}`)];
  });
}

/** Finds every page and spec under the root. Faults are collected, never thrown. */
export async function discover(root: string): Promise<Library> {
  const [files, specs] = await Promise.all([
    filesUnder(root, "theorems", ".md"),
    filesUnder(root, "specs", ".spec.ts"),
  ]);
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  const parsed = files.map((file, k) => parsePage(file, texts[k]));
  const pages = parsed.flatMap(({ page }) => (page === undefined ? [] : [page]));
  const stated = files.flatMap((file, k) => {
    const id = /^id:[ \t]*["']?([^"'\s#]+)/m.exec(texts[k])?.[1];
    return id === undefined ? [] : [{ file, id }];
  });
  const specSet = new Set(specs);
  const faults = [
    ...parsed.flatMap((page) => page.faults),
    ...duplicates(stated),
    ...faultsBetween(pages, new Set(files), specSet),
  ];
  const theorems = pages.map((page) => {
    const spec = `specs/${page.id}.spec.ts`;
    return specSet.has(spec) ? { id: page.id, page, spec } : { id: page.id, page };
  });
  return { theorems: theorems.sort((a, b) => (a.id < b.id ? -1 : 1)), faults };
}
