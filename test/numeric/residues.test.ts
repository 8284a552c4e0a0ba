import { describe, expect, it } from "vitest";
import { openDevice } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { stream } from "../../src/numeric/random.ts";
import { largestModulus, residues } from "../../src/numeric/residues.ts";

const devices = [await openDevice({ name: "wasm" }), await openDevice({ name: "cpu" })];
const N = 3;

/** Residues of N×N matrices, with the extreme ones in front. */
function matrix(p: number, label: string): Float32Array {
  const s = stream("residues", label);
  return Float32Array.from({ length: 8 * N * N }, (_, k) =>
    k < N * N ? p - 1 : k < 2 * N * N ? 0 : s.integer(0, p - 1),
  );
}

describe.each(devices.map((device) => [device.name, device.kernels] as const))(
  "residues on %s",
  (_, k) => {
    it.each([3, 7, 1019, 2039])("are those of BigInt modulo %i, in every bit", async (p) => {
      const R = residues(k, p, N);
      const [a, b] = [matrix(p, "a"), matrix(p, "b")];
      const shape = [8, N, N];
      // −0 is 0.
      const values = async (made: () => ReturnType<Kernels["fill"]>): Promise<number[]> =>
        [...(await k.read(k.scope(made)))].map((v) => v + 0);
      const [A, B] = [R.of(a, shape), R.of(b, shape)];
      const P = BigInt(p);
      const mod = (x: bigint): number => Number(((x % P) + P) % P);
      const entrywise = (f: (x: bigint, y: bigint) => bigint): number[] =>
        [...a].map((x, i) => mod(f(BigInt(x), BigInt(b[i]))));
      expect(await values(() => R.add(A, B))).toEqual(entrywise((x, y) => x + y));
      expect(await values(() => R.sub(A, B))).toEqual(entrywise((x, y) => x - y));
      expect(await values(() => R.neg(A))).toEqual(entrywise((x) => -x));
      expect(await values(() => R.mul(A, B))).toEqual(entrywise((x, y) => x * y));
      expect(await values(() => R.times(A, p - 1))).toEqual(entrywise((x) => -x));
      const product = [...a].map((_, at) => {
        const [n, i, j] = [Math.floor(at / (N * N)), Math.floor((at % (N * N)) / N), at % N];
        let sum = 0n;
        for (let l = 0; l < N; l++)
          sum += BigInt(a[n * N * N + i * N + l]) * BigInt(b[n * N * N + l * N + j]);
        return mod(sum);
      });
      expect(await values(() => R.matMul(A, B))).toEqual(product);
    });
  },
);

it("residues refuse a modulus whose sums of products could pass 24 bits", () => {
  const [{ kernels }] = devices;
  expect(largestModulus(1)).toBe(2048);
  expect(largestModulus(12)).toBe(1182); // 12 · 1182² = 16 765 488 < 2^24 < 12 · 1183²
  expect(12 * 1182 ** 2).toBeLessThan(2 ** 24);
  expect(12 * 1183 ** 2).toBeGreaterThan(2 ** 24);
  expect(() => residues(kernels, 1187, 12)).toThrow(
    "residues: expected a prime up to 1182, got 1187",
  );
});
