import { InputError } from "../errors.ts";

/** `*` within a segment, `**` across segments, `?` one character; a chapter selects what is in it. */
function pattern(glob: string): RegExp {
  const id = glob.replace(/^(\.\/)?(theorems|specs)\//, "").replace(/(\.spec\.ts|\.md|\/)$/, "");
  const source = id
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*|\*|\?/g, (wild) => ({ "**": ".*", "*": "[^/]*" })[wild] ?? "[^/]");
  return new RegExp(`^${source}(/.*)?$`);
}

/** Edits that turn one text into the other: insertions, deletions, replacements. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, replaced));
    }
    row = next;
  }
  return row[b.length];
}

/** The error for an id nobody has: it names the nearest ones. */
export function unknownId(where: string, id: string, known: readonly string[]): InputError {
  const score = (one: string): number => (one.includes(id) ? -1 : distance(one, id));
  const nearest = known.toSorted((a, b) => score(a) - score(b)).slice(0, 3);
  const hint = nearest.length === 0 ? "There are none yet" : `Nearest: ${nearest.join(", ")}`;
  return new InputError(where, "a known id", id, hint);
}

/**
 * The theorems that any of the globs selects; all of them without a glob. A glob may name the page
 * or the spec by its path.
 *
 * @throws {InputError} if a glob selects nothing
 */
export function select<T extends { readonly id: string }>(
  theorems: readonly T[],
  globs: readonly string[],
): T[] {
  if (globs.length === 0) return [...theorems];
  const chosen = new Set<T>();
  for (const glob of globs) {
    const expression = pattern(glob);
    const matching = theorems.filter(({ id }) => expression.test(id));
    if (matching.length === 0) {
      throw unknownId(
        "glob",
        glob,
        theorems.map(({ id }) => id),
      );
    }
    for (const theorem of matching) chosen.add(theorem);
  }
  return theorems.filter((theorem) => chosen.has(theorem));
}
