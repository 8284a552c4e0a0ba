import { derivation } from "../../../../src/program/total.ts";
import { product, range, sum, type ExactClaim } from "./claim.ts";

/** 't Hooft's symbol η^a_mn, indices m, n = 0 … 3 with 3 the fourth: ε_amn, δ_am for n = 3, −δ_an for m = 3. */
function eta(a: number, m: number, n: number): number {
  if (m < 3 && n < 3) return epsilon(a, m, n);
  if (m === n) return 0;
  return n === 3 ? Number(a === m) : -Number(a === n);
}

const epsilon = (i: number, j: number, k: number): number => ((j - i) * (k - i) * (k - j)) / 2;

/**
 * The BPST instanton A^a_m = 2 η^a_mn x_n / (x² + ρ²) has self-dual curvature and D_m F_mn = 0.
 * Source: Belavin, Polyakov, Schwartz, Tyupkin, Phys. Lett. B 59 (1975) 85.
 */
export const instanton: ExactClaim = {
  name: "BPST instanton self-dual",
  differences: (B) => {
    const four = range(4);
    const x = four.map((m) => B.variable(`x${m}`));
    const rho = B.variable("rho");
    const denominator = sum(
      B,
      [...x, rho].map((y) => B.power(y, 2)),
    );
    const A = range(3).map((a) =>
      four.map((m) => {
        const numerator = sum(
          B,
          four.map((n) => product(B, B.constant(2 * eta(a, m, n)), x[n])),
        );
        return B.div(numerator, denominator);
      }),
    );
    const d = four.map((m) => derivation(B, (v) => (v === `x${m}` ? B.constant(1) : undefined)));
    const bracket = (X: (b: number) => number, Y: (c: number) => number, a: number): number =>
      sum(
        B,
        range(3).flatMap((b) =>
          range(3).map((c) => product(B, B.constant(epsilon(a, b, c)), X(b), Y(c))),
        ),
      );
    const F = range(3).map((a) =>
      four.map((m) =>
        four.map((n) =>
          B.add(
            B.sub(d[m](A[a][n]), d[n](A[a][m])),
            bracket(
              (b) => A[b][m],
              (c) => A[c][n],
              a,
            ),
          ),
        ),
      ),
    );
    const dual = range(3).flatMap((a) =>
      [
        [0, 1, 2],
        [1, 2, 0],
        [2, 0, 1],
      ].map(([i, j, k]) => B.sub(F[a][i][j], F[a][k][3])),
    );
    const equations = range(3).flatMap((a) =>
      four.map((n) =>
        sum(
          B,
          four.map((m) =>
            B.add(
              d[m](F[a][m][n]),
              bracket(
                (b) => A[b][m],
                (c) => F[c][m][n],
                a,
              ),
            ),
          ),
        ),
      ),
    );
    return [...dual, ...equations];
  },
};
