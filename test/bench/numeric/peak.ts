import { readFileSync } from "node:fs";
import { instruction as i, laneInstructions, wasmModule } from "../../../src/program/wasmModule.ts";
import type { LaneName } from "../../../src/program/wasmModule.ts";
import { median } from "../exact/process.ts";

const measured = new Map<LaneName, number>();

/**
 * Vector operations a second that this core does at best, now: products and sums in equal parts, eight
 * independent chains of each in registers.
 */
export function peak(lane: LaneName): number {
  const known = measured.get(lane) ?? measure(lane);
  measured.set(lane, known);
  return known;
}

const chains = 12;
const rounds = 16;

function measure(lane: LaneName): number {
  const f = laneInstructions(lane);
  const x = (k: number): number => 2 + k;
  const start = Array.from({ length: chains }, (_, k) => [...f.all(1 + k / 64), ...i.set(x(k))]);
  const step = Array.from({ length: chains }, (_, k) => [
    ...i.get(x(k)),
    ...f.all(k % 2 === 0 ? 0.999 : 0.001),
    ...(k % 2 === 0 ? f.mul : f.add),
    ...i.set(x(k)),
  ]).flat();
  const next = [...i.get(0), ...i.integer(1), ...i.addIntegers, ...i.tee(0)];
  const body = [...Array.from({ length: rounds }, () => step).flat(), ...next];
  const keep = Array.from({ length: chains }, (_, k) => [
    ...i.integer(0),
    ...i.get(x(k)),
    ...i.store(16 * k),
  ]);
  const code = [...start.flat(), ...i.loop([...body, ...i.get(1), ...i.below]), ...keep.flat()];
  const module = new WebAssembly.Module(wasmModule([{ type: 2, vectors: chains, code }], 1));
  const { run } = new WebAssembly.Instance(module).exports as unknown as {
    readonly run: (from: number, to: number) => void;
  };
  const times = 200_000;
  for (let k = 0; k < 20; k++) run(0, times / 10);
  const now = (): number =>
    Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  const rates = Array.from({ length: 7 }, () => {
    const begun = now();
    for (let k = 0; k < 5; k++) run(0, times);
    return (5 * times * rounds * chains) / (now() - begun);
  });
  return median(rates);
}
