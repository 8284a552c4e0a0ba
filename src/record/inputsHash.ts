import { createHash } from "node:crypto";
import { recordFormat, type Effort } from "./schema.ts";

/** Everything a verdict depends on. A record is fresh while the hash of this is unchanged. */
export interface Inputs {
  /** The text of each file by its path: the page, the spec, and the modules of `src` it reaches. */
  readonly files: Readonly<Record<string, string>>;
  /** The version of each package reached. */
  readonly packages: Readonly<Record<string, string>>;
  readonly effort: Effort;
}

function sorted(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** SHA-256, in hexadecimal, of the inputs and of the format of records. */
export function inputsHash({ files, packages, effort }: Inputs): string {
  const text = JSON.stringify([recordFormat, effort, sorted(files), sorted(packages)]);
  return createHash("sha256").update(text).digest("hex");
}
