import { stream } from "../../../src/numeric/random.ts";
import { decide } from "../../../src/polynomial/decide.ts";
import { decideAtPoints } from "../../../src/program/points.ts";
import { recorded } from "../exact/claims/claim.ts";
import { families } from "./families.ts";

// One claim in a process of its own: `child <family> <size>` prints a `Sample`.

/** What one claim took, recording included. */
export interface Sample {
  readonly size: number;
  readonly nodes: number;
  readonly variables: number;
  /** Products of terms formed; 0 for points. */
  readonly work: number;
  readonly milliseconds: number;
  /** The most memory that the process held, and what it held before the claim, in MiB. */
  readonly peak: number;
  readonly base: number;
  readonly outcome: string;
}

const [family, size] = process.argv.slice(2).map(Number);
const { engine, claim } = families[family];
const base = process.memoryUsage.rss() / 2 ** 20;
const used = process.cpuUsage();
const program = recorded(claim(size));
const found = engine === "exact" ? decide(program) : decideAtPoints(program, stream("growth"));
const { user, system } = process.cpuUsage(used);
const sample: Sample = {
  size,
  nodes: program.ops.length,
  variables: program.variables.length,
  work: "work" in found ? found.work : 0,
  milliseconds: (user + system) / 1000,
  peak: process.resourceUsage().maxRSS / 2 ** 10,
  base,
  outcome: found.kind === "undecided" ? `undecided: ${found.why}` : found.kind,
};
console.log(JSON.stringify(sample));
