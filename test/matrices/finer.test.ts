import { expect, it } from "vitest";
import { finer } from "../../src/matrices/finer.ts";
import { jetsOf } from "../../src/matrices/witness.ts";
import { problemOf } from "./problem.ts";

const { left, right, unknowns } = jetsOf(problemOf((X, { A, U }) => [X.mul(A, U), X.mul(U, A)]));
const [A, U] = unknowns.map(({ literals }) => String(literals[0]));

/** 1×1, each value 1 for A and e for U, in float32 as given. */
function again(values: readonly number[], errors: readonly number[], u: number) {
  const n = values.length;
  const ones = (x: number): Float32Array => new Float32Array(n).fill(x);
  const doubles = { re: new Float64Array(n).fill(u), im: new Float64Array(n), err: ones(0) };
  const drawn = new Map([
    [A, { re: ones(1), im: ones(0) }],
    [U, { re: ones(u), im: ones(0), err: ones(2 ** -24), doubles }],
  ]);
  const side = { re: Float32Array.from(values), im: ones(0), err: Float32Array.from(errors) };
  return finer(1, n, drawn, left, right, { samples: n, sides: [side, side] });
}

it("finer takes unitary unknowns in doubles, and the median of bound / error over what errs", () => {
  expect([A, U]).toEqual(["A", "U"]);
  // At 3/4 exactly: errors 0 (left out), 2^-10, 2^-10, 2^-10; bounds 1, 2, 4 and 8 times that.
  const off = [0, 1, -1, 1].map((k) => 3 / 4 + k * 2 ** -10);
  const bounds = [1, 2, 4, 8].map((k) => k * 2 ** -10);
  expect(again(off, bounds, 3 / 4)).toMatchObject({ worst: 0, tightness: 4 });
  // 1/3 is no float32: what that cost is part of the error of a value.
  const { tightness = 0 } = again([Math.fround(1 / 3)], [2 ** -20], 1 / 3) ?? {};
  expect(tightness).toBeCloseTo(2 ** -20 / Math.abs(Math.fround(1 / 3) - 1 / 3), 5);
  // Where no value errs there is nothing to compare.
  expect(again([3 / 4], [1], 3 / 4)).toMatchObject({ tightness: undefined });
});
