/** What kernels cost as measured, against what interpreting the same would. */
import { reachable } from "../term/term.ts";
import type { Term } from "../term/term.ts";

/** ms of the interpreter a node, and a node and entry: about the least of `npm run bench -- paths`, on wasm. */
const INTERPRETING = { node: 0.14, entry: 1e-4 };
/**
 * What a loss has to be before another path is taken: a factor and so many ms. A machine so busy that a thread runs a
 * tenth of the time shows 300 ms for what takes 30, and the path, so the record, is not to depend on that.
 */
const BUSY = 4;
const NOTICED = 5000;

export interface Ledger {
  /** Begins to measure a pass over these terms; the function that it returns ends that. */
  readonly start: (roots: readonly Term[], entries: number) => () => void;
  /** Whether what was measured so far, compiling included, is dearer than interpreting by more than chance. */
  readonly areDear: () => boolean;
}

/** @param now ms */
export function ledger(now: () => number): Ledger {
  let [spent, worth] = [0, 0];
  return {
    start: (roots, entries) => {
      const began = now();
      return () => {
        spent += now() - began;
        worth += reachable(roots).length * (INTERPRETING.node + INTERPRETING.entry * entries);
      };
    },
    areDear: () => spent > BUSY * worth + NOTICED,
  };
}
