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

/** Sends requests to a fresh worker, one when the one before is answered, until it ends. */
export async function inThread(
  requests: readonly Request[],
  onReply: (reply: Reply, request: number) => void,
  options: ThreadOptions,
): Promise<Ending> {
  const silenceMs = options.silenceMs ?? Number(process.env.COMMUTE_SILENCE_MS ?? defaultSilenceMs);
  const memoryMb = options.memoryMb ?? defaultMemoryMb;
  if (options.signal?.aborted === true) return { type: "interrupted" };
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
  const ending = await new Promise<Ending>((settle) => {
    let next = 0;
    let ended = false;
    const resolve = (end: Ending): void => {
      ended = true;
      settle(end);
    };
    const silent = (): void => resolve({ type: "silent", seconds: silenceMs / 1000 });
    let clock: NodeJS.Timeout | undefined;
    const advance = (): void => {
      if (next === requests.length) resolve({ type: "done" });
      else worker.postMessage(requests[next++]);
    };
    const alive = (): void => {
      clearTimeout(clock);
      clock = setTimeout(silent, silenceMs);
    };
    worker.on("online", alive);
    worker.on("message", (reply: Reply) => {
      if (reply.type === "holds") ({ fragile } = reply);
      // A verdict that comes after its claim was given up comes too late.
      if (ended) return;
      alive();
      onReply(reply, next - 1);
      if (["done", "described", "unloadable"].includes(reply.type)) advance();
    });
    // What it had sent before it died is delivered before its exit, and may come after its error.
    let why: string | undefined;
    worker.on("error", (error) => (why = died(error, memoryMb)));
    worker.on("exit", (code) =>
      resolve({ type: "died", message: why ?? `it left with exit code ${code}` }),
    );
    const abort = (): void => resolve({ type: "interrupted" });
    options.signal?.addEventListener("abort", abort, { once: true });
    worker.on("exit", () => {
      clearTimeout(clock);
      options.signal?.removeEventListener("abort", abort);
    });
    advance();
  });
  worker.stdout.unpipe(process.stderr);
  // Dawn ends the process if its thread is ended from outside in the middle of a call.
  if (fragile && ending.type !== "died") await parted(worker);
  await worker.terminate();
  return ending;
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
