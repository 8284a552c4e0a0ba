import { describe, expect, it } from "vitest";
import {
  adversariesFor,
  adversaryOf,
  generalAdversary,
  scaleFor,
  unitaryAdversary,
} from "../../src/matrices/adversary.ts";
import { adversarialCounts, drawBatch } from "../../src/matrices/draw.ts";
import { jetsOf } from "../../src/matrices/witness.ts";
import {
  determinant,
  frobenius,
  identity,
  multiply,
  plus,
} from "../../src/numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../../src/numeric/complexMatrix.ts";
import { diagonalise } from "../../src/numeric/eigenphases.ts";
import { stream } from "../../src/numeric/random.ts";
import { defect, ginibre } from "../../src/numeric/unitary.ts";
import { problemOf } from "./problem.ts";

const s = stream("adversary");
const commutator = (a: ComplexMatrix, b: ComplexMatrix): number =>
  frobenius(plus(multiply(a, b), multiply(b, a), -1)) / (frobenius(a) * frobenius(b));

describe("adversarial inputs", () => {
  it.each([1, 2, 3, 5])("are what their names say, of %i rows", (n) => {
    for (let k = 0; k < 20; k++) {
      const X = ginibre(s, n);
      const size = frobenius(X);
      expect(frobenius(generalAdversary("tiny", X, 64)) * 64).toBeCloseTo(size, 9);
      expect(frobenius(generalAdversary("huge", X, 64)) / 64).toBeCloseTo(size, 9);
      const singular = generalAdversary("nearly singular", X, 64);
      const { re, im } = determinant(singular);
      expect(Math.hypot(re, im)).toBeLessThan(2 ** -9 * size ** n + 2 ** -9);
      const [a, b] = [X, ginibre(s, n)].map((x) => generalAdversary("nearly commuting", x, 64));
      if (n > 1 && frobenius(a) > 0.1 && frobenius(b) > 0.1)
        expect(commutator(a, b)).toBeLessThan(0.05);
      const [U, V] = [0, 1].map(() => unitaryAdversary("nearly commuting", s, n));
      expect(defect(U)).toBeLessThan(1e-13 * n);
      expect(commutator(U, V)).toBeLessThan(2 ** -9);
      const W = unitaryAdversary("an eigenvalue near -1", s, n);
      expect(defect(W)).toBeLessThan(1e-13 * n);
      const eigen = diagonalise(W);
      const nearest = Math.min(...eigen.re.map((x, j) => Math.hypot(x + 1, eigen.im[j])));
      expect(nearest).toBeGreaterThan(2 ** -11);
      expect(nearest).toBeLessThan(2 ** -8);
    }
    expect(frobenius(plus(unitaryAdversary(undefined, s, n), identity(n), -1))).toBeGreaterThan(0);
  });

  it("are every fourth sample after the structured ones, each kind in turn, and counted", () => {
    const kinds = adversariesFor(true, true);
    expect(kinds).toHaveLength(5);
    expect(adversariesFor(false, true)).toEqual(["nearly commuting", "an eigenvalue near -1"]);
    const named = Array.from({ length: 26 }, (_, k) => adversaryOf(k, 3, kinds));
    expect(named.filter((x) => x !== undefined)).toEqual([...kinds]);
    expect(named.indexOf("tiny")).toBe(6);
    const jets = jetsOf(problemOf((X, { A, U }) => [X.mul(U, A), X.mul(A, U)]));
    const counts = adversarialCounts(jets, 96, "independent");
    expect([...counts.values()].reduce((a, b) => a + b)).toBe(24);
    expect([...adversarialCounts(jets, 96, "torus")]).toEqual([]);
    const A = drawBatch(jets, 2, 20, stream("adversary", "draw"), "independent").get("A");
    const sizes = Array.from({ length: 20 }, (_, k) =>
      Math.hypot(
        ...(A?.re ?? []).slice(4 * k, 4 * k + 4),
        ...(A?.im ?? []).slice(4 * k, 4 * k + 4),
      ),
    );
    expect(sizes[3]).toBeLessThan(0.1);
    expect(sizes[7]).toBeGreaterThan(50);
  });

  it("scale by less where the degree is high", () => {
    const { left, right } = problemOf((X, { A, B }) => [
      X.mul(...Array.from({ length: 18 }, () => A), B),
      X.add(A, B),
    ]);
    expect(scaleFor(right, 3)).toBe(256);
    expect(scaleFor(left, 3)).toBe(4);
    const det = problemOf((X, { A, B }) => [X.det(X.mul(A, B)), X.tr(A)]);
    expect(scaleFor(det.left, 4)).toBe(2 ** 5);
  });
});
