import { expect, it } from "vitest";
import type { DeviceName } from "../../src/numeric/device.ts";
import { sideBySide, table } from "./devices/bench.ts";
import type { Seen } from "./devices/claims.ts";

const on = (device: DeviceName, ids: readonly string[]): readonly [DeviceName, readonly Seen[]] => [
  device,
  ids.map((id) => ({ id, passes: true, outcome: "holds", labels: [device], worst: 0.5, ms: 1 })),
];

it("a claim that a device did not see is a row that fails, whichever device that is", () => {
  const rows = sideBySide([on("wasm", ["a", "b"]), on("cpu", ["b", "c"])]);
  expect(rows.map(({ name, met }) => [name, met])).toEqual([
    ["a", false],
    ["b", true],
    ["c", false],
  ]);
  const lines = table(rows).split("\n").slice(2, 5);
  expect(lines.map((line) => line.includes("FAILS"))).toEqual([true, false, true]);
  expect(rows[0].peers[0]).toMatchObject({ name: "cpu", verdict: "missing" });
});

it("a claim whose samples name another device fails", () => {
  const [, claims] = on("wasm", ["a"]);
  expect(sideBySide([["cpu", claims]])[0].met).toBe(false);
});
