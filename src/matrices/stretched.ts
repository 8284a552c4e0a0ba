/** One batch of samples many times over, an unknown stretched in each copy: one pass sees all changes. */
import type { HostBatch } from "../numeric/batch.ts";
import { roundedUp } from "../numeric/rounding.ts";
import type { Drawn } from "./draw.ts";

/** An unknown, and what it is multiplied by. */
export interface Stretch {
  readonly unknown: string;
  readonly factor: number;
}

/**
 * The batch once for each stretch, one after another, that unknown multiplied by its factor. What is meant
 * is the product with the exact factor: rounding it to float32 enters the error of the leaf.
 */
export function stretchedDraws(
  drawn: ReadonlyMap<string, Drawn>,
  stretches: readonly Stretch[],
): Map<string, Drawn> {
  return new Map(
    [...drawn].map(([name, leaf]): [string, Drawn] => {
      const factors = stretches.map(({ unknown, factor }) => (unknown === name ? factor : 1));
      return [name, stretched(leaf, factors)];
    }),
  );
}

function stretched({ re, im, err }: Drawn, factors: readonly number[]): Drawn {
  const each = re.length;
  const out = {
    re: new Float32Array(each * factors.length),
    im: new Float32Array(each * factors.length),
    err: new Float32Array(each * factors.length),
  };
  factors.forEach((factor, copy) => {
    for (let k = 0, at = copy * each; k < each; k++, at++) {
      const given = err === undefined ? 0 : err[k];
      const [a, b] = [re[k] * factor, im[k] * factor];
      [out.re[at], out.im[at]] = [a, b];
      // Of doubles, below 2^-52 each; nothing is lost where nothing is stretched.
      const lost =
        factor === 1
          ? 0
          : Math.hypot(a - out.re[at], b - out.im[at]) + 2 ** -51 * (Math.abs(a) + Math.abs(b));
      out.err[at] = factor === 1 ? given : roundedUp(lost + Math.abs(factor) * given);
    }
  });
  return out;
}

/** The values of a batch, over and over. */
export function repeated({ re, im, err }: HostBatch, times: number): HostBatch {
  const over = (part: Float32Array): Float32Array => {
    const out = new Float32Array(part.length * times);
    for (let copy = 0; copy < times; copy++) out.set(part, copy * part.length);
    return out;
  };
  return { re: over(re), im: over(im), err: over(err) };
}
