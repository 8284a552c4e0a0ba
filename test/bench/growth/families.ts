import type { ProgramBuilder } from "../../../src/program/builder.ts";
import { range, type ExactClaim } from "../exact/claims/claim.ts";
import { jacobi } from "../exact/claims/matrices.ts";
import { yangMills } from "../exact/claims/yangMills.ts";

/** Claims of one shape and growing size, all of them true. */
export interface Family {
  readonly name: string;
  /** What grows: the abscissa of the figure. */
  readonly by: "nodes" | "variables" | "terms";
  readonly engine: "points" | "exact";
  readonly sizes: readonly number[];
  readonly claim: (size: number) => ExactClaim;
}

/** Π (x_i + y_i) by rows and from the end: 2^k terms in 2k variables, and no more products than terms. */
const forksAndBack = (k: number): ExactClaim => ({
  name: `product of ${k} binomials`,
  differences: (B: ProgramBuilder) => {
    const factors = range(k).map((i) => B.add(B.variable(`x${i}`), B.variable(`y${i}`)));
    return [
      B.sub(
        factors.reduce(B.mul),
        factors.reduceRight((f, g) => B.mul(g, f)),
      ),
    ];
  },
});

/** (1 + x + y + z + t)^n squared is its 2n-th power, multiplied out as (n + 1) and (n − 1). */
const powers = (n: number): ExactClaim => ({
  name: `(1 + x + y + z + t)^${2 * n}`,
  differences: (B: ProgramBuilder) => {
    const base = ["x", "y", "z", "t"].map(B.variable).reduce(B.add, B.constant(1));
    const [low, middle, high] = [n - 1, n, n + 1].map((e) => B.power(base, e));
    return [B.sub(B.mul(middle, middle), B.mul(low, high))];
  },
});

export const families: readonly Family[] = [
  {
    name: "Yang-Mills, su(n)",
    by: "nodes",
    engine: "points",
    sizes: [2, 3, 4, 5, 6],
    claim: yangMills,
  },
  {
    name: "Yang-Mills, su(n), exactly",
    by: "nodes",
    engine: "exact",
    sizes: [2, 3, 4, 5, 6],
    claim: yangMills,
  },
  {
    name: "Jacobi identity, n×n",
    by: "variables",
    engine: "exact",
    sizes: [2, 3, 4, 6, 8, 12, 16],
    claim: jacobi,
  },
  {
    name: "Jacobi identity, n×n, points",
    by: "variables",
    engine: "points",
    sizes: [2, 3, 4, 6, 8, 12, 16, 24],
    claim: jacobi,
  },
  {
    name: "product of k binomials",
    by: "terms",
    engine: "exact",
    sizes: [4, 8, 12, 16, 18, 20, 22, 23, 24, 25, 26],
    claim: forksAndBack,
  },
  {
    name: "(1 + x + y + z + t)^2n",
    by: "terms",
    engine: "exact",
    sizes: [2, 4, 6, 8, 12, 16, 20, 24, 28, 32],
    claim: powers,
  },
];
