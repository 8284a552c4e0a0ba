import type { Equivariance, Symmetry } from "./equivariance.ts";
import { linearName, showMotion } from "./motions.ts";

/**
 * One line: `shifts by (2, 0) ↦ (1, 0), (0, 2) ↦ (0, 1); 16 of 64`. Where turns were asked about,
 * those linear parts of which some motion is not refuted are named.
 */
export function describeEquivariance(found: Equivariance): string {
  if (found.outcome === "undecided") return `undecided: ${found.reason ?? ""}`;
  const total = found.symmetries.length + found.refuted;
  const carried = ({ motion, output }: Symmetry): string =>
    `(${motion.shift.join(", ")}) ↦ ${showOutput(output)}`;
  const shifts =
    found.shifts.length === 0 ? "no shift" : `shifts by ${found.shifts.map(carried).join(", ")}`;
  const linears = [...new Set(found.symmetries.map(({ motion }) => motion.linear))];
  const turns = linears.length === 1 ? "" : `; turns ${linears.map(linearName).join(", ")}`;
  return `${shifts}${turns}; ${found.symmetries.length} of ${total}`;
}

function showOutput({ linear, shift, channels }: Symmetry["output"]): string {
  const motion = linear === 0 ? `(${shift.join(", ")})` : showMotion({ linear, shift });
  return channels.every((d, c) => d === c)
    ? motion
    : `${motion} with channels to ${channels.join(", ")}`;
}
