import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/** G × H, the pair (g, h) being the element g·|H| + h. Domain: |G|·|H| <= 1024. */
export function product(G: FiniteGroup, H: FiniteGroup): FiniteGroup {
  const m = H.order;
  const labels = G.elements.flatMap((g) => H.elements.map((h) => `[${g}, ${h}]`));
  return finiteGroup(
    `${G.name}x${H.name}`,
    labels,
    (a, b) => G.op(Math.floor(a / m), Math.floor(b / m)) * m + H.op(a % m, b % m),
  );
}
