import { describe, expect, it } from "vitest";
import {
  dagger,
  identity,
  matrix,
  multiply,
  type ComplexMatrix,
} from "../../src/numeric/complexMatrix.ts";
import { eigenvalueRadius, phaseSum, type PhaseSum } from "../../src/numeric/phases.ts";
import { stream } from "../../src/numeric/random.ts";
import { haarUnitary } from "../../src/numeric/unitary.ts";

/** U diag(e^{iθ}) U† for Haar U; each entry within a few n 2^-52 of such a matrix. */
function withPhases(U: ComplexMatrix, phases: readonly number[]): ComplexMatrix {
  const D = matrix(phases.length, (i, j) =>
    i === j ? [Math.cos(phases[i]), Math.sin(phases[i])] : [0, 0],
  );
  return multiply(multiply(U, D), dagger(U));
}
const noise = (n: number): number => 8 * n * 2 ** -52;
const s = stream("1", "phases");
const deep = process.env.COMMUTE_EFFORT === "deep";

function decided(W: ComplexMatrix, err: number): PhaseSum {
  const found = phaseSum(W, err);
  if (found.exceptional) throw new Error(`exceptional, radius ${found.radius}`);
  return found;
}

describe("phaseSum", () => {
  it("encloses the sum of known phases for n = 1..7, clusters and multiple ones too", () => {
    let worst = 0;
    let tightest = 0;
    const windings = new Set<number>();
    for (let at = 0; at < (deep ? 3000 : 700); at++) {
      const n = 1 + (at % 7);
      const spread = at % 5 === 0 ? 1e-9 : 3;
      const phases = Array.from({ length: n }, () => (2 * s.unit() - 1) * spread);
      if (at % 11 === 0) phases.fill(phases[0]);
      const found = decided(withPhases(haarUnitary(s, n), phases), noise(n));
      const sum = phases.reduce((total, p) => total + p, 0);
      const error = Math.abs(found.value - sum);
      worst = Math.max(worst, error / found.bound);
      tightest = Math.max(tightest, found.bound);
      expect(found.gap).toBeLessThanOrEqual(Math.PI - Math.max(...phases.map(Math.abs)) + 1e-15);
      expect(found.gap).toBeGreaterThan(Math.PI - Math.max(...phases.map(Math.abs)) - 1e-11);
      if (found.winding !== undefined) windings.add(found.winding);
    }
    expect(worst).toBeLessThanOrEqual(1);
    expect(tightest).toBeLessThan(1e-11);
    expect(worst * 1e4).toBeGreaterThan(1); // a bound divided by 10^4 is caught
    expect([...windings].sort()).toEqual(
      [-1, -2, -3, 0, 1, 2, 3].filter((w) => windings.has(w)).sort(),
    );
    expect(windings.size).toBeGreaterThan(2);
  });

  it("an error that the bound was not told of is caught, and told it is covered", () => {
    let missed = 0;
    for (let at = 0; at < 200; at++) {
      const n = 1 + (at % 7);
      const U = haarUnitary(s, n);
      const phases = Array.from({ length: n }, () => (2 * s.unit() - 1) * 3);
      const sum = phases.reduce((total, p) => total + p, 0);
      const moved = withPhases(
        U,
        phases.map((p) => p + 1e-7),
      );
      expect(Math.abs(decided(moved, 1.1e-7).value - sum)).toBeLessThanOrEqual(
        decided(moved, 1.1e-7).bound,
      );
      const blind = decided(moved, noise(n));
      missed += Number(Math.abs(blind.value - sum) > blind.bound);
    }
    expect(missed).toBe(200);
  });

  it("an eigenvalue that cannot be told from -1 is exceptional", () => {
    for (let n = 1; n <= 7; n++) {
      const U = haarUnitary(s, n);
      const phases = Array.from({ length: n }, (_, j) => (j === 0 ? Math.PI : j / 10));
      expect(phaseSum(withPhases(U, phases), noise(n)).exceptional).toBe(true);
      phases[0] = Math.PI - 1e-8;
      expect(decided(withPhases(U, phases), noise(n)).gap).toBeCloseTo(1e-8, 11);
      expect(phaseSum(withPhases(U, phases), 1e-7).exceptional).toBe(true);
    }
  });

  it("takes the farthest matrix within its error of a unitary one, and none a millionth beyond", () => {
    for (const n of [1, 2, 3, 7])
      for (const err of [2 ** -20, 2 ** -5]) {
        // Every entry off by err in one direction: ‖W†W − 1‖_F = 2E + E² with E = n·err.
        const W = matrix(n, (i, j) => [(i === j ? 1 : 0) + err, 0]);
        expect(() => phaseSum(W, err)).not.toThrow();
        expect(() => phaseSum(W, err * (1 - 1e-6))).toThrow("expected a unitary matrix");
      }
  });

  it("a matrix that is not unitary within its error throws DomainError", () => {
    const W = matrix(2, (i, j) => [i === j ? 1.01 : 0, 0]);
    expect(() => phaseSum(W, 1e-6)).toThrow(/phaseSum: expected a unitary matrix within 0.000001/);
    expect(() =>
      phaseSum(
        matrix(8, () => [0, 0]),
        0,
      ),
    ).toThrow(/a size up to 7, got 8/);
  });
});

describe("eigenvalueRadius", () => {
  it.each([1, 2, 3, 7])("at W = V = Λ = 1, n = %i, is the rounding of its derivation", (n) => {
    const ones = { re: Array<number>(n).fill(1), im: Array<number>(n).fill(0) };
    const at = (err: number): number =>
      eigenvalueRadius(identity(n), err, { vectors: identity(n), ...ones });
    // κ_(n+1)(‖W‖ + 1)‖V‖ of the residual and κ_(n+1)‖V‖²(1 + 1) of d, at κ_m = √2 (m + 1) 2^-53.
    const kappa = Math.SQRT2 * (n + 2) * 2 ** -53;
    const rounding = kappa * ((Math.sqrt(n) + 1) * Math.sqrt(n) + 2 * n);
    expect(at(0)).toBeGreaterThanOrEqual(rounding);
    expect(at(0)).toBeLessThanOrEqual(1.07 * rounding);
    expect((at(2 ** -20) - at(0)) / (n * Math.sqrt(n) * 2 ** -20)).toBeCloseTo(1, 9);
  });
});
