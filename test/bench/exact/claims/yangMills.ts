import type { ProgramBuilder } from "../../../../src/program/builder.ts";
import { gradient } from "../../../../src/program/gradient.ts";
import { derivation } from "../../../../src/program/total.ts";
import { product, range, sum, type ExactClaim } from "./claim.ts";

/** [T_b, T_c] = Σ_a f[a][b][c] T_a and the invariant metric h[a][b] (all integers). */
interface LieAlgebra {
  readonly f: readonly (readonly (readonly number[])[])[];
  readonly h: readonly (readonly number[])[];
}

/**
 * su(n) in the basis E_ij − E_ji, i(E_ij + E_ji) (i < j), i(E_kk − E_k+1,k+1), computed from the n×n
 * matrices; h(X, Y) = −tr(XY). Complex numbers are pairs.
 */
export function su(n: number): LieAlgebra {
  type Complex = readonly [number, number];
  type Matrix = readonly (readonly Complex[])[];
  const make = (at: (i: number, j: number) => Complex): Matrix =>
    range(n).map((i) => range(n).map((j) => at(i, j)));
  const basis: Matrix[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const [is, si] = [
        (r: number, s: number) => r === i && s === j,
        (r: number, s: number) => r === j && s === i,
      ];
      basis.push(make((r, s) => [is(r, s) ? 1 : si(r, s) ? -1 : 0, 0]));
      basis.push(make((r, s) => [0, is(r, s) || si(r, s) ? 1 : 0]));
    }
  const pairs = basis.length;
  for (let k = 0; k + 1 < n; k++)
    basis.push(make((r, s) => [0, r !== s ? 0 : r === k ? 1 : r === k + 1 ? -1 : 0]));
  const times = (X: Matrix, Y: Matrix): Matrix =>
    make((i, j) =>
      range(n).reduce<Complex>(
        ([re, im], k) => [
          re + X[i][k][0] * Y[k][j][0] - X[i][k][1] * Y[k][j][1],
          im + X[i][k][0] * Y[k][j][1] + X[i][k][1] * Y[k][j][0],
        ],
        [0, 0],
      ),
    );
  /** Coordinates of an antihermitian traceless matrix: off-diagonal entries, then partial sums of the diagonal. */
  const coordinates = (X: Matrix): number[] => {
    const out: number[] = [];
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) out.push(X[i][j][0], X[i][j][1]);
    let partial = 0;
    for (let k = 0; k + 1 < n; k++) out.push((partial += X[k][k][1]));
    return out.slice(0, pairs + n - 1);
  };
  const bracket = (X: Matrix, Y: Matrix): number[] => {
    const [XY, YX] = [times(X, Y), times(Y, X)];
    return coordinates(make((i, j) => [XY[i][j][0] - YX[i][j][0], XY[i][j][1] - YX[i][j][1]]));
  };
  const all = basis.map((X) => basis.map((Y) => bracket(X, Y)));
  return {
    f: basis.map((_, a) => basis.map((_, b) => basis.map((_, c) => all[b][c][a]))),
    h: basis.map((X) => basis.map((Y) => -range(n).reduce((s, i) => s + times(X, Y)[i][i][0], 0))),
  };
}

const SIGNATURE = [-1, 1, 1, 1];
const D = SIGNATURE.length;

