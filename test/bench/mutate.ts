/**
 * Does `npm test` see when the project is wrong? Draws single-token mutants of the verdict path and of
 * the engines with a fixed seed, puts each into a copy of the repository, and runs what `npm test` runs
 * until something turns red: the mutated folder's own tests first, then the claims on few samples, then
 * types, tests and claims in full. What is known is kept in `.commute/mutants.jsonl`, so that a run can be cut and taken up again.
 *
 *   npm run mutate -- --count 100 --seed 1
 *
 * `--write` keeps the result in `test/bench/results/mutants.json`, from which the site makes its page.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { stream } from "../../src/numeric/random.ts";
import { applyMutant, changeOf, draw, mutantsOf, type Mutant } from "./mutants.ts";
import { writeMutations } from "./mutations.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["claim", "term", "matrices", "sums", "algebra", "groups", "numeric"]
  .concat(["lattice", "induced", "record", "run", "scalars", "fused"])
  .concat(["program", "polynomial", "reals", "formula", "decide"])
  .map((name) => `src/${name}`);

interface Verdict {
  readonly key: string;
  readonly killed: boolean;
  /** The step that turned red, and the first thing it said. */
  readonly by: string;
  readonly seconds: number;
}

interface Ran {
  readonly red: boolean;
  readonly said: string;
  readonly seconds: number;
}

/** Runs a program of the copy; what does not end in time is ended, with everything it started. */
function run(
  copy: string,
  program: string,
  args: readonly string[],
  seconds: number,
  effort = "default",
): Promise<Ran> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(copy, program), ...args], {
      cwd: copy,
      detached: true,
      env: { ...process.env, COMMUTE_EFFORT: effort },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let late = false;
    for (const pipe of [child.stdout, child.stderr]) {
      pipe.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const clock = setTimeout(() => {
      late = true;
      end();
    }, seconds * 1000);
    process.once("exit", end);
    child.on("close", (code) => {
      clearTimeout(clock);
      process.off("exit", end);
      const plain = stripVTControlCharacters(output);
      const first =
        /^ *(?:FAIL|⎯.*Error.*⎯) +(.*)$/m.exec(plain)?.[1] ??
        /error TS.*/.exec(plain)?.[0] ??
        /^\[.*\] (?:failing|undecided) +(\S+)/m.exec(plain)?.[1];
      const said = late ? `did not end in ${seconds} s` : (first ?? `exit code ${code}`);
      resolve({ red: late || code !== 0, said, seconds: (performance.now() - began) / 1000 });
    });
  });
}

interface Step {
  readonly name: string;
  /** Of the tests: it has to end sooner, or a mutant that loops would take the time of all of them. */
  readonly isPart?: true;
  readonly run: (copy: string, seconds: number) => Promise<Ran>;
}

function vitest(name: string, ...args: string[]): Step {
  const always = ["run", "--bail=1", "--maxWorkers=1", "--reporter=default"];
  const program = "node_modules/vitest/vitest.mjs";
  return { name, run: (copy, seconds) => run(copy, program, [...always, ...args], seconds) };
}

/** The claims, as `npm test` checks them: on few samples what they kill, `npm test` kills, and sooner. */
function claims(effort: "quick" | "default"): Step {
  const name = effort === "quick" ? "claims, quick" : "claims";
  const args = ["verify", "--effort", effort];
  const step: Step = {
    name,
    run: (copy, seconds) => run(copy, "src/cli/commute.mjs", args, seconds, effort),
  };
  return effort === "quick" ? { ...step, isPart: true } : step;
}

/** What `npm test` runs, in full: the mutant is judged by these alone. */
function whole(tests: readonly string[]): Step[] {
  const types: Step = {
    name: "types",
    run: (copy, seconds) =>
      run(copy, "node_modules/typescript-native/bin/tsc", ["--noEmit"], seconds),
  };
  const framework = vitest("npm test", "--project=framework", ...tests);
  return tests.length > 0 ? [framework, types] : [types, framework, claims("default")];
}

/** The tests of the mutated folder, which are a part of the whole and the likeliest to see it. */
function nearest({ file }: Mutant): Step[] {
  const folder = dirname(file).replace(/^src/, "test");
  const there = existsSync(join(root, folder))
    ? readdirSync(join(root, folder)).some((name) => name.endsWith(".test.ts"))
    : false;
  return there ? [{ ...vitest(folder, "--project=framework", `${folder}/`), isPart: true }] : [];
}

async function git(...args: string[]): Promise<string[]> {
  const child = spawn("git", args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const chunk of child.stdout) output += String(chunk);
  return output.split("\0").filter((path) => path !== "");
}

/** A copy of the working tree, with the packages of this one. */
async function copyOf(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "commute-mutant-"));
  const files = await git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  // A link to packages elsewhere is no folder, so that git does not ignore it.
  const own = files.filter((one) => one !== "node_modules" && existsSync(join(root, one)));
  for (const file of own) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(root, file), join(copy, file));
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

async function judge(
  copy: string,
  steps: readonly Step[],
  limit: number,
): Promise<Omit<Verdict, "key">> {
  let seconds = 0;
  for (const step of steps) {
    const ran = await step.run(copy, step.isPart === true ? Math.max(240, limit / 16) : limit);
    seconds += ran.seconds;
    if (ran.red) return { killed: true, by: `${step.name}: ${ran.said}`, seconds };
  }
  return { killed: false, by: "", seconds };
}

