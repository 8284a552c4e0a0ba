import fc from "fast-check";
import { describe, it } from "vitest";
import type { Law } from "../../src/algebra/laws.ts";
import { fixed } from "./samples.ts";

/** One test for each law, on `runs` seeded random triples. */
export function satisfies<T>(
  what: string,
  laws: readonly Law<T>[],
  element: fc.Arbitrary<T>,
  runs: number = 60,
): void {
  describe(what, () => {
    it.each(laws)("satisfies $title", ({ holds }) => {
      fc.assert(fc.property(element, element, element, holds), fixed(runs));
    });
  });
}

/** One test for each law, on all triples. */
export function satisfiesOnAll<T>(
  what: string,
  laws: readonly Law<T>[],
  elements: readonly T[],
): void {
  describe(what, () => {
    it.each(laws)("satisfies $title for all elements", ({ title, holds }) => {
      for (const a of elements)
        for (const b of elements)
          for (const c of elements) if (!holds(a, b, c)) throw new Error(`${title}: fails`);
    });
  });
}

/** The titles of the laws that fail on some triple of the elements. */
export function rejectedBy<T>(laws: readonly Law<T>[], elements: readonly T[]): string[] {
  const fails = ({ holds }: Law<T>): boolean =>
    elements.some((a) => elements.some((b) => elements.some((c) => !holds(a, b, c))));
  return laws.filter(fails).map((law) => law.title);
}
