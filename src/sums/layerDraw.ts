import type { Problem } from "../claim/problem.ts";
import { FrameworkError } from "../errors.ts";
import type { Stream } from "../numeric/random.ts";
import type { Point } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { isFilter, isTap } from "./layer.ts";
import { batch } from "./layerNumbers.ts";
import type { LayerCarriers, Numbers } from "./layerNumbers.ts";

const shiftsTried = 3;

/** The values of the unknown functions at `argument indices joined by commas`, and of the unknowns x, t. */
export interface Draw {
  readonly functions: ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;
  readonly points: readonly ReadonlyMap<string, number>[];
}

/**
 * Random signals, filters on 3×3 taps, and shifts, on the torus Z_n². With `structured`, the first
 * samples are a single pixel of one channel each.
 */
export function draw(
  problem: Problem,
  n: number,
  channels: number,
  s: Stream,
  structured = true,
): Draw {
  const functions = new Map<string, ReadonlyMap<string, Float32Array>>();
  const pixels = [...Array(n * n).keys()];
  for (const u of problem.unknowns) {
    if (typeof u.sort === "string") continue;
    const values = new Map<string, Float32Array>();
    const spike = s.integer(0, n * n - 1);
    for (const args of product(
      u.sort.from.map((sort) => (sort === "G" ? pixels : [...Array(channels).keys()])),
    )) {
      const one = Math.fround(s.normal());
      const numbers = isFilter(u)
        ? new Float32Array(batch).fill(isTap(n, args[0]) ? one : 0)
        : Float32Array.from({ length: batch }, (_, b) =>
            !structured || b >= channels
              ? s.normal()
              : args[0] === spike && args.at(-1) === b
                ? one
                : 0,
          );
      values.set(args.join(","), numbers);
    }
    functions.set(u.name, values);
  }
  const names = reachable([...problem.left, ...problem.right])
    .filter((t) => t.op === "unknown" && t.sort === "G")
    .map(unknownName);
  const shifts = names.filter((name) => name !== "x");
  const points = Array.from(
    { length: shifts.length === 0 ? 1 : shiftsTried },
    () => new Map(shifts.map((name) => [name, s.integer(0, n * n - 1)])),
  ).flatMap((at) => (names.includes("x") ? pixels.map((x) => new Map([...at, ["x", x]])) : [at]));
  return { functions, points };
}

function product(ranges: readonly (readonly number[])[]): number[][] {
  return ranges.reduce<number[][]>(
    (all, range) => all.flatMap((prefix) => range.map((i) => [...prefix, i])),
    [[]],
  );
}

/** The values of the unknowns at one choice of pixel and shift. */
export function pointOf(drawn: Draw, at: ReadonlyMap<string, number>): Point<LayerCarriers> {
  const exact = (values: Float32Array): Numbers => ({
    value: Float64Array.from(values),
    err: new Float64Array(batch),
  });
  return {
    unknown: (term: Term): number => {
      const value = at.get(unknownName(term));
      if (value === undefined)
        throw new FrameworkError(`layers: no value for ${unknownName(term)}`);
      return value;
    },
    apply: (name: string, args: readonly (number | Numbers)[]): Numbers => {
      const key = (args as readonly number[]).join(",");
      const values = drawn.functions.get(name)?.get(key);
      if (values === undefined) throw new FrameworkError(`layers: no value for ${name}(${key})`);
      return exact(values);
    },
  };
}