/** The same mutant of the same text: what is known of it need not be found again. */
function keyOf(mutant: Mutant, text: string): string {
  const { file, start, end, to } = mutant;
  return createHash("sha256")
    .update(JSON.stringify([file, text, start, end, to]))
    .digest("hex");
}

async function known(file: string): Promise<Map<string, Verdict>> {
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  const lines = text.split("\n").filter((line) => line.endsWith("}"));
  return new Map(lines.map((line) => JSON.parse(line) as Verdict).map((one) => [one.key, one]));
}

const named = (mutant: Mutant): string =>
  `${mutant.file}:${mutant.line}:${mutant.column}  ${changeOf(mutant)}`;

const { values: flags } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    /** Only mutants of files whose path begins so. */
    under: { type: "string", default: "src/" },
    /** Try survivors again. */
    again: { type: "boolean", default: false },
    /** Only these tests, for a first look: a survivor of a part is no survivor of `npm test`. */
    tests: { type: "string", multiple: true, default: [] },
    /** How many are judged at a time. */
    copies: { type: "string", default: "2" },
    list: { type: "boolean", default: false },
    /** Keep the result for the site's page. */
    write: { type: "boolean", default: false },
  },
});

const tracked = await git("ls-files", "-z", ...folders);
const files = tracked.filter((file) => file.endsWith(".ts") && file.startsWith(flags.under)).sort();
const texts = new Map<string, string>();
for (const file of files) texts.set(file, await readFile(join(root, file), "utf8"));
const all = [...texts].flatMap(([file, text]) => mutantsOf(file, text));
const drawn = draw(all, Number(flags.count), ({ file, start, to }) =>
  stream(flags.seed, file, String(start), to).unit(),
);
const textOf = ({ file }: Mutant): string => texts.get(file) ?? "";
console.log(
  `${drawn.length} of ${all.length} single-token mutants in ${files.length} files, seed ${flags.seed}`,
);
if (flags.list) {
  for (const mutant of drawn) console.log(named(mutant));
  process.exit(0);
}

const part = flags.tests.length > 0 ? `-${flags.tests.join("-").replaceAll(/\W/g, "-")}` : "";
const memory = join(root, `.commute/mutants${part}.jsonl`);
await mkdir(dirname(memory), { recursive: true });
const verdicts = await known(memory);
const isOpen = (mutant: Mutant): boolean => {
  const verdict = verdicts.get(keyOf(mutant, textOf(mutant)));
  return verdict === undefined || (flags.again && !verdict.killed);
};
const open = drawn.filter(isOpen);
const copies = await Promise.all(
  Array.from({ length: open.length === 0 ? 0 : Number(flags.copies) }, copyOf),
);
// A cut run leaves neither copies nor processes behind: what runs is ended by its own listener.
process.once("exit", () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => process.exit(130));
if (open.length > 0) {
  const baseline = await judge(copies[0], whole(flags.tests), 1200);
  console.log(`without a mutant: ${baseline.seconds.toFixed(0)} s on one worker`);
  if (baseline.killed) throw new Error(`red without a mutant: ${baseline.by}`);
  // Two at a time are slower than one alone; beyond this a mutant loops.
  const limit = Math.max(120, 4 * baseline.seconds);
  const queue = [...open];
  const work = async (copy: string): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const text = textOf(mutant);
      await writeFile(join(copy, mutant.file), applyMutant(text, mutant));
      const found = await judge(
        copy,
        [
          ...nearest(mutant),
          ...(flags.tests.length > 0 ? [] : [claims("quick")]),
          ...whole(flags.tests),
        ],
        limit,
      );
      await writeFile(join(copy, mutant.file), text);
      const verdict = { key: keyOf(mutant, text), ...found };
      verdicts.set(verdict.key, verdict);
      await appendFile(memory, `${JSON.stringify(verdict)}\n`);
      const word = found.killed ? "killed  " : "SURVIVED";
      console.log(`${word} ${named(mutant)}  (${found.seconds.toFixed(0)} s; ${found.by})`);
    }
  };
  await Promise.all(copies.map(work));
}

const survivors = drawn.filter((one) => verdicts.get(keyOf(one, textOf(one)))?.killed === false);
console.log();
for (const mutant of drawn) {
  const { killed, by } = verdicts.get(keyOf(mutant, textOf(mutant))) ?? { killed: false, by: "?" };
  console.log(`${killed ? "killed  " : "SURVIVED"}  ${named(mutant)}  ${by}`);
}
console.log(`\n${drawn.length - survivors.length} of ${drawn.length} killed`);
for (const mutant of survivors) console.log(`explain: ${named(mutant)}`);
if (flags.write) {
  const found = drawn.flatMap((mutant) => {
    const verdict = verdicts.get(keyOf(mutant, textOf(mutant)));
    return verdict === undefined ? [] : [{ mutant, change: changeOf(mutant), ...verdict }];
  });
  const drawnFrom = { seed: flags.seed, of: all.length, files: files.length };
  console.log(`written: ${await writeMutations(root, drawnFrom, found)}`);
}
process.exitCode = survivors.length > 0.05 * drawn.length ? 1 : 0;
