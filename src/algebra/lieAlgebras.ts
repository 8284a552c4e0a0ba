/** Lie algebras of matrices by name, each as a basis over R with Gaussian rational entries. */
import { DomainError } from "../errors.ts";
import { gaussianRationals, type GaussianRational } from "./complex.ts";
import { addMatrix, matrixOf, scaleMatrix, subMatrix, unitMatrix, type Matrix } from "./matrix.ts";
import { rational, rationals } from "./rational.ts";

const K = gaussianRationals;
const E = (n: number, i: number, j: number): Matrix<GaussianRational> => unitMatrix(K, n, i, j);
const half: GaussianRational = { re: rational(1, 2), im: rationals.zero };

function pairsOf(n: number): (readonly [number, number])[] {
  return matrixOf(n, n, (i, j) => [i, j] as const)
    .flat()
    .filter(([i, j]) => i < j);
}

/** so(n): E_ij − E_ji for i < j. */
function orthogonal(n: number): Matrix<GaussianRational>[] {
  return pairsOf(n).map(([i, j]) => subMatrix(K, E(n, i, j), E(n, j, i)));
}

/** su(n): E_ij − E_ji and i(E_ij + E_ji) for i < j, then i(E_kk − E_(k+1)(k+1)). */
function specialUnitary(n: number): Matrix<GaussianRational>[] {
  const diagonal = Array.from({ length: n - 1 }, (_, k) =>
    subMatrix(K, E(n, k, k), E(n, k + 1, k + 1)),
  );
  return [
    ...orthogonal(n),
    ...pairsOf(n).map(([i, j]) => scaleMatrix(K, K.i, addMatrix(K, E(n, i, j), E(n, j, i)))),
    ...diagonal.map((A) => scaleMatrix(K, K.i, A)),
  ];
}

/** t_a = −iσ_a/2, with [t_1, t_2] = t_3 and cyclically. */
function halfPauli(): Matrix<GaussianRational>[] {
  const minusI = K.neg(K.i);
  return [
    scaleMatrix(K, minusI, addMatrix(K, E(2, 0, 1), E(2, 1, 0))),
    subMatrix(K, E(2, 1, 0), E(2, 0, 1)),
    scaleMatrix(K, minusI, subMatrix(K, E(2, 0, 0), E(2, 1, 1))),
  ].map((A) => scaleMatrix(K, half, A));
}

const named: Readonly<Record<string, () => Matrix<GaussianRational>[]>> = {
  "su(2)": halfPauli,
  "su(3)": () => specialUnitary(3),
  "so(3)": () => orthogonal(3),
  "so(4)": () => orthogonal(4),
  /** Not compact: [h, e] = 2e, [h, f] = −2f, [e, f] = h. */
  "sl(2,R)": () => [subMatrix(K, E(2, 0, 0), E(2, 1, 1)), E(2, 0, 1), E(2, 1, 0)],
  /** x ↦ ax + b: [e_0, e_1] = e_1. It has no invariant form that is nondegenerate. */
  "aff(1)": () => [E(2, 0, 0), E(2, 0, 1)],
  /** Strictly upper triangular 3×3 matrices. */
  heisenberg: () => [E(3, 0, 1), E(3, 1, 2), E(3, 0, 2)],
};

/**
 * A basis of `su(2)`, `su(3)`, `so(3)`, `so(4)`, `sl(2,R)`, `aff(1)` or `heisenberg`.
 *
 * @throws {DomainError} listing these names
 */
export function lieAlgebraNamed(name: string): readonly Matrix<GaussianRational>[] {
  const make = named[name];
  if (make === undefined)
    throw new DomainError("lieAlgebraNamed", `one of ${Object.keys(named).join(", ")}`, name);
  return make();
}
