import { DomainError } from "../errors.ts";
import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/** C_n = Z/n under addition; element k is the residue k. Domain: 1 <= n <= 1024. */
export function cyclic(n: number): FiniteGroup {
  if (!Number.isInteger(n) || n < 1) throw new DomainError("cyclic", "an order n >= 1", n);
  const labels = Array.from({ length: n }, (_, k) => k.toString());
  return finiteGroup(`C${n}`, labels, (i, j) => (i + j) % n);
}
