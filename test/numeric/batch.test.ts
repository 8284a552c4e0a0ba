import { beforeAll, describe, expect, it } from "vitest";
import { batches, type Batch, type Batches, type HostBatch } from "../../src/numeric/batch.ts";
import { compare } from "../../src/numeric/compare.ts";
import { openDevice, type Device } from "../../src/numeric/device.ts";
import { leafBounds } from "../../src/numeric/rounding.ts";
import { stream, type Stream } from "../../src/numeric/random.ts";
import * as exact from "./dyadic.ts";

let device: Device;
let ops: Batches;
beforeAll(async () => {
  device = await openDevice();
  ops = batches(device);
});

/** Significands of 24 bits, exponents spread over ±span. */
function draw(s: Stream, count: number, span: number): Float32Array {
  return Float32Array.from(
    { length: count },
    () => (2 * s.unit() - 1) * 2 ** s.integer(-span, span),
  );
}

/** Half of the samples: the last entry of each column of B nearly cancels row 0 of A times B. */
function cancel(a: Float32Array, b: Float32Array, size: number, n: number): void {
  for (let at = 0; at < size; at += 2)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n - 1; k++) sum += a[at * n * n + k] * b[(at * n + k) * n + j];
      const last = -sum / a[at * n * n + n - 1];
      if (n > 1 && Number.isFinite(last)) b[(at * n + n - 1) * n + j] = last;
    }
}

type Leaf = { readonly re: Float32Array; readonly im: Float32Array };

function matrices({ re, im }: Leaf, size: number, n: number): exact.Matrix[] {
  const entry = (at: number): exact.Complex => [exact.dyadic(re[at]), exact.dyadic(im[at])];
  return Array.from({ length: size }, (_, s) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => entry((s * n + i) * n + j)),
    ),
  );
}

/** One computation in floats with its bound, and exactly. */
type Case = {
  readonly title: string;
  readonly float: (A: Batch, B: Batch) => Batch;
  readonly exact: (A: exact.Matrix, B: exact.Matrix) => exact.Matrix;
};

const cases: readonly Case[] = [
  { title: "A B", float: (A, B) => ops.mul(A, B), exact: exact.mul },
  { title: "A + B", float: (A, B) => ops.add(A, B), exact: exact.add },
  {
    title: "(A B† + 3/4 B) A",
    float: (A, B) => ops.mul(ops.add(ops.mul(A, ops.adjoint(B)), ops.scale(3n, 4n, B)), A),
    exact: (A, B) => {
      const scaled = B.map((row) =>
        row.map((b) => exact.ctimes(b, [exact.dyadic(0.75), exact.zero])),
      );
      return exact.mul(exact.add(exact.mul(A, exact.adjoint(B)), scaled), A);
    },
  },
  {
    title: "tr(A B) det A",
    float: (A, B) => ops.times(ops.trace(ops.mul(A, B)), ops.det(A)),
    exact: (A, B) => [[exact.ctimes(exact.trace(exact.mul(A, B)), exact.det(A))]],
  },
  {
    title: "i A ∘ conj B − Aᵀ",
    float: (A, B) => ops.sub(ops.timesI(ops.hadamard(A, ops.conjugate(B))), ops.transpose(A)),
    exact: (A, B) =>
      A.map((row, i) =>
        row.map((a, j) => {
          const [re, im] = exact.ctimes(a, [B[i][j][0], exact.minus(B[i][j][1])]);
          return exact.cplus([exact.minus(im), re], exact.cminus(A[j][i]));
        }),
      ),
  },
];

/** True error / bound of every entry. */
function tightness(got: HostBatch, want: readonly exact.Matrix[]): number[] {
  const flat = want.flat(2);
  return flat.map(([re, im], at) => {
    const dre = exact.toNumber(exact.plus(re, exact.minus(exact.dyadic(got.re[at]))));
    const dim = exact.toNumber(exact.plus(im, exact.minus(exact.dyadic(got.im[at]))));
    return Math.hypot(dre, dim) / got.err[at];
  });
}

