import { DomainError } from "../errors.ts";
import type { Group } from "../algebra/group.ts";

/** A finite group on the indices 0..order-1; `elements[i]` is the label of element i. */
export interface FiniteGroup extends Group<number> {
  readonly order: number;
  /** Distinct readable labels. */
  readonly elements: readonly string[];
}

/** A table of so many entries squared is the largest kept. */
const LARGEST_ORDER = 1024;

/**
 * The finite group with the given labels and product table, row i, column j ↦ index of i·j.
 *
 * Domain: order at most 1024. Identity and inverses are found and checked at construction;
 * associativity is not: that is the law suite's. Exactness: exact. Cost: order² numbers kept.
 *
 * @throws {DomainError} if the labels repeat, or an identity, an inverse or closure is missing
 */
export function finiteGroup(
  name: string,
  elements: readonly string[],
  product: (i: number, j: number) => number,
): FiniteGroup {
  const n = elements.length;
  checkOrder(name, n);
  if (new Set(elements).size !== n)
    throw new DomainError(`finiteGroup ${name}`, "distinct labels", elements.join(" "));
  const table = Uint16Array.from({ length: n * n }, (_, k) =>
    inRange(name, n, product(Math.floor(k / n), k % n)),
  );
  const op = (i: number, j: number): number => table[i * n + j];
  const indices = elements.map((_, i) => i);
  const identity = indices.findIndex((e) => indices.every((i) => op(e, i) === i && op(i, e) === i));
  if (identity < 0) throw new DomainError(`finiteGroup ${name}`, "an identity", "none");
  const inverses = indices.map((i) => {
    const j = indices.findIndex((k) => op(i, k) === identity && op(k, i) === identity);
    if (j < 0) throw new DomainError(`finiteGroup ${name}`, `an inverse of ${elements[i]}`, "none");
    return j;
  });
  return {
    name,
    order: n,
    elements,
    identity,
    has: (i) => Number.isInteger(i) && i >= 0 && i < n,
    eq: (i, j) => i === j,
    op,
    inv: (i) => inverses[i],
    show: (i) => elements[i],
  };
}

/** The finite group on a list of concrete elements, which `label` tells apart. */
export function tabulate<T>(
  name: string,
  elements: readonly T[],
  op: (a: T, b: T) => T,
  label: (a: T) => string,
): FiniteGroup {
  checkOrder(name, elements.length);
  const labels = elements.map(label);
  const indexOf = new Map(labels.map((text, i) => [text, i]));
  return finiteGroup(
    name,
    labels,
    (i, j) => indexOf.get(label(op(elements[i], elements[j]))) ?? -1,
  );
}

/** The index of the element with this label. @throws {DomainError} listing the labels */
export function elementNamed(G: FiniteGroup, label: string): number {
  const index = G.elements.indexOf(label);
  if (index < 0)
    throw new DomainError(
      "elementNamed",
      `an element of ${G.name}`,
      `"${label}"`,
      `The elements are ${G.elements.slice(0, 24).join(", ")}${G.order > 24 ? ", …" : ""}`,
    );
  return index;
}

/** The indices 0..order-1. */
export function indicesOf(G: FiniteGroup): readonly number[] {
  return G.elements.map((_, i) => i);
}

/** Is the product table the same, index by index? Cost: order². */
export function sameGroup(G: FiniteGroup, H: FiniteGroup): boolean {
  if (G === H) return true;
  const all = indicesOf(G);
  return G.order === H.order && all.every((i) => all.every((j) => G.op(i, j) === H.op(i, j)));
}

/** Do all elements commute? */
export function isAbelian(G: FiniteGroup): boolean {
  const all = indicesOf(G);
  return all.every((i) => all.every((j) => G.op(i, j) === G.op(j, i)));
}

/** The least k >= 1 with g^k = 1. */
export function orderOf(G: FiniteGroup, g: number): number {
  let k = 1;
  for (let power = g; power !== G.identity; power = G.op(power, g)) k += 1;
  return k;
}

function checkOrder(name: string, n: number): void {
  if (n < 1 || n > LARGEST_ORDER)
    throw new DomainError(`finiteGroup ${name}`, `an order from 1 to ${LARGEST_ORDER}`, n);
}

function inRange(name: string, n: number, k: number): number {
  if (!Number.isInteger(k) || k < 0 || k >= n)
    throw new DomainError(`finiteGroup ${name}`, "products inside the list of elements", k);
  return k;
}
