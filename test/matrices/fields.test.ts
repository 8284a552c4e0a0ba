import { expect, it } from "vitest";
import {
  equation,
  floatMatrices,
  freeMatrixModel,
  many,
  matrixFields,
  sampledMatrices,
} from "../../src/index.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { problemOf, workWith } from "./problem.ts";
import type { Fields, M } from "./problem.ts";

const work = { effort: "quick", seed: "1", device: () => openDevice() } as const;
const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [1, 2] }),
  floatMatrices({ sizes: [2], fields: "torus" }),
];
const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu]));

it("equation(a curvature moves with its field by a unitary field) is proved modulo Maurer–Cartan", async () => {
  const claim = equation({
    id: "test/gauge/covariance",
    states: "F(A^Ω) = ΩF(A)Ω†",
    over: matrixFields,
    unknowns: () => ({ A: many("M", 2), Omega: many("M", 1, "unitary") }),
    assume: { unitary: "Ω is unitary at every point" },
    parts: (X) => ({
      inhomogeneous: (mu: number, w: M): M => X.neg(X.mul(X.d(mu, w), X.adjoint(w))),
      back: (w: M): M => X.adjoint(w),
    }),
    left: (X, { A, Omega: [w] }, p) => {
      const transformed = [0, 1].map((mu) =>
        X.add(X.mul(w, A[mu], X.adjoint(w)), p.inhomogeneous(mu, w)),
      );
      return curvature(X, transformed, 0, 1);
    },
    right: (X, { A, Omega: [w] }, p) => X.mul(w, curvature(X, A, 0, 1), p.back(w)),
    models,
    nearMisses: (X) => ({
      sign: {
        why: "+∂Ω Ω†",
        change: { inhomogeneous: (mu: number, w: M): M => X.mul(X.d(mu, w), X.adjoint(w)) },
      },
      transposed: { why: "ΩFΩᵀ", change: { back: (w: M): M => X.transpose(w) } },
      general: { why: "Ω any matrix", without: "unitary" },
    }),
  });
  const record = await claim.check(work);
  expect(record.reason).toBeUndefined();
  expect(record.passes).toBe(true);
  expect(record.evidence.map((e) => e.outcome)).toEqual(["holds", "holds", "holds"]);
  expect(record.nearMisses.map((n) => n.killed)).toEqual([true, true, true]);
});

it("freeMatrixModel proves what the jets of a unitary field satisfy, and refutes their neighbours", () => {
  const jets = (sides: (X: Fields, w: M) => readonly [M, M]): Problem =>
    problemOf((X, { U }) => sides(X, U));
  const outcome = (problem: Problem): string => {
    const found = freeMatrixModel().check(problem, workWith());
    return "outcome" in found ? found.outcome : "a promise";
  };
  const current = (X: Fields, w: M, mu: number): M => X.mul(X.adjoint(w), X.d(mu, w));
  const flat = (sign: 1 | -1) =>
    jets((X, w) => {
      const [t, u] = [current(X, w, 0), current(X, w, 1)];
      return [X.sub(X.d(0, u), X.d(1, t)), X.scale(-sign, X.sub(X.mul(t, u), X.mul(u, t)))];
    });
  expect([outcome(flat(1)), outcome(flat(-1))]).toEqual(["holds", "fails"]);
  // ∂∂(ΩΩ†) = 0, in mixed and in equal directions, of order three and in the variation.
  for (const directions of [
    [1, 0],
    [0, 0],
    [0, 1, 0],
    ["delta", 1],
    [2, "delta", 0],
  ]) {
    const derived = (X: Fields, x: M): M => directions.reduce<M>((y, mu) => X.d(mu, y), x);
    const unit = jets((X, w) => [derived(X, X.mul(w, X.adjoint(w))), X.zero()]);
    const square = jets((X, w) => [derived(X, X.mul(w, w)), X.zero()]);
    expect([outcome(unit), outcome(square)], String(directions)).toEqual(["holds", "fails"]);
  }
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
