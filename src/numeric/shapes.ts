/**
 * Shapes (sizes, dimensions, groups) are drawn and shrunk by fast-check; the numbers inside a shape
 * come from the counter-based streams of `random.ts`.
 */
import fc from "fast-check";
import { fnv1a64 } from "./random.ts";

/** What a run over random shapes found. */
export interface ShapeRun<T> {
  /** Every shape decided, in order; the runs of a shrinking included. */
  readonly tried: readonly T[];
  /** The smallest failing shape fast-check could find. */
  readonly failing?: T;
}

/**
 * Decides `first` shapes once each, then `more` random ones, all from the seed. A shape fails if
 * `passes` is false; fast-check then shrinks it. An exception of `passes` is thrown on.
 */
export async function forShapes<T>(
  shapes: fc.Arbitrary<T>,
  options: { readonly seed: string; readonly first: readonly T[]; readonly more: number },
  passes: (shape: T) => Promise<boolean>,
): Promise<ShapeRun<T>> {
  const tried: T[] = [];
  let thrown: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(shapes, async (shape) => {
    if (thrown !== undefined) return true;
    tried.push(shape);
    try {
      return await passes(shape);
    } catch (error) {
      thrown = { error };
      return true;
    }
  });
  const details = await fc.check(property, {
    seed: Number(fnv1a64(options.seed) & 0x7fffffffn),
    numRuns: options.first.length + options.more,
    examples: options.first.map((shape) => [shape]),
  });
  if (thrown !== undefined) throw thrown.error;
  return {
    tried,
    ...(details.failed && details.counterexample !== null
      ? { failing: details.counterexample[0] }
      : {}),
  };
}

/** How often each shape was tried, in words: `N = 1 (3 times), N = 2 (once)`. */
export function distribution<T>(tried: readonly T[], show: (shape: T) => string): string {
  const counts = new Map<string, number>();
  for (const shape of tried) counts.set(show(shape), (counts.get(show(shape)) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([shape, n]) => `${shape} (${n === 1 ? "once" : `${n} times`})`)
    .join(", ");
}
