import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleAll, claimFaults, describeAll, type Prepared } from "../run/prepare.ts";
import { discover, type Library, type Theorem } from "../theorem/discover.ts";

/** The repository around the working directory, or the one this program belongs to. */
export function findRoot(from: string = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { name?: string };
      if (name === "commute") return folder;
    }
    if (dirname(folder) === folder) return fileURLToPath(new URL("../..", import.meta.url));
  }
}

/**
 * The library under the root, if it is sound.
 *
 * @throws {AggregateError} of every fault of its pages and specs
 */
export async function soundLibrary(root: string): Promise<Library> {
  const library = await discover(root);
  if (library.faults.length > 0) throw new AggregateError(library.faults);
  return library;
}

/**
 * The claims of theorems, if they are sound. Nothing is checked yet.
 *
 * @throws {AggregateError} of every fault of the claims as written
 */
export async function soundClaims(
  root: string,
  theorems: readonly Theorem[],
  signal?: AbortSignal,
): Promise<Prepared[]> {
  const specs = await describeAll(await bundleAll(root, theorems), { signal });
  const faults = signal?.aborted === true ? [] : claimFaults(specs);
  if (faults.length > 0) throw new AggregateError(faults);
  return specs;
}

/** Aborts on Ctrl-C, so that verdicts already had can be written; a second one leaves at once. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
}
