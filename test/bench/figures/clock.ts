import { readFileSync } from "node:fs";
import { median } from "../exact/process.ts";

/** Seconds that this thread has run, from the scheduler: other work shares the machine. */
export function onThread(): number {
  return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
}

/** Median rate of `pass`, which does `count` things, in things a second of this thread. */
export function rate(pass: () => void, count: number, seconds = 0.5): number {
  pass();
  const found: number[] = [];
  const begun = onThread();
  while (found.length < 5 || onThread() - begun < seconds) {
    const [start, from] = [onThread(), performance.now()];
    let done = 0;
    do {
      pass();
      done += count;
    } while (performance.now() - from < 20);
    found.push(done / (onThread() - start));
  }
  return median(found);
}
