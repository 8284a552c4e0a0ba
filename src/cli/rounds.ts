import { join } from "node:path";
import { watch } from "chokidar";
import { DomainError } from "../errors.ts";

/** The lines of an error that is the author's, who is about to mend it; other errors are thrown. */
export function faultLines(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(faultLines);
  if (error instanceof DomainError) return [error.message];
  throw error;
}

/**
 * Calls `round` at each change of a page, a spec or the library, one after another, until it is aborted. A
 * change made while one runs leads to the next.
 *
 * @param first whether to begin with one, before any change
 * @throws whatever a round throws
 */
export async function rounds(
  root: string,
  signal: AbortSignal,
  round: () => Promise<void>,
  first: boolean,
): Promise<void> {
  const folders = ["theorems", "specs", "src"].map((folder) => join(root, folder));
  const watcher = watch(folders, { ignoreInitial: true });
  // Before the first round: a change made while it runs, or as soon as it is done, is seen.
  await new Promise((resolve) => watcher.once("ready", () => resolve(undefined)));
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running = first ? round() : Promise.resolve();
    running.catch(reject);
    watcher.on("all", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(round);
        running.catch(reject);
      }, 100);
    });
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  }).finally(() => watcher.close());
}
