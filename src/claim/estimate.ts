import { DomainError } from "../errors.ts";
import { stream } from "../numeric/random.ts";
import type { Stream } from "../numeric/random.ts";
import type { Effort, Evidence } from "../record/schema.ts";
import type { Trial } from "./check.ts";
import { assemble, unchanged, type Written } from "./assemble.ts";
import type { Claim, Work } from "./claim.ts";
import { amount } from "./model.ts";
import { replayCommand } from "./replay.ts";

/** The chance that one interval misses the true mean, for every estimate of the suite. */
const errorLog2 = -40;

/** An estimate as an author writes it: what `estimate` takes. */
export interface EstimateOf<P extends object> extends Omit<Written, "expects"> {
  /** What is drawn, in words: `Haar unitary 2×2 matrices, in doubles`. */
  readonly model: string;
  readonly parts: () => P;
  /** One draw of a random variable with values in `range`. */
  readonly statistic: (s: Stream, parts: P) => number;
  readonly range: readonly [number, number];
  /** Its mean, from theory. */
  readonly mean: number;
  readonly samples: Readonly<Record<Effort, number>>;
  readonly nearMisses: (
    parts: P,
  ) => Readonly<Record<string, { readonly why: string; readonly change: Partial<NoInfer<P>> }>>;
}

/**
 * A claim about the mean of a bounded random variable: it lies in a confidence interval computed from
 * seeded draws, and the near misses lie outside. Never a proof; the interval and its error rate are
 * printed.
 */
export function estimate<P extends object>(spec: EstimateOf<P>): Claim {
  const base = spec.parts();
  const misses = spec.nearMisses(base);
  const names = Object.keys(misses);
  const trial: Trial = {
    model: spec.model,
    kind: "estimated",
    applies: () => true,
    run: (work, variant) =>
      estimateMean(
        spec,
        variant === undefined ? base : { ...base, ...misses[variant].change },
        variant,
        work,
      ),
  };
  return assemble(spec, {
    shape: "estimate",
    trials: [trial],
    nearMisses: names,
    why: (name) => misses[name].why,
    lint: () => unchanged(spec.id, names, (name) => misses[name].change),
  });
}

function estimateMean<P extends object>(
  spec: EstimateOf<P>,
  parts: P,
  variant: string | undefined,
  work: Work,
): Evidence {
  const start = performance.now();
  const n = amount(work.effort, spec.samples);
  const draws = stream(work.seed, spec.id, spec.model);
  const values = Array.from({ length: n }, (_, i) => spec.statistic(draws.at(i), parts));
  const facts = (): Pick<
    Evidence,
    "kind" | "model" | "scope" | "samples" | "seed" | "errorLog2" | "ms"
  > => ({
    kind: "estimated",
    model: spec.model,
    scope: `the mean of ${n} draws`,
    samples: n,
    seed: work.seed,
    errorLog2,
    ms: performance.now() - start,
  });
  if (values.some((v) => !(v >= spec.range[0] && v <= spec.range[1])))
    return {
      ...facts(),
      outcome: "undecided",
      reason: `a draw is outside [${spec.range.join(", ")}] or not a number`,
    };
  const [lo, hi] = meanInterval(values, spec.range, errorLog2);
  if (lo <= spec.mean && spec.mean <= hi)
    return { ...facts(), outcome: "holds", enclosure: [lo, hi] };
  return {
    ...facts(),
    outcome: "fails",
    enclosure: [lo, hi],
    witness: {
      says: `the mean lies in [${lo.toPrecision(4)}, ${hi.toPrecision(4)}] except with probability 2^${errorLog2}`,
      values: {},
      left: `[${lo.toPrecision(4)}, ${hi.toPrecision(4)}]`,
      right: String(spec.mean),
      size: "found",
      confirmed: "enclosure",
      replay: replayCommand(spec.id, variant),
    },
  };
}

/**
 * A confidence interval for the mean of n independent draws in [a, b], valid for every distribution:
 *
 *   |mean − μ| ≤ √(2 V ln(4/δ)/n) + 7 (b − a) ln(4/δ) / (3(n − 1)),   V the sample variance,
 *
 * except with probability δ = 2^errorLog2. Source: Maurer, Pontil, Empirical Bernstein bounds, COLT
 * 2009, theorem 4, used on both sides.
 *
 * @throws {DomainError} for fewer than two draws
 */
export function meanInterval(
  values: readonly number[],
  [a, b]: readonly [number, number],
  errorLog2: number,
): readonly [number, number] {
  const n = values.length;
  if (n < 2) throw new DomainError("meanInterval", "at least two draws", n);
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const log = Math.log(4) - errorLog2 * Math.LN2;
  const radius = Math.sqrt((2 * variance * log) / n) + (7 * (b - a) * log) / (3 * (n - 1));
  // Sums of n doubles are rounded by at most n·2^-52 of their size.
  const slack = n * 2 ** -51 * Math.max(Math.abs(a), Math.abs(b), 1);
  return [mean - radius - slack, mean + radius + slack];
}
