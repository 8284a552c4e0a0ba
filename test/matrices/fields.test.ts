import { expect, it } from "vitest";
import {
  equation,
  floatMatrices,
  freeMatrixModel,
  many,
  matrixFields,
  sampledMatrices,
} from "../../src/index.ts";
import type { Operations, Term } from "../../src/index.ts";
import { openDevice } from "../../src/numeric/device.ts";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;

const work = { effort: "quick", seed: "1", device: () => openDevice() } as const;
const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [1, 2] }),
  floatMatrices({ sizes: [2], fields: "torus" }),
];
const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu]));

it("equation(the gauge transform of a curvature by a unitary field) is undecided, never refuted", async () => {
  // F^Ω = ΩFΩ† is true; its proof needs ∂Ω Ω† + Ω ∂Ω† = 0, which no model here knows.
  const claim = equation({
    id: "test/gauge/covariance",
    states: "F^Ω = ΩFΩ†",
    over: matrixFields,
    unknowns: () => ({ A: many("M", 2), Omega: many("M", 1, "unitary") }),
    assume: { unitary: "Ω is unitary at every point" },
    left: (X, { A, Omega: [w] }) => {
      const moved = [0, 1].map((mu) =>
        X.sub(X.mul(w, A[mu], X.adjoint(w)), X.mul(X.d(mu, w), X.adjoint(w))),
      );
      return curvature(X, moved, 0, 1);
    },
    right: (X, { A, Omega: [w] }) => X.mul(w, curvature(X, A, 0, 1), X.adjoint(w)),
    models,
  });
  const record = await claim.check(work);
  expect(record.outcome).toBe("undecided");
  expect(record.evidence.map((e) => e.outcome)).toEqual(["undecided", "undecided", "undecided"]);
  expect(record.reason).toMatch(/expected a unitary unknown that is not differentiated, got Omega/);
});

it("equation(Bianchi with 0 on the right) has a power: single occurrences are perturbed", async () => {
  const claim = equation({
    id: "test/gauge/bianchi",
    states: "D_0 F_12 + D_1 F_20 + D_2 F_01 = 0",
    over: matrixFields,
    unknowns: () => ({ A: many("M", 3) }),
    parts: (X, { A }) => ({
      derivative: (mu: number, x: M): M => X.add(X.d(mu, x), commutator(X, A[mu], x)),
    }),
    left: (X, { A }, p) =>
      X.add(...[0, 1, 2].map((i) => p.derivative(i, curvature(X, A, (i + 1) % 3, (i + 2) % 3)))),
    right: (X) => X.zero(),
    models,
    nearMisses: (X) => ({
      plain: { why: "dF = 0", change: { derivative: (mu: number, x: M): M => X.d(mu, x) } },
    }),
  });
  const record = await claim.check(work);
  expect(record.reason).toBeUndefined();
  expect(record.passes).toBe(true);
  const power = record.evidence[2].power;
  expect(power?.ingredients.length).toBeGreaterThan(0);
  expect(power?.epsilon).toBeLessThan(0.01);
  expect(power?.invisible).toContain("A[0]");
});

it("equation(under a side condition that a model does not read) is never refuted by it", async () => {
  // AB = BA makes (A + B)² = A² + 2AB + B² true; matrices that do not commute are no counterexample.
  const claim = equation({
    id: "test/given/commuting",
    states: "(A + B)² = A² + 2AB + B²",
    over: matrixFields,
    unknowns: () => ({ A: "M", B: "M" }) as const,
    assume: { commute: "AB = BA" },
    given: (X, { A, B }) => ({ commute: [X.mul(A, B), X.mul(B, A)] }),
    left: (X, { A, B }) => X.mul(X.add(A, B), X.add(A, B)),
    right: (X, { A, B }) => X.add(X.mul(A, A), X.scale(2, X.mul(A, B)), X.mul(B, B)),
    models,
  });
  const record = await claim.check(work);
  expect(record.outcome).toBe("undecided");
  expect(record.reason).toMatch(/does not read the side conditions commute/);
});
