import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PeerValue, Row } from "../bench.ts";
import { median } from "../exact/process.ts";
import { checks } from "./checks.ts";
import type { Check, Pass } from "./checks.ts";
import { peak } from "./peak.ts";
import { judged } from "./targets.ts";

/** Beside a row's rates: the rate without a bound over that with it, and the share of the core's peak, where operations are counted. */
export interface NumericRow extends Row {
  readonly overhead: number;
  readonly ofPeak: number | undefined;
}

const python = process.env.COMMUTE_PEERS_PYTHON ?? process.env.COMMUTE_PYTHON ?? "python3";

/**
 * Checks in millions of samples a second of CPU time on one thread: ours with the bound, peers without one.
 * A pass is over inputs in memory unless the row says drawn; `oursCold` is milliseconds to the end of
 * the first pass, compiling and drawing included. `--only text` restricts the checks.
 *
 * @throws {Error} if a claim is not within its bound, or its false twin is
 */
export function rows(options: readonly string[]): Promise<readonly NumericRow[]> {
  const at = options.indexOf("--only");
  const only = at < 0 ? "" : options[at + 1];
  const chosen = checks.filter(({ name }) => name.includes(only));
  return Promise.resolve(chosen.flatMap(rowsOf));
}

function rowsOf(check: Check): NumericRow[] {
  const asked = peersOf(check);
  return check.lanes.map((lane) => {
    const begun = performance.now();
    const pass = check.make(lane, "typed", false);
    const first = pass();
    const oursCold = performance.now() - begun;
    agree(`${check.name}, ${lane}`, check.count, first, check.make(lane, "typed", true)());
    // Interleaved: other work shares the machine, and no two moments are alike.
    const passes: Readonly<Record<string, () => Pass>> = {
      typed: pass,
      none: check.make(lane, "none", false),
    };
    const [typed, none] = rates(passes, check.count);
    const lanes = lane === "f64" ? 2 : 4;
    const name = `${check.name}, ${lane}`;
    const other = lane === "f64" ? " f32" : " f64";
    const peers = asked.filter((p) => !p.name.endsWith(other));
    return {
      name,
      unit: "M/s",
      ours: typed,
      oursCold,
      peers,
      overhead: none / typed,
      ofPeak:
        check.operations === undefined
          ? undefined
          : (((typed * 1e6) / lanes) * check.operations) / peak(lane),
      ...judged(name, typed, peers),
    };
  });
}

/** Medians of millions of samples a second, each over a tenth of a second at a time, in turn. */
function rates(passes: Readonly<Record<string, () => Pass>>, count: number): number[] {
  const kinds = Object.values(passes);
  const found = kinds.map((): number[] => []);
  for (let round = 0; round < 11; round++)
    kinds.forEach((pass, k) => {
      const [start, begun] = [onThread(), performance.now()];
      let samples = 0;
      do {
        pass();
        samples += count;
      } while (performance.now() - begun < 100);
      if (round > 0) found[k].push(samples / 1e3 / (onThread() - start));
    });
  return found.map(median);
}

/** Milliseconds that this thread has run, from the scheduler. */
function onThread(): number {
  return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
}

/** A lattice may meet the cut of an argument and decide nothing; no more than one in ten may. */
function agree(name: string, count: number, claim: Pass, twin: Pass): void {
  if (10 * Math.max(claim.open, twin.open) > count)
    throw new Error(`${name}: ${claim.open} and ${twin.open} samples decide nothing`);
  if (!(claim.worst <= 1) || !(twin.worst > 1))
    throw new Error(`${name}: claim ${claim.worst}, false twin ${twin.worst}`);
}

interface PeerSays {
  readonly name: string;
  readonly version: string;
  readonly rate: number;
  readonly claim: boolean;
  readonly twin: boolean;
}

/** What Python's packages take; none where Python or NumPy is not here. */
function peersOf({ name, peer, input, count }: Check): PeerValue[] {
  const script = join(import.meta.dirname, "peers.py");
  const { stdout, stderr, status } = spawnSync(python, [script, peer, String(count)], {
    encoding: "utf8",
    input: input ?? "",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    const reason = (stderr ?? "").trim().split("\n").at(-1) ?? "";
    console.error(`SKIPPED: peers of ${name}: ${python}: ${reason}. Set COMMUTE_PEERS_PYTHON`);
    return [];
  }
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as PeerSays)
    .map(({ name: who, version, rate, claim, twin }) => {
      if (!claim || twin) throw new Error(`${name}, ${who}: claim ${claim}, false twin ${twin}`);
      return { name: who, version, value: rate / 1e6, cold: 0, verdict: "zero" };
    });
}

export function table(all: readonly Row[]): string {
  const lines = (all as readonly NumericRow[]).map((row) => {
    const { ours, peers, overhead, ofPeak } = row;
    const others = peers.map(
      (p) => `${p.name} ${p.value.toPrecision(3)} (${(ours / p.value).toFixed(1)}x)`,
    );
    const cells = [
      row.name,
      ours.toPrecision(3),
      row.oursCold.toFixed(0),
      others.join(", "),
      overhead.toFixed(2),
      ofPeak === undefined ? "" : `${(100 * ofPeak).toFixed(0)} %`,
      row.target,
      row.met ? "met" : "MISSED",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head =
    "| check | ours, M/s | first, ms | peers, M/s (ours / theirs) | bound costs | of peak | target | |";
  return [head, "| --- | --- | --- | --- | --- | --- | --- | --- |", ...lines].join("\n");
}
