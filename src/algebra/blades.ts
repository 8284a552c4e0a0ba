import { DomainError } from "../errors.ts";

// A blade e_i1 … e_ik, i1 < … < ik, is the set of its indices as a number: bit i - 1 for e_i.

const LARGEST_DIMENSION = 10;

/** The labels of the 2^n blades, `1`, `e1`, `e2`, `e12`, …. Domain: n <= 10. */
export function bladeLabels(n: number): readonly string[] {
  if (!Number.isInteger(n) || n < 0 || n > LARGEST_DIMENSION)
    throw new DomainError("bladeLabels", `a dimension from 0 to ${LARGEST_DIMENSION}`, n);
  return Array.from({ length: 1 << n }, (_, set) => {
    const indices = indicesOfBlade(set);
    return set === 0 ? "1" : `e${indices.join(indices.includes(10) ? "_" : "")}`;
  });
}

/** The number of factors. */
export function gradeOf(blade: number): number {
  return indicesOfBlade(blade).length;
}

/** The indices from 1, increasing. */
export function indicesOfBlade(blade: number): readonly number[] {
  const indices: number[] = [];
  for (let i = 1; blade >> (i - 1) !== 0; i++) if ((blade >> (i - 1)) & 1) indices.push(i);
  return indices;
}

/** (-1)^m, m the number of pairs i of a, j of b with i > j: the sign that sorts the factors of a b. */
export function sortingSign(a: number, b: number): 1 | -1 {
  const pairs = indicesOfBlade(a).reduce(
    (count, i) => count + indicesOfBlade(b).filter((j) => i > j).length,
    0,
  );
  return pairs % 2 === 0 ? 1 : -1;
}
