import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { interruptedCode, programOf, runProgram, type Finished } from "../run/child.ts";
import type { Prepared } from "../run/prepare.ts";
import { select } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import { exitCode, printVerification, verifyWithProgress, type RunFlags } from "./verify.ts";

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

function typesLine({ code, output, ms }: Finished): string {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  if (code === interruptedCode) return "types: interrupted";
  return code === 0 ? `types: sound, ${seconds}` : `types: FAIL, ${seconds}\n${output.trim()}`;
}

function frameworkLine({ passed, failures }: Framework): string {
  const text = `framework: ${passed} tests passed, ${failures.length} failed`;
  return [text, ...failures].join("\n");
}

/** What was sound and has not changed since need not be checked again. */
const typesOnly = ["--noEmit", "--incremental", "--tsBuildInfoFile", ".commute/types.json"];

/** The tests that start whole processes take as long as all others: they run at deep effort, and in CI. */
function projects(effort: RunFlags["effort"]): string[] {
  return effort === "deep" ? ["framework", "commands"] : ["framework"];
}

/** Runs the framework's own tests in a process of vitest. */
async function runFramework(
  root: string,
  { effort, seed }: RunFlags,
  signal: AbortSignal,
): Promise<{ readonly framework: Framework; readonly vitest: Finished }> {
  await mkdir(join(root, ".commute"), { recursive: true });
  const folder = await mkdtemp(join(root, ".commute/test-"));
  const report = join(folder, "report.json");
  const args = [
    programOf(root, "vitest", "vitest"),
    ...["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ...projects(effort).flatMap((name) => ["--project", name]),
  ];
  try {
    const env = { COMMUTE_EFFORT: effort, COMMUTE_SEED: seed };
    const vitest = await runProgram(root, args, env, signal);
    return { framework: await frameworkTests(root, report), vitest };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * `commute test`: types, the framework's tests and every claim, afresh, side by side; with globs the
 * types and those claims. The table is made of the verdicts of this run and never of older records.
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
  const compiler = programOf(root, "typescript-native", "tsc");
  const types = runProgram(root, [compiler, ...typesOnly], {}, stop);
  const tests = globs.length > 0 ? undefined : runFramework(root, flags, stop);
  let specs: Prepared[];
  try {
    specs = await soundClaims(root, chosen, signal);
  } catch (error) {
    early.abort();
    await Promise.all([types, tests]);
    throw error;
  }
  const claims = verifyWithProgress(root, specs, flags, signal);
  const [verification, typed, ran] = await Promise.all([claims, types, tests]);
  process.stdout.write(`${typesLine(typed)}\n`);
  if (ran !== undefined) {
    const { framework, vitest } = ran;
    const explained = framework.failures.length > 0 || signal.aborted;
    if (vitest.code !== 0 && !explained) process.stdout.write(`vitest:\n${vitest.output}\n`);
    if (!signal.aborted) process.stdout.write(`${frameworkLine(framework)}\n`);
  }
  process.stdout.write("\n");
  printVerification(verification);
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  if (signal.aborted) return interruptedCode;
  const sound = typed.code === 0 && (ran === undefined || ran.vitest.code === 0);
  return sound ? exitCode(verification) : 1;
}
