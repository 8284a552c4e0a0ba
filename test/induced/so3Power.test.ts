import { describe, expect, it } from "vitest";
import { rotationPower } from "../../src/induced/so3Power.ts";
import type { Comparison } from "../../src/numeric/compare.ts";
import { mackey, problemOf } from "./problem.ts";

/** f(g u u⁻¹ h) = ρ(h⁻¹) f(g): whatever u is, nothing changes. */
const problem = problemOf(
  (X, { f, u, g, h }) => [
    f(X.op(X.op(X.op(g, u), X.inv(u)), X.include(h))),
    X.act(X.invH(h), f(g)),
  ],
  mackey,
);

/** The power where a change by ε has this residual / bound. */
function powerOf(response: (epsilon: number, name: string) => number) {
  return rotationPower(problem, ({ name, epsilon }) =>
    Promise.resolve({ worst: response(epsilon, name) } as Comparison),
  );
}

describe("rotationPower", () => {
  it("is the least 2^-k for each visible ingredient whose double is refuted", async () => {
    const slopes: Readonly<Record<string, number>> = { f: 3 * 2 ** 10, g: 2 ** 12, h: 2 ** 40 };
    const found = await powerOf((epsilon, name) => slopes[name] * epsilon);
    // 2ε·3·2^10 > 1 from 2^-12 on; 2ε·2^12 > 1 from 2^-12 on; no ε below 2^-24 is tried.
    expect(found).toEqual({
      epsilon: 2 ** -12,
      ingredients: [
        { name: "g, by an angle", epsilon: 2 ** -12 },
        { name: "h, by an angle", epsilon: 2 ** -24 },
        { name: "f, relatively", epsilon: 2 ** -12 },
      ],
      invisible: ["u, by an angle"],
    });
  });

  it("goes as far as a change by 1, where the response is not linear", async () => {
    const from = (least: number) => powerOf((epsilon) => (epsilon >= least ? 2 : 0));
    expect(await from(1)).toMatchObject({ epsilon: 1 / 2 });
    expect(await from(2)).toBe("no power: a change of g, by an angle goes unseen");
  });
});
