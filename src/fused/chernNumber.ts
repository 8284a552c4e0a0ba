/**
 * The lattice Chern number of links in U(M) on an L×L torus, one pass with a bound: is
 *
 *     c = Σ_k arg(p(k))/2π,   p(k) = x(k) y(k + e₁) x̄(k + e₂) ȳ(k),   x, y = det of the links,
 *
 * an integer, arg the principal value? `around` gives the exponents, 1 or −1 for a conjugate, of the four.
 * Source: Fukui, Hatsugai, Suzuki, J. Phys. Soc. Jpn. 74 (2005) 1674, eq. (7), (8).
 *
 * **Bound.** The constants are those of `turn.ts`. Links are within δ (Frobenius) of unitary matrices. Then
 *
 *  - det is moved by at most E₁ = √M δ(1 + √M δ), √M δ ≤ 1: |det(1 + X) − 1| ≤ Σ_{k ≥ 1} e_k(σ(X)), by Weyl's
 *    inequality, ≤ e^{Σσ} − 1, and Σσ ≤ √M ‖X‖;
 *  - it is rounded by at most (R_M + loss) √(M!) (1 + δ)^M: the minors of `determinant.ts` lose
 *    R_{k+1} = (1 + R_k)(1 + κ_k) − 1 of the sum of the moduli of their terms, which is the permanent of the
 *    moduli, at most √(M! Π‖row‖²) by Cauchy and Schwarz;
 *  - products of two, then of two such: E ↦ (1 + E)²(1 + √5 u) − 1 + 4η, as all true values have modulus 1.
 *
 * A true p and p̂ at distance E_p have arguments asin E_p ≤ E_p(1 + E_p²) apart, E_p ≤ ½, unless −1 lies between:
 * samples with a computed angle within that and the error of `turn` of half a turn have an infinite bound.
 * The sum of the L² angles is bounded as it runs: u Σ |partial sums|. c − round(c) is exact.
 */
import { DomainError } from "../errors.ts";
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { LaneName, WasmFunction } from "../program/wasmModule.ts";
import { minorCount, minors } from "./determinant.ts";
import { drawing, drawnDefect } from "./draw.ts";
import { emitter } from "./emitter.ts";
import type { Emitter, Place } from "./emitter.ts";
import { instantiate } from "./instance.ts";
import type { Batch } from "./instance.ts";
import { ENTRY, VECTOR, writer } from "./macros.ts";
import type { Writer } from "./macros.ts";
import { kappa, precisions } from "./precision.ts";
import type { Precision } from "./precision.ts";
import { reduce } from "./residual.ts";
import { turn, turnError } from "./turn.ts";

export interface ChernOptions {
  /** M. */
  readonly size: number;
  /** L. */
  readonly side: number;
  readonly lane: LaneName;
  readonly capacity: number;
  /** δ. */
  readonly defect?: number;
  readonly around?: Around;
  /** Links are Haar elements of U(3) from the stream of this key; nothing is loaded. */
  readonly drawn?: readonly [number, number];
  /** Without it the distance to the integers itself is reduced. */
  readonly bounded?: boolean;
}

export type Around = readonly [1 | -1, 1 | -1, 1 | -1, 1 | -1];

export interface ChernKernel extends Batch {
  /** c of one sample, and the bound on its error. */
  readonly at: (sample: number) => { readonly number: number; readonly bound: number };
}

const LARGEST_SIDE = 32;
const LARGEST_LINK = 4;
/** Plaquettes of one call: as many chains side by side. */
const RUN = 4;

/** The largest distance of a computed plaquette from the true one. */
export function plaquetteError(p: Precision, size: number, defect: number): number {
  let [rounding, permutations] = [0, 1];
  for (let k = 1; k < size; k++) {
    rounding = (1 + rounding) * (1 + kappa(p, k)) - 1;
    permutations *= k + 1;
  }
  const loss = 2 ** (size + 6) * p.eta;
  const moved = Math.sqrt(size) * defect * (1 + Math.sqrt(size) * defect);
  const det = moved + (rounding + loss) * Math.sqrt(permutations) * (1 + defect) ** size;
  const squared = (E: number): number => E * (2 + E) + (1 + E) ** 2 * kappa(p, 0) + 4 * p.eta;
  return squared(squared(det)) * (1 + 2 ** -20);
}

/**
 * Unknowns `x` and `y`, L² complex M×M matrices a sample, k = (i, j) at i L + j, e₁ = (1, 0), e₂ = (0, 1).
 *
 * Domain: M ≤ 4, L ≤ 32. Cost: 2L² determinants and L² arguments a sample.
 *
 * @throws {DomainError} outside the domain, or if the defect is too large for any bound
 */
