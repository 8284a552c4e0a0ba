/** How many steps a colour scale has: classes `q0` … `q32` one-sided, `d0` … `d32` around zero. */
export const steps = 32;

/** How many series are told apart by colour, `s0` … `s5`. */
export const palette = 6;

const mixed = (high: string, part: number, low: string): string =>
  `color-mix(in oklab, var(--cell-${high}) ${100 * part}%, var(--cell-${low}))`;

/** The style rules of the numbered classes; the colours themselves are variables of the sheet. */
export function colourSheet(): string {
  const series = Array.from(
    { length: palette },
    (_, k) =>
      `.curve.s${k}, .dot.open.s${k} { stroke: var(--s${k}); }\n.dot.s${k}:not(.open), .fill.s${k} { fill: var(--s${k}); }`,
  );
  const cells = Array.from({ length: steps + 1 }, (_, k) => {
    const from = (2 * k) / steps - 1;
    const side = from < 0 ? "minus" : "plus";
    return `.q${k} { fill: ${mixed("high", k / steps, "low")}; }\n.d${k} { fill: ${mixed(side, Math.abs(from), "zero")}; }`;
  });
  return [...series, ...cells, ""].join("\n");
}

/** The range of a panel's colour values, and the class that paints one of them. */
export interface ColourScale {
  readonly low: number;
  readonly high: number;
  readonly name: (value: number) => string;
}

/** Values of both signs are painted around zero with equal weight on both sides, others from low to high. */
export function colourScale(values: readonly number[]): ColourScale {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low < 0 && high > 0) {
    const most = Math.max(-low, high);
    return {
      low: -most,
      high: most,
      name: (value) => `d${Math.round((steps / 2) * (1 + value / most))}`,
    };
  }
  const range = high - low;
  return {
    low,
    high,
    name: (value) => `q${range === 0 ? steps / 2 : Math.round((steps * (value - low)) / range)}`,
  };
}
