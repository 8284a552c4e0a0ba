import { chernKernel } from "../../../src/fused/chernNumber.ts";
import { streamKey } from "../../../src/numeric/random.ts";
import type { Figure } from "./bench.ts";
import { loaded, passes } from "./claims.ts";
import { rate } from "./clock.ts";

const mega = (x: number): string => `${(x / 1e6).toPrecision(3)} M/s`;

/** The rate should not fall with the batch by more than memory costs: half at 10⁶ of the best. */
export function growthWithBatch(): Figure[] {
  const sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000];
  const rates = sizes.map((B) => {
    const kernel = loaded(3, "f64", B);
    return rate(() => passes(kernel.check(B)), B);
  });
  const found = sizes.map((B, k) => `B = ${B}: ${mega(rates[k])}`).join(", ");
  const best = Math.max(...rates);
  const met = rates[sizes.length - 1] >= best / 2;
  return [
    { name: "growth with B: tr gWg^-1, 3x3, f64", found, target: "half the best at 10^6", met },
  ];
}

/** Operations grow as M³: the rate times M³ should not fall. */
export function growthWithSize(): Figure[] {
  const B = 20_000;
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8];
  const rates = sizes.map((M) => {
    const kernel = loaded(M, "f64", B);
    return rate(() => passes(kernel.check(B)), B);
  });
  const found = sizes.map((M, k) => `M = ${M}: ${mega(rates[k])}`).join(", ");
  const work = rates.map((r, k) => r * sizes[k] ** 3);
  const met = work[7] >= work[2] / 2;
  return [
    {
      name: "growth with M: tr gWg^-1, f64",
      found,
      target: "M^3 at most twofold from 3 to 8",
      met,
    },
  ];
}

/** Plaquettes a second should not fall with the lattice. */
export function growthWithSide(): Figure[] {
  const sides = [2, 4, 8, 16, 24, 32];
  const rates = sides.map((side) => {
    const count = Math.max(2, Math.round(4096 / side ** 2));
    const drawn = streamKey("figures", "links");
    const kernel = chernKernel({ size: 3, side, lane: "f64", capacity: count, drawn });
    return rate(
      () => {
        const found = kernel.check(count);
        if (!(found.worst <= 1)) throw new Error(`figures: worst ${found.worst}`);
      },
      count * side ** 2,
    );
  });
  const found = sides.map((L, k) => `L = ${L}: ${mega(rates[k])}`).join(", ");
  const met = rates[rates.length - 1] >= Math.max(...rates) / 2;
  return [
    {
      name: "growth with L: plaquettes, U(3) drawn, f64",
      found,
      target: "half the best at 32",
      met,
    },
  ];
}
