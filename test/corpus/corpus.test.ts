import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCorpus, upToRenaming, variablesOf } from "./corpus.ts";

const mathjs = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as {
  readonly parse: (text: string) => {
    readonly filter: (test: (node: { readonly isSymbolNode?: true }) => boolean) => readonly {
      readonly name: string;
    }[];
  };
};

const corpus = readCorpus();

describe("readCorpus()", () => {
  it("has seven categories, each with true and false equations, over 220 of each in all", () => {
    const least = [...corpus].map(([category, items]) => ({
      category,
      true: items.filter(({ truth }) => truth).length,
      false: items.filter(({ truth }) => !truth).length,
    }));
    expect(least.map(({ category }) => category)).toEqual([
      "algebra",
      "binomials",
      "calculus",
      "exponentials",
      "matrices",
      "sums",
      "trigonometry",
    ]);
    expect(least.filter((one) => one.true < 30 || one.false < 30)).toEqual([]);
    expect(least.reduce((sum, one) => sum + one.true, 0)).toBeGreaterThanOrEqual(220);
    expect(least.reduce((sum, one) => sum + one.false, 0)).toBeGreaterThanOrEqual(220);
  });

  it.each([...corpus])("%s is read by mathjs, side by side, with the names we find", (_, items) => {
    for (const { equation } of items) {
      const found = equation.split("=").flatMap((side) =>
        mathjs
          .parse(side)
          .filter((node) => node.isSymbolNode === true)
          .map(({ name }) => name),
      );
      expect(equation.split("=")).toHaveLength(2);
      expect(new Set(variablesOf(found.join(" ")))).toEqual(new Set(variablesOf(equation)));
    }
  });

  it("has no equation twice, names of variables and order of sides apart", () => {
    const seen = new Map<string, string>();
    for (const item of [...corpus.values()].flat()) {
      const key = upToRenaming(item);
      expect(seen.get(key), item.equation).toBeUndefined();
      seen.set(key, item.equation);
    }
  });

  it("has a witness that names every variable that is free in a false equation", () => {
    for (const item of [...corpus.values()].flat()) {
      if (item.truth) continue;
      const bound = [...item.equation.matchAll(/, ([a-z]), /g)].map((m) => m[1]);
      const names = variablesOf(item.equation).filter((name) => !bound.includes(name));
      for (const name of names) expect(Object.keys(item.witness), item.equation).toContain(name);
    }
  });
});

it("upToRenaming() is blind to names and sides, and sees everything else", () => {
  const item = (equation: string) =>
    ({ equation, truth: true, kind: "identity", source: "" }) as const;
  expect(upToRenaming(item("sin(a) = b"))).toBe(upToRenaming(item("y = sin(x)")));
  expect(upToRenaming(item("sin(a) = b"))).not.toBe(upToRenaming(item("sin(a) = a")));
  expect(upToRenaming(item("x = y"))).not.toBe(upToRenaming({ ...item("x = y"), given: "x > 0" }));
});

const python = process.env.COMMUTE_PYTHON ?? "python3";
const mpmath = spawnSync(python, ["-c", "import mpmath"]).status === 0;
if (!mpmath && process.env.COMMUTE_EFFORT === "deep")
  console.warn(`SKIPPED: ${python} has no mpmath: the truth of the corpus is NOT verified`);

it.runIf(mpmath && process.env.COMMUTE_EFFORT === "deep")(
  "verify.py finds every equation as true or false as stated, to 50 digits",
  () => {
    const script = fileURLToPath(new URL("verify.py", import.meta.url));
    const { status, stdout } = spawnSync(python, [script], { encoding: "utf8" });
    expect(stdout).toMatch(/\d{3} equations, 0 wrong/);
    expect(status).toBe(0);
  },
);
