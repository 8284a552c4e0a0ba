import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commute, project, repository } from "../run/project.ts";

const check = (...options: string[]): ReturnType<typeof commute> =>
  commute(repository, ["check", ...options]);

it.concurrent("commute check prints a card of a true equation, and leaves with 0", async () => {
  const { code, stdout } = await check("sin(2x) = 2 sin(x) cos(x)");
  expect(stdout.split("\n").slice(0, 4)).toEqual([
    "sin(2*x) = 2*sin(x)*cos(x)",
    "  over the real numbers",
    "holds",
    "  proved: left − right has the normal form 0",
  ]);
  expect(stdout).toMatch(/near misses: (\d+) of \1 refuted/);
  expect(code).toBe(0);
});

it.concurrent("commute check prints the witness of a false one, and leaves with 1", async () => {
  const { code, stdout } = await check("sqrt(x^2) = x");
  expect(stdout).toContain("fails\n  at x = -1: left = 1, right = -1\n");
  expect(code).toBe(1);
  const given = await check("sqrt(x^2) = x", "--given", "x >= 0");
  expect(given.code).toBe(0);
});

it.concurrent(
  "commute check --strict and --over C fail where domains or branches differ",
  async () => {
    const logarithm = "log(x*y) = log(x) + log(y)";
    const [loose, strict, complex] = await Promise.all([
      check(logarithm),
      check(logarithm, "--strict"),
      check(logarithm, "--over", "C"),
    ]);
    expect(loose.stdout).toContain(
      "domains differ: at x = -1, y = -1: left = defined, right = undefined",
    );
    expect([loose.code, strict.code, complex.code]).toEqual([0, 1, 1]);
  },
);

it.concurrent("commute check names what it cannot read, and leaves with 2", async () => {
  const { code, stderr } = await check("sinn(x) = 1");
  expect(stderr).toMatch(/left: expected a known function, got sinn\(…\)/);
  expect(code).toBe(2);
  const neither = await check();
  expect(neither.stderr).toContain("commute check: expected an equation or --file, got neither");
});

it.concurrent(
  "commute check --file reads one a line, and one bad line stops no other",
  async () => {
    const root = await project({});
    const file = join(root, "equations.txt");
    const lines = ["# sums", "sum(k, k, 1, n) = n*(n+1)/2 given n integer", "x +", "x = x + 1"];
    await writeFile(file, `${lines.join("\n")}\n`);
    const { code, stdout, stderr } = await check("--file", file);
    expect(stdout).toContain("1 hold, 1 fail, 0 undecided, 1 not read");
    expect(stderr).toContain(`${file}:3: equation: expected one = between two sides`);
    expect(code).toBe(2);
    const json = await check("--file", file, "--json");
    const read = json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { equation: string; outcome: string; evidence: object });
    expect(read.map(({ outcome }) => outcome)).toEqual(["holds", "fails"]);
    expect(Object.keys(read[1]).slice(0, 5)).toEqual([
      "equation",
      "given",
      "over",
      "outcome",
      "evidence",
    ]);
  },
);

it.concurrent("commute check --emit prints the question for another engine", async () => {
  const { code, stdout } = await check("(a+b)*(a-b) = a^2 - b^2", "--emit", "pari");
  expect(stdout).toContain('print("equation: "');
  expect(code).toBe(0);
  const sine = await check("sin(x) = x", "--emit", "pari");
  expect(sine.stderr).toContain("--emit: expected rational functions, got no rational form: sin");
  expect(sine.code).toBe(2);
});
