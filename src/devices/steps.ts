import { spawn } from "node:child_process";
import { InputError } from "../errors.ts";

/** One step of a setup. A step that is done is not done again: a setup that stopped goes on. */
export interface Step {
  /** In the imperative: `download tensorflow-cpu 2.15.1 (207 MB)`. */
  readonly name: string;
  readonly done: () => boolean;
  readonly run: () => Promise<void>;
}

/** Runs what is not done, and says so, line by line. @throws {InputError} naming the step that failed */
export async function runSteps(steps: readonly Step[], say: (line: string) => void): Promise<void> {
  for (const [k, { name, done, run }] of steps.entries()) {
    const where = `[${k + 1}/${steps.length}] ${name}`;
    if (done()) {
      say(`${where}: done before`);
      continue;
    }
    say(`${where} ...`);
    const began = performance.now();
    try {
      await run();
    } catch (error) {
      // Another setup on this machine may have been quicker.
      if (!done()) throw error;
    }
    if (!done())
      throw new InputError("setup", `what "${name}" leaves behind`, "nothing", "Run it again");
    say(`${where}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
}

/** Runs a program to its end. @throws {InputError} with its last lines if it fails or is not there */
export async function program(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const take = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const code = await new Promise<number | string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (status, signal) => resolve(status ?? signal ?? "no status"));
  });
  if (code !== 0) {
    const last = output.trim().split("\n").slice(-12).join("\n  ");
    throw new InputError(`${command} ${args[0] ?? ""}`, "that it succeeds", code, `\n  ${last}`);
  }
  return output;
}
