import { expect, it } from "vitest";
import { compareAt } from "../../src/decide/refute.ts";
import { parseEquation } from "../../src/formula/equation.ts";

/** Ends of the printed enclosures as exact multiples of 10^-places. */
function ends(text: string, places: number): [bigint, bigint] {
  const values = [...text.matchAll(/(-?)(\d+)(?:\.(\d+))?(?:e(-?\d+))?/g)].map(
    ([, sign, whole, fraction = "", exponent = "0"]) => {
      const shift = places + Number(exponent) - fraction.length;
      const n = BigInt(whole + fraction);
      const scaled = shift >= 0 ? n * 10n ** BigInt(shift) : n / 10n ** BigInt(-shift);
      return sign === "-" ? -scaled : scaled;
    },
  );
  return [values[0], values[values.length - 1]];
}

it.each([
  "exp(1)^pi + 10^(-30) = exp(pi)",
  "exp(pi*sqrt(163)) = 262537412640768744",
  "exp(1) + 10^(-60) = exp(1)",
  "-sqrt(2) = -sqrt(2) + 10^(-25)",
])("compareAt prints enclosures of %s that a reader sees are disjoint", (text) => {
  const { left, right } = parseEquation(text);
  const found = compareAt(left, right, new Map(), "R", 1024);
  if (found.says !== "differ") throw new Error(found.says);
  const [a, b] = ends(found.left, 100);
  const [c, d] = ends(found.right, 100);
  expect(b < c || d < a, `${found.left} and ${found.right}`).toBe(true);
  expect(found.left).not.toContain("i");
});

it.each([
  ["nthRoot(2, 1) = 3", "differ"],
  ["nthRoot(2, 64) = 3", "differ"],
  ["nthRoot(2, 0) = 3", "unknown"],
  ["nthRoot(2, 65) = 3", "unknown"],
])(
  "compareAt knows the first to the 64th root, and calls no other undefined: %s, %s",
  (text, says) => {
    const { left, right } = parseEquation(text);
    expect(compareAt(left, right, new Map(), "R", 256).says).toBe(says);
  },
);
