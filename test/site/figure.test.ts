import { describe, expect, it } from "vitest";
import type { Series } from "../../src/record/schema.ts";
import { colourScale, colourSheet, steps } from "../../site/figure/colour.ts";
import { drawFigure } from "../../site/figure/figure.ts";
import { band, linear, tickLabel, ticks } from "../../site/figure/scale.ts";
import { figure } from "./fixture.ts";

describe("ticks", () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-3, 3, 6, [-3, -2, -1, 0, 1, 2, 3]],
    [0.1, 0.3, 2, [0.1, 0.2, 0.3]],
    [0, 4617, 5, [0, 1000, 2000, 3000, 4000]],
  ])("of [%d, %d] are round", (low, high, most, expected) => {
    expect(ticks(low, high, most)).toEqual(expected);
  });

  it("throws DomainError on an empty interval", () => {
    expect(() => ticks(1, 1, 5)).toThrow("low < high");
  });
});

describe("linear", () => {
  it("maps its widened domain onto the pixels", () => {
    const scale = linear([0.1, 4.6], 100, 0);
    expect([scale.at(0), scale.at(5), scale.at(2.5)]).toEqual([100, 0, 50]);
    expect(scale.ticks.map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4", "5"]);
  });

  it("gives one value room on both sides, and throws DomainError on none", () => {
    expect(linear([3, 3], 0, 10).at(3)).toBeGreaterThan(0);
    expect(linear([3, 3], 0, 10).at(3)).toBeLessThan(10);
    expect(() => linear([], 0, 1)).toThrow("at least one finite value");
  });
});

it("band centres each name in an equal band, in the order of appearance", () => {
  const scale = band(["b", "a", "b"], 0, 10);
  expect([scale.at("b"), scale.at("a"), scale.step]).toEqual([2.5, 7.5, 5]);
});

it("tickLabel writes a true minus sign", () => {
  expect([tickLabel(-1), tickLabel(2e-7)]).toEqual(["−1", "2e−7"]);
});

describe("colourScale", () => {
  it("puts zero in the middle where values have both signs", () => {
    const scale = colourScale([-1, 4]);
    expect([scale.name(0), scale.name(4), scale.low]).toEqual([`d${steps / 2}`, `d${steps}`, -4]);
  });

  it("runs from low to high else, and has a class for every step", () => {
    const scale = colourScale([2, 4]);
    expect([scale.name(2), scale.name(4)]).toEqual(["q0", `q${steps}`]);
    expect(colourScale([7]).name(7)).toBe(`q${steps / 2}`);
    for (let k = 0; k <= steps; k++) expect(colourSheet()).toContain(`.q${k} {`);
  });
});

describe("drawFigure", () => {
  const marks: Series["mark"][] = ["line", "step", "points", "bars", "cells"];

  it.each(marks)("draws %s without a number that is none", (mark) => {
    const series: Series[] = [
      { name: "$a$", mark, x: [0, 1, 2], y: [1, -1, 0], value: [0, 1, 2] },
      { name: "b", mark, x: ["p", "q"], y: [1, 2], panel: "second" },
    ];
    const out = drawFigure(figure("f", { series }), "here").markup;
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
    expect(out.match(/<svg class="plot"/g)).toHaveLength(2);
  });

  it("names and describes the picture, and keeps its labels as text", () => {
    const out = drawFigure(figure("f"), "here").markup;
    expect(out).toContain("<desc>A staircase.</desc>");
    expect(out).toMatch(/<text\s[^>]*>−1<\/text\s*>/);
    expect(out).toContain('id="figure-f"');
  });

  it("throws InputError naming figure and series on columns of different lengths", () => {
    const series: Series[] = [{ name: "s", mark: "line", x: [1], y: [] }];
    expect(() => drawFigure(figure("f", { series }), "here")).toThrow("here: figure f, series s");
  });
});
