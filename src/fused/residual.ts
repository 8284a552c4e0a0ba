/** The last function of a component: left − right against its bound, reduced over the samples as they pass. */
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { ENTRY, VECTOR, writer } from "./macros.ts";
import type { Reading, Writer } from "./macros.ts";
import { slack } from "./precision.ts";
import type { Precision } from "./precision.ts";

/** Where the reductions live: vectors, a lane a sample of each tile. */
export const tally = {
  /** Squares of the worst ratio. */
  worst: 0,
  /** Address of the tile of the worst ratio. */
  tile: VECTOR,
  /** Counts of samples: with NaN; without, but infinite; else with a bound above `limit`. */
  nan: 2 * VECTOR,
  infinite: 3 * VECTOR,
  oversized: 4 * VECTOR,
  /** An input. */
  limit: 5 * VECTOR,
  /** Counts of samples whose draw is not within its defect. */
  unfit: 6 * VECTOR,
  /** An input: the numbers of the samples of the tile, as words. */
  state: 7 * VECTOR,
  bytes: 8 * VECTOR,
} as const;

/** One side: how it is read, and whether its bound is an array, one number for all entries, or zero. */
export interface Side {
  readonly view: Reading;
  readonly bound: "array" | "scalar" | "exact";
}

/**
 * (tile, left, right [, left's bound] [, right's bound]). A sample with NaN, or anything infinite, is counted
 * and enters no ratio; 0/0 is no ratio; r/0 is infinite. With `bounded` false b is 1 throughout.
 */
export function residual(
  p: Precision,
  n: number,
  left: Side,
  right: Side,
  bounded: boolean,
): WasmFunction {
  const f = laneInstructions(p.lane);
  const bounds = bounded ? [left, right].filter(({ bound }) => bound !== "exact") : [];
  const w = writer((3 + bounds.length) as 3 | 4 | 5);
  const [re, im, b, ratio] = [w.fresh(), w.fresh(), w.fresh(), w.fresh()];
  const [most, total, largest] = [w.fresh(), w.fresh(), w.fresh()];
  const place = (x: Reading, row: number, col: number): number =>
    x.transposed ? col * n + row : row * n + col;
  const at = (base: number, offset: number): readonly number[] => [
    ...i.get(base),
    ...i.load(offset),
  ];
  const flips = (x: Reading): boolean => x.negative !== x.conjugated;
  const [l, r] = [left.view, right.view];
  for (let row = 0; row < n; row++)
    for (let col = 0; col < n; col++) {
      const [from, to] = [ENTRY * place(l, row, col), ENTRY * place(r, row, col)];
      const real = l.negative === r.negative ? f.sub : f.add;
      const imaginary = flips(l) === flips(r) ? f.sub : f.add;
      w.say(at(1, from), at(2, to), real, i.set(re));
      w.say(at(1, from + VECTOR), at(2, to + VECTOR), imaginary, i.set(im));
      if (bounds.length === 0) w.say(f.all(bounded ? 0 : 1));
      bounds.forEach(({ view, bound }, k) => {
        w.say(at(3 + k, bound === "array" ? VECTOR * place(view, row, col) : 0));
        if (k > 0) w.say(f.add);
      });
      if (bounds.length > 0) w.say(f.all(p.up(1 + slack(p, n))), f.mul);
      w.say(i.set(b));
      const square = (x: number): number[] => [
        ...i.get(x),
        ...i.get(b),
        ...f.div,
        ...i.tee(ratio),
        ...i.get(ratio),
        ...f.mul,
      ];
      // Where both sides are exact, |r|/0 is infinite even if one part of r is 0.
      const size = [...i.get(re), ...f.abs, ...i.get(im), ...f.abs, ...f.add];
      const isExact = bounded && bounds.length === 0;
      w.say(i.get(most));
      if (isExact) w.say(size, f.all(0), f.div);
      else w.say(square(re), square(im), f.add);
      w.say(f.max, i.set(most));
      // No term is negative: infinite if one is, NaN if one is.
      w.say(i.get(total), size, f.add);
      if (bounds.length > 0)
        w.say(i.get(b), f.add, i.get(largest), i.get(b), f.max, i.set(largest));
      w.say(i.set(total));
    }
  reduce(p, w, { most, total, largest });
  return w.done();
}

/** Locals of a tile: its worst squared ratio, the sum of all |r| and bounds, the largest bound. */
export interface Found {
  readonly most: number;
  readonly total: number;
  readonly largest: number;
}

/** Enters a tile in the tally; the function's first parameter is the tile's address. */
export function reduce(p: Precision, w: Writer, { most, total, largest }: Found): void {
  const f = laneInstructions(p.lane);
  const [bad, worse] = [w.fresh(), w.fresh()];
  // The tally is at address 0.
  const here = i.integer(0);
  const count = (mask: readonly number[], into: number): void =>
    w.say(here, here, i.load(into), mask, f.subIntegers, i.store(into));
  const nan = [...i.get(total), ...i.get(total), ...f.notEqual];
  const above = (x: number, limit: readonly number[]): number[] => [
    ...i.get(x),
    ...limit,
    ...f.greater,
  ];
  const infinite = above(total, f.all(p.largest));
  w.say(infinite, nan, i.or, i.set(bad));
  w.say(above(most, [...here, ...i.load(tally.worst)]), i.get(bad), i.andNot, i.set(worse));
  const select = (value: readonly number[], into: number): void =>
    w.say(here, value, here, i.load(into), i.get(worse), i.bitselect, i.store(into));
  select(i.get(most), tally.worst);
  select([...i.get(0), ...i.splatInteger], tally.tile);
  count(nan, tally.nan);
  count(infinite, tally.infinite);
  count(
    [...above(largest, [...here, ...i.load(tally.limit)]), ...i.get(bad), ...i.andNot],
    tally.oversized,
  );
}
