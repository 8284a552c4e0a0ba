import { Graph, layout as arrange } from "@dagrejs/dagre";
import type { ClaimRecord } from "../src/record/schema.ts";
import { sign } from "./badge.ts";
import { html, join, raw, type Html } from "./html.ts";
import type { Entry } from "./library.ts";
import { addressOf, effective, faceOf, theoremOf, wordsOf, type Claims } from "./verdict.ts";

/** An arrow from what is used to what uses it; `rests` where a verdict depends on it. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly rests: boolean;
}

/** The arrows between theorems: what pages say they use, and what claims rest on. */
export function dependencies(entries: readonly Entry[]): Dependency[] {
  const known = new Set(entries.map(({ page }) => page.id));
  const arrows = new Map<string, Dependency>();
  const add = (from: string, to: string, rests: boolean): void => {
    if (from === to || !known.has(from)) return;
    const key = `${from} ${to}`;
    arrows.set(key, { from, to, rests: rests || arrows.get(key)?.rests === true });
  };
  for (const { page, record } of entries) {
    for (const id of page.uses) add(id, page.id, false);
    for (const { claim: id } of (record?.claims ?? []).flatMap(({ rests }) => rests))
      if (id !== undefined) add(theoremOf(id), page.id, true);
  }
  return [...arrows.values()];
}

const text = { size: 15, glyph: 7.6, line: 20 } as const;
const dot = 19;
const mostDots = 11;
const padding = 10;

const labelOf = (id: string): string => wordsOf(id);

/** The box of a theorem: its name, and under it a sign for each claim. */
function sizeOf(id: string, claims: number): { width: number; height: number } {
  const rows = Math.ceil(claims / mostDots);
  const widest = Math.max(labelOf(id).length * text.glyph, Math.min(claims, mostDots) * dot);
  return {
    width: Math.ceil(widest) + 2 * padding,
    height: text.line + rows * dot + 2 * padding - 4,
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const number = (x: number): string => String(Math.round(10 * x) / 10);

/** A claim that holds is as solid as its kind, counted no stronger than what it rests on. */
function strengthOf(claim: ClaimRecord, claims: Claims): string {
  const face = faceOf(claim);
  if (face !== "holds") return face;
  const kind = effective(claim, claims);
  return kind === undefined ? "holds, on something that does not" : `holds, ${kind}`;
}

function dotOf(claim: ClaimRecord, k: number, { x, y, width }: Box, claims: Claims): Html {
  const face = faceOf(claim);
  const kind = face === "holds" ? (effective(claim, claims) ?? "undecided") : face;
  const left = x - width / 2 + padding + (k % mostDots) * dot;
  const top = y + text.line + Math.floor(k / mostDots) * dot;
  // Nested pictures keep the shapes of the verdicts, so that colour is never all there is.
  const picture = sign(face).markup.replace(
    "<svg ",
    `<svg x="${number(left)}" y="${number(top)}" width="15" height="15" `,
  );
  return html`<a href="${addressOf(claim)}" class="dot dot-${kind}">
    <title>${wordsOf(claim.id)}: ${strengthOf(claim, claims)}</title>
    ${raw(picture)}
  </a>`;
}

/**
 * The map: theorems as boxes with a sign for each claim, arrows from what is used to what uses it. Laid
 * out by dagre, from left to right; the same records give the same picture.
 */
export function mapOf(entries: readonly Entry[], claims: Claims): Html {
  const graph = new Graph<object, Partial<Box>, { points?: readonly { x: number; y: number }[] }>();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 46, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { page, record } of entries)
    graph.setNode(page.id, sizeOf(page.id, record?.claims.length ?? 0));
  const arrows = dependencies(entries);
  for (const { from, to } of arrows) graph.setEdge(from, to);
  arrange(graph);
  const { width, height } = graph.graph() as { width: number; height: number };
  const boxes = entries.map(({ page, record }) => {
    const box = graph.node(page.id) as Box;
    const all = record?.claims ?? [];
    const [left, top] = [box.x - box.width / 2, box.y - box.height / 2];
    return html`<g class="box">
      <a href="${page.id}.html">
        <rect
          x="${number(left)}"
          y="${number(top)}"
          width="${number(box.width)}"
          height="${number(box.height)}"
          rx="4"
        />
        <text x="${number(left + padding)}" y="${number(top + padding + 12)}">
          ${labelOf(page.id)}
        </text>
      </a>
      ${all.map((claim, k) => dotOf(claim, k, { ...box, y: top + padding - 2 }, claims))}
    </g>`;
  });
  const lines = arrows.map(({ from, to, rests }) => {
    const { points = [] } = graph.edge(from, to);
    const path = points.map(({ x, y }, k) => `${k === 0 ? "M" : "L"}${number(x)} ${number(y)}`);
    return html`<path
      class="${rests ? "rests" : "uses"}"
      d="${path.join("")}"
      marker-end="url(#arrowhead)"
    />`;
  });
  return html`<section aria-labelledby="map">
    <h2 id="map">The map</h2>
    <p>
      Each box is a theorem, each sign a claim of it. An arrow leads from what is used to what uses
      it; a solid one where a verdict rests on it. A claim is no stronger than what it rests on.
    </p>
    <div class="scroll map" tabindex="0" role="group" aria-label="The map of theorems">
      <svg
        viewBox="0 0 ${number(width)} ${number(height)}"
        width="${number(width)}"
        height="${number(height)}"
      >
        <defs>
          <marker
            id="arrowhead"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0.5L8 4L0 7.5z" />
          </marker>
        </defs>
        ${lines} ${boxes}
      </svg>
    </div>
    <p class="note">${legend}</p>
  </section>`;
}

const legend = join(
  [
    html`${sign("holds")} holds: the paler, the weaker the evidence`,
    html`${sign("refuted")} refuted, as expected`,
    html`${sign("quoted")} quoted`,
    html`${sign("undecided")} undecided`,
    html`${sign("failing")} fails`,
  ],
  " · ",
);
