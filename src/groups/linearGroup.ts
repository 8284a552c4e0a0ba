import { primeField } from "../algebra/primeField.ts";
import { matrices, matrixOf, showMatrix, type Matrix } from "../algebra/matrix.ts";
import { tabulate, type FiniteGroup } from "./finiteGroup.ts";

/** GL(n, p), the invertible n×n matrices over GF(p). Domain: order at most 1024, as GL(2, 5). */
export function generalLinear(n: number, p: number): FiniteGroup {
  return matrixGroup(`GL(${n}, ${p})`, n, p, (det) => det !== 0n);
}

/** SL(n, p), the n×n matrices over GF(p) of determinant 1. Domain: order at most 1024. */
export function specialLinear(n: number, p: number): FiniteGroup {
  return matrixGroup(`SL(${n}, ${p})`, n, p, (det) => det === 1n);
}

function matrixGroup(
  name: string,
  n: number,
  p: number,
  keep: (determinant: bigint) => boolean,
): FiniteGroup {
  const F = primeField(BigInt(p));
  const M = matrices(F, n);
  const all = Array.from({ length: p ** (n * n) }, (_, code): Matrix<bigint> =>
    matrixOf(n, n, (i, j) => BigInt(Math.floor(code / p ** (i * n + j)) % p)),
  );
  return tabulate(
    name,
    all.filter((A) => keep(M.det(A))),
    M.mul,
    (A) => showMatrix(F, A),
  );
}
