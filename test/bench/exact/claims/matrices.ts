import type { ProgramBuilder } from "../../../../src/program/builder.ts";
import { product, range, sum, type ExactClaim } from "./claim.ts";

type Matrix = readonly (readonly number[])[];

const generic = (B: ProgramBuilder, name: string, n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => B.variable(`${name}${i}${j}`)));

const times = (B: ProgramBuilder, X: Matrix, Y: Matrix): Matrix =>
  X.map((row) =>
    Y[0].map((_, j) =>
      sum(
        B,
        row.map((x, k) => product(B, x, Y[k][j])),
      ),
    ),
  );

const entrywise = (X: Matrix, Y: Matrix, f: (x: number, y: number) => number): Matrix =>
  X.map((row, i) => row.map((x, j) => f(x, Y[i][j])));

/** By the first row, minors shared: 2^n of them. */
function determinant(B: ProgramBuilder, X: Matrix): number {
  const known = new Map<string, number>();
  const minor = (columns: readonly number[]): number => {
    if (columns.length === 0) return B.constant(1);
    const key = columns.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const row = X[X.length - columns.length];
    const value = columns
      .map((c, k) => ({
        sign: k % 2,
        of: product(B, row[c], minor(columns.filter((d) => d !== c))),
      }))
      .reduce((s, { sign, of }) => (sign === 1 ? B.sub(s, of) : B.add(s, of)), B.constant(0));
    known.set(key, value);
    return value;
  };
  return minor(range(X.length));
}

/** Σ over permutations s of sgn(s) Π x_i,s(i): the definition. */
function leibniz(B: ProgramBuilder, X: Matrix): number {
  const products = (rows: Matrix, columns: readonly number[], sign: number): number[] =>
    rows.length === 0
      ? [B.constant(sign)]
      : columns.flatMap((c, k) =>
          products(
            rows.slice(1),
            columns.filter((d) => d !== c),
            k % 2 === 1 ? -sign : sign,
          ).map((rest) => B.mul(rows[0][c], rest)),
        );
  return sum(B, products(X, range(X.length), 1));
}

const transpose = (X: Matrix): Matrix => X[0].map((_, j) => X.map((row) => row[j]));

/** det(XY) = det X det Y for generic n×n matrices, determinants by their definition. */
export const determinantMultiplicative = (n: number): ExactClaim => ({
  name: `determinant multiplicative, ${n}x${n} generic`,
  differences: (B) => {
    const [X, Y] = [generic(B, "x", n), generic(B, "y", n)];
    return [B.sub(leibniz(B, times(B, X, Y)), B.mul(leibniz(B, X), leibniz(B, Y)))];
  },
});

/** det X by rows = det X by columns. */
export const determinantTransposed = (n: number): ExactClaim => ({
  name: `determinant of the transpose, ${n}x${n} generic`,
  differences: (B) => {
    const X = generic(B, "x", n);
    return [B.sub(determinant(B, X), determinant(B, transpose(X)))];
  },
});

/** det (x_i^j) = product over i < j of (x_j − x_i). */
export const vandermonde = (n: number): ExactClaim => ({
  name: `Vandermonde determinant, n = ${n}`,
  differences: (B) => {
    const x = range(n).map((i) => B.variable(`x${i}`));
    const powers = x.map((xi) => range(n).map((j) => B.power(xi, j)));
    const factors = range(n).flatMap((j) => range(j).map((i) => B.sub(x[j], x[i])));
    return [B.sub(determinant(B, powers), factors.reduce(B.mul))];
  },
});

/** The coefficients c_0 … c_n = 1 of det(t − X), by Faddeev and LeVerrier. */
function characteristic(B: ProgramBuilder, X: Matrix): number[] {
  const n = X.length;
  const c = Array<number>(n + 1).fill(B.constant(1));
  let M: Matrix = X.map((row) => row.map(() => B.constant(0)));
  for (let k = 1; k <= n; k++) {
    const diagonal = c[n - k + 1];
    M = times(B, X, M).map((row, i) => row.map((m, j) => (i === j ? B.add(m, diagonal) : m)));
    const XM = times(B, X, M);
    c[n - k] = B.neg(
      B.div(
        sum(
          B,
          range(n).map((i) => XM[i][i]),
        ),
        B.constant(k),
      ),
    );
  }
  return c;
}

/** X satisfies its characteristic polynomial. */
export const cayleyHamilton = (n: number): ExactClaim => ({
  name: `Cayley-Hamilton, ${n}x${n}`,
  differences: (B) => {
    const X = generic(B, "x", n);
    const identity = X.map((_, i) => X.map((_, j) => B.constant(i === j ? 1 : 0)));
    const value = characteristic(B, X).reduceRight<Matrix>(
      (s, c) => entrywise(times(B, s, X), identity, (a, e) => sum(B, [a, product(B, c, e)])),
      X.map((row) => row.map(() => B.constant(0))),
    );
    return value.flat();
  },
});

/** [X, [Y, Z]] + [Y, [Z, X]] + [Z, [X, Y]] = 0 for n×n matrices. */
export const jacobi = (n: number): ExactClaim => ({
  name: `Jacobi identity, ${n}x${n} matrices`,
  differences: (B) => {
    const [X, Y, Z] = ["x", "y", "z"].map((name) => generic(B, name, n));
    const bracket = (P: Matrix, Q: Matrix): Matrix =>
      entrywise(times(B, P, Q), times(B, Q, P), B.sub);
    const terms = [bracket(X, bracket(Y, Z)), bracket(Y, bracket(Z, X)), bracket(Z, bracket(X, Y))];
    return terms.reduce((P, Q) => entrywise(P, Q, B.add)).flat();
  },
});

/** det X = Pf(X)² for antisymmetric X. */
export const pfaffian = (n: number): ExactClaim => ({
  name: `Pfaffian squared, n = ${n}`,
  differences: (B) => {
    const entry = (i: number, j: number): number =>
      i === j ? B.constant(0) : i < j ? B.variable(`x${i}${j}`) : B.neg(B.variable(`x${j}${i}`));
    const X = range(n).map((i) => range(n).map((j) => entry(i, j)));
    const pf = (rows: readonly number[]): number =>
      rows.length === 0
        ? B.constant(1)
        : rows.slice(1).reduce((s, j, k) => {
            const term = B.mul(X[rows[0]][j], pf(rows.filter((r) => r !== rows[0] && r !== j)));
            return k % 2 === 1 ? B.sub(s, term) : B.add(s, term);
          }, B.constant(0));
    return [B.sub(determinant(B, X), B.power(pf(range(n)), 2))];
  },
});
