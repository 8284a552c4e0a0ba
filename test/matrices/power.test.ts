import { describe, expect, it } from "vitest";
import { floatPower, type Change } from "../../src/matrices/power.ts";
import { jetsOf } from "../../src/matrices/witness.ts";
import type { Power } from "../../src/record/schema.ts";
import { problemOf } from "./problem.ts";

const problem = problemOf((X, { A }) => [A, X.mul(A, X.one())]);

/** The ε of (1 + ε)A: of its graph, which is the one that is said. */
function epsilonOf({ unknown, factor, left }: Change): number {
  const [n, d] = String(left()[0].literals[0]).split("/").map(Number);
  expect([unknown, factor]).toEqual(["A", n / d]);
  return (n - d) / d;
}

/** The power where a relative change of A by ε has this residual / bound. */
function powerOf(response: (epsilon: number) => number): Promise<Power | string> {
  return floatPower(problem, jetsOf(problem), (changes) =>
    Promise.resolve(changes.map((one) => response(epsilonOf(one)))),
  );
}

describe("floatPower", () => {
  it.each([
    [2 ** 10, 2 ** -10],
    [3, 1 / 3],
    [2 ** 40, 2 ** -30],
    [Infinity, 2 ** -30],
  ])(
    "of a linear response of slope %d is its inverse %d, at least 2^-30",
    async (slope, epsilon) => {
      expect(await powerOf((e) => slope * e)).toEqual({
        epsilon,
        ingredients: [{ name: "A", epsilon }],
        invisible: [],
      });
    },
  );

  it("doubles up to eight times where the response is below the linear one", async () => {
    // 1 at ε₀ = 2^-8, so that ε̂ begins there; the last of eight is 2^-1, which asks for 2^0.
    const from = (least: number) => powerOf((e) => (e >= least ? 2 : e <= 2 ** -8 ? 1 : 0.5));
    expect(await from(2 ** -4)).toMatchObject({ epsilon: 2 ** -5 });
    expect(await from(1)).toMatchObject({ epsilon: 2 ** -1 });
    expect(await from(2)).toBe("no power: a relative change of A goes unseen");
  });

  it("finds none where a change of A by 2^-8 leaves no residual at all", async () => {
    expect(await powerOf(() => 0)).toBe("no power: a relative change of A goes unseen");
  });
});
