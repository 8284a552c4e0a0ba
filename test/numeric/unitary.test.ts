import { describe, expect, it } from "vitest";
import { batches } from "../../src/numeric/batch.ts";
import { compare } from "../../src/numeric/compare.ts";
import { determinant, matrix, type ComplexMatrix } from "../../src/numeric/complexMatrix.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import {
  cayley,
  defect,
  fromCayley,
  haarSpecialUnitary,
  haarUnitary,
  orthonormalise,
  specialDefect,
  toBatch,
} from "../../src/numeric/unitary.ts";

it("haarSpecialUnitary has determinant one within its bound", () => {
  const s = stream("1", "su");
  for (let n = 1; n <= 7; n++) {
    const W = haarSpecialUnitary(s, n);
    const { re, im, bound } = determinant(W);
    expect(Math.hypot(re - 1, im)).toBeLessThan(bound + 1e-15);
    expect(specialDefect(W)).toBeLessThan(1e-10);
    expect(defect(W)).toBeLessThan(1e-14 * n);
  }
});

it("defect(1) is the rounding of its derivation: κ_(n+1) n, and covers what 1 + ε is off", () => {
  for (const n of [1, 2, 3, 7]) {
    const scaled = (x: number): ComplexMatrix => matrix(n, (i, j) => [i === j ? x : 0, 0]);
    const rounding = Math.SQRT2 * (n + 2) * 2 ** -53 * n;
    expect(defect(scaled(1))).toBeGreaterThanOrEqual(rounding);
    expect(defect(scaled(1))).toBeLessThanOrEqual(1.07 * rounding);
    const off = Math.sqrt(n) * (2 * 2 ** -10 + 2 ** -20);
    expect(defect(scaled(1 + 2 ** -10)) / off).toBeCloseTo(1, 10);
  }
});

it("orthonormalise of nearly dependent columns is unitary to rounding", () => {
  const nearly = matrix(3, (i, j) => [1 + (i === j ? 1e-9 * (i + 1) : 0), 0]);
  expect(defect(orthonormalise(nearly))).toBeLessThan(1e-14);
});

describe("cayley", () => {
  it("fromCayley(cayley(W)) is W, and X is exactly skew-Hermitian", () => {
    const s = stream("1", "cayley");
    for (let at = 0; at < 200; at++) {
      const W = haarUnitary(s, 1 + (at % 7));
      const X = cayley(W);
      const back = fromCayley(X);
      const { n } = W;
      const size = Math.max(...X.re.map(Math.abs), ...X.im.map(Math.abs), 1);
      for (let i = 0; i < n * n; i++) {
        const j = (i % n) * n + Math.floor(i / n);
        expect(X.re[i] + X.re[j] === 0 && X.im[i] === X.im[j]).toBe(true);
        expect(Math.hypot(back.re[i] - W.re[i], back.im[i] - W.im[i])).toBeLessThan(1e-13 * size);
      }
    }
    expect(() => cayley(matrix(1, () => [-1, 0]))).toThrow(
      /inverse: expected an invertible matrix/,
    );
  });
});

it("toBatch: U U† = 1 within the bound, and 1.00001 U is refuted", async () => {
  const device = await openDevice();
  const ops = batches(device);
  const s = stream("1", "leaves");
  const Ws = Array.from({ length: 500 }, (_, at) => haarUnitary(s.at(at), 3));
  const check = async (numerator: bigint) => {
    const [left, right] = device.scope(() => {
      const U = ops.scale(numerator, 100_000n, toBatch(ops, Ws));
      return [ops.mul(U, ops.adjoint(U)), ops.one(500, 3)];
    });
    return compare(await ops.read(left), await ops.read(right), { samples: 500 });
  };
  const leaves = await ops.read(toBatch(ops, Ws));
  const rounding = Ws.flatMap((W) => [
    ...W.re.map((x, at) => Math.hypot(x - Math.fround(x), W.im[at] - Math.fround(W.im[at]))),
  ]);
  expect(rounding.every((r, at) => leaves.err[at] >= r)).toBe(true);
  const sound = await check(100_000n);
  expect(sound.within).toBe(true);
  expect(sound.worst).toBeGreaterThan(1e-3);
  expect((await check(100_001n)).worst).toBeGreaterThan(1);
});