/** The jets A^a_m, A^a_m,n, A^a_m,nr of a gauge field, their total derivatives, and the curvature. */
function gaugeField(B: ProgramBuilder, { f }: LieAlgebra) {
  const name = (a: number, m: number, at: readonly number[]): string =>
    `A${a}${m}${at.length === 0 ? "" : `d${[...at].sort().join("")}`}`;
  const jets = new Map<string, (n: number) => string>();
  for (const a of range(f.length))
    for (const m of range(D)) {
      jets.set(name(a, m, []), (n) => name(a, m, [n]));
      for (const n of range(D)) {
        jets.set(name(a, m, [n]), (r) => name(a, m, [n, r]));
        for (const r of range(D)) jets.set(name(a, m, [n, r]), (s) => name(a, m, [n, r, s]));
      }
    }
  const A = (a: number, m: number, ...at: number[]): number => B.variable(name(a, m, at));
  const d = range(D).map((n) =>
    derivation(B, (v) => {
      const next = jets.get(v);
      return next === undefined ? undefined : B.variable(next(n));
    }),
  );
  /** The non-zero f^a_bc, for each a. */
  const entries = f.map((fa) =>
    fa.flatMap((row, b) => row.flatMap((value, c) => (value === 0 ? [] : [{ b, c, value }]))),
  );
  /** Σ f^a_bc X_b Y_c. */
  const bracket = (X: readonly number[], Y: readonly number[]): number[] =>
    entries.map((fa) =>
      sum(
        B,
        fa.map(({ b, c, value }) => product(B, B.constant(value), X[b], Y[c])),
      ),
    );
  const field = (m: number): number[] => f.map((_, a) => A(a, m));
  const F = range(D).map((m) =>
    range(D).map((n) => {
      const inner = bracket(field(m), field(n));
      return f.map((_, a) => B.add(B.sub(A(a, n, m), A(a, m, n)), inner[a]));
    }),
  );
  const covariant = (n: number, X: readonly number[]): number[] => {
    const inner = bracket(field(n), X);
    return X.map((x, a) => B.add(d[n](x), inner[a]));
  };
  return { name, d, F, covariant };
}

/**
 * The Euler–Lagrange derivative of −¼ h_ab F^a_mn F^b_mn by A^a_n is h_ab (D_m F^mn)^b, in components:
 * left by reverse differentiation, right as printed.
 */
export const yangMills = (n: number): ExactClaim => ({
  name: `Yang-Mills Euler-Lagrange, components, su(${n})`,
  differences: (B) => {
    const algebra = su(n);
    const { name, d, F, covariant } = gaugeField(B, algebra);
    const { h } = algebra;
    const lower = (X: readonly number[]): number[] =>
      h.map((row) =>
        sum(
          B,
          row.map((c, b) => product(B, B.constant(c), X[b])),
        ),
      );
    const raised = (m: number, r: number): number => SIGNATURE[m] * SIGNATURE[r];
    const squares = range(D).flatMap((m) =>
      range(m).flatMap((r) => {
        const low = lower(F[m][r]);
        return F[m][r].map((x, a) => B.mul(B.constant(raised(m, r)), B.mul(x, low[a])));
      }),
    );
    const lagrangian = B.div(sum(B, squares), B.constant(-2));
    const partial = gradient(B, lagrangian);
    const zero = B.constant(0);
    return h.flatMap((_, a) =>
      range(D).map((r) => {
        const flows = range(D).map((m) => d[m](partial.get(name(a, r, [m])) ?? zero));
        const left = B.sub(partial.get(name(a, r, [])) ?? zero, sum(B, flows));
        const divergence = range(D)
          .filter((m) => m !== r)
          .map((m) => lower(covariant(m, F[m][r]))[a])
          .map((x, k) => B.mul(B.constant(raised(range(D).filter((m) => m !== r)[k], r)), x));
        return B.sub(left, sum(B, divergence));
      }),
    );
  },
});

/** D_m F_nr + D_n F_rm + D_r F_mn = 0 for every triple of directions. */
export const bianchi = (n: number): ExactClaim => ({
  name: `Bianchi identity, components, su(${n})`,
  differences: (B) => {
    const { F, covariant } = gaugeField(B, su(n));
    const triples = range(D).flatMap((m) =>
      range(m).flatMap((r) => range(r).map((s) => [s, r, m])),
    );
    return triples.flatMap(([s, r, m]) => {
      const terms = [covariant(s, F[r][m]), covariant(r, F[m][s]), covariant(m, F[s][r])];
      return terms[0].map((_, a) =>
        sum(
          B,
          terms.map((t) => t[a]),
        ),
      );
    });
  },
});
