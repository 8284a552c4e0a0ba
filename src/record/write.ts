import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InputError } from "../errors.ts";
import { faultsOf } from "./issues.ts";
import { recordPath } from "./read.ts";
import { recordSchema, type TheoremRecord } from "./schema.ts";

/** The part of a file system that writing needs, so that a test can fill the disk. */
export interface RecordFiles {
  readonly mkdir: (path: string, options: { recursive: true }) => Promise<unknown>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { force: true }) => Promise<void>;
}

const diskFiles: RecordFiles = { mkdir, writeFile, rename, rm };
let temporaries = 0;

/**
 * Writes a record atomically: a reader sees the old file or the new one, never a part of either.
 *
 * @throws {InputError} if the record is not valid, or the disk refuses it
 */
export async function writeRecord(
  root: string,
  record: TheoremRecord,
  files: RecordFiles = diskFiles,
): Promise<void> {
  const file = recordPath(record.theorem);
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) throw faultsOf(file, parsed.error, record)[0];
  const text = `${JSON.stringify(parsed.data, null, 1)}\n`;
  const path = join(root, file);
  temporaries += 1;
  const temporary = `${path}.${process.pid}-${temporaries}.tmp`;
  try {
    await files.mkdir(dirname(path), { recursive: true });
    await files.writeFile(temporary, text);
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    const hint = "The verdicts are not lost: they are in the table";
    throw new InputError(file, `a disk that takes ${text.length} characters`, reason, hint);
  }
}
