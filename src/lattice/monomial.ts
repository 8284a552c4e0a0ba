import { DomainError } from "../errors.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import { arg, cos, pi, sin } from "../reals/intervalTrig.ts";

/**
 * The group of M×M matrices with one n-th root of unity in each row and column: Z_n itself for
 * M = 1, non-abelian otherwise. Eigenphases are rational turns, so that Tr log is exact.
 */
export interface MonomialGroup {
  readonly name: string;
  readonly M: number;
  readonly n: number;
  readonly order: number;
  /** Element 0 is the identity; `table[a·order + b]` is the product ab. */
  readonly table: Uint16Array;
  readonly inverse: Uint16Array;
  readonly labels: readonly string[];
  /** The sum of the eigenphases in (−1/2, 1/2], and arg det, as numerators over `denominator`. */
  readonly denominator: number;
  readonly phase: Int32Array;
  readonly det: Int32Array;
  readonly hasMinusOne: Uint8Array;
  /** Im Tr / 2π, enclosed. */
  readonly imTrace: readonly Interval[];
  /** arg Tr / 2π, 0 where the trace vanishes: exact over `denominator` for M ≤ 2, else enclosed. */
  readonly argTrace:
    { readonly numerators: Int32Array } | { readonly intervals: readonly Interval[] };
}

interface Monomial {
  /** Column j has its entry ζ^exponent[j] in row `row[j]`. */
  readonly row: readonly number[];
  readonly exponent: readonly number[];
}

const known = new Map<string, MonomialGroup>();
const largestOrder = 256;

/** @throws {DomainError} if the group has more than 256 elements. */
export function monomialGroup(M: number, n: number): MonomialGroup {
  const key = `${M},${n}`;
  const group = known.get(key) ?? build(M, n);
  known.set(key, group);
  return group;
}

function build(M: number, n: number): MonomialGroup {
  const rows = permutations(M);
  const order = rows.length * n ** M;
  if (!(order <= largestOrder))
    throw new DomainError("monomialGroup", `at most ${largestOrder} elements`, order);
  const elements = rows.flatMap((row) => exponents(M, n).map((exponent) => ({ row, exponent })));
  const keyOf = ({ row, exponent }: Monomial): string => `${row.join(",")}|${exponent.join(",")}`;
  const index = new Map(elements.map((e, i) => [keyOf(e), i]));
  const table = new Uint16Array(order * order);
  const inverse = new Uint16Array(order);
  elements.forEach((a, i) => {
    elements.forEach((b, j) => {
      const product = index.get(keyOf(multiply(a, b, n))) ?? 0;
      table[i * order + j] = product;
      if (product === 0) inverse[i] = j;
    });
  });
  const L = M < 2 ? 1 : M < 3 ? 2 : 6;
  if (M > 3) throw new DomainError("monomialGroup", "a size M <= 3", M);
  const denominator = n * L;
  const cycles = elements.map((e) => cyclesOf(e));
  const phases = cycles.map((list) => list.flatMap((c) => eigenphases(c, n, L)));
  const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
  const odd = (list: readonly Cycle[]): number => sum(list.map((c) => c.length - 1)) % 2;
  const traces = elements.map((e) => traceOf(e, n));
  return {
    name: M === 1 ? `Z_${n}` : `Z_${n} ≀ S_${M} ⊂ U(${M})`,
    M,
    n,
    order,
    table,
    inverse,
    labels: elements.map((e) => label(e, n)),
    denominator,
    phase: Int32Array.from(phases, sum),
    det: Int32Array.from(
      elements,
      (e, i) => sum(e.exponent) * L + (odd(cycles[i]) * denominator) / 2,
    ),
    hasMinusOne: Uint8Array.from(phases, (list) => Number(list.some((p) => 2 * p === denominator))),
    imTrace: traces.map(({ im }) => inTurns(im)),
    argTrace:
      M <= 2
        ? { numerators: Int32Array.from(elements, (e) => exactArgTrace(diagonal(e), n, L)) }
        : { intervals: traces.map(enclosedArgTrace) },
  };
}

/** x / 2π. */
function inTurns(x: Interval): Interval {
  return I.div(x, I.scale(2, pi));
}

