import { SHARE_ENV, Worker } from "node:worker_threads";
import { bundleWorker } from "./bundle.ts";
import type { Reply, Request } from "./messages.ts";

/** Why a worker ended before it was done. */
export type Ending =
  | { readonly type: "done" }
  | { readonly type: "silent"; readonly seconds: number }
  | { readonly type: "died"; readonly message: string }
  | { readonly type: "interrupted" };

export interface ThreadOptions {
  /** The safety clock: a worker that says nothing for so long is stopped. Never a verdict. */
  readonly silenceMs?: number;
  /** The most memory a worker's heap may take. */
  readonly memoryMb?: number;
  readonly signal?: AbortSignal | undefined;
}

const defaultSilenceMs = 120_000;
/** How long a worker that is given up may take to give back its device. */
const partingMs = 20_000;
const defaultMemoryMb = 2_048;

function died(error: Error & { code?: string }, memoryMb: number): string {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return `out of memory (${memoryMb} MB)`;
  return `${error.name}: ${error.message.split("\n")[0]}`;
}

/** A worker thread that is asked one thing after another. */
export interface Thread {
  /** Asks it, and hears what it says until it is done. One that ended otherwise is never heard again. */
  readonly ask: (request: Request, onReply: (reply: Reply) => void) => Promise<Ending>;
  readonly end: () => Promise<void>;
}

interface Asked {
  readonly onReply: (reply: Reply) => void;
  readonly settle: (ending: Ending) => void;
  clock: NodeJS.Timeout | undefined;
}

const answers = new Set<Reply["type"]>(["done", "described", "unloadable"]);

/** Starts a worker thread. Its safety clock runs only while it is asked. */
export async function openThread(options: ThreadOptions): Promise<Thread> {
  const silenceMs = options.silenceMs ?? Number(process.env.COMMUTE_SILENCE_MS ?? defaultSilenceMs);
  const memoryMb = options.memoryMb ?? defaultMemoryMb;
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb };
  // What a spec prints goes to standard error: standard output is the table's.
  const worker = new Worker(await bundleWorker(), {
    resourceLimits,
    execArgv: [],
    stdout: true,
    // The libraries behind devices read the process's own environment, which a copy is not.
    env: SHARE_ENV,
  });
  worker.stdout.pipe(process.stderr, { end: false });
  let fragile = false;
  let asked: Asked | undefined;
  let lost: Ending | undefined;
  const settle = (ending: Ending): void => {
    if (ending.type !== "done") lost ??= ending;
    clearTimeout(asked?.clock);
    const one = asked;
    asked = undefined;
    one?.settle(ending);
  };
  const alive = (): void => {
    if (asked === undefined) return;
    clearTimeout(asked.clock);
    const silent = (): void => settle({ type: "silent", seconds: silenceMs / 1000 });
    asked.clock = setTimeout(silent, silenceMs);
  };
  worker.on("online", alive);
  worker.on("message", (reply: Reply) => {
    if (reply.type === "holds") ({ fragile } = reply);
    // A verdict that comes after its claim was given up comes too late.
    if (asked === undefined) return;
    alive();
    asked.onReply(reply);
    if (answers.has(reply.type)) settle({ type: "done" });
  });
  // What it had sent before it died is delivered before its exit, and may come after its error.
  let why: string | undefined;
  worker.on("error", (error) => (why = died(error, memoryMb)));
  worker.on("exit", (code) =>
    settle({ type: "died", message: why ?? `it left with exit code ${code}` }),
  );
  const abort = (): void => settle({ type: "interrupted" });
  options.signal?.addEventListener("abort", abort, { once: true });
  if (options.signal?.aborted === true) abort();
  return {
    ask: (request, onReply) => {
      if (lost !== undefined) return Promise.resolve(lost);
      return new Promise((resolve) => {
        asked = { onReply, settle: resolve, clock: undefined };
        alive();
        worker.postMessage(request);
      });
    },
    end: async () => {
      options.signal?.removeEventListener("abort", abort);
      settle({ type: "interrupted" });
      worker.stdout.unpipe(process.stderr);
      // Dawn ends the process if its thread is ended from outside in the middle of a call.
      if (fragile && lost?.type !== "died") await parted(worker);
      await worker.terminate();
    },
  };
}

/** Sends requests to a fresh worker, one when the one before is answered, until it ends. */
export async function inThread(
  requests: readonly Request[],
  onReply: (reply: Reply, request: number) => void,
  options: ThreadOptions,
): Promise<Ending> {
  if (options.signal?.aborted === true) return { type: "interrupted" };
  const thread = await openThread(options);
  try {
    for (const [k, request] of requests.entries()) {
      const ending = await thread.ask(request, (reply) => onReply(reply, k));
      if (ending.type !== "done") return ending;
    }
    return { type: "done" };
  } finally {
    await thread.end();
  }
}

/** Asks a worker to leave, and waits until it has, or seems too busy to. */
function parted(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const clock = setTimeout(resolve, partingMs);
    worker.once("exit", () => {
      clearTimeout(clock);
      resolve();
    });
    worker.postMessage({ type: "stop" } satisfies Request);
  });
}
