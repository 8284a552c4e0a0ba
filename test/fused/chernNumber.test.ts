import { describe, expect, it } from "vitest";
import { chernKernel } from "../../src/fused/chernNumber.ts";
import type { Around, ChernOptions } from "../../src/fused/chernNumber.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { stream, streamKey } from "../../src/numeric/random.ts";
import type { LaneName } from "../../src/program/wasmModule.ts";
import * as A from "../../src/reals/arithmetic.ts";
import { pi } from "../../src/reals/constants.ts";
import { toInterval } from "../../src/reals/enclosure.ts";
import * as enclosure from "../../src/reals/enclosure.ts";
import type { Enclosure } from "../../src/reals/enclosure.ts";
import { atan2 } from "../../src/reals/inverseCircular.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";
import { exactly } from "./exact.ts";
import type { Exact } from "./exact.ts";
import { nearlyUnitary } from "./unitary.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const lanes: readonly LaneName[] = ["f32", "f64"];
const rounding = { f32: Math.fround, f64: (x: number): number => x };
const roundoff = { f32: 2 ** -24, f64: 2 ** -53 };
const right: Around = [1, 1, -1, -1];
const wrong: Around = [1, 1, -1, 1];

const store = termStore();
const X = recorder(matrices, store);
const U = store.term("M", "unknown", ["U", ""], []);
const det = (link: Exact): Exact => exactly(link.n, () => link, [X.det(U)])[0];

type Big = readonly [bigint, bigint];
/** a^s b^t, s and t being 1 or −1 for a conjugate. */
const times = ([a, b]: Big, [c, d]: Big): Big => [a * c - b * d, a * d + b * c];
const power = ([a, b]: Big, s: 1 | -1): Big => [a, BigInt(s) * b];

const BITS = 120;
/** Σ arg p/2π from the definition, enclosed; the moduli do not matter to an argument. */
function chernNumber(
  xs: readonly Big[],
  ys: readonly Big[],
  side: number,
  around: Around,
): Enclosure {
  let sum = enclosure.exactly(0);
  for (let row = 0; row < side; row++)
    for (let col = 0; col < side; col++) {
      const at = (r: number, c: number): number => (r % side) * side + (c % side);
      const around4 = [
        xs[at(row, col)],
        ys[at(row + 1, col)],
        xs[at(row, col + 1)],
        ys[at(row, col)],
      ];
      const [re, im] = around4.map((d, k) => power(d, around[k])).reduce(times);
      const angle = atan2(enclosure.exactly(im), enclosure.exactly(re), BITS);
      sum = A.add(sum, angle, BITS);
    }
  return A.div(sum, A.mul(enclosure.exactly(2), pi(BITS), BITS), BITS);
}

/** Links that are exactly unitary but for rounding and a push of up to `defect`, and the truth. */
function links(label: string, lane: LaneName, M: number, side: number, defect: number) {
  const s = stream("chern", label, lane, `${M} ${side}`);
  const make = () =>
    Array.from({ length: side * side }, () => nearlyUnitary(s, M, rounding[lane], defect));
  const dets = (all: ReturnType<typeof make>): Big[] =>
    all.map(({ exact }) => {
      const { re, im } = det(exact);
      return [re[0], im[0]];
    });
  const flat = (all: ReturnType<typeof make>) => ({
    re: all.flatMap(({ near }) => near.re),
    im: all.flatMap(({ near }) => near.im),
  });
  const [x, y] = [make(), make()];
  return {
    x: flat(x),
    y: flat(y),
    truth: (around: Around) => chernNumber(dets(x), dets(y), side, around),
  };
}

const kernelOf = (options: Partial<ChernOptions>) =>
  chernKernel({ size: 3, side: 3, lane: "f64", capacity: 1, ...options });

