import { rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import { rationalKernel } from "../algebra/rationalKernel.ts";
import { DomainError } from "../errors.ts";

/** A lattice of `sites` plaquettes whose links are diagonal, with entries in the n-th roots of unity. */
export interface DiagonalData {
  readonly M: number;
  /** Odd: then no eigenvalue is −1. */
  readonly n: number;
  readonly sites: number;
  /** Which configurations the model is trained on: phases of sum 0 in each band, C₁ = 0, or every one. */
  readonly data: "trivial bands" | "trivial" | "all";
  /** Whether φ may depend on the order of the eigenvalues. */
  readonly classFunction: boolean;
}

/** The local models φ with Σ_k φ(W_k) = 0 on all the data, on spectra of n-th roots of unity. */
export interface LocalModels {
  /** Spectra as eigenphases, integers from −(n−1)/2 to (n−1)/2 in turns of 1/n. */
  readonly spectra: readonly (readonly number[])[];
  /** A basis of the solutions, a value a spectrum. */
  readonly basis: readonly (readonly Rational[])[];
}

/**
 * The solutions φ of Σ_k φ(W_k) = 0 over configurations of diagonal plaquettes with Π_k W_k = 1, one
 * equation each: the null space over Q. Exactness: exact and proved (`rationalKernel`).
 *
 * Cost: n^(M(sites − 1)) equations.
 *
 * @throws {DomainError} unless n is odd and there are at least two sites
 */
export function localModels(of: DiagonalData): LocalModels {
  const { M, n, sites, data, classFunction } = of;
  if (n % 2 === 0 || sites < 2)
    throw new DomainError("localModels", "odd n and at least two sites", `${n}, ${sites}`);
  const half = (n - 1) / 2;
  const phases = Array.from({ length: n }, (_, k) => k - half);
  const named = (spectrum: readonly number[]): string =>
    (classFunction ? [...spectrum].sort((a, b) => a - b) : spectrum).join();
  const numbers = new Map<string, number>();
  const spectra: number[][] = [];
  for (const spectrum of tuples(phases, M)) {
    if (numbers.has(named(spectrum))) continue;
    numbers.set(named(spectrum), spectra.length);
    spectra.push(spectrum);
  }
  /** The principal phases of one band at each site: the last one makes the product 1. */
  const bands = tuples(phases, sites - 1).map((first) => {
    const sum = first.reduce((a, b) => a + b, 0);
    const last = n * Math.round(sum / n) - sum;
    return [...first, last];
  });
  const rows = new Map<string, Rational[]>();
  const total = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
  const taken = data === "trivial bands" ? bands.filter((band) => total(band) === 0) : bands;
  for (const configuration of tuples(taken, M)) {
    if (data === "trivial" && total(configuration.flat()) !== 0) continue;
    const counts = spectra.map(() => 0);
    for (let k = 0; k < sites; k++)
      counts[numbers.get(named(configuration.map((band) => band[k]))) ?? 0] += 1;
    rows.set(
      counts.join(),
      counts.map((c) => (c === 0 ? rationals.zero : rational(c))),
    );
  }
  return { spectra, basis: rationalKernel([...rows.values()], spectra.length).basis };
}

/** All lists of `length` items. */
function tuples<T>(items: readonly T[], length: number): T[][] {
  return length === 0
    ? [[]]
    : tuples(items, length - 1).flatMap((rest) => items.map((item) => [...rest, item]));
}
