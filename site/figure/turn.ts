// The dials of figures: where a reader turns one, the page's spec computes the figure anew in a worker, and
// the same code that drew it draws it again. Nothing here computes.
import type { Figure } from "../../src/record/schema.ts";
import { element } from "../element.ts";
import { real } from "../numbers.ts";
import { asker } from "../runner/ask.ts";
import { drawingOf } from "./drawing.ts";

/** Markup that our own templates made and escaped. */
function put(place: Element | null, markup: string): void {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  place?.replaceChildren(holder.content);
}

function redraw(figure: HTMLElement, drawn: Figure): void {
  const { panels, bar } = drawingOf(drawn);
  figure.querySelectorAll(".panel").forEach((panel, k) => {
    const holder = document.createElement("template");
    holder.innerHTML = panels[k]?.svg.markup ?? "";
    panel.querySelector("svg.plot")?.replaceWith(holder.content);
  });
  if (bar !== undefined) {
    put(figure.querySelector(".colour-bar .low"), real(bar.low).markup);
    put(figure.querySelector(".colour-bar .high"), real(bar.high).markup);
    put(figure.querySelector(".colour-bar .blocks"), bar.blocks.markup);
  }
  const reading = figure.querySelector(".reading");
  if (reading !== null) reading.textContent = drawn.reading ?? "";
}

function install(figure: HTMLElement, panel: HTMLElement): void {
  const labels = [...figure.querySelectorAll<HTMLElement>("[data-dial]")];
  const turned: Record<string, number> = {};
  const id = figure.id.replace(/^figure-/, "");
  const ask = asker(
    panel,
    () => panel.dataset["seed"] ?? "0",
    (report) => {
      if (report.type === "turned") redraw(figure, report.figure);
      const reading = figure.querySelector(".reading");
      if (report.type === "refused" && reading !== null) reading.textContent = report.message;
      figure.dataset["state"] = report.type;
    },
  );
  for (const label of labels) {
    const name = label.dataset["dial"] ?? "";
    const values = JSON.parse(label.dataset["values"] ?? "[]") as (number | string)[];
    const shown = label.querySelector(".dial-value");
    const slider = element("input", {
      type: "range",
      min: "0",
      max: String(values.length - 1),
      step: "1",
      value: label.dataset["at"] ?? "0",
    });
    const tell = (): void => {
      const text = String(values[Number(slider.value)]).replace("-", "−");
      slider.setAttribute("aria-valuetext", text);
      if (shown !== null) shown.textContent = text;
    };
    tell();
    slider.addEventListener("input", () => {
      tell();
      turned[name] = Number(slider.value);
      figure.dataset["state"] = "turning";
      ask({ type: "turn", claim: figure.dataset["turns"] ?? "", figure: id, turned });
    });
    label.append(slider);
  }
}

const panel = document.querySelector<HTMLElement>("section.run");
if (panel !== null)
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-turns]"))
    install(figure, panel);
