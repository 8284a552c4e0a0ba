import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What a child printed, and how it left. */
export interface Finished {
  readonly code: number;
  readonly output: string;
  readonly ms: number;
}

/** The exit code of a child that was stopped on Ctrl-C. */
export const interruptedCode = 130;

/** The program of an installed package, by the name of its command. */
export function programOf(root: string, name: string, command: string): string {
  const manifest = createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[command]);
}

/** Runs a program of node to its end, or until the signal, and keeps what it prints. */
export function runProgram(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Finished> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const stop = (): void => void child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", stop);
      resolve({
        code: signal.aborted ? interruptedCode : (code ?? 1),
        output,
        ms: performance.now() - began,
      });
    });
  });
}
