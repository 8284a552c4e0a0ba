import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { pageTemplate, specTemplate } from "../../src/cli/templates.ts";
import { parsePage } from "../../src/theorem/page.ts";
import { commute, project, repository } from "../run/project.ts";

/** A project whose `commute` is the source of this repository, as a newcomer's clone has it. */
async function clone(): Promise<string> {
  const manifest = { name: "commute", type: "module", exports: { ".": "./src/index.ts" } };
  const root = await project({ "package.json": JSON.stringify(manifest) });
  await symlink(join(repository, "src"), join(root, "src"));
  return root;
}

/** What the type checker, set as in this repository, says of each of some files. */
function typeFaults(files: readonly string[]): string[] {
  const read = (file: string): string | undefined => ts.sys.readFile(file);
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), read) as {
    config: { compilerOptions: object };
  };
  const json = { ...config, include: [], files };
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(files[0]));
  const program = ts.createProgram([...files], { ...options, types: [] });
  return files.map((file) => {
    const found = program.getSemanticDiagnostics(program.getSourceFile(file));
    return found
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .join("\n");
  });
}

it("commute new writes a theorem that is undecided, names what to fill in, and holds with a model", async () => {
  const root = await clone();
  expect((await commute(root, ["new", "a/new"])).code).toBe(0);
  await writeFile(join(root, "theorems/a/filled.md"), pageTemplate("a/filled"));
  const filled = specTemplate("a/filled")
    .replace("{ equation, matrices }", "{ equation, freeMatrixModel, matrices }")
    .replace("models: [unfinished]", "models: [freeMatrixModel()]");
  await writeFile(join(root, "specs/a/filled.spec.ts"), filled);
  const { code, stdout } = await commute(root, ["verify"]);
  expect(stdout).toContain("1 hold, 0 refuted as expected, 1 undecided, 0 quoted, 0 failing");
  expect(stdout).toContain(
    "a/new/state-the-conclusion: undecided: unfinished: fill in id, states, over, unknowns, assume, parts, left, right, models and nearMisses of the spec, and title, talk, sources and prose of the page",
  );
  expect(stdout).toMatch(/state-the-conclusion +holds +proved +1\/1/);
  expect(code).toBe(1);
});

it("specTemplate type-checks against the public surface, under the project's own options", async () => {
  const root = await clone();
  const right = specTemplate("a/right");
  const wrong = specTemplate("a/wrong").replace("X.mul(B, A)", "X.mul(B, X.tr(A))");
  const files = [join(root, "specs/a/right.spec.ts"), join(root, "specs/a/wrong.spec.ts")];
  await mkdir(dirname(files[0]), { recursive: true });
  await Promise.all(files.map((file, k) => writeFile(file, [right, wrong][k])));
  const [none, one] = typeFaults(files);
  expect(none).toBe("");
  expect(one).toContain(`Type '"S"' is not assignable to type '"M"'`);
});

it("specTemplate names every field that it tells its reader to fill in", () => {
  const text = specTemplate("a/one");
  const named = /fill in ([\w, ]+) of the spec/.exec(text)?.[1].split(/, | and /) ?? [];
  expect(named.length).toBeGreaterThan(5);
  for (const field of named) expect(text).toMatch(new RegExp(`^  ${field}:`, "m"));
});

it("pageTemplate is a sound page", () => {
  expect(parsePage("theorems/a/one.md", pageTemplate("a/one")).faults).toEqual([]);
});