export function chernKernel(options: ChernOptions): ChernKernel {
  const { size: M, side: L, lane, capacity, drawn, bounded = true } = options;
  const { around = [1, 1, -1, -1] } = options;
  const p = precisions[lane];
  if (!(Number.isSafeInteger(M) && M >= 1 && M <= LARGEST_LINK))
    throw new DomainError("chernKernel", `links of size 1 to ${LARGEST_LINK}`, M);
  if (!(Number.isSafeInteger(L) && L >= 1 && L <= LARGEST_SIDE))
    throw new DomainError("chernKernel", `a side of 1 to ${LARGEST_SIDE}`, L);
  if (drawn !== undefined && M !== 3)
    throw new DomainError("chernKernel", "links of size 3 where they are drawn", M);
  const defect = drawn === undefined ? (options.defect ?? 0) : drawnDefect(p, "unitary");
  const moved = plaquetteError(p, M, defect);
  if (!(moved <= 1 / 2))
    throw new DomainError("chernKernel", "plaquettes known within 1/2", moved, "Check the defect");
  const each = ((moved * (1 + moved * moved)) / (2 * Math.PI) + turnError(p)) * (1 + 2 ** -20);

  const emit = emitter<WasmFunction>();
  const { allocate, call } = emit;
  // A row of x has its first entry again at its end: runs need no wrapping.
  const [xs, ys] = [L + 1, L].map((width) => allocate(ENTRY * width * L));
  const minorsAt = allocate(ENTRY * minorCount(M));
  const detAt = { ...minorsAt, address: minorsAt.address + ENTRY * (minorCount(M) - 1) };
  const sums = allocate(3 * VECTOR);
  const result = allocate(2 * VECTOR);
  const link =
    drawn === undefined ? given(emit, M, L) : drawing(p, drawn, "unitary", 2 * L * L, false, emit);
  const place = ({ address }: Place, k: number): Place => ({
    address: address + ENTRY * k,
    relative: false,
  });
  [xs, ys].forEach((dets, which) => {
    const width = which === 0 ? L + 1 : L;
    for (let k = 0; k < L * L; k++) {
      const U = link(which * L * L + k);
      call("minors", () => minors(p, M), minorsAt, U);
      const to = Math.floor(k / L) * width + (k % L);
      call("copy", () => copy(), place(dets, to), detAt);
      if (which === 0 && k % L === 0) call("copy", () => copy(), place(dets, to + L), detAt);
    }
  });
  call("clear", () => clear(p), sums);
  for (let row = 0; row < L; row++)
    for (let from = 0; from < L; from += RUN) {
      const count = Math.min(RUN, L - from);
      call(
        `run ${count}`,
        () => run(p, count, around, bounded),
        sums,
        place(xs, row * (L + 1) + from),
        place(ys, ((row + 1) % L) * L + from),
        place(ys, row * L + from),
      );
    }
  const limit = 0.5 - each;
  const finish = (): WasmFunction => distance(p, L * L, each, limit, bounded);
  call("distance", finish, { address: 0, relative: true }, sums, result);
  const { reader, ...batch } = instantiate("chernKernel", emit.done(), p, capacity);
  return {
    ...batch,
    at: (sample) => {
      const { number } = reader(sample);
      return { number: number(sums.address), bound: number(result.address) };
    },
  };
}

/** The place of link k in the tile: those of x, then those of y. */
function given(emit: Emitter<WasmFunction>, M: number, L: number): (k: number) => Place {
  const leaves = ["x", "y"].map((name) => emit.leaf(name, M * M * L * L, 2));
  return (k) => ({
    address: leaves[Math.floor(k / (L * L))].address + ENTRY * M * M * (k % (L * L)),
    relative: true,
  });
}

/** (out, in). */
function copy(): WasmFunction {
  const w = writer(2);
  for (const part of [0, VECTOR]) w.say(i.get(0), i.get(1), i.load(part), i.store(part));
  return w.done();
}

/** (sums): the sum of angles, of |partial sums|, and the largest |angle|. */
function clear(p: Precision): WasmFunction {
  const w = writer(2);
  for (let k = 0; k < 3; k++) w.say(i.get(0), laneInstructions(p.lane).all(0), i.store(VECTOR * k));
  return { ...w.done(), type: 0 };
}

