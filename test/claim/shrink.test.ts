import { expect, it } from "vitest";
import { rational, showRational } from "../../src/algebra/rational.ts";
import { shrunk } from "../../src/claim/shrink.ts";
import type { Parameters } from "../../src/claim/shrink.ts";

const from = (text: Readonly<Record<string, readonly string[]>>): Parameters =>
  new Map(
    Object.entries(text).map(([name, values]) => [
      name,
      values.map((value) => rational(...(value.split("/").map(Number) as [number, number]))),
    ]),
  );
const shown = (p: Parameters) =>
  Object.fromEntries([...p].map(([name, values]) => [name, values.map(showRational)]));
const value = (p: Parameters, name: string, i: number): number => {
  const { n, d } = p.get(name)?.[i] ?? rational(0);
  return Number(n) / Number(d);
};

it("shrunk keeps what is needed, as small integers, and zeroes the rest", () => {
  const start = from({ a: ["3", "7/5", "-2"], b: ["9/4", "1/3"] });
  const fails = (p: Parameters): boolean => value(p, "a", 1) * value(p, "b", 0) > 1 / 2;
  expect(shown(shrunk(start, fails))).toEqual({ a: ["0", "1", "0"], b: ["1", "0"] });
  const negative = (p: Parameters): boolean => value(p, "a", 2) < -3 / 2;
  expect(shown(shrunk(start, negative))).toEqual({ a: ["0", "0", "-2"], b: ["0", "0"] });
  expect(start.get("a")?.map(showRational)).toEqual(["3", "7/5", "-2"]);
});
