import { polynomials } from "../algebra/polynomial.ts";
import { rational, rationals } from "../algebra/rational.ts";
import { rationalKernel } from "../algebra/rationalKernel.ts";
import { DomainError } from "../errors.ts";
import { compose, cyclesOf, inversePermutation, permutationsOf } from "./permutation.ts";
import type { Permutation } from "./permutation.ts";

/** The permutations of n letters all of whose cycles have at most `longest` letters. */
function withShortCycles(n: number, longest: number): readonly Permutation[] {
  return permutationsOf(n).filter((p) => cyclesOf(p).every((cycle) => cycle.length <= longest));
}

/** The number of cycles, fixed points included. */
function cycleCount(p: Permutation): number {
  return cyclesOf(p).reduce((count, cycle) => count - cycle.length + 1, p.length);
}

/**
 * The dimension of the span of the multilinear trace monomials of n matrices A_1, …, A_n of size M,
 *
 *   T_σ = Π over the cycles (a b … c) of σ of Tr A_a A_b … A_c = Σ_i Π_a (A_a)_{i(a), i(σ(a))},
 *
 * σ in S_n with cycles of at most `longest` letters: the rank of the matrix of their coefficients in the
 * products of entries. Exactness: exact. Cost: n! M^n entries, and a rank of n! columns.
 *
 * @throws {DomainError} unless n ≥ 1 and M ≥ 1
 */
export function traceMonomialRank(n: number, M: number, longest: number = n): number {
  if (!(n >= 1 && M >= 1))
    throw new DomainError("traceMonomialRank", "n ≥ 1 and M ≥ 1", `${n}, ${M}`);
  const sigmas = withShortCycles(n, longest);
  /** By product of entries: the monomials in which it occurs. */
  const rows = new Map<number, number[]>();
  sigmas.forEach((sigma, column) => {
    for (let code = 0; code < M ** n; code++) {
      const i = (a: number): number => Math.floor(code / M ** a) % M;
      let entry = 0;
      for (let a = 0; a < n; a++) entry = entry * M * M + i(a) * M + i(sigma[a]);
      const row = rows.get(entry) ?? [];
      rows.set(entry, row);
      row.push(column);
    }
  });
  const distinct = new Map([...rows.values()].map((row) => [row.join(), row]));
  const matrix = [...distinct.values()].map((row) => {
    const entries = Array.from(sigmas, () => rationals.zero);
    for (const column of row) entries[column] = rationals.add(entries[column], rationals.one);
    return entries;
  });
  return rationalKernel(matrix, sigmas.length).rank;
}

/**
 * The rank of the Gram matrix M^(number of cycles of σ⁻¹τ), σ and τ in S_n with cycles of at most
 * `longest` letters: ⟨T_σ, T_τ⟩ for entries that are orthonormal. Source: Collins, Śniady, Commun. Math.
 * Phys. 264 (2006), section 2.
 */
export function traceGramRank(n: number, M: number, longest: number = n): number {
  const sigmas = withShortCycles(n, longest);
  const gram = sigmas.map((sigma) =>
    sigmas.map((tau) => rational(M ** cycleCount(compose(inversePermutation(sigma), tau)))),
  );
  return rationalKernel(gram, sigmas.length).rank;
}

/** The number of permutations of n letters without a decreasing subsequence of `length` letters. */
export function withoutDecreasing(n: number, length: number): number {
  const longest = (p: Permutation): number => {
    const ends: number[] = [];
    p.forEach((value) => {
      ends.push(1 + Math.max(0, ...ends.filter((_, before) => p[before] > value)));
    });
    return Math.max(...ends);
  };
  return permutationsOf(n).filter((p) => longest(p) < length).length;
}

/** Σ (f^λ)² over the partitions λ of n with at most `rows` rows, f^λ by the hook length formula. */
export function squaresOfDimensions(n: number, rows: number): number {
  const partitions = (rest: number, largest: number): number[][] =>
    rest === 0
      ? [[]]
      : Array.from({ length: Math.min(rest, largest) }, (_, k) => k + 1).flatMap((part) =>
          partitions(rest - part, part).map((tail) => [part, ...tail]),
        );
  const factorial = (m: number): number => (m < 2 ? 1 : m * factorial(m - 1));
  const dimension = (shape: readonly number[]): number => {
    let hooks = 1;
    shape.forEach((length, row) => {
      for (let column = 0; column < length; column++)
        hooks *= length - column + shape.filter((l, r) => r > row && l > column).length;
    });
    return factorial(n) / hooks;
  };
  return partitions(n, n)
    .filter((shape) => shape.length <= rows)
    .reduce((sum, shape) => sum + dimension(shape) ** 2, 0);
}

/**
 * E|Tr U|^2n for Haar random U in U(M), by Weyl's integration formula: the constant term of
 *
 *   (1/M!) Π_{j<k} (z_j − z_k)(z_j⁻¹ − z_k⁻¹) · (Σ z_j)^n (Σ z_j⁻¹)^n,
 *
 * that is Σ over exponents of the product of the coefficients of Δ(z)(Σz)^n with itself: the conjugate
 * of a monomial of the torus is its inverse. Exactness: exact. Source: Weyl, The Classical Groups, VII.4.
 *
 * @param density the factor Δ; `1` without it: the mean over the torus alone
 */
export function haarTraceMoment(n: number, M: number, density: "Weyl" | "torus" = "Weyl"): number {
  const names = Array.from({ length: M }, (_, j) => `z${j}`);
  const P = polynomials(rationals, names);
  const z = names.map((name) => P.variable(name));
  const product = (factors: (typeof P)["one"][]): (typeof P)["one"] =>
    factors.reduce((a, b) => P.mul(a, b), P.one);
  const vandermonde = product(z.flatMap((u, j) => z.slice(j + 1).map((v) => P.add(u, P.neg(v)))));
  const sum = z.reduce((a, b) => P.add(a, b));
  const power = product(Array.from({ length: n }, () => sum));
  const f = density === "Weyl" ? P.mul(vandermonde, power) : power;
  const square = [...f.values()].reduce(
    (total, c) => rationals.add(total, rationals.mul(c, c)),
    rationals.zero,
  );
  const orders = density === "Weyl" ? names.reduce((m, _, j) => m * (j + 1), 1) : 1;
  return Number(square.n) / Number(square.d) / orders;
}
