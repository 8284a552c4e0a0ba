import type { Series } from "../../src/record/schema.ts";
import { html, type Html } from "../html.ts";
import { palette, steps, type ColourScale } from "./colour.ts";
import type { Scale } from "./scale.ts";

/** Where a series is drawn: its axes, the base line of bars, its place among the panel's series. */
export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  /** The pixel of y = 0, or of the lower edge. */
  readonly base: number;
  readonly colour: ColourScale | undefined;
  /** Its number in the figure, which decides colour and shape. */
  readonly index: number;
  /** Its number among the panel's bars, and how many there are. */
  readonly bar: readonly [number, number];
}

/** Coordinates to a hundredth of a pixel: short, and the same bytes on every machine. */
export const px = (x: number): string => String(Math.round(x * 100) / 100);

/** Series in one figure are told apart by colour and by shape. */
export const seriesClass = (index: number): string => `s${index % palette}`;

const dashes = ["", "6 3", "2 3", "8 3 2 3", "4 2", "1 2"];

/** The symbol of a series at a point: disc, square, diamond, triangle, ring, cross. */
export function symbol(index: number, x: number, y: number, name: string): Html {
  const [a, b] = [px(x), px(y)];
  const at = (path: string) =>
    html`<path class="${name}" transform="translate(${a} ${b})" d="${path}" />`;
  switch (index % 6) {
    case 0:
      return html`<circle class="${name}" cx="${a}" cy="${b}" r="3.5" />`;
    case 1:
      return at("M-3.2-3.2h6.4v6.4h-6.4z");
    case 2:
      return at("M0-4.4L4.4 0 0 4.4-4.4 0z");
    case 3:
      return at("M0-4.2L4 3.2H-4z");
    case 4:
      return html`<circle class="${name} open" cx="${a}" cy="${b}" r="3.2" />`;
    default:
      return html`<path
        class="${name} open"
        transform="translate(${a} ${b})"
        d="M-3-3l6 6M3-3l-6 6"
      />`;
  }
}

const points = ({ x, y }: Series, frame: Frame): [number, number][] =>
  x.map((value, k) => [frame.x.at(value), frame.y.at(y[k])]);

function path(series: Series, frame: Frame, stepped: boolean): Html {
  const d = points(series, frame)
    .map(([x, y], k) =>
      k === 0 ? `M${px(x)} ${px(y)}` : stepped ? `H${px(x)}V${px(y)}` : `L${px(x)} ${px(y)}`,
    )
    .join("");
  const dash = dashes[frame.index % dashes.length];
  return html`<path
    class="curve ${seriesClass(frame.index)}"
    d="${d}"
    ${dash !== "" && html`stroke-dasharray="${dash}"`}
  />`;
}

function bars(series: Series, frame: Frame): Html[] {
  const [place, of] = frame.bar;
  const full = frame.x.step * 0.8;
  const width = full / of;
  return points(series, frame).map(([x, y], k) => {
    const top = Math.min(y, frame.base);
    const left = x - full / 2 + place * width;
    return html`<rect
      class="fill ${seriesClass(frame.index)}"
      x="${px(left)}"
      y="${px(top)}"
      width="${px(width)}"
      height="${px(Math.abs(y - frame.base))}"
      ><title>${series.x[k]}: ${series.y[k]}</title></rect
    >`;
  });
}

function cells(series: Series, frame: Frame): Html[] {
  const { x, y, colour } = frame;
  // A hair of overlap, so that no background shows between neighbours.
  const [width, height] = [x.step + 0.3, y.step + 0.3];
  return points(series, frame).map(([a, b], k) => {
    const value = series.value?.[k];
    const paint =
      value === undefined || colour === undefined ? `q${steps / 2}` : colour.name(value);
    return html`<rect
      class="${paint}"
      x="${px(a - width / 2)}"
      y="${px(b - height / 2)}"
      width="${px(width)}"
      height="${px(height)}"
      >${series.x.length <= 256 && html`<title>${series.x[k]}, ${series.y[k]}: ${value}</title>`}</rect
    >`;
  });
}

/** Draws one series in its frame. */
export function mark(series: Series, frame: Frame): Html {
  switch (series.mark) {
    case "line":
      return path(series, frame, false);
    case "step":
      return path(series, frame, true);
    case "bars":
      return html`${bars(series, frame)}`;
    case "cells":
      return html`<g class="cells">${cells(series, frame)}</g>`;
    case "points":
      return html`${points(series, frame).map(([x, y], k) => {
        const value = series.value?.[k];
        const paint =
          value === undefined || frame.colour === undefined
            ? `dot ${seriesClass(frame.index)}`
            : `dot ${frame.colour.name(value)}`;
        return symbol(frame.index, x, y, paint);
      })}`;
  }
}
