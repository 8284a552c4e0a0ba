import type { Effort } from "../record/schema.ts";
import type { RunEvent } from "../run/check.ts";
import type { Prepared } from "../run/prepare.ts";
import { progress } from "../run/progress.ts";
import { table } from "../run/table.ts";
import { verify, type Verification } from "../run/verify.ts";
import { select } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";

export interface RunFlags {
  readonly effort: Effort;
  readonly seed: string;
}

/** Verifies prepared theorems, with progress on standard error. */
export async function verifyWithProgress(
  root: string,
  specs: readonly Prepared[],
  { effort, seed }: RunFlags,
  signal: AbortSignal,
  listen: (event: RunEvent) => void = () => undefined,
): Promise<Verification> {
  const total = specs.reduce((sum, { claims }) => sum + Math.max(1, claims.length), 0);
  const { onEvent, note, end } = progress(process.stderr, total);
  const heard = (event: RunEvent): void => {
    onEvent(event);
    listen(event);
  };
  const say = (): void => note("interrupted: writing the verdicts already had");
  signal.addEventListener("abort", say, { once: true });
  const verification = await verify(specs, { root, effort, seed, signal, onEvent: heard });
  signal.removeEventListener("abort", say);
  end();
  return verification;
}

/** Prints the table and what went wrong beside it. */
export function printVerification({ records, errors }: Verification): void {
  process.stdout.write(`${table(records, process.stdout.isTTY)}\n`);
  for (const error of errors) process.stderr.write(`${error}\n`);
}

/** 0 only if there is a claim, and every claim passes, and every record was written. */
export function exitCode({ records, errors }: Verification): number {
  const claims = records.flatMap((record) => record.claims);
  const passes = claims.length > 0 && claims.every((claim) => claim.passes);
  return passes && errors.length === 0 ? 0 : 1;
}

/** `commute verify`: checks the claims of theorems afresh. */
export async function verifyCommand(
  root: string,
  globs: readonly string[],
  flags: RunFlags & { readonly json?: boolean },
): Promise<number> {
  const signal = untilInterrupted();
  const chosen = select((await soundLibrary(root)).theorems, globs);
  const specs = await soundClaims(root, chosen, signal);
  const verification = await verifyWithProgress(root, specs, flags, signal);
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(verification.records, null, 1)}\n`);
    for (const error of verification.errors) process.stderr.write(`${error}\n`);
  } else {
    printVerification(verification);
  }
  return signal.aborted ? 130 : exitCode(verification);
}
