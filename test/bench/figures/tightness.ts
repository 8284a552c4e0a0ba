import { fuse } from "../../../src/fused/kernel.ts";
import {
  defectOf,
  formulas,
  isUnitary,
  laneKinds,
  measured,
  median,
  sidesOf,
  suites,
} from "../../fused/soundness.ts";
import type { Formula } from "../../fused/soundness.ts";
import type { Figure } from "./bench.ts";

const count = 30;
const size = 3;

/** bound / true error of each operation at 3×3 matrices of normal entries: the median of all entries. */
export async function tightness(): Promise<Figure[]> {
  const rows: Figure[] = [];
  for (const [name, formula] of Object.entries(formulas)) {
    const medians: string[] = [];
    for (const lane of laneKinds) {
      const found = await ratiosOf(name, formula, lane);
      if (found.violations > 0) throw new Error(`figures: ${name}: ${found.violations} violations`);
      medians.push(`${lane.lane} ${median(found.ratios).toFixed(0)}`);
    }
    rows.push({
      name: `bound / error of ${name}`,
      found: medians.join(", "),
      target: "none",
      met: true,
    });
  }
  return rows;
}

function ratiosOf(
  name: string,
  formula: Formula,
  kind: (typeof laneKinds)[number],
): ReturnType<typeof measured> {
  const [left, right] = sidesOf(formula);
  const kernel = fuse([left], [right], {
    size,
    lane: kind.lane,
    capacity: count,
    unitary: isUnitary,
    defect: defectOf(kind, size),
  });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  const draw = (s: Parameters<typeof suites.normal>[0]) => suites.normal(s, size, 0);
  return measured(formula, kernel, kind, size, count, draw, `tightness ${name}`);
}
