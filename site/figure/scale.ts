import { DomainError } from "../../src/errors.ts";

/** A value of a series: a number, or the name of a category. */
export type Datum = number | string;

/** From data to pixels along one axis. `step` is the width of a category or of the closest spacing. */
export interface Scale {
  readonly at: (value: Datum) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly step: number;
  readonly kind: "linear" | "band";
}

/**
 * Round tick values covering [low, high]: multiples of 1, 2 or 5 times a power of ten, at most `most + 1`.
 *
 * Source: d3-array `ticks`; Heckbert, Nice Numbers for Graph Labels, Graphics Gems 1990.
 */
export function ticks(low: number, high: number, most: number): number[] {
  if (!(high > low)) throw new DomainError("ticks", "low < high", `${low}, ${high}`);
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((m) => m * power >= rough * (1 - 1e-12)) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiples of a power of ten below 1 are divided, not multiplied: 3 / 10 prints as 0.3.
  const label = step < 1 ? (k: number) => k / (1 / step) : (k: number) => k * step;
  return Array.from(
    { length: last - first + 1 },
    (_, k) => Number(label(first + k).toPrecision(12)) + 0,
  );
}

/** A tick's label: plain decimals for readable magnitudes, else a power of ten. */
export function tickLabel(value: number): string {
  const size = Math.abs(value);
  const plain = value === 0 || (size >= 1e-3 && size < 1e5);
  return (plain ? String(value) : value.toExponential().replace("e+", "e")).replaceAll("-", "−");
}

/** A linear scale whose domain is widened to whole ticks; a single value gets room on both sides. */
export function linear(values: readonly number[], from: number, to: number, most = 5): Scale {
  let low = values.reduce((a, b) => Math.min(a, b), Infinity);
  let high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new DomainError("linear", "at least one finite value", `${low}, ${high}`);
  }
  if (low === high)
    [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const marks = ticks(low, high, most);
  const step = marks.length > 1 ? marks[1] - marks[0] : high - low;
  const start = Math.floor(low / step + 1e-9) * step;
  const end = Math.ceil(high / step - 1e-9) * step;
  const at = (value: Datum) => from + ((Number(value) - start) / (end - start)) * (to - from);
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const gap = distinct
    .slice(1)
    .reduce((least, v, k) => Math.min(least, v - distinct[k]), end - start);
  return {
    at,
    ticks: ticks(start, end, most).map((value) => ({ at: at(value), label: tickLabel(value) })),
    step: Math.abs((gap / (end - start)) * (to - from)),
    kind: "linear",
  };
}

/** Equal bands in the order of first appearance; `at` is the middle of a band. Labels thin out when crowded. */
export function band(values: readonly Datum[], from: number, to: number, room = 12): Scale {
  const names = [...new Set(values.map(String))];
  const step = (to - from) / Math.max(1, names.length);
  const place = new Map(names.map((name, k) => [name, from + (k + 0.5) * step]));
  const every = Math.ceil(names.length / room);
  return {
    at: (value) => place.get(String(value)) ?? Number.NaN,
    ticks: names
      .map((label) => ({
        at: place.get(label) ?? Number.NaN,
        label: label.replace(/^-(?=\d)/, "−"),
      }))
      .filter((_, k) => k % every === 0),
    step: Math.abs(step),
    kind: "band",
  };
}

export const numeric = (values: readonly Datum[]): values is readonly number[] =>
  values.every((value) => typeof value === "number");
