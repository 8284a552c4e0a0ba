import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { upToRenaming } from "./corpus.ts";
import { collect, derivative, plus, printed, shifted, times } from "./expansion.ts";
import { corpus } from "./grammar.ts";

it("corpus() is a function of its seed, half true and half false, of every kind", () => {
  const items = corpus("a", 64);
  expect(corpus("a", 64)).toEqual(items);
  expect(corpus("b", 64)).not.toEqual(items);
  expect(items.filter(({ truth }) => truth)).toHaveLength(32);
  expect(new Set(items.flatMap((item) => (item.truth ? [item.source] : []))).size).toBe(8);
  expect(new Set(items.map(upToRenaming)).size).toBe(64);
});

it("expansions are what long multiplication, Newton and Pascal find", () => {
  const p = collect([
    ["1,0", 1n],
    ["0,1", -1n],
  ]);
  const names = ["x", "y"];
  expect(printed(times(p, p), names)).toBe("x^2 - 2*x*y + y^2");
  expect(printed(plus(p, p, -1n), names)).toBe("0");
  const cube = collect([["3,1", 2n]]);
  expect(printed(derivative(cube, 0), names)).toBe("6*x^2*y");
  expect(printed(shifted(cube, 0), names)).toBe("2*x^3*y + 6*x^2*y + 6*x*y + 2*y");
});

const python = process.env.COMMUTE_PYTHON ?? "python3";
const mpmath = spawnSync(python, ["-c", "import mpmath"]).status === 0;

it.runIf(mpmath && process.env.COMMUTE_EFFORT === "deep")(
  "verify.py finds what corpus() makes as true or false as it says",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "commute-corpus-"));
    try {
      const file = join(folder, "generated.jsonl");
      const items = corpus(process.env.COMMUTE_SEED ?? "deep", 400);
      writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
      const script = fileURLToPath(new URL("verify.py", import.meta.url));
      const { stdout } = spawnSync(python, [script, file], { encoding: "utf8" });
      expect(stdout).toBe("400 equations, 0 wrong\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
