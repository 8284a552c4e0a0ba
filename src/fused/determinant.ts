/**
 * Determinants without division: D(S), the minor of the first |S| rows and the columns S, by expansion along
 * its last row, D(S) = Σ_{j ∈ S} (−1)^{#{i ∈ S, i > j}} x_{kj} D(S∖j), k = |S| − 1; n 2^(n−1) products.
 *
 * The bound of a level is that of an inner product of |S| terms: E = Σ (|x| + E_x)(E_D + κ_(|S|−1)|D|) + E_x|D|
 * + loss, with the computed minors D (`bounds.ts`); signs are exact.
 *
 * Source: Rote, "Division-free algorithms for the determinant and the Pfaffian", 2001, section 2.
 */
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { chord, ENTRY, VECTOR, writer } from "./macros.ts";
import { kappa, loss } from "./precision.ts";
import type { Precision } from "./precision.ts";

/** Minors are kept at their bit set: the determinant is the last of 2^n. */
export const minorCount = (n: number): number => 2 ** n;

export interface Level {
  readonly set: number;
  readonly row: number;
  readonly terms: readonly {
    readonly column: number;
    readonly rest: number;
    readonly minus: boolean;
  }[];
}

/** Sets of two columns and more, the smaller first. */
export function levels(n: number): Level[] {
  const size = (set: number): number => set.toString(2).replaceAll("0", "").length;
  const columns = Array.from({ length: n }, (_, j) => j);
  return Array.from({ length: 2 ** n }, (_, set) => set)
    .filter((set) => set !== 0)
    .sort((a, b) => size(a) - size(b))
    .map((set) => ({
      set,
      row: size(set) - 1,
      terms: columns
        .filter((column) => (set & (1 << column)) !== 0)
        .map((column) => ({
          column,
          rest: set & ~(1 << column),
          minus: size(set >> (column + 1)) % 2 === 1,
        })),
    }));
}

/** (minors, a). */
export function minors(p: Precision, n: number): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(2);
  const at = (base: number, offset: number): readonly number[] => [
    ...i.get(base),
    ...i.load(offset),
  ];
  for (const { set, row, terms } of levels(n))
    for (const part of [0, VECTOR]) {
      w.say(i.get(0));
      terms.forEach(({ column, rest, minus }, t) => {
        const x = ENTRY * (row * n + column);
        const D = ENTRY * rest;
        if (row === 0) return w.say(at(1, x + part));
        w.say(at(1, x), at(0, D + part), f.mul, at(1, x + VECTOR), at(0, D + VECTOR - part), f.mul);
        w.say(part === 0 ? f.sub : f.add);
        if (t > 0) w.say(minus ? f.sub : f.add);
        else if (minus) w.say(f.neg);
      });
      w.say(i.store(ENTRY * set + part));
    }
  return w.done();
}

/**
 * (out, minors, raised, modulus [, error]): the bounds of the minors by their sets, then their moduli; operands
 * are those of the matrix.
 */
export function minorBounds(p: Precision, n: number, size: number, exact: boolean): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(exact ? 4 : 5);
  const at = (base: number, k: number): readonly number[] => [
    ...i.get(base),
    ...i.load(VECTOR * k),
  ];
  const modulusAt = minorCount(n);
  for (const { set, row, terms } of levels(n)) {
    if (row === 0) {
      const { column } = terms[0];
      w.say(i.get(0), exact ? f.all(0) : at(4, column), i.store(VECTOR * set));
      w.say(i.get(0), at(3, column), i.store(VECTOR * (modulusAt + set)));
      continue;
    }
    w.say(i.get(0), f.all(loss(p, n)));
    for (const { column, rest } of terms) {
      const x = row * n + column;
      const [D, E] = [at(0, modulusAt + rest), at(0, rest)];
      const rounding = [
        ...D,
        ...f.all(p.up(kappa(p, row))),
        ...f.mul,
        ...f.all(4 * p.eta),
        ...f.add,
      ];
      w.say(at(2, x), rounding, E, f.add, f.mul, f.add);
      if (!exact) w.say(at(4, x), D, f.mul, f.add);
    }
    w.say(i.store(VECTOR * set), i.get(0));
    chord(p, size, w, {
      re: () => [...i.get(1), ...i.load(ENTRY * set)],
      im: () => [...i.get(1), ...i.load(ENTRY * set + VECTOR)],
    });
    w.say(i.store(VECTOR * (modulusAt + set)));
  }
  return w.done();
}