describe("chernKernel", () => {
  it.each(lanes)("bounds its error, at links known exactly, %s", { timeout: 3e6 }, (lane) => {
    const ratios: number[] = [];
    for (const [M, side] of [
      [1, 4],
      [2, 3],
      [3, 2],
      [3, 5],
      [4, 2],
    ])
      for (const around of [right, wrong]) {
        const defect = 4 * M * roundoff[lane];
        const kernel = kernelOf({ size: M, side, lane, defect, around });
        for (let sample = 0; sample < (deep ? 300 : 2); sample++) {
          const { x, y, truth } = links(`sample ${sample}`, lane, M, side, defect);
          kernel.load("x", x.re, x.im);
          kernel.load("y", y.re, y.im);
          const { number, bound } = kernel.at(0);
          const { lo, hi } = toInterval(truth(around));
          const error = Math.max(Math.abs(number - lo), Math.abs(hi - number)) - (hi - lo);
          if (bound === Infinity) continue;
          expect(error, `U(${M}), ${side}×${side}, sample ${sample}`).toBeLessThanOrEqual(bound);
          if (error > 0) ratios.push(bound / error);
          if (around === right) expect(kernel.check(1).worst).toBeLessThanOrEqual(1);
        }
      }
    ratios.sort((a, b) => a - b);
    expect(ratios.length).toBeGreaterThan(5);
    expect(ratios[ratios.length >> 1]).toBeLessThan(1000);
  });

  it.each(lanes)("computes arguments in every octant within the error of turn.ts, %s", (lane) => {
    // One site: p = x y x ȳ = x² for y = 1; x near every multiple of an eighth of a turn, and at random.
    const kernel = kernelOf({
      size: 1,
      side: 1,
      lane,
      around: [1, 1, 1, -1],
      defect: 4 * roundoff[lane],
    });
    const s = stream("chern", "octants");
    let seen = 0;
    for (let k = 0; k < 64 * (deep ? 100 : 1); k++) {
      const angle = (2 * Math.PI * (k % 32)) / 32 + (k < 32 ? 2 ** -s.integer(4, 50) : s.normal());
      const [a, b] = [Math.cos(angle), Math.sin(angle)].map(rounding[lane]);
      kernel.load("x", [a], [b]);
      kernel.load("y", [1], [0]);
      const { number, bound } = kernel.at(0);
      if (bound === Infinity) continue;
      const want = Math.atan2(2 * a * b, (a - b) * (a + b)) / (2 * Math.PI);
      // The rounding of x to the lane is no error of its own: `want` is of that x.
      expect(Math.abs(number - want)).toBeLessThanOrEqual(bound + 2 ** -52);
      seen++;
    }
    expect(seen).toBeGreaterThan(50);
  });

  it.each(lanes)("refutes a plaquette with one factor not conjugated, %s", (lane) => {
    for (const [M, side] of [
      [1, 4],
      [3, 3],
    ]) {
      const defect = 4 * M * roundoff[lane];
      const kernel = kernelOf({ size: M, side, lane, defect, around: wrong });
      const { x, y } = links("refuted", lane, M, side, defect);
      kernel.load("x", x.re, x.im);
      kernel.load("y", y.re, y.im);
      expect(kernel.check(1)).toMatchObject({ nan: 0, infinite: 0, oversized: 0 });
      expect(kernel.check(1).worst).toBeGreaterThan(1000);
    }
  });

  it.each(lanes)(
    "decides nothing where a plaquette is −1, NaN, or the bound is wide, %s",
    (lane) => {
      const kernel = kernelOf({ size: 1, side: 2, lane, capacity: 3, defect: roundoff[lane] });
      const ones = [1, 1, 1, 1];
      kernel.load("x", [-1, 1, 1, 1, NaN, 1, 1, 1, ...ones], Array<number>(12).fill(0));
      kernel.load("y", [...ones, ...ones, ...ones], Array<number>(12).fill(0));
      expect(kernel.check(3)).toMatchObject({ nan: 1, infinite: 1, oversized: 0, worst: 0 });
      expect(kernel.check(3, 2 ** -60)).toMatchObject({ nan: 1, infinite: 1, oversized: 1 });
    },
  );

  it.each(lanes)("draws its links, and finds every Chern number an integer, %s", (lane) => {
    const drawn = streamKey("chern", "drawn");
    const options = { side: 6, lane, capacity: 40, drawn };
    const found = kernelOf(options).check(40, 1 / 4);
    expect(found).toMatchObject({ nan: 0, oversized: 0, unfit: 0 });
    // The chance of a plaquette within the bound of −1: 1440 of them, each below 2⁻¹⁵ in f32.
    expect(found.infinite).toBeLessThan(3);
    expect(found.worst).toBeLessThanOrEqual(1);
    const kernel = kernelOf(options);
    const numbers = new Set(
      Array.from({ length: 40 }, (_, sample) => Math.round(kernel.at(sample).number)),
    );
    expect(numbers.size).toBeGreaterThan(3);
    expect(kernelOf({ ...options, around: wrong }).check(40).worst).toBeGreaterThan(100);
  });

  it("without a bound reduces the distance to the integers", () => {
    const kernel = kernelOf({ size: 1, side: 1, bounded: false, around: [1, 1, 1, -1] });
    kernel.load("x", [Math.cos(Math.PI / 8)], [Math.sin(Math.PI / 8)]);
    kernel.load("y", [1], [0]);
    expect(kernel.check(1).worst).toBeCloseTo(1 / 8, 14);
  });

  it("throws outside its domain", () => {
    expect(() => kernelOf({ size: 5 })).toThrow("links of size 1 to 4, got 5");
    expect(() => kernelOf({ side: 0 })).toThrow("a side of 1 to 32");
    expect(() => kernelOf({ side: 33 })).toThrow("a side of 1 to 32");
    expect(() => kernelOf({ size: 2, drawn: [1, 2] })).toThrow("size 3 where they are drawn");
    expect(() => kernelOf({ defect: 0.1 })).toThrow("plaquettes known within 1/2");
    expect(() => kernelOf({}).load("z", [])).toThrow("one of x, y");
  });
});
