/** A batch that does not fit the memory of a device is passed over in pieces. */
import { DomainError } from "../errors.ts";
import type { HostBatch } from "../numeric/batch.ts";
import { reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { Drawn } from "./draw.ts";

/** Bytes that one pass may take on a device, unless more or less is said. */
export const usualPassBytes = 2 ** 28;

/** Arrays of float32 that a node leaves behind until its pass is over: a product makes the most. */
const arraysPerNode = 24;

/**
 * Samples of N×N matrices that one pass over these terms may have, at least one.
 *
 * @throws {DomainError} if not a single sample fits
 */
export function samplesAtOnce(roots: readonly Term[], N: number, bytes: number): number {
  const each = 4 * arraysPerNode * N * N * reachable(roots).length;
  if (each > bytes)
    throw new DomainError("floatMatrices", `a sample of at most ${bytes} bytes`, each);
  return Math.floor(bytes / each);
}

/** The samples from the one on, so many. */
export function piece(
  drawn: ReadonlyMap<string, Drawn>,
  N: number,
  from: number,
  count: number,
): Map<string, Drawn> {
  const cut = (part: Float32Array): Float32Array =>
    part.subarray(from * N * N, (from + count) * N * N);
  return new Map(
    [...drawn].map(([name, { re, im, err }]): [string, Drawn] => [
      name,
      { re: cut(re), im: cut(im), ...(err === undefined ? {} : { err: cut(err) }) },
    ]),
  );
}

/** The values of pieces, one after another. */
export function joined(pieces: readonly HostBatch[]): HostBatch {
  if (pieces.length === 1) return pieces[0];
  const join = (part: keyof HostBatch): Float32Array => {
    const out = new Float32Array(pieces.reduce((n, one) => n + one[part].length, 0));
    let at = 0;
    for (const one of pieces) {
      out.set(one[part], at);
      at += one[part].length;
    }
    return out;
  };
  return { re: join("re"), im: join("im"), err: join("err") };
}
