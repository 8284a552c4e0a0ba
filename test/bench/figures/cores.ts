import { Worker } from "node:worker_threads";
import type { Figure } from "./bench.ts";

/** Seconds of wall time each worker works for. */
const seconds = 3;

/** Samples a second by one worker, and by two at once. */
export async function cores(): Promise<Figure[]> {
  const one = await together(1);
  const two = await together(2);
  const speedup = two / one;
  const found = `${(one / 1e6).toPrecision(3)} M/s on one, ${(two / 1e6).toPrecision(3)} M/s on two: ${speedup.toFixed(2)}x`;
  const target = "1.7x";
  return [{ name: "both cores: Haar SU(3) drawn, f64", found, target, met: speedup >= 1.7 }];
}

async function together(count: number): Promise<number> {
  const work = (k: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./coreWorker.mjs", import.meta.url), {
        workerData: { index: k, seconds },
      });
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  const rates = await Promise.all(Array.from({ length: count }, (_, k) => work(k)));
  return rates.reduce((a, b) => a + b, 0);
}
