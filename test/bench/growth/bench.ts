import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Sample } from "./child.ts";
import { families, type Family } from "./families.ts";
import { figure } from "./figure.ts";

/** No claim may take more, whatever its size. */
const MOST_MIB = 2048;

/** A family's samples, and the exponents of time and memory in what grows. */
export interface Growth {
  readonly name: string;
  readonly by: Family["by"];
  readonly samples: readonly Sample[];
  /** Slope of log time by log abscissa over the largest decided claims; of memory beyond the empty process. */
  readonly timeExponent: number;
  readonly memoryExponent: number;
  readonly target: string;
  readonly met: boolean;
}

export function abscissa(by: Family["by"], { nodes, variables, work }: Sample): number {
  return by === "nodes" ? nodes : by === "variables" ? variables : work;
}

/**
 * Time and memory of claims of growing size, one process each. A claim is proved, or `undecided: budget`,
 * within 2 GiB: nothing crashes. `--figure file.svg` draws both on logarithmic scales; `--only text`
 * restricts the families.
 */
export function rows(options: readonly string[]): Promise<readonly Growth[]> {
  const value = (flag: string): string | undefined =>
    options.includes(flag) ? options[options.indexOf(flag) + 1] : undefined;
  const folder = mkdtempSync(join(tmpdir(), "commute-growth-"));
  try {
    const script = join(folder, "child.mjs");
    buildSync({
      entryPoints: [join(import.meta.dirname, "child.ts")],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: script,
    });
    const found = [...families.entries()]
      .filter(([, { name }]) => name.includes(value("--only") ?? ""))
      .map(([k, family]) =>
        growth(
          family,
          family.sizes.map((size) => sampled(script, k, size)),
        ),
      );
    const file = value("--figure");
    if (file !== undefined) writeFileSync(file, figure(found));
    return Promise.resolve(found);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sampled(script: string, family: number, size: number): Sample {
  const args = [script, String(family), String(size)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  console.error(`${families[family].name}, ${size}: ${stdout.trim()}`);
  if (status === 0) return JSON.parse(stdout) as Sample;
  throw new Error(`${families[family].name}, ${size}: ${stderr.slice(-400)}`);
}

function growth({ name, by }: Family, samples: readonly Sample[]): Growth {
  const decided = samples.filter(({ outcome }) => outcome === "zero");
  const largest = decided.slice(-3);
  return {
    name,
    by,
    samples,
    timeExponent: slope(by, largest, ({ milliseconds }) => milliseconds),
    memoryExponent: slope(by, largest, ({ peak, base }) => Math.max(peak - base, 0.1)),
    target: "proved or undecided: budget, within 2 GiB",
    met: samples.every(
      ({ outcome, peak }) =>
        (outcome === "zero" || outcome === "undecided: budget") && peak < MOST_MIB,
    ),
  };
}

/** Of the line by least squares through the logarithms. */
function slope(by: Family["by"], samples: readonly Sample[], of: (s: Sample) => number): number {
  const x = samples.map((s) => Math.log(abscissa(by, s)));
  const y = samples.map((s) => Math.log(of(s)));
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((s, xi, i) => s + (xi - mx) * (y[i] - my), 0);
  return covariance / x.reduce((s, xi) => s + (xi - mx) ** 2, 0);
}

/** A line for each claim, and the exponents of each family. */
export function table(all: readonly Growth[]): string {
  const lines = all.flatMap(({ name, by, samples, timeExponent, memoryExponent, met }) => [
    ...samples.map(
      (s) =>
        `| ${name} | ${s.size} | ${s.nodes} | ${s.variables} | ${s.work} | ${s.milliseconds.toFixed(1)} | ${s.peak.toFixed(0)} | ${s.outcome} |`,
    ),
    `| ${name} | exponent in ${by} | | | | ${timeExponent.toFixed(2)} | ${memoryExponent.toFixed(2)} | ${met ? "met" : "MISSED"} |`,
  ]);
  return [
    "| family | size | nodes | variables | products of terms | ms CPU | peak MiB | outcome |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
