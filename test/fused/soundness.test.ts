import { describe, expect, it } from "vitest";
import { fuse } from "../../src/fused/kernel.ts";
import type { FusedKernel } from "../../src/fused/kernel.ts";
import type { Stream } from "../../src/numeric/random.ts";
import {
  defectOf,
  formulas,
  isTyped,
  isUnitary,
  laneKinds,
  matrix,
  measured,
  median,
  sidesOf,
  suites,
} from "./soundness.ts";
import type { Formula, Lane } from "./soundness.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";

function compiled(
  formula: Formula,
  kind: Lane,
  size: number,
  bound: "typed" | "running",
  capacity: number,
): FusedKernel {
  const [left, right] = sidesOf(formula);
  const kernel = fuse([left], [right], {
    size,
    lane: kind.lane,
    capacity,
    unitary: isUnitary,
    defect: defectOf(kind, size),
    bound,
  });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

describe("the bound of a fused kernel", () => {
  for (const lane of laneKinds)
    for (const bound of ["typed", "running"] as const)
      it(`is never below the true error, ${lane.lane}, ${bound}`, { timeout: 3e6 }, async () => {
        let samples = 0;
        const kinds = Object.values(suites);
        for (const [name, formula] of Object.entries(formulas)) {
          if (bound === "running" && !isTyped(name)) continue;
          for (const n of deep ? [1, 2, 3, 4] : [1, 2, 3]) {
            const count = deep ? 9000 : [120, 60, 15][n - 1];
            let sample = 0;
            const draw = (s: Stream) => kinds[sample++ % kinds.length](s, n, lane.spread);
            const kernel = compiled(formula, lane, n, bound, count);
            const found = await measured(formula, kernel, lane, n, count, draw, `${name} ${bound}`);
            expect(found.violations, `${name} ${n}×${n}`).toBe(0);
            samples += found.samples;
          }
        }
        expect(samples).toBeGreaterThan(bound === "running" ? 1400 : 4600);
      });

  it.each(laneKinds)("is never below the true error of large determinants, $lane", async (lane) => {
    for (const n of [5, 6]) {
      const kernel = compiled(formulas["det A"], lane, n, "running", 4);
      const draw = (s: Stream) => suites.cancelling(s, n, 0);
      const found = await measured(formulas["det A"], kernel, lane, n, 4, draw, "large");
      expect(found.violations).toBe(0);
      expect(median(found.ratios)).toBeLessThan(1000);
    }
  });

  it.each(laneKinds)("is never below the true error where $lane underflows", async (lane) => {
    for (const [name, formula] of Object.entries(formulas)) {
      const n = deep || name.length % 2 === 0 ? 3 : 2;
      const draw = (s: Stream) => {
        const one = (): Float64Array => matrix(n, () => s.normal() * lane.tiny);
        const mixed = matrix(n, () => s.normal() * (s.integer(0, 1) === 0 ? lane.tiny : 1));
        return { A: one(), B: mixed, C: one() };
      };
      const count = deep ? 2000 : 4;
      const kernel = compiled(formula, lane, n, "typed", count);
      const found = await measured(formula, kernel, lane, n, count, draw, `${name} tiny`);
      expect(found.violations, `${name} ${n}×${n}`).toBe(0);
    }
  });

  it("is at most 250 times the true error, in the median over products up to 7×7 and length 12", async () => {
    const all: number[] = [];
    for (let n = 1; n <= 7; n++)
      for (const length of deep ? [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [2, 7, 12]) {
        const letters = ["A", "B", "C"] as const;
        const formula: Formula = (X, u) =>
          X.mul(...Array.from({ length }, (_, k) => u[letters[(k * k) % 3]]));
        const lane = laneKinds[(n + length) % 2];
        const draw = (s: Stream) => suites.normal(s, n, 0);
        const count = deep ? 20 : 2;
        const kernel = compiled(formula, lane, n, "running", count);
        const found = await measured(formula, kernel, lane, n, count, draw, `${length}`);
        expect(found.violations).toBe(0);
        all.push(median(found.ratios));
      }
    expect(median(all)).toBeLessThan(250);
  });
});
