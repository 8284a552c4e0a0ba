import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { FrameworkError } from "../errors.ts";
import type { Stream } from "../numeric/random.ts";
import { evaluate } from "../program/evaluate.ts";
import { primesFor } from "../program/points.ts";
import type { Program } from "../program/program.ts";
import { residueKernel } from "../program/residues.ts";

/** A point of integers where a root is defined and not 0, with its exact value. */
export interface Counterexample {
  readonly root: number;
  /** In the order of `program.variables`. */
  readonly point: readonly number[];
  readonly value: Rational;
}

const BATCH = 64;

/**
 * A small integer point where some root is not 0, for a program that is not identically 0: random points
 * of a growing box, then each coordinate in turn set to 0, 1, −1 or halved while a root stays non-zero.
 * `undefined` if none is found in boxes up to 2^20.
 *
 * Exactness: searched modulo a prime, confirmed by evaluation over Q. The point is shrunk, not smallest.
 */
export function counterexample(program: Program, draws: Stream): Counterexample | undefined {
  const [prime] = primesFor(program, 1);
  const kernel = residueKernel(program, prime);
  const variables = program.variables.length;
  /** The first of the points that separates, and the root that does. */
  const first = (points: readonly (readonly number[])[]): [number[], number] | undefined => {
    const batch = Float64Array.from({ length: variables * points.length }, (_, at) => {
      const x = points[at % points.length][Math.floor(at / points.length)];
      return x < 0 ? x + prime : x;
    });
    const { values, defined } = kernel(batch, points.length);
    for (const [i, point] of points.entries()) {
      const root = program.roots.findIndex((_, r) => values[r * points.length + i] !== 0);
      if (defined[i] === 1 && root >= 0) return [[...point], root];
    }
    return undefined;
  };
  let found: [number[], number] | undefined;
  for (let size = 1; found === undefined && size <= 2 ** 20; size *= 2) {
    const box = Array.from({ length: BATCH }, () =>
      Array.from({ length: variables }, () => draws.integer(-size, size)),
    );
    found = first(box);
  }
  if (found === undefined) return undefined;
  for (let changed = true; changed;) {
    changed = false;
    for (let v = 0; v < variables; v++) {
      const [point]: readonly [number[], number] = found;
      const x = point[v];
      const smaller = [0, 1, -1, Math.trunc(x / 2)].filter(
        (y) => Math.abs(y) < Math.abs(x) || (y === 1 && x === -1),
      );
      const better = first(smaller.map((y) => point.with(v, y)));
      if (better === undefined) continue;
      found = better;
      changed = true;
    }
  }
  const [point, root] = found;
  const value = evaluate(
    rationals,
    program,
    point.map((x) => rational(x)),
  )[root];
  // A value that is not 0 modulo a prime, its divisors neither, is not 0 over Q.
  if (value.n === 0n) throw new FrameworkError("counterexample: 0 over Q, and not modulo a prime");
  return { root, point, value };
}
