import { describe, expect, it } from "vitest";
import { sane } from "../../src/claim/check.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { sampledMatrices, sampleSize } from "../../src/matrices/sampledExact.ts";
import { jetsOf } from "../../src/matrices/witness.ts";
import { problemOf, workWith } from "./problem.ts";
import type { Fields, M } from "./problem.ts";

const work = workWith();
const power = (X: Fields, x: M, k: number): M => {
  if (k === 1) return x;
  const half = power(X, x, Math.floor(k / 2));
  return k % 2 === 0 ? X.mul(half, half) : X.mul(half, half, x);
};
const at = (problem: Problem, primes: readonly bigint[] | undefined, N = 1) =>
  primes === undefined
    ? sampleSize(jetsOf(problem), N, work)
    : sampleSize(jetsOf(problem), N, work, () => primes);

describe("sampleSize: each condition of design.md 1.1, violated", () => {
  const cyclic = problemOf((X, { A, B }) => [X.tr(X.mul(A, B)), X.tr(X.mul(B, A))]);
  it("251·A·B = 0 is true modulo 251 and no evidence there; its own primes refute it", () => {
    const problem = problemOf((X, { A, B }) => [X.scale(251, X.mul(A, B)), X.zero()]);
    expect(at(problem, [251n])).toMatchObject({
      outcome: "undecided",
      reason: "mod p only: the product of the primes is not above the 1-norm",
    });
    expect(at(problem, undefined)).toMatchObject({ outcome: "fails" });
  });
  it("A^251 = A on all of GF(251) is not sampled: its degree is not below the prime", () => {
    // Over GF(251)[i] the power is the Frobenius map, A ↦ A*: true at every point of the field.
    const problem = problemOf((X, { A }) => [power(X, A, 251), X.conjugate(A)]);
    expect(at(problem, [251n])).toMatchObject({
      outcome: "undecided",
      reason: "degree: not below the primes",
    });
    expect(at(problem, undefined)).toMatchObject({ outcome: "fails" });
  });
  it("a denominator that vanishes modulo the prime decides nothing", () => {
    const problem = problemOf((X, { A }) => [X.scale("1/1019", X.scale(1019, A)), A]);
    expect(at(problem, [1019n, 2n ** 31n - 1n]).outcome).toBe("undecided");
    expect(at(problem, [1019n, 2n ** 31n - 1n])).toMatchObject({
      reason: "every draw was singular",
    });
    expect(at(problem, undefined)).toMatchObject({ outcome: "holds" });
  });
  it("one prime twice is one prime", () => {
    const problem = problemOf((X, { A }) => [X.scale(1_000_003n * 1019n, A), X.zero()]);
    expect(at(problem, [1019n, 1019n, 1019n])).toMatchObject({ outcome: "undecided" });
    expect((at(problem, [1019n, 1019n, 1019n]) as { reason: string }).reason).toContain(
      "mod p only",
    );
  });
  it("no prime at all is no evidence", () => {
    expect(at(cyclic, []).outcome).toBe("undecided");
  });
  it("a prime ≡ 1 mod 4, where −1 is a square, is refused", () => {
    const found = (): unknown => at(cyclic, [1013n]);
    expect(found).toThrow("≡ 3 mod 4");
  });
  it("small primes take more points, for the same error", () => {
    const [small, large] = [at(cyclic, [1019n, 1031n], 2), at(cyclic, undefined, 2)];
    expect(small).toMatchObject({ outcome: "holds", degree: "2" });
    expect(small.errorLog2).toBeLessThanOrEqual(-100);
    expect(small.points).toBe(2 * Math.ceil(100 / Math.log2(1019 / 2)));
    expect(large.points).toBe(2);
    expect(Number(large.errorLog2)).toBeCloseTo(-2 * (61 - 1), 5);
    expect(sane({ ...small, kind: "sampled-exact", model: "", ms: 0 }).outcome).toBe("holds");
  });
  it("both sides zero at every point is undecided; a difference that cancels is not", () => {
    const nothing = problemOf((X, { A }) => [X.scale(0, A), X.zero()]);
    expect(at(nothing, undefined)).toMatchObject({ outcome: "undecided" });
    const cancelled = problemOf((X, { A, B }) => [
      X.sub(X.tr(X.mul(A, B)), X.tr(X.mul(B, A))),
      X.zeroScalar(),
    ]);
    expect(at(cancelled, undefined, 2)).toMatchObject({ outcome: "holds" });
  });
  it("singular draws enter the error: d/p becomes d/(p − D)", () => {
    const unitary = problemOf((X, { U }) => [X.mul(U, X.adjoint(U)), X.one()]);
    const found = at(unitary, [1019n, 1031n, 2n ** 31n - 1n], 2);
    expect(found).toMatchObject({ outcome: "holds" });
    const degree = Number((found as { degree: string }).degree);
    // D: det(1 + X) and its conjugate, of degree 2 each.
    expect(found.points).toBe(
      [1019, 1031, 2 ** 31 - 1].reduce(
        (n, p) => n + Math.ceil(100 / Math.log2((p - 4) / degree)),
        0,
      ),
    );
  });
});

describe("sampledMatrices", () => {
  const model = sampledMatrices({ sizes: [2, 3] });
  it("agrees with what is true of unitary and of general matrices", () => {
    const holds = problemOf((X, { A, U }) => [X.tr(X.mul(U, A, X.adjoint(U))), X.tr(A)]);
    expect(model.check(holds, work)).toMatchObject({ outcome: "holds", scope: "N = 2; N = 3" });
    const fails = problemOf((X, { A, U }) => [X.tr(X.mul(U, A, X.transpose(U))), X.tr(A)]);
    expect(model.check(fails, work)).toMatchObject({
      outcome: "fails",
      witness: { confirmed: "exact" },
    });
    const general = problemOf((X, { A, B }) => [X.tr(X.mul(B, A, X.adjoint(B))), X.tr(A)]);
    expect(model.check(general, work)).toMatchObject({ outcome: "fails" });
  });
  it("of no sizes is undecided", () => {
    const any = problemOf((_, { A, B }) => [A, B]);
    expect(sampledMatrices({ sizes: [] }).check(any, work)).toMatchObject({ outcome: "undecided" });
  });
});
