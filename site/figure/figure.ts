import { InputError } from "../../src/errors.ts";
import type { Figure, Series } from "../../src/record/schema.ts";
import { html, type Html } from "../html.ts";
import { inlineMarkdown, textWithTex } from "../markdown.ts";
import { real } from "../numbers.ts";
import { seriesClass, symbol } from "./marks.ts";
import { drawingOf, type Drawing } from "./drawing.ts";

function checkSeries(figure: Figure, where: string): void {
  for (const { name, x, y, value } of figure.series) {
    const lengths = [x.length, y.length, value?.length ?? x.length];
    if (x.length === 0 || new Set(lengths).size > 1) {
      const expected = "x, y and value of one length, at least 1";
      throw new InputError(
        `${where}: figure ${figure.id}, series ${name}`,
        expected,
        lengths.join(", "),
      );
    }
  }
}

function key(series: Series, index: number, where: string): Html {
  const name = seriesClass(index);
  const sample =
    series.mark === "points"
      ? symbol(index, 11, 7, `dot ${name}`)
      : series.mark === "bars"
        ? html`<rect class="fill ${name}" x="4" y="2" width="14" height="10" />`
        : html`<path class="curve ${name}" d="M0 7h22" />`;
  return html`<li>
    <svg class="key" viewBox="0 0 22 14" aria-hidden="true">${sample}</svg>
    ${textWithTex(series.name, where)}
  </li>`;
}

/** The scale bar of a figure that is coloured by value. */
function colourBar({ bar }: Drawing, where: string): Html {
  if (bar === undefined) return html``;
  return html`<p class="colour-bar">
    ${textWithTex(bar.name, where)} <span class="low">${real(bar.low)}</span>
    <span class="blocks">${bar.blocks}</span> <span class="high">${real(bar.high)}</span>
  </p>`;
}

/** Where the dials stand, and what is read off there; a script makes them turn. */
function dialsOf({ dials = [], reading }: Figure, where: string): Html {
  if (dials.length === 0 && reading === undefined) return html``;
  return html`<div class="dials">
    ${dials.map(
      ({ name, label, values, at }) =>
        html`<label data-dial="${name}" data-values="${JSON.stringify(values)}" data-at="${at}">
          <span>${textWithTex(label, where)}</span>
          <span class="dial-value">${String(values[at]).replace("-", "−")}</span>
        </label>`,
    )}
    ${reading !== undefined && html`<p class="reading" aria-live="polite">${reading}</p>`}
  </div>`;
}

/**
 * A figure of a record as SVG in panels side by side. Labels, legend and caption are text of the page,
 * so that they may hold TeX; the description is read out in place of the picture.
 *
 * @param claim whose spec draws it anew where a reader turns its dials
 */
export function drawFigure(figure: Figure, where: string, claim = ""): Html {
  checkSeries(figure, where);
  const drawing = drawingOf(figure);
  const { panels, square } = drawing;
  const keyed = figure.series.length > 1;
  const drawn = panels.map(({ title, first, series, svg }) => {
    const keys = series.map((one, j) =>
      one.mark === "cells" ? html`` : key(one, first + j, where),
    );
    const legend = keyed && series.some((one) => one.mark !== "cells");
    return html`<div class="panel">
      ${title !== "" && html`<p class="panel-title">${textWithTex(title, where)}</p>`}
      <p class="axis-label axis-y">${textWithTex(figure.axes.y, where)}</p>
      ${svg}
      <p class="axis-label axis-x">${textWithTex(figure.axes.x, where)}</p>
      ${
        legend &&
        html`<ul class="legend">
          ${keys}
        </ul>`
      }
    </div>`;
  });
  const turns = figure.dials === undefined ? html`` : html` data-turns="${claim}"`;
  return html`<figure class="figure" id="figure-${figure.id}" ${turns}>
    <div class="panels ${square ? "panels-square" : `panels-${panels.length}`}">${drawn}</div>
    ${colourBar(drawing, where)} ${dialsOf(figure, where)}
    <figcaption>${inlineMarkdown(figure.caption, `${where}: figure ${figure.id}`)}</figcaption>
  </figure>`;
}
