import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { faultsOf, shown } from "./issues.ts";
import { recordSchema, type TheoremRecord } from "./schema.ts";

/** Where the record of a theorem lies, relative to the root of the repository. */
export function recordPath(theorem: string): string {
  return `.commute/records/${theorem}.json`;
}

/**
 * The record of a theorem, or `undefined` where there is none.
 *
 * @throws {InputError} if the file is cut, of another format or not a record of this theorem
 */
export async function readRecord(
  root: string,
  theorem: string,
): Promise<TheoremRecord | undefined> {
  let text: string;
  try {
    text = await readFile(join(root, recordPath(theorem)), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return parseRecord(theorem, text);
}

/** Parses and validates the text of a record; `readRecord` without the disk. */
export function parseRecord(theorem: string, text: string): TheoremRecord {
  const file = recordPath(theorem);
  const again = `Write it again: commute verify ${theorem}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const last = [...text.matchAll(/"(\w+)":/g)].at(-1)?.[1];
    const where = last === undefined ? file : `${file}, in or after field ${last}`;
    const got = `${text.length} characters that are not a whole JSON document`;
    throw new InputError(where, "a whole record", got, again);
  }
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) throw faultsOf(file, parsed.error, value)[0];
  if (parsed.data.theorem !== theorem) {
    throw new InputError(`${file}, field theorem`, theorem, shown(parsed.data.theorem), again);
  }
  return parsed.data;
}
