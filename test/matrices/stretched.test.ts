import { expect, it } from "vitest";
import { exactly } from "../../src/algebra/continuedFraction.ts";
import { absoluteRational, compareRationals, rationals } from "../../src/algebra/rational.ts";
import type { Drawn } from "../../src/matrices/draw.ts";
import { repeated, stretchedDraws } from "../../src/matrices/stretched.ts";
import { stream } from "../../src/numeric/random.ts";

const count = 200;
const numbers = (label: string): Float32Array => {
  const s = stream("stretched", label);
  return Float32Array.from({ length: count }, () => s.normal());
};
const leaf: Drawn = { re: numbers("re"), im: numbers("im") };
const unitary: Drawn = { ...leaf, err: numbers("err").map((e) => Math.abs(e) * 2 ** -20) };
const factor = 1 + 3 / 2 ** 40;

it("stretchedDraws has the exact product within its error, and leaves the other unknowns alone", () => {
  const drawn = new Map([
    ["A", leaf],
    ["U", unitary],
  ]);
  const made = stretchedDraws(drawn, [
    { unknown: "U", factor: 1 },
    { unknown: "A", factor },
    { unknown: "U", factor },
  ]);
  const [A, U] = [made.get("A"), made.get("U")];
  expect(A?.re.subarray(0, count)).toEqual(leaf.re);
  expect(A?.re.subarray(2 * count)).toEqual(leaf.re);
  expect(A?.err?.subarray(0, count)).toEqual(new Float32Array(count));
  expect(U?.err?.subarray(0, 2 * count)).toEqual(Float32Array.of(...(unitary.err ?? []), ...(unitary.err ?? []))); // prettier-ignore
  for (let k = 0; k < count; k++) {
    const meant = rationals.mul(exactly(leaf.re[k]), exactly(factor));
    const off = rationals.add(exactly(A?.re[count + k] ?? NaN), rationals.neg(meant));
    expect(compareRationals(absoluteRational(off), exactly(A?.err?.[count + k] ?? 0))).toBeLessThan(1); // prettier-ignore
    expect(U?.err?.[2 * count + k]).toBeGreaterThan(unitary.err?.[k] ?? Infinity);
  }
});

it("repeated has the batch over and over", () => {
  const err = Float32Array.of(0, 0);
  const twice = repeated({ re: Float32Array.of(1, 2), im: Float32Array.of(3, 4), err }, 2);
  expect([...twice.re]).toEqual([1, 2, 1, 2]);
  expect([...twice.im]).toEqual([3, 4, 3, 4]);
});
