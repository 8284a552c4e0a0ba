/**
 * SO(3) ⊃ SO(2), the rotations about e_z, and its representation ρ(h_α) = e^{imα}, over any matrices:
 * exact ones or float batches. A Mackey function is a polynomial in the columns of g:
 *
 *   f(g) = Σ_j c_j (a_j·g e_z)^{l_j} (b_j·g(e_x + i e_y))^m,   as h_α(e_x + i e_y) = e^{−iα}(e_x + i e_y).
 */
import { DomainError } from "../errors.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { Rule } from "./free.ts";
import type { InducedFunctions } from "./signature.ts";

/** What is needed of matrices of one kind; a scalar is a 1×1 matrix. */
export interface MatrixOperations<T> {
  readonly mul: (a: T, b: T) => T;
  readonly add: (a: T, b: T) => T;
  readonly sub: (a: T, b: T) => T;
  readonly neg: (a: T) => T;
  readonly scale: (numerator: bigint, denominator: bigint, a: T) => T;
  readonly times: (scalar: T, a: T) => T;
  readonly transpose: (a: T) => T;
  readonly conjugate: (a: T) => T;
  /** The column with these integers as entries. */
  readonly column: (re: readonly number[], im: readonly number[]) => T;
  readonly one: (n: number) => T;
}

/** A rotation h_α about e_z and ρ(h_α) = e^{imα}. */
export interface Turn<T> {
  readonly rotation: T;
  readonly phase: T;
}

/**
 * [g, v] as (g e_z, v·(gε)^⊗m) with ε = e_x − i e_y: as h_α ε = e^{iα} ε, both [gh, v] and
 * [g, ρ(h)v] are sent to the same pair, and different points of the bundle to different pairs.
 */
export interface SphereBundlePoint<T> {
  readonly point: T;
  readonly tensor: T;
}

export interface RotationCarriers<T> {
  readonly [sort: string]: T | Turn<T> | SphereBundlePoint<T>;
  readonly G: T;
  readonly H: Turn<T>;
  readonly V: T;
  readonly E: SphereBundlePoint<T>;
}

/** The operations at weight m. @throws {DomainError} unless m is 1 or 2 */
export function rotationAlgebra<T>(
  M: MatrixOperations<T>,
  weight: number,
): Algebra<InducedFunctions, RotationCarriers<T>> {
  if (weight !== 1 && weight !== 2)
    throw new DomainError("rotationAlgebra", "weight 1 or 2", weight);
  const pole = M.column([0, 0, 1], [0, 0, 0]);
  const epsilon = M.column([1, 0, 0], [0, -1, 0]);
  return {
    op: M.mul,
    inv: M.transpose,
    e: () => M.one(3),
    opH: (a, b) => ({ rotation: M.mul(a.rotation, b.rotation), phase: M.mul(a.phase, b.phase) }),
    invH: (a) => ({ rotation: M.transpose(a.rotation), phase: M.conjugate(a.phase) }),
    include: (h) => h.rotation,
    act: (h, v) => M.mul(h.phase, v),
    add: { V: (...xs) => xs.reduce((a, b) => M.add(a, b)) },
    sub: { V: M.sub },
    neg: { V: M.neg },
    scale: {
      V: (by, x) => {
        const q = parseRational(String(by));
        return M.scale(q.n, q.d, x);
      },
    },
    pair: (g, v) => {
      const frame = M.mul(g, epsilon);
      const tensor = weight === 1 ? frame : M.mul(frame, M.transpose(frame));
      return { point: M.mul(g, pole), tensor: M.times(v, tensor) };
    },
    actE: (u, x) => {
      const turned = M.mul(u, x.tensor);
      return {
        point: M.mul(u, x.point),
        tensor: weight === 1 ? turned : M.mul(turned, M.transpose(u)),
      };
    },
  };
}

/** One summand c (a·g n)^l (b·g w)^m; n and w are used where no condition fixes them. */
export interface SpinTerm<T> {
  readonly c: T;
  /** Rows. */
  readonly a: T;
  readonly b: T;
  /** Columns. */
  readonly n: T;
  readonly w: T;
}

/** The exponents l_j. */
export const degrees: readonly number[] = [0, 1, 2];

/**
 * The value at g of the function with these terms that satisfies f(gh) = ρ(h)^s f(g), or
 * f(hg) = ρ(h)^s f(g): then it is such a function of g⁻¹, with −s. Without a rule, no condition.
 */
export function spinFunction<T>(
  M: MatrixOperations<T>,
  weight: number,
  rule: Pick<Rule, "side" | "exponent"> | undefined,
  terms: readonly SpinTerm<T>[],
  g: T,
): T {
  const at = rule?.side === "left" ? M.transpose(g) : g;
  const s = rule === undefined ? -1 : rule.side === "left" ? -rule.exponent : rule.exponent;
  const direction = M.column([1, 0, 0], [0, s < 0 ? 1 : -1, 0]);
  const pole = M.column([0, 0, 1], [0, 0, 0]);
  const values = terms.map(({ c, a, b, n, w }, j) => {
    const height = M.mul(a, M.mul(at, rule === undefined ? n : pole));
    const spin = M.mul(b, M.mul(at, rule === undefined ? w : direction));
    let value = c;
    for (let k = 0; k < degrees[j]; k++) value = M.mul(value, height);
    for (let k = 0; k < weight * Math.abs(s); k++) value = M.mul(value, spin);
    return value;
  });
  return values.reduce((x, y) => M.add(x, y));
}
