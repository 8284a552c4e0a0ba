import { absoluteRational, compareRationals, rational } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";

/** Rational parameters of every unknown, by its name. */
export type Parameters = ReadonlyMap<string, readonly Rational[]>;

interface Slot {
  readonly name: string;
  readonly i: number;
}

/**
 * A local minimum at which it still fails, as it does at the start: no block of parameters can be zeroed, no single
 * one replaced by a smaller integer. Delta debugging over the list of non-zero parameters.
 *
 * Source: Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28 (2002).
 */
export function shrunk(start: Parameters, fails: (p: Parameters) => boolean): Parameters {
  const slots = [...start].flatMap(([name, values]) => values.map((_, i) => ({ name, i })));
  const current = new Map([...start].map(([name, values]) => [name, [...values]]));
  const at = (slot: Slot): Rational => current.get(slot.name)?.[slot.i] ?? rational(0);
  const put = (slot: Slot, value: Rational): void => {
    const values = current.get(slot.name);
    if (values !== undefined) values[slot.i] = value;
  };
  const attempt = (
    changes: readonly { readonly slot: Slot; readonly value: Rational }[],
  ): boolean => {
    const before = changes.map(({ slot }) => at(slot));
    changes.forEach(({ slot, value }) => put(slot, value));
    if (fails(current)) return true;
    changes.forEach(({ slot }, k) => put(slot, before[k]));
    return false;
  };
  const live = (): Slot[] => slots.filter((slot) => at(slot).n !== 0n);
  for (
    let size = Math.ceil(live().length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    const list = live();
    for (let i = 0; i < list.length; i += size)
      attempt(list.slice(i, i + size).map((slot) => ({ slot, value: rational(0) })));
  }
  for (const slot of live())
    for (const value of [rational(1), rational(-1), rational(2)])
      if (
        compareRationals(absoluteRational(value), absoluteRational(at(slot))) < 0 ||
        (at(slot).d > 1n && value.n > 0n)
      )
        if (attempt([{ slot, value }])) break;
  return current;
}
