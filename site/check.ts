import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./browser.ts";
import { checkBytes } from "./checkBytes.ts";
import { checkBrowser, checkWebgpu } from "./checkBrowser.ts";
import { checkLinks } from "./checkLinks.ts";

export interface SiteCheck {
  readonly faults: readonly string[];
  /** What was looked at, one line each. */
  readonly said: readonly string[];
  /** There was no browser to look with. */
  readonly skipped: boolean;
}

/** Checks a built site: links and markup always, in headless Chromium where there is one. */
export async function checkSite(
  dist: string,
  binary: string | undefined = findChromium(),
): Promise<SiteCheck> {
  if (!existsSync(join(dist, "index.html"))) {
    return { faults: [`${dist}: no built site. Run: commute build`], said: [], skipped: false };
  }
  const links = await checkLinks(dist);
  const bytes = await checkBytes(dist);
  const said = [`${links.checked} links and assets`, ...bytes.said];
  const still = [...links.faults, ...bytes.faults];
  if (binary === undefined) return { faults: still, said, skipped: true };
  const seen = await checkBrowser(dist, binary);
  said.push(`${seen.pages} pages in ${binary}, each light and dark, wide and 390 px`);
  said.push(`${seen.ran.length} claims run in the browser`);
  if (seen.first.length > 0) said.push(firstVerdicts(seen.first));
  const page = "gauge/conjugation-invariance.html";
  if (!existsSync(join(dist, page)))
    return { faults: [...still, ...seen.faults], said, skipped: false };
  const webgpu = await checkWebgpu(dist, binary, page);
  said.push(`${webgpu.ran.length} claims run in the browser by WebGPU, on a driver in software`);
  return { faults: [...still, ...seen.faults, ...webgpu.faults], said, skipped: false };
}

/** How long readers wait for a first verdict, from pressing the button on. */
function firstVerdicts(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  return `first verdict of ${sorted.length} pages after ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (last)`;
}

async function main(): Promise<void> {
  const dist = resolve(process.argv[2] ?? fileURLToPath(new URL("dist", import.meta.url)));
  const { faults, said, skipped } = await checkSite(dist);
  for (const line of said) console.log(`checked: ${line}`);
  if (skipped) {
    console.log(
      "SKIPPED: no Chromium (CHROMIUM_PATH, chromium): the site was NOT run in a browser",
    );
  }
  for (const fault of faults) console.error(`fault: ${fault}`);
  console.log(faults.length === 0 ? "the site is sound" : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
