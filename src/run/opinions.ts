import { claimSchema, type ClaimRecord, type Effort } from "../record/schema.ts";
import { openThread, type Thread, type ThreadOptions } from "./thread.ts";

/** Second opinions on the claims of a run. */
export interface Opinions {
  /** The records with the opinions on each, as far as there are any. */
  readonly on: (bundle: string, records: readonly ClaimRecord[]) => Promise<ClaimRecord[]>;
  readonly end: () => Promise<void>;
}

export interface OpinionOptions extends ThreadOptions {
  readonly effort: Effort;
  /** Injected by the test of what a worker may say. */
  readonly open?: typeof openThread;
}

/**
 * Asks the other engines about decided claims, one after another in one thread for all theorems: to
 * load them costs more than to ask them. An engine that hangs, dies or throws costs its opinion only.
 */
export function secondOpinions(options: OpinionOptions): Opinions {
  const { open = openThread, effort } = options;
  let thread: Thread | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const about = async (bundle: string, record: ClaimRecord): Promise<ClaimRecord> => {
    const { id, outcome, shape, evidence } = record;
    // A claim that came to no evidence may not even be recorded: it is not tried again.
    if (shape !== "equation" || evidence.length === 0) return record;
    if (options.signal?.aborted === true) return record;
    thread ??= await open(options);
    let said: unknown;
    const ending = await thread.ask({ type: "opine", bundle, id, outcome, effort }, (reply) => {
      if (reply.type === "opinions") said = reply.corroboration;
    });
    if (ending.type !== "done") {
      await thread.end();
      thread = undefined;
    }
    return claimSchema.safeParse({ ...record, corroboration: said }).data ?? record;
  };
  return {
    on: (bundle, records) => {
      const answered = queue.then(async () => {
        const all: ClaimRecord[] = [];
        for (const record of records) all.push(await about(bundle, record).catch(() => record));
        return all;
      });
      queue = answered;
      return answered;
    },
    end: async () => {
      await queue;
      await thread?.end();
    },
  };
}
