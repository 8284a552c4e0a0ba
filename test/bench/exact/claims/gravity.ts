import type { ProgramBuilder } from "../../../../src/program/builder.ts";
import { derivation } from "../../../../src/program/total.ts";
import { product, range, sum, type ExactClaim } from "./claim.ts";

type Matrix = readonly (readonly number[])[];
type Derivation = (node: number) => number;

/** Christoffel symbols Γ^a_bc, Ricci tensor and inverse metric of g in coordinates with derivations d. */
function curvature(B: ProgramBuilder, g: Matrix, inverse: Matrix, d: readonly Derivation[]) {
  const n = range(g.length);
  const half = B.div(B.constant(1), B.constant(2));
  const gamma = n.map((a) =>
    n.map((b) =>
      n.map((c) =>
        sum(
          B,
          n.map((e) => {
            const bracket = sum(B, [d[b](g[e][c]), d[c](g[e][b]), B.neg(d[e](g[b][c]))]);
            return product(B, half, inverse[a][e], bracket);
          }),
        ),
      ),
    ),
  );
  const ricci = n.map((b) =>
    n.map((c) =>
      sum(
        B,
        n.flatMap((a) => [
          d[a](gamma[a][b][c]),
          B.neg(d[c](gamma[a][b][a])),
          ...n.flatMap((e) => [
            product(B, gamma[a][a][e], gamma[e][b][c]),
            B.neg(product(B, gamma[a][c][e], gamma[e][b][a])),
          ]),
        ]),
      ),
    ),
  );
  return { gamma, ricci };
}

const upper = (X: Matrix): number[] => X.flatMap((row, i) => row.slice(i));

/** ∂/∂x for each coordinate; an undefined coordinate is one that nothing depends on. */
const coordinates = (B: ProgramBuilder, names: readonly (string | undefined)[]): Derivation[] =>
  names.map((name) => derivation(B, (v) => (v === name ? B.constant(1) : undefined)));

const diagonal = (B: ProgramBuilder, entries: readonly number[]): Matrix =>
  entries.map((e, i) => entries.map((_, j) => (i === j ? e : B.constant(0))));

/** The Schwarzschild metric in (t, r, u = cos θ, φ) is Ricci-flat. */
export const schwarzschild: ExactClaim = {
  name: "Schwarzschild metric Ricci-flat",
  differences: (B) => {
    const [r, u, m] = ["r", "u", "m"].map(B.variable);
    const one = B.constant(1);
    const f = B.sub(one, B.div(B.mul(B.constant(2), m), r));
    const s = B.sub(one, B.power(u, 2));
    const r2 = B.power(r, 2);
    const entries = [B.neg(f), B.div(one, f), B.div(r2, s), B.mul(r2, s)];
    const g = diagonal(B, entries);
    const inverse = diagonal(
      B,
      entries.map((e) => B.div(one, e)),
    );
    return upper(curvature(B, g, inverse, coordinates(B, [undefined, "r", "u", undefined])).ricci);
  },
};

/** The Kerr metric in Boyer–Lindquist coordinates (t, r, u = cos θ, φ) is Ricci-flat. */
export const kerr: ExactClaim = {
  name: "Kerr metric Ricci-flat",
  differences: (B) => {
    const [r, u, m, a] = ["r", "u", "m", "a"].map(B.variable);
    const [zero, one, two] = [0, 1, 2].map((c) => B.constant(c));
    const [r2, a2] = [B.power(r, 2), B.power(a, 2)];
    const s = B.sub(one, B.power(u, 2));
    const sigma = B.add(r2, B.mul(a2, B.power(u, 2)));
    const delta = B.add(B.sub(r2, B.mul(two, B.mul(m, r))), a2);
    const q = B.div(B.mul(two, B.mul(m, r)), sigma);
    const tt = B.sub(q, one);
    const tp = B.neg(B.mul(B.mul(a, s), q));
    const pp = B.mul(s, B.add(B.add(r2, a2), B.mul(B.mul(a2, s), q)));
    const [rr, uu] = [B.div(sigma, delta), B.div(sigma, s)];
    const det = B.sub(B.mul(tt, pp), B.power(tp, 2));
    const block = (x: number, y: number, z: number, w: number, v: number): Matrix => [
      [x, zero, zero, z],
      [zero, w, zero, zero],
      [zero, zero, v, zero],
      [z, zero, zero, y],
    ];
    const g = block(tt, pp, tp, rr, uu);
    const inverse = block(
      B.div(pp, det),
      B.div(tt, det),
      B.neg(B.div(tp, det)),
      B.div(one, rr),
      B.div(one, uu),
    );
    return upper(curvature(B, g, inverse, coordinates(B, [undefined, "r", "u", undefined])).ricci);
  },
};

/**
 * The spatially flat Friedmann metric −dt² + a(t)²(dx² + dy² + dz²), in the jets a, a', a'': R_tt =
 * −3 a''/a and R_xx = a a'' + 2 a'². Source: Carroll, Spacetime and Geometry, eq. (8.51), κ = 0.
 */
