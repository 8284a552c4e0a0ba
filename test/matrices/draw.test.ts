import { expect, it } from "vitest";
import { drawBatch } from "../../src/matrices/draw.ts";
import type { Jets } from "../../src/matrices/witness.ts";
import { stream, type Stream } from "../../src/numeric/random.ts";
import { termStore } from "../../src/term/term.ts";

const directions = [[], [0], [1], [0, 0], [0, 1]] as const;
const store = termStore();
const unknowns = directions.map((w) => store.term("M", "unknown", ["A", 0, ...w], []));
const jets: Jets = { left: [], right: [], given: [], unknowns, propertyOf: () => undefined };
const N = 3;

/** The jets of one and the same field at x = 2πu: modes and coefficients come of a fixed stream. */
function jetsAt(u: readonly number[]): (readonly number[])[] {
  const s = stream("1", "torus");
  let next = 0;
  const moved: Stream = { ...s, at: () => moved, unit: () => u[next++] };
  const drawn = [...drawBatch(jets, N, 1, moved, "torus").values()];
  expect(next).toBe(u.length);
  return drawn.map(({ re, im }) => [...re, ...im]);
}

const farthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i])));

it("drawBatch of the torus gives the derivatives of one field of period 2π, by central differences", () => {
  const u = [0.15, 0.4];
  const h = 2 ** -8;
  const here = jetsAt(u);
  expect(
    Math.max(
      ...here.map((x) =>
        farthest(
          x,
          x.map(() => 0),
        ),
      ),
    ),
  ).toBeGreaterThan(1);
  for (const mu of [0, 1]) {
    const by = (step: number): (readonly number[])[] =>
      jetsAt(u.map((x, i) => (i === mu ? x + step : x)));
    expect(Math.max(...by(1).map((x, jet) => farthest(x, here[jet])))).toBeLessThan(1e-4);
    const [before, after] = [by(-h / (2 * Math.PI)), by(h / (2 * Math.PI))];
    const difference = (jet: number): number[] =>
      before[jet].map((x, i) => (after[jet][i] - x) / (2 * h));
    // The error h²/6 |∂³A| of three modes of wave numbers up to 2, and float32 over h.
    expect(farthest(difference(0), here[1 + mu])).toBeLessThan(2e-3);
    expect(farthest(difference(1), here[3 + mu])).toBeLessThan(4e-3);
  }
});

it("drawBatch of the torus gives antihermitian matrices without a trace", () => {
  const at = (i: number, j: number): number => i * N + j;
  for (const x of jetsAt([0.15, 0.4])) {
    const [re, im] = [x.slice(0, N * N), x.slice(N * N)];
    for (let i = 0; i < N; i++)
      for (let j = 0; j < N; j++)
        expect([re[at(i, j)] + re[at(j, i)], im[at(i, j)] - im[at(j, i)]]).toEqual([0, 0]);
    expect(Math.abs(im[at(0, 0)] + im[at(1, 1)] + im[at(2, 2)])).toBeLessThan(1e-5);
    expect(Math.abs(im[at(0, 0)])).toBeGreaterThan(0);
  }
});
