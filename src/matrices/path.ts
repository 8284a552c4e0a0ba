/** The two ways in which sides are computed on a batch: a kernel compiled from the graph, or node by node. */
import type { HostBatch } from "../numeric/batch.ts";
import type { Term } from "../term/term.ts";
import type { Drawn } from "./draw.ts";

/** `fused`: one pass of a kernel compiled from the graph; `interpreted`: node by node on the device. */
export type Path = "fused" | "interpreted";

/** left − right against its bound on a batch; both paths have a bound that holds. */
export interface Judged {
  readonly path: Path;
  /** max |r|/b over all entries; r/0 is Infinity. */
  readonly worst: number;
  /** Sample of the worst ratio. */
  readonly sample: number;
  /** Entries or samples that are not a number, and others that overflow. */
  readonly nan: number;
  readonly infinite: number;
  /** Whether both sides were zero before anything cancelled. */
  readonly isVacuous: () => Promise<boolean>;
}

/** N×N matrices on batches. */
export interface Evaluation {
  readonly judge: (
    samples: number,
    drawn: ReadonlyMap<string, Drawn>,
    left: readonly Term[],
    right: readonly Term[],
  ) => Promise<Judged>;
  /** All components of each side, sample by sample; what the sides share is computed once. */
  readonly sides: (
    samples: number,
    drawn: ReadonlyMap<string, Drawn>,
    sides: readonly (readonly Term[])[],
  ) => Promise<HostBatch[]>;
}

/** Terms on a batch, a row a sample, as one such batch: the rows of a sample one after another. */
export function sampleBySample(terms: readonly HostBatch[], samples: number): HostBatch {
  const together = (part: keyof HostBatch): Float32Array => {
    const parts = terms.map((term) => term[part]);
    const each = parts.map((p) => p.length / samples);
    const row = each.reduce((a, b) => a + b, 0);
    const out = new Float32Array(row * samples);
    for (let s = 0, at = 0; s < samples; s++)
      parts.forEach((p, i) => {
        for (let k = 0; k < each[i]; k++) out[at++] = p[s * each[i] + k];
      });
    return out;
  };
  return { re: together("re"), im: together("im"), err: together("err") };
}
