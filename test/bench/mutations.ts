import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { readMeasured } from "../../site/measured.ts";
import { mutations, type Mutations } from "../../site/mutations.ts";
import type { Mutant } from "./mutants.ts";

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly change: string;
  readonly key: string;
  readonly killed: boolean;
  readonly by: string;
  readonly seconds: number;
}

/**
 * Writes the result that the site's page is made of. Explanations of survivors that an earlier result has
 * are kept: a person wrote them.
 *
 * @returns the file, relative to the root
 */
export async function writeMutations(
  root: string,
  drawnFrom: Pick<Mutations, "seed" | "of" | "files">,
  judged: readonly Judged[],
): Promise<string> {
  const before = await readMeasured(root, mutations);
  const explained = new Map(before?.mutants.map(({ key, why }) => [key, why]));
  const processors = cpus();
  const result: Mutations = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${processors.length} × ${processors[0]?.model ?? "a processor"}`,
    ...drawnFrom,
    mutants: judged.map(({ mutant: { file, line, column }, change, key, killed, by, seconds }) => {
      const why = explained.get(key);
      const found = { key, file, line, column, change, killed, by, seconds: Math.round(seconds) };
      return killed || why === undefined ? found : { ...found, why };
    }),
  };
  const text = `${JSON.stringify(mutations.form.parse(result), undefined, 2)}\n`;
  await writeFile(join(root, mutations.file), text);
  return mutations.file;
}
