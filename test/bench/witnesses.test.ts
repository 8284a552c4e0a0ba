import { expect, it } from "vitest";
import { nonZeroEntries } from "./witnesses/nonZeroEntries.ts";

it.each([
  ["entries of matrices", { A: "[[0, -i], [1/2, 3 - 2i]]", B: "[[0, 0], [0, 0]]" }, 3],
  ["one entry", { Omega: "[[i]]" }, 1],
  ["the values of a function, not its arguments", { f: "1 at [2, 0], channel 0, else 0" }, 1],
  ["several values", { f: "1 at pixel (0, 1); -1/2 at pixel (3, 3)" }, 2],
  ["coordinates of an element of a group", { t: "[0, 1]", x: "[0, 0]" }, 1],
  ["components of a quaternion", { u: "the rotation of the quaternion (1, 0, -1, 0)" }, 2],
  ["one for a rotation in the plane", { h: "cos α = 3/5, sin α = -4/5" }, 1],
  ["coefficients and vectors of a function on SO(3)", { f: "g ↦ (-i) ((0, 0, -1)·ge_z)" }, 2],
  ["no zero", { f: "0" }, 0],
])("nonZeroEntries counts %s", (_, values, count) => {
  expect(nonZeroEntries({ values: values })).toBe(count);
});

it("nonZeroEntries of a sample that is not printed is not zero", () => {
  expect(nonZeroEntries({ values: {} })).toBeUndefined();
});
