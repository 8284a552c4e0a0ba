import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answersIn, type Dialect, type Question } from "../../src/emit/question.ts";

/** Where this machine keeps what is not on its path. */
const elsewhere: Readonly<Record<string, string | undefined>> = {
  python3: process.env.COMMUTE_PYTHON,
};

/** The answers of an engine of this machine, or `undefined` where it is not installed. */
export function answersOf(
  dialect: Dialect,
  questions: readonly Question[],
  seconds: number,
): ReadonlyMap<string, boolean> | undefined {
  const folder = mkdtempSync(join(tmpdir(), "commute-emit-"));
  try {
    const file = join(folder, `certificate.${dialect.extension}`);
    writeFileSync(file, dialect.script(questions));
    const [program, ...args] = dialect.command(file);
    const { stdout, error } = spawnSync(elsewhere[program] ?? program, args, {
      encoding: "utf8",
      timeout: 1000 * seconds,
      maxBuffer: 2 ** 26,
    });
    if (error !== undefined && "code" in error && error.code === "ENOENT") return undefined;
    return answersIn(stdout ?? "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
