/** A worker of `cores.ts`: samples a second that its thread ran, as others share the machine. */
import { parentPort, workerData } from "node:worker_threads";
import { drawn, passes } from "./claims.ts";
import { onThread } from "./clock.ts";

const { seconds } = workerData as { readonly seconds: number };
const count = 100_000;
const kernel = drawn("f64", count);
for (let k = 0; k < 5; k++) passes(kernel.check(count));
const [begun, ran] = [performance.now(), onThread()];
let samples = 0;
while (performance.now() - begun < 1000 * seconds) {
  passes(kernel.check(count));
  samples += count;
}
parentPort?.postMessage(samples / (onThread() - ran));
