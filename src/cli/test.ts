import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { interrupted } from "../record/freshness.ts";
import type { ClaimRecord } from "../record/schema.ts";
import { writeRecord } from "../record/write.ts";
import { interruptedCode, programOf, runProgram, type Finished } from "../run/child.ts";
import { eventReader, eventsVariable } from "../run/events.ts";
import type { Prepared } from "../run/prepare.ts";
import { progress } from "../run/progress.ts";
import { table, type TableTheorem } from "../run/table.ts";
import { undecided } from "../run/undecided.ts";
import { commitOf, recordOf } from "../run/verify.ts";
import { select } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import type { RunFlags } from "./verify.ts";

interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

interface Framework {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** What vitest says of the framework's own tests; the claims are judged by their verdicts. */
async function frameworkTests(root: string, file: string): Promise<Framework> {
  let report: { testResults: FileReport[] };
  try {
    report = JSON.parse(await readFile(file, "utf8")) as { testResults: FileReport[] };
  } catch {
    return { passed: 0, failures: [] };
  }
  const files = report.testResults.filter(({ name }) => relative(root, name).startsWith("test"));
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const failures = files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === "failed");
    const where = relative(root, name);
    if (failed.length === 0 && status === "failed") return [`${where}: ${message}`];
    return failed.map((one) => {
      const why = one.failureMessages.join("\n").split("\n").slice(0, 12).join("\n  ");
      return `${where}: ${one.fullName}\n  ${why}`;
    });
  });
  return { passed: results.filter(({ status }) => status === "passed").length, failures };
}

/** The verdicts that came, per theorem; a claim without one is undecided. */
function gathered(
  specs: readonly Prepared[],
  verdicts: ReadonlyMap<string, readonly ClaimRecord[]>,
  reason: string,
): TableTheorem[] {
  return specs.map(({ theorem, claims }) => {
    const came = verdicts.get(theorem.id) ?? [];
    const missing = claims.filter(({ id }) => !came.some((record) => record.id === id));
    return {
      theorem: theorem.id,
      claims: [...came, ...missing.map((claim) => undecided(claim, reason))],
    };
  });
}

function typesLine({ code, output, ms }: Finished): string {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  if (code === interruptedCode) return "types: interrupted";
  return code === 0 ? `types: sound, ${seconds}` : `types: FAIL, ${seconds}\n${output.trim()}`;
}

function frameworkLine({ passed, failures }: Framework): string {
  const text = `framework: ${passed} tests passed, ${failures.length} failed`;
  return [text, ...failures].join("\n");
}

/** Interrupted: the records of theorems of which some claims, not all, were decided. */
async function writePartial(
  root: string,
  specs: readonly Prepared[],
  theorems: readonly TableTheorem[],
  flags: RunFlags,
): Promise<void> {
  const commit = await commitOf(root);
  for (const [k, { claims }] of theorems.entries()) {
    const cut = claims.filter(({ reason }) => reason?.startsWith(interrupted));
    if (cut.length === 0 || cut.length === claims.length) continue;
    await writeRecord(root, recordOf(specs[k], claims, { ...flags, commit }));
  }
}

/** What was sound and has not changed since need not be checked again. */
const typesOnly = ["--noEmit", "--incremental", "--tsBuildInfoFile", ".commute/types.json"];

interface Run {
  readonly types: Finished;
  readonly vitest: Finished;
  readonly framework: Framework;
  readonly verdicts: ReadonlyMap<string, readonly ClaimRecord[]>;
}

/** The tests that start whole processes take as long as all others: they run at deep effort, and in CI. */
function projects({ part, effort }: RunFlags & { readonly part: boolean }): string[] {
  if (part) return ["specs"];
  return effort === "deep" ? ["framework", "specs", "commands"] : ["framework", "specs"];
}

async function runTests(
  root: string,
  specs: readonly Prepared[],
  types: Promise<Finished>,
  flags: RunFlags & { readonly part: boolean },
  signal: AbortSignal,
): Promise<Run> {
  await mkdir(join(root, ".commute"), { recursive: true });
  const folder = await mkdtemp(join(root, ".commute/test-"));
  const report = join(folder, "report.json");
  const events = eventReader(join(folder, "events.jsonl"));
  const total = specs.reduce((sum, { claims }) => sum + Math.max(1, claims.length), 0);
  const { onEvent, note, end } = progress(process.stderr, total);
  const verdicts = new Map<string, ClaimRecord[]>();
  const poll = (): void => {
    for (const event of events()) {
      onEvent(event);
      if (event.type !== "finished") continue;
      verdicts.set(event.theorem, [...(verdicts.get(event.theorem) ?? []), event.record]);
    }
  };
  const clock = setInterval(poll, 200);
  const arguments_ = [
    programOf(root, "vitest", "vitest"),
    ...["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    "--passWithNoTests",
    ...projects(flags).flatMap((name) => ["--project", name]),
    ...(flags.part ? specs.map(({ spec }) => spec) : []),
  ];
  const env = {
    [eventsVariable]: join(folder, "events.jsonl"),
    COMMUTE_EFFORT: flags.effort,
    COMMUTE_SEED: flags.seed,
  };
  try {
    const checked = types.then((finished) => {
      note(typesLine(finished).split("\n")[0]);
      return finished;
    });
    const ran = runProgram(root, arguments_, env, signal);
    const [typesDone, vitest] = await Promise.all([checked, ran]);
    poll();
    const framework = await frameworkTests(root, report);
    return { types: typesDone, vitest, framework, verdicts };
  } finally {
    clearInterval(clock);
    end();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * `commute test`: types, the framework's tests and every claim, afresh. TypeScript and vitest run
 * side by side; the table is made of the verdicts of this run and never of records on the disk.
 */
export async function testCommand(
  root: string,
  globs: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const began = performance.now();
  const signal = untilInterrupted();
  const chosen = select((await soundLibrary(root)).theorems, globs);
  const early = new AbortController();
  const stop = AbortSignal.any([signal, early.signal]);
  const types = runProgram(
    root,
    [programOf(root, "typescript-native", "tsc"), ...typesOnly],
    {},
    stop,
  );
  let specs: Prepared[];
  try {
    specs = await soundClaims(root, chosen, signal);
  } catch (error) {
    early.abort();
    await types;
    throw error;
  }
  const part = globs.length > 0;
  const run = await runTests(root, specs, types, { ...flags, part }, stop);
  const missing = signal.aborted ? interrupted : "vitest gave no verdict on it";
  const theorems = gathered(specs, run.verdicts, missing);
  const claims = theorems.flatMap((theorem) => theorem.claims);
  const claimsPass = claims.length > 0 && claims.every(({ passes }) => passes);
  const { framework, vitest } = run;
  const explained = framework.failures.length > 0 || !claimsPass || signal.aborted;
  if (vitest.code !== 0 && !explained) process.stdout.write(`vitest:\n${vitest.output}\n`);
  process.stdout.write(`${typesLine(run.types)}\n`);
  if (!part && !signal.aborted) process.stdout.write(`${frameworkLine(framework)}\n`);
  process.stdout.write(`\n${table(theorems, process.stdout.isTTY)}\n`);
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  if (signal.aborted) {
    await writePartial(root, specs, theorems, flags);
    return 130;
  }
  return run.types.code === 0 && vitest.code === 0 && claimsPass ? 0 : 1;
}
