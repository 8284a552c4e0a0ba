import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import type { Item } from "../../corpus/corpus.ts";

/** `cannot`: no answer, an error, a time-out or a crash. */
export type Answer = "true" | "false" | "cannot";

export interface Answered {
  readonly version: string;
  readonly answers: readonly Answer[];
  /** Milliseconds of wall time for all items, start-up included. */
  readonly ms: number;
}

/** What loading an engine may take on a busy machine. */
const startMs = 60_000;

const isAnswer = (line: string): line is Answer => ["true", "false", "cannot"].includes(line);

/**
 * Puts every item to a process that prints its version, then one answer a line. An item it is silent on
 * for `seconds` is `cannot`, and the process is started afresh for the next.
 *
 * @returns `undefined` if the process ends before it says its version: it is not installed
 */
export async function ask(
  command: readonly [string, ...string[]],
  items: readonly Item[],
  seconds: number,
): Promise<Answered | undefined> {
  const began = performance.now();
  const answers: Answer[] = [];
  let version: string | undefined;
  while (answers.length < items.length) {
    const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "pipe"] });
    const said = await session(child, items.slice(answers.length), answers, seconds);
    version ??= said;
    if (version === undefined) return undefined;
  }
  return version === undefined ? undefined : { version, answers, ms: performance.now() - began };
}

/** Asks one item after another until all are answered, or the process is silent or dead at one. */
function session(
  child: ChildProcessWithoutNullStreams,
  items: readonly Item[],
  answers: Answer[],
  seconds: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let version: string | undefined;
    let next = 0;
    let clock: NodeJS.Timeout | undefined;
    const put = (): void => {
      clearTimeout(clock);
      if (next === items.length) child.stdin.end();
      else child.stdin.write(`${JSON.stringify(items[next])}\n`);
      clock = setTimeout(() => child.kill("SIGKILL"), 1000 * seconds);
    };
    clock = setTimeout(() => child.kill("SIGKILL"), startMs);
    child.stdin.on("error", () => undefined);
    child.on("error", () => undefined);
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (version === undefined) version = line.trim();
      else if (isAnswer(line)) {
        answers.push(line);
        next++;
      } else return;
      put();
    });
    child.on("close", () => {
      clearTimeout(clock);
      if (version !== undefined && next < items.length) answers.push("cannot");
      resolve(version);
    });
  });
}
