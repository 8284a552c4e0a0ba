import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { interrupted } from "../record/freshness.ts";
import {
  recordFormat,
  type ClaimRecord,
  type Effort,
  type TheoremRecord,
} from "../record/schema.ts";
import { writeRecord, type RecordFiles } from "../record/write.ts";
import { oneLine } from "./bundle.ts";
import { checkClaims, type Checked, type RunEvent } from "./check.ts";
import { secondOpinions } from "./opinions.ts";
import type { Prepared } from "./prepare.ts";
import type { ThreadOptions } from "./thread.ts";
import { unloadable } from "./undecided.ts";

export interface VerifyOptions extends ThreadOptions {
  readonly root: string;
  readonly effort: Effort;
  readonly seed: string;
  readonly onEvent?: (event: RunEvent) => void;
  /** Worker threads at once: one a core of the smallest machine this has to run on. */
  readonly workers?: number;
  /** Injected by the test of a full disk. */
  readonly files?: RecordFiles;
}

export interface Verification {
  readonly records: readonly TheoremRecord[];
  /** Records that could not be written, and contradictions of the framework with itself. */
  readonly errors: readonly string[];
}

/** The seed of a run that names none: fixed, so that a run can be repeated. */
export const defaultSeed = "1";

/** The commit checked out, and whether the tree differs from it. */
export async function commitOf(root: string): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)("git", args, { cwd: root })).stdout.trim();
  try {
    const head = await git("rev-parse", "HEAD");
    return (await git("status", "--porcelain")) === "" ? head : `${head} (modified)`;
  } catch {
    return "unknown";
  }
}

/** The record of a theorem from the verdicts on its claims. */
export function recordOf(
  { theorem, hash }: Prepared,
  claims: readonly ClaimRecord[],
  run: { readonly effort: Effort; readonly seed: string; readonly commit: string },
): TheoremRecord {
  return {
    format: recordFormat,
    theorem: theorem.id,
    talk: theorem.page.talk,
    inputsHash: hash(run.effort),
    commit: run.commit,
    node: process.version,
    effort: run.effort,
    seed: run.seed,
    claims: [...claims],
  };
}

/** Checks one prepared theorem. A spec that cannot be loaded is one claim, undecided. */
export async function verifyOne(spec: Prepared, options: VerifyOptions): Promise<Checked> {
  const { effort, seed, onEvent } = options;
  const theorem = spec.theorem.id;
  if (spec.bundle === undefined || spec.fault !== undefined) {
    const record = unloadable(theorem, spec.fault ?? "no bundle");
    onEvent?.({ type: "finished", theorem, record });
    return { claims: [record] };
  }
  const task = { theorem, spec: spec.spec, bundle: spec.bundle.file, claims: spec.claims };
  return checkClaims(task, { ...options, errand: { effort, seed } });
}

function touched(claims: readonly ClaimRecord[]): boolean {
  return claims.some(({ reason }) => reason?.startsWith(interrupted) !== true);
}

/**
 * Checks prepared theorems, a few at once, each in a worker of its own, and writes the record of
 * each as soon as it is decided and other engines were asked. Nothing that goes wrong with one loses the verdicts on another.
 */
export async function verify(
  specs: readonly Prepared[],
  options: VerifyOptions,
): Promise<Verification> {
  const commit = await commitOf(options.root);
  const records: TheoremRecord[] = [];
  const errors: string[] = [];
  const broken = new AbortController();
  const signals = [broken.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const signal = AbortSignal.any(signals);
  const opinions = secondOpinions({ ...options, signal });
  const keep = async (spec: Prepared, decided: readonly ClaimRecord[]): Promise<void> => {
    const claims = await opinions.on(spec.bundle?.file ?? "", decided);
    const record = recordOf(spec, claims, { ...options, commit });
    records.push(record);
    // An interrupted run leaves the record of a theorem it never came to as it was.
    if (!touched(claims)) return;
    try {
      await writeRecord(options.root, record, options.files);
    } catch (error) {
      errors.push(oneLine(error));
    }
  };
  const queue = [...specs];
  const kept: Promise<void>[] = [];
  const lane = async (): Promise<void> => {
    for (let spec = queue.shift(); spec !== undefined; spec = queue.shift()) {
      const { claims, framework } = await verifyOne(spec, { ...options, signal });
      if (framework !== undefined) {
        errors.push(`The framework contradicts itself: ${framework}`);
        broken.abort();
      }
      kept.push(keep(spec, claims));
    }
  };
  try {
    await Promise.all(Array.from({ length: options.workers ?? 2 }, lane));
    await Promise.all(kept);
  } finally {
    await opinions.end();
  }
  return { records: records.sort((a, b) => (a.theorem < b.theorem ? -1 : 1)), errors };
}
