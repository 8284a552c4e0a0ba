import type { Picture } from "./picture.ts";

/** What the pictures asked would have shown of a change in one value of the output. */
export interface OutputPower {
  /**
   * A relative change of more than this in any one value of the output, at every picture, exceeds the
   * errors at one of them; 0 where outputs are exact. Taken over the entries that are not blind.
   */
  readonly epsilon: number;
  /** Entries of the output that are 0 at every picture asked: a relative change is not seen there. */
  readonly blindOutputs: number;
  readonly outputs: number;
  /** Entries of the input that change no output when 1 is put there: nothing is said of them. */
  readonly blindInputs: number;
}

export function powerOf(
  outputs: readonly Picture[],
  atUnits: readonly Picture[],
  atZero: Picture,
): OutputPower {
  const count = atZero.values.length;
  let [epsilon, blindOutputs] = [0, 0];
  for (let i = 0; i < count; i++) {
    let least = Infinity;
    for (const { values, err } of outputs)
      if (values[i] !== 0) least = Math.min(least, (2 * (err?.[i] ?? 0)) / Math.abs(values[i]));
    if (least >= 1) blindOutputs++;
    else epsilon = Math.max(epsilon, least);
  }
  const blindInputs = atUnits.filter((y) => y.values.every((v, i) => v === atZero.values[i]));
  return { epsilon, blindOutputs, outputs: count, blindInputs: blindInputs.length };
}
