import { Graph, layout as arrange } from "@dagrejs/dagre";
import { reachable, type Term } from "../src/term/term.ts";
import { html, type Html } from "./html.ts";

/** Beyond this a picture shows less than a number. */
export const mostDrawn = 60;

const digits = "₀₁₂₃₄₅₆₇₈₉";
const lowered = (text: string): string => text.replaceAll(/\d/g, (d) => digits[Number(d)]);
const greek: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η" },
  ...{ theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ" },
  ...{ sigma: "σ", tau: "τ", phi: "φ", chi: "χ", psi: "ψ", omega: "ω" },
  ...{ Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ" },
  ...{ Phi: "Φ", Psi: "Ψ", Omega: "Ω" },
};
const letter = (name: string): string => greek[name] ?? name;

const signs: Readonly<Record<string, string>> = {
  ...{ add: "+", sub: "−", neg: "−", mul: "·", times: "·", op: "·", opH: "·", div: "/" },
  ...{ adjoint: "†", transpose: "ᵀ", conjugate: "conj", inv: "⁻¹", invH: "⁻¹", reciprocal: "1/" },
  ...{ tr: "Tr", abs: "| |", hadamard: "∘", one: "1", zero: "0", zeroScalar: "0", e: "e" },
  ...{ sum: "Σ", sumChannels: "Σ channels", act: "ρ", wrap: "mod 1" },
  ...{ phase: "Im Tr log", imTrace: "Im Tr", argTrace: "arg Tr", detTurn: "arg det" },
};

const direction = (name: string): string => (name === "delta" ? "δ" : `∂${lowered(name)}`);

/** What stands in a node: the sign of its operation, or the name of an unknown. */
export function labelOf({ op, literals, args }: Term): string {
  const [first = "", second = ""] = literals.map((x) => String(x).replace(/^-/, "−"));
  switch (op) {
    case "unknown": {
      const jets = literals.slice(2).map((d) => direction(String(d)));
      return `${jets.join("")}${letter(first)}${second === "" ? "" : lowered(second)}`;
    }
    case "bound":
      return `x${lowered(first)}`;
    case "lambda": {
      const from = Number(first);
      const names = Array.from(
        { length: Number(second) },
        (_, k) => `x${lowered(String(from + k))}`,
      );
      return `${names.join(", ")} ↦`;
    }
    case "apply":
      return `${letter(first)}(${args.map(() => "·").join(", ")})`;
    case "scale":
      return `${first} ·`;
    case "rational":
    case "turns":
      return first;
    case "power":
      return `( )^${first}`;
    case "d":
      return direction(first);
    case "euler":
      return `δ/δ${letter(first)}${lowered(second)}`;
  }
  return signs[op] ?? (first === "" ? op : `${op} ${literals.map(String).join(", ")}`);
}

/** Operations whose arguments may change places. */
const symmetric = new Set(["add", "hadamard", "times"]);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Arrow {
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const number = (x: number): string => String(Math.round(10 * x) / 10);
const glyph = 8.2;
const height = 26;

const sizeOf = (label: string): { width: number; height: number } => ({
  width: Math.max(30, Math.round(label.length * glyph) + 16),
  height,
});

interface Node {
  readonly key: string;
  readonly label: string;
  readonly of: "both" | "left" | "right" | "equal";
}

interface Drawn {
  readonly from: string;
  readonly to: string;
  /** Of the edge in the layout: dense, arguments of one term in their order. */
  readonly name: string;
  /** The place among the arguments, where it matters. */
  readonly mark: string;
}

type Layout = Graph<object, Partial<Box>, Partial<Arrow>>;

/** Dagre keeps no order of arguments; of the picture and its mirror image, the one read from left to right. */
function mirror(graph: Layout, arrows: readonly Drawn[]): void {
  const place = (key: string): number => (graph.node(key) as Box).x;
  let inOrder = 0;
  arrows.forEach(({ from, to }, k) => {
    const next = arrows[k + 1] as Drawn | undefined;
    if (next?.from === from) inOrder += Math.sign(place(next.to) - place(to));
  });
  if (inOrder >= 0) return;
  const { width } = graph.graph() as { width: number };
  for (const key of graph.nodes())
    graph.setNode(key, { ...graph.node(key), x: width - place(key) });
  for (const { from, to, name } of arrows) {
    const { points = [] } = graph.edge({ v: from, w: to, name });
    graph.setEdge(from, to, { points: points.map(({ x, y }) => ({ x: width - x, y })) }, name);
  }
}

/** A path through the points, round at the corners. */
function path(points: Arrow["points"]): string {
  const at = ({ x, y }: { x: number; y: number }): string => `${number(x)} ${number(y)}`;
  const [first, ...rest] = points;
  if (rest.length < 2) return `M${at(first)}L${rest.map(at).join(" ")}`;
  const curves = rest.slice(0, -1).map((p, k) => {
    const next = rest[k + 1];
    const end = k + 2 === rest.length ? next : { x: (p.x + next.x) / 2, y: (p.y + next.y) / 2 };
    return `Q${at(p)} ${at(end)}`;
  });
  return `M${at(first)}${curves.join("")}`;
}

function nodeOf({ label, of }: Node, { x, y, width }: Box): Html {
  const [left, top] = [number(x - width / 2), number(y - height / 2)];
  const shape =
    of === "right"
      ? html`<rect x="${left}" y="${top}" width="${width}" height="${height}" />`
      : html`<rect
          x="${left}"
          y="${top}"
          width="${width}"
          height="${height}"
          rx="${of === "left" ? 13 : 5}"
        />`;
  return html`<g class="node node-${of}">
    ${shape}<text x="${number(x)}" y="${number(y + 5)}" text-anchor="middle">${label}</text>
  </g>`;
}

/**
 * Both sides of an equation as one graph: each term once, however often it is used, above the terms it is
 * made of; the sides meet at the sign of equality. Laid out by dagre.
 *
 * @param description read out in place of the picture
 */
export function termGraph(
  left: readonly Term[],
  right: readonly Term[],
  description: string,
): Html {
  const graph = new Graph<object, Partial<Box>, Partial<Arrow>>({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 14, ranksep: 26, marginx: 3, marginy: 3 });
  const [ofLeft, ofRight] = [new Set(reachable(left)), new Set(reachable(right))];
  const keyOf = (term: Term): string => `t${term.id}`;
  const nodes: Node[] = left.map((_, i) => ({ key: `e${i}`, label: "=", of: "equal" }));
  for (const term of reachable([...left, ...right]).reverse()) {
    const [l, r] = [ofLeft.has(term), ofRight.has(term)];
    nodes.push({
      key: keyOf(term),
      label: labelOf(term),
      of: l && r ? "both" : l ? "left" : "right",
    });
  }
  for (const { key, label } of nodes) graph.setNode(key, sizeOf(label));
  const arrows: Drawn[] = [];
  const arrow = (from: string, to: string, mark: string): void => {
    const name = String(arrows.length);
    graph.setEdge(from, to, {}, name);
    arrows.push({ from, to, name, mark });
  };
  left.forEach((term, i) => {
    arrow(`e${i}`, keyOf(term), "");
    if (right[i] !== undefined) arrow(`e${i}`, keyOf(right[i]), "");
  });
  for (const term of reachable([...left, ...right]))
    term.args.forEach((arg, k) => {
      const ordered = term.args.length > 1 && !symmetric.has(term.op);
      arrow(keyOf(term), keyOf(arg), ordered ? String(k + 1) : "");
    });
  arrange(graph);
  mirror(graph, arrows);
  const { width, height: tall } = graph.graph() as { width: number; height: number };
  const drawn = arrows.map(({ from, to, name, mark }) => {
    const { points = [] } = graph.edge({ v: from, w: to, name });
    const [start, next = start] = points;
    const t = Math.min(1, 11 / Math.max(1, Math.hypot(next.x - start.x, next.y - start.y)));
    const [x, y] = [start.x + t * (next.x - start.x), start.y + t * (next.y - start.y)];
    const label = html`<text class="place" x="${number(x + 5)}" y="${number(y + 2)}"
      >${mark}</text
    >`;
    return html`<path d="${path(points)}" />${mark !== "" && label}`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="The term graph">
    <svg
      class="term-graph"
      viewBox="0 0 ${number(width)} ${number(tall)}"
      width="${number(width)}"
      height="${number(tall)}"
      role="img"
    >
      <title>${description}</title>
      ${drawn} ${nodes.map((node) => nodeOf(node, graph.node(node.key) as Box))}
    </svg>
  </div>`;
}
