/** How many steps a colour scale has in the style sheet: `q0` … `q16` one-sided, `d0` … `d16` around zero. */
export const steps = 16;

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
