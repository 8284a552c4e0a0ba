import { abscissa, type Growth } from "./bench.ts";
import type { Sample } from "./child.ts";

const width = 760;
const height = 420;
const margin = { left: 70, right: 230, top: 30, bottom: 50 };
const colours = ["#1b6ca8", "#c2571a", "#2d8659", "#8b3fa0", "#8a6d00", "#b02a4c"];

interface Panel {
  readonly title: string;
  readonly of: (s: Sample) => number;
  readonly unit: string;
}

const panels: readonly Panel[] = [
  { title: "Time", of: (s) => s.milliseconds, unit: "ms CPU" },
  { title: "Memory beyond the empty process", of: (s) => s.peak - s.base, unit: "MiB" },
];

/** Time and memory by what grows in each family, on logarithmic scales; hollow marks are undecided: budget. */
export function figure(all: readonly Growth[]): string {
  const parts = panels.map((panel, k) => drawn(panel, all, k * height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${panels.length * height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

function drawn({ title, of, unit }: Panel, all: readonly Growth[], top: number): string {
  const points = all.flatMap(({ by, samples }) =>
    samples.map((s) => ({ x: position(by, s), y: Math.log10(Math.max(of(s), 0.1)) })),
  );
  const ends = (v: readonly number[]): readonly [number, number] => [
    Math.floor(Math.min(...v)),
    Math.ceil(Math.max(...v)),
  ];
  const [x0, x1] = ends(points.map((p) => p.x));
  const [y0, y1] = ends(points.map((p) => p.y));
  const inner = {
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const X = (x: number): number => margin.left + ((x - x0) / (x1 - x0)) * inner.width;
  const Y = (y: number): number => top + margin.top + (1 - (y - y0) / (y1 - y0)) * inner.height;
  const decades = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, k) => from + k);
  const ten = (e: number): string => `10<tspan dy="-5" font-size="9">${e}</tspan>`;
  const grid = [
    ...decades(x0, x1).map(
      (e) =>
        `<path d="M${X(e)} ${Y(y0)}V${Y(y1)}" stroke="#ddd"/><text x="${X(e)}" y="${Y(y0) + 18}" text-anchor="middle">${ten(e)}</text>`,
    ),
    ...decades(y0, y1).map(
      (e) =>
        `<path d="M${X(x0)} ${Y(e)}H${X(x1)}" stroke="#ddd"/><text x="${X(x0) - 8}" y="${Y(e) + 4}" text-anchor="end">${ten(e)}</text>`,
    ),
  ];
  const lines = all.map(({ name, by, samples }, k) => {
    const at = samples
      .filter((s) => s.outcome === "zero")
      .map(
        (s) => `${X(position(by, s)).toFixed(1)},${Y(Math.log10(Math.max(of(s), 0.1))).toFixed(1)}`,
      );
    const marks = samples.map((s) => {
      const [cx, cy] = [X(position(by, s)), Y(Math.log10(Math.max(of(s), 0.1)))];
      const fill = s.outcome === "zero" ? colours[k] : "white";
      return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3.5" fill="${fill}" stroke="${colours[k]}"/>`;
    });
    const label = `<text x="${width - margin.right + 14}" y="${top + margin.top + 14 + 20 * k}" fill="${colours[k]}">${name} (${by})</text>`;
    return `<polyline points="${at.join(" ")}" fill="none" stroke="${colours[k]}"/>${marks.join("")}${label}`;
  });
  return [
    `<text x="${margin.left}" y="${top + 18}" font-size="14">${title}, ${unit}</text>`,
    ...grid,
    ...lines,
    `<text x="${margin.left + inner.width / 2}" y="${top + height - 10}" text-anchor="middle">nodes, variables or products of terms</text>`,
  ].join("\n");
}

/** log10 of the abscissa; a claim over its budget stands where its work was, or at its size if it has none. */
function position(by: Growth["by"], s: Sample): number {
  return Math.log10(Math.max(1, abscissa(by, s) || s.nodes));
}
