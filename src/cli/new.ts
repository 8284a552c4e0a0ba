import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InputError } from "../errors.ts";
import { theoremId } from "../theorem/page.ts";
import { pageTemplate, specTemplate } from "./templates.ts";

/** `commute new`: the two files of a theorem. They run, are undecided, and name what to fill in. */
export async function newCommand(root: string, id: string): Promise<number> {
  if (!theoremId.test(id)) {
    throw new InputError("new", "<chapter>/<slug> in lower case with dashes", id);
  }
  const files = [
    [`theorems/${id}.md`, pageTemplate(id)],
    [`specs/${id}.spec.ts`, specTemplate(id)],
  ] as const;
  for (const [file] of files) {
    if (existsSync(join(root, file))) throw new InputError("new", `no file ${file} yet`, "one");
  }
  for (const [file, text] of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text, { flag: "wx" });
    process.stdout.write(`${file}\n`);
  }
  process.stdout.write(`Fill them in, then: commute verify ${id}\n`);
  return 0;
}
