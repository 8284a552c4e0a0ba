import { describe, expect, it } from "vitest";
import { recordedRow, recordedTerms, type Recorded } from "../../site/recorded.ts";
import { labelOf, mostDrawn, termGraph } from "../../site/termGraph.ts";
import { equation, matrices, many } from "../../src/index.ts";
import { termStore, type Term } from "../../src/term/term.ts";

const id = "gauge/words/product-of-adjoints";
/** (A₀A₁)† = A₁†A₀†, and beside it a sum of many terms at n = 40. */
const claim = equation({
  id,
  states: "(A_0A_1)^\\dagger=A_1^\\dagger A_0^\\dagger",
  over: matrices,
  configurations: [{ n: 40 }, { n: 1 }],
  unknowns: () => ({ A: many("M", 2) }),
  left: (X, { A: [a, b] }, _, { n }) =>
    X.add(...Array.from({ length: n }, (_unused, k) => X.scale(k + 1, X.adjoint(X.mul(a, b))))),
  right: (X, { A: [a, b] }) => X.mul(X.adjoint(b), X.adjoint(a)),
  models: [],
});
const one = recordedTerms(new Map([[id, claim]])).get(id) as Recorded;

describe("recordedRow", () => {
  it("shows the smallest configuration: formula, graph, and the size of all", () => {
    const { markup } = recordedRow(one, id);
    expect(markup).toContain("at n = 1");
    expect(markup).toMatch(/9 to 48\snodes/);
    expect(markup).toContain("<math");
    // Each term once: A₀ and A₁ are shared by both sides, drawn thick.
    expect(markup.match(/class="node /g)).toHaveLength(10);
    expect(markup.match(/node-both/g)).toHaveLength(2);
    expect(markup.match(/node-equal/g)).toHaveLength(1);
  });

  it("says the size of a graph that is too large, and draws none", () => {
    const large = Array.from({ length: mostDrawn }, (_, k) => k);
    const big = equation({
      id,
      states: "",
      over: matrices,
      unknowns: () => ({ a: "M" as const }),
      left: (X, { a }) => X.add(...large.map((k) => X.scale(k + 2, a))),
      right: (_, { a }) => a,
      models: [],
    });
    const { markup } = recordedRow(recordedTerms(new Map([[id, big]])).get(id), id);
    expect(markup).toMatch(new RegExp(`A graph of ${mostDrawn + 2}\\snodes`));
    expect(markup).not.toContain("<svg");
  });

  it("is nothing for a claim that is no equation", () => {
    expect(recordedRow(undefined, id).markup).toBe("");
  });
});

it("termGraph numbers the arguments whose order matters, and escapes names", () => {
  const store = termStore();
  const named = (name: string): Term => store.term("M", "unknown", [name, ""], []);
  const product = store.term("M", "mul", [], [named("<i>"), named("b")]);
  const sum = store.term("M", "add", [], [named("<i>"), named("b")]);
  const { markup } = termGraph([product], [sum], "two nodes");
  expect(markup).toContain("&lt;i&gt;");
  expect([...markup.matchAll(/class="place"[^>]*>(\d)</g)].map(([, k]) => k)).toEqual(["1", "2"]);
});

it("termGraph stands the left side to the left of the right side", () => {
  const { markup } = termGraph(one.smallest.left, one.smallest.right, "");
  const at = (side: string): number =>
    Number(new RegExp(`node-${side}">\\s*<rect\\s+x="([\\d.-]+)"`).exec(markup)?.[1]);
  expect(at("left")).toBeLessThan(at("right"));
});

it("labelOf writes what a mathematician would", () => {
  const store = termStore();
  const label = (op: string, ...literals: (string | number)[]): string =>
    labelOf(store.term("M", op, literals, []));
  expect(label("unknown", "A", 0, 1)).toBe("∂₁A₀");
  expect(label("unknown", "psi", "")).toBe("ψ");
  expect(label("scale", "-1/2")).toBe("−1/2 ·");
  expect(label("lambda", 0, 2)).toBe("x₀, x₁ ↦");
  expect(label("corner")).toBe("corner");
});
