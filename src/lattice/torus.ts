import { DomainError } from "../errors.ts";

/** The torus Z_Nx × Z_Ny; the site (i, j) is the number i·Ny + j. */
export interface Torus {
  readonly sites: readonly number[];
  /** The site k + (dx, dy), indices wrapped. */
  readonly step: (k: number, dx: number, dy: number) => number;
  /** The plaquette with corner k lies inside the open Nx × Ny rectangle: it does not wrap. */
  readonly inside: (k: number) => boolean;
}

/** @throws {DomainError} unless both sides are positive integers. */
export function torus(Nx: number, Ny: number): Torus {
  for (const N of [Nx, Ny])
    if (!Number.isInteger(N) || N < 1) throw new DomainError("torus", "sides N >= 1", N);
  const wrap = (i: number, N: number): number => ((i % N) + N) % N;
  const row = (k: number): number => Math.floor(k / Ny);
  return {
    sites: Array.from({ length: Nx * Ny }, (_, k) => k),
    step: (k, dx, dy) => wrap(row(k) + dx, Nx) * Ny + wrap((k % Ny) + dy, Ny),
    inside: (k) => row(k) < Nx - 1 && k % Ny < Ny - 1,
  };
}
