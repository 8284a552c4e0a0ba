import { DomainError } from "../errors.ts";

/** A permutation of 0..n-1 as its list of images: x ↦ p[x]. */
export type Permutation = readonly number[];

/** The composite of functions, (p q)(x) = p(q(x)): q acts first. */
export function compose(p: Permutation, q: Permutation): Permutation {
  return q.map((x) => p[x]);
}

/** p⁻¹. */
export function inversePermutation(p: Permutation): Permutation {
  const inverse = p.map(() => 0);
  p.forEach((y, x) => (inverse[y] = x));
  return inverse;
}

/** The cycles of length at least 2, each from its least point, in order of these. */
export function cyclesOf(p: Permutation): readonly (readonly number[])[] {
  const seen = new Set<number>();
  const cycles: number[][] = [];
  p.forEach((_, start) => {
    const cycle: number[] = [];
    for (let x = start; !seen.has(x); x = p[x]) {
      seen.add(x);
      cycle.push(x);
    }
    if (cycle.length > 1) cycles.push(cycle);
  });
  return cycles;
}

/** The sign, (-1)^(number of cycles of even length). */
export function signOf(p: Permutation): 1 | -1 {
  return cyclesOf(p).filter((cycle) => cycle.length % 2 === 0).length % 2 === 0 ? 1 : -1;
}

/** Cycle notation with points from 1, `(1 2)(3 4)`, and `()` for the identity. */
export function showPermutation(p: Permutation): string {
  const cycles = cyclesOf(p).map((cycle) => `(${cycle.map((x) => x + 1).join(" ")})`);
  return cycles.length === 0 ? "()" : cycles.join("");
}

/** All permutations of 0..n-1 in lexicographic order of their images, the identity first. */
export function permutationsOf(n: number): readonly Permutation[] {
  let partial: number[][] = [[]];
  for (let length = 0; length < n; length++)
    partial = partial.flatMap((p) =>
      Array.from({ length: n }, (_, x) => x)
        .filter((x) => !p.includes(x))
        .map((x) => [...p, x]),
    );
  return partial;
}

/**
 * Reads cycle notation with points from 1, `(1 2)(3 4)` or `(1,2)(3,4)`, as a permutation of 0..n-1:
 * the inverse of `showPermutation`.
 *
 * @throws {DomainError} for another text, a point outside 1..n, or one that occurs twice
 */
export function parsePermutation(n: number, text: string): Permutation {
  if (!/^\s*(\(\s*(\d+(\s*[\s,]\s*\d+)*)?\s*\)\s*)*$/.test(text))
    throw new DomainError("parsePermutation", "cycles like (1 2)(3 4)", `"${text}"`);
  const images = Array.from({ length: n }, (_, x) => x);
  const seen = new Set<number>();
  for (const [, cycle] of text.matchAll(/\(([^)]*)\)/g)) {
    const points = [...cycle.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    points.forEach((point, k) => {
      if (point < 1 || point > n || seen.has(point))
        throw new DomainError("parsePermutation", `distinct points from 1 to ${n}`, point);
      seen.add(point);
      images[point - 1] = points[(k + 1) % points.length] - 1;
    });
  }
  return images;
}
