import { spawnSync } from "node:child_process";

/** One run of a process: what it printed, and its CPU time (user and system, threads and children). */
export interface Run {
  readonly text: string;
  readonly ms: number;
  /** What the process says of itself in a line `@cpu ms`. */
  readonly own: number | undefined;
  readonly ok: boolean;
}

/** Runs a command under the shell's own timer. CPU time, as other work shares the machine. */
export function run(command: readonly string[], seconds = 180): Run {
  const timed = 'TIMEFORMAT="@@ %U %S"; time timeout "$@"';
  const { stdout, stderr, status } = spawnSync(
    "bash",
    ["-c", timed, "bash", String(seconds), ...command],
    { encoding: "utf8", maxBuffer: 2 ** 28, env: { ...process.env, LC_ALL: "C" } },
  );
  const [, user, system] = /@@ ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  const own = /^@cpu ([\d.]+)$/m.exec(stdout)?.[1];
  return {
    text: stdout + stderr,
    ms: 1000 * (Number(user) + Number(system)),
    own: own === undefined ? undefined : Number(own),
    ok: status === 0,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of 5 runs, of 3 where one takes more than 10 s. */
export function medianOf(once: () => number): number {
  const first = once();
  const more = first > 10_000 ? 2 : 4;
  return median([first, ...Array.from({ length: more }, once)]);
}