export const friedmann: ExactClaim = {
  name: "Friedmann metric, Ricci tensor as printed",
  differences: (B) => {
    const jets: Record<string, string> = { a: "a1", a1: "a2" };
    const [a, a1, a2] = ["a", "a1", "a2"].map(B.variable);
    const none = (): number | undefined => undefined;
    const time = derivation(B, (v) => (v in jets ? B.variable(jets[v]) : undefined));
    const d = [time, ...range(3).map(() => derivation(B, none))];
    const entries = [B.constant(-1), ...range(3).map(() => B.power(a, 2))];
    const inverse = diagonal(
      B,
      entries.map((e) => B.div(B.constant(1), e)),
    );
    const { ricci } = curvature(B, diagonal(B, entries), inverse, d);
    const tt = B.neg(B.mul(B.constant(3), B.div(a2, a)));
    const xx = B.add(B.mul(a, a2), B.mul(B.constant(2), B.power(a1, 2)));
    const printed = diagonal(B, [tt, xx, xx, xx]);
    return upper(ricci.map((row, i) => row.map((x, j) => B.sub(x, printed[i][j]))));
  },
};

/** ∇^a (R_ab − ½ R g_ab) = 0 for a generic n-dimensional metric, in its jets of order 3. */
export const contractedBianchi = (n: number): ExactClaim => ({
  name: `contracted Bianchi, generic ${n}-metric in jets`,
  differences: (B) => {
    const all = range(n);
    const jet = (i: number, j: number, at: readonly number[]): string =>
      `g${Math.min(i, j)}${Math.max(i, j)}${at.length === 0 ? "" : `d${[...at].sort().join("")}`}`;
    const next = (name: string, k: number): string => {
      const [base, at = ""] = name.split("d");
      return `${base}d${[...at, String(k)].sort().join("")}`;
    };
    const d = all.map((k) => derivation(B, (v) => B.variable(next(v, k))));
    const g = all.map((i) => all.map((j) => B.variable(jet(i, j, []))));
    const inverse = inverseOf(B, g);
    const { gamma, ricci } = curvature(B, g, inverse, d);
    const scalar = sum(
      B,
      all.flatMap((a) => all.map((b) => B.mul(inverse[a][b], ricci[a][b]))),
    );
    const half = B.div(B.constant(1), B.constant(2));
    const G = all.map((a) =>
      all.map((b) => B.sub(ricci[a][b], B.mul(half, B.mul(scalar, g[a][b])))),
    );
    return all.map((b) =>
      sum(
        B,
        all.flatMap((a) =>
          all.map((c) => {
            const connection = all.flatMap((e) => [
              B.mul(gamma[e][c][a], G[e][b]),
              B.mul(gamma[e][c][b], G[a][e]),
            ]);
            return B.mul(inverse[a][c], B.sub(d[c](G[a][b]), sum(B, connection)));
          }),
        ),
      ),
    );
  },
});

/**
 * The same with the inverse metric h as variables of its own, derived by ∂h = −h (∂g) h, which is gh = 1
 * derived: polynomials in h and the jets of g, without g itself. The claim above follows by h = adj g/det g,
 * as a derivation of quotients obeys that rule, and as ∇^a (g_ab R) = ∂_b R.
 */
export const contractedBianchiByInverse = (n: number): ExactClaim => ({
  name: `contracted Bianchi, generic ${n}-metric and its inverse, in jets`,
  differences: (B) => {
    const all = range(n);
    const pair = (i: number, j: number): string => `${Math.min(i, j)}${Math.max(i, j)}`;
    const next = (name: string, k: number): string => {
      const [base, at = ""] = name.split("d");
      return `${base}d${[...at, String(k)].sort().join("")}`;
    };
    const [g, h] = ["g", "h"].map((name) =>
      all.map((i) => all.map((j) => B.variable(`${name}${pair(i, j)}`))),
    );
    const ofInverse = (name: string, k: number): number => {
      const [i, j] = [Number(name[1]), Number(name[2])];
      const terms = all.flatMap((a) =>
        all.map((b) => product(B, h[i][a], h[b][j], B.variable(next(`g${pair(a, b)}`, k)))),
      );
      return B.neg(sum(B, terms));
    };
    const d = all.map((k) =>
      derivation(B, (v) => (v.startsWith("g") ? B.variable(next(v, k)) : ofInverse(v, k))),
    );
    const { gamma, ricci } = curvature(B, g, h, d);
    const scalar = sum(
      B,
      all.flatMap((a) => all.map((b) => B.mul(h[a][b], ricci[a][b]))),
    );
    const half = B.div(B.constant(1), B.constant(2));
    return all.map((b) => {
      const divergence = all.flatMap((a) =>
        all.map((c) => {
          const connection = all.flatMap((e) => [
            B.mul(gamma[e][c][a], ricci[e][b]),
            B.mul(gamma[e][c][b], ricci[a][e]),
          ]);
          return B.mul(h[a][c], B.sub(d[c](ricci[a][b]), sum(B, connection)));
        }),
      );
      return B.sub(sum(B, divergence), B.mul(half, d[b](scalar)));
    });
  },
});

/** adj(g) / det g, minors shared by the builder. */
function inverseOf(B: ProgramBuilder, g: Matrix): Matrix {
  const minor = (rows: readonly number[], columns: readonly number[]): number =>
    rows.length === 0
      ? B.constant(1)
      : columns.reduce((s, c, k) => {
          const term = B.mul(
            g[rows[0]][c],
            minor(
              rows.slice(1),
              columns.filter((e) => e !== c),
            ),
          );
          return k % 2 === 1 ? B.sub(s, term) : B.add(s, term);
        }, B.constant(0));
  const all = range(g.length);
  const det = minor(all, all);
  return all.map((i) =>
    all.map((j) => {
      const cofactor = minor(
        all.filter((r) => r !== j),
        all.filter((c) => c !== i),
      );
      return B.div((i + j) % 2 === 1 ? B.neg(cofactor) : cofactor, det);
    }),
  );
}
