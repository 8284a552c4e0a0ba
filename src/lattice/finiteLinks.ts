import { integerGcd, parseLiteral } from "./literal.ts";
import { FrameworkError } from "../errors.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { MonomialGroup } from "./monomial.ts";
import { latticeLinks } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";

/** Angles of many cases at once: exact, as numerators over one denominator, or enclosed. */
export type Turns =
  | { readonly denominator: number; readonly numerators: Int32Array }
  | { readonly intervals: readonly Interval[] };

interface FiniteCarriers {
  readonly [sort: string]: Uint16Array | Turns;
  readonly M: Uint16Array;
  readonly T: Turns;
  readonly C: Turns;
}

/** For each unknown, its element of the group in every case. */
export type Columns = ReadonlyMap<string, Uint16Array>;

export interface Evaluated {
  readonly values: readonly Turns[];
  /** Cases in which a phase was taken of a matrix with eigenvalue −1. */
  readonly exceptional: Uint8Array;
  /** Whether any angle was not 0, before anything cancelled. */
  readonly nonzero: boolean;
}

/**
 * Terms of sort `T` and `C` for links in a finite group of unitary matrices, all cases of a batch at
 * once: a node is one array. Exactness: exact, but for `imTrace` and `argTrace`, which are enclosed.
 */
export function evaluateFinite(
  G: MonomialGroup,
  columns: Columns,
  cases: number,
  roots: readonly Term[],
): Evaluated {
  const exceptional = new Uint8Array(cases);
  const seen = { nonzero: false };
  const point = {
    apply: (): never => {
      throw new FrameworkError("links have no unknown functions");
    },
    unknown: (term: Term): Uint16Array => {
      const column = columns.get(unknownName(term));
      if (column === undefined) throw new FrameworkError(`no case of ${unknownName(term)}`);
      return column;
    },
  };
  const algebra = finiteAlgebra(G, cases, exceptional, seen);
  const values = evaluate<LatticeLinks, FiniteCarriers>(latticeLinks, algebra, point, roots);
  return { values: values as Turns[], exceptional, nonzero: seen.nonzero };
}

function finiteAlgebra(
  G: MonomialGroup,
  cases: number,
  exceptional: Uint8Array,
  seen: { nonzero: boolean },
): Algebra<LatticeLinks, FiniteCarriers> {
  const exact = (table: Int32Array, W: Uint16Array): Turns => {
    const numerators = new Int32Array(cases);
    let any = 0;
    for (let c = 0; c < cases; c++) any |= numerators[c] = table[W[c]];
    seen.nonzero ||= any !== 0;
    return { denominator: G.denominator, numerators };
  };
  const enclosed = (table: readonly Interval[], W: Uint16Array): Turns => {
    seen.nonzero = true;
    return { intervals: Array.from(W, (g) => table[g]) };
  };
  const phase = (W: Uint16Array): Turns => {
    for (let c = 0; c < cases; c++) exceptional[c] |= G.hasMinusOne[W[c]];
    return exact(G.phase, W);
  };
  const add = (...xs: Turns[]): Turns => xs.reduce(plus);
  const sub = (a: Turns, b: Turns): Turns => plus(a, multiple(-1, 1, b));
  const neg = (a: Turns): Turns => multiple(-1, 1, a);
  return {
    mul: {
      M: (...xs) => xs.reduce((a, b) => multiply(G, a, b)),
    },
    adjoint: (W) => {
      const inverse = new Uint16Array(cases);
      for (let c = 0; c < cases; c++) inverse[c] = G.inverse[W[c]];
      return inverse;
    },
    one: () => new Uint16Array(cases),
    phase,
    imTrace: (W) => enclosed(G.imTrace, W),
    argTrace: (W) =>
      "numerators" in G.argTrace
        ? exact(G.argTrace.numerators, W)
        : enclosed(G.argTrace.intervals, W),
    detTurn: (W) => exact(G.det, W),
    turns: (q) => {
      const { n, d } = parseLiteral(q);
      return { denominator: d, numerators: new Int32Array(cases).fill(n) };
    },
    add: { T: add, C: add },
    sub: { T: sub, C: sub },
    neg: { T: neg, C: neg },
    scale: {
      T: (by, a) => {
        const { n, d } = parseLiteral(by);
        return multiple(n, d, a);
      },
    },
    wrap: (a) => a,
  };
}

/** Loops, not closures: these arrays are what an exhaustion costs. */
function multiply(G: MonomialGroup, a: Uint16Array, b: Uint16Array): Uint16Array {
  const product = new Uint16Array(a.length);
  const { table, order } = G;
  for (let c = 0; c < a.length; c++) product[c] = table[a[c] * order + b[c]];
  return product;
}

function plus(a: Turns, b: Turns): Turns {
  if ("intervals" in a || "intervals" in b) {
    const right = intervalsOf(b);
    return { intervals: intervalsOf(a).map((x, c) => I.add(x, right[c])) };
  }
  const common = integerGcd(a.denominator, b.denominator);
  const [p, q] = [b.denominator / common, a.denominator / common];
  const numerators = new Int32Array(a.numerators.length);
  for (let c = 0; c < numerators.length; c++)
    numerators[c] = p * a.numerators[c] + q * b.numerators[c];
  return { denominator: a.denominator * p, numerators };
}

function multiple(n: number, d: number, a: Turns): Turns {
  if ("intervals" in a)
    return { intervals: a.intervals.map((x) => I.div(I.scale(n, x), I.interval(d))) };
  return { denominator: a.denominator * d, numerators: a.numerators.map((x) => n * x) };
}

function intervalsOf(a: Turns): readonly Interval[] {
  if ("intervals" in a) return a.intervals;
  const d = I.interval(a.denominator);
  return Array.from(a.numerators, (x) => (x === 0 ? I.interval(0) : I.div(I.interval(x), d)));
}

/** Verdicts of a case, the larger the worse: 0 where both angles agree. */
export const overlaps = 1;
export const differs = 2;

/** Raises the verdict of each case in which two angles differ, or their enclosures cannot tell. */
export function compareCases(verdicts: Uint8Array, a: Turns, b: Turns, modulo1: boolean): void {
  if (!("intervals" in a) && !("intervals" in b)) {
    const unit = modulo1 ? a.denominator * b.denominator : Infinity;
    for (let c = 0; c < verdicts.length; c++) {
      const difference = a.numerators[c] * b.denominator - b.numerators[c] * a.denominator;
      if (difference !== 0 && difference % unit !== 0) verdicts[c] = differs;
    }
    return;
  }
  const [left, right] = [intervalsOf(a), intervalsOf(b)];
  for (let c = 0; c < verdicts.length; c++) {
    const verdict = zeroIn(I.sub(left[c], right[c]), modulo1) ? overlaps : differs;
    verdicts[c] = Math.max(verdicts[c], verdict);
  }
}

/** Whether 0, or an integer if `modulo1`, lies in the interval. */
export function zeroIn(x: Interval, modulo1: boolean): boolean {
  return modulo1 ? Math.floor(x.hi) >= Math.ceil(x.lo) : I.contains(x, 0);
}

/** `1/3`, or an enclosure to six digits. */
export function showTurn(a: Turns, c: number): string {
  if ("intervals" in a) return `${I.midpoint(a.intervals[c]).toPrecision(6)}…`;
  const common = Math.max(1, integerGcd(Math.abs(a.numerators[c]), a.denominator));
  const [n, d] = [a.numerators[c] / common, a.denominator / common];
  return d === 1 ? String(n) : `${n}/${d}`;
}
