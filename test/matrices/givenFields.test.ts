import { describe, expect, it } from "vitest";
import {
  bpst,
  constantPotential,
  equation,
  givenField,
  instanton,
  instantonField,
  leftSizes,
  leftValues,
  many,
  matrixFields,
} from "../../src/index.ts";
import type { Operations, Term } from "../../src/index.ts";
import { rational } from "../../src/algebra/rational.ts";
import { openDevice } from "../../src/numeric/device.ts";

type X = Operations<typeof matrixFields>;
type M = Term<"M">;

const work = { effort: "quick", seed: "1", device: () => openDevice() } as const;
const curvature = (X: X, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), X.sub(X.mul(A[mu], A[nu]), X.mul(A[nu], A[mu])));
const potential = () => ({ A: many("M", 4) });

/** F_01 = sign · F_23: the sign of Hodge's star in the gauge of the model. */
const dual = (sign: 1 | -1) =>
  equation({
    id: "test/given/dual",
    states: "F_01 = ±F_23",
    over: matrixFields,
    unknowns: potential,
    left: (X, { A }) => curvature(X, A, 0, 1),
    right: (X, { A }) => X.scale(sign, curvature(X, A, 2, 3)),
    models: [instanton()],
  });

describe("givenField", () => {
  it("F = dx̄∧dx/(1 + |x|²)² is anti-self-dual at every point, and not self-dual", async () => {
    // dx̄∧dx = 2 e₁ (dx⁰dx¹ − dx²dx³) + …, as ē_μ e_ν says: Atiyah 1979, section 2.
    expect((await dual(-1).check(work)).outcome).toBe("holds");
    const record = await dual(1).check(work);
    expect(record.outcome).toBe("fails");
    expect(record.evidence[0].witness?.says).toContain("at the point (0, 1, 0, 0)");
    expect(record.evidence[0].witness?.left).not.toBe(record.evidence[0].witness?.right);
    expect(record.evidence[0].witness?.replay).toBe(`commute replay ${dual(1).id}`);
  });

  it("leftSizes of F_01 is √2 · 2/(1 + r²)²", () => {
    const points = ["0", "1", "-1/2", "3"].map((r) => ["0", r, "0", "0"]);
    const sizes = leftSizes(bpst, dual(1).problems()[0], points);
    [0, 1, -0.5, 3].forEach((r, k) =>
      expect(sizes[k]).toBeCloseTo((Math.SQRT2 * 2) / (1 + r * r) ** 2, 14),
    );
  });

  it("is undecided where the field does not satisfy a side condition", async () => {
    const claim = equation({
      id: "test/given/condition",
      states: "A_0 A_1 = A_1 A_0 where they commute",
      over: matrixFields,
      unknowns: potential,
      given: (X, { A }) => ({ commute: [X.mul(A[0], A[1]), X.mul(A[1], A[0])] }),
      assume: { commute: "A_0 and A_1 commute" },
      left: (X, { A }) => X.mul(A[0], A[1]),
      right: (X, { A }) => X.mul(A[1], A[0]),
      models: [constantPotential(4)],
    });
    const record = await claim.check(work);
    expect(record.outcome).toBe("undecided");
    expect(JSON.stringify(record)).toContain("the field does not satisfy commute");
  });

  it("instantonField of any size has the star it is asked for, and not the other", async () => {
    for (const star of [1, -1] as const)
      for (const sign of [1, -1] as const) {
        const claim = equation({
          id: "test/given/star",
          states: "F_01 = ±F_23",
          over: matrixFields,
          unknowns: potential,
          left: (X, { A }) => curvature(X, A, 0, 1),
          right: (X, { A }) => X.scale(sign, curvature(X, A, 2, 3)),
          models: [givenField(instantonField({ star }))],
        });
        const expected = star === sign ? "holds" : "fails";
        expect((await claim.check(work)).outcome, `${star} ${sign}`).toBe(expected);
      }
  });

  it("leftValues is exact at a parameter, and refuses a point without one", () => {
    const field = instantonField({ star: 1 });
    const at = (parameters: Record<string, string>) =>
      leftValues(field, dual(1).problems()[0], [["0", "1", "0", "0"]], parameters)[0];
    // F_01 = −2ρ²/(|x|² + ρ²)² e₁ with e₁ = −iσ₁: by hand at ρ = 2.
    expect(at({ rho: "2" })[1]).toEqual({ re: rational(0), im: rational(8, 25) });
    expect(() => at({})).toThrow("rho");
  });

  it("instantonField has no field but A, x and rho", async () => {
    const claim = equation({
      id: "test/given/other",
      states: "B = B",
      over: matrixFields,
      unknowns: () => ({ B: many("M", 1) }),
      left: (_, { B }) => B[0],
      right: (X, { B }) => X.add(B[0], X.zero()),
      models: [givenField(instantonField({ star: 1 }))],
    });
    expect((await claim.check(work)).outcome).toBe("undecided");
  });
});
