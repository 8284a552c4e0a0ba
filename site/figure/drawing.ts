// The pictures of a figure without its text, which holds TeX: what a page and its script draw alike.
import type { Figure, Series } from "../../src/record/schema.ts";
import { html, type Html } from "../html.ts";
import { steps, type ColourScale } from "./colour.ts";
import { coloursOf, panel } from "./panel.ts";

export interface DrawnPanel {
  readonly title: string;
  /** The number in the figure of its first series. */
  readonly first: number;
  readonly series: readonly Series[];
  readonly svg: Html;
}

export interface Drawing {
  readonly panels: readonly DrawnPanel[];
  /** Cells alone: they are drawn square. */
  readonly square: boolean;
  /** The scale of its colours, where it has one. */
  readonly bar?: {
    readonly name: string;
    readonly low: number;
    readonly high: number;
    readonly blocks: Html;
  };
}

/** The series of each panel, in the order of first appearance. */
function panelsOf(figure: Figure): { title: string; first: number; series: Series[] }[] {
  const panels = new Map<string, Series[]>();
  for (const series of figure.series) {
    const title = series.panel ?? "";
    panels.set(title, [...(panels.get(title) ?? []), series]);
  }
  let first = 0;
  return [...panels].map(([title, series]) => {
    const panel = { title, first, series };
    first += series.length;
    return panel;
  });
}

/** The panels and the scale of a figure. Its description stands at its first panel, for the whole. */
export function drawingOf(figure: Figure): Drawing {
  const panels = panelsOf(figure);
  const square = figure.series.every(({ mark }) => mark === "cells");
  const size =
    panels.length === 1 && !square
      ? { width: 460, height: 290 }
      : { width: 330, height: square ? 306 : 260 };
  const colours = coloursOf(figure.series);
  const drawn = panels.map(({ title, first, series }, k) => {
    const head = html`<title>${title === "" ? figure.id : title}</title
      >${k === 0 && html`<desc>${figure.description}</desc>`}`;
    return { title, first, series, svg: panel(series, first, size, head, colours) };
  });
  const bar = colours === undefined ? {} : { bar: barOf(figure.series, colours) };
  return { panels: drawn, square, ...bar };
}

function barOf(all: readonly Series[], scale: ColourScale): NonNullable<Drawing["bar"]> {
  const names = new Set(all.filter(({ value }) => value !== undefined).map((one) => one.name));
  const { low, high } = scale;
  const blocks = Array.from({ length: steps + 1 }, (_, k) => {
    const value = low + ((high - low) * k) / steps;
    return html`<rect class="${scale.name(value)}" x="${k * 4}" y="0" width="4.3" height="10" />`;
  });
  return {
    name: names.size === 1 ? [...names].join("") : "",
    low,
    high,
    blocks: html`<svg viewBox="0 0 ${4 * (steps + 1)} 10" aria-hidden="true">${blocks}</svg>`,
  };
}
