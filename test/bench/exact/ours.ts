import { readFileSync } from "node:fs";
import { stream } from "../../../src/numeric/random.ts";
import { decide } from "../../../src/polynomial/decide.ts";
import { decideAtPoints } from "../../../src/program/points.ts";
import type { Program } from "../../../src/program/program.ts";
import { claimsAlone, exactClaims } from "./claims/all.ts";
import { recorded, twin } from "./claims/claim.ts";
import { computations } from "./computations.ts";
import { median } from "./process.ts";

// One claim or computation in a process of its own: `cold <engine> <k>` once, `warm <engine> <k>` timed
// after warming up.

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

/** What is timed, and its verdict on the claim and on the false twin; a computation's verdict is its text. */
interface Engine {
  readonly once: () => string;
  readonly says: () => unknown;
  readonly twin: () => string;
}

function engineOf(name: string, k: number): Engine {
  if (name === "computation") {
    const { says } = computations[k];
    return { once: says, says, twin: () => "" };
  }
  const decided =
    name === "points"
      ? (program: Program) => decideAtPoints(program, stream("bench"))
      : (program: Program) => decide(program);
  const claim = (name === "alone" ? claimsAlone : exactClaims)[k];
  const says = (): ReturnType<typeof decided> => decided(recorded(claim));
  return { once: () => says().kind, says, twin: () => decided(twin(claim)).kind };
}

const [mode, name, index] = process.argv.slice(2);
const engine = engineOf(name, Number(index));

if (mode === "cold") console.log(engine.once());
else {
  // By the thread's own clock: on a busy machine the compilers get less of any other.
  const begun = onThread();
  while (onThread() - begun < 1500) engine.once();
  const [cpu, allThreads]: number[][] = [[], []];
  for (let k = 0; k < 5; k++) {
    const [used, start] = [process.cpuUsage(), onThread()];
    let times = 0;
    do {
      engine.once();
      times++;
    } while (onThread() - start < 250);
    const { user, system } = process.cpuUsage(used);
    cpu.push((onThread() - start) / times);
    allThreads.push((user + system) / 1000 / times);
  }
  const report: Warm = {
    cpu: median(cpu),
    allThreads: median(allThreads),
    verdict: engine.once(),
    twin: engine.twin(),
    says: JSON.stringify(engine.says()),
  };
  console.log(JSON.stringify(report));
}
