import { readFileSync } from "node:fs";
import { stream } from "../../../src/numeric/random.ts";
import { decide } from "../../../src/polynomial/decide.ts";
import { decideAtPoints } from "../../../src/program/points.ts";
import { exactClaims } from "./claims/all.ts";
import { recorded, twin, type ExactClaim } from "./claims/claim.ts";
import { median } from "./process.ts";

// One claim in a process of its own: `cold <engine> <k>` once, `warm <engine> <k>` timed after warming up.

/** What a warm process prints, as JSON: milliseconds of CPU of the kernel's thread, and of all threads. */
export interface Warm {
  readonly cpu: number;
  readonly allThreads: number;
  readonly verdict: string;
  readonly twin: string;
  readonly says: string;
}

/** Milliseconds that this thread has run, from the scheduler, which counts in ticks of some 4 ms. */
function onThread(): number {
  return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
}

const engines = {
  exact: (claim: ExactClaim) => decide(recorded(claim)),
  points: (claim: ExactClaim) => decideAtPoints(recorded(claim), stream("bench")),
};

const [mode, engine, index] = process.argv.slice(2);
const claim = exactClaims[Number(index)];
const once = engines[engine === "points" ? "points" : "exact"];

if (mode === "cold") console.log(once(claim).kind);
else {
  const begun = performance.now();
  while (performance.now() - begun < 1500) once(claim);
  const [cpu, allThreads]: number[][] = [[], []];
  for (let k = 0; k < 5; k++) {
    const [used, start, begin] = [process.cpuUsage(), onThread(), performance.now()];
    let times = 0;
    do {
      once(claim);
      times++;
    } while (performance.now() - begin < 250);
    const { user, system } = process.cpuUsage(used);
    cpu.push((onThread() - start) / times);
    allThreads.push((user + system) / 1000 / times);
  }
  const verdict = once(claim);
  const other =
    engine === "points" ? decideAtPoints(twin(claim), stream("twin")) : decide(twin(claim));
  const report: Warm = {
    cpu: median(cpu),
    allThreads: median(allThreads),
    verdict: verdict.kind,
    twin: other.kind,
    says: JSON.stringify(verdict),
  };
  console.log(JSON.stringify(report));
}
