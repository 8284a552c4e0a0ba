import { interrupted } from "../record/freshness.ts";
import type { ClaimRecord } from "../record/schema.ts";
import type { DescribedClaim, Errand, Reply } from "./messages.ts";
import { inThread, type Ending, type ThreadOptions } from "./thread.ts";
import { received, undecided } from "./undecided.ts";

/** What happens while claims are checked, as it happens. */
export type RunEvent =
  | { readonly type: "started"; readonly claim: string }
  | { readonly type: "progress"; readonly claim: string; readonly message: string }
  | { readonly type: "finished"; readonly theorem: string; readonly record: ClaimRecord };

export interface CheckOptions extends ThreadOptions {
  readonly errand: Errand;
  readonly onEvent?: (event: RunEvent) => void;
  /** Injected by the test of what a worker may say. */
  readonly thread?: typeof inThread;
}

/** One spec, as prepared: where its bundle lies, and what it exports. */
export interface Checkable {
  readonly theorem: string;
  readonly spec: string;
  readonly bundle: string;
  readonly claims: readonly DescribedClaim[];
}

export interface Checked {
  readonly claims: readonly ClaimRecord[];
  /** The framework contradicts itself: nothing else may be believed. */
  readonly framework?: string;
}

function reasonOf(ending: Ending): string {
  switch (ending.type) {
    case "silent":
      return `stopped after ${ending.seconds} s without a sign of life`;
    case "died":
      return `its worker died: ${ending.message}`;
    case "interrupted":
      return interrupted;
    case "done":
      return "the worker never came to it";
  }
}

/**
 * Checks the claims of one spec, one after another in a worker thread. A claim that throws, never
 * returns or exhausts the memory is undecided; the claims after it go on, in a fresh worker where
 * the old one is lost.
 */
export async function checkClaims(task: Checkable, options: CheckOptions): Promise<Checked> {
  const { thread = inThread } = options;
  const verdicts = new Map<string, ClaimRecord>();
  let framework: string | undefined;
  let began = performance.now();
  const settle = (claim: DescribedClaim, record: ClaimRecord): void => {
    verdicts.set(claim.id, record);
    options.onEvent?.({ type: "finished", theorem: task.theorem, record });
  };
  const doubt = (claim: DescribedClaim, reason: string, ms: number): void => {
    settle(claim, undecided(claim, reason, ms));
  };
  for (const claim of task.claims.filter(({ threw }) => threw !== undefined)) {
    doubt(claim, `${task.spec}, ${claim.id}: threw while recording: ${claim.threw ?? ""}`, 0);
  }
  const byId = new Map(task.claims.map((claim) => [claim.id, claim]));
  let current: DescribedClaim | undefined;
  const onReply = (reply: Reply): void => {
    const claim = "id" in reply ? byId.get(reply.id) : undefined;
    const ms = performance.now() - began;
    if (reply.type === "unloadable") {
      const reason = `${task.spec}: threw while loading: ${reply.message}`;
      for (const one of task.claims) if (!verdicts.has(one.id)) doubt(one, reason, 0);
    }
    if (claim === undefined) return;
    if (reply.type === "started") {
      began = performance.now();
      current = claim;
      options.onEvent?.({ type: "started", claim: claim.id });
    } else if (reply.type === "progress") {
      options.onEvent?.({ type: "progress", claim: claim.id, message: reply.message });
    } else if (reply.type === "finished") {
      current = undefined;
      settle(claim, received(claim, task.spec, reply.record, options.errand.only === undefined));
    } else if (reply.type === "threw") {
      current = undefined;
      if (reply.framework) framework = `${task.spec}, ${claim.id}: ${reply.message}`;
      doubt(claim, `${task.spec}, ${claim.id}: threw while evaluating: ${reply.message}`, ms);
    }
  };
  const left = (): string[] => task.claims.map(({ id }) => id).filter((id) => !verdicts.has(id));
  while (left().length > 0) {
    current = undefined;
    const before = left().length;
    const { bundle } = task;
    const request = { type: "run", bundle, ids: left(), errand: options.errand } as const;
    const ending = await thread([request], onReply, options);
    // `current` is assigned in `onReply`, which the compiler does not see.
    const lost = current as DescribedClaim | undefined;
    const reason = reasonOf(ending);
    const ms = performance.now() - began;
    if (lost !== undefined) doubt(lost, reason, ms);
    if (left().length === before || ending.type === "interrupted") {
      for (const id of left()) doubt(byId.get(id) as DescribedClaim, reason, 0);
    }
  }
  const claims = task.claims.map(({ id }) => verdicts.get(id) as ClaimRecord);
  return framework === undefined ? { claims } : { claims, framework };
}
