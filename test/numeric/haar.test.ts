/**
 * Is what is drawn Haar? Means of statistics whose Haar value is known, within six standard errors: each a false
 * alarm in 10⁹ streams by the normal law. Class functions alone do not show it: translates are compared too.
 */
import { describe, expect, it } from "vitest";
import { drawParameters, floatLeaves } from "../../src/induced/so3Draw.ts";
import { batches } from "../../src/numeric/batch.ts";
import { matrix, multiply } from "../../src/numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../../src/numeric/complexMatrix.ts";
import { diagonalise } from "../../src/numeric/eigenphases.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Stream } from "../../src/numeric/random.ts";
import { haarSpecialUnitary, haarUnitary } from "../../src/numeric/unitary.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const samples = deep ? 400_000 : 1000;

/** Standard errors between the mean and what it should be. */
function distance(values: Float64Array, expected: number): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  return Math.abs(mean - expected) / Math.sqrt(variance / values.length);
}

type Draw = (s: Stream) => ComplexMatrix;
type Statistic = (U: ComplexMatrix) => number;

function far(draw: Draw, statistic: Statistic, expected: number, label: string): number {
  const s = stream("haar", label);
  const values = Float64Array.from({ length: samples }, (_, k) => statistic(draw(s.at(k))));
  return distance(values, expected);
}

const squaredTrace: Statistic = ({ n, re, im }) => {
  let [x, y] = [0, 0];
  for (let i = 0; i < n; i++) [x, y] = [x + re[i * (n + 1)], y + im[i * (n + 1)]];
  return x * x + y * y;
};

/** Of U(n), neither a function of the class: E = 2/(n(n+1)), and by Weingarten's function −1/(n(n²−1)). */
const entries: readonly (readonly [string, Statistic, (n: number) => number])[] = [
  ["|U₁₁|⁴", ({ re, im }) => (re[0] ** 2 + im[0] ** 2) ** 2, (n) => 2 / (n * (n + 1))],
  [
    "Re U₁₁U₂₂Ū₁₂Ū₂₁",
    ({ n, re, im }) => {
      const times = ([a, b]: number[], [c, d]: number[]): number[] => [
        a * c - b * d,
        a * d + b * c,
      ];
      const at = (k: number): number[] => [re[k], im[k]];
      const bar = ([a, b]: number[]): number[] => [a, -b];
      return times(times(at(0), at(n + 1)), times(bar(at(1)), bar(at(n))))[0];
    },
    (n) => -1 / (n * (n * n - 1)),
  ],
];

/** A fixed element far from the identity and from every permutation. */
const fixed = (n: number): ComplexMatrix => haarUnitary(stream("haar", "fixed"), n);

/** E|Tr|^2k counts permutations of k letters with no increasing subsequence longer than n: Rains, Electron. J. Combin. 5 (1998). */
const traces: readonly (readonly [string, Draw, number, readonly number[]])[] = [
  ["U(2)", (s) => haarUnitary(s, 2), 2, [1, 2, 5, 14]],
  ["SU(2)", (s) => haarSpecialUnitary(s, 2), 2, [1, 2, 5, 14]],
  ["U(3)", (s) => haarUnitary(s, 3), 3, [1, 2, 6]],
  ["SU(3)", (s) => haarSpecialUnitary(s, 3), 3, [1, 2, 6]],
  ["U(4)", (s) => haarUnitary(s, 4), 4, [1, 2, 6, 24]],
];

describe("Haar measure", () => {
  it.each(traces)("%s has the moments of its trace", (name, draw, _, moments) => {
    moments.forEach((expected, k) => {
      const far6 = far(draw, (U) => squaredTrace(U) ** (k + 1), expected, name);
      expect(far6, `k = ${k + 1}`).toBeLessThan(6);
    });
  });

  it.each(traces)(
    "%s and its left translate agree on two statistics of entries",
    (name, draw, n) => {
      const V = fixed(n);
      for (const [what, statistic, value] of entries) {
        expect(far(draw, statistic, value(n), name), what).toBeLessThan(6);
        expect(
          far((s) => multiply(V, draw(s)), statistic, value(n), name),
          what,
        ).toBeLessThan(6);
      }
    },
  );

  it("raw QR, whose Q has columns with the signs that Householder leaves, is caught", () => {
    const raw: Draw = (s) => {
      const U = haarUnitary(s, 2);
      const sign = (j: number): number => (U.re[j * 3] > 0 ? -1 : 1);
      return matrix(2, (i, j) => [sign(j) * U.re[i * 2 + j], sign(j) * U.im[i * 2 + j]]);
    };
    expect(far(raw, squaredTrace, 1, "raw")).toBeGreaterThan(8);
    expect(far(raw, ({ re }) => re[0], 0, "raw")).toBeGreaterThan(8);
    expect(
      far(
        (s) => haarUnitary(s, 2),
        ({ re }) => re[0],
        0,
        "raw",
      ),
    ).toBeLessThan(6);
  });

  it("a diagonal matrix of Haar's eigenvalues has every moment of the trace, and is caught by its entries", () => {
    const diagonal: Draw = (s) => {
      const U = haarUnitary(s, 2);
      const { re, im } = diagonalise(U);
      return matrix(2, (i, j) => (i === j ? [re[i], im[i]] : [0, 0]));
    };
    expect(far(diagonal, squaredTrace, 1, "diagonal")).toBeLessThan(6);
    expect(far(diagonal, (U) => squaredTrace(U) ** 2, 2, "diagonal")).toBeLessThan(6);
    const [[, statistic, value]] = entries;
    const V = fixed(2);
    expect(far((s) => multiply(V, diagonal(s)), statistic, value(2), "diagonal")).toBeGreaterThan(
      20,
    );
  });

  it("SO(3) has E Tr, Tr², Tr³, Tr⁴ = 0, 1, 1, 3, and entries as its translates have", async () => {
    const device = await openDevice({ name: "wasm" });
    const B = batches(device);
    const s = stream("haar", "SO(3)");
    const problem = { unknowns: [{ name: "g", sort: "G", count: undefined, property: undefined }] };
    const all = Array.from({ length: samples + 1 }, (_, k) => drawParameters(problem, s.at(k)));
    const leaves = device.scope(() => floatLeaves(B, 1, all).rotation("g"));
    const { re } = await B.read(leaves);
    device.dispose(leaves);
    const rotations = Array.from({ length: samples }, (_, k) => re.subarray(9 * k, 9 * k + 9));
    const V = re.subarray(9 * samples);
    const moved = rotations.map((R) =>
      Float64Array.from({ length: 9 }, (_, k) => {
        const [i, j] = [Math.floor(k / 3), k % 3];
        return V[3 * i] * R[j] + V[3 * i + 1] * R[3 + j] + V[3 * i + 2] * R[6 + j];
      }),
    );
    const check = (what: string, expected: number, at: (R: ArrayLike<number>) => number) => {
      for (const set of [rotations, moved])
        expect(distance(Float64Array.from(set, at), expected), what).toBeLessThan(6);
    };
    [0, 1, 1, 3].forEach((expected, k) => {
      check(`Tr^${k + 1}`, expected, (R) => (R[0] + R[4] + R[8]) ** (k + 1));
    });
    // A column is uniform on the sphere; the invariant of three vectors is the determinant.
    check("R₁₁⁴", 1 / 5, (R) => R[0] ** 4);
    check("R₁₁R₂₂R₃₃", 1 / 6, (R) => R[0] * R[4] * R[8]);
  });
});
