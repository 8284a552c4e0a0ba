import type { Witness } from "../../../src/record/schema.ts";

/**
 * The non-zero numbers of a witness as it is printed: entries of matrices, components of quaternions and
 * vectors, coefficients, coordinates of group elements; one for each value of a function given as
 * `1 at …`, and one for a rotation given by cos α and sin α. `undefined` if none is printed: the witness is
 * a sample of a stream, to be drawn again.
 */
export function nonZeroEntries({ values }: Pick<Witness, "values">): number | undefined {
  const printed = Object.values(values);
  return printed.length === 0 ? undefined : printed.reduce((n, text) => n + ofValue(text), 0);
}

function ofValue(text: string): number {
  const deltas = text.match(/\S+ at /g);
  if (deltas !== null) return deltas.length;
  if (text.startsWith("cos α")) return 1;
  return text.split(/[[\](),;↦·^]| \+ (?=\()/).filter(isNonZeroNumber).length;
}

/** A rational, an imaginary or a complex number such as `1/2 - 3i`, that is not 0. */
function isNonZeroNumber(part: string): boolean {
  const text = part.trim();
  return text !== "0" && /^[-+]?[\di/][\di/ +-]*$/.test(text) && /[1-9i]/.test(text);
}
