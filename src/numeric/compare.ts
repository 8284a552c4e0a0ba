/** Do two batches agree within their bounds? Decided on the host, in doubles. */
import { DomainError } from "../errors.ts";
import type { HostBatch } from "./batch.ts";

/** Residual r = left − right against bound b = e_left + e_right, over all entries. */
export interface Comparison {
  /** max |r|/b; 0/0 is 0, r/0 and NaN are Infinity. A finite entry with b = ∞ is not in it. */
  readonly worst: number;
  /** Entry of the worst ratio, row-major over [size, rows, cols]; 0 where there is none. */
  readonly entry: number;
  readonly sample: number;
  readonly residual: number;
  readonly bound: number;
  /** Entries with NaN in a value or a bound. */
  readonly nan: number;
  /** Entries with a bound or value that overflowed: they decide nothing. */
  readonly infinite: number;
  /** max of |left|, |right|: zero for a vacuous comparison. */
  readonly size: number;
  /** A pass: worst ≤ 1, no NaN, nothing infinite. */
  readonly within: boolean;
  /** Worst ratio of each sample, if asked for. */
  readonly ratios?: Float64Array;
}

/**
 * Differences of float32 are rounded to 2^-53 in doubles, and so are moduli, sums and ratios: together
 * below 2^-50 relative to |left| + |right|, which is added to the bound.
 */
const slack = 2 ** -50;

export function compare(
  left: HostBatch,
  right: HostBatch,
  options: { readonly samples: number; readonly perSample?: boolean },
): Comparison {
  const { samples, perSample = false } = options;
  const count = left.re.length;
  if (right.re.length !== count)
    throw new DomainError("compare", `${count} entries`, right.re.length);
  if (!(samples >= 1) || count % samples !== 0)
    throw new DomainError("compare", `a number of samples that divides ${count}`, samples);
  const each = count / samples;
  const ratios = perSample ? new Float64Array(samples) : undefined;
  let [worst, entry, residual, bound, nan, infinite, size] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const e = left.err[at] + right.err[at];
    const parts = [left.re[at], left.im[at], right.re[at], right.im[at], e];
    let ratio = 0;
    let d = 0;
    if (parts.some(Number.isNaN)) {
      nan += 1;
      d = NaN;
      ratio = Infinity;
    } else if (!parts.every(Number.isFinite)) {
      infinite += 1;
    } else {
      const l = Math.hypot(left.re[at], left.im[at]);
      const r = Math.hypot(right.re[at], right.im[at]);
      d = Math.hypot(left.re[at] - right.re[at], left.im[at] - right.im[at]);
      size = Math.max(size, l, r);
      ratio = d === 0 ? 0 : d / (e === 0 ? 0 : e + slack * (l + r));
    }
    if (ratio > worst) [worst, entry, residual, bound] = [ratio, at, d, e];
    if (ratios !== undefined) {
      const sample = Math.floor(at / each);
      if (ratio > ratios[sample]) ratios[sample] = ratio;
    }
  }
  const within = worst <= 1 && nan === 0 && infinite === 0;
  const found = { worst, entry, sample: Math.floor(entry / each), residual, bound, nan, infinite };
  return { ...found, size, within, ...(ratios === undefined ? {} : { ratios }) };
}