/** (sums, x at k, y at k + e₁, y at k), for consecutive k along e₂. */
function run(p: Precision, count: number, around: Around, bounded: boolean): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(4);
  const numbers = Array.from({ length: count }, (_, t) => t);
  const load = (base: number, t: number): readonly [number, number] => {
    const [re, im] = [w.fresh(), w.fresh()];
    w.say(i.get(base), i.load(ENTRY * t), i.set(re));
    w.say(i.get(base), i.load(ENTRY * t + VECTOR), i.set(im));
    return [re, im];
  };
  const plaquettes = numbers.map((t) => {
    const [a, b, c, d] = [load(1, t), load(2, t), load(1, t + 1), load(3, t)];
    const [first, second] = [
      times(p, w, a, b, around[0], around[1]),
      times(p, w, c, d, around[2], around[3]),
    ];
    return times(p, w, first, second, 1, 1);
  });
  const angles = turn(p, w, plaquettes);
  const add = (x: number, y: number): number => {
    const sum = w.fresh();
    w.say(i.get(x), i.get(y), f.add, i.set(sum));
    return sum;
  };
  const partial: number[] = [];
  const total = (terms: readonly number[]): number => {
    if (terms.length === 1) return terms[0];
    const half = terms.length >> 1;
    partial.push(add(total(terms.slice(0, half)), total(terms.slice(half))));
    return partial[partial.length - 1];
  };
  const sum = total(angles);
  const before = w.fresh();
  w.say(i.get(0), i.load(0), i.set(before));
  partial.push(add(before, sum));
  w.say(i.get(0), i.get(partial[partial.length - 1]), i.store(0));
  if (!bounded) return w.done();
  w.say(i.get(0), i.get(0), i.load(VECTOR));
  for (const x of partial) w.say(i.get(x), f.abs, f.add);
  w.say(i.store(VECTOR), i.get(0), i.get(0), i.load(2 * VECTOR));
  for (const x of angles) w.say(i.get(x), f.abs, f.max);
  w.say(i.store(2 * VECTOR));
  return w.done();
}

/** a^± b^±, in locals: conjugates where the exponents say so. */
function times(
  p: Precision,
  w: Writer,
  a: readonly [number, number],
  b: readonly [number, number],
  s: 1 | -1,
  t: 1 | -1,
): readonly [number, number] {
  const f = laneInstructions(p.lane);
  const [re, im] = [w.fresh(), w.fresh()];
  const product = (x: number, y: number): readonly number[] => [...i.get(x), ...i.get(y), ...f.mul];
  w.say(product(a[0], b[0]), product(a[1], b[1]), s === t ? f.sub : f.add, i.set(re));
  w.say(product(a[0], b[1]), product(a[1], b[0]));
  if (t === 1) w.say(s === 1 ? f.add : f.sub, i.set(im));
  // Im a b̄ = a₁b₀ − a₀b₁, and −(a₀b₁ + a₁b₀) for both.
  else w.say(s === 1 ? f.sub : f.add, f.neg, i.set(im));
  return [re, im];
}

/** (tile, sums, out): |c − round(c)| against its bound. */
function distance(
  p: Precision,
  plaquettes: number,
  each: number,
  limit: number,
  bounded: boolean,
): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(3);
  const [c, r, b] = [w.fresh(), w.fresh(), w.fresh()];
  const found = { most: w.fresh(), total: w.fresh(), largest: w.fresh() };
  w.say(i.get(1), i.load(0), i.tee(c), i.get(c), f.nearest, f.sub, f.abs, i.set(r));
  if (bounded) {
    // A sum of at most 2L² + 4 numbers that are not negative.
    const inflation = 1 + 2 * (2 * plaquettes + 8) * p.u;
    w.say(i.get(1), i.load(VECTOR), f.all(p.up(p.u * inflation)), f.mul);
    w.say(f.all(p.up(plaquettes * each * inflation)), f.add, i.set(b));
    const below = p.lane === "f32" ? Math.fround(limit) - 2 ** -24 : limit - 2 ** -53;
    w.say(f.all(Infinity), i.get(b), i.get(1), i.load(2 * VECTOR), f.all(below), f.greater);
    w.say(i.bitselect, i.tee(b), i.set(found.largest), i.get(2), i.get(b), i.store(0));
  } else w.say(f.all(1), i.set(b));
  w.say(i.get(r), i.get(found.largest), f.add, i.set(found.total));
  w.say(i.get(r), i.get(b), f.div, i.tee(r), i.get(r), f.mul, i.set(found.most));
  reduce(p, w, found);
  return w.done();
}
