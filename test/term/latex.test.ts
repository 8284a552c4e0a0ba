import katex from "katex";
import { describe, expect, it } from "vitest";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import { compareAt } from "../../src/decide/refute.ts";
import { parseEquation } from "../../src/formula/equation.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { stream, type Stream } from "../../src/numeric/random.ts";
import { scalars } from "../../src/scalars/signature.ts";
import { groupFunctions } from "../../src/sums/signature.ts";
import { latex } from "../../src/term/latex.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore, type Term } from "../../src/term/term.ts";
import { equations } from "../claim/agreement.ts";

const store = termStore();
const X = recorder(scalars, store);
const names = ["x", "y", "z"];
const point = new Map([
  ["x", rational(2, 3)],
  ["y", rational(-5)],
  ["z", rational(7, 2)],
]);

const numbers = [
  [2, rational(2)],
  [-3, rational(-3)],
  ["1/2", rational(1, 2)],
  ["-5/3", rational(-5, 3)],
  [0, rational(0)],
] as const;

type R = Term<"R">;

/** A random term and its value at the point, both made at once; no division by 0. */
function draw(s: Stream, depth: number): { readonly term: R; readonly value: Rational } {
  if (depth === 0 || s.integer(0, 5) === 0) {
    if (s.integer(0, 2) === 0) {
      const [text, value] = numbers[s.integer(0, numbers.length - 1)];
      return { term: X.rational(text), value };
    }
    const name = names[s.integer(0, 2)];
    return {
      term: store.term("R", "unknown", [name, ""], []),
      value: point.get(name) ?? rationals.zero,
    };
  }
  const [a, b] = [draw(s, depth - 1), draw(s, depth - 1)];
  const q = rationals;
  switch (s.integer(0, 5)) {
    case 0:
      return { term: X.add(a.term, b.term), value: q.add(a.value, b.value) };
    case 1:
      return { term: X.sub(a.term, b.term), value: q.add(a.value, q.neg(b.value)) };
    case 2:
      return { term: X.neg(a.term), value: q.neg(a.value) };
    case 3:
      return { term: X.mul(a.term, b.term), value: q.mul(a.value, b.value) };
    case 4:
      if (b.value.n === 0n) return a;
      return { term: X.div(a.term, b.term), value: q.mul(a.value, q.inv(b.value)) };
    default:
      return { term: X.power(2, a.term), value: q.mul(a.value, a.value) };
  }
}

describe("latex", () => {
  it("of random scalar terms is read back, by the parser of formulas, with the same value", () => {
    const s = stream("1", "latex");
    let looked = 0;
    for (let k = 0; k < 400; k++) {
      const { term, value } = draw(s, 4);
      const text = latex(term, 400);
      if (text === undefined) continue;
      looked += 1;
      const { left, right } = parseEquation(`${text} = \\frac{${value.n}}{${value.d}}`);
      expect(compareAt(left, right, point, "R", 64).says, text).toBe("equal");
    }
    expect(looked).toBeGreaterThan(300);
  });
  it("is what a mathematician writes", () => {
    const M = recorder(matrices, store);
    const [A, Omega] = ["A", "Omega"].map((name) => store.term("M", "unknown", [name, ""], []));
    const W = store.term("M", "unknown", ["W", "1", "0", "delta"], []);
    expect(latex(M.tr(M.mul(Omega, M.sub(A, W), M.adjoint(Omega))))).toBe(
      String.raw`\operatorname{Tr}\left(\Omega\,\left(A-\partial_{0}\delta W_{1}\right)\,\Omega^{\dagger}\right)`,
    );
    expect(latex(M.scale("-1/2", M.add(A, A)))).toBe(String.raw`-\frac{1}{2}\,\left(A+A\right)`);
    expect(latex(M.neg(M.neg(A)))).toBe(String.raw`-\left(-A\right)`);
  });
  it("names the variable that a sum binds", () => {
    const G = recorder(groupFunctions, store);
    const g = store.term("G", "unknown", ["g", ""], []);
    const f = (h: Term<"G">): Term<"R"> => store.term("R", "apply", ["f"], [h]);
    expect(latex(G.sum((h) => G.mul(f(h), f(G.op(G.inv(g), h)))))).toBe(
      String.raw`\sum_{x_{0}} f\left(x_{0}\right)\,f\left(g^{-1}\,x_{0}\right)`,
    );
  });
  it("is undefined where the written tree is too long, which a graph reaches by doubling", () => {
    const x: R = store.term("R", "unknown", ["x", ""], []);
    let big = x;
    for (let k = 0; k < 60; k++) big = X.mul(big, big);
    expect(latex(big)).toBeUndefined();
    expect(latex(X.add(x, x), 3)).toBe("x+x");
    expect(latex(X.add(x, x), 2)).toBeUndefined();
  });
  it("of both sides of every equation of the library is TeX that KaTeX reads", async () => {
    let read = 0;
    const every = process.env.COMMUTE_EFFORT === "deep" ? 1 : 5;
    for (const claim of (await equations()).filter((_, k) => k % every === 0))
      for (const { left, right } of claim.problems().slice(0, 2))
        for (const term of [...left, ...right]) {
          const text = latex(term, 1500);
          if (text === undefined) continue;
          katex.renderToString(text, { throwOnError: true, strict: "error" });
          read += 1;
        }
    expect(read).toBeGreaterThan(60 / every);
  });
});
