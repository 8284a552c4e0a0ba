/** Exact complex matrices of dyadic rationals, in BigInt: the oracle of the float tests. */

/** m·2^e. */
export type Dyadic = { readonly m: bigint; readonly e: number };
export type Complex = readonly [Dyadic, Dyadic];
export type Matrix = readonly (readonly Complex[])[];

export const zero: Dyadic = { m: 0n, e: 0 };

export function dyadic(x: number): Dyadic {
  if (x === 0) return zero;
  let e = Math.floor(Math.log2(Math.abs(x))) - 53;
  let m = x * 2 ** -Math.floor(e / 2) * 2 ** -Math.ceil(e / 2);
  while (!Number.isInteger(m)) [m, e] = [m * 2, e - 1];
  return { m: BigInt(m), e };
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  if (a.m === 0n) return b;
  if (b.m === 0n) return a;
  const e = Math.min(a.e, b.e);
  return { m: (a.m << BigInt(a.e - e)) + (b.m << BigInt(b.e - e)), e };
}

export const times = (a: Dyadic, b: Dyadic): Dyadic => ({ m: a.m * b.m, e: a.e + b.e });
export const minus = (a: Dyadic): Dyadic => ({ m: -a.m, e: a.e });

/** Correct to about 2^-53 relatively. */
export function toNumber({ m, e }: Dyadic): number {
  const extra = Math.max(0, m.toString(2).length - 64);
  return Number(m >> BigInt(extra)) * 2 ** (e + extra);
}

export const cplus = (a: Complex, b: Complex): Complex => [plus(a[0], b[0]), plus(a[1], b[1])];
export const cminus = (a: Complex): Complex => [minus(a[0]), minus(a[1])];
export const ctimes = (a: Complex, b: Complex): Complex => [
  plus(times(a[0], b[0]), minus(times(a[1], b[1]))),
  plus(times(a[0], b[1]), times(a[1], b[0])),
];
const czero: Complex = [zero, zero];

export const add = (A: Matrix, B: Matrix): Matrix =>
  A.map((row, i) => row.map((a, j) => cplus(a, B[i][j])));

export const mul = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) =>
    B[0].map((_, j) => row.reduce((sum, a, k) => cplus(sum, ctimes(a, B[k][j])), czero)),
  );

export const adjoint = (A: Matrix): Matrix =>
  A[0].map((_, j) => A.map((row) => [row[j][0], minus(row[j][1])] as const));

export const trace = (A: Matrix): Complex => A.reduce((sum, row, i) => cplus(sum, row[i]), czero);

/** By expansion along the first row: another order than the tested one. */
export function det(A: Matrix): Complex {
  if (A.length === 1) return A[0][0];
  return A[0].reduce((sum, a, j) => {
    const minor = A.slice(1).map((row) => row.filter((_, col) => col !== j));
    const term = ctimes(a, det(minor));
    return cplus(sum, j % 2 === 0 ? term : cminus(term));
  }, czero);
}
