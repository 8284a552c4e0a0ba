import { DomainError } from "../errors.ts";
import {
  dagger,
  determinant,
  frobenius,
  kappaDouble,
  matrix,
  multiply,
  plus,
} from "../numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../numeric/complexMatrix.ts";
import { diagonalise } from "../numeric/eigenphases.ts";
import { defect } from "../numeric/unitary.ts";
import { TouchesExceptionalSet } from "./band.ts";
import { torus } from "./torus.ts";

/** A closed oriented surface with a Hermitian matrix at each vertex. */
export interface BandsOnSurface {
  readonly hamiltonians: readonly ComplexMatrix[];
  /** Vertices in order around each face; each edge has to be walked once in either direction. */
  readonly faces: readonly (readonly number[])[];
  /** How many of the lowest bands are filled. */
  readonly filled: number;
}

/** What a number of bands rests on. */
export interface BandNumber {
  readonly number: number;
  /** Flux of each face in turns. */
  readonly flux: readonly number[];
}

/** Entries of a Hamiltonian come of a few sines and sums: how far they may be from the true ones. */
const ENTRY = 2 ** -48;

/**
 * The number of Fukui, Hatsugai and Suzuki, (1/2π) Σ over faces of arg Π det V(a)†V(b), the product along
 * the edges a → b of a face and V(a) the frame of the filled bands at a. It does not depend on the frames.
 *
 * Exactness: certified. The residual r of the computed eigenvectors bounds those of the true bands: by
 * Weyl eigenvalues move by at most r, by Davis and Kahan the filled space by s = r/(gap − r), so that some
 * true frame is within √2 s. The sum is an integer for the computed frames too; it is the true one
 * if no flux can cross ±π. Source: Fukui, Hatsugai, Suzuki 2005, eq. (9); Davis, Kahan, SIAM J. Numer.
 * Anal. 7 (1970).
 *
 * @throws {TouchesExceptionalSet} where the gap closes, a determinant may vanish or a flux may be ±π
 * @throws {DomainError} if the faces are no closed oriented surface
 */
export function bandNumber({ hamiltonians, faces, filled }: BandsOnSurface): BandNumber {
  closed(faces);
  const frames = hamiltonians.map((H, at) => frameOf(H, filled, at));
  const flux = faces.map((face, at) => {
    let [angle, error] = [0, 0];
    face.forEach((a, k) => {
      const b = face[(k + 1) % face.length];
      const link = linkOf(frames[a], frames[b], `${a} to ${b}`);
      angle += link.angle;
      error += link.error;
    });
    const turns = angle / (2 * Math.PI);
    const centred = turns - Math.round(turns);
    if (!(Math.abs(centred) + error < 0.5))
      throw new TouchesExceptionalSet("bandNumber", "a flux off ±π", `${centred} at face ${at}`);
    return centred;
  });
  const sum = flux.reduce((a, b) => a + b, 0);
  const number = Math.round(sum) + 0;
  if (!(Math.abs(sum - number) < 2 ** -20))
    throw new DomainError("bandNumber", "fluxes with an integral sum", sum);
  return { number, flux };
}

/** The faces of an N×N grid on the torus, by the numbers of its sites, walked from k to k + x̂ first. */
export function torusFaces(N: number): number[][] {
  const { sites, step } = torus(N, N);
  return sites.map((k) => [k, step(k, 1, 0), step(k, 1, 1), step(k, 0, 1)]);
}

/** H at the points 2π(i/N, j/N) of the torus. */
export function onTorus(N: number, H: (x: number, y: number) => ComplexMatrix): ComplexMatrix[] {
  const angle = (i: number): number => (2 * Math.PI * i) / N;
  return torus(N, N).sites.map((k) => H(angle(Math.floor(k / N)), angle(k % N)));
}

interface Frame {
  /** n × n, of which the first `filled` columns are the frame. */
  readonly vectors: ComplexMatrix;
  readonly filled: number;
  /** Distance to a frame of the true bands. */
  readonly error: number;
}

function frameOf(H: ComplexMatrix, filled: number, at: number): Frame {
  const n = H.n;
  if (!(filled >= 1 && filled < n))
    throw new DomainError("bandNumber", `1 to ${n - 1} bands`, filled);
  if (frobenius(plus(H, dagger(H), -1)) > ENTRY * n)
    throw new DomainError("bandNumber", "Hermitian matrices", `another at vertex ${at}`);
  const { vectors, re } = diagonalise(H);
  const order = re.map((_, j) => j).sort((i, j) => re[i] - re[j]);
  const V = matrix(n, (i, j) => [vectors.re[i * n + order[j]], vectors.im[i * n + order[j]]]);
  const scaled = matrix(n, (i, j) => [
    V.re[i * n + j] * re[order[j]],
    V.im[i * n + j] * re[order[j]],
  ]);
  const size = frobenius(H);
  const eta = defect(V);
  const rounding = kappaDouble(n + 2) * n * size + n * ENTRY;
  const r = frobenius(plus(multiply(H, V), scaled, -1)) + rounding + 4 * size * eta;
  const gap = re[order[filled]] - re[order[filled - 1]];
  if (!(gap > 4 * r))
    throw new TouchesExceptionalSet("bandNumber", "an open gap", `${gap} at vertex ${at}`);
  return { vectors: V, filled, error: (Math.SQRT2 * r) / (gap - 2 * r) + eta };
}

/** arg det V(a)†V(b) and, in turns, how far it may be off. */
function linkOf(a: Frame, b: Frame, where: string): { angle: number; error: number } {
  const n = a.vectors.n;
  const overlaps = multiply(dagger(a.vectors), b.vectors);
  const overlap = matrix(a.filled, (i, j) => [overlaps.re[i * n + j], overlaps.im[i * n + j]]);
  const moved = a.error + b.error + a.error * b.error + kappaDouble(n) * n;
  const { re, im, bound } = determinant(overlap, moved);
  const norm = Math.hypot(re, im);
  if (!(norm > 4 * bound))
    throw new TouchesExceptionalSet("bandNumber", "overlaps that do not vanish", where);
  return { angle: Math.atan2(im, re), error: bound / norm / 2 + 2 ** -45 };
}

/** Each edge once in either direction. */
function closed(faces: readonly (readonly number[])[]): void {
  const edges = new Set<string>();
  for (const face of faces)
    for (const [k, a] of face.entries()) {
      const edge = `${a},${face[(k + 1) % face.length]}`;
      if (edges.has(edge))
        throw new DomainError("bandNumber", "edges walked once in either direction", edge);
      edges.add(edge);
    }
  for (const edge of edges)
    if (!edges.has(edge.split(",").reverse().join()))
      throw new DomainError("bandNumber", "a closed surface", `the edge ${edge} walked once`);
}