describe("batches", () => {
  /** Sizes, and samples of each case: 10^4 over the five cases, and 5 · 10^4 at deep effort. */
  const more = process.env.COMMUTE_EFFORT === "deep" ? 5 : 1;
  const sizes = (
    [
      [1, 800],
      [2, 700],
      [3, 360],
      [4, 100],
      [5, 40],
    ] as const
  ).map(([n, size]) => [n, more * size] as const);

  it("the true error of 10^4 samples never exceeds the bound, which is not absurd either", async () => {
    const all: number[] = [];
    for (const [n, size] of sizes) {
      const s = stream("1", "batch", String(n));
      const leaf = (): Leaf => ({ re: draw(s, size * n * n, 8), im: draw(s, size * n * n, 8) });
      const [a, b] = [leaf(), leaf()];
      cancel(a.re, b.re, size, n);
      cancel(a.im, b.re, size, n);
      const [A, B] = [matrices(a, size, n), matrices(b, size, n)];
      for (const { title, float, exact: exactly } of cases) {
        const x = device.scope(() =>
          float(ops.fromArrays(a.re, a.im, size, n, n), ops.fromArrays(b.re, b.im, size, n, n)),
        );
        const ratios = tightness(
          await ops.read(x),
          A.map((_, i) => exactly(A[i], B[i])),
        );
        device.dispose(x);
        expect(Math.max(...ratios), `${title}, n = ${n}`).toBeLessThanOrEqual(1);
        // A bound divided by 1000 is caught by this very comparison.
        expect(Math.max(...ratios) * 1e3, `${title}, n = ${n}`).toBeGreaterThan(1);
        const inexact = ratios.filter((r) => r > 0).sort((p, q) => p - q);
        const median = inexact[inexact.length >> 1];
        all.push(1 / median);
        expect(1 / median, `${title}, n = ${n}`).toBeLessThan(1e4);
        if (process.env.COMMUTE_VERBOSE !== undefined)
          console.log(
            title,
            n,
            "bound / error: median",
            1 / median,
            "min",
            1 / Math.max(...ratios),
          );
      }
    }
    expect(all.length).toBeGreaterThan(20);
  });

  it("values near underflow and overflow keep the invariant or say infinite", async () => {
    const size = 500;
    const s = stream("1", "extreme");
    const leaf = (): Leaf => ({ re: draw(s, size * 4, 75), im: draw(s, size * 4, 75) });
    const [a, b] = [leaf(), leaf()];
    for (let at = 0; at < 40; at++) a.re[at] = 2 ** -149 * at; // subnormal leaves
    const x = device.scope(() =>
      ops.mul(ops.fromArrays(a.re, a.im, size, 2, 2), ops.fromArrays(b.re, b.im, size, 2, 2)),
    );
    const A = matrices(a, size, 2);
    const B = matrices(b, size, 2);
    const got = await ops.read(x);
    const want = A.map((_, i) => exact.mul(A[i], B[i])).flat(2);
    let decided = 0;
    want.forEach(([re, im], at) => {
      // Counted as infinite by `compare`, whatever the bound says.
      if (!Number.isFinite(got.re[at] + got.im[at])) return;
      if (!Number.isFinite(got.err[at])) return;
      decided += 1;
      const d = Math.hypot(
        exact.toNumber(exact.plus(re, exact.minus(exact.dyadic(got.re[at])))),
        exact.toNumber(exact.plus(im, exact.minus(exact.dyadic(got.im[at])))),
      );
      expect(d).toBeLessThanOrEqual(got.err[at]);
    });
    expect(decided).toBeGreaterThan(size);
    device.dispose(x);
  });

  it("mean(x, P) bounds the mean of exact and of inexact leaves", async () => {
    const s = stream("1", "mean");
    for (const group of [1, 5, 64, 360, 17]) {
      const size = 4 * group;
      const re = draw(s, size, 8);
      const err = Float32Array.from(re, (v) => Math.abs(v) * 1e-6);
      const x = device.scope(() => ops.mean(ops.fromArrays(re, re, size, 1, 1, err), group));
      const got = await ops.read(x);
      for (let g = 0; g < 4; g++) {
        const part = re.subarray(g * group, (g + 1) * group);
        const mean = part.reduce((sum, v) => sum + v, 0) / group;
        const carried = part.reduce((sum, v) => sum + Math.abs(v) * 1e-6, 0) / group;
        expect(Math.abs(got.re[g] - mean) * Math.SQRT2 + carried * 0.999).toBeLessThanOrEqual(
          got.err[g],
        );
        expect(got.err[g]).toBeLessThan(carried * 3 + 1e-5 * Math.max(...part.map(Math.abs)));
      }
      device.dispose(x);
    }
  });

  it("scale(1, 3) bounds the rounding of 1/3, and scale(2^k) is exact", async () => {
    const re = draw(stream("1", "scale"), 1000, 20);
    const x = device.scope(() => ops.fromArrays(re, re, 1000, 1, 1));
    const [third, half] = device.scope(() => [ops.scale(1n, 3n, x), ops.scale(-1n, 8n, x)]);
    const got = await ops.read(third);
    const worst = Math.max(
      ...re.map((v, i) => (Math.abs(got.re[i] - v / 3) * Math.SQRT2) / got.err[i]),
    );
    expect(worst).toBeLessThanOrEqual(1);
    expect(worst).toBeGreaterThan(0.05);
    const exactly = await ops.read(half);
    expect(exactly.err.every((e) => e < 1e-30)).toBe(true);
    expect(exactly.re.every((v, i) => v === -re[i] / 8)).toBe(true);
    expect(() => ops.scale(1n, 0n, x)).toThrow(
      /scale: expected a rational in float32 range, got 1\/0/,
    );
  });

  it("scale by a rational that rounds to 1 knows what the rounding cost", async () => {
    const x = device.scope(() => {
      const one = ops.fromArrays(Float32Array.of(1), Float32Array.of(0), 1, 1, 1);
      return ops.scale(2n ** 40n + 1n, 2n ** 40n, one);
    });
    expect((await ops.read(x)).err[0]).toBeGreaterThanOrEqual(2 ** -40);
  });

  it("errors of both operands reach a sum, and what underflows is bounded", async () => {
    const leaf = (v: number, e: number): Batch =>
      ops.fromArrays(Float32Array.of(v), Float32Array.of(0), 1, 1, 1, Float32Array.of(e));
    const [sum, gone, small] = device.scope(() => [
      ops.add(leaf(1, 2 ** -9), leaf(-1, 2 ** -3)),
      ops.mul(leaf(2 ** -100, 0), leaf(2 ** -100, 0)),
      ops.scale(1n, 2n ** 20n, leaf(2 ** -120, 0)),
    ]);
    expect((await ops.read(sum)).err[0]).toBeGreaterThanOrEqual(2 ** -9 + 2 ** -3);
    expect((await ops.read(gone)).err[0]).toBeGreaterThanOrEqual(2 ** -200);
    expect((await ops.read(small)).err[0]).toBeGreaterThanOrEqual(2 ** -140);
    expect([...leafBounds([Float32Array.of(2 ** -130, 1)], Float32Array.of(0, 2 ** -130))]).toEqual(
      [2 ** -125, 2 ** -126],
    );
  });

  it("shapes that do not fit throw DomainError, and a scope leaks nothing", () => {
    const before = device.kernels.count();
    device.scope(() => {
      const x = ops.zero(2, 2, 3);
      expect(() => ops.mul(x, x)).toThrow("mul: expected [2, 3, *] on the right, got [2, 2, 3]");
      expect(() => ops.det(x)).toThrow(/det: expected square matrices up to 6/);
      ops.det(ops.one(2, 6));
      return undefined;
    });
    expect(device.kernels.count()).toBe(before);
  });
});

describe("compare", () => {
  const host = (re: number[], err: number[]): HostBatch => ({
    re: Float32Array.from(re),
    im: new Float32Array(re.length),
    err: Float32Array.from(err),
  });
  const none = host([0, 0], [0, 0]);

  it("NaN never passes, and a bound of zero decides exactly", () => {
    expect(compare(host([0, 0], [0, 0]), none, { samples: 2 })).toMatchObject({
      worst: 0,
      within: true,
      size: 0,
    });
    expect(compare(host([0, 1], [0, 0]), none, { samples: 2 })).toMatchObject({
      worst: Infinity,
      sample: 1,
    });
    expect(compare(host([NaN, 0], [1, 1]), none, { samples: 2 })).toMatchObject({
      nan: 1,
      within: false,
    });
    expect(compare(host([0, 0], [NaN, 1]), none, { samples: 2 })).toMatchObject({
      nan: 1,
      within: false,
    });
    const open = compare(host([5, 1], [Infinity, 2]), none, { samples: 2, perSample: true });
    expect(open).toMatchObject({ entry: 1, infinite: 1, nan: 0, within: false });
    expect([...(open.ratios ?? [])]).toEqual([0, expect.closeTo(0.5)]);
  });
});