function multiply(a: Monomial, b: Monomial, n: number): Monomial {
  return {
    row: b.row.map((r) => a.row[r]),
    exponent: b.exponent.map((e, j) => (e + a.exponent[b.row[j]]) % n),
  };
}

interface Cycle {
  readonly length: number;
  readonly exponent: number;
}

function cyclesOf({ row, exponent }: Monomial): Cycle[] {
  const seen = new Set<number>();
  const cycles: Cycle[] = [];
  for (let start = 0; start < row.length; start++) {
    if (seen.has(start)) continue;
    let [length, total] = [0, 0];
    for (let j = start; !seen.has(j); j = row[j]) {
      seen.add(j);
      length++;
      total += exponent[j];
    }
    cycles.push({ length, exponent: total });
  }
  return cycles;
}

/** A cycle of length ℓ has the eigenvalues λ with λ^ℓ = ζ^s; numerators over nL, centred. */
function eigenphases({ length, exponent }: Cycle, n: number, L: number): number[] {
  const D = n * L;
  return Array.from({ length }, (_, r) => {
    const residue = ((exponent + r * n) * (L / length)) % D;
    return 2 * residue > D ? residue - D : residue;
  });
}

/** The exponents of the non-zero diagonal entries. */
function diagonal({ row, exponent }: Monomial): number[] {
  return exponent.filter((_, j) => row[j] === j);
}

/** The trace, enclosed; a root and its conjugate leave an imaginary part of exactly 0. */
function traceOf(e: Monomial, n: number): { re: Interval; im: Interval } {
  const angle = (a: number): Interval => I.div(I.scale(2 * a, pi), I.interval(n));
  const all = diagonal(e);
  const re = all.map((a) => (a === 0 ? I.interval(1) : cos(angle(a))));
  const unpaired = all.filter((a, i) => {
    const before = all.slice(0, i).filter((b) => b === a).length;
    return (2 * a) % n !== 0 && before >= all.filter((b) => (a + b) % n === 0).length;
  });
  const sum = (xs: Interval[]): Interval => xs.reduce(I.add, I.interval(0));
  return {
    re: sum(re),
    im: unpaired.length === 0 ? I.interval(0) : sum(unpaired.map((a) => sin(angle(a)))),
  };
}

/** ζ^a + ζ^b points to the middle of its two terms, unless they are opposite; over nL, centred. */
function exactArgTrace(exponents: readonly number[], n: number, L: number): number {
  if (exponents.length === 0) return 0;
  const centred = (x: number, D: number): number => {
    const residue = ((x % D) + D) % D;
    return 2 * residue > D ? residue - D : residue;
  };
  const [a, b = a] = exponents;
  const apart = centred(a - b, n);
  if (2 * apart === n) return 0;
  return centred(b * L + (apart * L) / 2, n * L);
}

function enclosedArgTrace({ re, im }: { re: Interval; im: Interval }): Interval {
  const angle = arg(re, im);
  return angle === undefined ? I.interval(-0.5, 0.5) : inTurns(angle);
}

/** `e(a/n)` is e^{2πia/n}; a diagonal matrix by its diagonal, another by its rows. */
function label({ row, exponent }: Monomial, n: number): string {
  const entry = (a: number): string => (a === 0 ? "1" : 2 * a === n ? "-1" : `e(${a}/${n})`);
  if (row.length === 1) return entry(exponent[0]);
  if (row.every((r, j) => r === j)) return `diag(${exponent.map(entry).join(", ")})`;
  const lines = row.map((_, i) =>
    row.map((r, j) => (r === i ? entry(exponent[j]) : "0")).join(", "),
  );
  return `[${lines.join("; ")}]`;
}

/** The identity first. */
function permutations(M: number): number[][] {
  if (M === 0) return [[]];
  const shorter = permutations(M - 1);
  return Array.from({ length: M }, (_, k) => M - 1 - k).flatMap((at) =>
    shorter.map((p) => [...p.slice(0, at), M - 1, ...p.slice(at)]),
  );
}

function exponents(M: number, n: number): number[][] {
  if (M === 0) return [[]];
  return exponents(M - 1, n).flatMap((rest) => Array.from({ length: n }, (_, a) => [...rest, a]));
}
