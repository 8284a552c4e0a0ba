import { expect, it } from "vitest";
import type { Drawn } from "../../src/matrices/draw.ts";
import { joined, piece, samplesAtOnce } from "../../src/matrices/pieces.ts";
import { floatMatrices } from "../../src/matrices/sampledFloat.ts";
import { modelWork, type Model } from "../../src/claim/model.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { problemOf } from "./problem.ts";

const counted = (n: number): Float32Array => Float32Array.from({ length: n }, (_, k) => k);

it("samplesAtOnce shrinks with the graph and the matrices, and refuses what never fits", () => {
  const { left, right } = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(B, A)]);
  const of = (N: number, bytes: number): number => samplesAtOnce([...left, ...right], N, bytes);
  expect(of(2, 2 ** 20)).toBeLessThan(of(1, 2 ** 20));
  expect(samplesAtOnce(left, 2, 2 ** 20)).toBeGreaterThan(of(2, 2 ** 20));
  expect(() => of(2, 1000)).toThrow("expected a sample of at most 1000 bytes, got 1536");
});

it("piece and joined cut and join samples row by row", () => {
  const leaf: Drawn = { re: counted(24), im: counted(24), err: counted(24) };
  const drawn = new Map([["A", leaf]]);
  const cut = piece(drawn, 2, 1, 3).get("A");
  expect([...(cut?.re ?? [])]).toEqual([...counted(16).subarray(4)]);
  const parts = [0, 2, 4].map((from) => piece(drawn, 2, from, 2).get("A") as Required<Drawn>);
  expect(joined(parts)).toEqual(leaf);
});

it("floatMatrices passes over a batch that is too large in pieces, each within its bytes", async () => {
  const { kernels, ...device } = await openDevice({ name: "wasm" });
  const read: number[] = [];
  const watching = {
    ...device,
    kernels: {
      ...kernels,
      read: (x: { readonly shape: readonly number[] }) => {
        read.push(x.shape[0]);
        return kernels.read(x);
      },
    },
  };
  const problem = problemOf((X, { A, B }) => [X.tr(X.mul(A, B)), X.tr(X.mul(B, A))], "correct");
  const passBytes = 40_000;
  const most = samplesAtOnce(problem.left, 2, passBytes);
  const model = floatMatrices({
    sizes: [2],
    samples: { quick: most + 5 },
    passBytes,
    path: "interpreted",
  }) as Model;
  const work = { effort: "quick", seed: "1", device: () => Promise.resolve(watching) } as const;
  const claim = { ...problem, variant: undefined };
  const found = await model.check(claim, modelWork(work, model, claim, false));
  expect(found).toMatchObject({ outcome: "holds", samples: most + 5 });
  // The last are those whose values are compared with float64.
  expect([...new Set(read)]).toEqual([most, 5, 16]);
});
