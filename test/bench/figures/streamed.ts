import type { Figure } from "./bench.ts";
import { drawn, passes } from "./claims.ts";
import { onThread } from "./clock.ts";

const samples = 1e8;
const budget = 64;

/** 10⁸ drawn samples through one kernel: memory is that of 10⁵. */
export function streamed(): Figure[] {
  const kernel = drawn("f32", 100_000);
  passes(kernel.check(100_000));
  const [before, begun] = [process.resourceUsage().maxRSS * 1024, onThread()];
  passes(kernel.check(samples));
  const most = process.resourceUsage().maxRSS * 1024;
  const [grown, seconds] = [(most - before) / 2 ** 20, onThread() - begun];
  const found = `${grown.toFixed(1)} MiB more than before, ${seconds.toFixed(0)} s`;
  const target = `at most ${budget} MiB`;
  return [
    { name: "10^8 SU(3) samples drawn and checked, f32", found, target, met: grown <= budget },
  ];
}
