import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { InputError } from "../src/errors.ts";

/** What a bench measured and kept in the repository: where it lies, its form, and how it is measured again. */
export interface Measured<T> {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly form: z.ZodType<T>;
  /** The command that writes it. */
  readonly again: string;
}

/**
 * A kept result, or `undefined` where a repository has none.
 *
 * @throws {InputError} if it is no result of its bench
 */
export async function readMeasured<T>(root: string, measured: Measured<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(join(root, measured.file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return parseMeasured(text, measured);
}

/** @throws {InputError} naming the first place that is not of the bench's form */
export function parseMeasured<T>(text: string, { file, form, again }: Measured<T>): T {
  const advice = `Run: ${again}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(file, "JSON", "something else", advice);
  }
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new InputError(`${file}, ${path.join(".")}`, "a result of the bench", message, advice);
}
