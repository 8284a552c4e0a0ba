import { fromReal, gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { nullSpace } from "../algebra/linear.ts";
import { matrixOf, type Matrix } from "../algebra/matrix.ts";
import { rationals } from "../algebra/rational.ts";
import { rationalKernel } from "../algebra/rationalKernel.ts";
import { sub } from "../algebra/ring.ts";
import { checkSameGroup, type Representation } from "./representation.ts";
import { generatorsOf } from "./subgroup.ts";

/**
 * A basis of Hom_G(ρ, σ) = {T : T ρ(s) = σ(s) T for generators s}, by the null space of these
 * equations in the entries of T (dim σ rows, dim ρ columns). Exactness: exact over Q(i).
 *
 * Cost: O(generators · (dim ρ · dim σ)³) products, of words modulo primes where all entries are
 * rational.
 *
 * @throws {DomainError} if the groups differ
 */
export function intertwiners(
  rho: Representation,
  sigma: Representation,
): readonly Matrix<GaussianRational>[] {
  checkSameGroup("intertwiners", rho, sigma);
  const [m, n] = [rho.dimension, sigma.dimension];
  const equations: GaussianRational[][] = [];
  for (const s of generatorsOf(rho.group)) {
    const [A, B] = [rho.matrices[s], sigma.matrices[s]];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const row = Array<GaussianRational>(n * m).fill(K.zero);
        for (let k = 0; k < m; k++) row[i * m + k] = K.add(row[i * m + k], A[k][j]);
        for (let k = 0; k < n; k++) row[k * m + j] = sub(K, row[k * m + j], B[i][k]);
        equations.push(row);
      }
  }
  return gaussianKernel(equations, n * m).map((t) => matrixOf(n, m, (i, j) => t[i * m + j]));
}

/** {x : A x = 0} over Q(i); over Q by modular elimination where A is real. */
export function gaussianKernel(
  A: Matrix<GaussianRational>,
  columns: number,
): readonly (readonly GaussianRational[])[] {
  if (!A.every((row) => row.every(({ im }) => im.n === 0n))) return nullSpace(K, A, columns);
  const real = A.map((row) => row.map(({ re }) => re));
  return rationalKernel(real, columns).basis.map((x) => x.map((a) => fromReal(rationals, a)));
}

/** dim Hom_G(ρ, σ), found by linear algebra and not from characters. */
export function homDimension(rho: Representation, sigma: Representation): number {
  return intertwiners(rho, sigma).length;
}
