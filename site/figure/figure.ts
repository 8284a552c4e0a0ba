import { InputError } from "../../src/errors.ts";
import type { Figure, Series } from "../../src/record/schema.ts";
import { html, type Html } from "../html.ts";
import { inlineMarkdown, textWithTex } from "../markdown.ts";
import { real } from "../numbers.ts";
import { seriesClass, symbol } from "./marks.ts";
import { steps, type ColourScale } from "./colour.ts";
import { coloursOf, panel } from "./panel.ts";

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
function colourBar(all: readonly Series[], scale: ColourScale | undefined, where: string): Html {
  if (scale === undefined) return html``;
  const names = new Set(all.filter(({ value }) => value !== undefined).map((one) => one.name));
  const name = names.size === 1 ? [...names].join("") : "";
  const blocks = Array.from({ length: steps + 1 }, (_, k) => {
    const value = scale.low + ((scale.high - scale.low) * k) / steps;
    return html`<rect class="${scale.name(value)}" x="${k * 4}" y="0" width="4.3" height="10" />`;
  });
  return html`<p class="colour-bar">
    ${textWithTex(name, where)} ${real(scale.low)}
    <svg viewBox="0 0 ${4 * (steps + 1)} 10" aria-hidden="true">${blocks}</svg> ${real(scale.high)}
  </p>`;
}

/**
 * A figure of a record as SVG in panels side by side. Labels, legend and caption are text of the page,
 * so that they may hold TeX; the description is read out in place of the picture.
 */
export function drawFigure(figure: Figure, where: string): Html {
  checkSeries(figure, where);
  const panels = panelsOf(figure);
  const square = figure.series.every(({ mark }) => mark === "cells");
  const size =
    panels.length === 1 && !square
      ? { width: 460, height: 290 }
      : { width: 330, height: square ? 306 : 260 };
  const colours = coloursOf(figure.series);
  const keyed = figure.series.length > 1;
  const drawn = panels.map(({ title, first, series }, k) => {
    // A stepped or drawn panel is described once: the whole figure's description stands at its first panel.
    const head = html`<title>${title === "" ? figure.id : title}</title
      >${k === 0 && html`<desc>${figure.description}</desc>`}`;
    const keys = series.map((one, j) =>
      one.mark === "cells" ? html`` : key(one, first + j, where),
    );
    const legend = keyed && series.some((one) => one.mark !== "cells");
    return html`<div class="panel">
      ${title !== "" && html`<p class="panel-title">${textWithTex(title, where)}</p>`}
      <p class="axis-label axis-y">${textWithTex(figure.axes.y, where)}</p>
      ${panel(series, first, size, head, colours)}
      <p class="axis-label axis-x">${textWithTex(figure.axes.x, where)}</p>
      ${
        legend &&
        html`<ul class="legend">
          ${keys}
        </ul>`
      }
    </div>`;
  });
  return html`<figure class="figure" id="figure-${figure.id}">
    <div class="panels ${square ? "panels-square" : `panels-${panels.length}`}">${drawn}</div>
    ${colourBar(figure.series, colours, where)}
    <figcaption>${inlineMarkdown(figure.caption, `${where}: figure ${figure.id}`)}</figcaption>
  </figure>`;
}
