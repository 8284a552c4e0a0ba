import { DomainError } from "../errors.ts";
import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/**
 * D_n of order 2n, the symmetries of the n-gon: rotations r^k are the elements 0..n-1, reflections
 * r^k s the elements n..2n-1, with s r = r⁻¹ s. Domain: 1 <= n <= 512.
 */
export function dihedral(n: number): FiniteGroup {
  if (!Number.isInteger(n) || n < 1) throw new DomainError("dihedral", "n >= 1", n);
  const rotations = Array.from({ length: n }, (_, k) => (k === 0 ? "" : k === 1 ? "r" : `r^${k}`));
  const labels = [...rotations.map((r) => (r === "" ? "1" : r)), ...rotations.map((r) => `${r}s`)];
  return finiteGroup(`D${n}`, labels, (i, j) => {
    const turn = i < n ? i + (j % n) : i - n - (j % n) + n;
    return (turn % n) + (i < n === j < n ? 0 : n);
  });
}
