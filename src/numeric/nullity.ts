/** The dimension of a null space in doubles, by singular values against a bound for what rounding does. */
import { DomainError } from "../errors.ts";

/** The singular values of a real matrix, none kept smaller than rounding leaves it. */
export interface SingularValues {
  /** Decreasing. */
  readonly values: readonly number[];
  /** What rounding and the errors of the entries can add to a singular value that is 0. */
  readonly bound: number;
}

const unit = 2 ** -53;
const sweeps = 40;

/**
 * Singular values by one-sided Jacobi rotations: columns are turned in pairs until they are orthogonal;
 * then their lengths are the values.
 *
 * Exactness: doubles. `bound` is ‖A‖_F (n + 8·rotations of a column)·2^-53 plus the Frobenius norm of the
 * entries' own errors: by Weyl's inequality no singular value moves by more than a perturbation's norm.
 * Source: M. R. Hestenes, J. SIAM 6 (1958) 51–90; Golub, Van Loan, Matrix Computations, section 8.6.3.
 * Cost: O(m n²) a sweep, for m rows and n columns.
 *
 * @param entryError a bound for the error of each entry
 */
export function singularValues(
  rows: readonly (readonly number[])[],
  entryError: number,
): SingularValues {
  const [m, n] = [rows.length, rows[0].length];
  const columns = Array.from({ length: n }, (_, j) => Float64Array.from(rows, (row) => row[j]));
  let done = 0;
  for (; done < sweeps; done++) if (!sweep(columns)) break;
  if (done === sweeps) throw new DomainError("singularValues", "convergence", `${sweeps} sweeps`);
  const values = columns.map((c) => Math.sqrt(dot(c, c))).sort((a, b) => b - a);
  const norm = Math.hypot(...values);
  const bound = norm * (n + 8 * (done + 1) * n) * unit + entryError * Math.sqrt(m * n);
  return { values, bound };
}

/**
 * How many singular values lie within the bound: the dimension of the null space, if the others lie far
 * above it.
 *
 * @throws {DomainError} if one lies between the bound and a thousand times it: then doubles cannot tell
 */
export function nullity(rows: readonly (readonly number[])[], entryError: number): number {
  const { values, bound } = singularValues(rows, entryError);
  const small = values.filter((s) => s <= bound).length;
  const next = values[values.length - small - 1];
  if (next !== undefined && next < 1000 * bound)
    throw new DomainError("nullity", `a singular value above ${1000 * bound}`, next);
  return small;
}

/** One sweep over all pairs of columns; whether any was turned. */
function sweep(columns: readonly Float64Array[]): boolean {
  let turned = false;
  for (let p = 0; p < columns.length; p++)
    for (let q = p + 1; q < columns.length; q++)
      turned = orthogonalise(columns[p], columns[q]) || turned;
  return turned;
}

function orthogonalise(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  // Columns of rounding noise alone stay: their directions mean nothing.
  if (Math.abs(ab) <= 8 * a.length * unit * Math.sqrt(aa * bb) || ab ** 2 < 2 ** -900) return false;
  if (Math.min(aa, bb) < 2 ** -96 * Math.max(aa, bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    a[i] = c * (x - t * b[i]);
    b[i] = c * (b[i] + t * x);
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
