import type { Series } from "../../src/record/schema.ts";
import { html, type Html } from "../html.ts";
import { mark, px } from "./marks.ts";
import { colourScale, type ColourScale } from "./colour.ts";
import { band, linear, numeric, type Datum, type Scale } from "./scale.ts";

/** A panel's size in pixels of its own view box. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const margin = { top: 10, right: 14, bottom: 26, left: 46 };

const has = (all: readonly Series[], kind: Series["mark"]): boolean =>
  all.some((series) => series.mark === kind);

/** How many labels fit side by side on an axis. */
const roomFor = (values: readonly Datum[], length: number): number => {
  const longest = Math.max(...values.map((value) => String(value).length));
  return Math.max(2, Math.floor(length / (5.6 * longest + 5)));
};

/**
 * Categories, cells and bars get bands; numbers elsewhere a linear axis. Named rows are read from the
 * top, as in a table.
 */
function axis(all: readonly Series[], side: "x" | "y", from: number, to: number): Scale {
  const values: Datum[] = all.flatMap((series) => series[side]);
  const banded = has(all, "cells") || (side === "x" && has(all, "bars") && fewer(values, 24));
  const length = Math.abs(to - from);
  const room = side === "x" ? roomFor(values, length) : Math.floor(length / 15);
  if (!numeric(values))
    return side === "x" ? band(values, from, to, room) : band(values, to, from, room);
  if (banded) {
    return band(
      [...values].sort((a, b) => a - b),
      from,
      to,
      room,
    );
  }
  // A bar is read by its length, so its axis begins at zero.
  return linear(side === "y" && has(all, "bars") ? [0, ...values] : values, from, to);
}

const fewer = (values: readonly Datum[], most: number): boolean => new Set(values).size <= most;

function gridlines(x: Scale, y: Scale, { width, height }: Size): Html {
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  return html`<g class="axes">
    ${
      y.kind === "linear" &&
      y.ticks.map(({ at }) => html`<path class="grid" d="M${margin.left} ${px(at)}H${right}" />`)
    }
    <path class="axis" d="M${margin.left} ${margin.top}V${bottom}H${right}" />
    ${x.ticks.map(
      ({ at, label }) =>
        html`<path class="axis" d="M${px(at)} ${bottom}v4" /><text
            x="${px(at)}"
            y="${bottom + 17}"
            text-anchor="middle"
            >${label}</text
          >`,
    )}
    ${y.ticks.map(
      ({ at, label }) =>
        html`<path class="axis" d="M${margin.left} ${px(at)}h-4" /><text
            x="${margin.left - 8}"
            y="${px(at + 4)}"
            text-anchor="end"
            >${label}</text
          >`,
    )}
  </g>`;
}

/** The colour scale of some series' values, if they have any. */
export function coloursOf(all: readonly Series[]): ColourScale | undefined {
  const values = all.flatMap((series) => series.value ?? []);
  return values.length === 0 ? undefined : colourScale(values);
}

/**
 * One frame with its series, as SVG with text that can be selected.
 *
 * @param first the number in the figure of the panel's first series
 * @param colour one for the whole figure, so that its panels can be compared
 */
export function panel(
  all: readonly Series[],
  first: number,
  size: Size,
  head: Html,
  colour: ColourScale | undefined,
): Html {
  const { width, height } = size;
  const x = axis(all, "x", margin.left, width - margin.right);
  const y = axis(all, "y", height - margin.bottom, margin.top);
  const bottom = height - margin.bottom;
  const base = y.kind === "linear" ? Math.min(bottom, Math.max(margin.top, y.at(0))) : bottom;
  const barred = all.filter((series) => series.mark === "bars");
  const marks = all.map((series, k) =>
    mark(series, {
      x,
      y,
      base,
      colour,
      index: first + k,
      bar: [barred.indexOf(series), Math.max(1, barred.length)],
    }),
  );
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" role="img">
    ${head}${gridlines(x, y, size)}
    <g class="marks">${marks}</g>
  </svg>`;
}
