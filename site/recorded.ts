import { isEquation } from "../src/claim/equation.ts";
import { describe, type Problem } from "../src/claim/problem.ts";
import { latex } from "../src/term/latex.ts";
import { reachable } from "../src/term/term.ts";
import { html, nothing, type Html } from "./html.ts";
import type { LoadedClaims } from "./library.ts";
import { count, plural } from "./numbers.ts";
import { mostDrawn, termGraph } from "./termGraph.ts";
import { displayTex } from "./tex.ts";

/** What the recorder made of a spec's two sides: the thing that is evaluated, beside what the page states. */
export interface Recorded {
  /** The smallest of the configurations, in words; empty for a claim that has none. */
  readonly about: string;
  /** Nodes of each configuration, in their order. */
  readonly sizes: readonly number[];
  readonly smallest: Problem;
}

export type RecordedTerms = ReadonlyMap<string, Recorded>;

/** Longer formulas are not read: their size is. */
const mostTex = 700;

const nodesOf = ({ left, right }: Problem): number => reachable([...left, ...right]).length;

function recorded(claim: { readonly problems: () => readonly Problem[] }): Recorded | undefined {
  const problems = claim.problems();
  const sizes = problems.map(nodesOf);
  const least = sizes.indexOf(Math.min(...sizes));
  const smallest = problems[least] as Problem | undefined;
  return smallest && { about: describe(smallest.configuration), sizes, smallest };
}

/** The recorded sides of every equation of the library: a pure function of the specs. */
export function recordedTerms(claims: LoadedClaims): RecordedTerms {
  const found = new Map<string, Recorded>();
  for (const claim of claims.values()) {
    const one = isEquation(claim) ? recorded(claim) : undefined;
    if (one !== undefined) found.set(claim.id, one);
  }
  return found;
}

/** Both sides as formulas, one line a component; undefined where that is longer than anyone reads. */
function formulas({ left, right }: Problem): string | undefined {
  const lines = left.map((l, i) => {
    const [a, b] = [latex(l, mostTex), latex(right[i], mostTex)];
    return a === undefined || b === undefined ? undefined : `${a}&=${b}`;
  });
  const whole = lines.every((line) => line !== undefined) ? lines.join(String.raw`\\ `) : undefined;
  return whole === undefined || whole.length > mostTex
    ? undefined
    : String.raw`\begin{aligned}${whole}\end{aligned}`;
}

const sizesOf = (sizes: readonly number[]): string => {
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return low === high ? plural(low, "node") : `${count(low)} to ${plural(high, "node")}`;
};

/** The recorded sides of a claim, in its card: the formula, the graph, or else how large they are. */
export function recordedRow(one: Recorded | undefined, where: string): Html {
  if (one === undefined) return nothing;
  const { about, sizes, smallest } = one;
  const nodes = nodesOf(smallest);
  const formula = formulas(smallest);
  const at = about === "" ? "" : ` at ${about}`;
  const drawn = nodes <= mostDrawn;
  return html`<details class="recorded">
    <summary>The recorded term <span class="note">${sizesOf(sizes)}</span></summary>
    ${
      formula === undefined
        ? html`<p class="note">Written out${at}, a side is longer than anyone reads.</p>`
        : displayTex(formula, `${where}, as recorded`)
    }
    ${
      drawn
        ? html`${termGraph(smallest.left, smallest.right, `${plural(nodes, "node")}${at}; the formula above says the same`)}
            <p class="note">
              What is evaluated${at}: each term once, however often it is used. Round boxes occur on
              the left only, square ones on the right only, thick ones on both sides; numbers give
              the order of arguments.
            </p>`
        : html`<p class="note">
            A graph of ${plural(nodes, "node")}${at}: too large to be looked at. It is drawn up to
            ${mostDrawn}.
          </p>`
    }
  </details>`;
}
