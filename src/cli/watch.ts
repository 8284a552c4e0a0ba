import { join } from "node:path";
import { watch } from "chokidar";
import { DomainError } from "../errors.ts";
import { judgeRecords } from "../run/freshness.ts";
import { select } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import { printVerification, verifyWithProgress, type RunFlags } from "./verify.ts";

/** The lines of an error that is the author's, who is about to mend it; other errors are thrown. */
function faultLines(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(faultLines);
  if (error instanceof DomainError) return [error.message];
  throw error;
}

/** `commute watch`: verifies what a change of page, spec or library made stale, until Ctrl-C. */
export async function watchCommand(root: string, glob: string, flags: RunFlags): Promise<number> {
  const signal = untilInterrupted();
  const round = async (): Promise<void> => {
    try {
      const chosen = select((await soundLibrary(root)).theorems, [glob]);
      const judged = await judgeRecords(root, chosen, flags.effort);
      const stale = judged.filter(({ freshness }) => freshness.state !== "fresh");
      const theorems = stale.map(({ spec }) => spec.theorem);
      const specs = await soundClaims(root, theorems, signal);
      if (specs.length > 0) {
        printVerification(await verifyWithProgress(root, specs, flags, signal));
      }
      process.stdout.write(`watching ${chosen.length} theorems (Ctrl-C to stop)\n`);
    } catch (error) {
      for (const line of faultLines(error)) process.stderr.write(`${line}\n`);
    }
  };
  const folders = ["theorems", "specs", "src"].map((folder) => join(root, folder));
  const watcher = watch(folders, { ignoreInitial: true });
  // Before the first round: a change made while it runs, or as soon as it is done, is seen.
  await new Promise((resolve) => watcher.once("ready", () => resolve(undefined)));
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running = round();
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
  return 130;
}
