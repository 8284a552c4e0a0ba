import ts from "typescript";
import { expect, it } from "vitest";
import { stream } from "../../src/numeric/random.ts";
import { applyMutant, draw, mutantsOf } from "./mutants.ts";

const mutated = (text: string): string[] =>
  mutantsOf("a.ts", text).map((mutant) => applyMutant(text, mutant));

it("mutantsOf changes one token: operators, constants, truth values, verdicts, conditions", () => {
  expect(mutated("x = a + b * 2n;")).toEqual([
    "x = a - b * 2n;",
    "x = a + b / 2n;",
    "x = a + b * 3n;",
  ]);
  expect(mutated("x = a <= b && c;")).toEqual(["x = a < b && c;", "x = a <= b || c;"]);
  expect(mutated("if (a) b = true;")).toEqual(["if (!(a)) b = true;", "if (a) b = false;"]);
  expect(mutated('x = a ? "holds" : "other";')).toEqual([
    'x = !(a) ? "holds" : "other";',
    'x = a ? "fails" : "other";',
  ]);
  expect(mutated("x = 17 + 1.5;")).toEqual(["x = 17 - 1.5;"]);
});

it("mutantsOf makes procedures return at once, and functions with a value not", () => {
  expect(mutated("function f(): void { g(); }")).toEqual(["function f(): void { return; g(); }"]);
  expect(mutated("const f = () => { g(); };")).toEqual(["const f = () => { return; g(); };"]);
  expect(mutated("function f() { return x; }")).toEqual([]);
  expect(mutated("function f() { g(() => { return x; }); }")).toHaveLength(1);
});

it("mutantsOf leaves types, imports and names of properties alone", () => {
  const text = `import { x } from "holds"; type T = "holds" | 1; interface I { a: true }
    const y: 1 | true = z as "fails"; const o = { 1: a, holds: b };`;
  expect(mutated(text)).toEqual([]);
});

it("mutantsOf gives line, column and programs that parse", () => {
  const text = "const a = 0;\nif (a < 1) f(-a, !a);\n";
  const all = mutantsOf("a.ts", text);
  expect(all.map(({ line, column, from, to }) => `${line}:${column} ${from} ${to}`)).toEqual([
    "1:11 0 1",
    "2:5 a < 1 !(a < 1)",
    "2:7 < <=",
    "2:9 1 2",
  ]);
  for (const mutant of all) {
    const { diagnostics } = ts.transpileModule(applyMutant(text, mutant), {
      reportDiagnostics: true,
    });
    expect(diagnostics).toEqual([]);
  }
});

it("draw repeats itself for a seed, takes nothing twice, and keeps most when the list changes", () => {
  const score = (seed: string) => (n: number) => stream(seed, String(n)).unit();
  const all = [...Array(50).keys()];
  const drawn = draw(all, 20, score("1"));
  expect(draw(all, 20, score("1"))).toEqual(drawn);
  expect(draw(all, 20, score("2"))).not.toEqual(drawn);
  expect(new Set(drawn).size).toBe(20);
  const without = draw(
    all.filter((n) => n !== drawn[0]),
    20,
    score("1"),
  );
  expect(without.slice(0, 19)).toEqual(drawn.slice(1));
  expect(draw([1, 2], 5, score("1"))).toHaveLength(2);
});
